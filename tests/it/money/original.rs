//! What the system that this one replaces did wrong with money, and the test that shows that it
//! cannot be done here. `tidy::rules` asserts that each test named here exists.
//!
//! A1. A forged delivery activated a plan:
//!   `r09_only_what_is_signed_and_fresh_is_believed_and_all_is_kept`
//!   `r08_what_a_delivery_says_of_coin_address_and_amount_decides_nothing`
//! A2. A charge was repeated while its receipt could not be read:
//!   `a02_a_call_whose_reports_cannot_be_read_is_charged_once`
//! A3. One picture file showed a user another's address:
//!   `r24_two_people_at_once_see_only_their_own`
//! A4. Whoever had no plan called free of charge:
//!   `a04_without_plan_and_money_nothing_is_dialled_from_the_moment_it_ends`
//! A5. What failed after a debit kept the money:
//!   `r22_what_breaks_after_the_payment_leaves_neither_payment_nor_plan`
//!   `r07_a_crash_anywhere_changes_nothing`
//! A6. A double press debited twice:
//!   `a_double_tap_buys_once_and_a_stale_button_nothing`
//!   `a_double_tap_on_again_calls_once`
//! A7. The free plan's limit never reached the provider:
//!   `a07_a_call_is_dialled_with_the_limit_that_was_paid_for`
//! A8. Calls of lists were not metered:
//!   `a08_each_call_of_a_list_is_metered_whatever_it_says`
//! A9. One call that could not be read stopped all metering:
//!   `a09_a_call_that_cannot_be_read_stops_the_charge_of_no_other`
//! A10. One charge in twelve hours for everybody:
//!   `a10_everybody_is_charged_when_his_call_ends`
//! A11. Minutes were lost between reading and writing them:
//!   `r18_settling_and_releasing_at_once_do_one_of_both`
//!   `r16_whatever_takes_money_at_once_takes_no_more_than_there_is`
//! A12. Less or later coins were credited nowhere:
//!   `r11_less_is_credited_as_it_came`
//!   `r12_a_late_dollar_is_a_dollar`
//! A13. The plan bought was the one looked at last:
//!   `a13_a_payment_buys_the_plan_that_it_was_made_for`
//! A14. Odd amounts were sent, a coin could not be used, an answer was ignored:
//!   `a14_odd_amounts_are_asked_for_again_and_every_coin_can_be_paid_with`
//!   `a14_whether_a_plan_renews_is_what_its_user_said`
//! A15. What was paid was written down nowhere:
//!   `a15_whatever_moved_money_is_in_the_statement`
//! A16. Floats, and prices that were not those shown:
//!   `r04_no_float_holds_money`
//!   `what_the_summary_says_is_what_the_call_costs`

use std::time::Duration;

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::{Callee, Endpoint, Fault};
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::ids::PlanId;
use ivrbot::domain::money::Usd;
use ivrbot::domain::settings::{Settings, Wallet};
use ivrbot::domain::subscription::AutoRenew;
use ivrbot::domain::topup::State;
use ivrbot::store::ledger::{self, Asset, Entry, Role};
use ivrbot::store::{Tx, plans, subscriptions};

use crate::call::{CAROL, MINUTE, again_to_summary, balance, credit, now, signed_up, to_summary};
use crate::world::{Who, World, settings};

const HOUR: Duration = Duration::from_secs(3_600);

/// Somebody whose free plan is over, with so many dollars.
fn without_plan(dollars: i32) -> (World, Who) {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.spend_plan(ann);
    if dollars > 0 {
        credit(&world, ann, dollars);
    }
    (world, ann)
}

