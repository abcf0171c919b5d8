//! Names a user gives: of a task, for himself, and of his business, as it is spoken.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use thiserror::Error;

use super::is_mark;

/// The longest name of a task, characters: it stands on a button.
const TASK_MOST: usize = 40;
/// The shortest name of a business, characters.
const BUSINESS_LEAST: usize = 2;
/// The longest name of a business, characters: two seconds of the opening's eight (C-17).
const BUSINESS_MOST: usize = 40;
/// The longest run of digits in a name of a business; more could be a telephone number.
const DIGITS_MOST: usize = 6;
/// What may stand in a name of a business beside letters, digits and spaces. No quotation marks:
/// the name is quoted to the voice.
const SIGNS: &str = "&'’.,-–()+!·・";
/// What separates the digits of a telephone number.
const BETWEEN_DIGITS: &str = " .-–()";
/// Endings by which an address of the web is known when it has no scheme.
const ENDINGS: [&str; 18] = [
    "com", "net", "org", "io", "me", "co", "in", "fr", "cn", "uk", "ca", "us", "ru", "info", "biz",
    "app", "shop", "xyz",
];

/// What a user calls a task: one line of 1–40 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaskName(String);

/// The name of the business that calls, as spoken: one line of 2–40 characters, no address and no
/// telephone number in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BusinessName(String);

/// Why a text is not such a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum NameFault {
    /// Nothing but space.
    #[error("empty")]
    Empty,
    /// Fewer than `least` characters.
    #[error("shorter than {least} characters")]
    TooShort {
        /// The fewest allowed.
        least: usize,
    },
    /// More than `most` characters.
    #[error("longer than {most} characters")]
    TooLong {
        /// The most allowed.
        most: usize,
    },
    /// It holds a line break or another control character.
    #[error("more than one line")]
    ManyLines,
    /// No letter in it, so that it cannot be spoken as a name.
    #[error("no letters")]
    NoLetters,
    /// A sign that names do not have.
    #[error("a sign that is not spoken")]
    Sign,
    /// It looks like an address of the web.
    #[error("an address of the web")]
    Address,
    /// It looks like a telephone number.
    #[error("a telephone number")]
    Digits,
}

impl TaskName {
    /// Reads a name as typed; space around it is dropped, space within becomes one.
    pub fn parse(text: &str) -> Result<TaskName, NameFault> {
        one_line(text, TASK_MOST).map(TaskName)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BusinessName {
    /// Reads a name as typed; space around it is dropped, space within becomes one.
    pub fn parse(text: &str) -> Result<BusinessName, NameFault> {
        let name = one_line(text, BUSINESS_MOST)?;
        if name.chars().count() < BUSINESS_LEAST {
            return Err(NameFault::TooShort { least: BUSINESS_LEAST });
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(NameFault::NoLetters);
        }
        if is_address(&name) {
            return Err(NameFault::Address);
        }
        let spoken = |c: char| c.is_alphanumeric() || is_mark(c) || c == ' ' || SIGNS.contains(c);
        if !name.chars().all(spoken) {
            return Err(NameFault::Sign);
        }
        if longest_run(&name) > DIGITS_MOST {
            return Err(NameFault::Digits);
        }
        Ok(BusinessName(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn one_line(text: &str, most: usize) -> Result<String, NameFault> {
    let text = text.trim();
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(NameFault::ManyLines);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.chars().count() {
        0 => Err(NameFault::Empty),
        long if long > most => Err(NameFault::TooLong { most }),
        _ => Ok(line),
    }
}

fn is_address(name: &str) -> bool {
    let name = name.to_lowercase();
    let has_ending = |word: &str| {
        let host = word.split('/').next().unwrap_or(word).trim_end_matches(['.', ',', '!', ')']);
        host.rsplit_once('.').is_some_and(|(host, end)| !host.is_empty() && ENDINGS.contains(&end))
    };
    name.contains("://") || name.contains("www.") || name.split(' ').any(has_ending)
}

/// The most digits in a row; what separates the digits of a number does not end a row.
fn longest_run(name: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in name.chars() {
        if c.is_numeric() {
            run += 1;
        } else if !BETWEEN_DIGITS.contains(c) {
            run = 0;
        }
        longest = longest.max(run);
    }
    longest
}

impl TryFrom<String> for TaskName {
    type Error = NameFault;

    fn try_from(text: String) -> Result<TaskName, NameFault> {
        TaskName::parse(&text)
    }
}

impl From<TaskName> for String {
    fn from(name: TaskName) -> String {
        name.0
    }
}

impl fmt::Display for TaskName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for BusinessName {
    type Error = NameFault;

    fn try_from(text: String) -> Result<BusinessName, NameFault> {
        BusinessName::parse(&text)
    }
}

impl From<BusinessName> for String {
    fn from(name: BusinessName) -> String {
        name.0
    }
}

impl fmt::Display for BusinessName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_has_a_name_of_one_line() {
        let parse = |text: &str| TaskName::parse(text).map(String::from);
        assert_eq!(parse("  Rappel  du mardi "), Ok("Rappel du mardi".to_owned()));
        assert_eq!(parse("7"), Ok("7".to_owned()));
        assert_eq!(parse(" \n "), Err(NameFault::Empty));
        assert_eq!(parse("one\ntwo"), Err(NameFault::ManyLines));
        assert_eq!(parse("one\u{2028}two"), Err(NameFault::ManyLines));
        assert!(parse(&"提".repeat(40)).is_ok());
        assert_eq!(parse(&"提".repeat(41)), Err(NameFault::TooLong { most: 40 }));
    }

    #[test]
    fn businesses_of_the_real_world_have_names() {
        for name in [
            "Dr. Rao's Clinic",
            "Boulangerie L’Épi d'Or",
            "A&B",
            "Bäckerei Müller-Lüdenscheidt",
            "仁和口腔诊所",
            "श्री गणेश विद्यालय, पुणे",
            "Route 66 Diner",
            "3M",
            "St.Mary School",
            "Ecole no. 12 (annexe)",
            "Open 24-7 Care",
            "Yahoo!",
        ] {
            assert_eq!(BusinessName::parse(name).map(String::from), Ok(name.to_owned()));
        }
        assert_eq!(BusinessName::parse(" City   Dental ").unwrap().as_str(), "City Dental");
    }

    #[test]
    fn what_cannot_be_spoken_as_a_name_is_none() {
        for (text, fault) in [
            ("", NameFault::Empty),
            ("X", NameFault::TooShort { least: 2 }),
            (&"x".repeat(41), NameFault::TooLong { most: 40 }),
            ("City\nDental", NameFault::ManyLines),
            ("City\tDental", NameFault::ManyLines),
            ("24/7", NameFault::NoLetters),
            ("12 - 34", NameFault::NoLetters),
            ("https://x", NameFault::Address),
            ("Visit www.x", NameFault::Address),
            ("City-dental.com", NameFault::Address),
            ("t.me/dental", NameFault::Address),
            ("City \"Dental\"", NameFault::Sign),
            ("City: Dental", NameFault::Sign),
            ("{name}", NameFault::Sign),
            ("City\u{202e}Dental", NameFault::Sign),
            ("Call 5550123", NameFault::Digits),
            ("Dental 212 555-0123", NameFault::Digits),
            ("क्लिनिक ९८७६५४३", NameFault::Digits),
        ] {
            assert_eq!(BusinessName::parse(text), Err(fault), "{text:?}");
        }
    }
}
