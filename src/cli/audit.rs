//! `ivrbot audit`: whether every call that was made was one that might be made (C-26).

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::cli::{lines, out};
use crate::store::audit::{Violation, audit};

/// Recompute from history whether every dial was permitted: hours, caps, do-not-call, consent,
/// money, and that nothing was changed since. Says each violation; exits with 1 if there is one.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; that of the configuration if left out
    #[arg(long, value_name = "FILE")]
    pub database: Option<PathBuf>,
    /// One JSON object for each violation: rule, call, what
    #[arg(long)]
    pub json: bool,
}

/// Runs the command. It only reads, and may run beside the daemon.
pub fn main(args: &Args, database: &Path) -> Result<ExitCode> {
    if !database.try_exists()? {
        bail!("there is no database {}", database.display());
    }
    let found = audit(database)?;
    for violation in &found {
        out::print(&said(violation, args)?)?;
    }
    if !found.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if !args.json {
        out::print("No violation.\n")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn said(violation: &Violation, args: &Args) -> Result<String> {
    if args.json { lines::json(violation) } else { Ok(format!("{violation}\n")) }
}
