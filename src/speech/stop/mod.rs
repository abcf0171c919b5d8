//! Whether the person called asked, in words, not to be called again (C-05, C-30).
//!
//! Only phrases about calls count: "stop calling", not "stop at the door"; "don't call again", not
//! "don't call before nine". What is said is cut into clauses, and phrases are looked for in each:
//! a [`Phrase`] is a row of slots, filled by one of their words in turn, with filling words such as
//! "please" allowed in between. What is doubtful is not a request here.

mod complaint;
mod english;
mod french;
mod hindi;
mod chinese;

use crate::domain::call::{Row, Said, Speaker};
use crate::domain::locale::Locale;

pub use complaint::complains;

/// One of these words or groups of words stands here; [`OVER`] is the end of the clause.
type Slot = &'static [&'static str];

/// Slots in order.
type Phrase = &'static [Slot];

/// In a slot: nothing follows.
const OVER: &str = "$";

/// The most filling words between two slots.
const FILLING_MOST: usize = 6;

/// How people of one language ask not to be called.
struct Phrases {
    /// Requests, whatever else is said.
    certain: &'static [Phrase],
    /// Look like requests and are none: the clause is left at that.
    lookalikes: &'static [Phrase],
    /// Requests where no lookalike is found.
    plain: &'static [Phrase],
    /// Requests as `plain`, but not when they are about a time ("not before nine").
    timed: &'static [Phrase],
    /// Words of time.
    times: &'static [&'static str],
    /// How many words before and after a phrase may make it one about a time.
    near: (usize, usize),
    /// Words that may stand between two slots.
    filling: &'static [&'static str],
    /// Whether words stand apart; where not, each character is a word.
    spaced: bool,
    /// What an apostrophe counts as.
    apostrophe: &'static str,
}

/// Whether the callee asked not to be called again. Words of our own voice never count, nor do
/// keys: those are `keypad::opted_out`'s. English is understood in calls of every language.
pub fn asks_to_stop(rows: &[Row], language: Locale) -> bool {
    rows.iter().any(|row| match (row.who, &row.said) {
        (Speaker::Callee, Said::Words(words)) => {
            english::PHRASES.asked_in(words) || of(language).asked_in(words)
        }
        _ => false,
    })
}

fn of(language: Locale) -> &'static Phrases {
    match language {
        Locale::En => &english::PHRASES,
        Locale::Hi => &hindi::PHRASES,
        Locale::Zh => &chinese::PHRASES,
        Locale::Fr => &french::PHRASES,
    }
}

impl Phrases {
    fn asked_in(&self, words: &str) -> bool {
        self.clauses(words).iter().any(|clause| self.asked(clause))
    }

    fn asked(&self, clause: &str) -> bool {
        let holds = |phrases: &[Phrase]| {
            phrases.iter().any(|phrase| self.places(clause, phrase).next().is_some())
        };
        if holds(self.certain) {
            return true;
        }
        if holds(self.lookalikes) {
            return false;
        }
        let untimed = |phrase: &Phrase| {
            self.places(clause, phrase).any(|(before, after)| !self.is_timed(before, after))
        };
        holds(self.plain) || self.timed.iter().any(untimed)
    }

    /// The clauses of what was said, in small letters without accents: words, each with a space
    /// behind it, or characters alone.
    fn clauses(&self, words: &str) -> Vec<String> {
        let mut plain = String::new();
        for c in words.chars().flat_map(char::to_lowercase) {
            match c {
                '.' | ',' | '!' | '?' | ';' | ':' | '…' => plain.push('\n'),
                '。' | '，' | '！' | '？' | '；' | '：' | '、' | '।' => plain.push('\n'),
                '\'' | '’' | 'ʼ' => plain.push_str(self.apostrophe),
                _ => fold(c, &mut plain),
            }
        }
        let space = if self.spaced { " " } else { "" };
        let clause =
            |line: &str| line.split_whitespace().flat_map(|word| [word, space]).collect::<String>();
        plain.lines().map(clause).filter(|clause| !clause.is_empty()).collect()
    }

    /// Where the phrase stands in the clause: what is before it, and what is after.
    fn places<'a>(
        &'a self,
        clause: &'a str,
        phrase: &'a [Slot],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let starts = clause.char_indices().map(|(at, _)| clause.split_at(at));
        let at_word = |before: &str| !self.spaced || before.is_empty() || before.ends_with(' ');
        starts.filter(move |(before, _)| at_word(before)).filter_map(|(before, rest)| {
            let after = self.follow(rest, phrase, 0)?;
            Some((before, after))
        })
    }

    /// What is left of `rest` behind these slots, if it begins with them. No filling comes before
    /// the first.
    fn follow<'a>(&self, rest: &'a str, slots: &[Slot], filling: usize) -> Option<&'a str> {
        let Some((slot, later)) = slots.split_first() else { return Some(rest) };
        let fits = slot.iter().find_map(|word| {
            let rest =
                if *word == OVER { rest.is_empty().then_some(rest) } else { self.word(rest, word) };
            self.follow(rest?, later, FILLING_MOST)
        });
        let skipped = || {
            let left = filling.checked_sub(1)?;
            let mut words = self.filling.iter();
            words.find_map(|word| self.follow(self.word(rest, word)?, slots, left))
        };
        fits.or_else(skipped)
    }

    /// What is left of `rest` behind this word, if it begins with it.
    fn word<'a>(&self, rest: &'a str, word: &str) -> Option<&'a str> {
        let rest = rest.strip_prefix(word)?;
        if self.spaced { rest.strip_prefix(' ') } else { Some(rest) }
    }

    fn is_timed(&self, before: &str, after: &str) -> bool {
        let (most_before, most_after) = self.near;
        if !self.spaced {
            return self.times.iter().any(|time| before.contains(time) || after.contains(time));
        }
        let is_time = |word: &str| self.times.contains(&word);
        before.split(' ').rev().filter(|word| !word.is_empty()).take(most_before).any(is_time)
            || after.split(' ').take(most_after).any(is_time)
    }
}

/// A letter as the phrases are written: without accent, nukta or joiner.
fn fold(c: char, plain: &mut String) {
    match c {
        'à' | 'â' | 'ä' => plain.push('a'),
        'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
        'î' | 'ï' => plain.push('i'),
        'ô' | 'ö' => plain.push('o'),
        'ù' | 'û' | 'ü' => plain.push('u'),
        'ç' => plain.push('c'),
        'œ' => plain.push_str("oe"),
        '\u{958}' => plain.push('क'),
        '\u{959}' => plain.push('ख'),
        '\u{95a}' => plain.push('ग'),
        '\u{95b}' => plain.push('ज'),
        '\u{95c}' => plain.push('ड'),
        '\u{95d}' => plain.push('ढ'),
        '\u{95e}' => plain.push('फ'),
        // The moon and dot are written for one another.
        'ँ' => plain.push('ं'),
        // Accents set beside a letter, the nukta, the joiners.
        '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{200c}' | '\u{200d}' => {}
        // The virama is no letter to `is_alphanumeric`.
        '\u{94d}' => plain.push(c),
        _ if c.is_alphanumeric() => plain.push(c),
        _ => plain.push(' '),
    }
}

#[cfg(test)]
mod tests;
