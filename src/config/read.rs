//! The TOML file: every mistake with its line, and never the line's text, which may be a secret.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::SourceFile;
use super::gather::{Gathered, Layer, Place, remedy_for_unknown, showable};
use super::schema::{self, Key};
use super::value::Raw;

/// Reads the file into `gathered`.
pub(super) fn read(file: &SourceFile, gathered: &mut Gathered) {
    let name = file.path.display().to_string();
    let text = match &file.text {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let place = Place { rank: (Layer::File, 0), text: name };
            let remedy = "Name a readable file with --config, or make one with \
                          `ivrbot example-config > ivrbot.toml`.";
            gathered.problem(&place, format!("cannot be read: {error}"), remedy);
            return;
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { name, text, broken: BTreeSet::new(), gathered };
    for error in errors {
        reader.syntax_error(&error);
    }
    for (section, value) in table.into_inner() {
        reader.section(&section, &value);
    }
}

/// The line, from 1, on which the byte at `offset` stands.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

struct Reader<'a> {
    name: String,
    text: &'a str,
    /// Lines with a syntax error: what the parser made of them is guesswork.
    broken: BTreeSet<usize>,
    gathered: &'a mut Gathered,
}

impl Reader<'_> {
    fn place(&self, offset: usize) -> Place {
        let line = line_of(self.text, offset);
        Place { rank: (Layer::File, line), text: format!("{}:{line}", self.name) }
    }

    /// Only the parser's own words are passed on: its full message quotes the line.
    fn syntax_error(&mut self, error: &toml::de::Error) {
        let place = self.place(error.span().map_or(0, |span| span.start));
        if self.broken.insert(place.rank.1) {
            let what = format!("is not valid TOML: {}", error.message());
            self.gathered.problem(&place, what, "Correct the line; text goes in quotes.");
        }
    }

    fn section(&mut self, name: &Spanned<toml::de::DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let place = self.place(name.span().start);
        let known = schema::sections().into_iter().find(|known| *known == name.get_ref());
        let sections = schema::sections().join(", ");
        match (known, value.get_ref()) {
            (Some(section), DeValue::Table(table)) => {
                self.gathered.sections.insert(section, place.text);
                for (name, value) in table {
                    self.key(section, name, value);
                }
            }
            _ if self.broken.contains(&place.rank.1) => {}
            (Some(section), _) => {
                let what = format!("{section} is not a section");
                self.gathered.problem(
                    &place,
                    what,
                    format!("Write [{section}] and its keys below."),
                );
            }
            (None, DeValue::Table(_)) => {
                let what = format!("unknown section {}", showable(name.get_ref()));
                self.gathered.problem(&place, what, format!("The sections are: {sections}."));
            }
            (None, _) => {
                let what = format!("the key {} stands in no section", showable(name.get_ref()));
                let remedy =
                    format!("Move it below its section's line; the sections are: {sections}.");
                self.gathered.problem(&place, what, remedy);
            }
        }
    }

    fn key(
        &mut self,
        section: &'static str,
        name: &Spanned<toml::de::DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let place = self.place(name.span().start);
        let end = self.place(value.span().end).rank.1;
        let is_broken = (place.rank.1..=end).any(|line| self.broken.contains(&line));
        match schema::find(section, name.get_ref()) {
            Some(key) if is_broken => drop(self.gathered.spoilt.insert(key.path)),
            Some(key) => self.known(key, value, place),
            None if is_broken => {}
            None => {
                let what = format!("unknown key {} in [{section}]", showable(name.get_ref()));
                let remedy = remedy_for_unknown(section, name.get_ref());
                self.gathered.problem(&place, what, remedy);
            }
        }
    }

    fn known(&mut self, key: &'static Key, value: &Spanned<DeValue<'_>>, place: Place) {
        self.gathered.set(key, raw(value.get_ref()), place);
    }
}

fn raw(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(whole) => decimal(whole).map_or(Raw::Other, Raw::Whole),
        DeValue::Float(float) => Raw::Decimal(float.as_str().to_owned()),
        DeValue::Array(items) => Raw::List(items.iter().map(|item| raw(item.get_ref())).collect()),
        DeValue::Boolean(on) => Raw::Switch(*on),
        _ => Raw::Other,
    }
}

fn decimal(whole: &DeInteger<'_>) -> Option<String> {
    i64::from_str_radix(whole.as_str(), whole.radix()).ok().map(|number| number.to_string())
}
