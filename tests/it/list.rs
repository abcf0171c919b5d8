//! List calls, and the switch that stops everything.

use std::time::Duration;

use ivrbot::demo::bland::{Callee, Endpoint, Fault};
use ivrbot::domain::money::Usd;
use ivrbot::store::users;

use crate::call::{CAROL, MINUTE, again_to_summary, balance, credit, now, signed_up, to_summary};

#[test]
fn a_list_is_called_once_each_with_one_card_and_a_table() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..20).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    for (at, number) in numbers.iter().enumerate() {
        world.bland.callee_for(
            number,
            match at % 4 {
                0 => Callee::human("1"),
                1 => Callee::no_answer(),
                2 => Callee::voicemail(),
                _ => Callee::human("2"),
            },
        );
    }
    world.says(ann, &format!("{}\n{}\nnot a number", numbers.join("\n"), numbers[0]));
    assert!(world.last(ann).text.contains("20 numbers"), "{}", world.transcript(ann));
    world.taps(ann, "✅ Start calling");
    let card = world.last(ann).id;
    world.wait(20 * MINUTE);
    let shown = world.message(ann, card);
    assert!(shown.text.contains("List finished"), "{}", world.transcript(ann));
    assert!(shown.text.contains("20 of 20"), "{}", shown.text);
    assert!(shown.text.contains("Key 1: 5"), "{}", shown.text);
    let dialled = world.bland.dialled();
    let mut called: Vec<&str> = dialled.iter().map(|d| d.to.as_str()).collect();
    called.sort_unstable();
    called.dedup();
    assert_eq!((dialled.len(), called.len()), (20, 20));
    world.taps(ann, "📄 Results as a table");
    let file = world.last(ann).file.expect("a table");
    let table = String::from_utf8(file.bytes.to_vec()).unwrap();
    assert_eq!(table.lines().count(), 21, "{table}");
}

#[test]
fn a_stopped_list_calls_nobody_else() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..20).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    world.says(ann, &numbers.join("\n"));
    world.taps(ann, "✅ Start calling");
    world.wait(Duration::from_secs(5));
    world.taps(ann, "✋ Stop the list");
    let before = world.bland.dialled().len();
    world.wait(20 * MINUTE);
    assert_eq!(world.bland.dialled().len(), before);
    assert!(world.last(ann).text.contains("List stopped"), "{}", world.transcript(ann));
    assert_eq!(balance(&world, ann).1, Usd::ZERO);
}

#[test]
fn stop_ends_what_is_on_the_line_and_lets_nothing_out() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(Duration::from_secs(8));
    world.says(ann, "/stop");
    world.wait(3 * MINUTE);
    let calls = world.bland.calls();
    assert!(calls.iter().all(|call| call.completed), "{calls:?}");
    again_to_summary(&mut world, ann, "+12125550144");
    assert!(world.last(ann).text.contains("Your calls are stopped"), "{}", world.transcript(ann));
    assert!(!world.shows(ann, "✅ Call now"));
    world.restart();
    world.says(ann, "/menu");
    world.taps(ann, "▶️ Start calls again");
    world.taps(ann, "✅ Yes, start again");
    again_to_summary(&mut world, ann, "+12125550144");
    assert!(world.shows(ann, "✅ Call now"), "{}", world.transcript(ann));
}

#[test]
fn only_an_operator_stops_everybody() {
    let (mut world, ann) = signed_up();
    world.says(ann, "/stopall");
    assert!(!world.store.read(ivrbot::store::stops::all_stopped).unwrap());
    world
        .store
        .write(|tx| {
            let user = users::by_telegram(tx, ann.0)?.unwrap().id;
            users::make_operator(tx, user, "test")
        })
        .unwrap();
    to_summary(&mut world, ann);
    world.says(ann, "/stopall");
    world.says(ann, "/menu");
    assert!(world.last(ann).text.contains("All calls are stopped"), "{}", world.transcript(ann));
}

#[test]
fn a_value_of_nothing_but_signs_is_asked_for() {
    let (mut world, ann) = signed_up();
    world.says(ann, "/menu");
    world.opens(ann, "1ots:0");
    world.opens(ann, "1ont:0");
    world.says(ann, "Hello");
    world.says(ann, "Hello {name}, press 1.");
    let last = world.last(ann);
    let purpose = last.keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &purpose);
    world.says(ann, "/menu");
    world.opens(ann, "1onc:0");
    world.taps(ann, "Hello");
    world.says(ann, CAROL);
    world.says(ann, "\u{80}");
    world.says(ann, "\u{80}");
    // Telegram slows such a fast talker down.
    world.wait(MINUTE);
    let said = world.last(ann).text;
    assert!(said.contains("name"), "{}", world.transcript(ann));
    assert!(!world.shows(ann, "✅ Call now"), "{}", world.transcript(ann));
}

#[test]
fn a_call_without_a_line_holds_up_no_other_stop() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    let bob = world.sign_up("Bob", 8, "en");
    let dave = "+12125550177";
    world.bland.callee_for(dave, Callee::Person);
    world.opens(bob, "1onc:0");
    world.taps_first(bob, "✨");
    world.says(bob, dave);
    world.says(bob, "Other Clinic");
    world.says(bob, "+12125550101");
    now(&mut world, bob);
    world.wait(Duration::from_secs(8));
    // The first stop finds no line; the second must go out all the same.
    let sid = r#"{"status":"error","message":"SID not found for the given c_id."}"#;
    for _ in 0..3 {
        world.bland.fault_at(Endpoint::Stop, Fault::Status(400, sid.into()));
    }
    world.says(ann, "/stop");
    world.says(bob, "/stop");
    world.wait(Duration::from_secs(40));
    let calls = world.bland.calls();
    assert!(calls.iter().all(|call| call.completed), "{calls:?}");
}
