//! Calls that the provider no longer knows: given up, asked for rarely, charged once if they come
//! back, and ended by a stop all the same (R20).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::bland::{Callee, Fault, Line};
use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::domain::money::Usd;
use ivrbot::store::proof::Committed;
use ivrbot::store::{ledger, users};
use ivrbot::voice::{Account, Fault as Wrong, Placed, Stopped, Voice};

use crate::call::{CAROL, MINUTE, balance, credit, now, signed_up, to_summary};
use crate::world::{Who, World};

const HOUR: Duration = Duration::from_secs(3600);

/// A provider that does not find its calls while it is forgetful.
struct Forgetful {
    inner: Arc<dyn Voice>,
    memory: Arc<Memory>,
    clock: Clock,
}

#[derive(Default)]
struct Memory {
    is_gone: AtomicBool,
    /// When it was asked, milliseconds UTC.
    asked: Mutex<Vec<i64>>,
}

impl Memory {
    fn is_gone(&self, clock: &Clock) -> bool {
        self.asked.lock().unwrap().push(clock.wall().as_millisecond());
        self.is_gone.load(Ordering::SeqCst)
    }

    fn set(&self, is_gone: bool) {
        self.is_gone.store(is_gone, Ordering::SeqCst);
    }

    fn asked(&self) -> Vec<i64> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

impl Voice for Forgetful {
    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        self.inner.place(receipt)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Wrong> {
        if self.memory.is_gone(&self.clock) { Ok(None) } else { self.inner.look(provider_id) }
    }

    fn list(&self, to: Option<&str>, since_ms: i64, until: i64) -> Result<Vec<Report>, Wrong> {
        let gone = self.memory.is_gone.load(Ordering::SeqCst);
        // Only the search for one call counts as asking for it.
        if gone && to.is_some() {
            self.memory.is_gone(&self.clock);
        }
        if gone { Ok(Vec::new()) } else { self.inner.list(to, since_ms, until) }
    }

