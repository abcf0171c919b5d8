//! The words of the four languages and what they mean to the rules, from the files in `data/`.
//!
//! A file has sections `[concept]`; below it phrases, separated by commas. `(a|b|)` are choices,
//! `*` at the end takes any ending. A phrase is found however it is spaced: its words may be run
//! together or torn apart, as long as it begins and ends where words do.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) use super::concept::Concept;
use super::concept::Group;
use super::fold::is_han;
use super::pattern::{REST, WORD, WORDS, choices, letters};
use super::tokens::{Kind, Token, undoubled};

/// Whose phrase it is. Hindi puts the verb after its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    VerbFirst,
    VerbLast,
    /// Both, as in Chinese with 把.
    Either,
}

/// A phrase found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) concept: Concept,
    pub(super) order: Order,
    /// Its tokens.
    pub(super) at: Range<usize>,
    /// How many letters of them it names: a whole word is more than its stem.
    letters: usize,
}

#[derive(Default)]
struct Node {
    next: Vec<(char, usize)>,
    ends: Vec<End>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Exact,
    Any,
}

/// A phrase that ends at a node.
#[derive(Clone, Copy, PartialEq, Eq)]
struct End {
    concept: Concept,
    order: Order,
    ending: Ending,
    /// How many words it has.
    words: usize,
}

/// All phrases as a tree of letters.
pub(super) struct Lexicon {
    nodes: Vec<Node>,
    root: HashMap<char, usize>,
}

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { nodes: vec![Node::default()], root: HashMap::new() };
    for (text, order) in FILES {
        lexicon.read(text, *order);
    }
    lexicon
});

const FILES: &[(&str, Order)] = &[
    (include_str!("data/en.txt"), Order::VerbFirst),
    (include_str!("data/fr.txt"), Order::VerbFirst),
    (include_str!("data/hi.txt"), Order::VerbLast),
    (include_str!("data/zh.txt"), Order::Either),
];

/// From this length on a phrase is also found with its doubled letters written once.
const LONG: usize = 6;

/// The built-in lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &BUILT_IN
}

impl Lexicon {
    fn read(&mut self, text: &str, order: Order) {
        let mut concept = None;
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => concept = name.parse().ok(),
                None => {
                    let Some(concept) = concept else { continue };
                    let phrases = line.split(',').flat_map(choices);
                    phrases.for_each(|phrase| self.insert(&phrase, concept, order));
                }
            }
        }
    }

    fn insert(&mut self, phrase: &str, concept: Concept, order: Order) {
        let phrase = phrase.trim();
        let ending = if phrase.ends_with('*') { Ending::Any } else { Ending::Exact };
        let phrase = phrase.trim_end_matches('*');
        let words = phrase.split([' ', '-']).filter(|word| !word.is_empty());
        let words = words.map(|word| if word == "*" { WORDS } else { 1 }).sum();
        let end = End { concept, order, ending, words };
        let letters = letters(phrase);
        if letters.is_empty() {
            return;
        }
        let single = undoubled(&letters);
        if letters.len() >= LONG
            && single.len() < letters.len()
            && !letters.iter().any(|c| is_han(*c))
        {
            self.grow(&single, end);
        }
        self.grow(&letters, end);
    }

    fn grow(&mut self, letters: &[char], end: End) {
        let mut at = 0;
        for c in letters {
            at = match self.step(at, *c) {
                Some(next) => next,
                None => self.branch(at, *c),
            };
        }
        if let Some(node) = self.nodes.get_mut(at)
            && !node.ends.contains(&end)
        {
            node.ends.push(end);
        }
    }

    fn branch(&mut self, at: usize, c: char) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        if at == 0 {
            self.root.insert(c, new);
        } else if let Some(node) = self.nodes.get_mut(at) {
            let place = node.next.partition_point(|(other, _)| *other < c);
            node.next.insert(place, (c, new));
        }
        new
    }

    fn step(&self, at: usize, c: char) -> Option<usize> {
        if at == 0 {
            return self.root.get(&c).copied();
        }
        let next = &self.nodes.get(at)?.next;
        let found = next.binary_search_by_key(&c, |(c, _)| *c).ok()?;
        next.get(found).map(|(_, node)| *node)
    }

    /// The phrases of a sentence, of each group the longest ones, in the order of their words.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut found = Vec::new();
        for from in 0..tokens.len() {
            self.walk(tokens, from..from, Step { node: 0, letters: 0 }, &mut found);
        }
        longest(found)
    }

    /// Goes on from a node with the next token, in each of its readings.
    fn walk(&self, tokens: &[Token], at: Range<usize>, from: Step, found: &mut Vec<Hit>) {
        let Some(token) = tokens.get(at.end) else { return };
        let here = at.start..at.end + 1;
        if let Some(node) = self.step(from.node, WORD).filter(|_| !at.is_empty()) {
            for end in here.end..here.end + WORDS {
                self.arrive(tokens, &(at.start..end), Step { node, ..from }, found);
            }
        }
        for reading in token.readings() {
            let mut step = Some(from);
            for c in reading {
                let Some(before) = step else { break };
                let next = self.step(before.node, *c);
                step = next.map(|node| Step { node, letters: before.letters + 1 });
                let Some(step) = step else { break };
                self.ends(tokens, step, &here, Ending::Any, found);
                if let Some(node) = self.step(step.node, REST) {
                    self.arrive(tokens, &here, Step { node, ..step }, found);
                }
            }
            if let Some(step) = step {
                self.arrive(tokens, &here, step, found);
            }
        }
    }

    /// At the end of a word: phrases may end here or go on.
    fn arrive(&self, tokens: &[Token], at: &Range<usize>, step: Step, found: &mut Vec<Hit>) {
        self.ends(tokens, step, at, Ending::Exact, found);
        if self.nodes.get(step.node).is_some_and(|node| !node.next.is_empty()) || step.node == 0 {
            self.walk(tokens, at.clone(), step, found);
        }
    }

    fn ends(
        &self,
        tokens: &[Token],
        step: Step,
        at: &Range<usize>,
        wanted: Ending,
        found: &mut Vec<Hit>,
    ) {
        let ends = self.nodes.get(step.node).map_or(&[][..], |node| &node.ends);
        for end in ends.iter().filter(|end| end.ending == wanted && end.fits(tokens, at)) {
            let End { concept, order, .. } = *end;
            found.push(Hit { concept, order, at: at.clone(), letters: step.letters });
        }
    }
}

