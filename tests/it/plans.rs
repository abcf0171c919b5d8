//! Plans in the chat: looked at, bought, renewed, ended.

mod paid;

use std::time::Duration;

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::ids::PlanId;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Offer, Plan};
use ivrbot::store::ledger::{self, Account, Asset, Role};
use ivrbot::store::plans;

use crate::world::{Who, World};

/// A number in New York.
const CAROL: &str = "+12125550143";
const DAY: Duration = Duration::from_secs(24 * 3600);

pub fn in_every_language(story: impl Fn(&mut World, Who)) {
    for locale in Locale::ALL {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, locale.code());
        story(&mut world, ann);
    }
}

/// Puts money into somebody's wallet.
pub fn pay_in(world: &World, who: Who, cents: i32, key: &str) {
    let user = world.user(who).id;
    let credit = |tx: &ivrbot::store::Tx| {
        ledger::credit(tx, user, Usd::cents(cents), "test", "operator", key)
    };
    world.store.write(credit).unwrap().unwrap();
}

/// What is in somebody's wallet.
pub fn wallet(world: &World, who: Who) -> Usd {
    let account = Account::user(world.user(who).id, Role::Available, Asset::Usd);
    Usd::micro(world.store.read(|tx| ledger::balance(tx, &account)).unwrap())
}

fn offer(world: &World, name: &str, days: u32) -> Offer {
    let all = world.store.read(plans::on_sale).unwrap();
    all.into_iter().find(|offer| offer.plan.name == name && offer.plan.days == days).unwrap()
}

fn opens(world: &mut World, who: Who, screen: Screen, at: i64) {
    world.taps_data(who, &Button::open_at(screen, at).encode());
}

fn to_confirm(world: &mut World, ann: Who, plan: PlanId) {
    world.says(ann, "/plans");
    opens(world, ann, Screen::Plan, plan.0);
    world.taps_on(ann, "plan-buy");
}

fn buys(world: &mut World, ann: Who, plan: PlanId) {
    to_confirm(world, ann, plan);
    world.taps_on(ann, "buy-yes");
}

fn sells(world: &World, plan: Plan) {
    world.store.write(|tx| plans::seed(tx, &[plan], Usd::ZERO)).unwrap();
}

/// How many messages of the bot say this.
fn said(world: &World, who: Who, msg: &Msg) -> usize {
    let words = world.words(who, msg);
    world.telegram.chat(who.0).iter().filter(|shown| shown.html.contains(&words)).count()
}

#[test]
fn a_plan_is_found_looked_at_and_bought() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 5_000, "a");
        let month = offer(world, "Prime", 30);
        world.says(ann, "/menu");
        world.taps_on(ann, "menu-plans");
        world.hears(ann, &Msg::new("plans-mine").text("name", "Free"));
        let length = Msg::new("plan-days").count("days", 30);
        let row = Msg::new("plans-row")
            .text("name", "Prime")
            .msg("length", length)
            .usd("price", Usd::cents(3_000));
        let row = world.words(ann, &row);
        world.taps(ann, &row);
        let rate = Usd::micro(60_000);
        world.hears(ann, &Msg::new("plan-bulk").count("minutes", 500).price("rate", rate));
        world.hears(ann, &Msg::new("plan-single-fair").count("minutes", 300));
        world.taps_on(ann, "plan-buy");
        world.hears(ann, &Msg::new("buy-charge").usd("charge", Usd::cents(3_000)));
        world.hears(ann, &Msg::new("buy-left").usd("left", Usd::cents(2_000)));
        let ends = world.clock.wall() + DAY * 30;
        world.hears(ann, &Msg::new("buy-ends").at("ends", ends));
        world.hears(ann, &Msg::new("buy-instead").text("name", "Free"));
        world.taps_on(ann, "buy-yes");
        assert_eq!(wallet(world, ann), Usd::cents(2_000));
        world.taps_on(ann, "button-my-plan");
        world.hears(ann, &Msg::new("mine-title").text("name", "Prime").at("ends", ends));
        world.hears(ann, &Msg::new("mine-days").count("days", 30).count("used", 0));
        world.hears(ann, &Msg::new("mine-bulk").count("minutes", 500).count("used", 0));
        let user = world.user(ann).id;
        let period = world.store.read(|tx| plans::period(tx, user)).unwrap().unwrap();
        assert_eq!(period.plan, month.plan);
    });
}

