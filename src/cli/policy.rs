//! `ivrbot policy check`: whether lines may be said in a call, and what may be said instead.

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::chat::msg::Msg;
use crate::cli::out::{self, Reader as Listener};
use crate::domain::locale::Locale;
use crate::domain::policy::{self, Verdict};
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
    /// The file; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The language of the explanations and of the lines that are offered
    #[arg(long, value_name = "L", default_value = "en", value_parser = language)]
    pub lang: Locale,
    /// The business that calls: its own name is not somebody else's
    #[arg(long, value_name = "NAME", default_value = "")]
    pub business: String,
    /// One JSON object for each line
    #[arg(long)]
    pub json: bool,
}

fn language(text: &str) -> Result<Locale, String> {
    Locale::from_tag(text).ok_or_else(|| "wanted: en, hi, zh or fr".to_owned())
}

/// Runs the command. It needs no configuration and no database.
pub fn main(args: &Args) -> Result<ExitCode> {
    let Command::Check(check) = &args.command;
    let words = Words { texts: I18n::builtin()?, reader: reader(check.lang) };
    for (at, line) in lines(&check.file)?.enumerate() {
        let line =
            line.with_context(|| format!("read line {} of {}", at + 1, check.file.display()))?;
        let verdict = policy::judge(&line, &check.business);
        let answer = if check.json {
            words.json(&line, &verdict)
        } else {
            words.plain(at + 1, &line, &verdict)
        };
        if out::offer(&answer)? == Listener::Gone {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn reader(locale: Locale) -> Reader {
    Reader { locale, zone: "UTC".to_owned() }
}

/// The lines of the file, one at a time: a pipe is answered as it speaks.
fn lines(path: &Path) -> Result<Box<dyn Iterator<Item = std::io::Result<String>>>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(stdin().lock().lines()));
    }
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    Ok(Box::new(BufReader::new(file).lines()))
}

struct Words {
    texts: I18n,
    reader: Reader,
}

impl Words {
    fn say(&self, msg: &Msg) -> String {
        self.texts.text(msg, &self.reader, Style::Plain)
    }

    /// `allowed, class, rule, span, rewrite`; the span in bytes of the line, from and until.
    fn json(&self, line: &str, verdict: &Verdict) -> String {
        let class: &str = verdict.class.into();
        let found = verdict.finding.as_ref();
        let answer = serde_json::json!({
            "allowed": verdict.is_allowed(),
            "class": class,
            "rule": found.map(|found| <&str>::from(found.rule)),
            "span": found.map(|found| [found.span.start, found.span.end.min(line.len())]),
            "rewrite": found.map(|found| self.say(&screens::policy::offer(found.rule.rewrite()))),
        });
        format!("{answer}\n")
    }

    fn plain(&self, number: usize, line: &str, verdict: &Verdict) -> String {
        let Some(found) = &verdict.finding else { return format!("{number}: fine\n") };
        let class: &str = verdict.class.into();
        let rule: &str = found.rule.into();
        let sentence = line.get(found.span.clone()).unwrap_or(line).trim();
        let why = self.say(&screens::policy::why(found.rule));
        let offer = self.say(&screens::policy::offer(found.rule.rewrite()));
        format!("{number}: {class} ({rule}): {sentence}\n    {why}\n    → {offer}\n")
    }
}
