//! R16: no balance of a user goes below zero, decided inside the write.

use std::sync::Barrier;
use std::thread;

use ivrbot::domain::money::Usd;
use ivrbot::store::ledger::{
    self, Account, Asset, Command, Kind, LedgerRefusal, Posted, Posting, Role,
};

use ivrbot::store::{Tx, holds};

use super::bank::{Bank, minutes, spend};

#[test]
fn r16_fifty_debits_of_one_on_ten_succeed_ten_times() {
    let bank = Bank::open();
    let ann = bank.user(1, 1_000);
    let beside = bank.beside();
    let stores = [&bank.store, &beside];
    let start = Barrier::new(50);
    let debit = |at: usize| {
        let key = format!("debit:{at}");
        start.wait();
        stores[at % 2].write(|tx| spend(tx, ann, Usd::cents(100), &key)).unwrap()
    };
    let done: Vec<_> = thread::scope(|scope| {
        let debit = &debit;
        let threads: Vec<_> = (0..50).map(|at| scope.spawn(move || debit(at))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let refused = done.iter().filter(|done| **done == Err(LedgerRefusal::Insufficient)).count();
    let posted = done.iter().filter(|done| matches!(done, Ok(Posted::Now(_)))).count();
    assert_eq!((posted, refused), (10, 40));
    assert_eq!(bank.balance(ann, Role::Available), Usd::ZERO);
    assert_eq!(bank.system(Role::Revenue), Usd::cents(1_000));
    bank.assert_sound();
}

#[test]
fn r16_whatever_takes_money_at_once_takes_no_more_than_there_is() {
    let bank = Bank::open();
    let ann = bank.user(1, 1_000);
    let calls: Vec<_> = (0..20).map(|_| bank.single(ann)).collect();
    let (beside, start) = (bank.beside(), Barrier::new(40));
    let hold = |call| {
        start.wait();
        let taken = bank.store.write(|tx| holds::take(tx, call, ann, &minutes(2), None));
        taken.unwrap().is_ok()
    };
    let debit = |at: usize| {
        start.wait();
        let take = |tx: &Tx| spend(tx, ann, Usd::cents(60), &format!("debit:{at}"));
        beside.write(take).unwrap().is_ok()
    };
    let granted = thread::scope(|scope| {
        let (hold, debit) = (&hold, &debit);
        let mut threads: Vec<_> =
            calls.iter().map(|call| scope.spawn(move || hold(*call))).collect();
        threads.extend((0..20).map(|at| scope.spawn(move || debit(at))));
        threads.into_iter().map(|thread| thread.join().unwrap()).filter(|done| *done).count()
    });
    assert_eq!(granted, 16, "sixteen times 60 cents are in ten dollars");
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(40));
    bank.assert_sound();
}

#[test]
fn r16_a_refused_command_leaves_nothing_and_its_key_is_free() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let available = Account::user(ann, Role::Available, Asset::Usd);
    let held = Account::user(ann, Role::Held, Asset::Usd);
    let revenue = Account::system(Role::Revenue, Asset::Usd);
    let postings = &[
        Posting { from: available, to: held, amount: 900_000 },
        Posting { from: available, to: revenue, amount: 100_001 },
    ];
    let (kind, key, actor, reason) = (Kind::Settle, "k", "system", "");
    let command = Command { kind, key, actor, reason, call: None, postings };
    let refused = bank.write(|tx| ledger::post(tx, &command));
    assert_eq!(refused, Err(LedgerRefusal::Insufficient));
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(100));
    assert_eq!(bank.balance(ann, Role::Held), Usd::ZERO);
    assert!(matches!(bank.write(|tx| spend(tx, ann, Usd::cents(100), "k")), Ok(Posted::Now(_))));
    bank.assert_sound();
}

#[test]
fn r16_the_table_refuses_it_too() {
    let bank = Bank::open();
    bank.user(1, 100);
    let sql = "UPDATE accounts SET balance = -1 WHERE owner_kind = 'user'";
    let error = bank.raw().execute(sql, []).unwrap_err().to_string();
    assert!(error.contains("CHECK constraint failed"), "{error}");
}
