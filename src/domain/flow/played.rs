//! Calls through the flow that has every sort of node, and how they are judged.

use super::samples::{book, lines};
use super::*;
use crate::domain::phone::Phone;

const EVERY: &str = include_str!("../../../examples/flows/every-node.toml");

fn every(text: &str) -> Compiled {
    let mut book = book();
    let phone = Phone::parse("+12125550124", None).unwrap();
    book.insert(Entry::parse("Front desk").unwrap(), phone);
    Compiled::new(import(text).unwrap(), lines(), &book).unwrap()
}

/// `a` answers, `.` is silent, `-` hangs up, `v` is a machine, `s` wants no more calls, words in
/// brackets are said, all else is a key.
fn inputs(script: &str) -> Vec<Input> {
    let mut all = Vec::new();
    let mut rest = script.chars();
    while let Some(c) = rest.next() {
        all.push(match c {
            'a' => Input::Answer,
            '.' => Input::Silence,
            '-' => Input::HangUp,
            'v' => Input::Voicemail,
            's' => Input::Stop,
            '[' => Input::Say(rest.by_ref().take_while(|c| *c != ']').collect()),
            key => Input::Key(key),
        });
    }
    all
}

fn play(compiled: &Compiled, script: &str) -> (Session, Vec<Heard>) {
    let given = Values::from([("day".to_owned(), "Monday".to_owned())]);
    Session::again(compiled, given, &inputs(script))
}

/// The nodes, the answers, and how it ended.
fn told(session: &Session) -> String {
    let path: Vec<&str> = session.path().iter().map(|visit| visit.node.as_str()).collect();
    let kept = session.kept().iter().map(|kept| format!("{}={}", kept.name, kept.value));
    let ending = match session.ending() {
        None => "…".to_owned(),
        Some(ending) => format!("{ending:?}").split('(').next().unwrap().to_owned(),
    };
    format!("{} | {} | {ending}", path.join(" "), kept.collect::<Vec<_>>().join(" "))
}

const TO_MENU: &str = "opening hello choose";

#[test]
fn each_way_of_answering_leads_where_the_flow_says() {
    let compiled = every(EVERY);
    for (script, want) in [
        ("-", " |  | HungUp"),
        ("v", " |  | Voicemail"),
        ("1.", " |  | …"),
        ("a", "opening hello |  | …"),
        ("a1[hm]", "opening hello |  | …"),
        ("a.", "opening hello choose |  | …"),
        ("a.1", "* people | choice=Confirm | …"),
        ("a.[confirm it, please]", "* people | choice=Confirm | …"),
        ("a.[could we move it?]", "* when |  | …"),
        ("a.[speak to us or confirm]", "* |  | …"),
        ("a.55", "* |  | …"),
        ("a.555", "* bye |  | Finished"),
        ("a..5.", "* bye |  | Finished"),
        ("a.2", "* desk | choice=Speak to us | Transferred"),
        ("a.*.", "* hello choose | choice=Hear it again | …"),
        (
            "a.*.*.*.",
            "* hello choose hello choose hello over | choice=Hear it again choice=Hear it again \
             choice=Hear it again | Spent",
        ),
        ("a.112#", "* people rate | choice=Confirm people=12 | …"),
        ("a.19#", "* people rate | choice=Confirm people=9 | …"),
        ("a.11.", "* people rate | choice=Confirm people=1 | …"),
        ("a.1123#", "* people | choice=Confirm | …"),
        ("a.1123##", "* people rate | choice=Confirm | …"),
        ("a.1..", "* people rate | choice=Confirm | …"),
        ("a.11#4", "* people rate bye | choice=Confirm people=1 ease=4 | Finished"),
        ("a.11#[four]", "* people rate bye | choice=Confirm people=1 ease=4 | Finished"),
        ("a.11#[one or two]", "* people rate | choice=Confirm people=1 | …"),
        ("a.11#7.", "* people rate bye | choice=Confirm people=1 | Finished"),
        (
            "a.11#1[no parking]",
            "* people rate why bye | choice=Confirm people=1 ease=1 why=no parking | Finished",
        ),
        ("a9", "opening hello opt_out |  | …"),
        ("a91", "opening hello opt_out hello |  | …"),
        ("a9.", "opening hello opt_out opted_out |  | OptedOut"),
        ("a.92", "* opt_out opted_out |  | OptedOut"),
        ("a.9-", "* opt_out |  | OptedOut"),
        ("a.[move it]9.", "* when opt_out opted_out |  | OptedOut"),
        ("a.s.", "* opt_out opted_out |  | OptedOut"),
        ("a.1s.", "* people opt_out opted_out | choice=Confirm | OptedOut"),
    ] {
        let want = want.replace('*', TO_MENU);
        assert_eq!(told(&play(&compiled, script).0), want, "{script}");
    }
}

