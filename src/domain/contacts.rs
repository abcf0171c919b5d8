//! A list of people to call, as somebody pastes or uploads it: numbers, or a table with a column
//! of numbers.
//!
//! Nothing is dropped in silence: what is no number is named with its line and the reason, and so
//! is every number that stood there before. What the list looks like is found out by looking, as
//! people who paste do not know the word "delimiter".

mod columns;
mod decode;
mod list;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use strum::IntoStaticStr;
use thiserror::Error;

use crate::domain::phone::{Phone, PhoneError, Region};

/// How much of a text that is no number is quoted back, characters: enough to find it by.
const LONGEST_QUOTED: usize = 40;

/// How much of a cell is kept as the value of a variable, characters: far more than is spoken, and
/// a list of essays still fits in the database.
const LONGEST_VALUE: usize = 200;

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Whom to call, each number once, in the order of the list.
    pub rows: Vec<Row>,
    /// What could not be read as a number.
    pub bad: Vec<Bad>,
    /// The line and number of everything left out because the number stood further up.
    pub duplicates: Vec<(u32, Phone)>,
    /// The names of the variables, in the order of the columns; the column of numbers is none.
    pub columns: Vec<String>,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number.
    pub phone: Phone,
    /// The other cells of the row that are not empty, by the names in [`Sheet::columns`]: one line
    /// of at most 200 characters each.
    pub vars: BTreeMap<String, String>,
    /// The line it begins on, counted from 1.
    pub line: u32,
}

/// Something that is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// What stands there, at most 40 characters of it.
    pub value: String,
    /// Why it is no number.
    pub reason: PhoneError,
}

/// The column that holds the numbers, if this line is the heading of a table that names one.
pub fn phone_column<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    let named = cells.into_iter().enumerate();
    let mut sure = named.filter_map(|(nth, cell)| Some((columns::sure(cell)?, nth)));
    let first = sure.next()?;
    let best = sure.fold(first, |best, other| if other.0 > best.0 { other } else { best });
    Some(best.1)
}

/// Why a list is not taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SheetFault {
    /// A file of another kind: a workbook, a document, a picture.
    #[error("not a text file")]
    NotText,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// More numbers than are allowed.
    #[error("too many numbers: {found}")]
    TooMany {
        /// How many different numbers it has.
        found: usize,
    },
}

/// Reads an uploaded file: UTF-8, UTF-16 with its mark, or else Windows-1252. Numbers without a
/// country code are read as those of `region`; at most `most` different numbers are taken.
pub fn read(bytes: &[u8], region: Option<Region>, most: usize) -> Result<Sheet, SheetFault> {
    read_text(&decode::text(bytes)?, region, most)
}

/// Reads a pasted text; otherwise as [`read`].
pub fn read_text(text: &str, region: Option<Region>, most: usize) -> Result<Sheet, SheetFault> {
    let text = lines(text);
    if text.trim().is_empty() {
        return Err(SheetFault::Empty);
    }
    let mut pile = Pile::new(region);
    match table::layout(&text, region) {
        Some(layout) => table::read(&text, layout, &mut pile),
        None => list::read(&text, &mut pile),
    }
    match pile.sheet.rows.len() {
        found if found > most => Err(SheetFault::TooMany { found }),
        _ => Ok(pile.sheet),
    }
}

/// With one kind of line break, whatever the machine that wrote it.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

/// What has been read so far.
struct Pile {
    region: Option<Region>,
    sheet: Sheet,
    known: BTreeSet<Phone>,
}

impl Pile {
    fn new(region: Option<Region>) -> Pile {
        Pile { region, sheet: Sheet::default(), known: BTreeSet::new() }
    }

    fn parse(&self, text: &str) -> Result<Phone, PhoneError> {
        Phone::parse(text, self.region)
    }

    fn add(&mut self, line: u32, phone: Phone, vars: BTreeMap<String, String>) {
        match self.known.insert(phone.clone()) {
            true => self.sheet.rows.push(Row { phone, vars, line }),
            false => self.sheet.duplicates.push((line, phone)),
        }
    }

    fn refuse(&mut self, line: u32, text: &str, reason: PhoneError) {
        self.sheet.bad.push(Bad { line, value: one_line(text, LONGEST_QUOTED), reason });
    }
}

/// The text with single spaces; a longer one ends in `…`.
fn one_line(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() <= most {
        return text;
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
