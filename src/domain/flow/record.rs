//! The answers of record: what was observed of a real call, played again through the interpreter.
//!
//! At the provider a model chooses the ways. Here the keys and words that were observed are given
//! to [`Session`], and every node the provider went to must be the one the interpreter goes to.
//! Where it is not, the call left the script there: what was answered until then stands, what came
//! later is not scored, and only an opt-out still counts.

use super::compiled::Compiled;
use super::node::{Ask, Kind, NodeId};
use super::session::{Ending, Heard, Input, Kept, Session, Visit, Waiting};
use crate::domain::keypad::OPT_OUT;
use crate::domain::script::Values;

/// The most silences that lead from a node: its repeats, and the wait after the last.
const SILENCES_MOST: u8 = Ask::RETRIES_MOST + 1;

/// Something observed of a call, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The provider went to a node.
    Node(NodeId),
    /// The callee pressed keys. Those that our own side pressed are left out.
    Keys {
        /// In which node, where that is known.
        node: Option<NodeId>,
        /// One or more of `0-9 * #`.
        keys: String,
    },
    /// Our voice said something. Said again in one node, it shows that nothing fitting came.
    Spoke(String),
    /// The callee said something.
    Words(String),
    /// The callee said that he wants no more calls; `speech` recognises it.
    Stop,
}

/// Where a call left the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The last node in which it was as written.
    pub at: NodeId,
    /// Where the provider went, or the node in which it took a key.
    pub to: NodeId,
}

/// What counts of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The answers, up to where the script was left.
    pub kept: Vec<Kept>,
    /// The nodes, likewise.
    pub path: Vec<Visit>,
    /// Whether the callee wants no more calls. It counts wherever it came.
    pub opted_out: bool,
    /// Where the script was left, if it was.
    pub left: Option<Left>,
    /// How the call ended by the script; `None` when it left it.
    pub ending: Option<Ending>,
}

/// Judges a call. `given` are the values of the contact called.
pub fn record(compiled: &Compiled, given: Values, seen: &[Seen]) -> Record {
    let mut judge = Judge {
        compiled,
        session: Session::start(given),
        heard: Vec::new(),
        spoken: 0,
        // The opening is entered by answering.
        followed: 1,
        words: String::new(),
        opted_out: false,
        left: None,
    };
    judge.step(Input::Answer);
    for one in seen {
        match judge.left {
            None => judge.take(one),
            Some(_) => judge.only_opt_out(one),
        }
    }
    judge.finish()
}

struct Judge<'a> {
    compiled: &'a Compiled,
    session: Session,
    /// What the session says.
    heard: Vec<Heard>,
    /// How much of it the provider has said as well.
    spoken: usize,
    /// How many nodes of the session's path the provider has gone to as well.
    followed: usize,
    /// What the callee has said since the last node.
    words: String,
    opted_out: bool,
    left: Option<Left>,
}

