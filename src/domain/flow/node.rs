//! What a flow is made of: nodes of seven sorts, and what each keeps of the answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::branch::{Branch, Key, On};
use crate::domain::script::{Prompt, TaskName};

/// The longest id of a node, characters: it stands in a button's 64 bytes beside other words.
const ID_MOST: usize = 24;
/// Ids of nodes that the system adds.
const RESERVED: [&str; 4] = ["opening", "opt_out", "opted_out", "over"];
/// The longest name of a voice, characters: the provider's are UUIDs or a word.
const VOICE_MOST: usize = 64;

/// The id of a node: a lower-case word, unique in its flow and stable for as long as the node is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NodeId(String);

impl NodeId {
    /// Reads an id: a letter, then letters, digits and `_`, all lower-case ASCII, at most 24; not
    /// one of the system's.
    pub fn parse(text: &str) -> Option<NodeId> {
        let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let fits = text.len() <= ID_MOST && text.chars().all(allowed);
        (starts && fits && !RESERVED.contains(&text)).then(|| NodeId(text.to_owned()))
    }

    /// A node of the system's.
    pub(super) fn system(word: &'static str) -> NodeId {
        debug_assert!(RESERVED.contains(&word));
        NodeId(word.to_owned())
    }

    /// Whether the system added the node.
    pub fn is_system(&self) -> bool {
        RESERVED.contains(&self.0.as_str())
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id for the `nth` node of a sort: `menu_2`.
    pub(super) fn nth(sort: Sort, nth: usize) -> NodeId {
        NodeId(format!("{}_{nth}", sort.word()))
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NodeId {
    type Error = &'static str;

    /// The system's ids are read too: paths and records name them.
    fn try_from(text: String) -> Result<NodeId, &'static str> {
        match NodeId::parse(&text) {
            Some(id) => Ok(id),
            None if RESERVED.contains(&text.as_str()) => Ok(NodeId(text)),
            None => Err("not the id of a node"),
        }
    }
}

impl From<NodeId> for String {
    fn from(id: NodeId) -> String {
        id.0
    }
}

/// The name of a variable or of a kept answer: what may stand in `{name}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Reads a name: letters, digits and `_` of any script, at most 32 characters.
    pub fn parse(text: &str) -> Option<Name> {
        if text.contains(['{', '}', '|']) {
            return None;
        }
        let prompt = Prompt::parse(&format!("{{{text}}}")).ok()?;
        let variable = prompt.variables().first()?;
        Some(Name(variable.name.clone()))
    }

    /// Stands in where names are not compared.
    pub(super) fn unnamed() -> Name {
        Name(String::new())
    }

    /// The name as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A voice as the provider names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoiceName(String);

impl VoiceName {
    /// Reads a voice: 1–64 letters, digits, `-`, `_` and spaces.
    pub fn parse(text: &str) -> Option<VoiceName> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let length = text.chars().count();
        let fits = (1..=VOICE_MOST).contains(&length) && text.trim() == text;
        (fits && text.chars().all(allowed)).then(|| VoiceName(text.to_owned()))
    }

    /// The voice as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An entry of the user's address book, by its name: one line of 1–40 characters.
pub type Entry = TaskName;

/// One step of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Names it for good.
    pub id: NodeId,
    /// What is said on entering it.
    pub text: Prompt,
    /// What happens then.
    pub kind: Kind,
    /// How often one call may enter it; the call ends instead of entering once more.
    pub visits: Option<u8>,
    pub(super) branches: Vec<Branch>,
}

impl Node {
    /// The most visits of a limit: nobody listens to the same words more often.
    pub const VISITS_MOST: u8 = 9;

    /// The ways on, in the order in which they are tried.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// The choices of a menu; none of other nodes.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Menu(_, choices) => choices,
            _ => &[],
        }
    }
}

/// What a node does once its text is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It goes on.
    Play,
    /// It keeps what is answered in words.
    Question(Ask),
    /// It waits for one of the listed keys, or for a choice to be named.
    Menu(Ask, Vec<Choice>),
    /// It takes a typed field.
    Keypad(Ask, Field),
    /// It takes a rating or a free answer.
    Feedback(Ask, Scale),
    /// It connects to an entry of the address book.
    Transfer(Option<Entry>),
    /// It ends the call.
    End,
}

/// What all nodes that ask have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The name under which the answer is kept.
    pub keep: Name,
    /// How often the text is said again before the branch of no or invalid input is taken.
    pub retries: u8,
    /// How long it waits for an answer, or for the next key, seconds.
    pub timeout: u8,
}

