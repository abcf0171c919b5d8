//! A flow that may be called with: the user's nodes, the system's, and the numbers to connect to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::branch::On;
use super::check::{Problem, problems};
use super::node::{Entry, Kind, Node, NodeId};
use super::{Flow, branch};
use crate::domain::phone::Phone;
use crate::domain::script::Values;

/// The user's address book: where a transfer may lead.
pub type Book = BTreeMap<Entry, Phone>;

/// The system's sentences of one call, in its language; `speech` composes them. They are said in
/// nodes of their own, which no user's flow holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// Where to call back, before the last words (C-17).
    pub closing: String,
    /// The farewell where the flow has none of its own.
    pub goodbye: String,
    /// The first sentence (C-17).
    pub opening: String,
    /// After key 9. In informational calls it offers the way back by key 1.
    pub opt_out: String,
}

/// A sealed flow. It is stored as JSON and never changed; its hash names it at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compiled {
    flow: Flow,
    lines: Lines,
    numbers: BTreeMap<String, Phone>,
}

/// A flow that may not be called with yet.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the flow has {} problems", .0.len())]
pub struct NotReady(pub Vec<Problem>);

impl Compiled {
    /// Seals a flow without problems.
    pub fn new(flow: Flow, lines: Lines, book: &Book) -> Result<Compiled, NotReady> {
        let problems = problems(&flow, book);
        if !problems.is_empty() {
            return Err(NotReady(problems));
        }
        let used = |entry: &Entry| {
            flow.nodes().iter().any(|n| matches!(&n.kind, Kind::Transfer(Some(e)) if e == entry))
        };
        let numbers = book.iter().filter(|(entry, _)| used(entry));
        let numbers =
            numbers.map(|(entry, phone)| (entry.as_str().to_owned(), phone.clone())).collect();
        Ok(Compiled { flow, lines, numbers })
    }

    /// The user's graph.
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// The system's sentences.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Where a transfer leads; `None` for other nodes.
    pub fn number(&self, node: &Node) -> Option<&Phone> {
        match &node.kind {
            Kind::Transfer(Some(entry)) => self.numbers.get(entry.as_str()),
            _ => None,
        }
    }

    /// The canonical JSON: keys in alphabetical order, no spaces.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of [`Compiled::json`].
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.json()).into()
    }

    /// The system's node that opens the call.
    pub fn opening() -> NodeId {
        NodeId::system("opening")
    }

    /// The system's node that key 9 leads to.
    pub fn opt_out() -> NodeId {
        NodeId::system("opt_out")
    }

    /// The system's node that ends an informational call once an opt-out stands.
    pub fn opted_out() -> NodeId {
        NodeId::system("opted_out")
    }

    /// The system's node that ends a call whose visits to a node are used up.
    pub fn over() -> NodeId {
        NodeId::system("over")
    }

    /// Whether an opt-out can be taken back: not in marketing (C-05).
    pub fn offers_way_back(&self) -> bool {
        !self.flow.purpose.is_marketing()
    }

    /// The last words of a call: where to call back, then the farewell.
    pub fn last_words(&self, farewell: &str) -> String {
        format!("{} {farewell}", self.lines.closing)
    }

    /// What a node says, its variables filled: by the answers, the given values, the fallbacks.
    pub fn says(&self, node: &Node, values: &Values) -> String {
        let mut all = self.flow.fallbacks();
        all.extend(
            values
                .iter()
                .filter(|(_, v)| !v.trim().is_empty())
                .map(|(n, v)| (n.clone(), v.clone())),
        );
        // What has no value at all stays unsaid. `problems` sees to it that there is none.
        for name in node.text.variables().iter().map(|variable| &variable.name) {
            all.entry(name.clone()).or_default();
        }
        let said = node.text.fill(&all).or_else(|missing| {
            all.insert(missing.0, String::from("—"));
            node.text.fill(&all)
        });
        let said = unbraced(&said.unwrap_or_default());
        if matches!(node.kind, Kind::End) { self.last_words(&said) } else { said }
    }
}

/// Nobody can say a brace, and two of them would be a variable to the provider.
pub fn unbraced(text: &str) -> String {
    text.replace('{', "(").replace('}', ")")
}

impl Node {
    /// Where a call goes on from here, whatever stands in for a branch that is not there: invalid
    /// input counts as the rest in a menu, and as no input elsewhere.
    pub fn way(&self, on: &On) -> Option<&NodeId> {
        let find = |on: &On| self.branches.iter().find(|branch| branch.on == *on);
        let menu = matches!(self.kind, Kind::Menu(..));
        let found = find(on).or_else(|| match on {
            On::Key(_) | On::Says(_) => find(&On::Otherwise),
            On::Invalid if menu => find(&On::Otherwise).or_else(|| find(&On::NoInput)),
            On::Invalid => find(&On::NoInput),
            On::NoInput | On::Otherwise => None,
        });
        found.map(|branch| &branch.to)
    }

    /// The spoken condition that these words meet: the first.
    pub fn condition(&self, said: &str) -> Option<&On> {
        let met = |on: &&On| matches!(on, On::Says(phrases) if phrases.are_in(said));
        self.branches.iter().map(|branch| &branch.on).find(met)
    }

    /// The key of the only choice whose label was said.
    pub fn named(&self, said: &str) -> Option<branch::Key> {
        let choices = self.choices().iter();
        let mut named = choices.filter(|choice| branch::is_said(choice.label.as_str(), said));
        named.next().filter(|_| named.next().is_none()).map(|choice| choice.key)
    }
}
