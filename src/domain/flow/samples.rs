//! Flows and actions for tests: any action, and flows that may be called with.

use proptest::collection::vec;
use proptest::prelude::*;

use super::node::Holds;
use super::*;
use crate::domain::phone::Phone;
use crate::domain::script::Prompt;

/// What is said; the place of a text in the flow makes it its own.
const TEXTS: [&str; 6] = [
    "Hello {name|there}, how are you?",
    "Press a key, please. {{Really}}!",
    "आपका दिन \"{दिन|कल}\" है।",
    "请按键，{name|您好}。",
    "Two\nlines \\ and a tab\there",
    "You said {a_1|nothing yet}, on {day}.",
];

/// The system's lines in tests.
pub(crate) fn lines() -> Lines {
    Lines {
        closing: "If you have questions, call plus 1, 2 1 2.".to_owned(),
        goodbye: "Goodbye.".to_owned(),
        opening: "This is an automated call from City Dental. To stop these calls, press 9."
            .to_owned(),
        opt_out: "You will not be called again. If that was a mistake, press 1 now.".to_owned(),
    }
}

/// An address book with one entry.
pub(crate) fn book() -> Book {
    let desk = Entry::parse("Desk").unwrap();
    Book::from([(desk, Phone::parse("+12125550123", None).unwrap())])
}

pub(crate) fn values() -> Values {
    Values::from([("day".to_owned(), "Monday".to_owned())])
}

fn text(nth: usize, of: usize) -> Prompt {
    Prompt::parse(&format!("{nth}: {}", TEXTS[of % TEXTS.len()])).unwrap()
}

/// The kind of a node from a few numbers.
fn kind(sort: u8, more: u8, nth: usize) -> Kind {
    let keep = Name::parse(&format!("a_{}", nth % 4)).unwrap();
    let ask = Ask { keep, retries: more % 3, timeout: 3 + more % 7 };
    match sort % 8 {
        0 => Kind::Play,
        1 => Kind::Question(ask),
        2 | 3 => {
            let labels = ["Yes", "No", "换个时间", "फिर से", "Je ne sais pas"];
            let keys = ['1', '2', '*', '0', '#'].iter().zip(labels);
            let choice = |(key, label): (&char, &str)| Choice {
                key: Key::new(*key).unwrap(),
                label: TaskName::parse(label).unwrap(),
            };
            Kind::Menu(ask, keys.map(choice).take(usize::from(more % 5) + 1).collect())
        }
        4 => {
            let end = [None, Key::new('#'), Key::new('*')][usize::from(more % 3)];
            let (min, max) = (1 + more % 3, 3 + more % 4);
            Kind::Keypad(ask, Field::new(Holds::Reference, min, max, end).unwrap())
        }
        5 => Kind::Feedback(ask, Scale::Rating),
        6 => Kind::Feedback(ask, Scale::Free),
        _ => Kind::Transfer(Entry::parse("Desk").ok()),
    }
}

fn empty(purpose: Purpose) -> Flow {
    let mut flow = Flow::new(TaskName::parse("Test").unwrap(), purpose, Locale::En);
    flow = flow.apply(Action::Set(Head::Give(Name::parse("day").unwrap()))).unwrap();
    flow.apply(Action::Set(Head::Voice(VoiceName::parse("maya")))).unwrap()
}

/// The branches that a node needs, each to the next of `targets`.
fn ways(node: &Node, more: u8, targets: &[NodeId], at: &mut usize) -> Vec<Branch> {
    let mut on: Vec<On> = node.choices().iter().map(|choice| On::Key(choice.key)).collect();
    if more.is_multiple_of(2) {
        on.push(On::Invalid);
        on.push(On::Says(Phrases::parse("move it, another day").unwrap()));
        on.push(On::Key(Key::new('5').unwrap()));
        on.retain(|on| !matches!(on, On::Key(key) if key.as_char() == '5' && !rates(node)));
    }
    if node.kind.ask().is_some() {
        on.push(On::NoInput);
    }
    on.push(On::Otherwise);
    on.retain(|on| node.kind.takes(on));
    let mut next = || {
        *at += 1;
        targets[*at % targets.len()].clone()
    };
    on.into_iter().map(|on| Branch { on, to: next() }).collect()
}

fn rates(node: &Node) -> bool {
    matches!(node.kind, Kind::Feedback(_, Scale::Rating))
}

