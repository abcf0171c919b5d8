//! Everybody learns how a call came out, wherever he is by then; and nobody learns what he must
//! not.

use std::time::Duration;

use ivrbot::demo::bland::Callee;

use crate::world::{Who, World};

/// A number in New York.
const CAROL: &str = "+12125550143";

const MINUTE: Duration = Duration::from_secs(60);

/// Ann at the summary of her first call.
fn at_the_summary() -> (World, Who) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.opens(ann, "1onc:0");
    world.taps_first(ann, "✨");
    world.says(ann, CAROL);
    world.says(ann, "Example Clinic");
    world.says(ann, "+12125550100");
    (world, ann)
}

#[test]
fn a_timed_call_tells_how_it_came_out() {
    let (mut world, ann) = at_the_summary();
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.clock.set("2026-11-24T03:00:00Z".parse().unwrap());
    world.says(ann, CAROL);
    world.taps_first(ann, "🕗");
    world.wait(Duration::from_secs(12 * 3600));
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}

#[test]
fn what_is_opened_from_a_live_card_leaves_it_alive() {
    let (mut world, ann) = at_the_summary();
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.taps_first(ann, "✅ Call now");
    let card = world.last(ann).id;
    world.wait(Duration::from_secs(3));
    world.opens(ann, "1om:0");
    let menu = world.last(ann);
    assert_ne!(menu.id, card, "{}", world.transcript(ann));
    world.wait(5 * MINUTE);
    assert!(world.message(ann, card).text.contains("✅ Answered"), "{}", world.transcript(ann));
    assert_eq!(world.message(ann, menu.id).text, menu.text, "{}", world.transcript(ann));
    let told = world.transcript(ann).matches("✅ Answered").count();
    assert_eq!(told, 1, "once: {}", world.transcript(ann));
}

#[test]
fn a_timed_run_that_was_refused_waits_no_longer() {
    let (mut world, ann) = at_the_summary();
    world.taps(ann, "🗓 At another time");
    world.taps_first(ann, "🕗");
    world.forbid(CAROL);
    world.wait(Duration::from_secs(26 * 3600));
    assert_eq!(world.bland.dialled().len(), 0);
    assert!(world.last(ann).text.contains("asked not to be called"), "{}", world.transcript(ann));
    world.says(ann, "/menu");
    world.opens(ann, "1oss:0");
    assert!(world.last(ann).text.contains("Nothing is scheduled"), "{}", world.transcript(ann));
}

#[test]
fn a_number_that_the_voice_repeats_is_not_kept() {
    let (mut world, ann) = at_the_summary();
    world.bland.callee_for(CAROL, Callee::human_every(300, "73184628"));
    world.taps_first(ann, "✅ Call now");
    world.wait(5 * MINUTE);
    let file = rusqlite::Connection::open(world.path()).unwrap();
    let sql = "SELECT group_concat(words) FROM call_lines";
    let kept: String = file.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(kept.contains("I noted •••"), "{kept}");
    assert!(!kept.contains("7318"), "{kept}");
}

#[test]
fn an_end_that_was_not_shown_yet_is_told_to_whoever_leaves_the_card() {
    let (mut world, ann) = at_the_summary();
    world.bland.callee_for(CAROL, Callee::busy());
    world.taps_first(ann, "✅ Call now");
    world.wait(3 * MINUTE);
    world.forbid(CAROL);
    // A live card is edited every three seconds at most: the refusal waits for its turn.
    world.taps(ann, "🔁 Again now");
    world.opens(ann, "1om:0");
    world.wait(MINUTE);
    let said = world.transcript(ann);
    assert!(said.contains("asked not to be called"), "{said}");
}
