//! From placed to settled, whatever the provider says and however late it says it.

use std::time::Duration;

use ivrbot::demo::bland::{Callee, Endpoint, Fault};
use serde_json::{Value, json};

use crate::call::{CAROL, MINUTE, credit, now, signed_up, to_summary};
use crate::world::{Who, World};

/// Longer than a lost call keeps its line and hold.
const FOR_EVER: Duration = Duration::from_secs(4 * 3600);

/// Ann's call to Carol is placed.
fn placed(callee: Callee) -> (World, Who) {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, callee);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    (world, ann)
}

/// The next looks at the first call find this instead of what is.
fn says(world: &World, times: usize, mut report: Value) {
    report["call_id"] = json!(world.bland.calls()[0].call_id);
    (0..times).for_each(|_| answers(world, Endpoint::Look, 200, &report.to_string()));
}

fn answers(world: &World, endpoint: Endpoint, status: u16, body: &str) {
    world.bland.fault_at(endpoint, Fault::Status(status, body.into()));
}

fn number(world: &World, sql: &str) -> i64 {
    world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_call_that_the_provider_forgets_gives_its_hold_back() {
    let (mut world, ann) = placed(Callee::human("1"));
    (0..50).for_each(|_| answers(&world, Endpoint::Look, 404, "{}"));
    world.wait(5 * MINUTE);
    assert!(world.last(ann).text.contains("could not be found"), "{}", world.transcript(ann));
    assert!(world.held_seconds(ann) > 0, "it may still be on the line");
    world.wait(FOR_EVER);
    assert_eq!((world.held_seconds(ann), world.bland.dialled().len()), (0, 1));
}

#[test]
fn a_call_that_never_ends_gives_its_hold_back() {
    let (mut world, ann) = placed(Callee::human("1"));
    says(&world, 2_000, json!({"completed": false, "queue_status": "started"}));
    world.wait(5 * MINUTE);
    assert!(world.held_seconds(ann) > 0, "{}", world.transcript(ann));
    // As if that had gone on for more than an hour.
    world.raw().execute("UPDATE calls SET placed_ms = placed_ms - 4000000", []).unwrap();
    world.wait(FOR_EVER);
    assert_eq!((world.held_seconds(ann), world.bland.dialled().len()), (0, 1));
}

#[test]
fn a_lost_call_gives_its_hold_back_although_its_last_look_fails() {
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Drop);
    now(&mut world, ann);
    world.wait(30 * MINUTE);
    assert!(world.last(ann).text.contains("could not be found"), "{}", world.transcript(ann));
    (0..30).for_each(|_| world.bland.fault_at(Endpoint::List, Fault::Html502));
    world.wait(FOR_EVER);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn an_outage_of_the_provider_uses_up_no_looks() {
    for (dial, endpoint) in [(Some(Fault::AcceptThenDrop), Endpoint::List), (None, Endpoint::Look)]
    {
        let (mut world, ann) = signed_up();
        world.bland.callee_for(CAROL, Callee::human("1"));
        to_summary(&mut world, ann);
        dial.into_iter().for_each(|fault| world.bland.fault(fault));
        // Ten minutes, one question every ten seconds.
        (0..60).for_each(|_| world.bland.fault_at(endpoint, Fault::Html502));
        now(&mut world, ann);
        world.wait(9 * MINUTE);
        assert!(!world.transcript(ann).contains("could not be found"), "{endpoint:?}");
        world.wait(20 * MINUTE);
        assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    }
}

#[test]
fn nothing_is_charged_before_the_length_is_known() {
    let (mut world, ann) = placed(Callee::human("1"));
    says(&world, 3, json!({"completed": true, "status": "completed", "answered_by": "human"}));
    world.wait(Duration::from_secs(40));
    assert!(world.bland.calls()[0].completed);
    assert!(world.held_seconds(ann) > 0, "{}", world.transcript(ann));
    world.wait(2 * MINUTE);
    let seconds = world.bland.calls()[0].seconds;
    assert!(seconds > 0);
    assert_eq!(number(&world, "SELECT seconds FROM calls"), seconds);
    assert_eq!(number(&world, "SELECT plan_seconds FROM calls"), seconds);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn a_call_whose_length_is_never_known_costs_nothing() {
    let (mut world, ann) = placed(Callee::human("1"));
    says(&world, 50, json!({"completed": true, "status": "completed", "answered_by": "human"}));
    world.wait(10 * MINUTE);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    assert_eq!(number(&world, "SELECT plan_seconds FROM calls"), 0);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn who_answered_may_be_found_out_late() {
    let (mut world, ann) = signed_up();
    world.bland.configure(|settings| settings.pace.late_ms = 40_000);
    world.bland.callee_for(CAROL, Callee::voicemail());
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(40 * Duration::from_secs(1));
    assert!(world.last(ann).text.contains("❔ Ended"), "{}", world.transcript(ann));
    world.wait(2 * MINUTE);
    assert!(world.last(ann).text.contains("📼 Voicemail"), "{}", world.transcript(ann));
}

#[test]
fn a_next_try_is_planned_by_the_final_word_alone() {
    let unanswered = json!({"completed": true, "status": "no-answer", "corrected_duration": "0"});
    let unknown = json!({"completed": true, "status": "unknown", "corrected_duration": "0"});
    let cases = [
        (Callee::human("1"), unanswered, 1),
        (Callee::no_answer(), unknown.clone(), 2),
        (Callee::voicemail(), unknown, 1),
    ];
    for (callee, first, dials) in cases {
        let (mut world, _) = placed(callee);
        world.raw().execute("UPDATE calls SET retries_left = 1", []).unwrap();
        says(&world, 1, first.clone());
        world.wait(MINUTE);
        assert_eq!(number(&world, "SELECT count(*) FROM calls"), 1, "{first}");
        // The next try itself would try no more.
        world.wait(2 * 60 * MINUTE);
        assert_eq!(world.bland.dialled().len(), dials, "{first}");
    }
}

#[test]
fn calls_that_go_on_keep_no_ended_call_from_its_details() {
    const OTHERS: usize = 19;
    let (mut world, ann) = signed_up();
    // They ring until the end of the story.
    world.bland.configure(|settings| settings.pace.person_ring_ms = 200_000);
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..=OTHERS).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    for number in &numbers {
        world.bland.callee_for(number, Callee::Person);
    }
    world.bland.callee_for(&numbers[0], Callee::human("1"));
    world.says(ann, &numbers.join("\n"));
    world.taps(ann, "✅ Start calling");
    // Twenty dials, and then looks at all that are due, a few seconds apart.
    for seconds in std::iter::repeat_n(1, 20).chain(std::iter::repeat_n(10, 13)) {
        world.clock.advance(Duration::from_secs(seconds));
        world.settle();
    }
    let going = world.bland.calls().iter().filter(|call| !call.completed).count();
    assert_eq!(going, OTHERS, "the others ring on");
    assert_eq!(number(&world, "SELECT count(*) FROM calls WHERE details = 'whole'"), 1);
    assert!(world.last(ann).text.contains("Key 1: 1"), "{}", world.transcript(ann));
    for _ in 0..10 {
        world.clock.advance(MINUTE);
        world.settle();
    }
}
