//! R6: a payment credits at most once, however many look at it at once and however it is told.

use std::sync::Barrier;
use std::thread;

use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::ids::{TopupId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::{Sighting, Stage};
use ivrbot::domain::topup::Judgement;
use ivrbot::store::ledger::Role;
use ivrbot::store::topups::watch::{self, Odd, Promise};
use ivrbot::store::topups::{self, Found, NewTopup};

use super::bank::Bank;

/// Looks at the same payment at the same moment.
const LOOKS: usize = 16;
pub const CAP: Usd = Usd::cents(500_000);

/// A top-up of 50 dollars in a dollar coin, open at the provider.
pub fn opened(bank: &Bank, user: UserId, payment: &str, address: &str) -> TopupId {
    let usd = Usd::cents(5_000);
    bank.write(|tx| {
        let new = NewTopup { coin: Coin::UsdtTrc20, usd, plan: None };
        let id = topups::create(tx, user, &new)?;
        let units = Units(50_000_000);
        let promise = Promise { provider_id: payment, address, units, usd };
        assert_eq!(watch::opened(tx, id, &promise)?, Ok(()));
        Ok(id)
    })
}

pub fn came(payment: &str, tx: Option<&str>, micro: i64) -> Sighting {
    Sighting {
        provider_id: payment.to_owned(),
        stage: Stage::Arrived,
        coin: Some(Coin::UsdtTrc20),
        received: Some(Units(micro)),
        chain_tx: tx.map(str::to_owned),
        seen_ms: None,
        recovered: false,
    }
}

#[test]
fn r06_many_looks_at_once_credit_once() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let id = opened(&bank, ann, "p1", "a1");
    let beside = bank.beside();
    let stores = [&bank.store, &beside];
    let start = Barrier::new(LOOKS);
    // Half of them do not know the transfer's name: it is the same transfer.
    let look = |at: usize| {
        let sighting = came("p1", (at.is_multiple_of(2)).then_some("tx1"), 50_000_000);
        let found = if at.is_multiple_of(3) { Found::List } else { Found::Look };
        start.wait();
        stores[at % 2].write(|tx| topups::apply(tx, id, &sighting, CAP, found)).unwrap()
    };
    let done: Vec<Judgement> = thread::scope(|scope| {
        let threads: Vec<_> = (0..LOOKS).map(|at| scope.spawn(move || look(at))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let credits = done.iter().filter(|it| matches!(it, Judgement::Credit(_))).count();
    assert_eq!(credits, 1, "{done:?}");
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(5_000));
    bank.assert_sound();
}

#[test]
fn r06_what_was_credited_is_not_credited_again_by_another_name_or_a_search() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let id = opened(&bank, ann, "p1", "a1");
    let first = came("p1", Some("tx1"), 50_000_000);
    let apply =
        |sighting: &Sighting| bank.write(|tx| topups::apply(tx, id, sighting, CAP, Found::Look));
    assert!(matches!(apply(&first), Judgement::Credit(_)));
    let again = [
        first.clone(),
        Sighting { chain_tx: None, ..first.clone() },
        Sighting { received: None, ..first.clone() },
        Sighting { recovered: true, ..first.clone() },
        Sighting { stage: Stage::Stuck, ..first.clone() },
        Sighting { stage: Stage::Pending, ..first.clone() },
    ];
    for sighting in again {
        assert!(matches!(apply(&sighting), Judgement::Wait(_)), "{sighting:?}");
    }
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(5_000));
    bank.assert_sound();
}

#[test]
fn r06_a_payment_has_one_top_up() {
    let bank = Bank::open();
    let (ann, bob) = (bank.user(1, 0), bank.user(2, 0));
    opened(&bank, ann, "p1", "a1");
    let usd = Usd::cents(5_000);
    let twin = bank.write(|tx| {
        let new = NewTopup { coin: Coin::UsdtTrc20, usd, plan: None };
        let id = topups::create(tx, bob, &new)?;
        let units = Units(50_000_000);
        watch::opened(tx, id, &Promise { provider_id: "p1", address: "a2", units, usd })
    });
    assert_eq!(twin, Err(Odd::Twin(ann)));
}

#[test]
fn r14_a_second_transfer_after_the_credit_goes_to_review() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let id = opened(&bank, ann, "p1", "a1");
    let apply =
        |sighting: &Sighting| bank.write(|tx| topups::apply(tx, id, sighting, CAP, Found::Look));
    assert!(matches!(apply(&came("p1", Some("tx1"), 20_000_000)), Judgement::Credit(_)));
    let second = apply(&came("p1", Some("tx2"), 40_000_000));
    assert!(matches!(second, Judgement::Review(_)), "{second:?}");
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(2_000));
    assert_eq!(bank.read(ivrbot::store::reviews::count), 1);
    bank.assert_sound();
}

#[test]
fn r14_transfers_that_lose_their_names_on_the_way_are_credited_each_once() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let id = opened(&bank, ann, "p1", "a1");
    let apply =
        |sighting: &Sighting| bank.write(|tx| topups::apply(tx, id, sighting, CAP, Found::Look));
    for (name, micro) in [("tx1", 20_000_000), ("tx2", 30_000_000)] {
        let pending = Sighting { stage: Stage::Pending, ..came("p1", Some(name), micro) };
        assert_eq!(apply(&pending), Judgement::Detected);
    }
    for micro in [20_000_000, 30_000_000] {
        let unnamed = came("p1", None, micro);
        assert!(matches!(apply(&unnamed), Judgement::Credit(_)));
        assert!(matches!(apply(&unnamed), Judgement::Wait(_)));
    }
    assert_eq!(bank.balance(ann, Role::Available), Usd::cents(5_000));
    bank.assert_sound();
}
