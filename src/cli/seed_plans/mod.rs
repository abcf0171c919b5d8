//! `ivrbot seed-plans`: brings a set of plans into the store.

mod read;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::config::Config;

pub use read::{BUILT_IN, parse_toml};
pub use show::show;

/// Bring plans into the database: the ten that come with the program, or those of a file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A TOML file of plans, as examples/plans.toml
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command.
pub fn main(_args: &Args, _config: &Config) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not wired")
}
