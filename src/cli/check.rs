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
    findings.extend(rails(config));
    findings.extend(terms(config));
    findings.extend(packs(config));
    findings
}

/// What Telegram's terms say of each way to pay (6.1 and 6.2 of the terms for developers).
fn rails(config: &Config) -> Vec<Finding> {
    let coins = config.dynopay.as_ref().map(|_| {
        Finding::note(
            "coins and Telegram's terms (https://telegram.org/tos/bot-developers): by 6.1 services \
             outside the app may be paid for as you like; by 6.2 digital goods take Stars alone",
            "Sell telephone minutes and number rental, priced in dollars, and nothing that unlocks \
             the bot. Whether Telegram sees it so is not known: the risk is yours.",
        )
    });
    let stars = config.stars.as_ref().map(|rail| {
        let star = rail.star.plain();
        Finding::note(
            format!("[stars] is on: one Star adds ${star}"),
            "Telegram keeps what Stars bring for up to 21 days and lets payers take them back \
             meanwhile, also after the calls (6.2.1): then what was spent is your loss. Answer \
             /paysupport; Stars become money through Fragment, which is not in every country.",
        )
    });
    coins.into_iter().chain(stars).collect()
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
    fn telegrams_terms_are_told_for_each_way_to_pay() {
        let told = |text: &str| {
            let env = vec![];
            let path = "ivrbot.toml".into();
            let file = Some(crate::config::SourceFile { path, text: Ok(text.to_owned()) });
            let loaded = Config::load(&crate::config::Sources { file, dotenv: None, env });
            report(&of_configuration(&loaded))
        };
        let (coins, stars) = ("[dynopay]\napi_key = \"k\"\n", "[stars]\nenabled = true\n");
        assert!(told(coins).contains("by 6.2 digital goods take Stars alone"));
        assert!(!told(coins).contains("[stars]"), "off");
        assert!(told(stars).contains("lets payers take them back"));
        assert!(told(stars).contains("one Star adds $0.013"));
    }

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
