//! `ivrbot check`: everything that is wrong or works less than it could, at once, with what to do.

mod built;
mod database;
mod ledger;
mod sales;
mod services;

use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::{USAGE, out, parts};
use crate::config::{Config, Loaded, Note, Problem};
use crate::domain::hours::Packs;
use crate::domain::phone::Region;

/// Check the set-up and report every problem at once.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Do not ask the services whether they take the credentials
    #[arg(long)]
    pub offline: bool,
    /// Check the ledger alone; if it does not add up, money and calls stop
    #[arg(long)]
    pub ledger: bool,
    /// Let money move and calls go out again, if the ledger adds up
    #[arg(long, requires = "ledger")]
    pub lift: bool,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is in order.
    Ok,
    /// It works less than it could.
    Note,
    /// It must be corrected.
    Problem,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// What was found, with its place.
    pub what: String,
    /// What to do; may be empty when all is well.
    pub remedy: String,
}

impl Finding {
    /// Something in order.
    pub fn ok(what: impl Into<String>) -> Finding {
        Finding { level: Level::Ok, what: what.into(), remedy: String::new() }
    }

    /// Something that works less than it could.
    pub fn note(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { level: Level::Note, what: what.into(), remedy: remedy.into() }
    }

    /// Something that must be corrected.
    pub fn problem(what: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { level: Level::Problem, what: what.into(), remedy: remedy.into() }
    }
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Finding {
        Finding::problem(format!("{}: {}", problem.place, problem.what), &problem.remedy)
    }
}

impl From<&Note> for Finding {
    fn from(note: &Note) -> Finding {
        Finding::note(format!("{}: {}", note.place, note.what), &note.remedy)
    }
}

/// `--ledger`: that alone, by the configuration's path.
pub fn of_ledger(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let lift = if args.lift { ledger::Lift::Yes } else { ledger::Lift::No };
    ledger::main(&config.database.path, lift)
}

/// Prints everything there is to say. Any problem makes it end as a mistaken configuration does.
pub fn main(args: &Args, loaded: &Loaded) -> anyhow::Result<ExitCode> {
    let mut findings = of_configuration(loaded);
    if let Some(config) = &loaded.config {
        findings.extend(database::findings(config));
        if !args.offline {
            findings.extend(services::findings(config));
        }
    }
    findings.extend(built::findings());
    out::print(&report(&findings))?;
    let is_wrong = findings.iter().any(|finding| finding.level == Level::Problem);
    Ok(if is_wrong { ExitCode::from(USAGE) } else { ExitCode::SUCCESS })
}

/// What the configuration has to say.
pub fn of_configuration(loaded: &Loaded) -> Vec<Finding> {
    let problems = loaded.problems.iter().chain(&loaded.missing).map(Finding::from);
    let mut findings: Vec<Finding> =
        problems.chain(loaded.notes.iter().map(Finding::from)).collect();
    let Some(config) = &loaded.config else { return findings };
    if let Some(bland) = &config.bland {
        let meaning = bland.allowance.meaning();
        findings.push(Finding::ok(format!("Bland plan {}: {meaning}", bland.plan.name())));
    }
    if !config.calling.countries.is_empty() {
        let codes: Vec<_> = config.calling.countries.iter().map(|one| one.code()).collect();
        findings.push(Finding::ok(format!("calls may go to: {}", codes.join(", "))));
    }
    findings.extend(terms(config));
    findings.extend(packs(config));
    findings
}

/// The terms are read when the daemon starts: better to know now.
fn terms(config: &Config) -> Option<Finding> {
    let path = config.service.terms_file.as_ref()?;
    let found = parts::terms(path);
    Some(found.map_or_else(
        |problem| problem,
        |_| Finding::ok(format!("terms of use: {}", path.display())),
    ))
}

/// Hours of the operator's own are read when the daemon starts, too.
fn packs(config: &Config) -> Option<Finding> {
    let path = config.calling.packs_file.as_ref()?;
    let said = |packs: Arc<Packs>| {
        let codes: Vec<_> = packs.countries().map(Region::as_str).collect();
        let codes = codes.join(", ");
        Finding::ok(format!("hours of {}, version {}: {codes}", path.display(), packs.version()))
    };
    Some(parts::packs(config).map_or_else(|problem| problem, said))
}

/// The findings in groups, the gravest first.
pub fn report(findings: &[Finding]) -> String {
    let groups =
        [(Level::Problem, "To correct"), (Level::Note, "Good to know"), (Level::Ok, "In order")];
    let mut text = String::new();
    for (level, title) in groups {
        let group: Vec<_> = findings.iter().filter(|finding| finding.level == level).collect();
        if group.is_empty() {
            continue;
        }
        text.push_str(&format!("{title}:\n"));
        for finding in group {
            text.push_str(&lines(finding));
        }
        text.push('\n');
    }
    let problems = findings.iter().filter(|finding| finding.level == Level::Problem).count();
    text.push_str(&match problems {
        0 => "No problems.\n".to_owned(),
        1 => "1 problem.\n".to_owned(),
        many => format!("{many} problems.\n"),
    });
    text
}

/// One finding: what, and below it what to do.
pub fn lines(finding: &Finding) -> String {
    let Finding { what, remedy, .. } = finding;
    if remedy.is_empty() { format!("  {what}\n") } else { format!("  {what}\n      {remedy}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_come_first_and_are_counted() {
        let findings = [
            Finding::ok("a"),
            Finding::problem("b", "do b"),
            Finding::note("c", "do c"),
            Finding::problem("d", ""),
        ];
        let want = "To correct:\n  b\n      do b\n  d\n\nGood to know:\n  c\n      do c\n\n\
                    In order:\n  a\n\n2 problems.\n";
        assert_eq!(report(&findings), want);
        assert_eq!(report(&[]), "No problems.\n");
    }
}
