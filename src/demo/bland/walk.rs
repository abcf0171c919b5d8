//! A pathway call: a model that reads the labels of a [`Pathway`] and, if it is told to, errs.
//!
//! It understands the English in which labels and conditions are written, as a model would, and
//! leaves the timeline of events that the vendor documents.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::pathway::{Edge, Node, Pathway};

/// Of a hundred choices, how many a model that errs gets wrong.
const WRONG_OF_HUNDRED: u64 = 25;
/// No pathway holds a caller longer: what goes on without him must come to an end.
const STEPS_MOST: usize = 2_000;

/// What the person called does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Presses a key.
    Presses(char),
    /// Waits until the time for an answer is over.
    Waits,
    /// Speaks.
    Says(String),
}

/// How well the model routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// As the labels say.
    Faithful,
    /// Sometimes elsewhere, by this seed.
    Errs(u64),
}

/// A call on its way through a pathway.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    pathway: &'a Pathway,
    model: Model,
    /// The node it is in; `None` once the call is over.
    at: Option<String>,
    /// Where a global node was entered from.
    back: Option<String>,
    typed: String,
    repeats: u32,
    entered: BTreeMap<String, u32>,
    /// The variables, as `GET /v1/calls` reports them.
    pub variables: BTreeMap<String, String>,
    /// Everything said, with the node that said it.
    pub heard: Vec<(String, String)>,
    events: Vec<Value>,
    /// How often the model went wrong.
    pub wrong: u32,
}

/// What a turn leads to.
enum Turn {
    Stay,
    Repeat,
    Go(String),
    /// To the global node.
    Global,
}

