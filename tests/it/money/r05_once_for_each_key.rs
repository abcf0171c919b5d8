//! R5: a command happens once for its key, however often and from wherever it is given.

use std::sync::Barrier;
use std::thread;

use ivrbot::domain::money::Usd;
use ivrbot::store::Tx;
use ivrbot::store::ledger::{self, LedgerRefusal, Posted, Role};

use super::bank::Bank;

const TEN: Usd = Usd::cents(1_000);

#[test]
fn r05_a_hundred_at_once_have_one_effect() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let beside = bank.beside();
    let stores = [&bank.store, &beside];
    let start = Barrier::new(100);
    let credit = |at: usize| {
        start.wait();
        let give = |tx: &Tx| ledger::credit(tx, ann, TEN, "won", "Op", "prize:1");
        stores[at % 2].write(give).unwrap().unwrap()
    };
    let done: Vec<Posted> = thread::scope(|scope| {
        let credit = &credit;
        let threads: Vec<_> = (0..100).map(|at| scope.spawn(move || credit(at))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let first: Vec<_> = done.iter().filter(|posted| matches!(posted, Posted::Now(_))).collect();
    let [Posted::Now(id)] = first[..] else { panic!("{} effects", first.len()) };
    assert_eq!(done.iter().filter(|posted| **posted == Posted::Before(*id)).count(), 99);
    assert_eq!(bank.balance(ann, Role::Available), TEN);
    bank.assert_sound();
}

#[test]
fn r05_of_two_commands_of_one_key_at_once_the_other_is_a_conflict() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let beside = bank.beside();
    let (stores, start) = ([&bank.store, &beside], Barrier::new(40));
    let credit = |at: usize| {
        let amount = Usd::cents(if at.is_multiple_of(2) { 100 } else { 200 });
        start.wait();
        let give = |tx: &Tx| ledger::credit(tx, ann, amount, "won", "Op", "prize:1");
        (amount, stores[at / 2 % 2].write(give).unwrap())
    };
    let done: Vec<_> = thread::scope(|scope| {
        let credit = &credit;
        let threads: Vec<_> = (0..40).map(|at| scope.spawn(move || credit(at))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let first = |(_, posted): &&(Usd, _)| matches!(posted, Ok(Posted::Now(_)));
    let won: Vec<_> = done.iter().filter(first).collect();
    assert_eq!(won.len(), 1, "{done:?}");
    let (amount, _) = won[0];
    for (asked, posted) in &done {
        assert_eq!(*posted == Err(LedgerRefusal::KeyConflict), asked != amount, "{done:?}");
    }
    assert_eq!(bank.balance(ann, Role::Available), *amount);
    bank.assert_sound();
}

#[test]
fn r05_the_same_key_with_other_contents_is_a_conflict() {
    let bank = Bank::open();
    let (ann, bob) = (bank.user(1, 0), bank.user(2, 0));
    let credit = |user, amount, reason, actor| {
        bank.write(|tx| ledger::credit(tx, user, amount, reason, actor, "k"))
    };
    assert!(matches!(credit(ann, TEN, "won", "Op"), Ok(Posted::Now(_))));
    let conflict = Err(LedgerRefusal::KeyConflict);
    assert_eq!(credit(ann, Usd::cents(1_001), "won", "Op"), conflict);
    assert_eq!(credit(bob, TEN, "won", "Op"), conflict);
    assert_eq!(credit(ann, TEN, "lost", "Op"), conflict);
    assert_eq!(credit(ann, TEN, "won", "Other"), conflict);
    assert!(matches!(credit(ann, TEN, "won", "Op"), Ok(Posted::Before(_))));
    assert_eq!(bank.balance(ann, Role::Available), TEN);
    assert_eq!(bank.balance(bob, Role::Available), Usd::ZERO);
}
