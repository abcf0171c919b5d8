//! A prompt: what is to be said, with variables `{name}` or `{name|fallback}`.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::{Enumerate, Peekable};
use std::str::Chars;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use thiserror::Error;

use super::is_mark;

/// The values of one call's variables, by name.
pub type Values = BTreeMap<String, String>;

/// A parsed prompt; it is kept and stored as it was typed, without space around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prompt {
    text: String,
    parts: Vec<Part>,
    variables: Vec<Variable>,
}

/// A variable of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Letters, digits and `_` of any script, at most 32 characters.
    pub name: String,
    /// What is said when there is no value; the first one given in the prompt. It may be empty.
    pub fallback: Option<String>,
}

/// A part of a filled prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of the prompt, line breaks included.
    Text(String),
    /// The value of a variable: one line.
    Value(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable(String),
}

/// What is wrong with a prompt, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{kind} at character {at}")]
pub struct PromptFault {
    /// Characters before the fault in the text as given.
    pub at: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FaultKind {
    /// Nothing but space.
    #[error("empty")]
    Empty,
    /// More than `most` characters, in the prompt or in one fallback.
    #[error("longer than {most} characters")]
    TooLong {
        /// The most allowed.
        most: usize,
    },
    /// More than `most` characters once each variable has its longest value.
    #[error("longer than {most} characters with its variables filled in")]
    TooLongFilled {
        /// The most allowed.
        most: usize,
    },
    /// A `{` or `}` without its other half; a brace that is meant to be one is written twice.
    #[error("a brace without its other half")]
    UnclosedBrace,
    /// A variable's name is empty, too long, or holds something else than letters, digits and `_`.
    #[error("not a name")]
    BadName,
    /// A `{` within a variable.
    #[error("a brace within braces")]
    NestedBrace,
    /// More than [`Prompt::VARIABLES_MOST`] different variables.
    #[error("too many variables")]
    TooManyVariables,
}

/// This variable has neither value nor fallback.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no value for {0}")]
pub struct Missing(pub String);

impl Prompt {
    /// The longest prompt, characters, as typed and as filled in: most of a minute of speech, and
    /// what the voice provider's prompt holds beside our own rules.
    pub const MOST: usize = 720;
    /// The longest value or fallback, characters: a name, a street, a date; no message of its own.
    pub const VALUE_MOST: usize = 60;
    /// The longest name of a variable, characters.
    pub const NAME_MOST: usize = 32;
    /// The most different variables: as many as fit when all of them have the longest value.
    pub const VARIABLES_MOST: usize = Prompt::MOST / Prompt::VALUE_MOST;

    /// Reads a prompt as typed. `{{` and `}}` stand for braces.
    pub fn parse(text: &str) -> Result<Prompt, PromptFault> {
        let before = text.chars().take_while(|c| c.is_whitespace()).count();
        let text = text.trim();
        let moved = |fault: PromptFault| PromptFault { at: fault.at + before, ..fault };
        if text.is_empty() {
            return Err(fault(0, FaultKind::Empty));
        }
        if text.chars().count() > Prompt::MOST {
            let kind = FaultKind::TooLong { most: Prompt::MOST };
            return Err(moved(fault(Prompt::MOST, kind)));
        }
        let mut reader = Reader::new(text);
        reader.read().map_err(moved)?;
        Ok(Prompt { text: text.to_owned(), parts: reader.parts, variables: reader.variables })
    }

    /// The prompt as typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The variables in the order of their first appearance.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The prompt's words and values in order. A value without words counts as none: its fallback
    /// is taken, or the variable is [`Missing`].
    pub fn pieces(&self, values: &Values) -> Result<Vec<Piece>, Missing> {
        let piece = |part: &Part| match part {
            Part::Text(text) => Ok(Piece::Text(text.clone())),
            Part::Variable(name) => self.value(name, values).map(Piece::Value),
        };
        self.parts.iter().map(piece).collect()
    }

    /// The prompt with its values in place: at most [`Prompt::MOST`] characters.
    pub fn fill(&self, values: &Values) -> Result<String, Missing> {
        let pieces = self.pieces(values)?.into_iter();
        Ok(pieces.map(|(Piece::Text(text) | Piece::Value(text))| text).collect())
    }

