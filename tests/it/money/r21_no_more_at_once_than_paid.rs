//! R21: a list has no more calls on the line than there are whole holds for, and never spends more
//! than there is.

use std::collections::BTreeMap;
use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::domain::money::Usd;

use crate::call::{balance, credit, signed_up, to_summary};
use crate::world::{Who, World};

/// A list's call of five minutes: 5 × 0.20, and the attempt that may have a fee.
const HOLD: Usd = Usd::cents(102);

fn numbers() -> Vec<String> {
    (0..50).map(|n| format!("+1212555{:04}", 200 + n)).collect()
}

/// A list of fifty on its way, for whoever has so many dollars.
fn started(dollars: i32, callee: &Callee) -> (World, Who) {
    let (mut world, ann) = signed_up();
    credit(&world, ann, dollars);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    for number in numbers() {
        world.bland.callee_for(&number, callee.clone());
    }
    world.says(ann, &numbers().join("\n"));
    world.taps(ann, "✅ Start calling");
    (world, ann)
}

/// Calls on the line, and how often each number was dialled.
fn on_the_line(world: &World) -> (usize, BTreeMap<String, usize>) {
    let calls = world.bland.calls();
    let open = calls.iter().filter(|call| call.ended_ms.is_none()).count();
    let mut dialled = BTreeMap::new();
    for call in calls {
        *dialled.entry(call.to).or_default() += 1;
    }
    (open, dialled)
}

#[test]
fn r21_money_for_seven_is_seven_on_the_line() {
    let (mut world, ann) = started(8, &Callee::Person);
    world.wait(Duration::from_secs(40));
    let (open, dialled) = on_the_line(&world);
    assert_eq!((open, dialled.len()), (7, 7), "{}", world.transcript(ann));
    let held = Usd::micro(HOLD.as_micro() * 7);
    assert_eq!(balance(&world, ann), (Usd::cents(800).minus(held).unwrap(), held));
    let words = world.words(ann, &Msg::new("campaign-waits-money").text("progress", "-"));
    let waits = words.lines().last().unwrap();
    assert!(world.last(ann).text.contains(waits.trim()), "{}", world.transcript(ann));
    // Nobody answers: everything comes back, and all are called in the end, seven at a time.
    for _ in 0..120 {
        world.wait(Duration::from_secs(10));
        assert!(on_the_line(&world).0 <= 7);
    }
    let (open, dialled) = on_the_line(&world);
    assert_eq!((open, dialled.len()), (0, 50), "{}", world.transcript(ann));
    assert!(dialled.values().all(|times| *times == 1), "{dialled:?}");
    assert_eq!(balance(&world, ann), (Usd::cents(800), Usd::ZERO));
    assert!(!world.last(ann).text.contains(waits.trim()), "{}", world.transcript(ann));
}

#[test]
fn r21_a_list_that_uses_its_money_up_stops_and_says_so() {
    // Each call lasts about twenty seconds: the wallet pays for fewer than fifty.
    let (mut world, ann) = started(2, &Callee::silent());
    for _ in 0..240 {
        world.wait(Duration::from_secs(5));
        assert!(on_the_line(&world).0 <= 1, "one hold fits into two dollars");
    }
    let spent: i64 = {
        let sql = "SELECT sum(cost_micro) FROM calls";
        world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let (left, held) = balance(&world, ann);
    assert_eq!((left.as_micro() + spent, held), (2_000_000, Usd::ZERO));
    assert!(left < Usd::cents(22), "what is left pays for no call: {left:?}");
    let (_, dialled) = on_the_line(&world);
    assert!(dialled.len() > 10 && dialled.len() < 50, "{}", dialled.len());
    world.hears(ann, &Msg::new("campaign-unpaid").count("count", 50 - dialled.len()));
    assert!(world.last(ann).text.contains("List finished"), "{}", world.transcript(ann));
}
