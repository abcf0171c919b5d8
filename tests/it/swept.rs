//! Nothing is dialled by a process that does not know what was dialled before it: after a start,
//! and after a backup was restored.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::clock::Clock;
use ivrbot::demo::bland::{Callee, Endpoint, Fault, Limit};
use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::domain::money::Usd;
use ivrbot::domain::tariff::Tariff;
use ivrbot::store::ledger::{self, Account, Asset, Command, Kind, Owner, Posting, Role, freeze};
use ivrbot::store::proof::Committed;
use ivrbot::store::{Durability, Store, tariffs};
use ivrbot::voice::{Account as Vendor, Fault as Wrong, Placed, Stopped, Voice};

use crate::call::{CAROL, MINUTE, again_to_summary, balance, credit, now, signed_up, to_summary};
use crate::world::{KEY, Who, World};

const HOUR: Duration = Duration::from_secs(3600);
/// A number in London: plans do not cover it.
const LONDON: &str = "+442070313000";
/// Ten in the morning in New York, the day after the worlds begin.
const TOMORROW: &str = "2026-11-24T15:00:00Z";

/// Ann has planned a call for tomorrow, and the file was backed up.
fn planned() -> (World, Who, PathBuf) {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    assert!(world.last(ann).text.contains("Scheduled"), "{}", world.transcript(ann));
    let backup = world.backup();
    (world, ann, backup)
}

fn state(world: &World) -> String {
    let sql = "SELECT phase || ' ' || settlement || ' ' || coalesce(outcome, '-') FROM calls";
    world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_call_that_a_backup_still_plans_is_taken_over_and_not_dialled_again() {
    for list_metadata in [true, false] {
        let (mut world, ann, backup) = planned();
        world.bland.configure(|settings| settings.unknowns.list_metadata = list_metadata);
        world.wait(26 * HOUR);
        assert_eq!(world.bland.dialled().len(), 1);
        let spent = "SELECT plan_seconds FROM calls";
        let spent = |world: &World| world.raw().query_row(spent, [], |row| row.get::<_, i64>(0));
        let before = spent(&world).unwrap();
        assert!(before > 0);
        world.restore(&backup);
        world.wait(HOUR);
        assert_eq!(world.bland.dialled().len(), 1, "not again");
        assert_eq!(state(&world), "ended settled answered");
        assert_eq!(spent(&world), Ok(before), "paid for as before");
        assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
        assert_eq!(world.held_seconds(ann), 0);
    }
}

#[test]
fn weeks_may_lie_between_the_backup_and_its_return() {
    let (mut world, _, backup) = planned();
    world.wait(21 * 24 * HOUR);
    world.restore(&backup);
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 1);
    assert_eq!(state(&world), "ended settled answered");
}

#[test]
fn a_call_that_is_on_the_line_is_taken_over_and_followed() {
    let (mut world, ann, backup) = planned();
    world.bland.callee_for(CAROL, Callee::Person);
    world.wait(
        TOMORROW
            .parse::<jiff::Timestamp>()
            .unwrap()
            .duration_since(world.clock.wall())
            .try_into()
            .unwrap(),
    );
    world.wait(Duration::from_secs(8));
    world.restore(&backup);
    world.settle();
    assert_eq!(state(&world), "running held -");
    world.says(ann, "/stop");
    world.wait(MINUTE);
    assert_eq!(state(&world), "ended settled stopped");
    assert_eq!(world.bland.dialled().len(), 1);
}

#[test]
fn what_the_wallet_no_longer_holds_is_charged_late() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    credit(&world, ann, 10);
    again_to_summary(&mut world, ann, CAROL);
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    let (wallet, books) = (Account::user(world.user(ann).id, Role::Available, Asset::Usd), BOOKS);
    moved(&world, "spent", wallet, books);
    let backup = world.backup();
    moved(&world, "earned", books, wallet);
    world.wait(26 * HOUR);
    assert_eq!(world.bland.dialled().len(), 2);
    world.restore(&backup);
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 2);
    let sql = "SELECT phase || ' ' || settlement FROM calls ORDER BY id DESC LIMIT 1";
    let state: String = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(state, "ended late");
    let (available, held) = balance(&world, ann);
    assert!(available < Usd::cents(10) && held == Usd::ZERO, "{available:?}");
}

