//! What the sources gave, before it is checked: the higher source wins, and every entry still
//! knows where it came from.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{self, KEYS, Key};
use super::value::Raw;
use super::{Note, Problem};

/// Where something was given: its rank orders the report by source and line.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub rank: (Layer, usize),
    pub text: String,
}

/// The sources, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Default,
    File,
    Dotenv,
    Environment,
}

/// One key's value as given.
#[derive(Debug)]
pub(super) struct Entry {
    pub raw: Raw,
    pub place: Place,
}

/// Everything that was given and everything that was wrong so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub entries: BTreeMap<&'static str, Entry>,
    /// Keys that were given in a form that could not be read: they are wrong, but not missing.
    pub spoilt: BTreeSet<&'static str>,
    /// Where the file's sections begin.
    pub sections: BTreeMap<&'static str, String>,
    pub problems: Vec<((Layer, usize), Problem)>,
    pub notes: Vec<Note>,
}

impl Gathered {
    /// The defaults alone.
    pub fn defaults() -> Gathered {
        let mut gathered = Gathered::default();
        for key in KEYS {
            if let Some(default) = key.default {
                let place = Place { rank: (Layer::Default, 0), text: "built-in default".into() };
                gathered.set(key, Raw::Loose(default.to_owned()), place);
            }
        }
        gathered
    }

    /// Puts a value over what lower sources gave.
    pub fn set(&mut self, key: &'static Key, raw: Raw, place: Place) {
        self.entries.insert(key.path, Entry { raw, place });
    }

    /// Whether a source other than the defaults gave a value.
    pub fn is_given(&self, path: &str) -> bool {
        self.entries.get(path).is_some_and(|entry| entry.place.rank.0 != Layer::Default)
    }

    pub fn problem(&mut self, place: &Place, what: impl Into<String>, remedy: impl Into<String>) {
        let problem =
            Problem { place: place.text.clone(), what: what.into(), remedy: remedy.into() };
        self.problems.push((place.rank, problem));
    }

    pub fn note(
        &mut self,
        place: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.notes.push(Note { place: place.into(), what: what.into(), remedy: remedy.into() });
    }
}

/// An unknown name as it may be shown. A secret pasted without its key looks like a name too, and
/// nearly every secret holds a digit: such a name is not repeated.
pub(super) fn showable(name: &str) -> String {
    /// Longer than any name that could be a slip for one of ours.
    const LONGEST: usize = 40;
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
    if !name.is_empty() && name.len() <= LONGEST && name.chars().all(plain) {
        format!("`{name}`")
    } else {
        "(not repeated here: it may hold a secret)".to_owned()
    }
}

/// What to do about an unknown key: where it belongs, or what its section knows.
pub(super) fn remedy_for_unknown(section: &str, name: &str) -> String {
    let elsewhere = schema::sections()
        .into_iter()
        .find(|other| *other != section && schema::find(other, name).is_some());
    match elsewhere {
        Some(other) => format!("It belongs to [{other}]."),
        None => format!("[{section}] knows: {}.", schema::names_in(section).join(", ")),
    }
}
