//! A plan that is paid for with coins of its own.

use ivrbot::domain::settings::Settings;

use super::*;
use crate::world::settings;

/// To the card of a payment for what is missing for a plan.
fn pays_for(world: &mut World, ann: Who, plan: PlanId, missing: Usd) {
    to_confirm(world, ann, plan);
    let label = world.words(ann, &Msg::new("buy-top-up").usd("missing", missing));
    world.taps(ann, &label);
    world.taps_on(ann, "button-back");
    world.taps(ann, &label);
    let coin = ivrbot::screens::topup::name(Coin::UsdtTrc20);
    let coin = world.words(ann, &coin);
    world.taps(ann, &coin);
}

#[test]
fn r22_a_plan_is_bought_by_the_payment_that_was_made_for_it() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 1_000, "a");
        let month = offer(world, "Prime", 30).id;
        pays_for(world, ann, month, Usd::cents(2_000));
        world.arrives(&Arrival::Exact);
        world.wait(Duration::from_secs(120));
        assert_eq!(wallet(world, ann), Usd::ZERO);
        opens(world, ann, Screen::MyPlan, 0);
        world.hears(ann, &Msg::new("mine-days").count("days", 30).count("used", 0));
        world.wait(DAY);
        assert_eq!(wallet(world, ann), Usd::ZERO, "once");
    });
}

#[test]
fn a_payment_that_is_not_enough_or_too_late_for_its_plan_stays_in_the_wallet() {
    in_every_language(|world, ann| {
        let month = offer(world, "Prime", 30);
        pays_for(world, ann, month.id, Usd::cents(3_000));
        world.arrives(&Arrival::Percent(50));
        world.wait(Duration::from_secs(120));
        assert_eq!(wallet(world, ann), Usd::cents(1_500));
        world.hears(ann, &Msg::new("plan-not-bought-short").usd("missing", Usd::cents(1_500)));
        pays_for(world, ann, month.id, Usd::cents(1_500));
        sells(world, Plan { price: Usd::cents(2_000), ..month.plan });
        world.arrives(&Arrival::Exact);
        world.wait(Duration::from_secs(120));
        assert_eq!(wallet(world, ann), Usd::cents(3_000));
        world.hears(ann, &Msg::new("plan-not-bought"));
    });
}

#[test]
fn a_plan_is_bought_with_stars_as_with_coins() {
    let stars = Some(ivrbot::domain::stars::Rail::default());
    let mut world = World::with(Settings { stars, ..settings() });
    world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
    let ann = world.sign_up("Ann", 7, "en");
    pay_in(&world, ann, 2_000, "a");
    let month = offer(&world, "Prime", 30).id;
    to_confirm(&mut world, ann, month);
    let label = world.words(ann, &Msg::new("buy-top-up").usd("missing", Usd::cents(1_000)));
    world.taps(ann, &label);
    world.taps_on(ann, "coin-stars");
    let bill = world.bill(ann);
    world.pays(ann, &bill);
    assert_eq!(wallet(&world, ann), Usd::ZERO, "{}", world.transcript(ann));
    opens(&mut world, ann, Screen::MyPlan, 0);
    world.hears(ann, &Msg::new("mine-days").count("days", 30).count("used", 0));
}
