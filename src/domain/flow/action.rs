//! The builder's actions as values, and the last state before, for undo.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::branch::{Branch, On};
use super::fault::Fault;
use super::node::{Kind, Name, Node, NodeId, VoiceName};
use super::written::{self, Written};
use super::{Flow, NODES_MOST};
use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;
use crate::domain::script::{Prompt, TaskName};

/// One change of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Changes something of the flow as a whole.
    Set(Head),
    /// Adds a node, last or behind another. Its id is made from its sort.
    AddNode {
        /// What is said.
        text: Prompt,
        /// What it does.
        kind: Kind,
        /// The node before it in the list.
        after: Option<NodeId>,
    },
    /// Changes what a node says.
    EditText(NodeId, Prompt),
    /// Changes what a node does, within its sort. Branches that it can no longer take go.
    EditKind(NodeId, Kind),
    /// Sets or lifts the limit of visits.
    LimitVisits(NodeId, Option<u8>),
    /// Makes a node the first after the opening.
    Start(NodeId),
    /// Adds a branch, last.
    Connect(NodeId, Branch),
    /// Changes the nth branch of a node.
    EditBranch(NodeId, usize, Branch),
    /// Takes the nth branch of a node to another place among them.
    MoveBranch(NodeId, usize, usize),
    /// Deletes the nth branch of a node.
    Disconnect(NodeId, usize),
    /// Takes a node to another place in the list.
    Move(NodeId, usize),
    /// Copies a node with its branches, behind itself.
    Duplicate(NodeId),
    /// Deletes a node, with the branches that lead to it.
    Delete(NodeId),
}

/// Something of the flow as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// What the user calls it.
    Name(TaskName),
    /// Why people are called.
    Purpose(Purpose),
    /// The language of the call.
    Language(Locale),
    /// The voice.
    Voice(Option<VoiceName>),
    /// A variable that whoever calls must give.
    Give(Name),
    /// The same, no longer.
    Ungive(Name),
}

/// Why an action cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The node is gone.
    #[error("there is no node {0}")]
    NoNode(NodeId),
    /// The branch is gone.
    #[error("there is no such branch")]
    NoBranch,
    /// What a node does cannot become something of another sort.
    #[error("a node keeps its type")]
    OtherSort,
    /// The flow would not load: too many nodes, a branch that the node cannot take, a key twice.
    #[error("{0}")]
    Fault(Fault),
}

/// A flow in the builder, with the state before the last change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// The flow as it is now.
    pub flow: Flow,
    before: Option<Box<Flow>>,
}

impl Edited {
    /// A flow that nothing was changed of.
    pub fn of(flow: Flow) -> Edited {
        Edited { flow, before: None }
    }

    /// Does one action.
    pub fn apply(&self, action: Action) -> Result<Edited, Refusal> {
        let flow = self.flow.apply(action)?;
        Ok(Edited { flow, before: Some(Box::new(self.flow.clone())) })
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.before.is_some()
    }

    /// Undoes the last change; undone again, the change is back.
    pub fn undo(self) -> Edited {
        match self.before {
            Some(before) => Edited { flow: *before, before: Some(Box::new(self.flow)) },
            None => self,
        }
    }
}

impl Flow {
    /// The flow after one action. It loads, whatever the action.
    pub fn apply(&self, action: Action) -> Result<Flow, Refusal> {
        let mut flow = self.clone();
        flow.change(action)?;
        let first = |faults: Vec<(_, Fault)>| faults.into_iter().next().map(|(_, fault)| fault);
        match written::read(Written::from(flow)) {
            Ok(flow) => Ok(flow),
            Err(faults) => Err(Refusal::Fault(first(faults).unwrap_or(Fault::ManyNodes))),
        }
    }

