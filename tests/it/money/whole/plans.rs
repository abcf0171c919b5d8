//! Plans are bought, changed and renewed; coupons are made and used.

use std::time::Duration;

use ivrbot::domain::coupon::{Code, Worth};
use ivrbot::domain::ids::PlanId;
use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Plan, SingleMinutes};
use ivrbot::domain::subscription::{AutoRenew, Step};
use ivrbot::store::coupons::{self, NewCoupon, Redeemed};
use ivrbot::store::ledger::LedgerRefusal;
use ivrbot::store::plans;
use ivrbot::store::subscriptions::{self, NoPurchase, Order};

use super::Books;
use crate::money::bank::{Bank, free_plan};

/// The plans on sale; the month's price goes up and down.
pub fn stock(bank: &Bank, more: i32) {
    let free = free_plan(SingleMinutes::Limited(2), 0);
    let plan = |name: &str, days, cents, bulk_minutes, single| Plan {
        name: name.to_owned(),
        days,
        price: Usd::cents(cents),
        bulk_minutes,
        single,
        ..free.clone()
    };
    let week = plan("Elite", 7, 700, 20, SingleMinutes::Limited(10));
    let month = plan("Prime", 30, 2_000 + more, 60, SingleMinutes::Unlimited { fair_use: 30 });
    bank.seed(&[free.clone(), week, month]);
}

pub fn reprice(books: &mut Books) {
    let more = i32::try_from(books.chance.between(0, 5)).unwrap() * 100;
    stock(&books.bank, more);
}

/// One that is on sale and costs something.
pub fn any(books: &mut Books) -> PlanId {
    let mut offers = books.bank.read(plans::on_sale);
    offers.retain(|offer| offer.plan.price.is_positive());
    books.chance.pick(&offers).id
}

pub fn free(books: &mut Books) {
    let user = books.somebody();
    let given = books.bank.write(|tx| plans::grant_free(tx, user));
    assert!(given.is_none() || !books.is_still());
    if !books.is_still() {
        while books.bank.write(plans::grant_owed) {}
    }
    books.bank.write(|tx| plans::start_period(tx, user));
}

/// Buys a plan out of the wallet, sometimes twice with one wish.
pub fn buy(books: &mut Books) {
    let (user, plan) = (books.somebody(), any(books));
    let intent = format!("wish:{}", books.chance.between(0, books.steps / 2));
    let (quoted, agreed) = (books.bank.clock.wall(), Usd::cents(2_300));
    let order = Order { plan, quoted, agreed, intent: &intent };
    let before = books.bank.read(|tx| subscriptions::granted(tx, user, &intent));
    let quote = books.bank.read(|tx| subscriptions::quote(tx, user, plan, quoted)).unwrap();
    match books.bank.write(|tx| subscriptions::buy(tx, user, &order)) {
        Ok(_) if before => {}
        Ok(bought) => {
            books.left(user, quote.bill.charge);
            assert!(quote.bill.charge <= agreed);
            assert_eq!(bought.left, quote.available.minus(quote.bill.charge).unwrap());
        }
        Err(NoPurchase::Ledger(LedgerRefusal::Frozen)) => assert!(books.is_still()),
        Err(NoPurchase::Short(quote)) => assert!(quote.missing().is_positive()),
        Err(NoPurchase::Changed(quote)) => assert!(quote.bill.charge > agreed),
        Err(refusal) => panic!("{refusal:?}"),
    }
}

/// Somebody says whether his plan renews, or agrees to its new price.
pub fn wish(books: &mut Books) {
    let (user, on) = (books.somebody(), books.chance.percent(75));
    let auto = if on { AutoRenew::On } else { AutoRenew::Off };
    books.bank.write(|tx| subscriptions::set_auto_renew(tx, user, auto));
    let plan = any(books);
    books.bank.write(|tx| subscriptions::agree(tx, user, plan));
}

/// Whatever has come to be done about a plan; what was renewed is renewed once.
pub fn turn(books: &mut Books) {
    let Some(user) = books.bank.write(subscriptions::next) else { return };
    let Some(turn) = books.bank.write(|tx| subscriptions::turn(tx, user)) else { return };
    let (Step::Renew(_), standing) = (turn.step, turn.standing) else { return };
    let renew = |bank: &Bank| bank.store.write(|tx| subscriptions::renew(tx, user, &standing));
    let Ok(renewed) = renew(&books.bank) else {
        assert!(books.is_still());
        return;
    };
    let Ok(bought) = renewed else { return };
    books.left(user, standing.offer.unwrap().1);
    let again = renew(&books.bank).unwrap().unwrap();
    assert_eq!(again, bought, "a period is renewed once");
}

pub fn coupon(books: &mut Books) {
    let code = Code::parse(&format!("CODE{}", books.chance.below(9))).unwrap();
    if books.chance.percent(20) {
        books.bank.write(|tx| coupons::end(tx, &code, "Op"));
    }
    let worth = match books.chance.percent(60) {
        true => Worth::Credit(Usd::cents(300)),
        false => Worth::Percent(*books.chance.pick(&[10, 50, 100])),
    };
    let until = Some(books.bank.clock.wall() + Duration::from_secs(40 * 24 * 3_600));
    let new = NewCoupon { code: &code, worth, uses_most: Some(3), until, actor: "Op" };
    books.bank.write(|tx| coupons::create(tx, &new));
}

pub fn redeem(books: &mut Books) {
    let user = books.somebody();
    let code = Code::parse(&format!("CODE{}", books.chance.below(9))).unwrap();
    if let Ok(Redeemed::Credit { amount, .. }) =
        books.bank.write(|tx| coupons::redeem(tx, user, &code))
    {
        books.moved(user, amount);
    }
}
