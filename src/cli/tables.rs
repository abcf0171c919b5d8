//! Files that are a list of tables of one name, such as `[[plan]]`: every mistake with its line.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use crate::config::line_of;

/// What is wrong, and where: the offset in the file, or `None` for the file as a whole.
pub type Mistake = (Option<usize>, String);

/// The tables of a file, each with the offset at which it begins, and what is wrong with it.
/// `make` turns a table as it is written into what it means; its mistakes name places in the file.
pub fn read<W: DeserializeOwned, T>(
    text: &str,
    name: &str,
    make: impl Fn(W) -> Result<T, Vec<Mistake>>,
) -> (Vec<(usize, T)>, Vec<Mistake>) {
    let (mut rows, mut mistakes) = (Vec::new(), Vec::new());
    let (file, errors) = DeTable::parse_recoverable(text);
    let place = |error: &Error| error.span().map(|span| span.start);
    if !errors.is_empty() {
        let say = |error: &Error| (place(error), format!("not valid TOML: {}", error.message()));
        return (rows, errors.iter().map(say).collect());
    }
    let mut is_there = false;
    for (key, value) in file.into_inner() {
        let at = value.span().start;
        let tables = match value.into_inner() {
            DeValue::Array(tables) if key.get_ref() == name => tables,
            _ => {
                mistakes.push((Some(at), format!("only [[{name}]] tables belong here")));
                continue;
            }
        };
        for table in tables {
            is_there = true;
            let at = table.span().start;
            match one(table).and_then(&make) {
                Ok(row) => rows.push((at, row)),
                Err(wrong) => mistakes.extend(wrong),
            }
        }
    }
    if !is_there && mistakes.is_empty() {
        mistakes.push((None, format!("there is no [[{name}]] table")));
    }
    (rows, mistakes)
}

fn one<W: DeserializeOwned>(table: Spanned<DeValue<'_>>) -> Result<W, Vec<Mistake>> {
    let at = table.span().start;
    W::deserialize(ValueDeserializer::from(table)).map_err(|error| {
        let at = error.span().map_or(at, |span| span.start);
        vec![(Some(at), error.message().to_owned())]
    })
}

/// The mistakes as they are printed, in the order of their lines.
pub fn say(text: &str, mut mistakes: Vec<Mistake>) -> Vec<String> {
    mistakes.sort_by_key(|(at, _)| *at);
    let said = mistakes.into_iter().map(|(at, what)| match at {
        Some(at) => format!("line {}: {what}", line_of(text, at)),
        None => what,
    });
    said.collect()
}
