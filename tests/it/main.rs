//! The tests of the whole: each module is one subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod call;
mod cli;
mod money;
mod sim;
mod start;
mod tidy;
mod world;