/// A flow from numbers: its nodes, and where the branches lead.
pub(crate) fn made(purpose: Purpose, nodes: &[(u8, u8, usize)], to: &[usize]) -> Flow {
    let mut flow = empty(purpose);
    for (nth, (sort, more, said)) in nodes.iter().enumerate() {
        let (text, kind) = (text(nth, *said), kind(*sort, *more, nth));
        flow = flow.apply(Action::AddNode { text, kind, after: None }).unwrap();
    }
    let end = Action::AddNode { text: text(99, 0), kind: Kind::End, after: None };
    flow = flow.apply(end).unwrap();
    let ids: Vec<NodeId> = flow.nodes().iter().map(|node| node.id.clone()).collect();
    let targets: Vec<NodeId> = to.iter().map(|to| ids[to % ids.len()].clone()).collect();
    let mut at = 0;
    for (node, (_, more, _)) in flow.clone().nodes().iter().zip(nodes) {
        for branch in ways(node, *more, &targets, &mut at) {
            flow = flow.apply(Action::Connect(node.id.clone(), branch)).unwrap();
        }
        let limit = Action::LimitVisits(node.id.clone(), Some(1 + more % 3));
        flow = flow.apply(limit).unwrap();
    }
    loop {
        let all = problems(&flow, &book());
        let cut = all.into_iter().find(|problem| problem.trouble == Trouble::Unreachable);
        let Some(Problem { node: Some(id), .. }) = cut else { return flow };
        flow = flow.apply(Action::Delete(id)).unwrap();
    }
}

/// Flows that may be called with.
pub(crate) fn sound() -> impl Strategy<Value = Flow> {
    let nodes = vec((0_u8..8, any::<u8>(), 0_usize..6), 1..10);
    let purpose = prop_oneof![Just(Purpose::Reminder), Just(Purpose::LeadFollowUp)];
    (purpose, nodes, vec(0_usize..12, 1..40)).prop_map(|(purpose, n, to)| made(purpose, &n, &to))
}

/// What callees do; mostly keys.
pub(crate) fn inputs() -> impl Strategy<Value = Vec<Input>> {
    let said = prop_oneof![
        Just("yes, of course"),
        Just("I would like to move it"),
        Just("no"),
        Just("four, I think"),
        Just("我想换个时间"),
        Just("..."),
    ];
    let one = prop_oneof![
        6 => prop::sample::select(vec!['1', '2', '3', '5', '0', '*', '#']).prop_map(Input::Key),
        1 => Just(Input::Key('9')),
        4 => Just(Input::Silence),
        3 => said.prop_map(|words| Input::Say(words.to_owned())),
    ];
    vec(one, 0..60)
}

/// Any action: on nodes that are there, and on such that are not.
pub(crate) fn action() -> impl Strategy<Value = Action> {
    let id =
        || (0_u8..8, 1_usize..5).prop_map(|(sort, nth)| NodeId::nth(kind(sort, 0, 0).sort(), nth));
    let on = || {
        prop_oneof![
            prop::sample::select(Key::ALL.to_vec()).prop_map(On::Key),
            Just(On::Says(Phrases::parse("yes").unwrap())),
            Just(On::NoInput),
            Just(On::Invalid),
            Just(On::Otherwise),
        ]
    };
    let branch = move || (on(), id()).prop_map(|(on, to)| Branch { on, to });
    let any_kind = || (0_u8..8, any::<u8>()).prop_map(|(sort, more)| kind(sort, more, 0));
    let said = || (0_usize..9, 0_usize..6).prop_map(|(nth, of)| text(nth, of));
    let nth = || 0_usize..6;
    prop_oneof![
        6 => (said(), any_kind(), prop::option::of(id()))
            .prop_map(|(text, kind, after)| Action::AddNode { text, kind, after }),
        1 => (id(), said()).prop_map(|(id, text)| Action::EditText(id, text)),
        2 => (id(), any_kind()).prop_map(|(id, kind)| Action::EditKind(id, kind)),
        1 => (id(), prop::option::of(0_u8..12)).prop_map(|(id, v)| Action::LimitVisits(id, v)),
        1 => id().prop_map(Action::Start),
        8 => (id(), branch()).prop_map(|(id, branch)| Action::Connect(id, branch)),
        2 => (id(), nth(), branch()).prop_map(|(id, n, branch)| Action::EditBranch(id, n, branch)),
        1 => (id(), nth(), nth()).prop_map(|(id, from, to)| Action::MoveBranch(id, from, to)),
        1 => (id(), nth()).prop_map(|(id, n)| Action::Disconnect(id, n)),
        1 => (id(), nth()).prop_map(|(id, to)| Action::Move(id, to)),
        1 => id().prop_map(Action::Duplicate),
        1 => id().prop_map(Action::Delete),
        1 => Just(Action::Set(Head::Give(Name::parse("दिन").unwrap()))),
        1 => Just(Action::Set(Head::Ungive(Name::parse("day").unwrap()))),
    ]
}
