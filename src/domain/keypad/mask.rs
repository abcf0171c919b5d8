//! Card numbers and secret codes in a transcript become `•••` (C-13).
//!
//! Written digits only: words are left as they are. Where it is in doubt more is masked than need
//! be, since a transcript is read and a secret is not got back.

use std::ops::Range;

use super::words::{Sense, Words};
use crate::domain::phone::digit;

/// What stands in place of a secret. Its length says nothing of the secret's.
const MASK: &str = "•••";

/// Lengths of card numbers (ISO/IEC 7812).
const CARD: std::ops::RangeInclusive<usize> = 13..=19;

/// Lengths of one-time codes, PINs and card verification codes.
const CODE: std::ops::RangeInclusive<usize> = 3..=8;

/// How many words after a secrecy word a code may come: "the code I just got on my phone is 4711".
const FEW_WORDS: usize = 8;

/// How many words after the digits a secrecy word may come, when they begin as in "4711 is my PIN".
const WORDS_BACK: usize = 5;

/// How many signs may stand between two groups of one number: ` - ` and `, `.
const LONGEST_GAP: usize = 3;

/// The shortest entry that is an entry: one key is an answer, and kept.
const ENTRY_LEAST: usize = 2;

/// The text without card numbers and without codes named as secret.
pub fn masked(text: &str) -> String {
    masked_echo(text, "")
}

/// The same, and without what was `pressed` in the call: the voice repeats an entry to confirm it,
/// and would hand on what the keys themselves are not kept of (C-12).
pub fn masked_echo(text: &str, pressed: &str) -> String {
    let pieces = split(text);
    let mut secrets = codes(text, &pieces);
    for run in runs(text, &pieces) {
        secrets.extend(cards(&run));
        secrets.extend(run.whole().filter(|_| run.echoes(pressed)));
    }
    secrets.sort_unstable_by_key(|range| (range.start, range.end));
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for secret in secrets {
        if secret.start >= from {
            shown.push_str(text.get(from..secret.start).unwrap_or_default());
            shown.push_str(MASK);
        }
        from = from.max(secret.end);
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Word,
    /// Chinese is written without spaces: a whole stretch of it is one word here.
    Han,
    Signs,
}

struct Piece {
    kind: Kind,
    at: Range<usize>,
}

/// Digits and digits, with little between them, that may be one number.
struct Run {
    groups: Vec<Group>,
    /// It begins with `+`, as telephone numbers do.
    plus: bool,
    /// The index of the piece after its last one.
    end: usize,
}

struct Group {
    at: Range<usize>,
    digits: Vec<u32>,
}

impl Run {
    fn begin(text: &str, pieces: &[Piece], index: usize) -> Option<Run> {
        let first = pieces.get(index).filter(|piece| piece.kind == Kind::Digits)?;
        let plus = text.get(..first.at.start).is_some_and(|before| before.ends_with('+'));
        let mut run = Run { groups: vec![Group::read(text, first)], plus, end: index + 1 };
        while let Some([gap, next]) = pieces.get(run.end..run.end + 2) {
            if next.kind != Kind::Digits || !is_gap(text.get(gap.at.clone()).unwrap_or_default()) {
                break;
            }
            run.groups.push(Group::read(text, next));
            run.end += 2;
        }
        Some(run)
    }

    fn length(&self) -> usize {
        self.groups.iter().map(|group| group.digits.len()).sum()
    }

    /// Whether it is an entry, or a part of one.
    fn echoes(&self, pressed: &str) -> bool {
        let digits = self.groups.iter().flat_map(|group| &group.digits);
        let said: String = digits.filter_map(|&digit| char::from_digit(digit, 10)).collect();
        self.length() >= ENTRY_LEAST && pressed.contains(&said)
    }

    fn whole(&self) -> Option<Range<usize>> {
        Some(self.groups.first()?.at.start..self.groups.last()?.at.end)
    }
}

impl Group {
    fn read(text: &str, piece: &Piece) -> Group {
        let written = text.get(piece.at.clone()).unwrap_or_default();
        Group { at: piece.at.clone(), digits: written.chars().filter_map(digit).collect() }
    }
}

fn split(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (start, c) in text.char_indices() {
        let last = pieces.last().map(|piece| piece.kind);
        let kind = kind_of(c, last);
        let end = start + c.len_utf8();
        match pieces.last_mut().filter(|piece| piece.kind == kind) {
            Some(piece) => piece.at.end = end,
            None => pieces.push(Piece { kind, at: start..end }),
        }
    }
    pieces
}

fn kind_of(c: char, last: Option<Kind>) -> Kind {
    let devanagari = ('\u{900}'..='\u{963}').contains(&c);
    let apostrophe = matches!(c, '\'' | '’') && last == Some(Kind::Word);
    match c {
        _ if digit(c).is_some() => Kind::Digits,
        '\u{4e00}'..='\u{9fff}' => Kind::Han,
        _ if c.is_alphanumeric() || devanagari || apostrophe => Kind::Word,
        _ => Kind::Signs,
    }
}

fn is_gap(signs: &str) -> bool {
    let thin = |c: char| c.is_whitespace() || "-‐‑‒–—.,·、，。_".contains(c);
    signs.chars().count() <= LONGEST_GAP && signs.chars().all(thin)
}

fn runs(text: &str, pieces: &[Piece]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut index = 0;
    while index < pieces.len() {
        match Run::begin(text, pieces, index) {
            Some(run) => {
                index = run.end;
                runs.push(run);
            }
            None => index += 1,
        }
    }
    runs
}

/// The card numbers of a run: any of its groups in a row that make one, so that a card is found
/// between an amount and an expiry date as well.
fn cards(run: &Run) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (from, first) in run.groups.iter().enumerate() {
        let mut digits: Vec<u32> = Vec::new();
        for last in run.groups.iter().skip(from) {
            digits.extend(&last.digits);
            if digits.len() > *CARD.end() && digits.len() > last.digits.len() {
                break;
            }
            if is_card(&digits) {
                found.push(first.at.start..last.at.end);
            }
        }
    }
    found
}

