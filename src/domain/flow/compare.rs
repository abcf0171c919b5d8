//! What differs between two versions of a flow, as values.

use super::Flow;
use super::node::{Kind, Node, NodeId};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something of the flow as a whole.
    Head(HeadField),
    /// A node that is new.
    Added(NodeId),
    /// A node that is gone.
    Removed(NodeId),
    /// A node that stands elsewhere among those that both have.
    Moved(NodeId),
    /// A node of which these fields differ.
    Changed(NodeId, Vec<NodeField>),
}

/// What a flow has as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadField {
    /// Its name.
    Name,
    /// Its purpose.
    Purpose,
    /// The language.
    Language,
    /// The voice.
    Voice,
    /// The variables that must be given.
    Given,
    /// The first node.
    Start,
}

/// What a node has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeField {
    /// Its sort.
    Sort,
    /// What it says.
    Text,
    /// The name of the answer.
    Keep,
    /// Repeats and wait.
    Patience,
    /// Choices, digits, scale or entry.
    Takes,
    /// The limit of visits.
    Visits,
    /// The ways on.
    Branches,
}

/// The differences from `old` to `new`: of the whole, then node by node in the order of `new`,
/// then what is gone.
pub fn compare(old: &Flow, new: &Flow) -> Vec<Change> {
    let heads = [
        (HeadField::Name, old.name != new.name),
        (HeadField::Purpose, old.purpose != new.purpose),
        (HeadField::Language, old.language != new.language),
        (HeadField::Voice, old.voice != new.voice),
        (HeadField::Given, old.given != new.given),
        (HeadField::Start, old.start != new.start),
    ];
    let differ = heads.into_iter().filter(|(_, differs)| *differs);
    let mut all: Vec<Change> = differ.map(|(field, _)| Change::Head(field)).collect();
    let moved = moved(old, new);
    for node in &new.nodes {
        let Some(before) = old.node(&node.id) else {
            all.push(Change::Added(node.id.clone()));
            continue;
        };
        if moved.contains(&&node.id) {
            all.push(Change::Moved(node.id.clone()));
        }
        let fields = fields(before, node);
        if !fields.is_empty() {
            all.push(Change::Changed(node.id.clone(), fields));
        }
    }
    let gone = old.nodes.iter().filter(|node| new.node(&node.id).is_none());
    all.extend(gone.map(|node| Change::Removed(node.id.clone())));
    all
}

fn fields(old: &Node, new: &Node) -> Vec<NodeField> {
    let keep = |node: &Node| node.kind.ask().map(|ask| ask.keep.clone());
    let patience = |node: &Node| node.kind.ask().map(|ask| (ask.retries, ask.timeout));
    let all = [
        (NodeField::Sort, old.kind.sort() != new.kind.sort()),
        (NodeField::Text, old.text != new.text),
        (NodeField::Keep, keep(old) != keep(new)),
        (NodeField::Patience, patience(old) != patience(new)),
        (NodeField::Takes, takes(&old.kind) != takes(&new.kind)),
        (NodeField::Visits, old.visits != new.visits),
        (NodeField::Branches, old.branches != new.branches),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// A kind without what is compared apart.
fn takes(kind: &Kind) -> Kind {
    let mut kind = kind.clone();
    match &mut kind {
        Kind::Question(ask)
        | Kind::Menu(ask, _)
        | Kind::Keypad(ask, _)
        | Kind::Feedback(ask, _) => {
            ask.retries = 0;
            ask.timeout = 0;
            ask.keep = super::node::Name::unnamed();
        }
        Kind::Play | Kind::Transfer(_) | Kind::End => {}
    }
    kind
}

/// Nodes whose place among the common ones is another.
fn moved<'a>(old: &Flow, new: &'a Flow) -> Vec<&'a NodeId> {
    let before = old.nodes.iter().filter(|node| new.node(&node.id).is_some());
    let after = new.nodes.iter().filter(|node| old.node(&node.id).is_some());
    let pairs = before.zip(after).filter(|(before, after)| before.id != after.id);
    pairs.map(|(_, after)| &after.id).collect()
}

#[cfg(test)]
mod tests {
    use super::super::import;
    use super::*;

    const OLD: &str = r#"v = 1
name = "A"
purpose = "notice"
language = "en"
[[node]]
id = "hello"
type = "play"
text = "Hello."
go = [{ on = "otherwise", to = "bye" }]
[[node]]
id = "bye"
type = "end"
text = "Bye."
"#;

    #[test]
    fn each_difference_is_named() {
        let id = |id: &str| NodeId::parse(id).unwrap();
        let old = import(OLD).unwrap();
        assert_eq!(compare(&old, &old), []);
        let more = "[[node]]\nid = \"more\"\ntype = \"end\"\ntext = \"More.\"\n";
        let table = [
            (OLD.replace("name = \"A\"", "name = \"B\""), vec![Change::Head(HeadField::Name)]),
            (
                OLD.replace("Hello.", "Hi."),
                vec![Change::Changed(id("hello"), vec![NodeField::Text])],
            ),
            (format!("{OLD}{more}"), vec![Change::Added(id("more"))]),
            (
                OLD.replace("id = \"bye\"", "id = \"end\"").replace("to = \"bye\"", "to = \"end\""),
                vec![
                    Change::Changed(id("hello"), vec![NodeField::Branches]),
                    Change::Added(id("end")),
                    Change::Removed(id("bye")),
                ],
            ),
            (
                OLD.replace("type = \"end\"", "type = \"play\"\nvisits = 2"),
                vec![Change::Changed(
                    id("bye"),
                    vec![NodeField::Sort, NodeField::Takes, NodeField::Visits],
                )],
            ),
        ];
        for (text, want) in table {
            assert_eq!(compare(&old, &import(&text).unwrap()), want, "{text}");
        }
    }
}
