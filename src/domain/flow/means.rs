//! What a key, words or silence mean to the node that hears them.

use super::branch::{Key, On, is_said};
use super::node::{Field, Kind, Node, Scale};
use super::session::Input;

/// The most that is kept of a spoken answer, characters.
const ANSWER_MOST: usize = 300;

/// Spoken ratings.
const RATINGS: [(char, [&str; 7]); 5] = [
    ('1', ["1", "one", "एक", "१", "一", "un", "une"]),
    ('2', ["2", "two", "दो", "२", "二", "两", "deux"]),
    ('3', ["3", "three", "तीन", "३", "三", "trois", "3"]),
    ('4', ["4", "four", "चार", "४", "四", "quatre", "4"]),
    ('5', ["5", "five", "पाँच", "पांच", "५", "五", "cinq"]),
];

/// What an input means to a node.
pub(super) enum Means {
    /// Nothing yet.
    More(String),
    /// An answer, and the branch that it takes.
    Answer(Option<(String, Option<char>)>, On),
    /// Ask again, or take this branch.
    Miss(On),
}

/// What an input means to a node in which so many digits were typed.
pub(super) fn means(node: &Node, digits: &str, input: &Input) -> Means {
    let input = match input {
        // A noise is no answer.
        _ if node.kind == Kind::Play => input,
        Input::Say(words) if !words.contains(char::is_alphanumeric) => &Input::Silence,
        input => input,
    };
    match (&node.kind, input) {
        (Kind::Play, Input::Silence) => Means::Answer(None, On::Otherwise),
        (Kind::Play, _) => Means::More(String::new()),
        (Kind::Keypad(_, field), _) => keypad(field, digits, input),
        (_, Input::Silence) => Means::Miss(On::NoInput),
        (Kind::Question(_) | Kind::Feedback(_, Scale::Free), Input::Say(words)) => {
            let value = words.trim().chars().take(ANSWER_MOST).collect();
            let on = node.condition(words).cloned().unwrap_or(On::Otherwise);
            Means::Answer(Some((value, None)), on)
        }
        (Kind::Feedback(_, Scale::Rating), Input::Key(key)) => rating(*key),
        (Kind::Feedback(_, Scale::Rating), Input::Say(words)) => {
            let said = |words_of: &[&str]| words_of.iter().any(|word| is_said(word, words));
            let mut all = RATINGS.iter().filter(|(_, words_of)| said(words_of));
            match (all.next(), all.next()) {
                (Some((key, _)), None) => rating(*key),
                _ => Means::Miss(On::Invalid),
            }
        }
        (Kind::Menu(..), Input::Key(key)) => choice(node, Key::new(*key)),
        (Kind::Menu(..), Input::Say(words)) => match node.condition(words) {
            Some(on) => Means::Answer(None, on.clone()),
            None => choice(node, node.named(words)),
        },
        _ => Means::Miss(On::Invalid),
    }
}

fn choice(node: &Node, key: Option<Key>) -> Means {
    match node.choices().iter().find(|choice| Some(choice.key) == key) {
        Some(choice) => {
            let value = (choice.label.as_str().to_owned(), Some(choice.key.as_char()));
            Means::Answer(Some(value), On::Key(choice.key))
        }
        None => Means::Miss(On::Invalid),
    }
}

fn rating(key: char) -> Means {
    match Key::new(key).filter(|key| key.rating().is_some()) {
        Some(rated) => Means::Answer(Some((key.to_string(), Some(key))), On::Key(rated)),
        None => Means::Miss(On::Invalid),
    }
}

/// One more key of a typed field, or its end: by its key, its last digit, or the wait.
fn keypad(field: &Field, digits: &str, input: &Input) -> Means {
    let (min, max) = (usize::from(field.min), usize::from(field.max));
    let entry = |digits: &str| match (min..=max).contains(&digits.len()) {
        true => Means::Answer(Some((digits.to_owned(), None)), On::Otherwise),
        false => Means::Miss(On::Invalid),
    };
    match input {
        Input::Silence if digits.is_empty() => Means::Miss(On::NoInput),
        Input::Silence => entry(digits),
        Input::Key(key) if Key::new(*key) == field.end && field.end.is_some() => entry(digits),
        Input::Key(key) if key.is_ascii_digit() => {
            let typed = format!("{digits}{key}");
            match field.end {
                None if typed.len() == max => entry(&typed),
                // One digit too many is remembered; the rest of a long run tells no more.
                _ if digits.len() > max => Means::More(digits.to_owned()),
                _ => Means::More(typed),
            }
        }
        _ => Means::Miss(On::Invalid),
    }
}
