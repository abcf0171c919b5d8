//! `ivrbot hours check`: whether a number may be called at a moment, and when it may.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use jiff::Timestamp;
use serde::Serialize;

use crate::cli::{USAGE, lines, out};
use crate::domain::hours::{Hours, Packs, Purpose, STRICT, Urgency, Week, Which, Window, judge};
use crate::domain::phone::{Phone, Region};

/// The hours in which people may be called.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
}

/// Say whether a number may be called at a moment: the hours of the purpose and of its country must
/// be open in every time zone the number may be in.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The number, with its country code
    #[arg(long)]
    pub number: String,
    /// The moment, such as 2026-11-23T15:00:00Z
    #[arg(long, value_name = "RFC3339")]
    pub at: Timestamp,
    /// What the call is for: reminder, survey, notice, confirmation or lead_follow_up
    #[arg(long, default_value = "reminder")]
    pub purpose: Purpose,
    /// The hours of this country, or strict, instead of the number's own
    #[arg(long, value_name = "P", conflicts_with = "window")]
    pub pack: Option<String>,
    /// These hours alone, such as 'Mon-Fri 09:00-20:00; Sat 10:00-18:00'
    #[arg(long, value_name = "HOURS")]
    pub window: Option<Week>,
    /// Answer as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// What is said.
#[derive(Debug, Serialize)]
struct Answer {
    allowed: bool,
    /// What the clocks show in each zone it may be in.
    local: Vec<String>,
    /// The next moment at which it may be called; null if it may now, or never.
    next: Option<Timestamp>,
}

/// Runs the command by the packs of the configuration.
///
/// # Errors
/// The terminal cannot be written to.
pub fn main(args: &Args, packs: &Arc<Packs>) -> Result<ExitCode> {
    let Command::Check(args) = &args.command;
    let phone = match Phone::parse(&args.number, None) {
        Ok(phone) => phone,
        Err(fault) => return Ok(refuse(&format!("{}: {fault}", args.number))),
    };
    let window = match window(args, packs, phone.region()) {
        Ok(window) => window,
        Err(wrong) => return Ok(refuse(&wrong)),
    };
    let zones = phone.zones();
    let found = judge(&zones, &window, args.at);
    let answer = Answer {
        allowed: found == Hours::Open,
        local: zones.iter().map(|zone| args.at.to_zoned(zone.clone()).to_string()).collect(),
        next: match found {
            Hours::Open => None,
            Hours::Closed { next } => next,
        },
    };
    out::print(&if args.json { lines::json(&answer)? } else { said(&answer) })?;
    Ok(ExitCode::SUCCESS)
}

fn window(args: &Check, packs: &Packs, own: Option<Region>) -> Result<Window, String> {
    if let Some(week) = &args.window {
        return Ok(Window::of(week.clone()));
    }
    let which = match args.pack.as_deref() {
        None => Which::Of(own),
        Some(STRICT) => Which::Strict,
        Some(code) => {
            let region =
                Region::parse(code).filter(|region| packs.countries().any(|c| c == region));
            let known = packs.countries().map(Region::as_str).collect::<Vec<_>>().join(", ");
            let wrong = || format!("--pack {code}: there is {known} and {STRICT}");
            Which::Of(Some(region.ok_or_else(wrong)?))
        }
    };
    Ok(packs.window(which, args.purpose, Urgency::Ordinary))
}

fn refuse(what: &str) -> ExitCode {
    out::complain(&format!("ivrbot: {what}\n"));
    ExitCode::from(USAGE)
}

fn said(answer: &Answer) -> String {
    let there = answer.local.join(", ");
    match (answer.allowed, answer.next) {
        (true, _) => format!("allowed: it is {there}\n"),
        (false, Some(next)) => format!("not allowed: it is {there}; next at {next}\n"),
        (false, None) if there.is_empty() => "not allowed: nobody knows where it is\n".to_owned(),
        (false, None) => format!("not allowed: it is {there}; never within two weeks\n"),
    }
}