fn count(world: &World, sql: &str) -> i64 {
    world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a02_a_call_whose_reports_cannot_be_read_is_charged_once() {
    let (mut world, ann) = without_plan(10);
    again_to_summary(&mut world, ann, CAROL);
    for _ in 0..6 {
        world.bland.fault_at(Endpoint::Look, Fault::Html502);
    }
    now(&mut world, ann);
    world.wait(10 * MINUTE);
    world.restart();
    world.wait(12 * HOUR);
    let charged = "SELECT cost_micro FROM calls ORDER BY id DESC LIMIT 1";
    let cost = count(&world, charged);
    assert!(cost > 0);
    let left = Usd::cents(1_000).minus(Usd::micro(cost)).unwrap();
    assert_eq!(balance(&world, ann), (left, Usd::ZERO));
    let settled = "SELECT count(*) FROM ledger WHERE kind = 'settle'";
    assert_eq!(count(&world, settled), 2, "one for each call");
}

#[test]
fn a04_without_plan_and_money_nothing_is_dialled_from_the_moment_it_ends() {
    let (mut world, ann) = without_plan(0);
    let dialled = world.bland.dialled().len();
    again_to_summary(&mut world, ann, CAROL);
    assert!(!world.shows(ann, "✅ Call now"), "{}", world.transcript(ann));
    // A timed call, planned while there was a plan, is asked about when its time comes.
    let (mut timed, bob) = signed_up();
    to_summary(&mut timed, bob);
    timed.taps(bob, "🗓 At another time");
    timed.says(bob, "tomorrow 10:00");
    let used = "UPDATE periods SET starts_ms = 0, ends_ms = 1";
    assert_eq!(timed.raw().execute(used, []), Ok(1));
    timed.wait(30 * HOUR);
    assert_eq!((timed.bland.dialled().len(), world.bland.dialled().len()), (0, dialled));
    assert_eq!(count(&timed, "SELECT count(*) FROM calls WHERE phase = 'refused'"), 1);
}

#[test]
fn a07_a_call_is_dialled_with_the_limit_that_was_paid_for() {
    // Two minutes of the free plan; then 65 cents, which are two minutes of 30 each.
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.calls().last().unwrap().max_minutes, 2);
    world.spend_plan(ann);
    let user = world.user(ann).id;
    let gift = |tx: &Tx| ledger::credit(tx, user, Usd::cents(65), "gift", "Op", "gift");
    world.store.write(gift).unwrap().unwrap();
    again_to_summary(&mut world, ann, CAROL);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.calls().last().unwrap().max_minutes, 2);
    let unlimited = world.bland.calls().iter().filter(|call| call.max_minutes == 0).count();
    assert_eq!(unlimited, 0);
}

#[test]
fn a08_each_call_of_a_list_is_metered_whatever_it_says() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(ann, &task);
    let numbers: Vec<String> = (0..6).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    for number in &numbers {
        world.bland.callee_for(number, Callee::human("1"));
    }
    world.says(ann, &numbers.join("\n"));
    world.taps(ann, "✅ Start calling");
    world.wait(HOUR);
    let metered = "SELECT count(*) FROM calls WHERE settlement = 'settled' AND cost_micro > 0
                   AND seconds > 0 AND bucket = 'bulk'";
    assert_eq!(count(&world, metered), 6, "{}", world.transcript(ann));
    let spent = count(&world, "SELECT sum(cost_micro) FROM calls");
    let left = Usd::cents(10_000).minus(Usd::micro(spent)).unwrap();
    assert_eq!(balance(&world, ann), (left, Usd::ZERO));
}

#[test]
fn a09_a_call_that_cannot_be_read_stops_the_charge_of_no_other() {
    let (mut world, ann) = without_plan(10);
    let bob = world.sign_up("Bob", 8, "en");
    again_to_summary(&mut world, ann, CAROL);
    now(&mut world, ann);
    // What Ann's call is charged by cannot be read.
    let broken = "UPDATE holds SET asset = 'shells' WHERE state = 'held'";
    assert_eq!(world.raw().execute(broken, []), Ok(1));
    world.forgive = true;
    world.bland.callee_for("+12125550177", Callee::human("1"));
    world.opens(bob, "1onc:0");
    world.taps_first(bob, "✨");
    for said in ["+12125550177", "Example Shop", "+12125550101"] {
        world.says(bob, said);
    }
    now(&mut world, bob);
    world.wait(10 * MINUTE);
    let of_bob = "SELECT count(*) FROM calls c JOIN users u ON u.id = c.user_id
                  WHERE u.telegram_id = 8 AND c.settlement = 'settled'";
    assert_eq!(count(&world, of_bob), 1, "{}", world.transcript(bob));
}

#[test]
fn a10_everybody_is_charged_when_his_call_ends() {
    let mut world = World::unhurried();
    let people = [7, 8, 9].map(|id| world.sign_up("Ann", id, "en"));
    for (at, who) in people.into_iter().enumerate() {
        let number = format!("+1212555{:04}", 300 + at);
        world.bland.callee_for(&number, Callee::human("1"));
        world.opens(who, "1onc:0");
        world.taps_first(who, "✨");
        for said in [number.as_str(), "Example Shop", "+12125550101"] {
            world.says(who, said);
        }
        now(&mut world, who);
    }
    world.wait(10 * MINUTE);
    let charged = "SELECT count(DISTINCT user_id) FROM calls
                   WHERE settlement = 'settled' AND plan_seconds > 0";
    assert_eq!(count(&world, charged), 3);
}

/// The version of a plan on sale.
fn plan(world: &World, name: &str, days: u32) -> PlanId {
    let all = world.store.read(plans::on_sale).unwrap();
    all.into_iter().find(|it| it.plan.name == name && it.plan.days == days).unwrap().id
}

fn looks_at(world: &mut World, who: Who, plan: PlanId) {
    world.says(who, "/plans");
    world.taps_data(who, &Button::open_at(Screen::Plan, plan.0).encode());
}

