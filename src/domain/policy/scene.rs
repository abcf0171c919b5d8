//! A sentence with what its words mean.

use std::ops::Range;

use super::lexicon::{Concept, Hit, Order, lexicon};
use super::tokens::{Kind, Sentence, Token};

/// A sentence and the phrases in it.
pub(super) struct Scene {
    pub(super) sentence: Sentence,
    pub(super) hits: Vec<Hit>,
    /// Indices of the hits, by concept.
    index: Vec<(Concept, usize)>,
}

/// How far a negation reaches, tokens: "never, in no case and by no means, ask".
const REACH: usize = 6;
/// The same in Chinese, where a token is one character.
const REACH_HAN: usize = 12;
/// The same in Hindi, where it stands beside the verb.
const REACH_BESIDE: usize = 3;
/// A sentence or clause without words of its own: "please type it now".
const SHORT: usize = 6;
const SHORT_HAN: usize = 10;

/// How far before its negation the verb stands that turns it: "n'hésitez pas".
const TURNED_BEFORE: usize = 1;

/// How far behind its condition a negation stands: "tant que vous ne".
const CONDITION_WITHIN: usize = 2;

/// Words after which a negation no longer holds.
const ENDS: &[&str] = &[
    "so",
    "then",
    "therefore",
    "please",
    "just",
    "instead",
    "simply",
    "donc",
    "alors",
    "puis",
    "plutot",
    "et",
    "and",
    "isliye",
    "aur",
    "और",
    "इसलिए",
];

impl Scene {
    pub(super) fn read(sentence: Sentence) -> Scene {
        let hits = lexicon().find(&sentence.tokens);
        let mut index: Vec<(Concept, usize)> =
            hits.iter().enumerate().map(|(at, hit)| (hit.concept, at)).collect();
        index.sort_unstable();
        Scene { sentence, hits, index }
    }

    pub(super) fn all(&self, concept: Concept) -> impl Iterator<Item = &Hit> {
        let from = self.index.partition_point(|(other, _)| *other < concept);
        let these = self.index.iter().skip(from).take_while(move |(other, _)| *other == concept);
        these.filter_map(|(_, at)| self.hits.get(*at))
    }

    pub(super) fn has(&self, concept: Concept) -> bool {
        self.all(concept).next().is_some()
    }

    /// Whether the concept is there in other words than these.
    pub(super) fn has_beside(&self, concept: Concept, at: &Range<usize>) -> bool {
        self.all(concept).any(|hit| !overlap(&hit.at, at))
    }

    pub(super) fn clause(&self, token: usize) -> usize {
        self.sentence.tokens.get(token).map_or(usize::MAX, |token| token.clause)
    }

    pub(super) fn word(&self, token: usize) -> String {
        let reading = self.sentence.tokens.get(token).map(Token::read);
        reading.map(|reading| reading.iter().collect()).unwrap_or_default()
    }

    /// Whether a token, as it stands, is one of these words.
    pub(super) fn is_any(&self, token: usize, words: &[&str]) -> bool {
        let reading = self.sentence.tokens.get(token).map(Token::read);
        reading.is_some_and(|read| words.iter().any(|word| word.chars().eq(read.iter().copied())))
    }

    /// Whether these tokens say little by themselves.
    pub(super) fn is_short(&self, tokens: impl Iterator<Item = usize>) -> bool {
        let (mut words, mut han) = (0, 0);
        for token in tokens.filter_map(|at| self.sentence.tokens.get(at)) {
            if token.kind == Kind::Han { han += 1 } else { words += 1 }
        }
        words <= SHORT && han <= SHORT_HAN && words * 2 + han <= SHORT * 2
    }

    /// The tokens of a clause.
    pub(super) fn clause_tokens(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let tokens = self.sentence.tokens.iter().enumerate();
        tokens.filter(move |(_, token)| token.clause == clause).map(|(at, _)| at)
    }

    /// Whether what is said at these tokens is denied or forbidden.
    pub(super) fn is_negated(&self, hit: &Hit) -> bool {
        let negators = self.all(Concept::Negator).filter(|negator| !self.is_turned(negator, hit));
        let mut near =
            negators.filter(|negator| self.clause(negator.at.start) == self.clause(hit.at.start));
        near.any(|negator| self.reaches(negator, hit))
    }

    fn reaches(&self, negator: &Hit, hit: &Hit) -> bool {
        if overlap(&negator.at, &hit.at) {
            return true;
        }
        let after = negator.at.start >= hit.at.end;
        let between =
            if after { hit.at.end..negator.at.start } else { negator.at.end..hit.at.start };
        if between.clone().any(|at| self.is_any(at, ENDS)) {
            return false;
        }
        if self.all(Concept::Condition).any(|other| overlap(&other.at, &between)) {
            return false;
        }
        let han =
            self.sentence.tokens.get(hit.at.start).is_some_and(|token| token.kind == Kind::Han);
        match hit.order {
            Order::VerbLast => between.len() < REACH_BESIDE,
            _ if after => false,
            _ if han => between.len() <= REACH_HAN,
            _ => between.len() <= REACH,
        }
    }

    /// "Do not hesitate to", "if you do not", "don't hang up": no prohibition of what follows.
    fn is_turned(&self, negator: &Hit, hit: &Hit) -> bool {
        let bent = self.all(Concept::Condition).any(|other| {
            let close = other.at.end <= negator.at.start
                && negator.at.start - other.at.end <= CONDITION_WITHIN
                && self.clause(other.at.start) == self.clause(negator.at.start);
            close || overlap(&other.at, &negator.at)
        }) || self
            .all(Concept::Unnegator)
            .any(|other| other.at.start < negator.at.start && negator.at.end <= other.at.end);
        let before = negator.at.start.saturating_sub(TURNED_BEFORE);
        let reach = before..hit.at.start.max(negator.at.end + 1);
        bent || self
            .all(Concept::Unnegator)
            .any(|other| overlap(&other.at, &reach) && !overlap(&other.at, &hit.at))
    }

    /// Whether a value stands with the thing: it is read out, not asked for.
    pub(super) fn has_value(&self, at: &Range<usize>) -> bool {
        let after = self.sentence.tokens.iter().skip(at.end).take(VALUE_WITHIN);
        let mut digits = 0;
        for token in after {
            digits = if token.kind == Kind::Digits { digits + token.digits() } else { 0 };
            if token.kind == Kind::Variable || digits >= VALUE_DIGITS {
                return true;
            }
        }
        let letters = |token: &Token| {
            let read = token.read();
            token.kind == Kind::Word && read.iter().any(char::is_ascii_digit)
        };
        self.sentence.tokens.get(at.end).is_some_and(letters)
    }
}

/// How many tokens after its name a value may begin and end: "the code of the door is 4 3 2 1".
const VALUE_WITHIN: usize = 9;
/// A value is no shorter; fewer digits are a count: "your 6 digit code".
const VALUE_DIGITS: usize = 3;

pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
