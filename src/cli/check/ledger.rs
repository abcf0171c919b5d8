//! `ivrbot check --ledger`: whether the ledger adds up; the way out once it was stopped.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::cli::out;
use crate::clock::Clock;
use crate::jobs::audit::{self, Audit};
use crate::store::peek::{Peek, peek};
use crate::store::{Durability, Store};

/// Who it was, in the record.
const ACTOR: &str = "command line";
/// What is to be done about a breach.
const REPAIR: &str = "Stop the bot, keep a copy of the file, and restore a backup; report the \
                      lines above.";
/// What is to be done when it is over.
const HOW_TO_LIFT: &str = "Once you know what it was: ivrbot check --ledger --lift";

/// Checks the ledger, beside a running daemon or without one. What is wrong stops money and calls;
/// `lift` lets them go on, if nothing is wrong any more. Ends with success only if all is well.
pub(super) fn main(path: &Path, lift: Lift) -> Result<ExitCode> {
    let name = path.display();
    match peek(path, &Clock::system(), |_| Ok(()))? {
        Peek::Seen(()) => {}
        Peek::Absent => bail!("there is no database {name}: name the right one with --config"),
        Peek::Other { .. } => {
            bail!("{name} has another version's schema: `ivrbot check` says what to do")
        }
    }
    let store = Store::open(path, Clock::system(), Durability::Full)?;
    let found = match lift {
        Lift::No => audit::audit(&store, ACTOR)?,
        Lift::Yes => audit::lift(&store, ACTOR)?,
    };
    out::print(&format!("The ledger of {name}:\n{}", report(&found, lift)))?;
    let is_well = found.breaches.is_empty() && (found.freeze.is_none() || lift == Lift::Yes);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether money is to move again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lift {
    /// It is only looked at.
    No,
    /// If the ledger adds up.
    Yes,
}

fn report(found: &Audit, lift: Lift) -> String {
    let mut text = String::new();
    for breach in &found.breaches {
        text.push_str(&format!("  {breach}\n"));
    }
    if found.breaches.is_empty() {
        text.push_str("  It adds up.\n");
    }
    let Some(freeze) = &found.freeze else { return text };
    if found.breaches.is_empty() && lift == Lift::Yes {
        return text + "  Money moves again, and calls go out.\n";
    }
    let (since, by, reason) = (freeze.since, &freeze.by, &freeze.reason);
    let next = if found.breaches.is_empty() { HOW_TO_LIFT } else { REPAIR };
    text.push_str(&format!("  Money and calls were stopped at {since} by {by}: {reason}\n"));
    text + &format!("      {next}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ledger::Breach;
    use crate::store::ledger::freeze::Freeze;

    #[test]
    fn each_state_says_what_to_do_next() {
        let freeze = || {
            let since = "2026-11-23T15:00:00Z".parse().unwrap();
            Some(Freeze { id: 1, since, by: "the program".into(), reason: "R2: x".into() })
        };
        let breach = Breach::Balance { account: 3, cached: 2, sum: 1 };
        let table = [
            (vec![], None, Lift::No, "It adds up."),
            (vec![], None, Lift::Yes, "It adds up."),
            (vec![], freeze(), Lift::No, HOW_TO_LIFT),
            (vec![], freeze(), Lift::Yes, "Money moves again"),
            (vec![breach.clone()], freeze(), Lift::No, REPAIR),
            (vec![breach], freeze(), Lift::Yes, "R2: account 3 says 2, its entries say 1"),
        ];
        for (breaches, freeze, lift, says) in table {
            let text = report(&Audit { breaches, freeze }, lift);
            assert!(text.contains(says), "{says} is not in:\n{text}");
        }
    }
}
