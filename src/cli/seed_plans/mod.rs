//! `ivrbot seed-plans`: brings a set of plans into the store, and puts plans on sale at a loss.

mod read;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::cli::{USAGE, out, parts};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::margin::{Costs, sale_at_first};
use crate::domain::money::Usd;
use crate::domain::plan::{Plan, PlanChange, Sale, plan_changes};
use crate::store::peek::{Peek, peek};
use crate::store::{Durability, Store, Tx, costs, plans};

pub use read::{BUILT_IN, parse_toml};
pub use show::{Outcome, margin, show};

/// Bring plans into the database: the ten that come with the program, or those of a file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A TOML file of plans, as examples/plans.toml
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Put a plan on sale although it costs you more than it brings in, such as Prime/7; without
    /// --file, nothing else is changed
    #[arg(long, value_name = "NAME/DAYS", value_parser = name)]
    pub sell_at_a_loss: Vec<Name>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What tells a plan from the others: its name and its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String, u32);

fn name(text: &str) -> Result<Name, String> {
    let parts = text.rsplit_once('/').and_then(|(name, days)| Some((name, days.parse().ok()?)));
    let (name, days) = parts.ok_or("a name and days are wanted, such as Prime/7")?;
    Ok(Name(name.to_owned(), days))
}

impl Name {
    fn is_of(&self, plan: &Plan) -> bool {
        (&self.0, self.1) == (&plan.name, plan.days)
    }
}

/// Who does it, in the record.
const ACTOR: &str = "command line";

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
    let brings = args.file.is_some() || args.sell_at_a_loss.is_empty();
    let want = match parse_toml(&text) {
        Ok(want) if brings => want,
        Ok(_) => Vec::new(),
        Err(mistakes) => {
            let lines: String = mistakes.iter().map(|one| format!("  {name}: {one}\n")).collect();
            out::complain(&format!("ivrbot: nothing was changed:\n{lines}"));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let costs = parts::costs(config);
    let outcome = match args.dry_run {
        true => would(config, &want, &args.sell_at_a_loss, costs)?,
        false => {
            let store = Store::open(&config.database.path, Clock::system(), Durability::Full)?;
            store.write(|tx| bring(tx, &want, &args.sell_at_a_loss, costs))?
        }
    };
    let title = if args.dry_run { "Nothing is changed. It would be:\n" } else { "" };
    out::print(&format!("{title}{}", show(&outcome)))?;
    Ok(ExitCode::SUCCESS)
}

/// Brings the plans in and puts those on sale that were named. All of it happens, or nothing.
fn bring(tx: &Tx, want: &[Plan], at_a_loss: &[Name], costs: Costs) -> Result<Outcome> {
    let minute = costs::now(tx, costs)?.minute;
    let changes = plans::seed(tx, want, minute)?;
    let there = plans::all(tx)?;
    for name in at_a_loss {
        let offer = there.iter().find(|offer| name.is_of(&offer.plan));
        let Some(offer) = offer else { bail!(unknown(name)) };
        plans::sell_at_a_loss(tx, offer.id, ACTOR)?;
    }
    let sales = plans::all(tx)?.into_iter().map(|offer| (offer.plan, offer.sale)).collect();
    outcome(changes, sales, at_a_loss, minute)
}

/// What [`bring`] would do.
fn would(config: &Config, want: &[Plan], at_a_loss: &[Name], costs: Costs) -> Result<Outcome> {
    let path = &config.database.path;
    let look = |tx: &Tx| {
        let have = plans::all(tx)?.into_iter().map(|offer| (offer.plan, offer.sale));
        Ok((have.collect::<Vec<_>>(), costs::now(tx, costs)?.minute))
    };
    let (mut sales, minute) = match peek(path, &Clock::system(), look)? {
        Peek::Seen(seen) => seen,
        Peek::Absent => (Vec::new(), costs.minute),
        Peek::Other { .. } => bail!(parts::other_schema(path)),
    };
    let have: Vec<Plan> = sales.iter().map(|(plan, _)| plan.clone()).collect();
    let changes = plan_changes(&have, want);
    for change in &changes {
        if let PlanChange::Insert(plan) | PlanChange::Change { to: plan, .. } = change {
            sales.retain(|(old, _)| !old.is_same_offer(plan));
            sales.push((plan.clone(), sale_at_first(plan, minute)));
        }
    }
    for (plan, sale) in &mut sales {
        if at_a_loss.iter().any(|name| name.is_of(plan)) {
            *sale = Sale::AtALoss;
        }
    }
    outcome(changes, sales, at_a_loss, minute)
}

fn outcome(
    changes: Vec<PlanChange>,
    sales: Vec<(Plan, Sale)>,
    at_a_loss: &[Name],
    minute: Usd,
) -> Result<Outcome> {
    let find = |name: &Name| sales.iter().find(|(plan, _)| name.is_of(plan));
    let sold = at_a_loss.iter().map(|name| {
        let (plan, _) = find(name).with_context(|| unknown(name))?;
        Ok(plan.clone())
    });
    let sold = sold.collect::<Result<_>>()?;
    Ok(Outcome { changes, sold, sales, minute })
}

fn unknown(name: &Name) -> String {
    format!("there is no plan {}/{}: bring it in first, or correct its name", name.0, name.1)
}

/// Brings the ten plans into a store that has none, so that newcomers get the free one.
pub fn when_empty(store: &Store, costs: Costs) -> Result<()> {
    if !store.read(plans::all)?.is_empty() {
        return Ok(());
    }
    let Ok(want) = parse_toml(BUILT_IN) else { bail!("the built-in plans cannot be read") };
    let on_sale = store.write(|tx| {
        plans::seed(tx, &want, costs.minute)?;
        plans::on_sale(tx)
    })?;
    let (plans, on_sale) = (want.len(), on_sale.len());
    tracing::info!(plans, on_sale, "there were no plans: the built-in ones were brought in");
    if on_sale < plans {
        tracing::warn!(
            "{} plans are not on sale, since they cost more than they bring in when all their \
             minutes are used: see `ivrbot check`",
            plans - on_sale
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_named_by_name_and_days() {
        assert_eq!(name("Prime/7"), Ok(Name("Prime".to_owned(), 7)));
        assert_eq!(name("A / B/30"), Ok(Name("A / B".to_owned(), 30)));
        for odd in ["", "Prime", "Prime/", "Prime/x", "Prime/-1"] {
            assert!(name(odd).is_err(), "{odd}");
        }
    }
}
