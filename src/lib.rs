//! `ivrbot`: lawful outbound IVR calls from Telegram, as one binary over one SQLite file.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod work;
pub mod clock;
pub mod domain;
pub mod chat;
pub mod speech;
pub mod screens;
pub mod store;
pub mod i18n;
pub mod telegram;
pub mod voice;
pub mod payments;
pub mod rates;
pub mod features;
pub mod jobs;
pub mod courier;
pub mod bot;
pub mod config;
pub mod daemon;
pub mod demo;
pub mod cli;
