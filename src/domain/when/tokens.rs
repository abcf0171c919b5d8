//! From text to numbers, signs and the meanings of words.

use std::iter::Peekable;
use std::str::Chars;

use super::words::{self, Meaning};
use crate::domain::cities::fold::fold;
use crate::domain::phone::digit;

/// Years have four digits; what is longer is no time.
const MOST_DIGITS: usize = 4;

/// The longest Chinese word that is known, characters.
const LONGEST_HAN: usize = 4;

/// What is said in several words, and in one.
const REPHRASED: [(&str, &str); 8] = [
    ("a.m.", "am"),
    ("p.m.", "pm"),
    ("a.m", "am"),
    ("p.m", "pm"),
    ("day after tomorrow", "overmorrow"),
    ("après demain", "après-demain"),
    ("plus tard", "later"),
    ("from now", "later"),
];

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number and how many digits it was written with; none for one in words.
    Number(u32, usize),
    /// `:`, `.`, `/` or `-` between two digits.
    Sign(char),
    /// A word.
    Word(Meaning),
}

/// The pieces of a text without those that say nothing; `None` if one is not known.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text.chars().map(plain).collect::<String>().to_lowercase();
    let text = REPHRASED.iter().fold(text, |text, (many, one)| text.replace(many, one));
    let mut chars = text.chars().peekable();
    let mut tokens = Vec::new();
    let mut before = ' ';
    while let Some(&c) = chars.peek() {
        if c.is_ascii_digit() {
            let digits = run(&mut chars, |c| c.is_ascii_digit());
            let short = digits.len() <= MOST_DIGITS;
            tokens.push(Token::Number(digits.parse().ok().filter(|_| short)?, digits.len()));
            before = '0';
            continue;
        }
        if is_han(c) {
            han(&run(&mut chars, is_han), &mut tokens)?;
        } else if is_letter(c) {
            tokens.extend(words::meanings(&word(&mut chars))?.iter().copied().map(Token::Word));
        } else {
            chars.next();
            tokens.extend(sign(c, before, chars.peek().copied())?);
        }
        before = ' ';
    }
    tokens.retain(|token| *token != Token::Word(Meaning::Skip));
    Some(without_articles(&tokens))
}

/// With a number, or `at`, for every [`Meaning::One`]; `a half` is a half.
fn without_articles(tokens: &[Token]) -> Vec<Token> {
    use Meaning::{At, Days, Half, Hour, Hours, Minutes, One, Weeks};
    let follows = tokens.iter().skip(1).map(Some).chain([None]);
    let plain = |(&token, next): (&Token, Option<&Token>)| match (token, next) {
        (Token::Word(One), Some(Token::Word(Half))) => None,
        (Token::Word(One), Some(Token::Word(Hour | Hours | Minutes | Days | Weeks))) => {
            Some(Token::Number(1, 0))
        }
        (Token::Word(One), _) => Some(Token::Word(At)),
        _ => Some(token),
    };
    tokens.iter().zip(follows).filter_map(plain).collect()
}

/// With ASCII digits and punctuation.
fn plain(c: char) -> char {
    match (c, digit(c)) {
        ('：', _) => ':',
        ('．' | '。', _) => '.',
        ('／', _) => '/',
        ('－' | '‐' | '‑' | '–' | '—', _) => '-',
        ('’' | 'ʼ', _) => '\'',
        (_, Some(value)) => char::from_digit(value, 10).unwrap_or(c),
        (_, None) => c,
    }
}

fn run(chars: &mut Peekable<Chars>, belongs: impl Fn(char) -> bool) -> String {
    std::iter::from_fn(|| chars.next_if(|&c| belongs(c))).collect()
}

/// A word to compare: `après-midi` and `aujourd'hui` are one each.
fn word(chars: &mut Peekable<Chars>) -> String {
    let mut word = run(chars, |c| is_letter(c) || c == '\'');
    let mut ahead = chars.clone();
    if ahead.next() == Some('-') && ahead.peek().is_some_and(|&c| is_letter(c)) {
        chars.next();
        word += &self::word(chars);
    }
    fold(&word).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{4e00}'..='\u{9fff}')
}

/// Letters and the signs that belong to them; digits were made ASCII before.
fn is_letter(c: char) -> bool {
    let sign = matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}');
    (c.is_alphabetic() || sign) && !is_han(c)
}

/// A sign counts between digits; elsewhere it only separates. Any other is no part of a time.
fn sign(c: char, before: char, next: Option<char>) -> Option<Option<Token>> {
    let between = before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
    match c {
        ':' | '.' | '/' | '-' => Some(between.then_some(Token::Sign(c))),
        ',' | '，' | '、' | '@' => Some(None),
        c if c.is_whitespace() => Some(None),
        _ => None,
    }
}

/// Cuts a run of Chinese into the longest words that are known, and numerals.
fn han(run: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let mut rest = run;
    while !rest.is_empty() {
        let starts = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
        let cuts: Vec<usize> = starts.take(LONGEST_HAN).collect();
        let known = cuts.into_iter().rev().find_map(|cut| {
            let (word, rest) = rest.split_at_checked(cut)?;
            Some((words::meanings(word)?, rest))
        });
        if let Some((meanings, after)) = known {
            tokens.extend(meanings.iter().copied().map(Token::Word));
            rest = after;
            continue;
        }
        let after = rest.trim_start_matches(|c| numeral(c).is_some());
        let number = rest.strip_suffix(after).filter(|number| !number.is_empty())?;
        tokens.push(Token::Number(chinese_number(number)?, 0));
        rest = after;
    }
    Some(())
}

fn numeral(c: char) -> Option<u32> {
    let value = match c {
        '两' => 2,
        '〇' => 0,
        c => u32::try_from("零一二三四五六七八九十".chars().position(|one| one == c)?).ok()?,
    };
    Some(value)
}

/// `二十四` is 24; without the ten it is written as in a year: `二〇二六`.
fn chinese_number(text: &str) -> Option<u32> {
    let digits = |text: &str| {
        let mut values = text.chars().map(numeral);
        values.try_fold(0u32, |sum, value| {
            value.filter(|&value| value < 10 && sum < 1_000).map(|value| sum * 10 + value)
        })
    };
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            Some(tens * 10 + digits(ones)?)
        }
        None => digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_have_their_value() {
        let table = [("三", 3), ("两", 2), ("十", 10), ("十一", 11), ("二十", 20), ("五十九", 59)];
        for (text, value) in table.into_iter().chain([("二〇二六", 2026), ("零五", 5)]) {
            assert_eq!(chinese_number(text), Some(value), "{text}");
        }
        assert_eq!(chinese_number("十十"), None);
    }

    #[test]
    fn signs_count_between_digits() {
        let number = Token::Number;
        let date = [number(24, 2), Token::Sign('.'), number(11, 2), number(15, 2)];
        assert_eq!(tokens("24.11. 15").as_deref(), Some(date.as_slice()));
        assert_eq!(tokens("２４．११， 15").as_deref(), Some(date.as_slice()));
        assert_eq!(tokens("12345"), None);
        assert_eq!(tokens("15:30?"), None);
        assert_eq!(tokens("three"), None);
    }
}
