//! The command line: one file per subcommand.
//!
//! Exit codes: 0, 1 for a fault, 2 for wrong usage or configuration.

pub mod audit;
pub mod check;
pub mod coupon;
pub mod credit;
pub mod demo;
pub mod dnc;
pub mod flow;
pub mod hours;
pub mod invite;
pub mod lines;
pub mod logging;
pub mod numbers;
pub mod out;
pub mod parts;
pub mod policy;
pub mod refund;
pub mod run;
pub mod seed_plans;
pub mod signal;
mod tables;
pub mod tariffs;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{Config, EXAMPLE, Loaded, Sources};
use crate::domain::hours::Packs;
use crate::store::{Durability, Store};
use check::Finding;

/// The exit code for wrong usage or configuration.
pub const USAGE: u8 = 2;

/// Lawful outbound IVR calls from Telegram.
#[derive(Debug, Parser)]
#[command(name = "ivrbot", version, arg_required_else_help = true)]
struct Cli {
    /// The configuration file; ivrbot.toml if it is there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Args),
    Demo(demo::Args),
    SeedPlans(seed_plans::Args),
    Tariffs(tariffs::Args),
    Credit(credit::Args),
    Refund(refund::Args),
    Coupon(coupon::Args),
    Dnc(dnc::Args),
    Audit(audit::Args),
    Invite(invite::Args),
    Numbers(numbers::Args),
    Hours(hours::Args),
    Check(check::Args),
    Flow(flow::Args),
    Policy(policy::Args),
    /// Print an example configuration with every key
    ExampleConfig,
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match cli.command.start(cli.config) {
        Ok(code) => code,
        Err(fault) => {
            out::complain(&format!("ivrbot: {fault:#}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Help goes to standard output and is no mistake.
fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe: nobody wants the rest.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}

impl Command {
    fn start(self, path: Option<PathBuf>) -> anyhow::Result<ExitCode> {
        let load = || Config::load(&Sources::from_process(path.as_deref()));
        match self {
            Command::ExampleConfig => {
                out::print(EXAMPLE)?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Demo(args) => demo::main(&args),
            Command::Numbers(args) => numbers::main(&args),
            Command::Hours(args) => with_packs(&load(), |packs| hours::main(&args, packs)),
            Command::Flow(args) => flow::main(&args),
            Command::Policy(args) => policy::main(&args),
            Command::Check(args) if args.ledger => {
                with_config(&load(), |config| check::of_ledger(&args, config))
            }
            Command::Check(args) => check::main(&args, &load()),
            Command::Run(args) => with_everything(&load(), |config| {
                logging::start(config.log)?;
                run::main(&args, config)
            }),
            Command::SeedPlans(args) => {
                with_config(&load(), |config| seed_plans::main(&args, config))
            }
            Command::Tariffs(args) => with_config(&load(), |config| tariffs::main(&args, config)),
            Command::Credit(args) => with_config(&load(), |config| credit::main(&args, config)),
            Command::Refund(args) => with_config(&load(), |config| refund::main(&args, config)),
            Command::Invite(args) => with_config(&load(), |config| invite::main(&args, config)),
            Command::Coupon(args) => with_config(&load(), |config| coupon::main(&args, config)),
            Command::Audit(args) => match args.database.clone() {
                Some(database) => audit::main(&args, &database),
                None => with_config(&load(), |config| audit::main(&args, &config.database.path)),
            },
            Command::Dnc(args) => with_config(&load(), |config| dnc::main(&args, config)),
        }
    }
}

/// The store of a bot that has run: a command about its users makes no empty one.
fn open(config: &Config) -> anyhow::Result<Store> {
    let path = &config.database.path;
    if !path.try_exists().context("look for the database")? {
        bail!(
            "there is no database {}: name the right one with --config, or start `ivrbot run` \
             first",
            path.display()
        );
    }
    Store::open(path, Clock::system(), Durability::Full)
}

/// Goes on with the hours that the configuration names; a machine without one has those built in.
fn with_packs(
    loaded: &Loaded,
    go_on: impl FnOnce(&Arc<Packs>) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    with_config(loaded, |config| match parts::packs(config) {
        Ok(packs) => go_on(&packs),
        Err(problem) => Ok(refuse([problem].into_iter())),
    })
}

/// Goes on when there is no mistake in the configuration.
fn with_config(
    loaded: &Loaded,
    go_on: impl FnOnce(&Config) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    match &loaded.config {
        Some(config) => go_on(config),
        None => Ok(refuse(loaded.problems.iter().map(Finding::from))),
    }
}

/// Goes on when nothing is missing either, and says what works less than it could.
fn with_everything(
    loaded: &Loaded,
    go_on: impl FnOnce(&Config) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    if !loaded.missing.is_empty() {
        return Ok(refuse(loaded.problems.iter().chain(&loaded.missing).map(Finding::from)));
    }
    for note in &loaded.notes {
        out::complain(&check::lines(&Finding::from(note)));
    }
    with_config(loaded, go_on)
}

fn refuse(problems: impl Iterator<Item = Finding>) -> ExitCode {
    let problems: String = problems.map(|problem| check::lines(&problem)).collect();
    out::complain(&format!("ivrbot: the configuration is not right:\n{problems}"));
    ExitCode::from(USAGE)
}
