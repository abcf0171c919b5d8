//! demo.
pub mod bland;
