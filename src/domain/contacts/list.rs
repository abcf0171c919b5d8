//! Numbers without a table: one a line, or several.

use std::collections::BTreeMap;

use super::{Pile, columns};
use crate::domain::phone::{Phone, PhoneError};

/// What stands between numbers on one line, but for space. A dot, a dash or a slash does not: they
/// stand within numbers.
const BETWEEN: [char; 8] = [',', ';', '|', '\t', '，', '；', '、', '｜'];

/// After one number and a comma, at most this many digits are what to dial once it answers.
const LONGEST_EXTENSION: usize = 5;

/// The most groups a number is written in: pairs of digits, with the code of the country.
const MOST_GROUPS: usize = 8;

/// Reads every line; a heading above the numbers is none of them.
pub(super) fn read(text: &str, pile: &mut Pile) {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (nth, (number, line)) in lines.enumerate() {
        if nth == 0 && columns::is_heading(line) {
            continue;
        }
        read_line(line, number, pile);
    }
}

fn read_line(line: &str, number: u32, pile: &mut Pile) {
    let line = without_counter(line, pile);
    let whole = match pile.parse(line) {
        Ok(phone) => return pile.add(number, phone, BTreeMap::new()),
        Err(reason) => reason,
    };
    let pieces: Vec<&str> =
        line.split(BETWEEN).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if let [_, rest] = pieces.as_slice()
        && whole == PhoneError::Extension
        && rest.chars().count() <= LONGEST_EXTENSION
    {
        return pile.refuse(number, line, whole);
    }
    let found: Vec<Found> = pieces.iter().flat_map(|piece| numbers(piece, pile)).collect();
    let any = found.iter().any(|(_, found)| found.is_ok());
    if !any && pieces.len() < 2 {
        return pile.refuse(number, line, whole);
    }
    for (text, found) in found {
        match found {
            Ok(phone) => pile.add(number, phone, BTreeMap::new()),
            Err(_) if any && is_label(&text) => {}
            Err(reason) => pile.refuse(number, &text, reason),
        }
    }
}

/// A part of a line, and what it is.
type Found = (String, Result<Phone, PhoneError>);

/// The numbers of a piece without separators but space, which numbers have too: a piece is taken
/// apart only if it is no number itself.
fn numbers(piece: &str, pile: &Pile) -> Vec<Found> {
    let whole = pile.parse(piece);
    if whole.is_ok() || whole == Err(PhoneError::Extension) {
        return vec![(piece.to_owned(), whole)];
    }
    let signs = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words: Vec<&str> = piece.split_whitespace().filter(signs).collect();
    let groups: Vec<&[&str]> = words.chunk_by(together).collect();
    groups.into_iter().flat_map(|group| alike(group, pile)).collect()
}

/// Whether two words may belong to one number: not if the second begins another, or one is words.
fn together(word: &&str, next: &&str) -> bool {
    let opens = next.trim_start_matches(['(', '\'']).starts_with(['+', '＋']);
    !opens && is_label(word) == is_label(next)
}

/// Cuts `06 12 34 56 78 07 12 34 56 78` into the shortest parts of one length that are all
/// numbers: people write a list in one manner. If nothing fits, each word stands for itself.
fn alike(words: &[&str], pile: &Pile) -> Vec<Found> {
    let number = |part: &[&str]| pile.parse(&part.join(" "));
    let mut lengths = (1..=MOST_GROUPS).filter(|&length| words.len().is_multiple_of(length));
    let fits = |length: &usize| words.chunks(*length).all(|part| number(part).is_ok());
    let any = || words.iter().any(|word| pile.parse(word).is_ok());
    let length = lengths.find(fits).unwrap_or(if any() { 1 } else { words.len().max(1) });
    words.chunks(length).map(|part| (part.join(" "), number(part))).collect()
}

/// Words beside a number, such as whose it is.
fn is_label(text: &str) -> bool {
    !text.chars().any(char::is_numeric)
}

/// Without the `2.` or `2)` of a list somebody counted, if what follows is a number.
fn without_counter<'t>(line: &'t str, pile: &Pile) -> &'t str {
    let line = line.trim();
    let Some((counter, rest)) = line.split_once(char::is_whitespace) else { return line };
    let digits = counter.strip_suffix(['.', ')']).unwrap_or_default();
    let counted = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if counted && pile.parse(rest).is_ok() { rest.trim() } else { line }
}