impl<'a> Walk<'a> {
    /// The call is answered.
    pub fn new(
        pathway: &'a Pathway,
        variables: BTreeMap<String, String>,
        model: Model,
    ) -> Walk<'a> {
        let mut walk = Walk {
            pathway,
            model,
            at: None,
            back: None,
            typed: String::new(),
            repeats: 0,
            entered: BTreeMap::new(),
            variables,
            heard: Vec::new(),
            events: Vec::new(),
            wrong: 0,
        };
        let start = pathway.start.clone();
        walk.event("conversation.init", json!({"start_node_id": start}));
        walk.at = Some(start);
        walk.say();
        let next = walk.node().and_then(|node| labelled(node, "Go on")).map(|edge| edge.to.clone());
        if let Some(next) = next {
            walk.enter(next);
        }
        walk
    }

    /// Whether the call is over.
    pub fn is_over(&self) -> bool {
        self.at.is_none() || self.events.len() > STEPS_MOST
    }

    /// The timeline, as `GET /v1/pathway_calls/{id}?v=2` gives it.
    pub fn timeline(&self) -> Value {
        Value::from(self.events.clone())
    }

    /// Whether keys are digits now.
    pub fn is_in_typed_field(&self) -> bool {
        self.node().is_some_and(|node| node.condition.contains("9 is a digit"))
    }

    /// The person called does something.
    pub fn hear(&mut self, does: &Does) {
        if self.is_over() {
            return;
        }
        match does {
            Does::Presses(key) => self.event("button.press", json!({"button": key.to_string()})),
            Does::Says(words) => self.event("transcript.user", json!({"text": words})),
            Does::Waits => {}
        }
        let Some(node) = self.node().cloned() else { return };
        let turn =
            if self.back.is_some() { self.sure(&node, does) } else { self.turn(&node, does) };
        match self.err(&node, turn) {
            Turn::Stay => {}
            Turn::Repeat => {
                self.typed.clear();
                self.repeats += 1;
                self.say();
            }
            Turn::Go(to) => self.enter(to),
            Turn::Global => {
                let Some(global) = self.pathway.global.clone() else { return };
                self.back = self.at.clone();
                self.enter(global);
            }
        }
    }

    fn node(&self) -> Option<&Node> {
        self.pathway.nodes.get(self.at.as_ref()?)
    }

    fn event(&mut self, kind: &str, payload: Value) {
        self.events.push(json!({
            "conversation_id": "call",
            "sequence": self.events.len() * 3 + 1,
            "event_type": kind,
            "node_id": self.at,
            "payload": payload,
        }));
    }

    fn enter(&mut self, id: String) {
        let at = self.landing(&id);
        *self.entered.entry(id).or_default() += 1;
        self.event("node.transition", json!({"chosen_node_id": at}));
        self.at = Some(at);
        self.typed.clear();
        self.repeats = 0;
        self.say();
        if self.node().is_some_and(|node| node.kind != "Default") {
            self.at = None;
        }
    }

    /// Where an edge to a node leads: elsewhere once it was entered too often.
    fn landing(&self, id: &str) -> String {
        let times = self.entered.get(id).copied().unwrap_or(0);
        let edges = self.pathway.nodes.get(id).into_iter().flat_map(|node| &node.edges);
        let mut spent = edges.filter(|edge| {
            let most = between(&edge.label, "Entered more than ", " times");
            most.and_then(|most| most.parse::<u32>().ok()).is_some_and(|most| times >= most)
        });
        spent.next().map_or_else(|| id.to_owned(), |edge| edge.to.clone())
    }

    fn say(&mut self) {
        let (Some(node), Some(id)) = (self.node(), self.at.clone()) else { return };
        let mut text = node.text.clone();
        for (name, value) in &self.variables {
            text = text.replace(&format!("{{{{{name}}}}}"), value);
        }
        self.heard.push((id, text.clone()));
        self.event("transcript.assistant", json!({"text": text}));
    }

    /// In a global node: its own edge, or back to where it was entered from.
    fn sure(&mut self, node: &Node, does: &Does) -> Turn {
        let Some(back) = self.back.take() else { return Turn::Stay };
        let stays = labelled(node, "Not pressed 1").filter(|_| *does != Does::Presses('1'));
        match stays {
            Some(edge) => Turn::Go(edge.to.clone()),
            None => {
                // Going back is no new entry.
                let entries = self.entered.entry(back.clone()).or_default();
                *entries = entries.saturating_sub(1);
                Turn::Go(back)
            }
        }
    }

    fn turn(&mut self, node: &Node, does: &Does) -> Turn {
        let digits = node.condition.contains("9 is a digit");
        if *does == Does::Presses('9') && !digits {
            return if self.global_is("Pressed 9") { Turn::Global } else { Turn::Stay };
        }
        if node.skips {
            let on = labelled(node, "Go on").filter(|_| *does == Does::Waits);
            return on.map_or(Turn::Stay, |edge| Turn::Go(edge.to.clone()));
        }
        let silent = match does {
            Does::Says(words) => !words.chars().any(char::is_alphanumeric),
            other => *other == Does::Waits,
        };
        if digits {
            return self.digits(node, does, silent);
        }
        match does {
            _ if silent => self.miss(node, "No input"),
            Does::Presses(key) => self.pressed(node, *key),
            Does::Says(words) => self.said(node, words),
            Does::Waits => Turn::Stay,
        }
    }

    fn global_is(&self, label: &str) -> bool {
        let global = self.pathway.global.as_ref().and_then(|id| self.pathway.nodes.get(id));
        global.is_some_and(|node| node.label == label && !node.description.is_empty())
    }

    /// Nothing fits: the text again, as often as the condition says, then the edge of this label.
    fn miss(&self, node: &Node, label: &str) -> Turn {
        let most = between(&node.condition, "at most ", " times").and_then(|n| n.parse().ok());
        if self.repeats < most.unwrap_or(0) {
            return Turn::Repeat;
        }
        labelled(node, label).map_or(Turn::Stay, |edge| Turn::Go(edge.to.clone()))
    }

    fn pressed(&mut self, node: &Node, key: char) -> Turn {
        let keys = between(&node.condition, "one of these keys: ", ",").unwrap_or_default();
        let rated =
            between(&node.condition, "one of these keys: ", ", or said one of these numbers");
        let listed = rated.map_or_else(|| keys.contains(key), |_| ('1'..='5').contains(&key));
        if !listed {
            return self.miss(node, "Invalid input");
        }
        self.extract(node, |what| {
            let named = what.split("; ").find(|part| part.ends_with(&format!("for key {key}")));
            let label = named.and_then(|part| between(part, "\"", "\""));
            label.map_or_else(|| key.to_string(), str::to_owned)
        });
        let own = labelled(node, &format!("Pressed {key}"));
        let edge = own.or_else(|| labelled(node, "Otherwise"));
        edge.map_or(Turn::Stay, |edge| Turn::Go(edge.to.clone()))
    }

    fn said(&mut self, node: &Node, words: &str) -> Turn {
        let rating = node.condition.contains("said one of these numbers");
        if rating {
            let mut numbers = ('1'..='5').filter(|number| speaks_of(words, *number));
            return match (numbers.next(), numbers.next()) {
                (Some(number), None) => self.pressed(node, number),
                _ => self.miss(node, "Invalid input"),
            };
        }
        let of = |edge: &&Edge| {
            let phrases = edge.label.strip_prefix("Said one of: ");
            phrases.is_some_and(|all| all.split("; ").any(|phrase| holds(words, phrase)))
        };
        let by_phrase = node.edges.iter().find(of).map(|edge| edge.to.clone());
        if node.condition.starts_with("The caller answered in words") {
            self.extract(node, |_| words.trim().to_owned());
            let otherwise = || labelled(node, "Otherwise").map(|edge| edge.to.clone());
            return by_phrase.or_else(otherwise).map_or(Turn::Stay, Turn::Go);
        }
        if let Some(to) = by_phrase {
            return Turn::Go(to);
        }
        let named = |edge: &&Edge| {
            let label = between(&edge.description, "the caller says \"", "\"");
            label.is_some_and(|label| holds(words, label))
        };
        let mut named = node.edges.iter().filter(named);
        let key = |edge: &Edge| edge.label.strip_prefix("Pressed ").and_then(|k| k.chars().next());
        match (named.next().and_then(key), named.next()) {
            (Some(key), None) => self.pressed(node, key),
            _ => self.miss(node, "Invalid input"),
        }
    }

    fn digits(&mut self, node: &Node, does: &Does, silent: bool) -> Turn {
        let wanted = between(&node.condition, "entered ", " digits").unwrap_or_default();
        let (min, max) = wanted.split_once(" to ").unwrap_or(("1", "1"));
        let (min, max) = (min.parse().unwrap_or(1), max.parse::<usize>().unwrap_or(1));
        let end = between(&node.condition, "and then ", ".").and_then(|end| end.chars().next());
        let done = match does {
            _ if silent && self.typed.is_empty() => return self.miss(node, "No input"),
            _ if silent => true,
            Does::Presses(key) if Some(*key) == end => true,
            Does::Presses(key) if key.is_ascii_digit() => {
                self.typed.push(*key);
                end.is_none() && self.typed.len() == max
            }
            _ => return self.miss(node, "Invalid input"),
        };
        match (done, (min..=max).contains(&self.typed.len())) {
            (false, _) => Turn::Stay,
            (true, false) => self.miss(node, "Invalid input"),
            (true, true) => {
                let typed = std::mem::take(&mut self.typed);
                self.extract(node, |_| typed.clone());
                let edge = labelled(node, "Otherwise");
                edge.map_or(Turn::Stay, |edge| Turn::Go(edge.to.clone()))
            }
        }
    }

    fn extract(&mut self, node: &Node, value: impl Fn(&str) -> String) {
        for (name, what) in &node.extract {
            self.variables.insert(name.clone(), value(what));
        }
    }

    /// A model that errs takes another edge than the one that fits, or none, or misses a 9.
    fn err(&mut self, node: &Node, turn: Turn) -> Turn {
        let Model::Errs(seed) = &mut self.model else { return turn };
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = *seed >> 33;
        if drawn % 100 >= WRONG_OF_HUNDRED {
            return turn;
        }
        let fits = match &turn {
            Turn::Go(to) => Some(to.clone()),
            Turn::Global => None,
            Turn::Stay | Turn::Repeat => return turn,
        };
        let right = fits.map(|to| self.landing(&to));
        let is_wrong = |edge: &&Edge| Some(self.landing(&edge.to)) != right;
        let others: Vec<&Edge> = node.edges.iter().filter(is_wrong).collect();
        let pick = usize::try_from(drawn / 100).unwrap_or(0).checked_rem(others.len());
        match pick.and_then(|pick| others.get(pick)) {
            Some(edge) => {
                self.wrong += 1;
                Turn::Go(edge.to.clone())
            }
            None => turn,
        }
    }
}

