//! The rules R10 to R15 as tables.

use super::*;
use crate::domain::ids::{LedgerId, TopupId, UserId};
use crate::domain::payment::Quote;
use crate::domain::rate::FRESH_MS;
use crate::domain::topup::Purpose;

const START: i64 = 1_800_000_000_000;
const SECOND: i64 = 1_000;
const CAP: Usd = Usd::cents(500_000);

fn at(ms: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(ms).unwrap()
}

/// A top-up by so many cents at 100,000 dollars a bitcoin, or in a dollar coin.
fn topup(coin: Coin, cents: i32) -> Topup {
    let usd = Usd::cents(cents);
    let units = coin.dollars(usd).unwrap_or(Units(i64::from(cents) * 10));
    Topup {
        id: TopupId(1),
        user: UserId(1),
        uuid: "u".to_owned(),
        purpose: Purpose::Wallet,
        coin,
        usd,
        state: State::Awaiting,
        problem: None,
        open: Some(Open {
            provider_id: "p".to_owned(),
            address: "a".to_owned(),
            quote: Quote { coin, units, usd },
            quoted: at(START),
            locked_until: at(START + lock_ms(coin)),
        }),
        reissued_ms: None,
        arrivals: Vec::new(),
        tries: 1,
        created: at(START),
    }
}

fn sighting(units: i64, tx: &str, after: i64) -> Sighting {
    Sighting {
        provider_id: "p".to_owned(),
        stage: Stage::Arrived,
        coin: None,
        received: Some(Units(units)),
        chain_tx: Some(tx.to_owned()),
        seen_ms: Some(START + after),
        recovered: false,
    }
}

fn rate(cents: i32) -> Rate {
    Rate { symbol: "BTC", usd: Usd::cents(cents), at_ms: START }
}

fn arrival(tx: &str, standing: Standing) -> Arrival {
    let (chain_tx, units) = (Some(tx.to_owned()), Some(Units(5_000_000)));
    Arrival { chain_tx, coin: Coin::UsdtTrc20, units, first_ms: START, standing }
}

fn credited_as(cents: i32) -> Standing {
    Standing::Credited { usd: Usd::cents(cents), ledger: LedgerId(1) }
}

fn ask(topup: &Topup, sighting: &Sighting, rate: Option<&Rate>) -> Judgement {
    let now_ms = sighting.seen_ms.unwrap_or(START);
    // What the rate's source said, it said just now.
    let rate = rate.cloned().map(|rate| Rate { at_ms: now_ms, ..rate });
    judge(&Case { topup, cap: CAP, rate: rate.as_ref(), now_ms }, sighting)
}

/// The credit in millionths and its path; anything else fails.
#[track_caller]
fn credit_of(judgement: Judgement) -> (i64, i64, Time, Size) {
    let Judgement::Credit(credit) = judgement else { panic!("{judgement:?}") };
    (credit.value.as_micro(), credit.allowance.as_micro(), credit.time, credit.size)
}

#[test]
fn r10_a_rate_is_locked_for_its_minutes() {
    for (coin, minutes) in [(Coin::UsdtTrc20, 60), (Coin::UsdtErc20, 60), (Coin::Btc, 15)] {
        let topup = topup(coin, 10_000);
        let units = topup.open.as_ref().unwrap().quote.units.0;
        let lock = minutes * 60 * SECOND;
        for (after, time) in [
            (0, Time::Locked),
            (lock - 1, Time::Locked),
            (lock, Time::Locked),
            (lock + 1, Time::Late),
        ] {
            let low = rate(7_000_000);
            let found = credit_of(ask(&topup, &sighting(units, "x", after), Some(&low)));
            // The market fell by 30 %: within the lock that changes nothing.
            let value = match (coin, time) {
                (Coin::Btc, Time::Late) => 70_000_000,
                _ => 100_000_000,
            };
            assert_eq!((found.0, found.2), (value, time), "{coin:?} {after}");
        }
    }
}

#[test]
fn r10_the_chains_time_counts_and_not_the_moment_of_the_look() {
    let topup = topup(Coin::Btc, 10_000);
    let case = |now_ms| Case { topup: &topup, cap: CAP, rate: None, now_ms };
    let in_time = sighting(100_000, "x", 60 * SECOND);
    let hours = START + 3 * HOUR_MS;
    assert_eq!(credit_of(judge(&case(hours), &in_time)).2, Time::Locked);
    // Without it, when we first saw the transfer; a time to come is now.
    let unsaid = Sighting { seen_ms: None, ..in_time.clone() };
    assert_eq!(judge(&case(hours), &unsaid), Judgement::Wait(Wait::Rate));
    let mut noticed = topup.clone();
    noticed.arrivals = vec![arrival("x", Standing::Seen)];
    let case = Case { topup: &noticed, cap: CAP, rate: None, now_ms: hours };
    assert_eq!(credit_of(judge(&case, &unsaid)).2, Time::Locked);
    let ahead = Sighting { seen_ms: Some(i64::MAX), ..in_time };
    let case = Case { topup: &topup, cap: CAP, rate: None, now_ms: START };
    assert_eq!(credit_of(judge(&case, &ahead)).2, Time::Locked);
}

