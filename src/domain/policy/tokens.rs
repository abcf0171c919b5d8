//! Text in pieces: words, digits and Chinese characters, grouped to clauses and sentences.

use std::ops::Range;

use super::fold::{Letter, fold, is_devanagari, is_han};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// One Chinese character.
    Han,
    Digits,
    /// The place of a value: `{name}`.
    Variable,
}

/// Letters; a Chinese text is thousands of single ones, which need no memory of their own.
#[derive(Clone, Debug)]
enum Reading {
    One([char; 1]),
    Many(Vec<char>),
}

/// A word or a sign that counts as one.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its bytes in the original.
    pub(super) span: Range<usize>,
    /// Number of the clause within the text.
    pub(super) clause: usize,
    /// As it stands, and read with digits for letters and doubled letters undone.
    own: Reading,
    others: Vec<Vec<char>>,
}

impl Token {
    /// How many digits it has; none unless it is all digits.
    pub(super) fn digits(&self) -> usize {
        if self.kind == Kind::Digits { self.read().len() } else { 0 }
    }

    /// It as it stands; nothing for a variable.
    pub(super) fn read(&self) -> &[char] {
        match &self.own {
            Reading::One(letter) => letter,
            Reading::Many(letters) => letters,
        }
    }

    /// All that it may be read as.
    pub(super) fn readings(&self) -> impl Iterator<Item = &[char]> {
        let own = std::iter::once(self.read()).filter(|read| !read.is_empty());
        own.chain(self.others.iter().map(Vec::as_slice))
    }

    fn push(&mut self, letter: char) {
        let mut own = self.read().to_vec();
        own.push(letter);
        self.own = Reading::Many(own);
        self.others.iter_mut().for_each(|read| read.push(letter));
    }

    /// How many letters it has as it stands.
    pub(super) fn letters(&self) -> usize {
        self.read().len()
    }

    fn is_single(&self) -> bool {
        self.kind != Kind::Variable && self.read().len() == 1
    }
}

/// The tokens of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    pub(super) tokens: Vec<Token>,
    /// Its bytes in the original, from its first token to its end mark.
    pub(super) span: Range<usize>,
    /// It ends with a question mark.
    pub(super) asks: bool,
}

/// Longest sentence, tokens: a longer one is cut, so that no text is slow to judge.
const LONGEST: usize = 100;

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let letters = fold(text);
    let mut cutter =
        Cutter { letters: &letters, at: 0, clause: 0, done: Vec::new(), open: Sentence::default() };
    while cutter.at < letters.len() {
        cutter.step();
    }
    cutter.close();
    cutter.done
}

struct Cutter<'a> {
    letters: &'a [Letter],
    at: usize,
    clause: usize,
    done: Vec<Sentence>,
    open: Sentence,
}

/// Words that begin a clause of their own.
const TURNS: &[&str] = &[
    "but",
    "however",
    "mais",
    "cependant",
    "toutefois",
    "lekin",
    "magar",
    "लेकिन",
    "मगर",
    "परंतु",
    "किंतु",
];

/// What follows an apostrophe in English and belongs to the word before.
const TAILS: &[&str] = &["s", "d", "ll", "re", "ve", "m"];

