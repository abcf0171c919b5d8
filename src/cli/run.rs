//! `ivrbot run`: the daemon.

use std::process::ExitCode;

use crate::config::Config;

/// Run the bot.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command. The configuration has everything that `Config::runnable` asks for.
pub fn main(_args: &Args, _config: &Config) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not wired")
}