#[test]
fn a_double_tap_buys_once_and_a_stale_button_nothing() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 9_000, "a");
        let month = offer(world, "Prime", 30).id;
        to_confirm(world, ann, month);
        let yes = world.data(ann, "buy-yes");
        world.taps_twice(ann, "buy-yes");
        assert_eq!(wallet(world, ann), Usd::cents(6_000));
        world.taps_data(ann, &yes);
        to_confirm(world, ann, month);
        world.taps_data(ann, &yes);
        world.hears(ann, &Msg::new("buy-charge").usd("charge", Usd::ZERO));
        assert_eq!(wallet(world, ann), Usd::cents(6_000));
    });
}

#[test]
fn a_purchase_can_be_left_and_outlives_a_restart() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 5_000, "a");
        let month = offer(world, "Prime", 30).id;
        to_confirm(world, ann, month);
        world.says(ann, "/cancel");
        world.hears(ann, &Msg::new("menu-title"));
        to_confirm(world, ann, month);
        world.taps_on(ann, "button-cancel");
        to_confirm(world, ann, month);
        world.taps_on(ann, "button-back");
        world.hears(ann, &Msg::new("plan-beyond"));
        assert_eq!(wallet(world, ann), Usd::cents(5_000));
        world.taps_on(ann, "plan-buy");
        world.says(ann, "yes?");
        world.hears(ann, &Msg::new("use-the-buttons"));
        world.restart();
        world.taps_on(ann, "buy-yes");
        assert_eq!(wallet(world, ann), Usd::cents(2_000));
    });
}

#[test]
fn what_is_missing_is_said_and_nothing_is_bought() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 2_500, "a");
        to_confirm(world, ann, offer(world, "Prime", 30).id);
        let (missing, have) = (Usd::cents(500), Usd::cents(2_500));
        world.hears(ann, &Msg::new("buy-short").usd("missing", missing).usd("have", have));
        let labels = world.card(ann).keys.into_iter().flatten();
        assert!(labels.into_iter().all(|key| key.label.id != "buy-yes"));
        pay_in(world, ann, 500, "b");
        buys(world, ann, offer(world, "Prime", 30).id);
        assert_eq!(wallet(world, ann), Usd::ZERO);
    });
}

#[test]
fn a_change_says_its_credit_and_a_price_that_rose_is_asked_again() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 6_000, "a");
        buys(world, ann, offer(world, "Prime", 30).id);
        world.wait(DAY * 15);
        let credit = Usd::cents(1_500);
        to_confirm(world, ann, offer(world, "Ultra", 30).id);
        world.hears(ann, &Msg::new("buy-credit").usd("credit", credit).text("name", "Prime"));
        world.hears(ann, &Msg::new("buy-charge").usd("charge", Usd::cents(2_500)));
        // Two days later less of it is left than was shown.
        world.wait(DAY * 2);
        world.taps_on(ann, "buy-yes");
        world.hears(ann, &Msg::new("buy-changed"));
        world.hears(ann, &Msg::new("buy-charge").usd("charge", Usd::cents(2_700)));
        world.taps_on(ann, "buy-yes");
        assert_eq!(wallet(world, ann), Usd::cents(300));
        // The version that was shown is sold no more.
        let week = offer(world, "Prime", 7);
        to_confirm(world, ann, week.id);
        sells(world, Plan { price: Usd::cents(1), ..week.plan });
        world.taps_on(ann, "buy-yes");
        world.hears(ann, &Msg::new("plans-title"));
        assert_eq!(wallet(world, ann), Usd::cents(300));
    });
}