#[test]
fn c05_marketing_offers_no_way_back() {
    let compiled = every(&EVERY.replace("\"confirmation\"", "\"lead_follow_up\""));
    assert_eq!(told(&play(&compiled, "a91").0), "opening hello opt_out |  | OptedOut");
}

#[test]
fn what_is_heard_has_values_answers_and_the_way_to_call_back() {
    let compiled = every(EVERY);
    let (session, heard) = play(&compiled, "a.[move it][Friday {at noon}].");
    let said: Vec<&str> = heard.iter().map(|heard| heard.text.as_str()).collect();
    let opening = lines().opening;
    let want = [
        opening.as_str(),
        "Hello there. We are coming on Monday.",
        "To confirm, press 1. To speak to us, press 2. To hear it again, press star.",
        "Which day would suit you better?",
        "You said: Friday (at noon). We will call you about it.",
        "If you have questions, call plus 1, 2 1 2. Thank you. Goodbye.",
    ];
    assert_eq!(said, want);
    assert!((20..60).contains(&session.seconds()), "{}", session.seconds());
}

#[test]
fn a_real_call_is_judged_by_its_keys() {
    let compiled = every(EVERY);
    let given = Values::from([("day".to_owned(), "Monday".to_owned())]);
    let node = |id: &str| Seen::Node(NodeId::try_from(id.to_owned()).unwrap());
    let key = |id: &str, keys: &str| Seen::Keys {
        node: NodeId::try_from(id.to_owned()).ok(),
        keys: keys.to_owned(),
    };
    let said = |words: &str| Seen::Words(words.to_owned());
    let judge = |seen: &[Seen]| {
        let record = record(&compiled, given.clone(), seen);
        let left = record.left.map(|left| format!("{}>{}", left.at, left.to));
        let kept = record.kept.iter().map(|kept| format!("{}={}", kept.name, kept.value));
        (kept.collect::<Vec<_>>().join(" "), left, record.opted_out)
    };
    let start = [node("hello"), node("choose")];
    let with = |more: &[Seen]| judge(&[&start[..], more].concat());
    let table: [(&[Seen], &str, Option<&str>, bool); 10] = [
        (&[], "", None, false),
        (&[key("choose", "1"), node("people")], "choice=Confirm", None, false),
        (&[key("choose", "1"), node("when")], "choice=Confirm", Some("choose>when"), false),
        (&[said("Confirm."), node("people")], "choice=Confirm", None, false),
        (&[node("bye")], "", None, false),
        (&[node("people"), key("people", "3")], "", Some("choose>people"), false),
        (
            &[key("choose", "1"), node("people"), key("people", "9"), key("people", "#")],
            "choice=Confirm people=9",
            None,
            false,
        ),
        (&[key("choose", "9"), node("opt_out"), node("opted_out")], "", None, true),
        (
            &[key("choose", "9"), node("opt_out"), key("opt_out", "1"), node("choose")],
            "",
            None,
            false,
        ),
        (&[node("people"), key("when", "9")], "", Some("choose>people"), true),
    ];
    for (seen, kept, left, out) in table {
        assert_eq!(with(seen), (kept.to_owned(), left.map(str::to_owned), out), "{seen:?}");
    }
}
