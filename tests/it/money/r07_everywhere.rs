//! R7 beyond top-ups: a call that is paid for, a plan bought with coins, a renewal. Wherever the
//! process ends, after the next start the balances are those of an undisturbed story.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::subscription::AutoRenew;
use ivrbot::store::subscriptions::{self, Order};
use ivrbot::store::{ledger, plans};

use crate::call::{CAROL, credit, now, signed_up, to_summary};
use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Statements at which the process ends, in the order in which a call passes them.
const CALL: &[&str] = &[
    "AFTER INSERT ON ledger WHEN new.kind = 'hold'",
    "AFTER INSERT ON holds",
    "AFTER INSERT ON receipts",
    "AFTER UPDATE ON calls WHEN new.phase = 'placing'",
    "BEFORE UPDATE ON calls WHEN new.phase = 'queued' AND old.phase = 'placing'",
    "AFTER UPDATE ON calls WHEN new.phase = 'running' AND old.phase = 'queued'",
    "AFTER INSERT ON ledger WHEN new.kind = 'settle'",
    "AFTER UPDATE ON holds WHEN new.state = 'settled'",
    "AFTER UPDATE ON calls WHEN new.phase = 'ended'",
    "AFTER UPDATE ON calls WHEN new.details = 'whole'",
];
/// The same of a plan that is paid for with coins.
const PLAN: &[&str] = &[
    "AFTER INSERT ON ledger WHEN new.kind = 'top_up'",
    "AFTER INSERT ON ledger WHEN new.kind = 'plan'",
    "AFTER INSERT ON periods",
    "AFTER INSERT ON ledger WHEN new.kind = 'grant'",
    "AFTER UPDATE ON subscriptions",
];
/// The same of a renewal.
const RENEWAL: &[&str] = &[
    "AFTER INSERT ON ledger WHEN new.kind = 'renewal'",
    "AFTER INSERT ON periods",
    "AFTER INSERT ON ledger WHEN new.kind = 'grant'",
    "AFTER UPDATE ON subscriptions WHEN new.period_id <> old.period_id",
    "AFTER INSERT ON outbox",
];

/// Plays a part of a story in which the process ends at `point`, and starts again. Some jobs bear
/// the fault and go on with others: then the end comes a little later.
fn ends_at(world: &mut World, point: &str, part: impl FnOnce(&mut World)) {
    let sql = format!("CREATE TRIGGER dies {point} BEGIN SELECT raise(ABORT, 'dies'); END");
    world.raw().execute_batch(&sql).unwrap();
    // What the process had begun is no error of the story.
    world.forgive = true;
    let ended = catch_unwind(AssertUnwindSafe(|| part(world))).is_err();
    let borne = world.faults().iter().any(|fault| fault.contains("dies"));
    assert!(ended || borne, "{point} was never passed");
    world.raw().execute_batch("DROP TRIGGER dies").unwrap();
    world.restart();
    world.settle();
}

/// Everybody's and everything's balances, by name.
fn balances(world: &World) -> Vec<String> {
    let file = world.raw();
    let sql = "SELECT owner_kind || owner_id || ' ' || role || ' ' || asset || ' ' || balance
               FROM accounts WHERE balance <> 0 ORDER BY 1";
    let mut found = file.prepare(sql).unwrap();
    let rows = found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(world.store.read(ledger::self_check).unwrap(), []);
    rows
}

/// All balances after the story that ends at `point`, or nowhere.
type Story = fn(Option<&str>) -> Vec<String>;

fn same_wherever_it_ends(story: Story, points: &[&str]) {
    let undisturbed = story(None);
    assert!(!undisturbed.is_empty());
    for point in points {
        assert_eq!(story(Some(point)), undisturbed, "{point}");
    }
}

fn play(world: &mut World, point: Option<&str>, part: impl FnOnce(&mut World)) {
    match point {
        Some(point) => ends_at(world, point, part),
        None => part(world),
    }
}

fn calls(point: Option<&str>) -> Vec<String> {
    let (mut world, ann) = signed_up();
    let ended = "UPDATE periods SET starts_ms = 0, ends_ms = 1";
    assert_eq!(world.raw().execute(ended, []), Ok(1), "the wallet pays");
    credit(&world, ann, 10);
    // The call itself does not depend on when it is looked at.
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    play(&mut world, point, |world| {
        now(world, ann);
        world.wait(5 * MINUTE);
    });
    world.wait(30 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 1, "{point:?}");
    assert!(world.last(ann).text.contains("✅ Answered"), "{}", world.transcript(ann));
    let seconds = u32::try_from(world.bland.calls()[0].seconds).unwrap();
    let cost = Usd::cents(30).for_seconds(seconds).unwrap();
    assert_eq!(world.balance(ann), Usd::cents(1_000).minus(cost).unwrap(), "{point:?}");
    // To the second of the one call there was: how long it lasted is no balance of ours.
    let cost = cost.as_micro().to_string();
    let rows = balances(&world).into_iter().filter(|row| !row.contains(&cost));
    rows.filter(|row| !row.contains("available usd_micro")).collect()
}

#[test]
fn r07_a_call_is_dialled_once_and_paid_for_once_wherever_the_process_ends() {
    same_wherever_it_ends(calls, CALL);
}

fn month(world: &World) -> ivrbot::domain::ids::PlanId {
    let all = world.store.read(plans::on_sale).unwrap();
    all.into_iter().find(|it| it.plan.name == "Prime" && it.plan.days == 30).unwrap().id
}

fn plan(point: Option<&str>) -> Vec<String> {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let plan = month(&world);
    world.says(ann, "/plans");
    world.taps_data(ann, &Button::open_at(Screen::Plan, plan.0).encode());
    world.taps_on(ann, "plan-buy");
    let label = world.words(ann, &Msg::new("buy-top-up").usd("missing", Usd::cents(3_000)));
    world.taps(ann, &label);
    let coin = world.words(ann, &ivrbot::screens::topup::name(Coin::UsdtTrc20));
    world.taps(ann, &coin);
    world.arrives(&Arrival::Exact);
    play(&mut world, point, |world| world.wait(5 * MINUTE));
    world.wait(30 * MINUTE);
    assert_eq!(world.told(ann, "was added to your balance"), 1, "{point:?}");
    let user = world.user(ann).id;
    let period = world.store.read(|tx| plans::period(tx, user)).unwrap().expect("a plan");
    assert_eq!(period.plan.name, "Prime", "{point:?}");
    balances(&world)
}

#[test]
fn r07_a_plan_is_paid_for_and_given_once_wherever_the_process_ends() {
    same_wherever_it_ends(plan, PLAN);
}

fn renewal(point: Option<&str>) -> Vec<String> {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    credit(&world, ann, 100);
    let (user, plan, quoted) = (world.user(ann).id, month(&world), world.clock.wall());
    let order = Order { plan, quoted, agreed: Usd::cents(3_000), intent: "first" };
    world.store.write(|tx| subscriptions::buy(tx, user, &order)).unwrap().unwrap();
    world.store.write(|tx| subscriptions::set_auto_renew(tx, user, AutoRenew::On)).unwrap();
    world.wait(30 * 24 * HOUR - HOUR);
    play(&mut world, point, |world| world.wait(2 * HOUR));
    world.wait(3 * HOUR);
    assert_eq!(world.balance(ann), Usd::cents(4_000), "{point:?}: {}", world.transcript(ann));
    balances(&world)
}

#[test]
fn r07_a_plan_is_renewed_once_wherever_the_process_ends() {
    same_wherever_it_ends(renewal, RENEWAL);
}
