//! `ivrbot demo`: the daemon against stand-ins on this machine, and a page to try it.

mod pay;
mod stage;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use secrecy::SecretString;

use crate::cli::{logging, out, run, signal};
use crate::clock::Clock;
use crate::config::{Log, LogFormat, LogLevel};
use crate::courier::Limits;
use crate::demo::place::{Place, ZONE};
use crate::demo::script;
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
    if args.script {
        return play();
    }
    let place = Place::of(ZONE, Clock::system().wall())?;
    let chat = match &args.telegram_token {
        Some(token) => Chat::Real(token.clone()),
        None => Chat::StandIn(Limits::Kept),
    };
    let stage = Arc::new(Stage::open(place, chat)?);
    let link = match args.telegram_token {
        Some(_) => Some(run::operator_link(&stage.store, &stage.name()?)?),
        None => None,
    };
    let at = stage.page(args.port.unwrap_or(0), link)?;
    out::print(&format!("Open http://{at}/ in a browser. Ctrl-C ends the demo.\n"))?;
    signal::wait()?;
    Ok(ExitCode::SUCCESS)
}

/// The script is always played from the same day on, so that it always goes the same way: this is
/// the Sunday before it.
const SCRIPT_EVE: &str = "2026-11-22T12:00:00Z";

/// Plays the script on a stage where nobody watches, so that no message waits for its turn.
fn play() -> Result<ExitCode> {
    let clock = Clock::system();
    let place = Place::of(ZONE, SCRIPT_EVE.parse()?)?;
    let stage = Stage::open(place, Chat::StandIn(Limits::Off))?;
    let verdict = script::play(script::Stage {
        clock: &stage.clock,
        store: &stage.store,
        telegram: &stage.telegram,
        bland: &stage.bland,
        dynopay: &stage.dynopay,
        say: &|text| Ok(out::print(text)?),
    })?;
    let (held, failed) = (verdict.held, verdict.failed.len());
    let seconds = clock.pace().as_secs_f32();
    out::print(&format!("\n{held} expectations held, {failed} failed, in {seconds:.1} s\n"))?;
    for name in &verdict.failed {
        out::print(&format!("  failed: {name}\n"))?;
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
