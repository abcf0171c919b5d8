//! `ivrbot dnc`: the do-not-call list, taken in, given out and asked about (C-04, C-06).
//!
//! An import adds and never lifts: what stood before stands after it, whatever the file says.

mod import;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use crate::cli::lines::{self, Input};
use crate::cli::{open, out};
use crate::config::Config;
use crate::domain::ids::UserId;
use crate::domain::phone::{Phone, Region};
use crate::store::numbers::Scope;
use crate::store::{Store, dnc, users};

/// The numbers that are not called.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Import(import::Import),
    Export(Export),
    Check(Check),
}

/// Write the whole list to standard output: number, scope, user, source, since. `import` takes it.
#[derive(Debug, clap::Args)]
struct Export {
    /// One JSON object for each entry, instead of CSV
    #[arg(long)]
    json: bool,
}

/// Say of each line whether the number on it is on the list.
#[derive(Debug, clap::Args)]
struct Check {
    /// The country of numbers without a leading +, such as FR; the configured one if left out
    #[arg(long, value_name = "CC")]
    region: Option<Region>,
    /// Whether this user may call it, by his Telegram id; anybody if left out
    #[arg(long, value_name = "TELEGRAM_ID")]
    user: Option<i64>,
    /// One JSON object for each line
    #[arg(long)]
    json: bool,
    /// A file with a number on each line; - is standard input
    #[arg(value_name = "FILE")]
    file: Input,
}

/// Entries that are read at once.
const PAGE: usize = 1_000;

/// Runs the command. It may run beside the daemon.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let store = open(config)?;
    let home = config.calling.default_region.and_then(|country| Region::parse(country.code()));
    match &args.command {
        Command::Import(args) => import::main(&store, home, args),
        Command::Export(args) => export(&store, args),
        Command::Check(args) => check(&store, home, args),
    }
}

/// The user behind a Telegram account.
fn user(store: &Store, telegram: i64) -> Result<UserId> {
    match store.read(|tx| users::by_telegram(tx, telegram))? {
        Some(user) => Ok(user.id),
        None => bail!("no user has the Telegram id {telegram}: he must write to the bot first"),
    }
}

/// One entry as it is given out; the fields of the JSON are in this order too.
#[derive(Debug, Serialize)]
struct Given<'a> {
    number: &'a str,
    scope: &'static str,
    user: Option<i64>,
    source: &'a str,
    since: String,
}

impl<'a> From<&'a dnc::Entry> for Given<'a> {
    fn from(entry: &'a dnc::Entry) -> Given<'a> {
        Given {
            number: &entry.number,
            scope: word(entry.scope),
            user: entry.telegram,
            source: &entry.source,
            since: entry.since.to_string(),
        }
    }
}

fn word(scope: Scope) -> &'static str {
    match scope {
        Scope::User(_) => "user",
        Scope::Daemon => "daemon",
    }
}

fn export(store: &Store, args: &Export) -> Result<ExitCode> {
    if !args.json {
        out::print("number,scope,user,source,since\n")?;
    }
    let mut after = 0;
    loop {
        let page = store.read(|tx| dnc::page(tx, after, PAGE))?;
        let Some(last) = page.last() else { return Ok(ExitCode::SUCCESS) };
        after = last.id;
        out::print(&written(&page, args)?)?;
    }
}

fn written(page: &[dnc::Entry], args: &Export) -> Result<String> {
    if args.json {
        return page.iter().map(|entry| lines::json(&Given::from(entry))).collect();
    }
    let mut to = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for entry in page {
        let given = Given::from(entry);
        // A spreadsheet would take such a source for a formula.
        let odd = given.source.starts_with(['=', '+', '-', '@']);
        let source = if odd { format!("'{}", given.source) } else { given.source.to_owned() };
        to.serialize(Given { source: &source, ..given }).context("write an entry")?;
    }
    let bytes = to.into_inner().context("write the entries")?;
    String::from_utf8(bytes).context("write the entries as text")
}

/// What is said of one line.
#[derive(Debug, Serialize)]
struct Answer {
    /// The number in E.164 form; null for what is none.
    e164: Option<String>,
    listed: bool,
    scope: Option<&'static str>,
    source: Option<String>,
    since: Option<String>,
}

fn check(store: &Store, home: Option<Region>, args: &Check) -> Result<ExitCode> {
    let whose = args.user.map(|telegram| user(store, telegram)).transpose()?;
    lines::each(&args.file, |line| {
        let phone = Phone::parse(line, args.region.or(home)).ok();
        let entry = match &phone {
            Some(phone) => store.read(|tx| dnc::standing(tx, phone, whose))?,
            None => None,
        };
        let answer = Answer {
            e164: phone.map(|phone| phone.as_str().to_owned()),
            listed: entry.is_some(),
            scope: entry.as_ref().map(|entry| word(entry.scope)),
            source: entry.as_ref().map(|entry| entry.source.clone()),
            since: entry.as_ref().map(|entry| entry.since.to_string()),
        };
        if args.json { lines::json(&answer) } else { Ok(said(line, &answer)) }
    })
}

fn said(line: &str, answer: &Answer) -> String {
    let Some(e164) = &answer.e164 else { return format!("{}: no number\n", line.trim()) };
    let (Some(scope), Some(source), Some(since)) = (answer.scope, &answer.source, &answer.since)
    else {
        return format!("{e164}: not listed\n");
    };
    format!("{e164}: listed ({scope}), {source}, since {since}\n")
}
