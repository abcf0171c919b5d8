//! The tests of the whole: each module is one subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod account;
mod call;
mod cli;
mod commands;
mod courier;
mod demo;
mod list;
mod migrations;
mod money;
mod queries;
mod run;
mod screens;
mod sim;
mod start;
mod task;
mod tidy;
mod told;
mod webhooks;
mod words;
mod world;
