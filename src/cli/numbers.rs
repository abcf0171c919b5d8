//! `ivrbot numbers check`: what a list of telephone numbers is, one answer for each line.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use crate::cli::lines::{self, Input};
use crate::domain::gate::Rule;
use crate::domain::phone::{Phone, PhoneError, Region};

/// Telephone numbers.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
}

/// Say of each line which number it is, where it may be answered, and whether it may be dialled at
/// all. Countries that you have not opened are not refused here.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The country of numbers without a leading +, such as FR
    #[arg(long, value_name = "CC")]
    pub region: Option<Region>,
    /// One JSON object for each line
    #[arg(long)]
    pub json: bool,
    /// A file with a number on each line; - is standard input
    #[arg(value_name = "FILE")]
    pub file: Input,
}

/// What is said of one line.
#[derive(Debug, Serialize)]
struct Answer {
    /// The number in E.164 form; null for what is none.
    e164: Option<String>,
    region: Option<Region>,
    #[serde(rename = "type")]
    class: Option<&'static str>,
    zones: Vec<String>,
    dialable: bool,
    /// The rule of the gate that refuses it; null if none does.
    rule: Option<&'static str>,
    /// Why it is no number at all.
    why: Option<&'static str>,
}

/// Runs the command.
///
/// # Errors
/// The file cannot be read, or the terminal not written to.
pub fn main(args: &Args) -> Result<ExitCode> {
    let Command::Check(args) = &args.command;
    lines::each(&args.file, |line| {
        let answer = answer(line, args.region);
        match args.json {
            true => lines::json(&answer),
            false => Ok(said(line, &answer)),
        }
    })
}

fn answer(line: &str, region: Option<Region>) -> Answer {
    let refused: Option<&'static str> = Some(Rule::NumberClass.name());
    match Phone::parse(line, region) {
        Ok(phone) => Answer {
            region: phone.region(),
            class: Some(phone.class().into()),
            zones: phone.zones().names().map(str::to_owned).collect(),
            dialable: phone.class().dialable(),
            rule: refused.filter(|_| !phone.class().dialable()),
            why: None,
            e164: Some(phone.as_str().to_owned()),
        },
        Err(fault) => Answer {
            e164: None,
            region: None,
            // What is too short for a number is one all the same, of a kind that is never dialled.
            class: (fault == PhoneError::Short).then_some("short"),
            zones: Vec::new(),
            dialable: false,
            rule: refused,
            why: Some(fault.into()),
        },
    }
}

fn said(line: &str, answer: &Answer) -> String {
    let Some(e164) = &answer.e164 else {
        return format!("{}: no number: {}\n", line.trim(), answer.why.unwrap_or_default());
    };
    let region = answer.region.as_ref().map_or("no country", Region::as_str);
    let verdict = if answer.dialable { "may be dialled" } else { "is never dialled" };
    let class = answer.class.unwrap_or_default();
    format!("{e164}: {region}, {class}, {verdict}; {}\n", answer.zones.join(", "))
}
