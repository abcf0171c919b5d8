//! The database, looked at without changing it.

use std::path::Path;

use anyhow::Result;

use super::{Finding, sales};
use crate::cli::parts;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::ledger::Breach;
use crate::store::ledger::freeze::{self, Freeze};
use crate::store::peek::{self, Peek};
use crate::store::{Tx, events, ledger, outbox};

/// What is to be done when the file itself is damaged.
const RESTORE: &str = "Stop the bot, keep a copy of the file, and restore a backup.";

/// What a sound schema holds.
struct Health {
    faults: Vec<String>,
    breaches: Vec<Breach>,
    freeze: Option<Freeze>,
    broken: Option<i64>,
    dead: i64,
    sales: sales::Sales,
}

/// What the file has to say.
pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let path = config.database.path.as_path();
    let name = path.display();
    let look = |tx: &Tx| {
        let sales = sales::look(tx, parts::costs(config))?;
        look(tx, sales)
    };
    match peek::peek(path, &Clock::system(), look) {
        Ok(Peek::Seen(health)) => {
            let sales = sales::findings(&health.sales, config.calling.default_region);
            of_health(&health, path).into_iter().chain(sales).collect()
        }
        Ok(Peek::Absent) => vec![absent(path)],
        Ok(Peek::Other { has, knows }) if has < knows => {
            let what = format!("database {name}: its schema is version {has} of {knows}");
            let remedy = "`ivrbot run` brings it up to date; keep a backup from before.";
            vec![Finding::note(what, remedy)]
        }
        Ok(Peek::Other { has, knows }) => {
            let what = format!("database {name}: its schema is version {has}, not {knows}");
            vec![Finding::problem(what, "A newer ivrbot wrote it: use that one.")]
        }
        Err(fault) => {
            let what = format!("database {name} cannot be read: {fault:#}");
            let remedy = "Name the right file in [database] path, and see that you may read it.";
            vec![Finding::problem(what, remedy)]
        }
    }
}

fn look(tx: &Tx, sales: sales::Sales) -> Result<Health> {
    Ok(Health {
        faults: peek::faults(tx)?,
        breaches: ledger::self_check(tx)?,
        freeze: freeze::standing(tx)?,
        broken: events::first_broken(tx)?,
        dead: outbox::dead(tx)?,
        sales,
    })
}

fn absent(path: &Path) -> Finding {
    let name = path.display();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => {
            let what = format!("database {name}: there is no folder {}", folder.display());
            Finding::problem(what, "Make the folder, or change [database] path.")
        }
        None => Finding::ok(format!("database {name}: it will be made by the first `ivrbot run`")),
    }
}

fn of_health(health: &Health, path: &Path) -> Vec<Finding> {
    let name = path.display();
    let mut found = Vec::new();
    for fault in &health.faults {
        found.push(Finding::problem(format!("database {name} is damaged: {fault}"), RESTORE));
    }
    for breach in &health.breaches {
        let what = format!("database {name}: the ledger does not add up: {breach}");
        found.push(Finding::problem(what, "`ivrbot check --ledger` says what to do."));
    }
    if let Some(freeze) = &health.freeze {
        let what = format!("database {name}: money and calls stand still: {}", freeze.reason);
        found.push(Finding::problem(what, "`ivrbot check --ledger` says what to do."));
    }
    if let Some(event) = health.broken {
        let what = format!("database {name}: history was changed at event {event}");
        let remedy = "Somebody wrote to the file by hand: compare it with a backup.";
        found.push(Finding::problem(what, remedy));
    }
    if health.dead > 0 {
        let what = format!("{} messages were refused by Telegram and given up", health.dead);
        found.push(Finding::note(what, "The log says why, at the time of each."));
    }
    if found.is_empty() {
        let what = format!(
            "database {name}: the file, the ledger and the history are sound; plans on sale: {}",
            health.sales.on_sale()
        );
        found.push(Finding::ok(what));
    }
    found
}