fn labelled<'n>(node: &'n Node, label: &str) -> Option<&'n Edge> {
    node.edges.iter().find(|edge| edge.label == label)
}

/// What stands between two pieces of a sentence.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside)
}

/// Whether a phrase is among the words: whole words, but anywhere in a text without spaces.
fn holds(words: &str, phrase: &str) -> bool {
    let flat = |text: &str| {
        let kept = text.chars().map(|c| {
            let devanagari = ('\u{900}'..='\u{963}').contains(&c);
            if c.is_alphanumeric() || devanagari { c } else { ' ' }
        });
        let text: String = kept.collect::<String>().to_lowercase();
        text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let (words, phrase) = (flat(words), flat(phrase));
    let han = phrase.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    match han {
        true => words.contains(&phrase),
        false => format!(" {words} ").contains(&format!(" {phrase} ")),
    }
}

/// Whether a number from 1 to 5 is spoken.
fn speaks_of(words: &str, number: char) -> bool {
    let spoken: &[&str] = match number {
        '1' => &["one", "एक", "一", "un", "une"],
        '2' => &["two", "दो", "二", "两", "deux"],
        '3' => &["three", "तीन", "三", "trois"],
        '4' => &["four", "चार", "四", "quatre"],
        _ => &["five", "पाँच", "पांच", "五", "cinq"],
    };
    holds(words, &number.to_string()) || spoken.iter().any(|word| holds(words, word))
}
