//! One bad row holds up no other: a row of Ann's is spoiled behind the program's back, and Bob's
//! affairs go on.

use std::time::Duration;

use ivrbot::demo::bland::{Callee, Fault};
use ivrbot::screens;
use ivrbot::store::Tx;
use ivrbot::store::outbox::{self, Lane};

use crate::call::MINUTE;
use crate::world::{Who, World};

/// Ann calls this one, Bob the other; both are in New York.
const CAROL: &str = "+12125550143";
const DAVE: &str = "+12125550144";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What Ann's script has become: nothing that can be read.
const SCRIPT: &str = "DROP TRIGGER scripts_fixed;
    UPDATE scripts SET body = '{' WHERE user_id = 1;";
const NUMBER: &str = "UPDATE numbers SET e164 = 'x' WHERE e164 = '+12125550143';";

/// Both have called before, so that what follows takes the fewest steps.
fn both() -> (World, Who, Who) {
    let mut world = World::unhurried();
    world.forgive = true;
    let ann = world.sign_up("Ann", 7, "en");
    let bob = world.sign_up("Bob", 8, "en");
    for (who, number) in [(ann, CAROL), (bob, DAVE)] {
        world.bland.callee_for(number, Callee::busy());
        world.first_call(who, number);
    }
    world.wait(5 * MINUTE);
    world.bland.callee_for(DAVE, Callee::human("1"));
    (world, ann, bob)
}

fn spoil(world: &World, sql: &str) {
    world.raw().execute_batch(sql).unwrap();
}

/// Bob's newest call came through, and nobody's newest message is waiting.
fn all_is_well(world: &mut World, bob: Who, what: &str) {
    world.wait(5 * MINUTE);
    let said = world.transcript(bob);
    assert!(said.contains("✅ Answered"), "{what}\n{said}");
    let open = world.store.read(outbox::open).unwrap();
    assert_eq!(open, 0, "{what}");
}

#[test]
fn a_call_that_cannot_be_asked_about_keeps_no_other_from_being_dialled() {
    for what in [SCRIPT, NUMBER] {
        let (mut world, ann, bob) = both();
        // Ann's waits before Bob's.
        for who in [ann, bob] {
            world.taps(who, "In 30 minutes");
        }
        spoil(&world, what);
        world.wait(30 * MINUTE);
        all_is_well(&mut world, bob, what);
        assert_eq!(world.bland.dialled().len(), 3, "{what}");
    }
}

#[test]
fn a_call_that_cannot_be_settled_keeps_no_other_from_it() {
    for (what, lost) in [(SCRIPT, false), (NUMBER, true)] {
        let (mut world, ann, bob) = both();
        world.bland.callee_for(CAROL, Callee::human("1"));
        if lost {
            world.bland.fault(Fault::AcceptThenDrop);
        }
        world.taps(ann, "🔁 Again now");
        spoil(&world, what);
        world.taps(bob, "🔁 Again now");
        all_is_well(&mut world, bob, what);
    }
}

#[test]
fn a_call_that_cannot_be_shown_is_asked_to_stop_once_and_keeps_no_other_from_it() {
    let (mut world, ann, bob) = both();
    world.bland.callee_for(CAROL, Callee::Person);
    world.bland.callee_for(DAVE, Callee::Person);
    for who in [ann, bob] {
        world.taps(who, "🔁 Again now");
    }
    world.wait(Duration::from_secs(10));
    spoil(&world, SCRIPT);
    world.says(ann, "/stop");
    world.says(bob, "/stop");
    world.wait(Duration::from_secs(30));
    assert!(world.bland.calls().iter().all(|call| call.completed), "{:?}", world.bland.calls());
}

#[test]
fn a_list_of_open_calls_is_read_although_one_of_them_cannot_be() {
    let (mut world, ann, bob) = both();
    world.bland.configure(|settings| settings.pace.person_ring_ms = 60_000);
    world.bland.callee_for(CAROL, Callee::Person);
    world.taps(ann, "🔁 Again now");
    let numbers: Vec<String> = (0..10).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    numbers.iter().for_each(|number| world.bland.callee_for(number, Callee::Person));
    crate::call::credit(&world, bob, 20);
    world.says(bob, "/menu");
    world.opens(bob, "1onl:0");
    let task = world.last(bob).keyboard[0][0].label.clone();
    world.taps(bob, &task);
    world.says(bob, &numbers.join("\n"));
    world.taps(bob, "✅ Start calling");
    spoil(&world, SCRIPT);
    // Slowly, so that all are due at once and the list is asked for.
    for seconds in std::iter::repeat_n(2, 10).chain(std::iter::repeat_n(20, 20)) {
        world.clock.advance(Duration::from_secs(seconds));
        world.settle();
    }
    assert!(world.last(bob).text.contains("10 of 10"), "{}", world.transcript(bob));
}

#[test]
fn a_reminder_that_cannot_be_written_keeps_no_other_from_it() {
    let (mut world, ann, bob) = both();
    for (who, number) in [(ann, CAROL), (bob, DAVE)] {
        world.says(who, number);
        world.taps_first(who, "Confirm");
        world.taps(who, "🗓 At another time");
        world.says(who, "tomorrow 10:00");
    }
    spoil(&world, SCRIPT);
    world.wait(DAY);
    let told = world.transcript(bob);
    assert!(told.contains('⏰'), "{told}");
    assert!(told.contains("✅ Answered"), "{told}");
}

#[test]
fn a_message_that_cannot_be_read_keeps_no_other_from_being_sent() {
    let (mut world, ann, bob) = both();
    world.taps(ann, "🔁 Again now");
    for who in [ann, bob] {
        let (message, user) = (screens::menu::only_private(), world.user(who));
        let queue = |tx: &Tx| outbox::message(tx, user.id, user.chat, Lane::Answer, &message);
        world.store.write(queue).unwrap();
    }
    spoil(
        &world,
        "UPDATE outbox SET body = 'x' WHERE user_id = 1;
         UPDATE cards SET body = 'x' WHERE user_id = 1;
         UPDATE users SET zone = 'x' WHERE id = 1;",
    );
    world.taps(bob, "🔁 Again now");
    all_is_well(&mut world, bob, "bodies");
    assert!(world.transcript(bob).contains("I only work in a private chat"));
    world.says(ann, "/menu");
    assert!(world.last(ann).text.contains("What would you like to do?"));
}

#[test]
fn a_document_that_nobody_knows_keeps_no_other_from_being_read() {
    let (mut world, ann, bob) = both();
    for who in [ann, bob] {
        world.says(who, "/menu");
        world.opens(who, "1onl:0");
        world.taps_first(who, "Confirm");
    }
    // Ann's comes in and is asked for, but not fetched yet.
    world.telegram.uploads(ann.0, "a.csv", b"phone\n+12125550143\n", "text/csv");
    assert!(world.piece(0));
    spoil(&world, "UPDATE work SET args = 'x';");
    world.telegram.uploads(bob.0, "b.csv", b"phone\n+12125550144\n", "text/csv");
    world.settle();
    assert!(world.last(bob).text.contains("One number"), "{}", world.transcript(bob));
    assert!(world.last(ann).text.contains("could not be fetched"), "{}", world.transcript(ann));
}