#[test]
fn a_plan_tells_ahead_and_renews_by_itself() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 7_000, "a");
        buys(world, ann, offer(world, "Prime", 30).id);
        let ends = world.clock.wall() + DAY * 30;
        world.taps_on(ann, "auto-on");
        world.hears(ann, &Msg::new("renewal-will").usd("price", Usd::cents(3_000)));
        let ahead = |days| {
            Msg::new("renewal-ahead").text("name", "Prime").count("days", days).at("ends", ends)
        };
        world.wait(DAY * 27 + Duration::from_secs(60));
        world.hears(ann, &ahead(3));
        world.wait(DAY * 2);
        world.hears(ann, &ahead(1));
        world.restart();
        world.wait(DAY);
        world.hears(
            ann,
            &Msg::new("renewed")
                .text("name", "Prime")
                .usd("price", Usd::cents(3_000))
                .at("ends", ends + DAY * 30)
                .usd("left", Usd::cents(1_000))
                .text("reference", "5"),
        );
        assert_eq!((said(world, ann, &ahead(3)), said(world, ann, &ahead(1))), (1, 1));
        world.taps_on(ann, "auto-off");
        world.hears(ann, &Msg::new("renewal-off"));
    });
}

#[test]
fn a_plan_that_ends_is_told_twice_and_keeps_what_was_made() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 3_000, "a");
        buys(world, ann, offer(world, "Prime", 7).id);
        let ends = world.clock.wall() + DAY * 7;
        world.says(ann, CAROL);
        world.taps_first(ann, "✨");
        world.says(ann, "Example Clinic");
        world.says(ann, "+12125550100");
        world.taps_on(ann, "summary-later");
        world.says(ann, "24 Dec 15:00");
        world.wait(DAY * 7 + Duration::from_secs(60));
        let ended = Msg::new("renewal-ended").text("name", "Prime").at("ends", ends);
        world.hears(ann, &ended);
        world.hears(ann, &Msg::new("renewal-kept"));
        world.wait(DAY);
        let until = ends + DAY * 3;
        world.hears(ann, &Msg::new("renewal-grace").text("name", "Prime").at("until", until));
        let before = world.telegram.chat(ann.0).len();
        world.wait(DAY * 10);
        assert_eq!(world.telegram.chat(ann.0).len(), before, "nothing more is told");
        world.says(ann, "/menu");
        let label = world.words(ann, &Msg::new("menu-scheduled-count").count("count", 1));
        world.taps(ann, &label);
        world.hears(ann, &Msg::new("schedules-title").count("total", 1));
        opens(world, ann, Screen::MyPlan, 0);
        world.hears(ann, &Msg::new("mine-ended").text("name", "Prime").at("ended", ends));
        world.says(ann, "/stop");
    });
}

#[test]
fn after_a_downtime_one_thing_is_told() {
    for days in [8, 40] {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, "en");
        pay_in(&world, ann, 5_000, "a");
        let week = offer(&world, "Prime", 7).id;
        buys(&mut world, ann, week);
        let ends = world.clock.wall() + DAY * 7;
        let before = world.telegram.chat(ann.0).len();
        world.clock.advance(DAY * days);
        world.restart();
        world.settle();
        let ended = Msg::new("renewal-ended").text("name", "Prime").at("ends", ends);
        world.hears(ann, &ended);
        assert_eq!(world.telegram.chat(ann.0).len(), before + 1);
        world.wait(DAY * 5);
        assert_eq!(world.telegram.chat(ann.0).len(), before + 1);
    }
}

#[test]
fn a_higher_price_is_told_ahead_and_needs_a_tap() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 20_000, "a");
        let month = offer(world, "Prime", 30);
        buys(world, ann, month.id);
        world.taps_on(ann, "auto-on");
        let dearer = Usd::cents(4_000);
        sells(world, Plan { price: dearer, ..month.plan.clone() });
        world.wait(DAY * 27 + Duration::from_secs(60));
        let told = Msg::new("renewal-dearer").usd("price", dearer).usd("before", month.plan.price);
        world.hears(ann, &told);
        world.wait(DAY * 3);
        world.hears(ann, &told);
        assert_eq!(wallet(world, ann), Usd::cents(17_000), "nothing without the tap");
        let label = world.words(ann, &Msg::new("renewal-agree").usd("price", dearer));
        world.taps(ann, &label);
        world.wait(DAY);
        assert_eq!(wallet(world, ann), Usd::cents(13_000));
        // A tap on a price that is past agrees to nothing.
        sells(world, Plan { price: Usd::cents(5_000), ..month.plan });
        world.taps(ann, &label);
        world.wait(DAY * 31);
        assert_eq!(wallet(world, ann), Usd::cents(13_000));
    });
}