impl End {
    /// A phrase may be torn into more words than it has only when that hides a secret, or letter
    /// by letter; else `ki seed` would be `kis eed`.
    fn fits(&self, tokens: &[Token], at: &Range<usize>) -> bool {
        if at.len() <= self.words {
            return true;
        }
        let torn = tokens.get(at.clone()).unwrap_or_default();
        let tiny = |token: &Token| token.kind == Kind::Han || token.letters() <= 1;
        self.concept.is_secret() || torn.iter().all(tiny)
    }
}

/// A place in the tree, and how many letters led to it.
#[derive(Clone, Copy)]
struct Step {
    node: usize,
    letters: usize,
}

/// Of phrases that compete for a word, the longest; of equals, all but what a harmless one covers.
fn longest(mut found: Vec<Hit>) -> Vec<Hit> {
    found.sort_by_key(|hit| {
        (Reverse((hit.at.len(), hit.letters)), hit.at.start, hit.concept != Concept::Harmless)
    });
    let mut kept: Vec<Hit> = Vec::new();
    for hit in found {
        let rival = |other: &&Hit| {
            other.concept.group() == hit.concept.group()
                && other.at.start < hit.at.end
                && hit.at.start < other.at.end
        };
        let beaten = kept.iter().filter(rival).any(|other| {
            other.at != hit.at
                || other.letters > hit.letters
                || other.concept == Concept::Harmless
                || other.concept == hit.concept
        });
        if !beaten {
            kept.push(hit);
        }
    }
    // "Verification" in "verification code" asks for nothing.
    let things: Vec<Range<usize>> =
        kept.iter().filter(|hit| hit.concept.is_secret()).map(|hit| hit.at.clone()).collect();
    let within = |hit: &Hit| {
        let inside = |at: &Range<usize>| at.start <= hit.at.start && hit.at.end <= at.end;
        let idle = hit.concept.group() == Group::Verb || hit.concept.is_small();
        idle && things.iter().any(inside)
    };
    kept.retain(|hit| !within(hit));
    kept.sort_by_key(|hit| (hit.at.start, hit.at.end));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree is built at the start of the process: choices that multiply must not make it slow.
    const NODES_MOST: usize = 350_000;

    #[test]
    fn each_section_is_a_concept_and_the_tree_stays_small() {
        for (text, _) in FILES {
            for line in text.lines().filter(|line| line.starts_with('[')) {
                let name = line.trim_matches(['[', ']']);
                assert!(name.parse::<Concept>().is_ok(), "{line}");
            }
            assert!(text.lines().any(|line| line.starts_with('[')));
        }
        assert!(lexicon().nodes.len() < NODES_MOST, "{}", lexicon().nodes.len());
    }

    #[test]
    fn choices_nest_and_may_be_empty() {
        let all = choices("a (b|c (d|e)|) f");
        assert_eq!(all, ["a b f", "a c d f", "a c e f", "a  f"]);
        assert_eq!(choices("plain"), ["plain"]);
        assert_eq!(letters("Ab * cd* e-f"), ['a', 'b', WORD, 'c', 'd', REST, 'e', 'f']);
    }
}