impl Judge<'_> {
    fn step(&mut self, input: Input) {
        // A session that is over takes nothing; the path then shows that it does not go on.
        self.heard.extend(self.session.advance(self.compiled, input).unwrap_or_default());
    }

    fn take(&mut self, seen: &Seen) {
        match seen {
            Seen::Node(id) if *id == Compiled::opening() => {}
            Seen::Node(id) => self.follow(id),
            Seen::Keys { node, keys } => self.keys(node.as_ref(), keys),
            Seen::Spoke(words) => self.spoke(words),
            Seen::Words(words) => {
                self.words.push_str(words);
                self.words.push(' ');
            }
            Seen::Stop => self.step(Input::Stop),
        }
    }

    /// The provider went to a node: the session has gone there, or goes there without a key.
    fn follow(&mut self, id: &NodeId) {
        if !self.is_ahead() {
            let stopped = *id == Compiled::opt_out();
            self.move_on(if stopped { Some(Input::Stop) } else { None });
        }
        match self.session.path().get(self.followed) {
            Some(visit) if visit.node == *id => self.followed += 1,
            _ => self.leave(id),
        }
        self.words.clear();
    }

    /// Our voice spoke: what the session has said, or the last of it once more. Anything else that
    /// a model may add is not judged.
    fn spoke(&mut self, words: &str) {
        let pending = self.heard.iter().skip(self.spoken);
        if let Some(further) =
            pending.map(|heard| &heard.text).position(|text| is_same(text, words))
        {
            self.spoken += further + 1;
        } else if self.heard.last().is_some_and(|last| is_same(&last.text, words)) {
            let said = std::mem::take(&mut self.words);
            let said = Some(said).filter(|said| !said.trim().is_empty()).map(Input::Say);
            self.step(said.unwrap_or(Input::Silence));
            self.spoken = self.heard.len();
        }
    }

    /// Whether the session has gone to nodes of which the provider has not said so yet.
    fn is_ahead(&self) -> bool {
        self.session.path().len() > self.followed
    }

    /// Gives the session what was said, then silence, until it goes to another node.
    fn move_on(&mut self, first: Option<Input>) {
        let words = std::mem::take(&mut self.words);
        let said = Some(words).filter(|words| !words.trim().is_empty()).map(Input::Say);
        if let Some(input) = first.or(said) {
            self.step(input);
        }
        for _ in 0..SILENCES_MOST {
            if self.is_ahead() || self.session.ending().is_some() {
                break;
            }
            self.step(Input::Silence);
        }
    }

    fn keys(&mut self, node: Option<&NodeId>, keys: &str) {
        let elsewhere = |judge: &Self| node.is_some() && judge.place() != node.cloned();
        while self.session.waiting(self.compiled) == Waiting::Message
            && (elsewhere(self) || node.is_none() && !keys.starts_with(OPT_OUT))
        {
            self.step(Input::Silence);
        }
        if let Some(node) = node.filter(|_| elsewhere(self)) {
            self.leave(node);
            return self.only_opt_out(&Seen::Keys { node: Some(node.clone()), keys: keys.into() });
        }
        self.words.clear();
        for key in keys.chars() {
            self.step(Input::Key(key));
        }
    }

    /// Where the callee is by the script.
    fn place(&self) -> Option<NodeId> {
        let last = || self.session.path().last().map(|visit| visit.node.clone());
        self.session.node().cloned().or_else(last)
    }

    fn leave(&mut self, to: &NodeId) {
        let at = self.followed.checked_sub(1).and_then(|at| self.session.path().get(at));
        let at = at.map_or_else(Compiled::opening, |visit| visit.node.clone());
        self.left = Some(Left { at, to: to.clone() });
        let stands = self.session.waiting(self.compiled) == Waiting::Sure
            || self.session.ending() == Some(&Ending::OptedOut);
        self.opted_out |= stands || *to == Compiled::opt_out();
    }

    /// Once the script is left, a 9 counts wherever no typed field was open, and is not taken back.
    fn only_opt_out(&mut self, seen: &Seen) {
        let typed = |node: &NodeId| {
            let node = self.compiled.flow().node(node);
            node.is_some_and(|node| matches!(node.kind, Kind::Keypad(..)))
        };
        self.opted_out |= match seen {
            Seen::Keys { node, keys } => {
                keys.contains(OPT_OUT) && !node.as_ref().is_some_and(typed)
            }
            Seen::Node(id) => *id == Compiled::opt_out(),
            Seen::Stop => true,
            Seen::Words(_) | Seen::Spoke(_) => false,
        };
    }

    fn finish(mut self) -> Record {
        if self.left.is_none() && self.session.ending().is_none() {
            let words = std::mem::take(&mut self.words);
            let asked = self.session.waiting(self.compiled) == Waiting::Words;
            if asked && !words.trim().is_empty() {
                self.step(Input::Say(words));
            }
            self.step(Input::HangUp);
        }
        let ending = self.session.ending().filter(|_| self.left.is_none()).cloned();
        let opted_out = self.opted_out || ending == Some(Ending::OptedOut);
        let most = if self.left.is_some() { self.followed } else { usize::MAX };
        let path: Vec<Visit> = self.session.path().iter().take(most).cloned().collect();
        let kept = self.session.kept().to_vec();
        Record { kept, path, opted_out, left: self.left, ending }
    }
}

/// Whether two texts have the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let (one, other): (String, String) = (letters(one), letters(other));
    one == other
}