    fn change(&mut self, action: Action) -> Result<(), Refusal> {
        match action {
            Action::Set(head) => self.set(head),
            Action::AddNode { text, kind, after } => self.add(text, kind, after)?,
            Action::EditText(id, text) => self.at(&id)?.text = text,
            Action::EditKind(id, kind) => self.at(&id)?.become_kind(kind)?,
            Action::LimitVisits(id, visits) => self.at(&id)?.visits = visits,
            Action::Start(id) => {
                self.at(&id)?;
                self.start = Some(id);
            }
            Action::Connect(from, branch) => {
                self.has(&branch.to)?;
                self.at(&from)?.branches.push(branch);
            }
            Action::EditBranch(from, nth, branch) => {
                self.has(&branch.to)?;
                let branches = &mut self.at(&from)?.branches;
                *branches.get_mut(nth).ok_or(Refusal::NoBranch)? = branch;
            }
            Action::MoveBranch(from, nth, to) => {
                shift(&mut self.at(&from)?.branches, nth, to).ok_or(Refusal::NoBranch)?;
            }
            Action::Disconnect(from, nth) => {
                let branches = &mut self.at(&from)?.branches;
                if nth >= branches.len() {
                    return Err(Refusal::NoBranch);
                }
                branches.remove(nth);
            }
            Action::Move(id, to) => {
                let from = self.position(&id).ok_or_else(|| Refusal::NoNode(id.clone()))?;
                shift(&mut self.nodes, from, to);
            }
            Action::Duplicate(id) => self.duplicate(&id)?,
            Action::Delete(id) => self.delete(&id)?,
        }
        Ok(())
    }

    fn set(&mut self, head: Head) {
        match head {
            Head::Name(name) => self.name = name,
            Head::Purpose(purpose) => self.purpose = purpose,
            Head::Language(language) => self.language = language,
            Head::Voice(voice) => self.voice = voice,
            Head::Give(name) if self.given.contains(&name) => {}
            Head::Give(name) => self.given.push(name),
            Head::Ungive(name) => self.given.retain(|given| *given != name),
        }
    }

    fn has(&self, id: &NodeId) -> Result<(), Refusal> {
        self.node(id).map(|_| ()).ok_or_else(|| Refusal::NoNode(id.clone()))
    }

    fn at(&mut self, id: &NodeId) -> Result<&mut Node, Refusal> {
        let node = self.nodes.iter_mut().find(|node| node.id == *id);
        node.ok_or_else(|| Refusal::NoNode(id.clone()))
    }

    /// The first id of a sort that is free.
    fn free_id(&self, like: &Kind) -> NodeId {
        let ids = (1..=NODES_MOST + 1).map(|nth| NodeId::nth(like.sort(), nth));
        let free = ids.into_iter().find(|id| self.node(id).is_none());
        free.unwrap_or_else(|| NodeId::nth(like.sort(), NODES_MOST + 1))
    }

    fn add(&mut self, text: Prompt, kind: Kind, after: Option<NodeId>) -> Result<(), Refusal> {
        let place = match &after {
            Some(id) => self.position(id).ok_or_else(|| Refusal::NoNode(id.clone()))? + 1,
            None => self.nodes.len(),
        };
        let id = self.free_id(&kind);
        self.start.get_or_insert_with(|| id.clone());
        self.nodes.insert(place, Node { id, text, kind, visits: None, branches: Vec::new() });
        Ok(())
    }

    fn duplicate(&mut self, id: &NodeId) -> Result<(), Refusal> {
        let place = self.position(id).ok_or_else(|| Refusal::NoNode(id.clone()))?;
        let Some(mut copy) = self.node(id).cloned() else { return Ok(()) };
        copy.id = self.free_id(&copy.kind);
        for branch in copy.branches.iter_mut().filter(|branch| branch.to == *id) {
            branch.to = copy.id.clone();
        }
        self.nodes.insert(place + 1, copy);
        Ok(())
    }

    fn delete(&mut self, id: &NodeId) -> Result<(), Refusal> {
        self.has(id)?;
        self.nodes.retain(|node| node.id != *id);
        for node in &mut self.nodes {
            node.branches.retain(|branch| branch.to != *id);
        }
        if self.start.as_ref() == Some(id) {
            self.start = self.nodes.first().map(|node| node.id.clone());
        }
        Ok(())
    }
}

impl Node {
    fn become_kind(&mut self, kind: Kind) -> Result<(), Refusal> {
        if kind.sort() != self.kind.sort() {
            return Err(Refusal::OtherSort);
        }
        let lost: Vec<On> = match &kind {
            Kind::Menu(_, choices) => {
                let gone = |key| choices.iter().all(|choice| choice.key != key);
                let had = self.choices().iter().map(|choice| choice.key);
                had.filter(|key| gone(*key)).map(On::Key).collect()
            }
            _ => Vec::new(),
        };
        self.branches.retain(|branch| kind.takes(&branch.on) && !lost.contains(&branch.on));
        self.kind = kind;
        Ok(())
    }
}

/// Takes one element to another place; the last one when there are not as many.
fn shift<T>(all: &mut Vec<T>, from: usize, to: usize) -> Option<()> {
    if from >= all.len() {
        return None;
    }
    let one = all.remove(from);
    all.insert(to.min(all.len()), one);
    Some(())
}
