//! `ivrbot policy check`: whether lines may be said in a call, and what may be said instead.

use std::ops::Range;
use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use crate::chat::msg::Msg;
use crate::cli::lines::{self, Input};
use crate::domain::locale::Locale;
use crate::domain::policy::{self, Class, Rule, Verdict};
use crate::i18n::{I18n, Reader, Style};
use crate::screens;

/// What scripts may say.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
}

/// Check each line of a file as a script of its own, in all four languages at once.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The language of the explanations and of the lines that are offered
    #[arg(long, value_name = "L", default_value = "en", value_parser = language)]
    pub lang: Locale,
    /// The business that calls: its own name is not somebody else's
    #[arg(long, value_name = "NAME", default_value = "")]
    pub business: String,
    /// One JSON object for each line
    #[arg(long)]
    pub json: bool,
    /// A file with a script on each line; - is standard input
    #[arg(value_name = "FILE")]
    pub file: Input,
}

/// What is said of one line.
#[derive(Debug, Serialize)]
struct Answer {
    allowed: bool,
    class: Class,
    /// What it does; null if nothing is wrong.
    rule: Option<Rule>,
    /// The bytes of the sentence in the line, from and until.
    span: Option<[usize; 2]>,
    /// What may be said instead.
    rewrite: Option<String>,
}

fn language(text: &str) -> Result<Locale, String> {
    Locale::from_tag(text).ok_or_else(|| "wanted: en, hi, zh or fr".to_owned())
}

/// Runs the command. It needs no configuration and no database.
///
/// # Errors
/// The file cannot be read, or the terminal not written to.
pub fn main(args: &Args) -> Result<ExitCode> {
    let Command::Check(args) = &args.command;
    let reader = Reader { locale: args.lang, zone: "UTC".to_owned() };
    let words = Words { texts: I18n::builtin()?, reader };
    let mut number = 0_u64;
    lines::each(&args.file, |line| {
        number += 1;
        let verdict = policy::judge(line, &args.business);
        if args.json {
            return lines::json(&words.answer(&verdict));
        }
        Ok(words.plain(number, line, &verdict))
    })
}

struct Words {
    texts: I18n,
    reader: Reader,
}

impl Words {
    fn say(&self, msg: &Msg) -> String {
        self.texts.text(msg, &self.reader, Style::Plain)
    }

    fn answer(&self, verdict: &Verdict) -> Answer {
        let found = verdict.finding.as_ref();
        let ends = |span: &Range<usize>| [span.start, span.end];
        Answer {
            allowed: verdict.is_allowed(),
            class: verdict.class,
            rule: found.map(|found| found.rule),
            span: found.map(|found| ends(&found.span)),
            rewrite: found.map(|found| self.say(&screens::policy::offer(found.rule.rewrite()))),
        }
    }

    fn plain(&self, number: u64, line: &str, verdict: &Verdict) -> String {
        let Some(found) = &verdict.finding else { return format!("{number}: fine\n") };
        let (class, rule): (&str, &str) = (verdict.class.into(), found.rule.into());
        let sentence = line.get(found.span.clone()).unwrap_or(line).trim();
        let why = self.say(&screens::policy::why(found.rule));
        let offer = self.say(&screens::policy::offer(found.rule.rewrite()));
        format!("{number}: {class} ({rule}): {sentence}\n    {why}\n    → {offer}\n")
    }
}
