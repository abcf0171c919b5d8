//! Two readings of one flow: the interpreter walks the graph, the stand-in what was compiled of it.

use proptest::prelude::*;

use super::super::pathway::Pathway;
use super::super::walk::{Does, Model, Walk};
use crate::domain::flow::samples::{book, inputs, lines, sound, values};
use crate::domain::flow::{Compiled, Ending, Flow, Input, Session, record, templates};
use crate::domain::locale::Locale;
use crate::voice::bland::{pathway, timeline};

fn compiled(flow: Flow) -> Compiled {
    Compiled::new(flow, lines(), &book()).unwrap()
}

fn read(compiled: &Compiled) -> Pathway {
    let body = pathway::compile(compiled);
    Pathway::read(&body).unwrap_or_else(|error| panic!("{error}\n{body:#}"))
}

fn walk<'a>(compiled: &Compiled, pathway: &'a Pathway, model: Model) -> Walk<'a> {
    let data = pathway::request_data(compiled, &values()).into_iter();
    let data = data.map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect();
    Walk::new(pathway, data, model)
}

fn does(input: &Input) -> Does {
    match input {
        Input::Key(key) => Does::Presses(*key),
        Input::Say(words) => Does::Says(words.clone()),
        _ => Does::Waits,
    }
}

#[test]
fn every_template_is_taken_by_the_strict_reader() {
    for template in templates() {
        for language in Locale::ALL {
            read(&compiled(template.flow(language).unwrap()));
        }
    }
}

#[test]
fn what_the_vendor_would_refuse_is_refused() {
    let flow = templates()[0].flow(Locale::En).unwrap();
    let good = pathway::compile(&compiled(flow)).to_string();
    for (from, to, complaint) in [
        ("\"isStart\":true", "\"isStart\":false", "0 nodes have isStart"),
        ("\"id\":\"e1\"", "\"id\":\"e0\"", "two edges have the id e0"),
        ("\"target\":\"ask\"", "\"target\":\"gone\"", "which is not there"),
        ("\"type\":\"End Call\"", "\"type\":\"Hang Up\"", "has the type Hang Up"),
        ("\"condition\":", "\"loop\":", "has a field loop"),
        ("\"temperature\"", "\"heat\"", "has a model option heat"),
    ] {
        assert!(good.contains(from), "{from}");
        let body = serde_json::from_str(&good.replacen(from, to, 1)).unwrap();
        let error = Pathway::read(&body).unwrap_err();
        assert!(error.contains(complaint), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_readings_say_go_and_keep_the_same(flow in sound(), inputs in inputs()) {
        let compiled = compiled(flow);
        let pathway = read(&compiled);
        let mut walk = walk(&compiled, &pathway, Model::Faithful);
        let mut session = Session::start(values());
        let mut heard = session.advance(&compiled, Input::Answer).unwrap();
        for input in inputs {
            if session.ending().is_some() {
                break;
            }
            walk.hear(&does(&input));
            heard.extend(session.advance(&compiled, input).unwrap());
            let said: Vec<(&str, &str)> =
                heard.iter().map(|one| (one.node.as_str(), one.text.as_str())).collect();
            let other: Vec<(&str, &str)> =
                walk.heard.iter().map(|(node, text)| (node.as_str(), text.as_str())).collect();
            prop_assert_eq!(said, other);
            // In marketing an opt-out ends the call at once, in both.
            prop_assert_eq!(session.ending().is_some(), walk.is_over());
        }
        let names: Vec<String> = {
            let mut all: Vec<String> =
                compiled.flow().variables().into_iter().map(str::to_owned).collect();
            for node in compiled.flow().nodes() {
                let keep = node.kind.ask().map(|ask| ask.keep.as_str().to_owned());
                all.extend(keep.filter(|keep| !all.contains(keep)));
            }
            all
        };
        for (at, name) in names.iter().enumerate() {
            let kept = session.kept().iter().rev().find(|kept| kept.name == *name);
            if let Some(kept) = kept {
                prop_assert_eq!(Some(&kept.value), walk.variables.get(&format!("v{at}")));
            }
        }
        // What was observed of it is judged as what happened.
        let seen = timeline::seen(&walk.timeline(), Locale::En);
        let judged = record(&compiled, values(), &seen);
        prop_assert_eq!(&judged.left, &None);
        prop_assert_eq!(&judged.kept[..], session.kept());
        prop_assert_eq!(judged.opted_out, is_out(&compiled, &session));
    }

    #[test]
    fn a_model_that_errs_is_found_out(flow in sound(), inputs in inputs(), seed in any::<u64>()) {
        let compiled = compiled(flow);
        let pathway = read(&compiled);
        let mut walk = walk(&compiled, &pathway, Model::Errs(seed));
        let mut out = false;
        let mut last = None;
        for input in &inputs {
            let nine = *input == Input::Key('9') && !walk.is_in_typed_field() && !walk.is_over();
            let back = last == Some(&Input::Key('9')) && *input == Input::Key('1');
            out = (out && !back) || nine;
            last = Some(input);
            walk.hear(&does(input));
        }
        let seen = timeline::seen(&walk.timeline(), Locale::En);
        let judged = record(&compiled, values(), &seen);
        if walk.wrong > 0 {
            prop_assert!(judged.left.is_some());
        } else {
            prop_assert_eq!(&judged.left, &None);
        }
        // Answers are those of the script followed so far: a prefix of what it says itself.
        let mut session = Session::start(values());
        session.advance(&compiled, Input::Answer).unwrap();
        for input in inputs {
            if session.advance(&compiled, input).is_err() {
                break;
            }
        }
        prop_assert!(session.kept().starts_with(&judged.kept));
        if judged.left.is_some() && out {
            prop_assert!(judged.opted_out);
        }
    }
}

fn is_out(compiled: &Compiled, session: &Session) -> bool {
    let mut session = session.clone();
    let _ = session.advance(compiled, Input::HangUp);
    session.ending() == Some(&Ending::OptedOut)
}