impl Ask {
    /// The most repeats: after three nobody is there.
    pub const RETRIES_MOST: u8 = 3;
    /// The longest wait, seconds.
    pub const TIMEOUT_MOST: u8 = 20;
    /// The shortest wait, seconds: a person has to find the keypad.
    pub const TIMEOUT_LEAST: u8 = 3;
    /// The usual repeats.
    pub const RETRIES: u8 = 1;
    /// The usual wait, seconds.
    pub const TIMEOUT: u8 = 6;

    /// With the usual patience.
    pub fn new(keep: Name) -> Ask {
        Ask { keep, retries: Ask::RETRIES, timeout: Ask::TIMEOUT }
    }
}

/// One choice of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key; never the one that opts out.
    pub key: Key,
    /// What it stands for: kept as the answer, and understood when it is said.
    pub label: TaskName,
}

/// What a keypad input takes (C-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the digits mean.
    pub holds: Holds,
    /// The fewest digits.
    pub min: u8,
    /// The most digits.
    pub max: u8,
    /// The key that ends the entry, `#` or `*`; without one it ends with the last digit.
    pub end: Option<Key>,
}

impl Field {
    /// A field, when its bounds are those its type allows.
    pub fn new(holds: Holds, min: u8, max: u8, end: Option<Key>) -> Option<Field> {
        let (least, most) = holds.bounds();
        let ends = end.is_none_or(|key| key.digit().is_none());
        let fits = least <= min && min <= max && max <= most;
        (fits && ends).then_some(Field { holds, min, max, end })
    }
}

/// What the digits of a keypad input mean (C-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Holds {
    /// A number of things.
    Quantity,
    /// A day: day and month, with or without the year.
    Date,
    /// A time of day.
    Time,
    /// A reference of the user's own: an order, a booking.
    Reference,
}

impl Holds {
    /// The fewest and the most digits.
    pub fn bounds(self) -> (u8, u8) {
        match self {
            Holds::Quantity => (1, 3),
            Holds::Date => (3, 8),
            Holds::Time => (1, 4),
            // Less than the thirteen digits from which a number may be a card's.
            Holds::Reference => (1, 12),
        }
    }

    /// The stable name.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How feedback is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Scale {
    /// A key from 1 to 5.
    Rating,
    /// In words.
    Free,
}

/// The sorts of nodes by name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// [`Kind::Play`].
    Play,
    /// [`Kind::Question`].
    Question,
    /// [`Kind::Menu`].
    Menu,
    /// [`Kind::Keypad`].
    Keypad,
    /// [`Kind::Feedback`].
    Feedback,
    /// [`Kind::Transfer`].
    Transfer,
    /// [`Kind::End`].
    End,
}

impl Sort {
    /// The stable name.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Kind {
    /// The sort.
    pub fn sort(&self) -> Sort {
        match self {
            Kind::Play => Sort::Play,
            Kind::Question(_) => Sort::Question,
            Kind::Menu(..) => Sort::Menu,
            Kind::Keypad(..) => Sort::Keypad,
            Kind::Feedback(..) => Sort::Feedback,
            Kind::Transfer(_) => Sort::Transfer,
            Kind::End => Sort::End,
        }
    }

    /// What it asks, if it asks anything.
    pub fn ask(&self) -> Option<&Ask> {
        match self {
            Kind::Question(ask)
            | Kind::Menu(ask, _)
            | Kind::Keypad(ask, _)
            | Kind::Feedback(ask, _) => Some(ask),
            Kind::Play | Kind::Transfer(_) | Kind::End => None,
        }
    }

    /// Whether the call ends here.
    pub fn is_last(&self) -> bool {
        matches!(self, Kind::Transfer(_) | Kind::End)
    }

    /// Whether a node of this kind can have such a branch.
    pub fn takes(&self, on: &On) -> bool {
        match (self, on) {
            (Kind::Transfer(_) | Kind::End, _) => false,
            (_, On::Otherwise) => true,
            (Kind::Play, _) => false,
            (_, On::NoInput | On::Invalid) => true,
            (Kind::Question(_) | Kind::Menu(..), On::Says(_)) => true,
            (Kind::Feedback(_, Scale::Free), On::Says(_)) => true,
            (Kind::Menu(..), On::Key(key)) => key.is_free(),
            (Kind::Feedback(_, Scale::Rating), On::Key(key)) => key.rating().is_some(),
            _ => false,
        }
    }

    /// Whether its answer is known on the way on.
    pub(super) fn keeps(&self, on: &On) -> bool {
        match on {
            On::NoInput | On::Invalid => false,
            On::Key(_) => true,
            On::Says(_) | On::Otherwise => !matches!(self, Kind::Menu(..) | Kind::Play),
        }
    }
}
