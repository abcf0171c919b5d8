//! R18: a call has one hold, and it is settled or released once.

use std::sync::Barrier;
use std::thread;

use ivrbot::domain::money::Usd;
use ivrbot::store::holds::{self, Charged};
use ivrbot::store::ledger::{LedgerRefusal, Role};

use super::bank::{Bank, minutes, talk};

#[test]
fn r18_a_hold_taken_twice_is_one_hold() {
    let bank = Bank::open();
    let ann = bank.user(1, 300);
    let call = bank.single(ann);
    let first = bank.hold(call, ann, &minutes(2), None);
    assert_eq!(bank.hold(call, ann, &minutes(2), None), first);
    let other = bank.write(|tx| holds::take(tx, call, ann, &minutes(3), None));
    assert_eq!(other, Err(LedgerRefusal::KeyConflict));
    assert_eq!(bank.balance(ann, Role::Held), Usd::cents(60));
    bank.assert_sound();
}

#[test]
fn r18_the_second_to_come_learns_what_the_first_did() {
    let bank = Bank::open();
    let ann = bank.user(1, 300);
    let (kept, given_back) = (bank.single(ann), bank.single(ann));
    bank.hold(kept, ann, &minutes(2), None);
    bank.hold(given_back, ann, &minutes(2), None);
    let charged = Charged { usd: Usd::cents(30), plan_seconds: 0 };
    assert_eq!(bank.write(|tx| holds::settle(tx, kept, talk(60))), charged);
    assert_eq!(bank.write(|tx| holds::settle(tx, kept, talk(120))), charged);
    assert_eq!(bank.write(|tx| holds::release(tx, kept)), charged);
    assert_eq!(bank.write(|tx| holds::charge_late(tx, kept, talk(120))), charged);
    assert_eq!(bank.write(|tx| holds::release(tx, given_back)), Charged::NOTHING);
    assert_eq!(bank.write(|tx| holds::release(tx, given_back)), Charged::NOTHING);
    assert_eq!(bank.write(|tx| holds::settle(tx, given_back, talk(60))), Charged::NOTHING);
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(270));
    for call in [kept, given_back] {
        let again = bank.write(|tx| holds::take(tx, call, ann, &minutes(2), None));
        assert_eq!(again, Err(LedgerRefusal::Resolved));
    }
    bank.assert_sound();
}

#[test]
fn r18_settling_and_releasing_at_once_do_one_of_both() {
    let bank = Bank::open();
    let ann = bank.user(1, 10_000);
    let beside = bank.beside();
    for _ in 0..20 {
        let call = bank.single(ann);
        bank.hold(call, ann, &minutes(2), None);
        let before = bank.balance(ann, Role::Available);
        let barrier = Barrier::new(2);
        let (settled, released) = thread::scope(|scope| {
            let settled = scope.spawn(|| {
                barrier.wait();
                bank.store.write(|tx| holds::settle(tx, call, talk(60))).unwrap()
            });
            let released = scope.spawn(|| {
                barrier.wait();
                beside.write(|tx| holds::release(tx, call)).unwrap()
            });
            (settled.join().unwrap(), released.join().unwrap())
        });
        assert_eq!(settled, released);
        let back = bank.balance(ann, Role::Available).minus(before).unwrap();
        assert_eq!(back.plus(settled.usd), Some(Usd::cents(60)));
    }
    assert_eq!(bank.balance(ann, Role::Held), Usd::ZERO);
    bank.assert_sound();
}

#[test]
fn r18_a_call_without_a_hold_owes_nothing_and_cannot_be_charged() {
    let bank = Bank::open();
    let ann = bank.user(1, 300);
    let call = bank.single(ann);
    assert_eq!(bank.write(|tx| holds::release(tx, call)), Charged::NOTHING);
    assert!(bank.store.write(|tx| holds::settle(tx, call, talk(60))).is_err());
    assert!(bank.store.write(|tx| holds::charge_late(tx, call, talk(60))).is_err());
}
