//! `ivrbot tariffs import`: brings the prices of calls into the store, by where they go.

mod read;
mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::cli::{USAGE, out, parts};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::margin::Costs;
use crate::domain::tariff::{Tariff, tariff_changes};
use crate::store::peek::{Peek, peek};
use crate::store::{Durability, Store, Tx, costs, tariffs};

pub use read::{BUILT_IN, Placed, parse_toml};
pub use show::show;

/// The prices of calls.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Import(Import),
}

/// Bring in all prices of calls from a file: what differs becomes a new version, and rows that the
/// file does not name end. Calls that are under way keep the price they were promised.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// A TOML file of prices, as examples/tariffs.toml
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Take prices that are less than a fifth above what Bland charges you
    #[arg(long)]
    pub sell_at_a_loss: bool,
}

/// Runs the command.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let Command::Import(args) = &args.command;
    let name = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("read {name}"))?;
    let placed = match parse_toml(&text) {
        Ok(placed) => placed,
        Err(mistakes) => return Ok(refuse(&name, &mistakes)),
    };
    let (have, costs) = look(&config.database.path, parts::costs(config))?;
    if !args.sell_at_a_loss {
        let near = too_near(&placed, costs);
        if !near.is_empty() {
            return Ok(refuse(&name, &near));
        }
    }
    let want: Vec<Tariff> = placed.into_iter().map(|placed| placed.tariff).collect();
    let (title, changes) = match args.dry_run {
        true => ("Nothing is changed. It would be:\n", tariff_changes(&have, &want)),
        false => {
            let store = Store::open(&config.database.path, Clock::system(), Durability::Full)?;
            ("", store.write(|tx| tariffs::import(tx, &want))?)
        }
    };
    out::print(&format!("{title}{}", show(&changes)))?;
    Ok(ExitCode::SUCCESS)
}

fn refuse(name: &str, mistakes: &[String]) -> ExitCode {
    let lines: String = mistakes.iter().map(|one| format!("  {name}: {one}\n")).collect();
    out::complain(&format!("ivrbot: nothing was changed:\n{lines}"));
    ExitCode::from(USAGE)
}

/// The prices in force, and what a minute costs. A database that is yet to be made begins with the
/// built-in ones.
fn look(path: &Path, configured: Costs) -> Result<(Vec<Tariff>, Costs)> {
    let look = |tx: &Tx| {
        let rows = tariffs::now(tx)?.into_iter().map(|(_, row)| row);
        Ok((rows.collect(), costs::now(tx, configured)?))
    };
    match peek(path, &Clock::system(), look)? {
        Peek::Seen(seen) => Ok(seen),
        Peek::Absent => {
            let Ok(rows) = parse_toml(BUILT_IN) else { bail!("the built-in prices are odd") };
            Ok((rows.into_iter().map(|placed| placed.tariff).collect(), configured))
        }
        Peek::Other { .. } => bail!(parts::other_schema(path)),
    }
}

/// The operator shall not lose money unknowingly: prices that are too near their cost, by line.
fn too_near(placed: &[Placed], costs: Costs) -> Vec<String> {
    let said = placed.iter().flat_map(|Placed { line, tariff }| {
        costs.too_near(tariff).into_iter().map(move |(price, floor)| {
            format!(
                "line {line}: {}: {price} is below ${}, a fifth above its cost; --sell-at-a-loss \
                 takes it all the same",
                tariff.prefix,
                floor.plain()
            )
        })
    });
    said.collect()
}
