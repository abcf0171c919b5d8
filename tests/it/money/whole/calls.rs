//! Calls are paid for in advance, and settled, given back or charged late.

use ivrbot::domain::money::Usd;
use ivrbot::domain::price::{Attempt, Usage};
use ivrbot::domain::wallet::{Bucket, fund, owed};
use ivrbot::store::holds;
use ivrbot::store::ledger::LedgerRefusal;

use super::Books;
use crate::money::bank::HOME;

/// Plans do not cover it.
const ELSEWHERE: &str = "+442070313000";

/// What is set aside for a new call, if anything can be.
pub fn hold(books: &mut Books) {
    let user = books.somebody();
    let bucket = *books.chance.pick(&[Bucket::Single, Bucket::Bulk]);
    let number = if books.chance.percent(25) { ELSEWHERE } else { HOME };
    let (purse, period) = books.bank.purse(user, bucket, number);
    let Ok(funding) = fund(&purse) else { return };
    let call = books.bank.call(user, bucket);
    let taken = books.bank.write(|tx| holds::take(tx, call, user, &funding, period));
    match taken {
        Ok(hold) => {
            let again = books.bank.write(|tx| holds::take(tx, call, user, &funding, period));
            assert_eq!(again, Ok(hold), "the same again is the same hold");
            books.calls.push((call, user));
        }
        Err(refusal) => assert_eq!((refusal, books.is_still()), (LedgerRefusal::Frozen, true)),
    }
}

/// A call that was made in a history that was lost, and for which there is nothing to set aside.
pub fn owe(books: &mut Books) {
    let user = books.somebody();
    let bucket = *books.chance.pick(&[Bucket::Single, Bucket::Bulk]);
    let (purse, _) = books.bank.purse(user, bucket, ELSEWHERE);
    let call = books.bank.call(user, bucket);
    let funding = owed(&purse).unwrap();
    books.bank.write(|tx| holds::owe(tx, call, user, &funding));
    books.calls.push((call, user));
}

/// A call ends, or is given up, or comes back; often twice.
pub fn resolve(books: &mut Books) {
    // Mostly one of the newest: the others are resolved by then.
    let newest = books.calls.len().min(8);
    if newest == 0 {
        return;
    }
    let back = if books.chance.percent(80) { newest } else { books.calls.len() };
    let at = books.calls.len() - 1 - books.chance.below(back);
    let (call, user) = books.calls[at];
    let usage = usage(books);
    let (stands, way) = (books.bank.read(|tx| holds::standing(tx, call)), books.chance.below(5));
    let done = books.bank.store.write(|tx| match (way, stands) {
        (0, _) => holds::release(tx, call),
        (1, None) => holds::charge_late(tx, call, usage),
        (1, Some(_)) => {
            assert!(holds::charge_late(tx, call, usage).is_err(), "what stands is not late");
            Ok(holds::Charged::NOTHING)
        }
        _ => holds::settle(tx, call, usage),
    });
    let Ok(charged) = done else {
        assert!(books.is_still(), "{done:?}");
        return;
    };
    if way == 1 && stands.is_some() {
        return;
    }
    match books.charged.get(&call).copied() {
        // Given back and not charged late: a late report may still charge it, once.
        Some(holds::Charged::NOTHING) | None => books.left(user, charged.usd),
        Some(before) => assert_eq!(charged, before, "a call is charged once"),
    }
    books.charged.insert(call, charged);
    assert!(charged.usd >= Usd::ZERO);
}

fn usage(books: &mut Books) -> Usage {
    let attempt = *books.chance.pick(&[Attempt::Free, Attempt::Charged]);
    if books.chance.percent(20) {
        return Usage::Unanswered(attempt);
    }
    let most = *books.chance.pick(&[0, 90, 700, 5_000]);
    let seconds = u32::try_from(books.chance.between(0, most)).unwrap();
    let transferred = *books.chance.pick(&[0, 0, 0, 75]);
    Usage::Connected { seconds, transferred }
}
