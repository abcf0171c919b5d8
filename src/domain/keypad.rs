//! What may be kept of the keys pressed in a call, and of secrets spoken in it (C-12, C-13).
//!
//! A call to which no field was declared may learn one key for each thing it asked. Whatever else
//! is pressed is counted and forgotten here, before anything is stored, logged or shown.

mod mask;
mod words;

use serde::{Deserialize, Serialize};

use crate::domain::call::{Row, Said, Speaker};

pub use mask::{masked, masked_echo};

/// The key that ends these calls for good. It is reserved in every call (C-05).
pub const OPT_OUT: char = '9';

/// How much of the question is kept beside the answer; its end, where the choices are.
const LONGEST_ASKED: usize = 200;

/// The one key kept of what was pressed after something the agent said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The agent's last words before it, without secrets, at most 200 characters.
    pub asked: String,
    /// The first key pressed: `0-9`, `*` or `#`.
    pub key: char,
    /// How many more keys were pressed before the agent spoke again. They are known to nobody.
    pub dropped: u32,
    /// When the first was pressed, milliseconds UTC.
    pub at_ms: Option<i64>,
}

/// One answer for each time the agent spoke and the callee then pressed a key.
///
/// Only the agent's next words begin another answer: a number typed with pauses or with words of
/// the callee in between stays one run, and all but its first key is dropped. Keys pressed before
/// the agent has spoken answer nothing.
pub fn answers(rows: &[Row]) -> Vec<Answer> {
    let entered = pressed(rows);
    let mut answers: Vec<Answer> = Vec::new();
    let mut asked: Option<&str> = None;
    let mut answered = false;
    for row in rows {
        match (row.who, &row.said) {
            (Speaker::Agent, Said::Words(words)) if !words.trim().is_empty() => {
                asked = Some(words);
                answered = false;
            }
            (Speaker::Callee, Said::Keys(pressed)) => {
                let Some(asked) = asked else { continue };
                let mut keys = pressed.chars().filter(|&key| is_key(key));
                if !answered && let Some(key) = keys.next() {
                    let asked = end_of(&masked_echo(asked, &entered));
                    answers.push(Answer { asked, key, dropped: 0, at_ms: row.at_ms });
                    answered = true;
                }
                let more = u32::try_from(keys.count()).unwrap_or(u32::MAX);
                if let Some(answer) = answers.last_mut().filter(|_| answered) {
                    answer.dropped = answer.dropped.saturating_add(more);
                }
            }
            _ => {}
        }
    }
    answers
}

/// Every key the callee pressed, in order; only to find what repeats it.
pub fn pressed(rows: &[Row]) -> String {
    let keys = rows.iter().filter_map(|row| match (row.who, &row.said) {
        (Speaker::Callee, Said::Keys(keys)) => Some(keys.chars().filter(|&key| is_key(key))),
        _ => None,
    });
    keys.flatten().collect()
}

/// Whether the callee asked by key never to be called again: [`OPT_OUT`] was the first of any
/// unbroken run of his keys, whatever was asked. What our own side pressed never counts.
pub fn opted_out(rows: &[Row]) -> bool {
    let mut within = false;
    rows.iter().any(|row| match (row.who, &row.said) {
        (Speaker::Callee, Said::Keys(pressed)) => {
            let first = pressed.chars().find(|&key| is_key(key));
            let begins = !within;
            within |= first.is_some();
            begins && first == Some(OPT_OUT)
        }
        _ => {
            within = false;
            false
        }
    })
}

fn is_key(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '#')
}

