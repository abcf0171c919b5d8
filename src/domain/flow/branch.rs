//! The ways on from a node: keys, silence, what is said, and otherwise.

use std::fmt;

use thiserror::Error;

use super::node::NodeId;
use crate::domain::keypad::OPT_OUT;

/// A way on from a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// When it is taken.
    pub on: On,
    /// Where it leads.
    pub to: NodeId,
}

/// When a branch is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// This key was pressed, or what it stands for was said.
    Key(Key),
    /// One of these phrases was said.
    Says(Phrases),
    /// Nothing came, the last repeat included.
    NoInput,
    /// Something else came, the last repeat included.
    Invalid,
    /// After a message; after an answer that no other branch takes.
    Otherwise,
}

/// A key of the phone: `0-9`, `*` or `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(char);

impl Key {
    /// All keys, as they lie on the phone.
    pub const ALL: [Key; 12] = [
        Key('1'),
        Key('2'),
        Key('3'),
        Key('4'),
        Key('5'),
        Key('6'),
        Key('7'),
        Key('8'),
        Key('9'),
        Key('*'),
        Key('0'),
        Key('#'),
    ];
    /// The way back from an opt-out that was a mistake.
    pub const BACK: Key = Key('1');

    /// Reads a key.
    pub fn new(key: char) -> Option<Key> {
        (key.is_ascii_digit() || matches!(key, '*' | '#')).then_some(Key(key))
    }

    /// The key.
    pub fn as_char(self) -> char {
        self.0
    }

    /// Whether a flow may give it a meaning: all but the one that opts out (C-05).
    pub fn is_free(self) -> bool {
        self.0 != OPT_OUT
    }

    /// The digit, unless it is `*` or `#`.
    pub fn digit(self) -> Option<u8> {
        self.0.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
    }

    /// The rating that it gives, 1–5.
    pub fn rating(self) -> Option<u8> {
        self.digit().filter(|digit| (1..=5).contains(digit))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A spoken condition: phrases of which one is said.
///
/// The provider's model is asked to judge by meaning; the record is judged by these words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases(Vec<String>);

/// Why a text is no spoken condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhrasesFault {
    /// No phrase with a word in it.
    #[error("no phrase")]
    Empty,
    /// More than [`Phrases::MOST`] characters.
    #[error("longer than {} characters", Phrases::MOST)]
    TooLong,
    /// Quotation marks, braces and signs that a phrase does not need.
    #[error("a sign that is not spoken")]
    Sign,
}

impl Phrases {
    /// The longest condition, characters.
    pub const MOST: usize = 160;

    /// Reads phrases apart by commas: `yes, I will come, of course`.
    pub fn parse(text: &str) -> Result<Phrases, PhrasesFault> {
        if text.chars().count() > Phrases::MOST {
            return Err(PhrasesFault::TooLong);
        }
        let strange = |c: char| c.is_control() || "\"{}<>|\\".contains(c);
        if text.contains(strange) {
            return Err(PhrasesFault::Sign);
        }
        let parts = text.split([',', '，', '、', ';', '；']);
        let spaced = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts: Vec<String> =
            parts.map(spaced).filter(|part| part.contains(char::is_alphanumeric)).collect();
        if parts.is_empty() { Err(PhrasesFault::Empty) } else { Ok(Phrases(parts)) }
    }

    /// The phrases.
    pub fn all(&self) -> &[String] {
        &self.0
    }

    /// Whether one of them was said.
    pub fn are_in(&self, said: &str) -> bool {
        self.0.iter().any(|phrase| is_said(phrase, said))
    }
}

impl fmt::Display for Phrases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

/// Whether the words of `phrase` stand in `said` in a row; in Chinese, its characters.
pub(super) fn is_said(phrase: &str, said: &str) -> bool {
    let (phrase, said) = (words(phrase), words(said));
    !phrase.is_empty() && said.windows(phrase.len()).any(|window| window == phrase)
}

/// Words in lower case; a Chinese character is a word.
fn words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars() {
        let han = ('\u{3400}'..='\u{9fff}').contains(&c);
        // A virama or a nukta is no letter to the library, but part of the word.
        let within = c.is_alphanumeric() || ('\u{900}'..='\u{963}').contains(&c);
        if han || !within {
            all.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        match (han, within) {
            (true, _) => all.push(c.to_string()),
            (false, true) => word.push(c),
            (false, false) => {}
        }
    }
    all.extend(Some(word).filter(|word| !word.is_empty()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_words() {
        for (phrases, said, found) in [
            ("no", "No, thank you", true),
            ("no", "I know nothing", false),
            ("move, another day", "Could it be another  day?", true),
            ("another day", "another fine day", false),
            ("改期，换个时间", "我想换个时间可以吗", true),
            ("हाँ, ज़रूर", "जी हाँ।", true),
            ("हाँ", "कहाँ", false),
            ("c'est d'accord", "Oui, c’est d’accord", true),
        ] {
            assert_eq!(Phrases::parse(phrases).unwrap().are_in(said), found, "{phrases}: {said}");
        }
        assert_eq!(Phrases::parse(" , ;"), Err(PhrasesFault::Empty));
        assert_eq!(Phrases::parse("a \"b\""), Err(PhrasesFault::Sign));
        assert_eq!(Phrases::parse(&"a".repeat(161)), Err(PhrasesFault::TooLong));
        assert_eq!(Phrases::parse("a ,  b c ").unwrap().to_string(), "a, b c");
    }

    #[test]
    fn c05_the_key_that_opts_out_is_not_free() {
        let taken: Vec<char> =
            Key::ALL.iter().filter(|key| !key.is_free()).map(|k| k.as_char()).collect();
        assert_eq!(taken, ['9']);
        assert_eq!(Key::new('a'), None);
    }
}
