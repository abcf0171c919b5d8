//! What pays for a call, when it waits, and what it costs.

use super::*;
use crate::domain::ids::TariffId;
use crate::domain::price::Attempt;

const PLAIN: Price = Price {
    tariff: TariffId(1),
    minute: Usd::cents(30),
    transfer: Usd::ZERO,
    attempt: Usd::ZERO,
    block: 1,
    least: 0,
};
const OVERAGE: Price = Price { minute: Usd::cents(20), ..PLAIN };

fn purse(cover: Cover, cents: i32) -> Purse {
    let (available, held) = (Usd::cents(cents), Usd::ZERO);
    Purse { cover, available, held, plain: PLAIN, overage: OVERAGE, limit_minutes: 10 }
}

fn left(seconds: u32) -> Cover {
    Cover::Covered { left: seconds, held: 0 }
}

fn from_plan(minutes: u32) -> Result<Funding, Short> {
    let source = Source::Plan { seconds: minutes * 60 };
    Ok(Funding { source, basis: Basis::Plan, max_minutes: minutes, price: OVERAGE })
}

fn paid(basis: Basis, price: Price, cents: i32, minutes: u32) -> Result<Funding, Short> {
    let source = Source::Wallet { amount: Usd::cents(cents) };
    Ok(Funding { source, basis, max_minutes: minutes, price })
}

fn short(basis: Basis, price: Price, need: i32, have: i32) -> Result<Funding, Short> {
    Err(Short { basis, price, need: Usd::cents(need), have: Usd::cents(have) })
}

fn talk(seconds: u32) -> Usage {
    Usage::Connected { seconds, transferred: 0 }
}

#[test]
fn r17_which_price_a_call_has_and_how_long_it_may_last() {
    use Basis::{Elsewhere, NoPlan, UsedUp};
    let cases = [
        (Cover::Nothing, 0, short(NoPlan, PLAIN, 30, 0)),
        (Cover::Nothing, 29, short(NoPlan, PLAIN, 30, 29)),
        (Cover::Nothing, 30, paid(NoPlan, PLAIN, 30, 1)),
        (Cover::Nothing, 89, paid(NoPlan, PLAIN, 60, 2)),
        (Cover::Nothing, 100_000, paid(NoPlan, PLAIN, 300, 10)),
        (Cover::Elsewhere, 29, short(Elsewhere, PLAIN, 30, 29)),
        (Cover::Elsewhere, 95, paid(Elsewhere, PLAIN, 90, 3)),
        (left(59), 19, short(UsedUp, OVERAGE, 20, 19)),
        (left(59), 89, paid(UsedUp, OVERAGE, 80, 4)),
        (left(0), 100_000, paid(UsedUp, OVERAGE, 200, 10)),
        (left(60), 0, from_plan(1)),
        (left(119), 100_000, from_plan(1)),
        (left(600), 0, from_plan(10)),
        (left(u32::MAX), 0, from_plan(10)),
    ];
    for (cover, cents, want) in cases {
        assert_eq!(fund(&purse(cover, cents)), want, "{cover:?}, {cents} ct");
    }
}

#[test]
fn r17_steps_minimum_and_attempt_are_part_of_the_worst_case() {
    let price = Price { attempt: Usd::cents(2), block: 90, least: 100, ..PLAIN };
    let purse = |cents| Purse { plain: price, overage: price, ..purse(Cover::Nothing, cents) };
    // One minute counts as 100 s, two and three as 180 s.
    for (cents, want) in [(51, None), (52, Some((52, 1))), (91, Some((52, 1))), (92, Some((92, 3)))]
    {
        let got = fund(&purse(cents)).ok().map(|funding| (funding.source, funding.max_minutes));
        let want = want.map(|(cents, most)| (Source::Wallet { amount: Usd::cents(cents) }, most));
        assert_eq!(got, want, "{cents} ct");
    }
    for (seconds, want) in [(99, None), (100, Some((100, 1))), (180, Some((180, 3)))] {
        let got = fund(&Purse { cover: left(seconds), ..purse(0) }).ok();
        let got = got.map(|funding| (funding.source, funding.max_minutes));
        let want = want.map(|(seconds, most)| (Source::Plan { seconds }, most));
        assert_eq!(got, want, "{seconds} s");
    }
}

