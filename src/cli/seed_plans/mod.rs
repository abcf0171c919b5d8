//! `ivrbot seed-plans`: brings a set of plans into the store.

mod read;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::cli::{USAGE, out};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::plan::{Plan, plan_changes};
use crate::store::peek::{Peek, peek};
use crate::store::{Durability, Store, Tx, plans};

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
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let (name, text) = match &args.file {
        Some(path) => {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).with_context(|| format!("read {name}"))?;
            (name, text)
        }
        None => ("the built-in plans".to_owned(), BUILT_IN.to_owned()),
    };
    let want = match parse_toml(&text) {
        Ok(want) => want,
        Err(mistakes) => {
            let lines: String = mistakes.iter().map(|one| format!("  {name}: {one}\n")).collect();
            out::complain(&format!("ivrbot: nothing was changed:\n{lines}"));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let path = &config.database.path;
    let changes = if args.dry_run {
        let have = match peek(path, &Clock::system(), on_sale)? {
            Peek::Seen(have) => have,
            Peek::Absent => Vec::new(),
            Peek::Other { .. } => bail!(
                "{} has another version's schema: `ivrbot check` says what to do",
                path.display()
            ),
        };
        plan_changes(&have, &want)
    } else {
        let store = Store::open(path, Clock::system(), Durability::Full)?;
        store.write(|tx| plans::seed(tx, &want))?
    };
    let title = if args.dry_run { "Nothing is changed. It would be:\n" } else { "" };
    out::print(&format!("{title}{}", show(&changes)))?;
    Ok(ExitCode::SUCCESS)
}

fn on_sale(tx: &Tx) -> Result<Vec<Plan>> {
    Ok(plans::current(tx)?.into_iter().map(|(_, plan)| plan).collect())
}

/// Brings the ten plans into a store that has none, so that newcomers get the free one.
pub fn when_empty(store: &Store) -> Result<()> {
    if !store.read(plans::current)?.is_empty() {
        return Ok(());
    }
    let Ok(want) = parse_toml(BUILT_IN) else { bail!("the built-in plans cannot be read") };
    let changes = store.write(|tx| plans::seed(tx, &want))?;
    tracing::info!(plans = changes.len(), "there were no plans: the built-in ones are on sale now");
    Ok(())
}
