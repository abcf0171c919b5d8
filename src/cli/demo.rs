//! `ivrbot demo`: the daemon against stand-ins on this machine, and a page to try it.

mod stage;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use secrecy::SecretString;

use crate::cli::{logging, out, signal};
use crate::clock::Clock;
use crate::config::{Log, LogFormat, LogLevel};
use crate::courier::Limits;
use crate::demo::place::{Place, ZONE};
use stage::{Chat, Stage};

/// Try the bot on this machine, without accounts or keys.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Play the main job without a person, print the transcript and end
    #[arg(long, conflicts_with_all = ["telegram_token", "port"])]
    pub script: bool,
    /// Talk to the real Telegram as this bot; the other services stay stand-ins
    #[arg(long, value_name = "T")]
    pub telegram_token: Option<SecretString>,
    /// The page's port; any free one when left out
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
}

/// Runs the command. It reads no configuration: it must work with none and with a wrong one.
pub fn main(args: &Args) -> Result<ExitCode> {
    logging::start(Log { format: LogFormat::Text, level: LogLevel::Warn })?;
    let place = Place::of(ZONE, Clock::system().wall())?;
    let chat = match &args.telegram_token {
        Some(token) => Chat::Real(token.clone()),
        None => Chat::StandIn(Limits::Kept),
    };
    let stage = Arc::new(Stage::open(place, chat)?);
    let link = match args.telegram_token {
        Some(_) => Some(format!("https://t.me/{}", stage.name()?)),
        None => None,
    };
    let at = stage.page(args.port.unwrap_or(0), link)?;
    out::print(&format!("Open http://{at}/ in a browser. Ctrl-C ends the demo.\n"))?;
    signal::wait()?;
    Ok(ExitCode::SUCCESS)
}