/// Whether these digits are a card number, or an unbroken row that begins with one.
fn is_card(digits: &[u32]) -> bool {
    if digits.len() > *CARD.end() {
        return CARD.filter_map(|length| digits.get(..length)).any(luhn);
    }
    CARD.contains(&digits.len()) && luhn(digits)
}

/// The check sum of ISO/IEC 7812.
fn luhn(digits: &[u32]) -> bool {
    let doubled = |(place, digit): (usize, &u32)| match place % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// The digits that a secrecy word near them calls a secret.
fn codes(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut words = Words::default();
    let mut left = 0_usize;
    let mut index = 0;
    while let Some(piece) = pieces.get(index) {
        index += 1;
        match piece.kind {
            Kind::Signs => {}
            Kind::Word | Kind::Han => {
                match words.hear(word(text, piece), piece.kind == Kind::Han) {
                    Sense::Secret => left = FEW_WORDS,
                    Sense::Harmless => left = 0,
                    Sense::None => left = left.saturating_sub(1),
                }
            }
            Kind::Digits => {
                let Some(run) = Run::begin(text, pieces, index - 1) else { continue };
                index = run.end;
                if left > 0 || named_after(text, pieces.get(run.end..).unwrap_or_default()) {
                    found.extend(code(&run));
                    left = left.max(1);
                }
            }
        }
    }
    found
}

/// What of a run can be a code: all of it, or of a longer one each group that is as long as a code
/// unless it is a telephone number.
fn code(run: &Run) -> Vec<Range<usize>> {
    if CODE.contains(&run.length()) {
        return run.whole().into_iter().collect();
    }
    let long = run.length() > *CODE.end() && !run.plus;
    let groups = run.groups.iter().filter(|group| long && CODE.contains(&group.digits.len()));
    groups.map(|group| group.at.clone()).collect()
}

/// Whether the words after some digits call them a secret: "4711 is my PIN", `4711是我的密码`.
fn named_after(text: &str, pieces: &[Piece]) -> bool {
    let mut words = Words::default();
    let mut after = pieces.iter().filter(|piece| piece.kind != Kind::Signs).take(WORDS_BACK);
    let Some(first) = after.next().filter(|first| Words::names(word(text, first))) else {
        return false;
    };
    std::iter::once(first)
        .chain(after)
        .take_while(|piece| piece.kind != Kind::Digits)
        .any(|piece| words.hear(word(text, piece), piece.kind == Kind::Han) == Sense::Secret)
}

fn word<'t>(text: &'t str, piece: &Piece) -> &'t str {
    text.get(piece.at.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