#[test]
fn r11_what_came_is_credited_and_a_little_is_forgiven() {
    // Asked in cents, received in millionths, credited and added in millionths.
    let table = [
        (10_000, 5_850_000, 5_850_000, 0, Size::Short),
        (10_000, 99_600_000, 99_600_000, 400_000, Size::Exact),
        (10_000, 99_500_000, 99_500_000, 500_000, Size::Exact),
        (10_000, 99_400_000, 99_400_000, 0, Size::Short),
        (10_000, 100_000_000, 100_000_000, 0, Size::Exact),
        (1_000, 9_900_000, 9_900_000, 100_000, Size::Exact),
        (1_000, 9_899_999, 9_899_999, 0, Size::Short),
        (100_000, 999_000_000, 999_000_000, 1_000_000, Size::Exact),
        (100_000, 998_999_999, 998_999_999, 0, Size::Short),
    ];
    for (asked, came, value, allowance, size) in table {
        let found = ask(&topup(Coin::UsdtTrc20, asked), &sighting(came, "x", 0), None);
        let want = (value, allowance, Time::Locked, size);
        assert_eq!(credit_of(found), want, "{came} of {asked}");
    }
}

#[test]
fn r12_late_is_credited_for_a_day_and_then_looked_at() {
    let low = rate(7_000_000);
    let high = rate(13_000_000);
    let hour = HOUR_MS;
    let credit = |value| Ok((value, 0, Time::Late, Size::Exact));
    let short = |value| Ok((value, 0, Time::Late, Size::Short));
    let table = [
        (Coin::UsdtTrc20, SECOND, None, credit(100_000_000)),
        (Coin::UsdtTrc20, 2 * hour, None, credit(100_000_000)),
        (Coin::UsdtTrc20, 25 * hour, None, Err(Judgement::Review(Why::TooLate))),
        (Coin::Btc, SECOND, Some(&low), short(70_000_000)),
        (Coin::Btc, 2 * hour, Some(&high), credit(100_000_000)),
        (Coin::Btc, 24 * hour, Some(&low), short(70_000_000)),
        (Coin::Btc, 24 * hour + 1, Some(&low), Err(Judgement::Review(Why::TooLate))),
        (Coin::Btc, SECOND, None, Err(Judgement::Wait(Wait::Rate))),
    ];
    for (coin, after, rate, want) in table {
        let topup = topup(coin, 10_000);
        let units = topup.open.as_ref().unwrap().quote.units.0;
        let found = ask(&topup, &sighting(units, "x", lock_ms(coin) + after), rate);
        match want {
            Ok(want) => assert_eq!(credit_of(found), want, "{coin:?} {after}"),
            Err(want) => assert_eq!(found, want, "{coin:?} {after}"),
        }
    }
}

#[test]
fn r12_no_rate_is_guessed() {
    let topup = topup(Coin::Btc, 10_000);
    let late = sighting(100_000, "x", 16 * MINUTE_MS);
    let now_ms = START + 16 * MINUTE_MS;
    let with =
        |rate: &Rate| judge(&Case { topup: &topup, cap: CAP, rate: Some(rate), now_ms }, &late);
    let fresh = Rate { at_ms: now_ms - FRESH_MS, ..rate(7_000_000) };
    assert_eq!(credit_of(with(&fresh)).0, 70_000_000);
    let stale = Rate { at_ms: now_ms - FRESH_MS - 1, ..fresh.clone() };
    assert_eq!(with(&stale), Judgement::Wait(Wait::Rate));
    let other = Rate { symbol: "LTC", ..fresh };
    assert_eq!(with(&other), Judgement::Wait(Wait::Rate));
}

#[test]
fn r12_an_address_that_was_given_out_again_is_looked_at() {
    let mut topup = topup(Coin::UsdtTrc20, 1_000);
    topup.reissued_ms = Some(START + 3 * HOUR_MS);
    let paid = |after| ask(&topup, &sighting(10_000_000, "x", after), None);
    assert_eq!(credit_of(paid(3 * HOUR_MS - 1)).2, Time::Late);
    assert_eq!(paid(3 * HOUR_MS), Judgement::Review(Why::Reused));
    // A transfer that is older than the payment was for whoever had the address before.
    assert_eq!(paid(-SKEW_MS - 1), Judgement::Review(Why::Reused));
    assert_eq!(credit_of(paid(-SKEW_MS)).2, Time::Locked);
}

#[test]
fn r13_more_is_credited_whole() {
    let table = [(60_100_000, Size::Over), (30_100_000, Size::Exact), (90_000_000, Size::Over)];
    for (came, size) in table {
        let found = ask(&topup(Coin::UsdtTrc20, 3_000), &sighting(came, "x", 0), None);
        assert_eq!(credit_of(found), (came, 0, Time::Locked, size));
    }
}