/// A call to somewhere that costs something else, planned for tomorrow before the backup.
fn planned_to(number: &str, dollars: i32) -> (World, Who, PathBuf) {
    let (mut world, ann) = signed_up();
    let (_, usual) = world.store.read(tariffs::now).unwrap().remove(0);
    let dear = Tariff { prefix: "44".parse().unwrap(), single: Usd::cents(75), ..usual.clone() };
    world.store.write(|tx| tariffs::import(tx, &[usual, dear])).unwrap();
    credit(&world, ann, dollars);
    world.bland.callee_for(number, Callee::human("1"));
    world.bland.callee_for(CAROL, Callee::busy());
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    again_to_summary(&mut world, ann, number);
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    let backup = world.backup();
    (world, ann, backup)
}

#[test]
fn what_is_taken_over_costs_what_its_destination_costs_and_not_the_plan() {
    let (mut world, ann, backup) = planned_to(LONDON, 10);
    world.wait(26 * HOUR);
    assert_eq!(world.bland.dialled().len(), 2);
    let before = balance(&world, ann);
    world.restore(&backup);
    assert_eq!(balance(&world, ann), (Usd::cents(1_000), Usd::ZERO));
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 2);
    let seconds = world.bland.calls().last().unwrap().seconds;
    let cost = Usd::cents(75).for_seconds(u32::try_from(seconds).unwrap()).unwrap();
    assert_eq!(balance(&world, ann), (Usd::cents(1_000).minus(cost).unwrap(), Usd::ZERO));
    assert_eq!(balance(&world, ann), before, "what it cost the first time");
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn while_money_stands_still_nothing_is_taken_over_and_nothing_is_given_up() {
    let (mut world, ann, backup) = planned_to(LONDON, 10);
    world.bland.configure(|settings| settings.unknowns.list_metadata = false);
    world.wait(26 * HOUR);
    let before = balance(&world, ann);
    // The ledger stops adding up while the provider is asked about the call.
    world.forgive = true;
    let still = Arc::new(AtomicBool::new(false));
    let path = backup.with_extension("restored");
    let (clock, flag) = (world.clock.clone(), still.clone());
    world.wrap_doors(|telegram| telegram, |inner| Arc::new(Stopping { inner, path, clock, flag }));
    world.restore(&backup);
    still.store(true, Ordering::SeqCst);
    let ended = catch_unwind(AssertUnwindSafe(|| world.settle()));
    assert!(ended.is_err(), "the job says so");
    world.wait(Duration::from_secs(5));
    let phases = "SELECT group_concat(phase) FROM calls";
    let phases = |world: &World| world.raw().query_row(phases, [], |row| row.get::<_, String>(0));
    assert_eq!(phases(&world).unwrap(), "ended,planned");
    ivrbot::jobs::audit::lift(&world.store, "test").unwrap();
    world.wait(HOUR);
    assert_eq!(phases(&world).unwrap(), "ended,ended");
    assert_eq!((balance(&world, ann), world.bland.dialled().len()), (before, 2));
}

const BOOKS: Account = Account { owner: Owner::System, role: Role::Revenue, asset: Asset::Usd };

/// Nearly all that there is.
fn moved(world: &World, key: &str, from: Account, to: Account) {
    let postings = &[Posting { from, to, amount: 9_900_000 }];
    let (kind, actor, reason) = (Kind::Credit, "test", "");
    let command = Command { kind, key, actor, reason, call: None, postings };
    world.store.write(|tx| ledger::post(tx, &command)).unwrap().unwrap();
}

#[test]
fn a_call_that_nobody_here_knows_keeps_its_number_quiet_for_a_day() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    let backup = world.backup();
    now(&mut world, ann);
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 1);
    world.restore(&backup);
    again_to_summary(&mut world, ann, CAROL);
    world.hears(ann, &Msg::new("refusal-one-in-flight"));
    assert!(!world.shows(ann, "✅ Call now"));
    world.taps_first(ann, "🕗");
    world.restart();
    world.wait(22 * HOUR);
    assert_eq!(world.bland.dialled().len(), 1, "not within a day");
    world.wait(3 * HOUR);
    assert_eq!(world.bland.dialled().len(), 2);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}

#[test]
fn a_wish_that_went_down_with_the_history_is_kept_all_the_same() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("9"));
    to_summary(&mut world, ann);
    let backup = world.backup();
    now(&mut world, ann);
    world.wait(HOUR);
    world.restore(&backup);
    world.wait(48 * HOUR);
    again_to_summary(&mut world, ann, CAROL);
    world.hears(ann, &Msg::new("refusal-do-not-call"));
}

