//! What keeps a flow from being called with: unreachable nodes, dead ends, missing branches.

use strum::IntoStaticStr;

use super::Flow;
use super::branch::{Key, On};
use super::compiled::Book;
use super::graph::{Defined, Graph};
use super::node::{Kind, Node, NodeId, Scale};
use super::timing::speech_ms;
use crate::domain::script::Prompt;

/// Nobody listens longer before he may answer, seconds.
pub const TEXT_SECONDS_MOST: u64 = 45;

/// Something to put right before the flow may be called with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None` for the flow as a whole.
    pub node: Option<NodeId>,
    /// What.
    pub trouble: Trouble,
}

/// What can be wrong with a flow that loads.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Trouble {
    /// There is no node.
    Empty,
    /// No way leads to it.
    Unreachable,
    /// No way leads on from it in one of the cases that may come.
    DeadEnd,
    /// A menu without choices.
    NoChoices,
    /// A listed key leads nowhere.
    KeyWithoutBranch(Key),
    /// A branch on a key that the menu does not list.
    KeyNotListed(Key),
    /// Two branches on one key.
    KeyTwice(Key),
    /// Two branches for the same of no input, invalid input and otherwise.
    BranchTwice(&'static str),
    /// Nothing says what happens when nothing comes.
    NoInputMissing,
    /// A transfer without an entry of the address book, or with one that is gone.
    NoNumber,
    /// It takes longer to say than anybody listens.
    TextTooLong {
        /// How long it takes, seconds.
        seconds: u64,
    },
    /// A variable without a fallback that nobody gives and no earlier answer defines.
    Undefined(String),
    /// A loop through this node has no limit of visits.
    NoVisitLimit,
}

impl Trouble {
    /// The stable name.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// Everything that is to be put right, in the order of the nodes. `book` is the user's address
/// book. The time it takes grows as the flow does.
pub fn problems(flow: &Flow, book: &Book) -> Vec<Problem> {
    if flow.nodes().is_empty() {
        return vec![Problem { node: None, trouble: Trouble::Empty }];
    }
    let graph = Graph::of(flow);
    let reached = graph.reached(flow.start().and_then(|id| flow.position(id)));
    let looped = graph.unlimited_loops();
    let defined = Defined::of(flow, &graph);
    let mut all = Vec::new();
    for (at, node) in flow.nodes().iter().enumerate() {
        let mut found = Vec::new();
        if !reached.contains(&at) {
            found.push(Trouble::Unreachable);
        }
        branches(node, &mut found);
        if let Kind::Transfer(entry) = &node.kind
            && entry.as_ref().is_none_or(|entry| !book.contains_key(entry))
        {
            found.push(Trouble::NoNumber);
        }
        let seconds = seconds(flow, &node.text);
        if seconds > TEXT_SECONDS_MOST {
            found.push(Trouble::TextTooLong { seconds });
        }
        found.extend(defined.missing(at, &node.text).map(Trouble::Undefined));
        if looped.contains(&at) {
            found.push(Trouble::NoVisitLimit);
        }
        let here = |trouble| Problem { node: Some(node.id.clone()), trouble };
        all.extend(found.into_iter().map(here));
    }
    all
}

/// How long a text takes with its fallbacks in, seconds.
fn seconds(flow: &Flow, text: &Prompt) -> u64 {
    let names = text.variables().iter().map(|variable| variable.name.clone());
    let values = names.map(|name| (name, "—".repeat(8))).collect();
    let said = text.fill(&values).unwrap_or_else(|_| text.as_str().to_owned());
    speech_ms(&said, flow.language).div_ceil(1_000)
}

/// What is wrong with the ways on from a node.
fn branches(node: &Node, found: &mut Vec<Trouble>) {
    let on = |wanted: &On| node.branches().iter().filter(|branch| branch.on == *wanted).count();
    let keys = |key: Key| on(&On::Key(key));
    if let Kind::Menu(_, choices) = &node.kind {
        if choices.is_empty() {
            found.push(Trouble::NoChoices);
        }
        let bare = choices.iter().filter(|choice| keys(choice.key) == 0);
        found.extend(bare.map(|choice| Trouble::KeyWithoutBranch(choice.key)));
        let listed = |key: Key| choices.iter().any(|choice| choice.key == key);
        let unlisted = Key::ALL.into_iter().filter(|key| keys(*key) > 0 && !listed(*key));
        found.extend(unlisted.map(Trouble::KeyNotListed));
    }
    found.extend(Key::ALL.into_iter().filter(|key| keys(*key) > 1).map(Trouble::KeyTwice));
    for condition in [On::NoInput, On::Invalid, On::Otherwise] {
        if on(&condition) > 1 {
            found.extend(condition.word().map(Trouble::BranchTwice));
        }
    }
    let otherwise = on(&On::Otherwise) > 0;
    let ends = match &node.kind {
        Kind::Transfer(_) | Kind::End => false,
        Kind::Menu(..) => node.branches().is_empty(),
        Kind::Feedback(_, Scale::Rating) => {
            let rated = |key: &Key| key.rating().is_some();
            !otherwise && Key::ALL.into_iter().filter(rated).any(|key| keys(key) == 0)
        }
        _ => !otherwise,
    };
    if ends {
        found.push(Trouble::DeadEnd);
    }
    if node.kind.ask().is_some() && on(&On::NoInput) == 0 {
        found.push(Trouble::NoInputMissing);
    }
}

#[cfg(test)]
mod tests {
    use super::super::import;
    use super::super::samples::book;
    use super::*;

