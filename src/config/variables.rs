//! Environment variables, from the process and from a `.env` file.

use super::SourceFile;
use super::gather::{Gathered, Layer, Place, showable};
use super::legacy::{self, Fate};
use super::schema::{KEYS, VARIABLE_PREFIX};
use super::value::Raw;

/// One variable that is ours, by its new name or by an old one.
#[derive(Debug)]
pub(super) struct Variable {
    name: String,
    value: String,
    place: Place,
}

/// The variables of the process that are ours.
pub(super) fn of_process(env: &[(String, String)]) -> Vec<Variable> {
    let ours = env.iter().filter(|(name, _)| is_ours(name)).enumerate();
    ours.map(|(nth, (name, value))| Variable {
        name: name.clone(),
        value: value.clone(),
        place: Place { rank: (Layer::Environment, nth), text: name.clone() },
    })
    .collect()
}

/// The variables of a `.env` file that are ours. Lines of other programs are let be.
pub(super) fn of_dotenv(file: &SourceFile, gathered: &mut Gathered) -> Vec<Variable> {
    let name = file.path.display().to_string();
    let text = match &file.text {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let place = Place { rank: (Layer::Dotenv, 0), text: name };
            let what = format!("cannot be read: {error}");
            gathered.problem(&place, what, "Make it readable text, or remove it.");
            return Vec::new();
        }
    };
    let mut ours = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        let rank = (Layer::Dotenv, nth + 1);
        let place = Place { rank, text: format!("{name}:{}", nth + 1) };
        match assignment(line) {
            Line::Blank => {}
            Line::Strange => gathered.problem(
                &place,
                "this line is not NAME=value",
                "Correct it, or put # before it.",
            ),
            Line::Assigns(name, _) if !is_ours(name) => {}
            Line::Assigns(name, rest) => {
                let place = Place { rank, text: format!("{} {name}", place.text) };
                match value(rest) {
                    Ok(value) => ours.push(Variable { name: name.to_owned(), value, place }),
                    Err(remedy) => {
                        spoil(name, gathered);
                        gathered.problem(&place, "the value cannot be read", remedy);
                    }
                }
            }
        }
    }
    ours
}

enum Line<'a> {
    Blank,
    Strange,
    Assigns(&'a str, &'a str),
}

/// Splits a line at its first `=`. The name is not left to `dotenvy`, which refuses the dashes of
/// the old `x-api-key`.
fn assignment(line: &str) -> Line<'_> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Line::Blank;
    }
    let Some((name, rest)) = line.split_once('=') else { return Line::Strange };
    let name = name.trim_end();
    let name = name.strip_prefix("export ").unwrap_or(name).trim_start();
    Line::Assigns(name, rest)
}

/// Unquotes a value as `dotenvy` does. It would also fill in `$NAME` from the process, which
/// silently changes a secret that holds a dollar sign: only single quotes may hold one.
fn value(rest: &str) -> Result<String, &'static str> {
    let rest = rest.trim();
    if rest.contains('$') && !rest.starts_with('\'') {
        return Err("Put a value that holds $ in single quotes.");
    }
    let line = format!("V={rest}");
    let parsed = dotenvy::from_read_iter(line.as_bytes()).next();
    let Some(Ok((_, value))) = parsed else {
        return Err("Put a value that holds blanks, quotes or backslashes in single quotes.");
    };
    Ok(value)
}

fn is_ours(name: &str) -> bool {
    name.starts_with(VARIABLE_PREFIX) || legacy::fate(name).is_some()
}

/// Remembers that the key was given, so that it is not called missing as well.
fn spoil(name: &str, gathered: &mut Gathered) {
    let old = legacy::fate(name);
    let key = KEYS.iter().find(|key| key.variable() == name || old == Some(Fate::Fills(key.path)));
    gathered.spoilt.extend(key.map(|key| key.path));
}

/// Puts our own names over what was gathered so far. An empty variable counts as not set.
pub(super) fn apply(variables: &[Variable], gathered: &mut Gathered) {
    for variable in variables.iter().filter(|v| v.name.starts_with(VARIABLE_PREFIX)) {
        match KEYS.iter().find(|key| key.variable() == variable.name) {
            Some(_) if variable.value.is_empty() => {}
            Some(key) => {
                let raw = Raw::Loose(variable.value.clone());
                gathered.set(key, raw, variable.place.clone());
            }
            None => {
                let rest = variable.name.strip_prefix(VARIABLE_PREFIX).unwrap_or_default();
                let what = format!("unknown variable; no key is called {}", showable(rest));
                let remedy = "Names are IVRBOT_<SECTION>_<KEY>; `ivrbot example-config` shows all.";
                gathered.problem(&variable.place, what, remedy);
            }
        }
    }
}

/// Lets old names fill what nothing else has set, and says what became of each.
pub(super) fn apply_old_names(variables: &[Variable], gathered: &mut Gathered) {
    for variable in variables.iter().filter(|v| !v.value.is_empty()) {
        let at = variable.place.text.clone();
        match legacy::fate(&variable.name) {
            None => {}
            Some(Fate::Unused(why)) => {
                gathered.note(at, format!("is not used: {why}"), "Remove it.");
            }
            Some(Fate::Fills(path)) => {
                let Some(key) = KEYS.iter().find(|key| key.path == path) else { continue };
                let remedy = format!("Rename it to {}.", key.variable());
                if gathered.is_given(path) {
                    let what = format!("is not used: {} is set elsewhere", key.title());
                    gathered.note(at, what, "Remove it.");
                } else {
                    gathered.note(at, format!("is an old name of {}", key.title()), remedy);
                    let raw = Raw::Loose(legacy::translate(path, &variable.value));
                    gathered.set(key, raw, variable.place.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_dotenv_is_read_as_others_read_it() {
        let good = [
            ("A=b", "A", "b"),
            ("export A = 'b c' # why", "A", "b c"),
            ("x-api-key=\"k\"", "x-api-key", "k"),
            ("A='p$w'", "A", "p$w"),
            ("A=k==", "A", "k=="),
            ("A=", "A", ""),
        ];
        for (line, name, want) in good {
            let Line::Assigns(got, rest) = assignment(line) else { panic!("{line}") };
            assert_eq!((got, value(rest)), (name, Ok(want.to_owned())), "{line}");
        }
        for line in ["A=p$w", "A=b c", "A='b"] {
            let Line::Assigns(_, rest) = assignment(line) else { panic!("{line}") };
            assert!(value(rest).is_err(), "{line}");
        }
        assert!(matches!(assignment("no assignment"), Line::Strange));
        assert!(matches!(assignment("  # comment = 1"), Line::Blank));
    }
}