#[test]
fn odd_purses_are_answered() {
    let broke = purse(Cover::Nothing, -1);
    assert_eq!(fund(&broke), short(Basis::NoPlan, PLAIN, 30, -1));
    let no_limit = Purse { limit_minutes: 0, ..purse(left(600), 0) };
    assert_eq!(fund(&no_limit), from_plan(1));
    let available = Usd::micro(i64::MAX);
    let rich = Purse { limit_minutes: u32::MAX, available, ..purse(Cover::Nothing, 0) };
    assert_eq!(fund(&rich).unwrap().max_minutes, MINUTES_MOST);
    let gift = Price { minute: Usd::ZERO, ..PLAIN };
    let free = Purse { plain: gift, ..purse(Cover::Nothing, 0) };
    assert_eq!(fund(&free), paid(Basis::NoPlan, gift, 0, 10));
    let dear = Price { minute: Usd::micro(i64::MAX), ..PLAIN };
    assert!(fund(&Purse { plain: dear, ..rich }).is_err());
}

#[test]
fn r21_a_list_waits_for_what_comes_back_and_for_nothing_else() {
    let covered = |left, held| Cover::Covered { left, held };
    // Cover, cents in the wallet, cents set aside.
    let cases = [
        (Cover::Nothing, 300, 100, false, "there is enough"),
        (Cover::Nothing, 299, 100, true, "it would be cut short"),
        (Cover::Nothing, 0, 100, true, "nothing is left"),
        (Cover::Nothing, 299, 0, false, "nothing comes back"),
        (Cover::Nothing, 0, 0, false, "nothing will ever come"),
        (covered(600, 600), 0, 0, false, "the plan has enough"),
        (covered(599, 60), 300, 0, true, "it would be cut short"),
        (covered(599, 0), 300, 100, false, "the plan pays what it has"),
        (covered(0, 60), 300, 0, true, "it would cost money"),
        (covered(0, 0), 300, 100, false, "the wallet pays"),
        (covered(0, 0), 199, 100, true, "the wallet would pay too little"),
        (Cover::Elsewhere, 299, 100, true, "it would be cut short"),
    ];
    for (cover, available, held, want, why) in cases {
        let purse = Purse { held: Usd::cents(held), ..purse(cover, available) };
        assert_eq!(waits(&purse, &fund(&purse)), want, "{why}");
    }
}

#[test]
fn r19_a_charge_never_exceeds_what_was_set_aside() {
    let plan = Source::Plan { seconds: 120 };
    let wallet = Source::Wallet { amount: Usd::cents(60) };
    let cases = [
        (plan, 0, (0, 0)),
        (plan, 37, (37, 0)),
        (plan, 120, (120, 0)),
        (plan, 121, (120, 1)),
        (wallet, 0, (0, 0)),
        (wallet, 1, (5_000, 0)),
        (wallet, 120, (600_000, 0)),
        (wallet, 180, (600_000, 300_000)),
    ];
    for (source, seconds, (amount, overrun)) in cases {
        let want = Some(Charge { amount, overrun });
        assert_eq!(charge(source, &PLAIN, talk(seconds)), want, "{source:?}, {seconds} s");
    }
    let dear = Price { minute: Usd::micro(i64::MAX), ..PLAIN };
    assert_eq!(charge(wallet, &dear, talk(u32::MAX)), None);
}

#[test]
fn an_unanswered_attempt_costs_its_fee_in_the_coin_of_the_call() {
    let price = Price { attempt: Usd::cents(2), ..OVERAGE };
    let plan = Source::Plan { seconds: 60 };
    let wallet = Source::Wallet { amount: Usd::cents(22) };
    for (source, attempt, amount) in [
        (plan, Attempt::Free, 0),
        (plan, Attempt::Charged, 6),
        (wallet, Attempt::Free, 0),
        (wallet, Attempt::Charged, 20_000),
    ] {
        let want = Some(Charge { amount, overrun: 0 });
        assert_eq!(charge(source, &price, Usage::Unanswered(attempt)), want, "{source:?}");
    }
}