/// The end of a long text, as much as is kept.
fn end_of(text: &str) -> String {
    let text = text.trim();
    let length = text.chars().count();
    if length <= LONGEST_ASKED {
        return text.to_owned();
    }
    let end = text.chars().skip(length - LONGEST_ASKED + 1);
    std::iter::once('…').chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(script: &[(Speaker, &str)]) -> Vec<Row> {
        let row = |(at, &(who, text)): (usize, &(Speaker, &str))| Row {
            key: at.to_string(),
            who,
            said: match text.strip_prefix("keys ") {
                Some(keys) => Said::Keys(keys.to_owned()),
                None => Said::Words(text.to_owned()),
            },
            at_ms: Some(at as i64),
        };
        script.iter().enumerate().map(row).collect()
    }

    fn kept(script: &[(Speaker, &str)]) -> Vec<(String, char, u32, Option<i64>)> {
        let answers = answers(&rows(script)).into_iter();
        answers.map(|answer| (answer.asked, answer.key, answer.dropped, answer.at_ms)).collect()
    }

    use Speaker::{Action, Agent, Callee};

    #[test]
    fn c12_one_key_is_kept_for_each_thing_asked() {
        let script = [
            (Callee, "keys 5"),
            (Agent, "Press 1 to confirm, 2 to cancel."),
            (Callee, "keys 1"),
            (Agent, "Thank you. Rate us from 1 to 5."),
            (Callee, "hm"),
            (Callee, "keys 4"),
            (Agent, "Goodbye."),
            (Action, "hang up"),
        ];
        let expected = [
            ("Press 1 to confirm, 2 to cancel.".to_owned(), '1', 0, Some(2)),
            ("Thank you. Rate us from 1 to 5.".to_owned(), '4', 0, Some(5)),
        ];
        assert_eq!(kept(&script), expected);
        assert_eq!(kept(&[(Agent, "Hello"), (Agent, "keys 1"), (Action, "keys 2")]), []);
        assert_eq!(kept(&[]), []);
    }

    #[test]
    fn c12_undeclared_digits_are_dropped_however_they_are_typed() {
        let whole = [(Agent, "Your card?"), (Callee, "keys 4111111111111111")];
        let pieces = [
            (Agent, "Your card?"),
            (Callee, "keys 4111"),
            (Callee, "wait"),
            (Action, "noise"),
            (Callee, "keys 11111111"),
            (Agent, "keys 1"),
            (Agent, "  "),
            (Callee, "keys 1 1-11"),
        ];
        for script in [&whole[..], &pieces[..]] {
            let kept = answers(&rows(script));
            let [answer] = &kept[..] else { panic!("{kept:?}") };
            assert_eq!((answer.key, answer.dropped), ('4', 15));
            let stored = serde_json::to_string(answer).unwrap();
            assert!(!stored.contains("11"), "{stored}");
        }
        // Each key by itself, in every way of cutting six digits into rows.
        for cuts in 0..32_u32 {
            let mut script = vec![(Agent, "Choose.".to_owned()), (Callee, "keys ".to_owned())];
            for (at, digit) in "837465".chars().enumerate() {
                script.last_mut().unwrap().1.push(digit);
                if at < 5 && cuts & (1 << at) != 0 {
                    script.push((Callee, "keys ".to_owned()));
                }
            }
            let script: Vec<_> = script.iter().map(|(who, text)| (*who, text.as_str())).collect();
            assert_eq!(kept(&script), [("Choose.".to_owned(), '8', 5, Some(1))]);
        }
    }

    #[test]
    fn a_long_question_keeps_its_end_and_no_secret() {
        let long = format!("{} press 1 for yes.", "ा नमस्ते".repeat(60));
        let asked = &answers(&rows(&[(Agent, &long), (Callee, "keys 1")]))[0].asked;
        assert_eq!(asked.chars().count(), LONGEST_ASKED);
        assert!(asked.starts_with('…') && asked.ends_with("press 1 for yes."));
        let secret = [(Agent, "You said your PIN is 4711, right?"), (Callee, "keys *")];
        assert_eq!(kept(&secret)[0].0, "You said your PIN is •••, right?");
    }

    #[test]
    fn c05_nine_as_the_first_key_opts_out() {
        let table: [(&[(Speaker, &str)], bool); 11] = [
            (&[(Agent, "To stop these calls press 9."), (Callee, "keys 9")], true),
            (&[(Callee, "keys 9")], true),
            (&[(Callee, "keys 99#")], true),
            (&[(Agent, "Choose."), (Callee, "keys 1"), (Agent, "Else?"), (Callee, "keys 9")], true),
            (&[(Agent, "Choose."), (Callee, "keys 1"), (Callee, "no"), (Callee, "keys 9")], true),
            (&[(Callee, "keys "), (Callee, "keys 9")], true),
            (&[(Callee, "keys 19")], false),
            (&[(Callee, "keys 1"), (Callee, "keys 9")], false),
            (&[(Agent, "keys 9"), (Action, "keys 9")], false),
            (&[(Callee, "9"), (Callee, "nine")], false),
            (&[], false),
        ];
        for (script, out) in table {
            assert_eq!(opted_out(&rows(script)), out, "{script:?}");
        }
    }
}
