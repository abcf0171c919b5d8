//! A table: which sign separates the columns, which column holds the numbers, and its rows.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::columns::{self, Sure};
use super::{LONGEST_VALUE, Pile, one_line};
use crate::domain::phone::{Phone, Region, digit};

/// The signs that separate columns, the least likely within a cell first.
const SEPARATORS: [u8; 4] = [b'\t', b'|', b';', b','];

/// How many rows are looked at to find out what a list is.
const SAMPLE: usize = 50;

/// The columns past this one are not read: no sheet of people has more, a stray file may.
const MOST_COLUMNS: usize = 64;

/// How a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    separator: u8,
    header: bool,
    phone: usize,
}

/// A row and the line it begins on.
struct Record {
    line: u32,
    cells: Vec<String>,
}

impl Record {
    fn cell(&self, nth: usize) -> &str {
        self.cells.get(nth).map_or("", |cell| cell.trim())
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// How the table is laid out; `None` if the text is no table but a list of numbers.
pub(super) fn layout(text: &str, region: Option<Region>) -> Option<Layout> {
    let mut named: Option<((Sure, usize, usize), Layout)> = None;
    let mut found: Option<(usize, Layout)> = None;
    for separator in SEPARATORS.into_iter().filter(|&sign| text.contains(char::from(sign))) {
        let sample = Sample::new(records(text, separator, SAMPLE), region);
        let rank = |(sure, phone): (Sure, usize)| {
            let layout = Layout { separator, header: true, phone };
            ((sure, sample.width, sample.good(phone)), layout)
        };
        let best = sample.named().map(rank);
        named = named.into_iter().chain(best).max_by_key(|(rank, _)| *rank);
        let Some(phone) = sample.unnamed() else { continue };
        let layout = Layout { separator, header: sample.is_headed(phone), phone };
        let best = Some((sample.good(phone), layout));
        // Of equals the first stays: it is the surer sign.
        found = best.into_iter().chain(found).max_by_key(|(good, _)| *good);
    }
    named.map(|(_, layout)| layout).or(found.map(|(_, layout)| layout))
}

/// Reads every row of a table.
pub(super) fn read(text: &str, layout: Layout, pile: &mut Pile) {
    let mut records = records(text, layout.separator, usize::MAX).into_iter().peekable();
    let header = if layout.header { records.next() } else { None };
    let rows: Vec<Record> = records.collect();
    let headers = header.map(|header| header.cells).unwrap_or_default();
    let widths = rows.iter().map(|row| row.cells.len()).chain([headers.len()]);
    let width = widths.max().unwrap_or_default().min(MOST_COLUMNS);
    let names = columns::names(&headers, width);
    for row in rows {
        let cell = row.cell(layout.phone);
        match pile.parse(cell) {
            Ok(phone) => pile.add(row.line, phone, vars(&row, &names, layout.phone)),
            Err(reason) => pile.refuse(row.line, cell, reason),
        }
    }
    let others = names.into_iter().enumerate().filter(|&(nth, _)| nth != layout.phone);
    pile.sheet.columns = others.map(|(_, name)| name).collect();
}

fn vars(row: &Record, names: &[String], phone: usize) -> BTreeMap<String, String> {
    let cells = names.iter().enumerate().filter(|&(nth, _)| nth != phone);
    let values = cells.map(|(nth, name)| (name.clone(), one_line(row.cell(nth), LONGEST_VALUE)));
    values.filter(|(_, value)| !value.is_empty()).collect()
}

/// The first rows that are not blank.
fn records(text: &str, separator: u8, most: usize) -> Vec<Record> {
    let (text, first) = match text.split_once('\n') {
        // What spreadsheets put on top to tell each other the separator.
        Some((hint, rest)) if hint.trim().to_ascii_lowercase().starts_with("sep=") => (rest, 2),
        _ => (text, 1),
    };
    split(text, first, separator, most)
}

/// Whether every quotation mark that opens a cell is closed at the end of one. Otherwise marks are
/// mere signs: one left open would swallow the rows that follow.
fn is_quoted(text: &str, separator: u8) -> bool {
    let ends = |c: char| c == '\n' || c == char::from(separator);
    let mut chars = text.chars().peekable();
    let mut open = false;
    let mut begins = true;
    while let Some(c) = chars.next() {
        if !open {
            open = c == '"' && begins;
            begins = ends(c);
        } else if c == '"' && chars.next_if_eq(&'"').is_none() {
            open = false;
            if chars.peek().is_some_and(|&next| !ends(next) && next != ' ') {
                return false;
            }
        }
    }
    !open
}

fn split(text: &str, first: u32, separator: u8, most: usize) -> Vec<Record> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = builder.quoting(is_quoted(text, separator)).from_reader(text.as_bytes());
    let (mut line, mut at) = (first, 0);
    let numbered = |record: StringRecord| {
        // The reader tells where it stood before the blank lines that it passed over.
        let start = record.position().map_or(at, |place| place.byte() as usize);
        let blank =
            text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\n').len());
        let passed = text.get(at..start + blank).map_or(0, |passed| passed.matches('\n').count());
        (line, at) = (line.saturating_add(passed as u32), start + blank);
        Record { line, cells: record.iter().map(str::to_owned).collect() }
    };
    let records = reader.records().filter_map(Result::ok).map(numbered);
    records.filter(|record| !record.is_blank()).take(most).collect()
}

/// The first rows, and which of their cells are numbers.
struct Sample {
    records: Vec<Record>,
    phones: Vec<Vec<bool>>,
    width: usize,
}

impl Sample {
    fn new(records: Vec<Record>, region: Option<Region>) -> Sample {
        let widths = records.iter().map(|record| record.cells.len());
        let width = widths.max().unwrap_or_default().min(MOST_COLUMNS);
        let is_phone = |cell: &String| Phone::parse(cell, region).is_ok();
        let row = |record: &Record| record.cells.iter().take(width).map(is_phone).collect();
        let phones = records.iter().map(row).collect();
        Sample { records, phones, width }
    }

