//! Tables of the terms of a plan.

use super::*;

const START: &str = "2026-03-01T09:00:00Z";

fn start() -> Timestamp {
    START.parse().unwrap()
}

fn after(hours: i64) -> Timestamp {
    start() + SignedDuration::from_hours(hours)
}

fn term(days: u32) -> Term {
    Term::of(start(), days).unwrap()
}

fn share(left: u64, of: u64) -> Share {
    Share { left, of }
}

const FULL: Share = Share { left: 1, of: 1 };

#[test]
fn a_plan_runs_then_has_grace_then_is_over() {
    let plan = term(2);
    let cases = [
        (0, Phase::Running, 2),
        (1, Phase::Running, 2),
        (24, Phase::Running, 1),
        (47, Phase::Running, 1),
        (48, Phase::Grace, 0),
        (48 + 71, Phase::Grace, 0),
        (48 + 72, Phase::Over, 0),
    ];
    for (hours, phase, left) in cases {
        let now = after(hours);
        assert_eq!((plan.phase(now), plan.days_left(now)), (phase, left), "{hours} h");
    }
    assert_eq!((plan.day(after(23)), plan.day(after(24)), plan.day(after(-5))), (0, 1, 0));
    assert_eq!(Term::of(Timestamp::MAX, 1), None);
}

#[test]
fn the_moments_of_a_plan_come_in_order_and_early_notices_are_left_out() {
    use Moment::{Again, End, Grace, OneDay, Over, ThreeDays};
    let of = |days: u32| {
        let plan = term(days);
        let mut before = None;
        let mut seen = Vec::new();
        while let Some(at) = plan.due(before) {
            before = plan.come(before, at);
            let hours = at.duration_since(start()).as_hours();
            seen.push((before.unwrap(), hours - i64::from(days) * 24));
        }
        seen
    };
    let ends = [(End, 0), (Grace, 24), (Again, 48), (Over, 72)];
    let with = |ahead: &[(Moment, i64)]| [ahead, &ends].concat();
    assert_eq!(of(30), with(&[(ThreeDays, -72), (OneDay, -24)]));
    assert_eq!(of(4), with(&[(ThreeDays, -72), (OneDay, -24)]));
    assert_eq!(of(3), with(&[(OneDay, -24)]));
    assert_eq!(of(2), with(&[(OneDay, -24)]));
    assert_eq!(of(1), with(&[]));
}

#[test]
fn each_moment_has_its_step_and_a_downtime_tells_one_thing() {
    use Moment::{Again, End, Grace, OneDay, Over, ThreeDays};
    // Hours before or after the end, what was done last, what comes, and what that means.
    let cases = [
        (-73, None, None),
        (-72, None, Some((ThreeDays, Step::Ahead))),
        (-25, Some(ThreeDays), None),
        (-24, Some(ThreeDays), Some((OneDay, Step::Ahead))),
        (-1, None, Some((OneDay, Step::Ahead))),
        (0, Some(OneDay), Some((End, Step::Renew(Tell::Ended)))),
        (5, None, Some((End, Step::Renew(Tell::Ended)))),
        (24, Some(End), Some((Grace, Step::Renew(Tell::Grace)))),
        (30, Some(OneDay), Some((Grace, Step::Renew(Tell::Ended)))),
        (48, Some(Grace), Some((Again, Step::Renew(Tell::Nothing)))),
        (50, Some(End), Some((Again, Step::Renew(Tell::Nothing)))),
        (50, None, Some((Again, Step::Renew(Tell::Ended)))),
        (72, Some(Again), Some((Over, Step::Close(Tell::Nothing)))),
        (7_200, None, Some((Over, Step::Close(Tell::Ended)))),
        (7_200, Some(Over), None),
    ];
    let plan = term(30);
    for (hours, before, want) in cases {
        let come = plan.come(before, plan.ends + SignedDuration::from_hours(hours));
        assert_eq!(come.map(|moment| (moment, moment.step(before))), want, "{hours} h {before:?}");
    }
}

