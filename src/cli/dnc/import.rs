//! Takes numbers into the do-not-call list, a few at a time.

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::{Context, Result};
use csv::StringRecord;

use crate::cli::lines::Input;
use crate::cli::out;
use crate::domain::contacts;
use crate::domain::ids::UserId;
use crate::domain::phone::{Phone, Region};
use crate::store::numbers::Scope;
use crate::store::{Store, Tx, dnc, users};

/// Put numbers on the list: one on each line, or a CSV file with a column of numbers. Nothing that
/// is on the list is changed or taken off.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Where the numbers come from; it is kept in the record
    #[arg(long, value_name = "TEXT", value_parser = source)]
    source: String,
    /// Only this user may not call them, by his Telegram id. If left out nobody may; but what
    /// `export` wrote for one user stays that user's
    #[arg(long, value_name = "TELEGRAM_ID")]
    user: Option<i64>,
    /// The country of numbers without a leading +, such as FR; the configured one if left out
    #[arg(long, value_name = "CC")]
    region: Option<Region>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// The file; - is standard input
    #[arg(value_name = "FILE")]
    file: Input,
}

/// Numbers written at once: a daemon beside it waits some milliseconds for that, not seconds.
const PIECE: usize = 200;
/// Lines without a number that are named; the others are counted.
const NAMED_MOST: usize = 20;

fn source(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("wanted: a few words".to_owned()) } else { Ok(text.to_owned()) }
}

/// A number as a line has it.
struct Wanted {
    phone: Phone,
    /// Whose it is, if the line says that it is one user's.
    telegram: Option<i64>,
}

/// What became of the lines.
#[derive(Default)]
struct Done {
    added: usize,
    before: usize,
    bad: usize,
}

/// Runs the command; exits with 1 if a line has no number, since somebody may stand there who does
/// not want to be called.
pub fn main(store: &Store, home: Option<Region>, args: &Import) -> Result<ExitCode> {
    let user = args.user.map(|telegram| super::user(store, telegram)).transpose()?;
    let taker = Taker { store, user, args };
    let done = taker.take_all(args.file.open()?, args.region.or(home))?;
    let would = if args.dry_run { "Would add" } else { "Added" };
    let was = if args.dry_run { "are" } else { "were" };
    out::print(&format!(
        "{would} {} numbers; {} {was} on the list already; {} lines have no number.\n",
        done.added, done.before, done.bad
    ))?;
    Ok(if done.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Taker<'a> {
    store: &'a Store,
    user: Option<UserId>,
    args: &'a Import,
}

impl Taker<'_> {
    fn take_all(&self, mut from: Box<dyn BufRead>, region: Option<Region>) -> Result<Done> {
        let delimiter = delimiter(from.fill_buf().context("read the file")?);
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(from);
        let (mut done, mut piece) = (Done::default(), Vec::with_capacity(PIECE));
        let (mut columns, mut row) = (None, csv::ByteRecord::new());
        while rows.read_byte_record(&mut row).context("read a line")? {
            let cells = StringRecord::from_byte_record_lossy(row.clone());
            let known = columns.get_or_insert_with(|| Columns::of(&cells, region));
            match known.wanted(&cells, region) {
                Ok(wanted) => piece.push(wanted),
                Err(_) if known.take_heading() => {}
                Err(what) => name_bad(&mut done, row.position().map_or(0, |at| at.line()), &what),
            }
            if piece.len() == PIECE {
                self.write(&mut done, &mut piece)?;
            }
        }
        self.write(&mut done, &mut piece)?;
        Ok(done)
    }

    fn write(&self, done: &mut Done, piece: &mut Vec<Wanted>) -> Result<()> {
        let take = |tx: &Tx| -> Result<usize> {
            let mut added = 0;
            for wanted in piece.iter() {
                let scope = self.scope(tx, wanted)?;
                let is_new = match self.args.dry_run {
                    true => !dnc::has(tx, &wanted.phone, scope)?,
                    false => dnc::add(tx, &wanted.phone, scope, &self.args.source)?,
                };
                added += usize::from(is_new);
            }
            Ok(added)
        };
        let added = match self.args.dry_run {
            true => self.store.read(take)?,
            false => self.store.write(take)?,
        };
        done.added += added;
        done.before += piece.len() - added;
        piece.clear();
        Ok(())
    }

    /// A wish is never forgotten: where its user is not known here, nobody calls the number.
    fn scope(&self, tx: &Tx, wanted: &Wanted) -> Result<Scope> {
        if let Some(user) = self.user {
            return Ok(Scope::User(user));
        }
        let Some(telegram) = wanted.telegram else { return Ok(Scope::Daemon) };
        let user = users::by_telegram(tx, telegram)?;
        Ok(user.map_or(Scope::Daemon, |user| Scope::User(user.id)))
    }
}

/// Where in a row things stand.
struct Columns {
    phone: usize,
    /// The columns of an export.
    scope: Option<(usize, usize)>,
    /// Whether the line in hand may be a heading.
    heading: bool,
}

impl Columns {
    /// By the first row: what it names, or else where it has a number.
    fn of(first: &StringRecord, region: Option<Region>) -> Columns {
        let named = contacts::phone_column(first);
        let seen = || first.iter().position(|cell| Phone::parse(cell, region).is_ok());
        let at = |name: &str| first.iter().position(|cell| cell == name);
        Columns {
            phone: named.or_else(seen).unwrap_or(0),
            scope: at("scope").zip(at("user")),
            heading: named.is_some(),
        }
    }

    fn wanted(&self, cells: &StringRecord, region: Option<Region>) -> Result<Wanted, String> {
        let cell = cells.get(self.phone).unwrap_or_default();
        let cell = cell.trim_start_matches('\u{feff}');
        let phone = Phone::parse(cell, region).map_err(|why| {
            let why: &'static str = why.into();
            why.to_owned()
        })?;
        let whose = self.scope.filter(|(scope, _)| cells.get(*scope) == Some("user"));
        let telegram = whose.and_then(|(_, user)| cells.get(user)?.parse().ok());
        Ok(Wanted { phone, telegram })
    }

    /// Whether this is the first row and only names the columns.
    fn take_heading(&mut self) -> bool {
        std::mem::take(&mut self.heading)
    }
}

fn name_bad(done: &mut Done, line: u64, why: &str) {
    done.bad += 1;
    if done.bad <= NAMED_MOST {
        out::complain(&format!("line {line}: no number: {why}\n"));
    }
}

/// What parts the cells: whichever the first line has most of.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: &u8| line.iter().filter(|byte| *byte == wanted).count();
    // The last of equals: a comma, if there is none of any.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}
