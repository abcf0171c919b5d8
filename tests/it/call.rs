//! Calls, as people make them: from the menu to the result, through every fault of the provider.

use std::time::Duration;

use ivrbot::demo::bland::{Callee, Endpoint, Fault, Limit};
use ivrbot::domain::money::Usd;
use ivrbot::store::{Tx, ledger, users};

use crate::world::{Who, World};

/// A number in New York.
pub const CAROL: &str = "+12125550143";

pub const MINUTE: Duration = Duration::from_secs(60);

pub fn signed_up() -> (World, Who) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    (world, ann)
}

/// Tells the bot who calls, and stops at the summary.
pub fn to_summary(world: &mut World, who: Who) {
    world.opens(who, "1onc:0");
    world.taps_first(who, "✨");
    world.says(who, CAROL);
    world.says(who, "Example Clinic");
    world.says(who, "+12125550100");
}

/// A call of a user who has called before.
pub fn again_to_summary(world: &mut World, who: Who, number: &str) {
    world.says(who, "/menu");
    world.opens(who, "1onc:0");
    let card = world.last(who);
    let task = card.keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(who, &task);
    world.says(who, number);
}

pub fn now(world: &mut World, who: Who) {
    world.taps(who, "✅ Call now");
}

pub fn balance(world: &World, who: Who) -> (Usd, Usd) {
    world
        .store
        .read(|tx: &Tx| {
            let user = users::by_telegram(tx, who.0)?.unwrap().id;
            let of = |role| {
                let account = ledger::Account::user(user, role, ledger::Asset::Usd);
                ledger::balance(tx, &account).map(Usd::micro)
            };
            Ok((of(ledger::Role::Available)?, of(ledger::Role::Held)?))
        })
        .unwrap()
}

pub fn credit(world: &World, who: Who, dollars: i32) {
    world
        .store
        .write(|tx| {
            let user = users::by_telegram(tx, who.0)?.unwrap().id;
            let amount = Usd::cents(dollars * 100);
            ledger::credit(tx, user, amount, "test", "operator", &format!("test:{dollars}"))?
                .unwrap();
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_first_call_is_answered_with_keys() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    let card = world.last(ann);
    assert!(card.text.contains("✅ Answered"), "{}", card.text);
    assert!(card.text.contains("1 · "), "{}", card.text);
    assert!(card.text.contains("of your plan"), "{}", card.text);
    world.says(ann, "/menu");
    world.opens(ann, "1oin:0");
    assert!(world.last(ann).text.contains("Answers (1)"), "{}", world.transcript(ann));
}

#[test]
fn the_live_card_shows_each_stage_once() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    let card = world.last(ann).id;
    world.wait(Duration::from_secs(10));
    let call = world.bland.calls().into_iter().next().unwrap().call_id;
    assert!(world.message(ann, card).text.contains("On the line"), "{}", world.transcript(ann));
    assert!(world.bland.answer(&call));
    world.wait(Duration::from_secs(20));
    assert!(world.bland.key(&call, '2'));
    world.wait(Duration::from_secs(20));
    assert!(world.message(ann, card).text.contains("2 · "), "{}", world.transcript(ann));
    world.bland.hang_up(&call);
    world.wait(2 * MINUTE);
    assert!(world.message(ann, card).text.contains("✅ Answered"), "{}", world.transcript(ann));
    assert_eq!(world.last(ann).id, card, "one card tells it all");
}

#[test]
fn nobody_is_called_twice_when_the_answer_is_lost() {
    for fault in [Fault::AcceptThenDrop, Fault::AcceptThen500, Fault::UnableToQueueButQueued] {
        let (mut world, ann) = signed_up();
        world.bland.callee_for(CAROL, Callee::human("1"));
        to_summary(&mut world, ann);
        world.bland.fault(fault.clone());
        now(&mut world, ann);
        world.wait(Duration::from_secs(4));
        assert!(world.last(ann).text.contains("checking whether"), "{fault:?}");
        world.wait(30 * MINUTE);
        assert_eq!(world.bland.dialled().len(), 1, "{fault:?}");
        assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    }
}

#[test]
fn a_dial_that_never_arrived_is_given_up_and_its_hold_returned() {
    let soon = Fault::Limited(Limit::SameNumber);
    for fault in [Fault::Drop, Fault::Html502, Fault::UnableToQueue, soon] {
        let (mut world, ann) = signed_up();
        to_summary(&mut world, ann);
        world.bland.fault(fault.clone());
        now(&mut world, ann);
        world.wait(20 * MINUTE);
        assert!(world.last(ann).text.contains("could not be found"), "{}", world.transcript(ann));
        world.wait(Duration::from_secs(3 * 3600));
        assert_eq!(world.bland.dialled().len(), 0, "{fault:?}");
        assert_eq!(balance(&world, ann).1, Usd::ZERO);
        assert_eq!(world.held_seconds(ann), 0, "{fault:?}");
    }
}

#[test]
fn a_provider_without_room_is_asked_again() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Limited(Limit::Account));
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}

