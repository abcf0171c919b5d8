//! The written form of a flow, the same in JSON and TOML, and its way into a [`Flow`].

use serde::{Deserialize, Serialize};

use super::branch::{Branch, Key, On, Phrases};
use super::fault::{Fault, Place};
use super::node::{
    Ask, Choice, Entry, Field, Holds, Kind, Name, Node, NodeId, Scale, Sort, VoiceName,
};
use super::words::{known, language_of, on_word, purpose_of};
use super::{BRANCHES_MOST, Flow, GIVEN_MOST, NODES_MOST};
use crate::domain::script::{Prompt, TaskName};

/// The version of the format.
pub(super) const VERSION: u8 = 1;

/// A flow as it is written. The fields stand in alphabetical order, so that its JSON is canonical.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    pub language: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub node: Vec<WrittenNode>,
    pub purpose: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    pub v: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenNode {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<WrittenChoice>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<WrittenDigits>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub go: Vec<WrittenBranch>,
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u8>,
    pub r#type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenChoice {
    pub key: String,
    pub label: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenDigits {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    pub holds: String,
    pub max: u8,
    pub min: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenBranch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    pub to: String,
}

/// The faults found so far, each with its place.
type Faults = Vec<(Place, Fault)>;

/// Reads a written flow; the error holds every fault.
pub(super) fn read(written: Written) -> Result<Flow, Faults> {
    let mut reader = Reader::default();
    let flow = reader.flow(written);
    match flow {
        Some(flow) if reader.faults.is_empty() => Ok(flow),
        _ => Err(reader.faults),
    }
}

#[derive(Default)]
struct Reader {
    faults: Faults,
    node: Option<usize>,
}

impl Reader {
    fn note<T>(&mut self, field: &'static str, nth: Option<usize>, fault: Fault) -> Option<T> {
        self.faults.push((Place { node: self.node, field, nth }, fault));
        None
    }

    /// The value, or its fault is noted.
    fn take<T>(&mut self, field: &'static str, read: Result<T, Fault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => self.note(field, None, fault),
        }
    }

    fn flow(&mut self, written: Written) -> Option<Flow> {
        if written.v != VERSION {
            return self.note("v", None, Fault::Version(written.v));
        }
        let name = self.take("name", TaskName::parse(&written.name).map_err(Fault::Name));
        let purpose = self.take("purpose", purpose_of(&written.purpose));
        let language = self.take("language", language_of(&written.language));
        let voice = written.voice.map(|voice| VoiceName::parse(&voice).ok_or(Fault::Voice));
        let voice = self.take("voice", voice.transpose());
        let given = self.given(&written.given);
        if written.node.len() > NODES_MOST {
            self.note::<()>("node", Some(NODES_MOST), Fault::ManyNodes);
        }
        let ids: Vec<String> = written.node.iter().map(|node| node.id.clone()).collect();
        let nodes = written.node.into_iter().enumerate().map(|(at, node)| {
            self.node = Some(at);
            if ids.iter().take(at).any(|id| *id == node.id) {
                self.note::<()>("id", None, Fault::Twice(node.id.clone()));
            }
            self.node(node, &ids)
        });
        let nodes: Vec<Option<Node>> = nodes.collect();
        self.node = None;
        let start = match &written.start {
            Some(start) => Some(self.target("start", None, start, &ids)?),
            None => ids.first().and_then(|id| NodeId::parse(id)),
        };
        let (name, purpose, language) = (name?, purpose?, language?);
        let nodes = nodes.into_iter().collect::<Option<Vec<Node>>>()?;
        Some(Flow { name, purpose, language, voice: voice?, given: given?, nodes, start })
    }

    fn given(&mut self, written: &[String]) -> Option<Vec<Name>> {
        let mut all: Vec<Name> = Vec::new();
        for (at, name) in written.iter().enumerate() {
            match Name::parse(name) {
                Some(name) if all.contains(&name) || at >= GIVEN_MOST => {
                    return self.note("given", Some(at), Fault::Given);
                }
                Some(name) => all.push(name),
                None => return self.note("given", Some(at), Fault::Keep(name.clone())),
            }
        }
        Some(all)
    }

    fn target(
        &mut self,
        field: &'static str,
        nth: Option<usize>,
        to: &str,
        ids: &[String],
    ) -> Option<NodeId> {
        match NodeId::parse(to).filter(|_| ids.iter().any(|id| id == to)) {
            Some(id) => Some(id),
            None => self.note(field, nth, Fault::NoNode(to.to_owned())),
        }
    }

    fn node(&mut self, written: WrittenNode, ids: &[String]) -> Option<Node> {
        let id = NodeId::parse(&written.id).ok_or_else(|| Fault::Id(written.id.clone()));
        let id = self.take("id", id);
        let text = self.take("text", Prompt::parse(&written.text).map_err(Fault::Text));
        let sort = self.take("type", known::<Sort>(&written.r#type))?;
        let visits = match written.visits {
            Some(visits) if !(1..=Node::VISITS_MOST).contains(&visits) => {
                self.note("visits", None, Fault::Visits)
            }
            visits => Some(visits),
        };
        let kind = self.kind(sort, &written);
        if written.go.len() > BRANCHES_MOST {
            self.note::<()>("go", Some(BRANCHES_MOST), Fault::ManyBranches);
        }
        let kind = kind?;
        let branches = written.go.iter().enumerate();
        let branches: Vec<Option<Branch>> =
            branches.map(|(nth, branch)| self.branch(nth, branch, &kind, ids)).collect();
        let branches = branches.into_iter().collect::<Option<Vec<Branch>>>()?;
        Some(Node { id: id?, text: text?, kind, visits: visits?, branches })
    }

    fn kind(&mut self, sort: Sort, written: &WrittenNode) -> Option<Kind> {
        self.only(sort, written);
        Some(match sort {
            Sort::Play => Kind::Play,
            Sort::End => Kind::End,
            Sort::Transfer => {
                let entry = written.entry.as_deref().map(Entry::parse).transpose();
                Kind::Transfer(self.take("entry", entry.map_err(Fault::Name))?)
            }
            Sort::Question => Kind::Question(self.ask(sort, written)?),
            Sort::Menu => {
                let choices = self.choices(written);
                Kind::Menu(self.ask(sort, written)?, choices?)
            }
            Sort::Keypad => {
                let field = self.field(sort, written);
                Kind::Keypad(self.ask(sort, written)?, field?)
            }
            Sort::Feedback => {
                let scale = match &written.scale {
                    Some(scale) => self.take("scale", known::<Scale>(scale)),
                    None => self.needs(sort, "scale"),
                };
                Kind::Feedback(self.ask(sort, written)?, scale?)
            }
        })
    }

    fn needs<T>(&mut self, sort: Sort, field: &'static str) -> Option<T> {
        self.note("type", None, Fault::Needs { sort: sort.word(), field })
    }

    /// Notes the fields that this sort does not have.
    fn only(&mut self, sort: Sort, written: &WrittenNode) {
        let asks = !matches!(sort, Sort::Play | Sort::Transfer | Sort::End);
        let fields = [
            ("keep", written.keep.is_some(), asks),
            ("retries", written.retries.is_some(), asks),
            ("timeout", written.timeout.is_some(), asks),
            ("choices", written.choices.is_some(), sort == Sort::Menu),
            ("digits", written.digits.is_some(), sort == Sort::Keypad),
            ("scale", written.scale.is_some(), sort == Sort::Feedback),
            ("entry", written.entry.is_some(), sort == Sort::Transfer),
        ];
        for (field, is_there, may) in fields {
            if is_there && !may {
                self.note::<()>(field, None, Fault::HasNo { sort: sort.word(), field });
            }
        }
    }

    fn ask(&mut self, sort: Sort, written: &WrittenNode) -> Option<Ask> {
        let keep = match &written.keep {
            Some(keep) => {
                let name = Name::parse(keep).ok_or_else(|| Fault::Keep(keep.clone()));
                self.take("keep", name)
            }
            None => self.needs(sort, "keep"),
        };
        let retries = written.retries.unwrap_or(Ask::RETRIES);
        if retries > Ask::RETRIES_MOST {
            return self.note("retries", None, Fault::Retries);
        }
        let timeout = written.timeout.unwrap_or(Ask::TIMEOUT);
        if !(Ask::TIMEOUT_LEAST..=Ask::TIMEOUT_MOST).contains(&timeout) {
            return self.note("timeout", None, Fault::Timeout);
        }
        Some(Ask { keep: keep?, retries, timeout })
    }

    fn choices(&mut self, written: &WrittenNode) -> Option<Vec<Choice>> {
        let mut all: Vec<Choice> = Vec::new();
        for (nth, choice) in written.choices.iter().flatten().enumerate() {
            let nth = Some(nth);
            let key = key_of(&choice.key).and_then(|key| match key {
                key if !key.is_free() => Err(Fault::OptOut),
                key if all.iter().any(|c| c.key == key) => Err(Fault::KeyTwice(key.as_char())),
                key => Ok(key),
            });
            match (key, TaskName::parse(&choice.label)) {
                (Ok(key), Ok(label)) => all.push(Choice { key, label }),
                (Err(fault), _) => return self.note("choices", nth, fault),
                (_, Err(fault)) => return self.note("choices", nth, Fault::Name(fault)),
            }
        }
        Some(all)
    }

    fn field(&mut self, sort: Sort, written: &WrittenNode) -> Option<Field> {
        let Some(digits) = &written.digits else { return self.needs(sort, "digits") };
        let holds = self.take("digits", known::<Holds>(&digits.holds))?;
        let end = digits.end.as_deref().map(key_of).transpose();
        let end = self.take("digits", end)?;
        let (least, most) = holds.bounds();
        let field = Field::new(holds, digits.min, digits.max, end);
        let fault = Fault::Digits { holds: holds.word(), least, most };
        self.take("digits", field.ok_or(fault))
    }

    fn branch(
        &mut self,
        nth: usize,
        written: &WrittenBranch,
        kind: &Kind,
        ids: &[String],
    ) -> Option<Branch> {
        let nth = Some(nth);
        let on = match (&written.key, &written.says, &written.on) {
            (Some(key), None, None) => key_of(key).map(On::Key),
            (None, Some(says), None) => Phrases::parse(says).map(On::Says).map_err(Fault::Says),
            (None, None, Some(word)) => on_word(word),
            _ => Err(Fault::Condition),
        };
        let on = on.and_then(|on| match &on {
            On::Key(key) if !key.is_free() => Err(Fault::OptOut),
            on if !kind.takes(on) => Err(Fault::Takes { sort: kind.sort().word() }),
            _ => Ok(on),
        });
        let to = self.target("go", nth, &written.to, ids);
        match on {
            Ok(on) => Some(Branch { on, to: to? }),
            Err(fault) => self.note("go", nth, fault),
        }
    }
}

fn key_of(text: &str) -> Result<Key, Fault> {
    let mut chars = text.chars();
    let key = chars.next().filter(|_| chars.next().is_none()).and_then(Key::new);
    key.ok_or_else(|| Fault::Key(text.to_owned()))
}

impl TryFrom<Written> for Flow {
    type Error = String;

    fn try_from(written: Written) -> Result<Flow, String> {
        read(written).map_err(|faults| {
            let first = faults.first().map(|(_, fault)| fault.to_string());
            first.unwrap_or_else(|| "not a flow".to_owned())
        })
    }
}
