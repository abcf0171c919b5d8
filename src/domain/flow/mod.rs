//! A flow: an IVR script as a typed graph that a user builds, rehearses, versions and calls with.
//!
//! A [`Flow`] always loads: its ids are unique, every branch leads to a node and is of a sort that
//! its node can take, every text parses. Whether one may call with it is another question, which
//! [`problems`] answers. What may be called with is a [`Compiled`] flow: the system's opening and
//! opt-out joined to the user's nodes. [`Session`] plays it; [`record()`] plays what was observed
//! of a real call again, and its answers are the answers of record.

mod action;
mod branch;
mod check;
mod compare;
mod compiled;
mod draft;
mod fault;
mod graph;
mod means;
mod node;
mod record;
mod session;
mod templates;
mod text;
mod timing;
mod words;
mod write;
mod written;

#[cfg(test)]
mod played;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;
use crate::domain::script::{TaskName, Values};

pub use action::{Action, Edited, Head, Refusal};
pub use branch::{Branch, Key, On, Phrases, PhrasesFault};
pub use check::{Problem, Trouble, problems};
pub use compare::{Change, HeadField, NodeField, compare};
pub use compiled::{Book, Compiled, Lines, NotReady, unbraced};
pub use draft::{Answers, DraftFault, draft};
pub use fault::{Fault, Mistake, Place};
pub use node::{
    Ask, Choice, Entry, Field, Holds, Kind, Name, Node, NodeId, Scale, Sort, VoiceName,
};
pub use record::{Left, Record, Seen, record};
pub use session::{Ending, Heard, Input, Kept, Over, Session, Visit, Waiting};
pub use templates::{Template, templates};
pub use text::{export, import};
pub use timing::speech_ms;

use written::Written;

/// The most nodes of a flow: more cannot be looked over on a phone's screen.
pub const NODES_MOST: usize = 200;
/// The most branches of one node: eleven keys, three of the system's sorts, and as many spoken
/// conditions as a person can tell apart.
pub const BRANCHES_MOST: usize = 24;
/// The most variables that whoever calls must give for each number.
pub const GIVEN_MOST: usize = 32;

/// An IVR script as a graph. It is stored as JSON; the JSON is canonical, so that its hash names
/// the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Flow {
    /// What the user calls it; never spoken.
    pub name: TaskName,
    /// Why people are called.
    pub purpose: Purpose,
    /// The language of the call.
    pub language: Locale,
    /// The voice at the provider; its own choice when there is none.
    pub voice: Option<VoiceName>,
    given: Vec<Name>,
    nodes: Vec<Node>,
    start: Option<NodeId>,
}

impl Flow {
    /// A flow without nodes.
    pub fn new(name: TaskName, purpose: Purpose, language: Locale) -> Flow {
        let (given, nodes) = (Vec::new(), Vec::new());
        Flow { name, purpose, language, voice: None, given, nodes, start: None }
    }

    /// The nodes, in the order in which they are shown.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// A node by its id.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == *id)
    }

    /// Where a node stands among the others.
    pub fn position(&self, id: &NodeId) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == *id)
    }

    /// The node after the opening; `None` only when there are no nodes.
    pub fn start(&self) -> Option<&NodeId> {
        self.start.as_ref()
    }

    /// The variables that whoever calls must give for each number.
    pub fn given(&self) -> &[Name] {
        &self.given
    }

    /// The canonical JSON: keys in alphabetical order, no spaces. It is what is stored and hashed.
    pub fn json(&self) -> String {
        // Only maps with keys that are no text, and failing writers, cannot be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of [`Flow::json`].
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.json()).into()
    }

    /// What is said for each variable that has no value: the first fallback given in the flow.
    pub fn fallbacks(&self) -> Values {
        let mut all = Values::new();
        for variable in self.nodes.iter().flat_map(|node| node.text.variables()) {
            if let Some(fallback) = &variable.fallback {
                all.entry(variable.name.clone()).or_insert_with(|| fallback.clone());
            }
        }
        all
    }

    /// The names of all variables that the texts use, each once, in order of appearance.
    pub fn variables(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for variable in self.nodes.iter().flat_map(|node| node.text.variables()) {
            if !all.contains(&variable.name.as_str()) {
                all.push(&variable.name);
            }
        }
        all
    }
}