    /// How many cells of a column are numbers.
    fn good(&self, column: usize) -> usize {
        self.phones.iter().filter(|row| row.get(column) == Some(&true)).count()
    }

    fn filled(&self, column: usize) -> usize {
        self.records.iter().filter(|record| !record.cell(column).is_empty()).count()
    }

    /// The column that the first row names as that of the numbers. One with a number in the first
    /// row is no header; a vague name over a column without numbers, beside one with, is none.
    fn named(&self) -> Option<(Sure, usize)> {
        let first = self.records.first()?;
        let has_number = self.phones.first()?.contains(&true);
        if first.cells.len() < 2 || has_number {
            return None;
        }
        let cells = first.cells.iter().take(self.width).enumerate();
        let named = cells.filter_map(|(nth, cell)| Some((columns::sure(cell)?, nth)));
        let best = named.rev().max_by_key(|&(sure, nth)| (sure, self.good(nth)));
        let elsewhere = (0..self.width).any(|column| self.good(column) > 0);
        best.filter(|&(sure, nth)| sure == Sure::Phone || self.good(nth) > 0 || !elsewhere)
    }

    /// The column of numbers of a table without names: the one with the most.
    ///
    /// It takes another column of something else to make a table; else it is a list with many
    /// numbers in a line, some of them mistyped. Several columns of numbers, or a single row, are
    /// a table only beside words.
    fn unnamed(&self) -> Option<usize> {
        let best = (0..self.width).rev().max_by_key(|&column| self.good(column))?;
        let columns = (0..self.width).filter(|&column| self.filled(column) > 0);
        let (numbers, others): (Vec<_>, Vec<_>) =
            columns.partition(|&column| self.good(column) * 2 >= self.filled(column));
        let table = match (numbers.as_slice(), self.records.len()) {
            ([], _) => self.good(best) > 0 && others.iter().any(|&column| self.is_words(column)),
            ([_], 2..) => !others.is_empty(),
            ([_, _, ..], 0..2) => false,
            _ => others.iter().any(|&column| self.is_words(column)),
        };
        table.then_some(best)
    }

    fn is_words(&self, column: usize) -> bool {
        let cells = self.records.iter().map(|record| record.cell(column));
        cells.filter(|cell| cell.contains(char::is_alphabetic)).count() * 2 > self.records.len()
    }

    /// Whether the first row is a header in a language that is not known: words above the numbers,
    /// and no digit in it.
    fn is_headed(&self, phone: usize) -> bool {
        let Some(first) = self.records.first() else { return false };
        let digits = first.cells.iter().any(|cell| cell.chars().any(|c| digit(c).is_some()));
        !digits && !first.cell(phone).is_empty() && self.records.len() > 1
    }
}