#[test]
fn the_plan_shows_what_was_used_by_day() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 3_000, "a");
        buys(world, ann, offer(world, "Prime", 7).id);
        world.wait(DAY);
        world.bland.callee_for(CAROL, Callee::human("1"));
        world.says(ann, CAROL);
        world.taps_first(ann, "✨");
        world.says(ann, "Example Clinic");
        world.says(ann, "+12125550100");
        world.taps_on(ann, "summary-now");
        world.wait(Duration::from_secs(300));
        world.says(ann, "/settings");
        world.taps_on(ann, "button-my-plan");
        world.hears(ann, &Msg::new("mine-days").count("days", 6).count("used", 1));
        world.hears(ann, &Msg::new("mine-fair").count("minutes", 119).count("used", 1));
        let day = |n: i64, minutes: i64, bar: &str| {
            Msg::new("mine-day").count("n", n).count("minutes", minutes).text("bar", bar)
        };
        world.hears(ann, &day(1, 0, ""));
        world.hears(ann, &day(2, 1, "▇▇▇▇▇▇▇▇▇▇"));
    });
}

#[test]
fn no_plan_one_plan_and_a_thousand_look_right() {
    in_every_language(|world, ann| {
        let template = offer(world, "Prime", 30).plan;
        let withdraw = "UPDATE plans SET until_ms = 1";
        world.raw().execute(withdraw, []).unwrap();
        world.says(ann, "/plans");
        world.hears(ann, &Msg::new("plans-empty"));
        sells(world, template.clone());
        world.says(ann, "/plans");
        world.hears(ann, &Msg::new("plan-single-fair").count("minutes", 300));
        let many: Vec<Plan> = (1..=1_000).map(|days| Plan { days, ..template.clone() }).collect();
        world.store.write(|tx| plans::seed(tx, &many, Usd::ZERO)).unwrap();
        world.says(ann, "/plans");
        world.taps_on(ann, "plans-after");
        world.taps_on(ann, "plans-before");
        for page in [i64::MIN, 0, 166, i64::MAX] {
            opens(world, ann, Screen::Plans, page);
            assert!(world.card(ann).keys.len() <= 9);
        }
        assert_eq!(world.card(ann).keys.len(), 4 + 3, "the last page has four");
    });
}

#[test]
fn the_free_plan_is_offered_to_whoever_never_had_it() {
    for locale in Locale::ALL {
        let mut world = World::unhurried();
        let free = offer(&world, "Free", 2).plan;
        world.raw().execute("UPDATE plans SET until_ms = 1 WHERE name = 'Free'", []).unwrap();
        let ann = world.sign_up("Ann", 7, locale.code());
        opens(&mut world, ann, Screen::MyPlan, 0);
        world.hears(ann, &Msg::new("mine-none"));
        sells(&world, free);
        let free = offer(&world, "Free", 2).id;
        world.taps_on(ann, "button-plans");
        opens(&mut world, ann, Screen::Plan, free.0);
        let take = world.data(ann, "plan-take-free");
        world.taps_on(ann, "plan-take-free");
        let length = Msg::new("plan-days").count("days", 2);
        world.hears(ann, &Msg::new("mine-waits").text("name", "Free").msg("length", length));
        // It is shown no more, and the old button gives no second one.
        opens(&mut world, ann, Screen::Plan, free.0);
        world.hears(ann, &Msg::new("plans-title"));
        world.taps_data(ann, &take);
        let periods = "SELECT count(*) FROM periods";
        let periods: i64 = world.raw().query_row(periods, [], |row| row.get(0)).unwrap();
        assert_eq!(periods, 1);
    }
}

#[test]
fn nobody_is_told_that_the_free_plan_can_renew() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.first_call(ann, "+12125550143");
    world.wait(4 * DAY);
    assert_eq!(world.told(ann, "ended on"), 1, "{}", world.transcript(ann));
    assert_eq!(world.told(ann, "renew by itself"), 0, "{}", world.transcript(ann));
}