    fn active(&self) -> Result<Vec<Report>, Wrong> {
        self.inner.active()
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Wrong> {
        self.inner.stop(provider_id)
    }

    fn account(&self) -> Result<Account, Wrong> {
        self.inner.account()
    }
}

fn forgetful() -> (World, Who, Arc<Memory>) {
    let (mut world, ann) = signed_up();
    let memory = Arc::new(Memory::default());
    let (of, clock) = (memory.clone(), world.clock.clone());
    world.wrap_doors(|same| same, |inner| Arc::new(Forgetful { inner, memory: of, clock }));
    (world, ann, memory)
}

fn state(world: &World) -> String {
    let sql = "SELECT phase || ' ' || settlement || ' ' || coalesce(outcome, '-') FROM calls
               ORDER BY id DESC LIMIT 1";
    world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Ann's call was made, and its answer and all trace of it were lost.
fn unheard_of() -> (World, Who, Arc<Memory>) {
    let (mut world, ann, memory) = forgetful();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    memory.set(true);
    world.bland.fault(Fault::AcceptThenDrop);
    now(&mut world, ann);
    world.wait(20 * MINUTE);
    assert_eq!(state(&world), "lost held -");
    (world, ann, memory)
}

/// The moment at which the hold went back, milliseconds UTC.
fn released(world: &World) -> i64 {
    let sql = "SELECT resolved_ms FROM holds WHERE state = 'released'";
    world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn r20_a_call_that_was_given_up_is_asked_for_four_times_more() {
    let (mut world, ann, memory) = unheard_of();
    world.wait(2 * HOUR);
    assert_eq!(state(&world), "lost released -");
    assert_eq!(world.held_seconds(ann), 0);
    let released = released(&world);
    for _ in 0..10 {
        world.wait(20 * HOUR);
        world.restart();
    }
    let asked = memory.asked().into_iter().filter(|at| *at > released);
    let hours: Vec<i64> = asked.map(|at| (at - released) / 3_600_000).collect();
    assert_eq!(hours, [1, 6, 24, 72]);
    assert_eq!(state(&world), "lost released -");
    assert_eq!(world.bland.dialled().len(), 1);
}

#[test]
fn r20_a_call_that_comes_back_is_charged_late_and_once() {
    for hours in [2, 20, 70] {
        let (mut world, ann, memory) = unheard_of();
        world.wait(hours * HOUR);
        assert_eq!(state(&world), "lost released -");
        memory.set(false);
        world.restart();
        world.wait(80 * HOUR);
        world.restart();
        world.wait(HOUR);
        assert_eq!(state(&world), "ended late answered", "after {hours} hours");
        let kinds = "SELECT group_concat(kind) FROM ledger WHERE call_id IS NOT NULL";
        let kinds: String = world.raw().query_row(kinds, [], |row| row.get(0)).unwrap();
        assert_eq!(kinds, "hold,release,late");
        assert!(world.transcript(ann).contains("✅ Answered"), "{}", world.transcript(ann));
        assert_eq!(world.bland.dialled().len(), 1);
        assert_eq!(world.store.read(ledger::self_check).unwrap(), []);
    }
}

#[test]
fn r20_a_number_is_free_again_once_the_hold_went_back() {
    let (mut world, ann, memory) = unheard_of();
    let may_call = |world: &mut World| {
        crate::call::again_to_summary(world, ann, CAROL);
        world.shows(ann, "✅ Call now")
    };
    assert!(!may_call(&mut world), "it may still be on the line");
    world.wait(2 * HOUR);
    assert!(may_call(&mut world), "{}", world.transcript(ann));
    memory.set(false);
}

/// Ann's call rings, and the provider has forgotten it.
fn forgotten_on_the_line() -> (World, Who, Arc<Memory>) {
    let (mut world, ann, memory) = forgetful();
    credit(&world, ann, 10);
    world.bland.callee_for(CAROL, Callee::Person);
    world.bland.configure(|settings| settings.pace.person_ring_ms = 3_600_000);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(Duration::from_secs(8));
    memory.set(true);
    world.wait(5 * MINUTE);
    assert_eq!(state(&world), "lost held -");
    memory.set(false);
    assert_eq!(world.bland.calls()[0].line, Line::Ringing);
    (world, ann, memory)
}

fn is_ended(mut world: World, ann: Who) {
    world.wait(2 * MINUTE);
    assert_eq!(world.bland.calls()[0].line, Line::Ended);
    assert_eq!(state(&world), "ended settled stopped");
    assert_eq!(world.held_seconds(ann), 0);
    assert_eq!(balance(&world, ann), (Usd::cents(1000), Usd::ZERO));
}

#[test]
fn a_users_stop_reaches_a_lost_call() {
    let (mut world, ann, _) = forgotten_on_the_line();
    world.says(ann, "/stop");
    assert!(world.last(ann).text.contains("One call"), "{}", world.transcript(ann));
    is_ended(world, ann);
}

#[test]
fn the_kill_switch_reaches_a_lost_call() {
    let (mut world, ann, _) = forgotten_on_the_line();
    let oda = world.sign_up("Oda", 8, "en");
    world.store.write(|tx| users::appoint(tx, &[oda.0])).unwrap();
    world.says(oda, "/stopall");
    is_ended(world, ann);
}

#[test]
fn a_wish_not_to_be_called_reaches_a_lost_call() {
    let (world, ann, _) = forgotten_on_the_line();
    world.forbid(CAROL);
    is_ended(world, ann);
}

#[test]
fn the_stop_of_a_list_reaches_its_lost_call() {
    let (mut world, ann, memory) = forgetful();
    credit(&world, ann, 10);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    world.bland.callee_for(CAROL, Callee::Person);
    world.bland.configure(|settings| settings.pace.person_ring_ms = 3_600_000);
    // The second number may not be called for hours, so that the list goes on.
    world.says(ann, &format!("{CAROL}\n+919812345678"));
    world.taps(ann, "✅ Start calling");
    world.wait(Duration::from_secs(8));
    memory.set(true);
    world.wait(5 * MINUTE);
    memory.set(false);
    world.taps(ann, "✋ Stop the list");
    world.wait(2 * MINUTE);
    assert_eq!(world.bland.calls()[0].line, Line::Ended);
    let ended = "SELECT outcome || ' ' || settlement FROM calls ORDER BY id LIMIT 1";
    let ended: String = world.raw().query_row(ended, [], |row| row.get(0)).unwrap();
    assert_eq!(ended, "stopped settled");
    assert_eq!(world.bland.dialled().len(), 1);
}

#[test]
fn a_wish_not_to_be_called_ends_the_calls_that_are_on_the_line() {
    let (mut world, ann, _) = forgetful();
    credit(&world, ann, 10);
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(Duration::from_secs(8));
    world.forbid(CAROL);
    world.wait(Duration::from_secs(10));
    is_ended(world, ann);
}
