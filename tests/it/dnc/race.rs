//! Do-not-call raced against the dial: real threads, one file (C-04).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::domain::ids::ScriptId;
use ivrbot::domain::phone::Phone;
use ivrbot::domain::wallet::Bucket;
use ivrbot::jobs;
use ivrbot::store::calls::{self, NewCall};
use ivrbot::store::numbers::{self, Scope};
use ivrbot::store::proof::Committed;
use ivrbot::store::{Durability, Store, Tx, dnc};
use ivrbot::voice::{Account, Fault, Placed, Stopped, Voice};

use super::*;
use crate::call::credit;

/// Numbers that are dialled and asked to be left alone at the same moment.
const NUMBERS: usize = 60;
/// More than the least time between two dials.
const TURN: Duration = Duration::from_secs(2);

/// A number to forbid, and whom to tell that it is.
type Wish = (String, Sender<()>);

/// Between the bot and the provider: while some requests are on the wire, the callee asks to be
/// left alone.
struct Wire {
    inner: Arc<dyn Voice>,
    wishes: Mutex<Sender<Wish>>,
    seen: Arc<Mutex<Seen>>,
}

/// What went over the wire.
#[derive(Default)]
struct Seen {
    posted: Vec<String>,
    stopped: BTreeSet<String>,
}

fn nth(number: &str) -> usize {
    number.get(number.len() - 4..).and_then(|end| end.parse().ok()).unwrap()
}

impl Voice for Wire {
    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        let to = receipt.get().dial.to.clone();
        self.seen.lock().unwrap().posted.push(to.clone());
        if nth(&to) % 2 == 1 {
            let (done, wait) = channel();
            self.wishes.lock().unwrap().send((to, done)).unwrap();
            wait.recv().unwrap();
        }
        self.inner.place(receipt)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Fault> {
        self.inner.look(provider_id)
    }

    fn list(&self, to: Option<&str>, since: i64, until: i64) -> Result<Vec<Report>, Fault> {
        self.inner.list(to, since, until)
    }

    fn active(&self) -> Result<Vec<Report>, Fault> {
        self.inner.active()
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Fault> {
        self.seen.lock().unwrap().stopped.insert(provider_id.to_owned());
        self.inner.stop(provider_id)
    }

    fn account(&self) -> Result<Account, Fault> {
        self.inner.account()
    }
}

/// Forbids numbers as they come: half of them as another process would.
fn forbidder(world: &World, wishes: std::sync::mpsc::Receiver<Wish>) -> JoinHandle<()> {
    let here = world.store.clone();
    let other = Store::open(world.path(), world.clock.clone(), Durability::None).unwrap();
    spawn(move || {
        for (number, done) in wishes {
            let phone = Phone::parse(&number, None).unwrap();
            let store: &Store = if nth(&number) % 4 < 2 { &here } else { &other };
            store.write(|tx| dnc::add(tx, &phone, Scope::Daemon, "race")).unwrap();
            // Nobody may wait for it any more.
            let _ = done.send(());
        }
    })
}

/// Calls to as many numbers, all due now.
fn plan(world: &World, ann: crate::world::Who) -> Vec<String> {
    let numbers: Vec<String> = (0..NUMBERS).map(|n| format!("+1212556{n:04}")).collect();
    let long = vec![Act::Wait(3_000), Act::Answer, Act::Wait(600_000), Act::HangUp];
    let user = world.user(ann).id;
    for number in &numbers {
        world.bland.callee_for(number, Callee::Script(long.clone()));
        world.agreed(ann, number);
        let phone = Phone::parse(number, None).unwrap();
        let planned = world.store.write(|tx: &Tx| {
            let new = NewCall {
                number: numbers::id(tx, &phone)?,
                script: ScriptId(1),
                vars: &BTreeMap::new(),
                bucket: Bucket::Single,
                campaign: None,
                schedule: None,
                again_of: None,
                retries_left: 0,
                due_ms: tx.now_ms(),
            };
            calls::plan(tx, user, &new)
        });
        planned.unwrap();
    }
    numbers
}

#[test]
fn c04_do_not_call_raced_against_the_dial() {
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    credit(&world, ann, 500);
    let (send, wishes) = channel();
    let seen = Arc::new(Mutex::new(Seen::default()));
    let (wire_send, wire_seen) = (Mutex::new(send.clone()), seen.clone());
    world.wrap_doors(
        |telegram| telegram,
        |inner| Arc::new(Wire { inner, wishes: wire_send, seen: wire_seen }),
    );
    let thread = forbidder(&world, wishes);
    // Each process looks around before its first dial.
    world.settle();
    let numbers = plan(&world, ann);
    let [dial, stop] = ["dial", "stop"]
        .map(|name| 3 + jobs::TABLE.iter().position(|job| job.name == name).unwrap());
    let mut acks = Vec::new();
    for number in &numbers {
        world.clock.advance(TURN);
        if nth(number).is_multiple_of(2) {
            let (done, wait) = channel();
            send.send((number.clone(), done)).unwrap();
            acks.push(wait);
        }
        world.piece(dial);
        while world.piece(stop) {}
    }
    for ack in acks {
        ack.recv().unwrap();
    }
    world.settle();
    after_the_race(&world, &seen.lock().unwrap());
    // Telegram takes its time with so much news.
    world.wait(10 * MINUTE);
    // The doors keep their end of the line: the thread ends when all are gone.
    drop(send);
    drop(world);
    thread.join().unwrap();
}

fn after_the_race(world: &World, seen: &Seen) {
    let file = world.raw();
    let count = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    // The order of the events is that of the commits.
    let late = "SELECT count(*) FROM events w JOIN calls c ON c.number_id = w.subject
                JOIN events d ON d.subject = c.id AND d.kind = 'dial'
                WHERE w.kind = 'do_not_call' AND d.id > w.id";
    assert_eq!(count(late), 0, "a claim was committed after the wish");
    assert_eq!(count("SELECT count(*) FROM do_not_call"), i64::try_from(NUMBERS).unwrap());
    assert_eq!(count("SELECT count(*) FROM calls WHERE phase IN ('planned', 'placing')"), 0);
    assert!(seen.posted.len() >= NUMBERS / 2, "only {} of the odd ones", seen.posted.len());
    for number in &seen.posted {
        let sql = "SELECT c.provider_id FROM calls c JOIN numbers n ON n.id = c.number_id
                   WHERE n.e164 = ?1 AND c.placed_ms IS NOT NULL";
        let id: String = file.query_row(sql, [number], |row| row.get(0)).unwrap();
        assert!(seen.stopped.contains(&id), "{number} was dialled and nobody ended it");
    }
    let found = ivrbot::store::audit::audit(world.path()).unwrap();
    assert_eq!(found, []);
}
