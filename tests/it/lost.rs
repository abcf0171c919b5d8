//! Calls that the provider no longer knows: given up, asked for rarely, charged once if they come
//! back (R20).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::bland::{Callee, Fault};
use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::store::ledger;
use ivrbot::store::proof::Committed;
use ivrbot::voice::{Account, Fault as Wrong, Placed, Stopped, Voice};

use crate::call::{CAROL, MINUTE, now, signed_up, to_summary};
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
