//! `ivrbot invite`: a one-time link that makes whoever opens it verified.

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::{open, out, parts};
use crate::config::Config;
use crate::store::invites::{self, DAYS, DAYS_MOST};
use crate::telegram::Telegram;

/// Who does it, in the record.
const ACTOR: &str = "command line";

/// Make a one-time link: whoever opens it may call other people's numbers.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many days it is good for
    #[arg(
        long,
        value_name = "N",
        default_value_t = DAYS,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(DAYS_MOST))
    )]
    days: u32,
}

/// Runs the command. It may run beside the daemon.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let store = open(config)?;
    let start = store.write(|tx| invites::make(tx, ACTOR, args.days))?;
    // Only Telegram knows the bot's name; where it is out of reach, the parameter is enough.
    let name = config.telegram.token.as_ref().and_then(|token| {
        let name = parts::telegram(config, token).me();
        name.ok()
    });
    let link = name.map_or(String::new(), |name| format!("https://t.me/{name}?start={start}\n"));
    out::print(&format!("{link}/start {start}\n"))?;
    Ok(ExitCode::SUCCESS)
}