#[test]
fn a_blacklisted_number_is_never_dialled_again_by_anybody() {
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Limited(Limit::Blacklisted));
    now(&mut world, ann);
    world.wait(MINUTE);
    assert!(world.last(ann).text.contains("asked not to be called"), "{}", world.transcript(ann));
    let bob = world.sign_up("Bob", 8, "en");
    world.opens(bob, "1onc:0");
    world.taps_first(bob, "✨");
    world.says(bob, CAROL);
    world.says(bob, "Other Clinic");
    world.says(bob, "+12125550101");
    assert!(world.last(bob).text.contains("asked not to be called"), "{}", world.transcript(bob));
    assert!(!world.shows(bob, "✅ Call now"));
}

#[test]
fn a_process_that_ends_between_intent_and_answer_dials_once() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.bland.fault(Fault::AcceptThenDrop);
    now(&mut world, ann);
    world.restart();
    world.wait(30 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}

#[test]
fn key_nine_ends_all_calls_to_that_number() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("9"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(3 * MINUTE);
    assert!(world.transcript(ann).contains("asked not to be called again"));
    again_to_summary(&mut world, ann, CAROL);
    assert!(world.last(ann).text.contains("asked not to be called"), "{}", world.transcript(ann));
    assert!(!world.shows(ann, "✅ Call now"));
}

#[test]
fn at_night_the_next_lawful_hour_is_one_tap_away() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.clock.set("2026-11-24T03:00:00Z".parse().unwrap());
    to_summary(&mut world, ann);
    assert!(world.last(ann).text.contains("outside calling hours"), "{}", world.transcript(ann));
    assert!(!world.shows(ann, "✅ Call now"));
    world.taps_first(ann, "🕗");
    assert!(world.last(ann).text.contains("Scheduled"), "{}", world.transcript(ann));
    world.wait(Duration::from_secs(9 * 3600));
    assert_eq!(world.bland.dialled().len(), 0, "not before eight in New York");
    world.wait(Duration::from_secs(2 * 3600));
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.transcript(ann).contains('⏰'), "reminded once:\n{}", world.transcript(ann));
}

#[test]
fn a_timed_run_that_is_started_by_hand_does_not_run_again() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.taps(ann, "🗓 At another time");
    world.taps_first(ann, "🕗");
    world.taps(ann, "▶️ Start now");
    world.wait(Duration::from_secs(26 * 3600));
    assert_eq!(world.bland.dialled().len(), 1);
}

#[test]
fn a_cancelled_run_dials_nobody() {
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    world.taps(ann, "🗓 At another time");
    world.taps_first(ann, "🕗");
    world.taps(ann, "✕ Cancel it");
    world.wait(Duration::from_secs(26 * 3600));
    assert_eq!(world.bland.dialled().len(), 0);
}

#[test]
fn nobody_answers_and_the_bot_tries_twice_more() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::no_answer());
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(3 * MINUTE);
    assert!(world.last(ann).text.contains("No answer"), "{}", world.transcript(ann));
    assert!(world.last(ann).text.contains("free"), "{}", world.transcript(ann));
    world.taps(ann, "🔁 Try twice more by itself");
    world.wait(Duration::from_secs(3 * 3600));
    assert_eq!(world.bland.dialled().len(), 3);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn a_double_tap_on_again_calls_once() {
    let (mut world, ann) = signed_up();
    // Enough for many calls, so that nothing but the rule keeps the second one back.
    credit(&world, ann, 10);
    world.bland.callee_for(CAROL, Callee::busy());
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(3 * MINUTE);
    let card = world.with_button(ann, "🔁 Again now");
    world.telegram.taps(ann.0, card, "🔁 Again now").unwrap();
    world.telegram.taps(ann.0, card, "🔁 Again now").unwrap();
    world.wait(3 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 2);
}

#[test]
fn a_call_that_rings_can_be_stopped() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(Duration::from_secs(8));
    world.taps(ann, "✋ Stop");
    world.wait(3 * MINUTE);
    assert!(world.last(ann).text.contains("Stopped"), "{}", world.transcript(ann));
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn without_plan_minutes_the_wallet_pays_by_the_second() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    again_to_summary(&mut world, ann, CAROL);
    assert!(world.last(ann).text.contains("not enough"), "{}", world.transcript(ann));
    credit(&world, ann, 10);
    again_to_summary(&mut world, ann, CAROL);
    assert!(world.last(ann).text.contains("$0.30 a minute"), "{}", world.transcript(ann));
    now(&mut world, ann);
    assert_eq!(balance(&world, ann), (Usd::cents(850), Usd::cents(150)));
    world.wait(5 * MINUTE);
    let (available, held) = balance(&world, ann);
    assert_eq!(held, Usd::ZERO);
    assert!(available > Usd::cents(950) && available < Usd::cents(1000), "{available:?}");
}

#[test]
fn a_provider_that_does_not_answer_questions_is_asked_again() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    for _ in 0..4 {
        world.bland.fault_at(Endpoint::Look, Fault::Html502);
    }
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}
