//! What keeps a text from being a flow, and where.

use thiserror::Error;

use super::branch::{Phrases, PhrasesFault};
use super::node::{Ask, Node};
use super::{BRANCHES_MOST, GIVEN_MOST, NODES_MOST};
use crate::domain::script::{NameFault, PromptFault};

/// Where in a written flow something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The node, counted from 0; `None` for the head.
    pub node: Option<usize>,
    /// The field as it is written.
    pub field: &'static str,
    /// The element of a field that is a list, counted from 0.
    pub nth: Option<usize>,
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1; `None` where a whole part is missing.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub fault: Fault,
}

/// Why something written is no flow. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// Not the format at all, or a field that does not exist or has another type.
    #[error("{0}")]
    Format(String),
    /// Another version of the format.
    #[error("version {0} of the format is not known: write v = 1")]
    Version(u8),
    /// A name that is none.
    #[error("not a name ({0}): write one line of 1 to 40 characters")]
    Name(NameFault),
    /// No such word.
    #[error("`{word}` is not known here: write one of {known}")]
    Word {
        /// What was written.
        word: String,
        /// What could be.
        known: String,
    },
    /// A voice that is none.
    #[error("not the name of a voice: write letters, digits, `-`, `_` and spaces")]
    Voice,
    /// An id that is none, or the system's.
    #[error(
        "`{0}` cannot be an id: write a lower-case word such as confirm or menu_2, at most 24 \
         letters, digits and `_`; opening, opt_out, opted_out and over are the system's"
    )]
    Id(String),
    /// Two nodes have it.
    #[error("another node has the id `{0}`: give each its own")]
    Twice(String),
    /// No node has it.
    #[error("there is no node `{0}`: name the id of one, or add it")]
    NoNode(String),
    /// The text of a node cannot be said.
    #[error("the text cannot be said: {0}")]
    Text(PromptFault),
    /// A name of a variable or an answer that is none.
    #[error("`{0}` cannot name an answer: write letters, digits and `_`, at most 32")]
    Keep(String),
    /// A field that this type of node needs.
    #[error("a node of type {sort} needs `{field}`")]
    Needs {
        /// The type.
        sort: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A field that this type of node does not have.
    #[error("a node of type {sort} has no `{field}`: take it out")]
    HasNo {
        /// The type.
        sort: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A key that is none.
    #[error("`{0}` is no key: write one of 0 to 8, `*` and `#`; 9 always ends these calls")]
    Key(String),
    /// A choice or a branch on the key that opts out.
    #[error("9 always ends these calls: take another key")]
    OptOut,
    /// A key is listed twice.
    #[error("key {0} is listed twice: take another key")]
    KeyTwice(char),
    /// The bounds of a keypad input.
    #[error(
        "digits of {holds} are from min {least} to max {most}, min no more than max, and end \
         is \"#\", \"*\" or not there"
    )]
    Digits {
        /// What the field holds.
        holds: &'static str,
        /// The fewest of the type.
        least: u8,
        /// The most of the type.
        most: u8,
    },
    /// Too many repeats.
    #[error("retries are from 0 to {}", Ask::RETRIES_MOST)]
    Retries,
    /// Too short or too long a wait.
    #[error("timeout is from {} to {} seconds", Ask::TIMEOUT_LEAST, Ask::TIMEOUT_MOST)]
    Timeout,
    /// A limit of visits that is none.
    #[error("visits are from 1 to {}", Node::VISITS_MOST)]
    Visits,
    /// A spoken condition that is none.
    #[error(
        "not a spoken condition ({0}): write phrases apart by commas, at most {most} characters",
        most = Phrases::MOST
    )]
    Says(PhrasesFault),
    /// A branch without a condition, or with two.
    #[error("a branch has one of `key`, `says` and `on`")]
    Condition,
    /// A branch that this node cannot take.
    #[error("a node of type {sort} takes no such branch")]
    Takes {
        /// The type.
        sort: &'static str,
    },
    /// More nodes than a flow has.
    #[error("more than {NODES_MOST} nodes: make two flows")]
    ManyNodes,
    /// More branches than a node has.
    #[error("more than {BRANCHES_MOST} branches: use two nodes")]
    ManyBranches,
    /// More variables than a list gives.
    #[error("more than {GIVEN_MOST} names, or one of them twice")]
    Given,
}
