//! Flows to start from, each in the four languages: lawful everyday uses, complete as they are.
//!
//! A template is one graph and its words in each language: `"@ask"` stands for the words `ask`.
//! Every variable has a fallback, so that it can be rehearsed without a list.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Flow;
use super::fault::{Fault, Mistake};
use super::text::{import, quoted};
use crate::domain::locale::Locale;

/// Where the words begin in a template's text.
const WORDS: &str = "\n[words.";

/// Words that several templates, and drafts, share.
const COMMON: &str = include_str!("templates/everyday.toml");

/// A flow to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The stable name.
    pub id: &'static str,
    text: &'static str,
}

macro_rules! templates {
    ($($id:literal),* $(,)?) => {
        [$(Template { id: $id, text: include_str!(concat!("templates/", $id, ".toml")) }),*]
    };
}

const ALL: [Template; 12] = templates![
    "appointment",
    "payment_due",
    "delivery",
    "school_notice",
    "volunteers",
    "survey",
    "rsvp",
    "waiting_list",
    "prescription",
    "water_outage",
    "lost_contact",
    "callback",
];

/// All templates, in the order in which they are offered.
pub fn templates() -> &'static [Template] {
    &ALL
}

/// The words of one language by their keys.
pub(super) type Words = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Tail {
    words: BTreeMap<String, Words>,
}

impl Template {
    /// A template by its stable name.
    pub fn find(id: &str) -> Option<&'static Template> {
        ALL.iter().find(|template| template.id == id)
    }

    /// The template as a flow in one language, under the template's name in it.
    pub fn flow(&self, language: Locale) -> Result<Flow, Vec<Mistake>> {
        let (graph, _) = self.text.split_once(WORDS).unwrap_or((self.text, ""));
        let mut words = common(language);
        words.extend(words_of(self.text, language)?);
        words.insert("language".to_owned(), language.code().to_owned());
        let put = |graph: String, (key, word): (&String, &String)| {
            graph.replace(&format!("\"@{key}\""), &quoted(word))
        };
        import(&words.iter().fold(graph.to_owned(), put))
    }
}

/// The shared words of one language.
pub(super) fn common(language: Locale) -> Words {
    words_of(COMMON, language).unwrap_or_default()
}

fn words_of(text: &str, language: Locale) -> Result<Words, Vec<Mistake>> {
    let wrong = |what: &str| vec![Mistake { line: None, fault: Fault::Format(what.to_owned()) }];
    let from = text.find(WORDS).and_then(|at| text.get(at..)).unwrap_or_default();
    let mut tail: Tail = toml::from_str(from).map_err(|error| wrong(error.message()))?;
    tail.words.remove(language.code()).ok_or_else(|| wrong("no words in this language"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::samples::lines;
    use super::super::{Book, Compiled, Ending, Input, NodeId, Session, Waiting, export, problems};
    use super::*;
    use crate::domain::script::Values;

    fn all() -> Vec<(&'static Template, Locale, Flow)> {
        let each = |template: &'static Template| {
            Locale::ALL.map(|language| (template, language, template.flow(language).unwrap()))
        };
        templates().iter().flat_map(each).collect()
    }

    #[test]
    fn each_may_be_called_with_as_it_is() {
        for (template, language, flow) in all() {
            assert_eq!(problems(&flow, &Book::new()), [], "{} {language:?}", template.id);
            assert_eq!(flow.language, language);
            let text = export(&flow);
            assert!(!text.contains('@'), "{text}");
            let said = flow.nodes().iter().map(|node| node.text.fill(&Values::new()).unwrap());
            assert!(said.into_iter().all(|text| !text.contains("  ") && !text.contains('9')));
        }
    }

    #[test]
    fn each_language_has_the_same_graph_and_its_own_words() {
        for template in templates() {
            let shape = |language| {
                let flow = template.flow(language).unwrap();
                let branches = |node: &super::super::Node| node.branches().to_vec();
                let nodes = flow.nodes().iter();
                nodes.map(|node| (node.id.clone(), node.kind.sort(), branches(node))).collect()
            };
            let shapes: Vec<Vec<_>> = Locale::ALL.map(shape).to_vec();
            assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{}", template.id);
            let texts = |language| {
                let flow = template.flow(language).unwrap();
                flow.nodes().iter().map(|n| n.text.as_str().to_owned()).collect::<Vec<_>>()
            };
            let all: BTreeSet<String> = Locale::ALL.into_iter().flat_map(texts).collect();
            assert_eq!(all.len(), 4 * shapes[0].len(), "{}", template.id);
        }
    }

    /// Every way through a flow, by all that fits each moment.
    fn ways(compiled: &Compiled, session: Session, ended: &mut Vec<Session>) {
        let keys = |keys: &[char]| keys.iter().map(|key| vec![Input::Key(*key)]).collect();
        let mut next: Vec<Vec<Input>> = match session.waiting(compiled) {
            Waiting::Nothing => return ended.push(session),
            Waiting::Answer => vec![vec![Input::Answer]],
            Waiting::Message => vec![vec![Input::Silence]],
            Waiting::Words => vec![vec![Input::Say("Tuesday".to_owned())]],
            Waiting::Rating => keys(&['1', '5']),
            Waiting::Digits(_) => vec![vec![Input::Key('2'), Input::Key('#')]],
            Waiting::Sure => keys(&['1']),
            Waiting::Choice => {
                let node = compiled.flow().node(session.node().unwrap()).unwrap();
                let keys = node.choices().iter().map(|choice| choice.key.as_char());
                keys.map(|key| vec![Input::Key(key)]).collect()
            }
        };
        if !matches!(session.waiting(compiled), Waiting::Answer | Waiting::Message) {
            next.push(vec![Input::Silence, Input::Silence]);
        }
        for inputs in next {
            let mut further = session.clone();
            for input in inputs {
                let _ = further.advance(compiled, input);
            }
            ways(compiled, further, ended);
        }
    }

    #[test]
    fn every_way_is_rehearsed_to_its_end() {
        for (template, language, flow) in all() {
            let nodes: BTreeSet<NodeId> = flow.nodes().iter().map(|node| node.id.clone()).collect();
            let compiled = Compiled::new(flow, lines(), &Book::new()).unwrap();
            let mut ended = Vec::new();
            ways(&compiled, Session::start(Values::new()), &mut ended);
            let paths = ended.iter().flat_map(Session::path);
            let seen: BTreeSet<NodeId> = paths.map(|visit| visit.node.clone()).collect();
            assert!(nodes.is_subset(&seen), "{} {language:?}", template.id);
            for session in ended {
                let ending = session.ending().unwrap();
                assert!(matches!(ending, Ending::Finished(_) | Ending::Spent(_)), "{ending:?}");
                assert!(session.seconds() < 240, "{} {}", template.id, session.seconds());
            }
        }
    }
}