#[test]
fn other_programs_on_the_account_are_left_alone() {
    let (mut world, ann) = signed_up();
    let send = |metadata: &str| {
        let body = format!(
            "{{\"phone_number\": \"{CAROL}\", \"task\": \"Say hello.\", \"metadata\": {metadata}}}"
        );
        let headers = [("authorization", KEY), ("content-type", "application/json")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = world.bland.request("POST", "/v1/calls", &headers, body.as_bytes());
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        world.clock.advance(MINUTE);
    };
    send("{}");
    send("{\"cb_request_id\": \"order 17\"}");
    send("{\"cb_request_id\": \"6a0a3c33-2b57-4f4e-9d0a-90f5b2f0c0aa\"}");
    world.wait(HOUR);
    world.restart();
    to_summary(&mut world, ann);
    assert!(world.shows(ann, "✅ Call now"), "{}", world.transcript(ann));
}

#[test]
fn while_the_provider_cannot_be_asked_calls_wait() {
    let (mut world, ann, _) = planned();
    world.clock.set(TOMORROW.parse().unwrap());
    for _ in 0..3 {
        world.bland.fault_at(Endpoint::List, Fault::Html502);
    }
    world.restart();
    world.wait(MINUTE / 2);
    assert_eq!(world.bland.dialled().len(), 0);
    assert_eq!(state(&world), "planned none -");
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
}

#[test]
fn a_list_that_was_called_since_the_backup_is_taken_over_page_by_page() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..7).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    world.says(ann, &numbers.join("\n"));
    world.taps_on(ann, "summary-later");
    world.says(ann, "tomorrow 10:00");
    let backup = world.backup();
    world.wait(24 * HOUR);
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 7);
    world.wrap_doors(|telegram| telegram, |inner| Arc::new(ShortPages(inner)));
    world.restore(&backup);
    world.wait(HOUR);
    assert_eq!(world.bland.dialled().len(), 7, "nobody was called again");
    let ended = "SELECT count(*) FROM calls WHERE phase = 'ended' AND settlement = 'settled'";
    assert_eq!(world.raw().query_row(ended, [], |row| row.get::<_, i64>(0)), Ok(7));
    assert!(world.transcript(ann).contains("7 of 7"), "{}", world.transcript(ann));
    assert_eq!(balance(&world, ann).1, Usd::ZERO);
}

/// A provider during whose answer money comes to stand still, once it is told to.
struct Stopping {
    inner: Arc<dyn Voice>,
    path: PathBuf,
    clock: Clock,
    flag: Arc<AtomicBool>,
}

impl Voice for Stopping {
    fn list(&self, to: Option<&str>, since_ms: i64, until: i64) -> Result<Vec<Report>, Wrong> {
        self.inner.list(to, since_ms, until)
    }

    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        self.inner.place(receipt)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Wrong> {
        if self.flag.swap(false, Ordering::SeqCst) {
            let store = Store::open(&self.path, self.clock.clone(), Durability::None).unwrap();
            store.write(|tx| freeze::freeze(tx, "test", &[])).unwrap();
        }
        self.inner.look(provider_id)
    }

    fn active(&self) -> Result<Vec<Report>, Wrong> {
        self.inner.active()
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Wrong> {
        self.inner.stop(provider_id)
    }

    fn account(&self) -> Result<Vendor, Wrong> {
        self.inner.account()
    }
}

/// A provider whose lists are short.
struct ShortPages(Arc<dyn Voice>);

impl Voice for ShortPages {
    fn list(&self, to: Option<&str>, since_ms: i64, until: i64) -> Result<Vec<Report>, Wrong> {
        self.0.list(to, since_ms, until).map(|rows| rows.into_iter().take(3).collect())
    }

    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        self.0.place(receipt)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Wrong> {
        self.0.look(provider_id)
    }

    fn active(&self) -> Result<Vec<Report>, Wrong> {
        self.0.active()
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Wrong> {
        self.0.stop(provider_id)
    }

    fn account(&self) -> Result<Vendor, Wrong> {
        self.0.account()
    }
}

#[test]
fn a_call_that_was_put_off_keeps_the_hold_it_had() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.bland.fault(Fault::Limited(Limit::Account));
    now(&mut world, ann);
    assert_eq!(state(&world), "planned held -");
    let backup = world.backup();
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    world.restore(&backup);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1);
    assert_eq!(state(&world), "ended settled answered");
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn a_dial_whose_answer_was_lost_is_found_by_the_sweep() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.bland.fault(Fault::AcceptThenDrop);
    now(&mut world, ann);
    assert_eq!(state(&world), "unclear held -");
    world.restart();
    world.settle();
    assert_eq!(state(&world), "queued held -");
    world.wait(5 * MINUTE);
    assert_eq!(state(&world), "ended settled answered");
}
