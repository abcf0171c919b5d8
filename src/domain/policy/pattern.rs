//! How the phrases of the lexicon are written: `(a|b|)` are choices, a star by itself is one to a
//! few words, a star within a word the rest of it.

use std::iter::Peekable;
use std::str::Chars;

use super::fold::fold;

/// Stands for the rest of a word within a phrase.
pub(super) const REST: char = '\u{e000}';
/// How many words a star by itself may stand for.
pub(super) const WORDS: usize = 4;
/// Stands for one to [`WORDS`] words within a phrase.
pub(super) const WORD: char = '\u{e001}';

/// All phrases that a pattern with choices stands for.
pub(super) fn choices(pattern: &str) -> Vec<String> {
    let mut rest = pattern.chars().peekable();
    series(&mut rest)
}

/// Reads up to a closing bracket or the end: alternatives of what stands between the bars.
fn series(rest: &mut Peekable<Chars<'_>>) -> Vec<String> {
    let mut done = Vec::new();
    let mut open = vec![String::new()];
    while let Some(c) = rest.next() {
        match c {
            '(' => {
                let inside = series(rest);
                let join = |head: &String| -> Vec<String> {
                    inside.iter().map(|tail| format!("{head}{tail}")).collect()
                };
                open = open.iter().flat_map(join).collect();
            }
            ')' => break,
            '|' => done.append(&mut std::mem::replace(&mut open, vec![String::new()])),
            _ => open.iter_mut().for_each(|text| text.push(c)),
        }
    }
    done.append(&mut open);
    done
}

/// The letters of a phrase. A star within it becomes a sign of its own: [`REST`] for the rest of a
/// word, [`WORD`] for any one word.
pub(super) fn letters(phrase: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut gap = true;
    for letter in fold(phrase) {
        match letter.c {
            '*' if gap => letters.push(WORD),
            '*' => letters.push(REST),
            c if c.is_whitespace() || c == '-' => {}
            c => letters.push(c),
        }
        gap = letter.c.is_whitespace();
    }
    letters
}
