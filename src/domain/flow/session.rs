//! The interpreter: one call through a sealed flow, a step for each thing the callee does.
//!
//! It is the rehearsal's phone, the demo's, and the judge of real calls. A session is a value that
//! is kept between updates; the flow it runs is handed in each time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::branch::{Key, On};
use super::compiled::Compiled;
use super::means::{Means, means};
use super::node::{Ask, Kind, Node, NodeId, Scale};
use super::timing::{ANSWER_MS, KEY_MS, speech_ms};
use crate::domain::keypad::OPT_OUT;
use crate::domain::script::Values;

/// What the callee does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Answers the phone.
    Answer,
    /// Presses a key.
    Key(char),
    /// Does nothing until the wait is over; while a message plays, hears it to its end.
    Silence,
    /// Says something.
    Say(String),
    /// Says that he wants no more calls; `speech` recognises it.
    Stop,
    /// Hangs up.
    HangUp,
    /// Is an answering machine.
    Voicemail,
}

/// Something said to the callee, and in which node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The node, the system's included.
    pub node: NodeId,
    /// The words.
    pub text: String,
}

/// A node that was entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The node, the system's included.
    pub node: NodeId,
    /// Which of [`Session::inputs`] led there.
    pub by: usize,
}

/// An answer that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The node that asked.
    pub node: NodeId,
    /// The name under which it is kept.
    pub name: String,
    /// What was answered: the label of a choice, digits, a rating, words.
    pub value: String,
    /// The key of a choice or a rating.
    pub key: Option<char>,
}

/// How a call through a flow ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// At a node that ends it.
    Finished(NodeId),
    /// Connected to a number.
    Transferred(NodeId),
    /// The callee wants no more calls.
    OptedOut,
    /// The callee hung up.
    HungUp,
    /// An answering machine: nothing is left on it.
    Voicemail,
    /// The limit of visits of this node was used up.
    Spent(NodeId),
}

/// What a session waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The phone rings.
    Answer,
    /// A message plays; silence goes on.
    Message,
    /// An answer in words.
    Words,
    /// A key of a menu.
    Choice,
    /// A key from 1 to 5.
    Rating,
    /// More digits, with so many typed.
    Digits(usize),
    /// Whether an opt-out was a mistake.
    Sure,
    /// It is over.
    Nothing,
}

/// The call is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the call is over")]
pub struct Over;

/// One call through a flow, from the first ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    at: At,
    given: Values,
    inputs: Vec<Input>,
    kept: Vec<Kept>,
    ms: u64,
    path: Vec<Visit>,
    visits: BTreeMap<NodeId, u8>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Ringing,
    Node { digits: String, id: NodeId, tries: u8 },
    Sure { back: NodeId },
    Over(Ending),
}

impl Session {
    /// A call that rings. `given` are the values of the contact called.
    pub fn start(given: Values) -> Session {
        let (inputs, kept, path, visits) = Default::default();
        Session { at: At::Ringing, given, inputs, kept, ms: 0, path, visits }
    }

    /// The same inputs again, from the first ring; what comes after the end is left out.
    pub fn again(compiled: &Compiled, given: Values, inputs: &[Input]) -> (Session, Vec<Heard>) {
        let mut session = Session::start(given);
        let mut heard = Vec::new();
        for input in inputs {
            match session.advance(compiled, input.clone()) {
                Ok(more) => heard.extend(more),
                Err(Over) => break,
            }
        }
        (session, heard)
    }

    /// Takes one step, and says what the callee hears then. What does not fit the moment, such as
    /// a key while it rings, changes nothing.
    pub fn advance(&mut self, compiled: &Compiled, input: Input) -> Result<Vec<Heard>, Over> {
        if self.ending().is_some() {
            return Err(Over);
        }
        self.inputs.push(input.clone());
        let mut heard = Vec::new();
        match (&self.at, &input) {
            (At::Sure { .. }, Input::HangUp) => self.at = At::Over(Ending::OptedOut),
            (_, Input::HangUp) => self.at = At::Over(Ending::HungUp),
            (_, Input::Voicemail) => self.at = At::Over(Ending::Voicemail),
            (At::Ringing, Input::Answer) => self.open(compiled, &mut heard),
            (At::Ringing, _) | (_, Input::Answer) => {}
            (At::Sure { back }, _) => {
                let back = back.clone();
                self.sure(compiled, &back, &input, &mut heard);
            }
            (At::Node { digits, id, tries }, _) => {
                let (digits, id, tries) = (digits.clone(), id.clone(), *tries);
                let Some(node) = compiled.flow().node(&id) else { return Ok(heard) };
                self.at_node(compiled, node, digits, tries, &input, &mut heard);
            }
            (At::Over(_), _) => return Err(Over),
        }
        for said in &heard {
            self.ms += speech_ms(&said.text, compiled.flow().language);
        }
        Ok(heard)
    }

    /// How it ended, once it did.
    pub fn ending(&self) -> Option<&Ending> {
        match &self.at {
            At::Over(ending) => Some(ending),
            _ => None,
        }
    }

    /// The node it is in; none while it rings, is asked about an opt-out, or is over.
    pub fn node(&self) -> Option<&NodeId> {
        match &self.at {
            At::Node { id, .. } => Some(id),
            _ => None,
        }
    }

    /// What it waits for.
    pub fn waiting(&self, compiled: &Compiled) -> Waiting {
        let (id, typed) = match &self.at {
            At::Ringing => return Waiting::Answer,
            At::Sure { .. } => return Waiting::Sure,
            At::Over(_) => return Waiting::Nothing,
            At::Node { id, digits, .. } => (id, digits.len()),
        };
        match compiled.flow().node(id).map(|node| &node.kind) {
            Some(Kind::Question(_) | Kind::Feedback(_, Scale::Free)) => Waiting::Words,
            Some(Kind::Menu(..)) => Waiting::Choice,
            Some(Kind::Feedback(_, Scale::Rating)) => Waiting::Rating,
            Some(Kind::Keypad(..)) => Waiting::Digits(typed),
            _ => Waiting::Message,
        }
    }

