//! The one SQLite file.

pub mod proof;
