//! From a [`Flow`] to its written form.

use super::Flow;
use super::branch::{Branch, On};
use super::node::{Choice, Field, Kind, Node};
use super::written::{VERSION, Written, WrittenBranch, WrittenChoice, WrittenDigits, WrittenNode};

impl From<Flow> for Written {
    fn from(flow: Flow) -> Written {
        Written {
            given: flow.given.iter().map(|name| name.as_str().to_owned()).collect(),
            language: flow.language.code().to_owned(),
            name: flow.name.as_str().to_owned(),
            node: flow.nodes.iter().map(write).collect(),
            purpose: <&str>::from(flow.purpose).to_owned(),
            start: flow.start.map(String::from),
            v: VERSION,
            voice: flow.voice.map(|voice| voice.as_str().to_owned()),
        }
    }
}

fn write(node: &Node) -> WrittenNode {
    let ask = node.kind.ask();
    let choice = |choice: &Choice| WrittenChoice {
        key: choice.key.to_string(),
        label: choice.label.as_str().to_owned(),
    };
    let digits = |field: &Field| WrittenDigits {
        end: field.end.map(|key| key.to_string()),
        holds: field.holds.word().to_owned(),
        max: field.max,
        min: field.min,
    };
    WrittenNode {
        choices: match &node.kind {
            Kind::Menu(_, choices) => Some(choices.iter().map(choice).collect()),
            _ => None,
        },
        digits: match &node.kind {
            Kind::Keypad(_, field) => Some(digits(field)),
            _ => None,
        },
        entry: match &node.kind {
            Kind::Transfer(entry) => entry.as_ref().map(|entry| entry.as_str().to_owned()),
            _ => None,
        },
        go: node.branches.iter().map(write_branch).collect(),
        id: node.id.as_str().to_owned(),
        keep: ask.map(|ask| ask.keep.as_str().to_owned()),
        retries: ask.map(|ask| ask.retries),
        scale: match &node.kind {
            Kind::Feedback(_, scale) => Some(<&str>::from(*scale).to_owned()),
            _ => None,
        },
        text: node.text.as_str().to_owned(),
        timeout: ask.map(|ask| ask.timeout),
        r#type: node.kind.sort().word().to_owned(),
        visits: node.visits,
    }
}

fn write_branch(branch: &Branch) -> WrittenBranch {
    let (mut key, mut says, mut on) = (None, None, None);
    match &branch.on {
        On::Key(pressed) => key = Some(pressed.to_string()),
        On::Says(phrases) => says = Some(phrases.to_string()),
        other => on = other.word().map(str::to_owned),
    }
    WrittenBranch { key, on, says, to: branch.to.as_str().to_owned() }
}
