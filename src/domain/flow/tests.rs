//! Laws of every flow: it loads, its text is canonical, a session ends.

use proptest::prelude::*;

use super::samples::{action, book, inputs, lines, made, sound, values};
use super::*;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_actions_leave_a_flow_that_loads(actions in proptest::collection::vec(action(), 0..80)) {
        let name = TaskName::parse("Any").unwrap();
        let mut edited = Edited::of(Flow::new(name, Purpose::Notice, Locale::Zh));
        for action in actions {
            let Ok(next) = edited.apply(action) else { continue };
            prop_assert_eq!(&next.clone().undo().flow, &edited.flow);
            prop_assert_eq!(&next.clone().undo().undo(), &next);
            edited = next;
            let flow = &edited.flow;
            prop_assert_eq!(&serde_json::from_str::<Flow>(&flow.json()).unwrap(), flow);
            prop_assert!(flow.nodes().is_empty() == flow.start().is_none());
            let _ = problems(flow, &book());
        }
        let text = export(&edited.flow);
        let back = import(&text).unwrap();
        prop_assert_eq!(&back, &edited.flow);
        prop_assert_eq!(export(&back), text);
    }

    #[test]
    fn a_text_is_the_same_after_a_round(flow in sound()) {
        let text = export(&flow);
        let back = import(&text).unwrap();
        prop_assert_eq!(&back, &flow);
        prop_assert_eq!(export(&back), text);
    }

    #[test]
    fn a_session_is_a_value_and_can_be_played_again(flow in sound(), inputs in inputs()) {
        let compiled = Compiled::new(flow, lines(), &book()).unwrap();
        let mut session = Session::start(values());
        let mut heard = Vec::new();
        for input in std::iter::once(Input::Answer).chain(inputs) {
            let stored = serde_json::to_string(&session).unwrap();
            session = serde_json::from_str(&stored).unwrap();
            match session.advance(&compiled, input) {
                Ok(more) => heard.extend(more),
                Err(Over) => break,
            }
        }
        let (again, said) = Session::again(&compiled, values(), session.inputs());
        prop_assert_eq!(&again, &session);
        prop_assert_eq!(said, heard);
        let stored = serde_json::from_str::<Compiled>(&compiled.json()).unwrap();
        prop_assert_eq!(stored.hash(), compiled.hash());
    }

    #[test]
    fn c05_nine_opts_out_wherever_no_field_is_typed(flow in sound(), inputs in inputs()) {
        let compiled = Compiled::new(flow, lines(), &book()).unwrap();
        let mut session = Session::start(values());
        for input in std::iter::once(Input::Answer).chain(inputs) {
            let mut other = session.clone();
            let waiting = session.waiting(&compiled);
            let heard = other.advance(&compiled, Input::Key('9'));
            match waiting {
                Waiting::Message | Waiting::Words | Waiting::Choice | Waiting::Rating => {
                    let heard = heard.unwrap();
                    prop_assert_eq!(&heard[0].text, &lines().opt_out);
                    let _ = other.advance(&compiled, Input::HangUp);
                    prop_assert_eq!(other.ending(), Some(&Ending::OptedOut));
                }
                Waiting::Digits(_) => {
                    prop_assert!(other.waiting(&compiled) != Waiting::Sure);
                }
                Waiting::Answer | Waiting::Sure | Waiting::Nothing => {}
            }
            if session.advance(&compiled, input).is_err() {
                break;
            }
        }
    }

    #[test]
    fn silence_ends_every_call(flow in sound()) {
        let compiled = Compiled::new(flow, lines(), &book()).unwrap();
        let mut session = Session::start(values());
        session.advance(&compiled, Input::Answer).unwrap();
        // Ten nodes, three visits each, three waits each.
        let steps = (0..100).take_while(|_| session.advance(&compiled, Input::Silence).is_ok());
        prop_assert!(steps.count() < 100);
    }
}

#[test]
fn a_flow_of_no_node_and_of_two_hundred_works() {
    let none = Flow::new(TaskName::parse("None").unwrap(), Purpose::Survey, Locale::Fr);
    assert_eq!(problems(&none, &book())[0].trouble, Trouble::Empty);
    assert_eq!(import(&export(&none)), Ok(none));
    let nodes: Vec<(u8, u8, usize)> = (0..199).map(|nth| (0, 1, nth)).collect();
    let to: Vec<usize> = (0..200).collect();
    let flow = made(Purpose::Reminder, &nodes, &to);
    assert_eq!(flow.nodes().len(), NODES_MOST);
    assert_eq!(import(&export(&flow)), Ok(flow.clone()));
    let one = Action::Duplicate(flow.nodes()[0].id.clone());
    assert_eq!(flow.apply(one), Err(Refusal::Fault(Fault::ManyNodes)));
}

#[test]
fn a_deleted_node_takes_its_branches_with_it() {
    let flow = templates()[0].flow(Locale::En).unwrap();
    let gone = NodeId::parse("confirmed").unwrap();
    let after = flow.apply(Action::Delete(gone.clone())).unwrap();
    let ways = after.nodes().iter().flat_map(Node::branches);
    assert!(ways.into_iter().all(|branch| branch.to != gone));
    let ask = NodeId::parse("ask").unwrap();
    let key = Key::new('1').unwrap();
    let bare = Problem { node: Some(ask.clone()), trouble: Trouble::KeyWithoutBranch(key) };
    assert_eq!(problems(&after, &book()), [bare]);
    let start = after.apply(Action::Delete(ask)).unwrap();
    assert_eq!(start.start(), Some(&start.nodes()[0].id));
}