    fn value(&self, name: &str, values: &Values) -> Result<String, Missing> {
        let given = values.get(name).map(|value| clean(value)).filter(|value| !value.is_empty());
        let variable = self.variables.iter().find(|variable| variable.name == name);
        let fallback = || variable.and_then(|variable| variable.fallback.as_deref()).map(clean);
        given.or_else(fallback).ok_or_else(|| Missing(name.to_owned()))
    }
}

/// A value as it is spoken: one line, single spaces, at most [`Prompt::VALUE_MOST`] characters.
/// Braces in it are only braces.
fn clean(value: &str) -> String {
    let space = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = value.split(space).filter(|word| !word.is_empty()).collect();
    let cut: String = words.join(" ").chars().take(Prompt::VALUE_MOST).collect();
    cut.trim_end().to_owned()
}

fn fault(at: usize, kind: FaultKind) -> PromptFault {
    PromptFault { at, kind }
}

/// Reads the parts of a prompt one by one.
struct Reader<'a> {
    rest: Peekable<Enumerate<Chars<'a>>>,
    parts: Vec<Part>,
    variables: Vec<Variable>,
    /// Characters spoken so far when every variable has its longest value.
    spoken: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        let rest = text.chars().enumerate().peekable();
        Reader { rest, parts: Vec::new(), variables: Vec::new(), spoken: 0 }
    }

    fn read(&mut self) -> Result<(), PromptFault> {
        while let Some((at, c)) = self.rest.next() {
            let doubled = matches!(c, '{' | '}') && self.rest.peek().is_some_and(|&(_, d)| c == d);
            match c {
                '{' | '}' if doubled => {
                    self.rest.next();
                    self.text(c);
                }
                '{' => self.variable(at)?,
                '}' => return Err(fault(at, FaultKind::UnclosedBrace)),
                _ => self.text(c),
            }
            if self.spoken > Prompt::MOST {
                return Err(fault(at, FaultKind::TooLongFilled { most: Prompt::MOST }));
            }
        }
        Ok(())
    }

    fn text(&mut self, c: char) {
        self.spoken += 1;
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push(c),
            _ => self.parts.push(Part::Text(c.to_string())),
        }
    }

    /// Reads from behind the `{` at `open` to behind its `}`.
    fn variable(&mut self, open: usize) -> Result<(), PromptFault> {
        let mut inside = String::new();
        loop {
            match self.rest.next() {
                None => return Err(fault(open, FaultKind::UnclosedBrace)),
                Some((at, '{')) => return Err(fault(at, FaultKind::NestedBrace)),
                Some((_, '}')) => break,
                Some((_, c)) => inside.push(c),
            }
        }
        let (name, fallback) = match inside.split_once('|') {
            Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
            None => (inside.trim(), None),
        };
        if !is_name(name) {
            return Err(fault(open, FaultKind::BadName));
        }
        if fallback.is_some_and(|text| text.chars().count() > Prompt::VALUE_MOST) {
            return Err(fault(open, FaultKind::TooLong { most: Prompt::VALUE_MOST }));
        }
        self.note(name, fallback);
        if self.variables.len() > Prompt::VARIABLES_MOST {
            return Err(fault(open, FaultKind::TooManyVariables));
        }
        self.parts.push(Part::Variable(name.to_owned()));
        self.spoken += Prompt::VALUE_MOST;
        Ok(())
    }

    fn note(&mut self, name: &str, fallback: Option<&str>) {
        let fallback = fallback.map(str::to_owned);
        match self.variables.iter_mut().find(|variable| variable.name == name) {
            Some(known) => known.fallback = known.fallback.take().or(fallback),
            None => self.variables.push(Variable { name: name.to_owned(), fallback }),
        }
    }
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let starts = !name.starts_with(is_mark);
    let allowed = |c: char| c.is_alphanumeric() || c == '_' || is_mark(c);
    (1..=Prompt::NAME_MOST).contains(&length) && starts && name.chars().all(allowed)
}

impl fmt::Display for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Prompt {
    type Error = PromptFault;

    fn try_from(text: String) -> Result<Prompt, PromptFault> {
        Prompt::parse(&text)
    }
}

impl From<Prompt> for String {
    fn from(prompt: Prompt) -> String {
        prompt.text
    }
}

#[cfg(test)]
mod tests;
