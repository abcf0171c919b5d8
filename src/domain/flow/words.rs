//! The stable words of the written form, and what to say of those that are not known.

use std::str::FromStr;

use strum::IntoEnumIterator;

use super::branch::On;
use super::fault::Fault;
use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;

/// The conditions that are a word.
const CONDITIONS: [(&str, On); 3] =
    [("no_input", On::NoInput), ("invalid", On::Invalid), ("otherwise", On::Otherwise)];

impl On {
    /// The word of a condition that is one.
    pub fn word(&self) -> Option<&'static str> {
        CONDITIONS.iter().find(|(_, on)| on == self).map(|(word, _)| *word)
    }
}

pub(super) fn on_word(word: &str) -> Result<On, Fault> {
    let found = CONDITIONS.iter().find(|(known, _)| *known == word);
    let all = CONDITIONS.iter().map(|(word, _)| *word);
    found.map(|(_, on)| on.clone()).ok_or_else(|| unknown(word, all))
}

/// One of an enum's words.
pub(super) fn known<T>(word: &str) -> Result<T, Fault>
where
    T: FromStr + IntoEnumIterator + Into<&'static str>,
{
    T::from_str(word).map_err(|_| unknown(word, T::iter().map(Into::into)))
}

pub(super) fn purpose_of(word: &str) -> Result<Purpose, Fault> {
    known(word)
}

pub(super) fn language_of(word: &str) -> Result<Locale, Fault> {
    known(word)
}

fn unknown(word: &str, all: impl Iterator<Item = &'static str>) -> Fault {
    Fault::Word { word: word.to_owned(), known: all.collect::<Vec<_>>().join(", ") }
}