impl Cutter<'_> {
    fn look(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).map(|letter| letter.c)
    }

    fn step(&mut self) {
        let Some(c) = self.look(0) else { return };
        match c {
            '{' => self.variable(),
            _ if is_han(c) => self.take(Kind::Han, 1),
            _ if is_letter(c) || c.is_ascii_digit() || self.is_leet(0) => self.word(),
            _ => {
                self.mark(c);
                self.at += 1;
            }
        }
    }

    /// `{name` is a value; what follows `|` is spoken when there is none, and read as text.
    fn variable(&mut self) {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|letter| matches!(letter.c, '|' | '}' | '\n'));
        self.take(Kind::Variable, length.unwrap_or(1).max(1));
    }

    /// A run of letters and of digits that stand for letters. Digits before a script without them,
    /// as in `6位`, end it.
    fn word(&mut self) {
        let mut length = 0;
        let mut digits = true;
        while let Some(c) = self.look(length) {
            let counts = c.is_ascii_digit() || (is_letter(c) && !is_han(c)) || self.is_leet(length);
            if !counts || (length > 0 && self.changes_script(length)) {
                break;
            }
            digits &= c.is_ascii_digit();
            length += 1;
        }
        self.take(if digits { Kind::Digits } else { Kind::Word }, length);
        self.apostrophe();
    }

    fn changes_script(&self, at: usize) -> bool {
        let (Some(before), Some(c)) = (self.look(at - 1), self.look(at)) else { return false };
        is_devanagari(before) != is_devanagari(c)
    }

    /// `@`, `$` and the like between letters, or at the head of a word of them.
    fn is_leet(&self, ahead: usize) -> bool {
        let near = |at: Option<usize>| {
            let c = at.and_then(|at| self.letters.get(at)).map(|letter| letter.c);
            c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '$' | '!'))
        };
        let at = self.at + ahead;
        let strict = |at: Option<usize>| {
            at.and_then(|at| self.letters.get(at)).is_some_and(|l| l.c.is_ascii_alphabetic())
        };
        match self.look(ahead) {
            Some('@' | '$') => near(at.checked_sub(1)) && near(Some(at + 1)),
            Some('!' | '|') => strict(at.checked_sub(1)) && strict(Some(at + 1)),
            _ => false,
        }
    }

    /// `you're` is `you` and `'re`; `don't` is one word; `l'OTP` is two.
    fn apostrophe(&mut self) {
        if !matches!(self.look(0), Some('\'' | '’' | 'ʼ' | '`' | '´')) {
            return;
        }
        let rest = self.letters.get(self.at + 1..).unwrap_or_default();
        let tail: String = rest
            .iter()
            .map(|letter| letter.c)
            .take_while(|c| c.is_alphanumeric())
            .take(8)
            .collect();
        if tail == "t"
            && let Some(token) = self.open.tokens.last_mut()
        {
            token.push('t');
            token.span.end = rest.first().map_or(token.span.end, |letter| letter.end);
            self.at += 2;
        } else if TAILS.contains(&tail.as_str()) {
            self.take(Kind::Word, 1 + tail.chars().count());
        }
    }

    fn take(&mut self, kind: Kind, length: usize) {
        let piece = self.letters.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return };
        let word: Vec<char> = piece.iter().map(|letter| letter.c).collect();
        if kind == Kind::Word && TURNS.iter().any(|turn| turn.chars().eq(word.iter().copied())) {
            self.clause += 1;
        }
        if self.open.tokens.is_empty() {
            self.open.span = first.start..last.end;
        }
        self.open.span.end = last.end;
        let (own, others) = readings(word, kind);
        let span = first.start..last.end;
        self.open.tokens.push(Token { kind, span, clause: self.clause, own, others });
        if self.open.tokens.len() >= LONGEST {
            self.close();
        }
    }

    /// A sign between words: it may end a clause or a sentence.
    fn mark(&mut self, c: char) {
        match c {
            '\n' | '。' | '！' | '？' | '；' | '!' | '?' | ';' | '…' => self.end(c),
            '.' if self.look(1).is_none_or(char::is_whitespace) && !self.is_spelled() => {
                self.end(c)
            }
            ',' | '，' | ':' | '：' | '—' | '–' | '(' | ')' | '（' | '）' | '、' | '"' => {
                self.clause += 1;
            }
            _ => {}
        }
    }

    /// Letters set apart one by one: `P. I. N.`
    fn is_spelled(&self) -> bool {
        let next: Vec<char> =
            (1..).map_while(|ahead| self.look(ahead)).filter(|c| *c != ' ').take(2).collect();
        let single =
            matches!(next[..], [c, after] if c.is_alphanumeric() && !after.is_alphanumeric());
        single && self.open.tokens.last().is_some_and(Token::is_single)
    }

    fn end(&mut self, c: char) {
        let here = self.letters.get(self.at).map(|letter| letter.end);
        if !self.open.tokens.is_empty() && c != '\n' {
            self.open.span.end = here.unwrap_or(self.open.span.end);
        }
        self.open.asks = matches!(c, '?' | '？');
        self.close();
    }

    fn close(&mut self) {
        self.clause += 1;
        let mut sentence = std::mem::take(&mut self.open);
        if sentence.tokens.is_empty() {
            return;
        }
        spell_digits(&mut sentence.tokens);
        self.done.push(sentence);
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_devanagari(c)
}

/// What a written word may be read as.
fn readings(word: Vec<char>, kind: Kind) -> (Reading, Vec<Vec<char>>) {
    if kind == Kind::Variable {
        return (Reading::Many(Vec::new()), Vec::new());
    }
    if let [letter] = word[..] {
        return (Reading::One([letter]), Vec::new());
    }
    if kind != Kind::Word || !word.iter().any(char::is_ascii) {
        return (Reading::Many(word), Vec::new());
    }
    let mut all = Vec::new();
    if word.iter().any(|c| !c.is_alphabetic() && *c != '\'')
        && word.iter().any(|c| c.is_alphabetic())
    {
        all.push(word.iter().map(|c| leet(*c, 'i')).collect());
        if word.contains(&'1') {
            all.push(word.iter().map(|c| leet(*c, 'l')).collect());
        }
        // Tones of pinyin: yan4zheng4ma3.
        all.push(word.iter().copied().filter(|c| c.is_alphabetic()).collect());
    }
    let single = undoubled(&word);
    if single.len() < word.len() && word.len() > 3 {
        all.push(single);
    }
    (Reading::Many(word), all)
}

/// The letter that a digit or sign stands for in `p4$$w0rd`.
fn leet(c: char, one: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        _ => c,
    }
}

/// Each run of a letter once.
pub(super) fn undoubled(word: &[char]) -> Vec<char> {
    let mut single = word.to_vec();
    single.dedup();
    single
}

/// A digit among letters that are spelled one by one is one of them: `0 T P`.
fn spell_digits(tokens: &mut [Token]) {
    let alone = |token: Option<&Token>| {
        token.is_some_and(|token| token.kind == Kind::Word && token.is_single())
    };
    for at in 0..tokens.len() {
        let near =
            alone(tokens.get(at + 1)) || at.checked_sub(1).is_some_and(|at| alone(tokens.get(at)));
        let Some(token) = tokens.get_mut(at).filter(|token| near && token.digits() == 1) else {
            continue;
        };
        let letter = token.read().first().map(|c| leet(*c, 'i'));
        token.others.extend(letter.map(|letter| vec![letter]));
    }
}