#[test]
fn the_credit_is_the_smallest_share_of_what_was_paid() {
    let thirty = |days, bulk, single| Held { paid: Usd::cents(3_000), days, bulk, single };
    let cases = [
        (thirty(share(15, 30), share(500, 500), share(300, 300)), 15_000_000),
        (thirty(share(30, 30), share(250, 500), share(300, 300)), 15_000_000),
        (thirty(share(30, 30), share(500, 500), share(30, 300)), 3_000_000),
        (thirty(share(29, 30), share(0, 500), share(300, 300)), 0),
        (thirty(share(29, 30), share(500, 500), share(0, 300)), 0),
        (thirty(share(0, 30), FULL, FULL), 0),
        // A plan without minutes of a kind is not limited by them.
        (thirty(share(10, 30), share(0, 0), share(0, 0)), 10_000_000),
        // Rounded down to the micro-dollar.
        (thirty(share(1, 7), FULL, FULL), 4_285_714),
        // More than there was counts as all of it.
        (thirty(share(90, 30), FULL, FULL), 30_000_000),
        (Held { paid: Usd::ZERO, days: FULL, bulk: FULL, single: FULL }, 0),
        (thirty(share(0, 0), share(0, 0), share(0, 0)), 0),
    ];
    for (held, micro) in cases {
        assert_eq!(credit(&held), Usd::micro(micro), "{held:?}");
    }
    let rich = Held { paid: Usd::micro(i64::MAX), days: FULL, bulk: FULL, single: FULL };
    assert_eq!(credit(&rich), Usd::micro(i64::MAX));
}

#[test]
fn coupon_and_credit_never_exceed_the_price() {
    let held = Held { paid: Usd::cents(3_000), days: FULL, bulk: FULL, single: FULL };
    // Price, percent, held, discount, credit, charge: all in cents.
    let cases = [
        (1_000, None, false, (0, 0, 1_000)),
        (4_000, None, true, (0, 3_000, 1_000)),
        (2_000, None, true, (0, 2_000, 0)),
        (4_000, Some(50), true, (2_000, 2_000, 0)),
        (1_000, Some(25), false, (250, 0, 750)),
        (1_000, Some(100), true, (1_000, 0, 0)),
        (1_000, Some(255), true, (1_000, 0, 0)),
        (0, Some(50), true, (0, 0, 0)),
    ];
    for (price, percent, has, (discount, credit, charge)) in cases {
        let held = has.then_some(&held);
        let bill = bill(Usd::cents(price), percent, held).unwrap();
        let got = (bill.discount, bill.credit, bill.charge);
        let want = (Usd::cents(discount), Usd::cents(credit), Usd::cents(charge));
        assert_eq!(got, want, "{price} {percent:?} {has}");
        assert_eq!(bill.paid(), bill.price.minus(bill.discount));
    }
    // A discount is rounded down.
    assert_eq!(bill(Usd::micro(99), Some(50), None).unwrap().discount, Usd::micro(49));
}

#[test]
fn a_minutes_price_is_rounded_up() {
    let cases = [(3_000, 500, 60_000), (3_500, 600, 59_000), (2_500, 300, 84_000), (0, 5, 0)];
    for (price, minutes, micro) in cases {
        let want = Some(Usd::micro(micro));
        assert_eq!(per_minute(Usd::cents(price), minutes), want, "{price}");
    }
    assert_eq!(per_minute(Usd::cents(1_000), 0), None);
}

#[test]
fn a_renewal_needs_the_wish_the_offer_the_agreed_price_and_the_money() {
    let thirty = Usd::cents(3_000);
    let (less, more) = (Usd::cents(2_000), Usd::cents(4_000));
    let on = Renewal {
        auto: AutoRenew::On,
        price: thirty,
        offer: Some(thirty),
        agreed: None,
        available: thirty,
    };
    let short = |price, cents| Err(NoRenewal::Short { price, missing: Usd::cents(cents) });
    let cases = [
        (on, Ok(thirty)),
        (Renewal { auto: AutoRenew::Off, ..on }, Err(NoRenewal::Off)),
        (Renewal { price: Usd::ZERO, ..on }, Err(NoRenewal::Free)),
        (Renewal { offer: None, ..on }, Err(NoRenewal::NotOnSale)),
        (Renewal { offer: Some(less), ..on }, Ok(less)),
        (
            Renewal { offer: Some(more), available: more, ..on },
            Err(NoRenewal::Dearer { price: more }),
        ),
        (Renewal { offer: Some(more), available: more, agreed: Some(more), ..on }, Ok(more)),
        (
            Renewal { offer: Some(more), available: more, agreed: Some(Usd::cents(3_999)), ..on },
            Err(NoRenewal::Dearer { price: more }),
        ),
        (Renewal { available: Usd::cents(2_999), ..on }, short(thirty, 1)),
        (Renewal { available: Usd::ZERO, offer: Some(less), ..on }, short(less, 2_000)),
    ];
    for (facts, want) in cases {
        assert_eq!(facts.decide(), want, "{facts:?}");
    }
}
