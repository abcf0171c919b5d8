//! What only an operator can do.

pub mod reviews;
