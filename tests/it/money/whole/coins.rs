//! Coins arrive in every way that they can; some go back.

use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::ids::{LedgerId, PlanId, ReviewId, TopupId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::{Sighting, Stage};
use ivrbot::domain::rate::Rate;
use ivrbot::domain::topup::Judgement;
use ivrbot::store::refunds::{self, NewRefund, NoRefund};
use ivrbot::store::topups::watch::{self, Odd, Promise};
use ivrbot::store::topups::{self, Found, NewTopup, list};
use ivrbot::store::{Tx, rates, reviews, subscriptions};

use super::{Books, plans as shop};

/// The most that is credited without an operator.
const CAP: Usd = Usd::cents(15_000);
/// What an invitation earns.
const REFERRAL: Usd = Usd::cents(100);
/// What a bitcoin costs when it is promised, in dollars.
const BITCOIN: i64 = 50_000;
/// The provider gives few addresses out, again and again.
const ADDRESSES: u64 = 40;

/// A top-up with an address.
pub struct Asked {
    id: TopupId,
    user: UserId,
    coin: Coin,
    units: i64,
    plan: Option<PlanId>,
    payment: String,
    /// Transfers that were told of by name.
    names: u64,
}

/// Somebody asks for an address.
pub fn open(books: &mut Books) {
    let (user, coin) = (books.somebody(), *books.chance.pick(&[Coin::UsdtTrc20, Coin::Btc]));
    let plan = books.chance.percent(30).then(|| shop::any(books));
    let usd = Usd::cents(i32::try_from(books.chance.between(10, 60)).unwrap() * 100);
    let units = match coin {
        Coin::Btc => usd.as_micro() * 100 / BITCOIN,
        _ => usd.as_micro(),
    };
    let is_twin = books.chance.percent(4) && !books.topups.is_empty();
    let payment = match is_twin {
        true => books.chance.pick(&books.topups).payment.clone(),
        false => format!("payment-{}", books.steps),
    };
    let address = format!("address-{}", books.chance.between(0, ADDRESSES));
    let (id, opened) = books.bank.write(|tx| {
        let id = topups::create(tx, user, &NewTopup { coin, usd, plan })?;
        let (provider_id, address, units) = (payment.as_str(), address.as_str(), Units(units));
        Ok((id, watch::opened(tx, id, &Promise { provider_id, address, units, usd })?))
    });
    match opened {
        Ok(()) => {
            assert!(!is_twin);
            books.topups.push(Asked { id, user, coin, units, plan, payment, names: 0 });
        }
        Err(Odd::Twin(_)) => assert!(is_twin),
        Err(Odd::Price(fault)) => assert_eq!(coin, Coin::Btc, "{fault:?}"),
    }
}

/// The provider says something of a payment, or says it again.
pub fn sight(books: &mut Books) {
    let newest = books.topups.len().min(6);
    if newest == 0 {
        return;
    }
    let back = if books.chance.percent(85) { newest } else { books.topups.len() };
    let at = books.topups.len() - 1 - books.chance.below(back);
    let sighting = sighting(books, at);
    let (id, user) = (books.topups[at].id, books.topups[at].user);
    let found = if books.chance.percent(15) { Found::List } else { Found::Look };
    let (judgement, spent, then) = books
        .bank
        .store
        .write(|tx| {
            let judgement = topups::apply(tx, id, &sighting, CAP, found)?;
            if !matches!(judgement, Judgement::Credit(_)) {
                return Ok((judgement, Usd::ZERO, None));
            }
            let spent = price_of(tx, &books.topups[at])?;
            Ok((judgement, spent, Some(topups::then(tx, id, REFERRAL)?)))
        })
        .unwrap_or_else(|fault| {
            let topup = books.bank.read(|tx| topups::get(tx, user, id)).unwrap();
            panic!("{fault:#}\n{sighting:?}\n{topup:?}")
        });
    if let Judgement::Credit(credit) = judgement {
        assert!(!books.is_still());
        books.moved(user, credit.value.plus(credit.allowance).unwrap());
    }
    let again = books.bank.write(|tx| topups::apply(tx, id, &sighting, CAP, found));
    assert!(matches!(again, Judgement::Wait(_)), "said again it is known: {sighting:?} {again:?}");
    let Some(then) = then else { return };
    if let Some(Ok(_)) = then.bought {
        books.left(user, spent);
    }
    if let Some(earned) = then.earned {
        books.moved(earned.inviter, earned.amount);
    }
}

/// What the plan of a top-up would cost its user now.
fn price_of(tx: &Tx, asked: &Asked) -> anyhow::Result<Usd> {
    let Some(plan) = asked.plan else { return Ok(Usd::ZERO) };
    let topup = topups::get(tx, asked.user, asked.id)?.unwrap();
    let quote = subscriptions::quote(tx, asked.user, plan, topup.created)?;
    Ok(quote.map_or(Usd::ZERO, |quote| quote.bill.charge))
}

fn sighting(books: &mut Books, at: usize) -> Sighting {
    let chance = &mut books.chance;
    let asked = &mut books.topups[at];
    let stage = match chance.below(100) {
        0..75 => Stage::Arrived,
        75..87 => Stage::Pending,
        87..92 => Stage::Stuck,
        92..95 => Stage::Failed,
        95..98 => Stage::Waiting,
        _ => Stage::Refunded,
    };
    // In thousandths of what was asked for.
    let part = *chance.pick(&[1_000, 1_000, 1_000, 1_000, 996, 990, 600, 1_200, 3_000, 3_010, 0]);
    let received = chance.percent(93).then(|| Units((asked.units * part / 1_000).max(1)));
    let chain_tx = match chance.below(10) {
        0 => None,
        1..6 if asked.names > 0 => Some(chance.between(1, asked.names)),
        _ => {
            asked.names += 1;
            Some(asked.names)
        }
    };
    let coin = match chance.below(40) {
        0 => Some(Coin::Ltc),
        1..8 => None,
        _ => Some(asked.coin),
    };
    let now = books.bank.clock.wall().as_millisecond();
    Sighting {
        provider_id: asked.payment.clone(),
        stage,
        coin,
        received,
        chain_tx: chain_tx.map(|name| format!("{}-tx-{name}", asked.payment)),
        seen_ms: chance.percent(50).then_some(now),
        recovered: chance.percent(3),
    }
}

/// An operator decides about a transfer, sometimes twice.
pub fn decide(books: &mut Books) {
    let mut open = books.bank.read(|tx| reviews::page(tx, 0, 20));
    open.retain(|review| review.is_open);
    if open.is_empty() {
        return;
    }
    let (id, user) = {
        let review = books.chance.pick(&open);
        (review.id, review.user)
    };
    if books.chance.percent(30) {
        let rejected = books.bank.write(|tx| reviews::reject(tx, id, "Op", "sent back"));
        assert_eq!(rejected, !books.is_still());
        return;
    }
    let credit = |books: &Books, id: ReviewId| {
        books.bank.write(|tx| reviews::credit(tx, id, "Op", "it is hers"))
    };
    let Ok(usd) = credit(books, id) else { return };
    books.moved(user.unwrap(), usd);
    assert!(credit(books, id).is_err(), "it is decided");
}

/// Coins that nobody here asked for.
pub fn stray(books: &mut Books) {
    let sighting = Sighting {
        provider_id: format!("stray-{}", books.steps),
        stage: Stage::Arrived,
        coin: Some(Coin::UsdtTrc20),
        received: Some(Units(5_000_000)),
        chain_tx: None,
        seen_ms: None,
        recovered: false,
    };
    let kept = books.bank.store.write(|tx| list::stray(tx, &sighting));
    assert_eq!(kept.is_ok(), !books.is_still());
}

/// The market moves.
pub fn rate(books: &mut Books) {
    let dollars = BITCOIN - 4_000 + i64::try_from(books.chance.between(0, 8_000)).unwrap();
    let at_ms = books.bank.clock.wall().as_millisecond();
    let rate = Rate { symbol: "BTC", usd: Usd::micro(dollars * 1_000_000), at_ms };
    books.bank.write(|tx| rates::hear(tx, "BTC", Some(&rate)));
}

/// An operator approves a refund, sometimes twice with one wish, sometimes too much.
pub fn refund(books: &mut Books) {
    let user = books.somebody();
    let payments = books.bank.read(|tx| refunds::payments(tx, user, 5));
    if payments.is_empty() {
        return;
    }
    let (ledger, left) = {
        let payment = books.chance.pick(&payments);
        (payment.ledger, payment.left())
    };
    let part = *books.chance.pick(&[2, 3, 1]);
    let more = books.chance.percent(15);
    let amount = Usd::micro(left.as_micro() / part + i64::from(more));
    let intent = format!("refund-{}", books.chance.between(0, books.steps / 4));
    approve(books, user, (ledger, left), amount, &intent);
}

fn approve(
    books: &mut Books,
    user: UserId,
    (ledger, left): (LedgerId, Usd),
    amount: Usd,
    intent: &str,
) {
    let (coin, address, reason) = (Coin::UsdtTrc20, "TXYZ", "asked for it");
    let new = NewRefund { ledger, amount, coin, address, reason, actor: "Op", intent };
    match books.bank.write(|tx| refunds::approve(tx, &new)) {
        Ok(refund) if books.refunds.contains(&refund.id) => {}
        Ok(refund) => {
            assert!(!books.is_still() && amount <= left);
            books.refunds.push(refund.id);
            books.left(user, refund.amount);
        }
        Err(NoRefund::TooMuch { .. }) => assert!(amount > left || !amount.is_positive()),
        Err(NoRefund::Spent { have }) => assert!(have < amount),
        Err(NoRefund::Ledger(_)) => assert!(books.is_still()),
        Err(refusal) => panic!("{refusal:?}"),
    }
}

/// A refund is sent, or given back.
pub fn resolve_refund(books: &mut Books) {
    if books.refunds.is_empty() {
        return;
    }
    let id = *books.chance.pick(&books.refunds);
    let refund = books.bank.read(|tx| refunds::get(tx, id)).unwrap();
    if books.chance.percent(50) {
        let chain_tx = format!("out-{}", books.chance.between(0, books.steps));
        let _paid_or_refused = books.bank.write(|tx| refunds::paid(tx, id, &chain_tx, "Op"));
        return;
    }
    if books.bank.write(|tx| refunds::withdraw(tx, id, "no address", "Op")).is_ok() {
        books.moved(refund.user, refund.amount);
    }
}