    const HEAD: &str = "v = 1\nname = \"A\"\npurpose = \"notice\"\nlanguage = \"en\"\n";
    const END: &str = "[[node]]\nid = \"bye\"\ntype = \"end\"\ntext = \"Bye.\"\n";

    fn found(nodes: &str) -> Vec<String> {
        let flow = import(&format!("{HEAD}{nodes}{END}")).unwrap();
        let say = |problem: Problem| {
            let node = problem.node.map(String::from).unwrap_or_default();
            format!("{node} {}", problem.trouble.word())
        };
        problems(&flow, &book()).into_iter().map(say).collect()
    }

    fn menu(choices: &str, go: &str) -> String {
        format!(
            "[[node]]\nid = \"m\"\ntype = \"menu\"\ntext = \"Press.\"\nkeep = \"a\"\n\
             choices = [{choices}]\ngo = [{go}]\n"
        )
    }

    const ONE: &str = "{ key = \"1\", label = \"Yes\" },";
    const KEY: &str = "{ key = \"1\", to = \"bye\" },";
    const NONE: &str = "{ on = \"no_input\", to = \"bye\" },";

    fn play(id: &str, text: &str, to: &str, more: &str) -> String {
        format!(
            "[[node]]\nid = \"{id}\"\ntype = \"play\"\ntext = \"{text}\"\n{more}\n\
             go = [{{ on = \"otherwise\", to = \"{to}\" }}]\n"
        )
    }

    #[test]
    fn each_trouble_has_its_node() {
        let two = "{ key = \"2\", label = \"No\" },";
        let transfer = |entry: &str| {
            format!("[[node]]\nid = \"t\"\ntype = \"transfer\"\ntext = \"Wait.\"\n{entry}\n")
        };
        let table: Vec<(String, &[&str])> = vec![
            (String::new(), &[]),
            (menu(ONE, &format!("{KEY}{NONE}")), &[]),
            (menu("", NONE), &["m no_choices"]),
            (
                menu(ONE, ""),
                &["m key_without_branch", "m dead_end", "m no_input_missing", "bye unreachable"],
            ),
            (menu(&format!("{ONE}{two}"), &format!("{KEY}{NONE}")), &["m key_without_branch"]),
            (menu(ONE, &format!("{KEY}{KEY}{NONE}")), &["m key_twice"]),
            (
                menu(ONE, &format!("{KEY}{{ key = \"2\", to = \"bye\" }},{NONE}")),
                &["m key_not_listed"],
            ),
            (menu(ONE, &format!("{KEY}{NONE}{NONE}")), &["m branch_twice"]),
            (menu(ONE, KEY), &["m no_input_missing"]),
            (transfer("entry = \"Desk\""), &["bye unreachable"]),
            (transfer(""), &["t no_number", "bye unreachable"]),
            (transfer("entry = \"Gone\""), &["t no_number", "bye unreachable"]),
            (play("p", &"word ".repeat(140), "bye", ""), &["p text_too_long"]),
            (play("p", "On {day}.", "bye", ""), &["p undefined"]),
            (play("p", "On {day|a day}. On {day}.", "bye", ""), &[]),
            (play("p", "Again.", "p", ""), &["p no_visit_limit", "bye unreachable"]),
            (play("p", "Again.", "p", "visits = 2"), &["bye unreachable"]),
            (
                play("p", "A.", "q", "")
                    + &play("q", "B.", "r", "visits = 1")
                    + &play("r", "C.", "p", ""),
                &["bye unreachable"],
            ),
            (
                play("p", "A.", "q", "") + &play("q", "B.", "r", "") + &play("r", "C.", "q", ""),
                &["q no_visit_limit", "bye unreachable"],
            ),
        ];
        for (nodes, want) in table {
            assert_eq!(found(&nodes), want, "{nodes}");
        }
    }

    #[test]
    fn an_answer_is_defined_only_where_every_way_has_asked() {
        let said = play("p", "You said {a}.", "bye", "");
        let to = |text: &str| text.replace("\"bye\"", "\"p\"");
        let asked = menu(ONE, &format!("{}{NONE}", to(KEY)));
        assert_eq!(found(&(asked + &said)), [""; 0]);
        let asked = menu(ONE, &format!("{KEY}{}", to(NONE)));
        assert_eq!(found(&(asked + &said)), ["p undefined"]);
    }
}