#[test]
fn r14_several_transfers_are_judged_by_their_sum() {
    // Two on their way at once: each is credited, and only the last completes the amount.
    let mut topup = topup(Coin::UsdtTrc20, 1_000);
    topup.arrivals = vec![arrival("a", Standing::Seen), arrival("b", Standing::Seen)];
    let first = ask(&topup, &sighting(9_950_000, "a", 0), None);
    assert_eq!(credit_of(first), (9_950_000, 0, Time::Locked, Size::Short));
    topup.arrivals[0].standing = credited_as(995);
    let second = ask(&topup, &sighting(5_000_000, "b", 0), None);
    assert_eq!(credit_of(second), (5_000_000, 0, Time::Locked, Size::Over));
    topup.arrivals[1].standing = credited_as(500);
    let known = Judgement::Wait(Wait::Known);
    for tx in ["a", "b"] {
        assert_eq!(ask(&topup, &sighting(9_950_000, tx, 0), None), known);
    }
}

#[test]
fn r14_a_transfer_after_the_credit_is_looked_at() {
    let mut topup = topup(Coin::UsdtTrc20, 1_000);
    // Part of it came, its time ran out, and then more than the whole came late.
    topup.arrivals = vec![arrival("a", credited_as(500))];
    let late = sighting(12_000_000, "b", 3 * HOUR_MS);
    assert_eq!(ask(&topup, &late, None), Judgement::Review(Why::Second));
    // The same without a name: another amount is another transfer.
    let unnamed = Sighting { chain_tx: None, ..late.clone() };
    assert_eq!(ask(&topup, &unnamed, None), Judgement::Review(Why::Second));
    let same = Sighting { chain_tx: None, ..sighting(5_000_000, "a", 0) };
    assert_eq!(ask(&topup, &same, None), Judgement::Wait(Wait::Known));
    topup.arrivals.push(arrival("b", Standing::Review { why: Why::Second }));
    assert_eq!(ask(&topup, &late, None), Judgement::Wait(Wait::Known));
}

#[test]
fn r15_what_is_odd_is_never_credited_by_itself() {
    let good = sighting(10_000_000, "x", 0);
    let table = [
        (Sighting { coin: Some(Coin::UsdtErc20), ..good.clone() }, Why::WrongCoin),
        (Sighting { coin: Some(Coin::Btc), ..good.clone() }, Why::WrongCoin),
        (Sighting { recovered: true, ..good.clone() }, Why::Recovered),
        (sighting(30_000_001, "x", 0), Why::TooMuch),
    ];
    let topup = topup(Coin::UsdtTrc20, 1_000);
    for (sighting, why) in table {
        assert_eq!(ask(&topup, &sighting, None), Judgement::Review(why), "{sighting:?}");
    }
    let same = Sighting { coin: Some(Coin::UsdtTrc20), ..good };
    assert_eq!(credit_of(ask(&topup, &same, None)).0, 10_000_000);
    assert_eq!(credit_of(ask(&topup, &sighting(30_000_000, "x", 0), None)).0, 30_000_000);
}

#[test]
fn r15_more_than_the_operator_lets_through_is_looked_at() {
    let topup = topup(Coin::UsdtTrc20, 400_000);
    let paid = |units| ask(&topup, &sighting(units, "x", 0), None);
    assert_eq!(credit_of(paid(5_000_000_000)).3, Size::Over);
    assert_eq!(paid(5_000_000_001), Judgement::Review(Why::Cap));
}

#[test]
fn stages_lead_where_they_should() {
    let topup = topup(Coin::UsdtTrc20, 1_000);
    let good = sighting(10_000_000, "x", 0);
    let staged = |stage| ask(&topup, &Sighting { stage, ..good.clone() }, None);
    assert_eq!(staged(Stage::Waiting), Judgement::Wait(Wait::Nothing));
    assert_eq!(staged(Stage::Failed), Judgement::Wait(Wait::Nothing));
    assert_eq!(staged(Stage::Pending), Judgement::Detected);
    assert_eq!(staged(Stage::Refunded), Judgement::Refunded);
    // The provider could not pass it on: the user did pay.
    assert_eq!(credit_of(staged(Stage::Stuck)).0, 10_000_000);
    let back = Topup { state: State::Refunded, ..topup.clone() };
    let known = Judgement::Wait(Wait::Known);
    assert_eq!(ask(&back, &Sighting { stage: Stage::Refunded, ..good.clone() }, None), known);
    let unsaid = Sighting { received: None, ..good.clone() };
    assert_eq!(ask(&topup, &unsaid, None), Judgement::Wait(Wait::Amount));
    assert_eq!(ask(&topup, &sighting(0, "x", 0), None), Judgement::Wait(Wait::Nothing));
    let closed = Topup { open: None, ..topup };
    assert_eq!(ask(&closed, &good, None), Judgement::Wait(Wait::Nothing));
}
