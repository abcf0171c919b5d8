//! The tests of the whole: each module is one subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod account;
mod between;
mod call;
mod cli;
mod commands;
mod courier;
mod demo;
mod dynopay;
mod follow;
mod frozen;
mod golden;
mod list;
mod lost;
mod migrations;
mod money;
mod overdue;
mod pictures;
mod prices;
mod queries;
mod rows;
mod run;
mod screens;
mod sim;
mod start;
mod swept;
mod task;
mod tatum;
mod tidy;
mod told;
mod words;
mod world;
