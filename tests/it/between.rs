//! What happens between two commits: a stop while a dial is on the wire, the end of the process in
//! the middle of a request, an update that comes again.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::demo::bland::{Callee, Fault, Limit};
use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::domain::ids::CallId;
use ivrbot::store::proof::Committed;
use ivrbot::store::{Store, calls, stops};
use ivrbot::voice::{Account, Fault as Unanswered, Placed, Stopped, Voice};
use serde_json::json;

use crate::call::{CAROL, MINUTE, balance, credit, now, signed_up, to_summary};
use crate::world::{Who, World};

/// What happens while a dial is on the wire, once.
type Act = Box<dyn FnOnce() + Send>;

/// The voice provider, to whom things happen in the middle of a request.
struct Door {
    inner: Arc<dyn Voice>,
    meanwhile: Arc<Mutex<Option<Act>>>,
}

impl Voice for Door {
    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        let placed = self.inner.place(receipt);
        let act = self.meanwhile.lock().unwrap().take();
        if let Some(act) = act {
            act();
        }
        placed
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Unanswered> {
        self.inner.look(provider_id)
    }

    fn list(&self, to: Option<&str>, from: i64, until: i64) -> Result<Vec<Report>, Unanswered> {
        self.inner.list(to, from, until)
    }

    fn active(&self) -> Result<Vec<Report>, Unanswered> {
        self.inner.active()
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Unanswered> {
        self.inner.stop(provider_id)
    }

    fn account(&self) -> Result<Account, Unanswered> {
        self.inner.account()
    }
}

/// Ann at the summary of a call to Carol; `act` happens once the provider has answered the dial and
/// before that is recorded.
fn while_placing(act: impl FnOnce(&Store, Who) + Send + 'static) -> (World, Who) {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::Person);
    to_summary(&mut world, ann);
    let slot: Arc<Mutex<Option<Act>>> = Arc::default();
    let meanwhile = slot.clone();
    world.wrap_doors(|same| same, move |inner| Arc::new(Door { inner, meanwhile }));
    let store = world.store.clone();
    *slot.lock().unwrap() = Some(Box::new(move || act(&store, ann)));
    (world, ann)
}

/// The ways to stop a call whose dial is on the wire.
fn stop(way: usize, store: &Store, who: Who) {
    let stopped = store.write(|tx| {
        let user = ivrbot::store::users::by_telegram(tx, who.0)?.unwrap().id;
        match way {
            0 => calls::stop(tx, user, CallId(1)).map(drop),
            1 => stops::stop_user(tx, user).map(drop),
            _ => stops::stop_all(tx, user).map(drop),
        }
    });
    stopped.unwrap();
}

#[test]
fn a_stop_while_the_dial_is_on_the_wire_ends_the_call() {
    let lost = || Some(Fault::AcceptThenDrop);
    for (way, fault) in [(0, None), (1, None), (2, None), (0, lost()), (1, lost()), (2, lost())] {
        let (mut world, ann) = while_placing(move |store, who| stop(way, store, who));
        fault.clone().into_iter().for_each(|fault| world.bland.fault(fault));
        now(&mut world, ann);
        world.wait(5 * MINUTE);
        let calls = world.bland.calls();
        assert_eq!(calls.len(), 1, "{way} {fault:?}");
        assert!(calls[0].completed && calls[0].connected_ms.is_none(), "{way} {fault:?} {calls:?}");
        assert!(world.last(ann).text.contains("Stopped"), "{}", world.transcript(ann));
        world.wait(Duration::from_secs(3 * 3600));
        assert_eq!(world.bland.dialled().len(), 1, "{way} {fault:?}");
        assert_eq!(world.held_seconds(ann), 0, "{way} {fault:?}");
    }
}

#[test]
fn a_stop_while_the_provider_refuses_the_dial_takes_the_call_back() {
    for way in 0..3 {
        let (mut world, ann) = while_placing(move |store, who| stop(way, store, who));
        world.bland.fault(Fault::Limited(Limit::Account));
        now(&mut world, ann);
        // The live card is edited every three seconds at most.
        world.wait(Duration::from_secs(5));
        assert!(world.last(ann).text.contains("Taken back"), "{way}\n{}", world.transcript(ann));
        assert_eq!(world.held_seconds(ann), 0, "{way}");
        world.wait(Duration::from_secs(3600));
        assert_eq!(world.bland.dialled().len(), 0, "{way}");
    }
}

/// What unwinds when the process ends.
struct Ended;

#[test]
fn a_process_that_ends_while_a_dial_is_on_the_wire_finds_the_call_again() {
    let end = |_: &Store, _: Who| resume_unwind(Box::new(Ended));
    let (mut world, ann) = while_placing(end);
    world.bland.callee_for(CAROL, Callee::human("1"));
    credit(&world, ann, 10);
    let ended = catch_unwind(AssertUnwindSafe(|| now(&mut world, ann)));
    assert!(ended.is_err_and(|why| why.is::<Ended>()));
    world.restart();
    world.wait(30 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    assert_eq!(balance(&world, ann).1, ivrbot::domain::money::Usd::ZERO);
}

#[test]
fn an_update_that_comes_again_changes_nothing() {
    let (mut world, ann) = signed_up();
    let id = 900;
    world.telegram.restart_update_ids(id);
    let update = json!({"update_id": id, "message": {
        "message_id": 900, "date": 0, "text": "/menu",
        "chat": {"id": ann.0, "type": "private"},
        "from": {"id": ann.0, "is_bot": false, "first_name": "Ann"},
    }});
    let before = world.telegram.chat(ann.0).len();
    // In one batch, and again to a process that knows only what it wrote down.
    for _ in 0..2 {
        world.telegram.odd_update(update.clone());
        world.telegram.odd_update(update.clone());
        world.settle();
        world.restart();
    }
    let menus = world.telegram.chat(ann.0).len() - before;
    assert_eq!(menus, 1, "{}", world.transcript(ann));
}
