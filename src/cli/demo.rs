//! `ivrbot demo`: the daemon against stand-ins on this machine, and a page to try it.

use std::process::ExitCode;

use secrecy::SecretString;

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
pub fn main(_args: &Args) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not wired")
}