/// To the address of a payment for a plan.
fn pays_for(world: &mut World, who: Who, plan: PlanId, missing: Usd) {
    looks_at(world, who, plan);
    world.taps_on(who, "plan-buy");
    let label = world.words(who, &Msg::new("buy-top-up").usd("missing", missing));
    world.taps(who, &label);
    let coin = world.words(who, &ivrbot::screens::topup::name(Coin::UsdtTrc20));
    world.taps(who, &coin);
}

#[test]
fn a13_a_payment_buys_the_plan_that_it_was_made_for() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let (month, week) = (plan(&world, "Prime", 30), plan(&world, "Elite", 7));
    pays_for(&mut world, ann, month, Usd::cents(3_000));
    assert_eq!(world.topup(ann).state, State::Awaiting);
    let user = world.user(ann).id;
    let has = |world: &World| {
        let period = world.store.read(|tx| plans::period(tx, user)).unwrap();
        period.map(|period| period.plan.name)
    };
    assert_eq!(has(&world).as_deref(), Some("Free"), "nothing is given before it is paid");
    // Meanwhile another is looked at, as far as the question.
    looks_at(&mut world, ann, week);
    world.taps_on(ann, "plan-buy");
    world.arrives(&Arrival::Exact);
    world.wait(5 * MINUTE);
    assert_eq!(has(&world).as_deref(), Some("Prime"));
    assert_eq!(balance(&world, ann), (Usd::ZERO, Usd::ZERO));
}

#[test]
fn a14_whether_a_plan_renews_is_what_its_user_said() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let month = plan(&world, "Prime", 30);
    pays_for(&mut world, ann, month, Usd::cents(3_000));
    world.arrives(&Arrival::Exact);
    world.wait(5 * MINUTE);
    let user = world.user(ann).id;
    let auto = |world: &World| {
        world.store.read(|tx| subscriptions::standing(tx, user)).unwrap().unwrap().renewal.auto
    };
    assert_eq!(auto(&world), AutoRenew::Off, "nobody renews who did not say so");
    world.store.write(|tx| subscriptions::set_auto_renew(tx, user, AutoRenew::On)).unwrap();
    credit(&world, ann, 50);
    world.wait(31 * 24 * HOUR);
    assert_eq!(balance(&world, ann).0, Usd::cents(2_000), "{}", world.transcript(ann));
    assert_eq!(auto(&world), AutoRenew::On);
}

#[test]
fn a14_odd_amounts_are_asked_for_again_and_every_coin_can_be_paid_with() {
    let wallet = Wallet { coins: Coin::ALL.to_vec(), ..Wallet::default() };
    let mut world = World::with(Settings { wallet, ..settings() }).with_rates();
    world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
    let ann = world.sign_up("Ann", 7, "en");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    for odd in ["-5", "0", "nan", "inf", "1e3", "NaN", "-0", "99999999999999999999", "½"] {
        let shown = world.says(ann, odd);
        assert!(!shown.text.contains("What will you pay"), "{odd}: {}", shown.text);
    }
    assert_eq!(world.dynopay.payments(), []);
    let configured: Vec<String> = Coin::ALL.iter().map(|coin| coin.code().to_owned()).collect();
    world.dynopay.configure(|account| account.wallets = configured);
    for coin in Coin::ALL {
        world.tops_up(ann, "40", *coin);
        world.wait(MINUTE);
        assert_eq!(world.topup(ann).coin, *coin);
        assert_eq!(world.topup(ann).state, State::Awaiting, "{coin:?}: {}", world.transcript(ann));
        world.arrives(&Arrival::Exact);
        world.wait(30 * MINUTE);
        assert_eq!(world.topup(ann).state, State::Credited, "{coin:?}");
    }
}

#[test]
fn a15_whatever_moved_money_is_in_the_statement() {
    let (mut world, ann) = without_plan(10);
    again_to_summary(&mut world, ann, CAROL);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.tops_up(ann, "40", Coin::UsdtTrc20);
    world.arrives(&Arrival::Exact);
    world.wait(5 * MINUTE);
    let month = plan(&world, "Prime", 30);
    looks_at(&mut world, ann, month);
    world.taps_on(ann, "plan-buy");
    world.taps_on(ann, "buy-yes");
    let user = world.user(ann).id;
    let page = |tx: &Tx| ledger::entries_of(tx, user, None, 100);
    let entries = world.store.read(page).unwrap();
    let of_wallet = |entry: &&Entry| (entry.role, entry.asset) == (Role::Available, Asset::Usd);
    let sum: i64 = entries.iter().filter(of_wallet).map(|entry| entry.delta).sum();
    assert_eq!(Usd::micro(sum), balance(&world, ann).0, "it adds up to the wallet: {entries:?}");
    for part in ["credit", "top_up", "plan"] {
        let found = entries.iter().any(|entry| <&str>::from(entry.kind) == part);
        assert!(found, "{part} is missing: {entries:?}");
    }
    assert!(entries.iter().any(|entry| entry.call.is_some()), "the call: {entries:?}");
}