    /// The nodes entered so far.
    pub fn path(&self) -> &[Visit] {
        &self.path
    }

    /// Everything the callee did.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The answers, in the order in which they were given.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// How long it has taken since it was answered, seconds; an estimate.
    pub fn seconds(&self) -> u64 {
        self.ms.div_ceil(1_000)
    }

    /// The values that texts are filled with: those given, and the answers.
    fn values(&self) -> Values {
        let mut all = self.given.clone();
        all.extend(self.kept.iter().map(|kept| (kept.name.clone(), kept.value.clone())));
        all
    }

    fn open(&mut self, compiled: &Compiled, heard: &mut Vec<Heard>) {
        self.ms += ANSWER_MS;
        self.visit(Compiled::opening());
        heard.push(Heard { node: Compiled::opening(), text: compiled.lines().opening.clone() });
        match compiled.flow().start() {
            Some(start) => self.enter(compiled, start, heard),
            None => self.at = At::Over(Ending::Finished(Compiled::opening())),
        }
    }

    fn visit(&mut self, node: NodeId) {
        self.path.push(Visit { node, by: self.inputs.len().saturating_sub(1) });
    }

    fn enter(&mut self, compiled: &Compiled, id: &NodeId, heard: &mut Vec<Heard>) {
        let Some(node) = compiled.flow().node(id) else { return };
        let visits = self.visits.entry(id.clone()).or_default();
        if node.visits.is_some_and(|most| *visits >= most) {
            let text = compiled.last_words(&compiled.lines().goodbye);
            self.visit(Compiled::over());
            heard.push(Heard { node: Compiled::over(), text });
            self.at = At::Over(Ending::Spent(id.clone()));
            return;
        }
        *visits = visits.saturating_add(1);
        self.visit(id.clone());
        self.say(compiled, node, heard);
        self.at = match node.kind {
            Kind::End => At::Over(Ending::Finished(id.clone())),
            Kind::Transfer(_) => At::Over(Ending::Transferred(id.clone())),
            _ => At::Node { digits: String::new(), id: id.clone(), tries: 0 },
        };
    }

    fn say(&self, compiled: &Compiled, node: &Node, heard: &mut Vec<Heard>) {
        let text = compiled.says(node, &self.values());
        heard.push(Heard { node: node.id.clone(), text });
    }

    fn at_node(
        &mut self,
        compiled: &Compiled,
        node: &Node,
        digits: String,
        tries: u8,
        input: &Input,
        heard: &mut Vec<Heard>,
    ) {
        self.ms += took(node, input, compiled);
        let typed = matches!(node.kind, Kind::Keypad(..));
        let stops = matches!(input, Input::Key(key) if *key == OPT_OUT && !typed);
        if stops || *input == Input::Stop {
            return self.stop(compiled, &node.id, heard);
        }
        match means(node, &digits, input) {
            Means::More(digits) => self.at = At::Node { digits, id: node.id.clone(), tries },
            Means::Answer(value, on) => {
                if let (Some((value, key)), Some(ask)) = (value, node.kind.ask()) {
                    let name = ask.keep.as_str().to_owned();
                    self.kept.push(Kept { node: node.id.clone(), name, value, key });
                }
                self.go(compiled, node, &on, heard);
            }
            Means::Miss(_) if node.kind.ask().is_some_and(|ask| tries < ask.retries) => {
                self.say(compiled, node, heard);
                let (digits, id) = (String::new(), node.id.clone());
                self.at = At::Node { digits, id, tries: tries + 1 };
            }
            Means::Miss(on) => self.go(compiled, node, &on, heard),
        }
    }

    fn go(&mut self, compiled: &Compiled, node: &Node, on: &On, heard: &mut Vec<Heard>) {
        match node.way(on) {
            Some(to) => self.enter(compiled, to, heard),
            None => self.at = At::Over(Ending::Finished(node.id.clone())),
        }
    }

    fn stop(&mut self, compiled: &Compiled, back: &NodeId, heard: &mut Vec<Heard>) {
        self.visit(Compiled::opt_out());
        heard.push(Heard { node: Compiled::opt_out(), text: compiled.lines().opt_out.clone() });
        self.at = match compiled.offers_way_back() {
            true => At::Sure { back: back.clone() },
            false => At::Over(Ending::OptedOut),
        };
    }

    fn sure(&mut self, compiled: &Compiled, back: &NodeId, input: &Input, heard: &mut Vec<Heard>) {
        self.ms += KEY_MS;
        let is_back = *input == Input::Key(Key::BACK.as_char());
        let Some(node) = compiled.flow().node(back).filter(|_| is_back) else {
            self.visit(Compiled::opted_out());
            let text = compiled.lines().goodbye.clone();
            heard.push(Heard { node: Compiled::opted_out(), text });
            self.at = At::Over(Ending::OptedOut);
            return;
        };
        self.visit(node.id.clone());
        self.say(compiled, node, heard);
        self.at = At::Node { digits: String::new(), id: back.clone(), tries: 0 };
    }
}

/// How long an input takes, milliseconds.
fn took(node: &Node, input: &Input, compiled: &Compiled) -> u64 {
    let timeout = node.kind.ask().map_or(0, |ask: &Ask| u64::from(ask.timeout) * 1_000);
    match input {
        Input::Silence => timeout,
        Input::Say(words) => KEY_MS + speech_ms(words, compiled.flow().language),
        _ => KEY_MS,
    }
}
