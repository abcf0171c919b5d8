//! R23: no more goes back than came in; the money leaves the wallet before any payout.

use std::sync::Barrier;

use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::ids::{LedgerId, RefundId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::domain::refund::{Refund, State};
use ivrbot::store::ledger::{self, Posted, Role};
use ivrbot::store::refunds::{self, NewRefund, NoRefund};

use super::bank::{Bank, spend};

const ADDRESS: &str = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";

struct Till {
    bank: Bank,
    ann: UserId,
    payment: LedgerId,
}

impl Till {
    /// Ann paid ten dollars in.
    fn open() -> Till {
        let bank = Bank::open();
        let ann = bank.user(1, 0);
        let ten = Usd::cents(1_000);
        let paid = bank.write(|tx| ledger::credit(tx, ann, ten, "bank transfer", "Op", "a"));
        let Ok(Posted::Now(payment)) = paid else { panic!("{paid:?}") };
        Till { bank, ann, payment }
    }

    fn new<'a>(&self, cents: i32, intent: &'a str) -> NewRefund<'a> {
        NewRefund {
            ledger: self.payment,
            amount: Usd::cents(cents),
            coin: Coin::UsdtTrc20,
            address: ADDRESS,
            reason: "asked for it back",
            actor: "Op",
            intent,
        }
    }

    fn approve(&self, new: &NewRefund) -> Result<Refund, NoRefund> {
        self.bank.write(|tx| refunds::approve(tx, new))
    }

    fn paid(&self, id: RefundId, chain_tx: &str) -> Result<Refund, NoRefund> {
        self.bank.write(|tx| refunds::paid(tx, id, chain_tx, "Op"))
    }

    fn balances(&self) -> [Usd; 3] {
        let wallet = self.bank.balance(self.ann, Role::Available);
        [wallet, self.bank.system(Role::Payable), self.bank.system(Role::Clearing)]
    }
}

fn cents(amounts: [i32; 3]) -> [Usd; 3] {
    amounts.map(Usd::cents)
}

#[test]
fn r23_two_halves_go_back_and_a_third_does_not() {
    let till = Till::open();
    let first = till.approve(&till.new(500, "1")).unwrap();
    assert_eq!(till.balances(), cents([500, 500, 0]), "it left the wallet before any payout");
    assert_eq!((first.coin, first.units), (Coin::UsdtTrc20, Units(5_000_000)));
    let second = till.approve(&till.new(500, "2")).unwrap();
    assert_ne!(first.id, second.id);
    let third = till.approve(&till.new(500, "3"));
    assert_eq!(third, Err(NoRefund::TooMuch { left: Usd::ZERO }));
    // Money of another payment does not make room for this one.
    till.bank.write(|tx| ledger::credit(tx, till.ann, Usd::cents(900), "x", "Op", "b")).unwrap();
    assert_eq!(till.approve(&till.new(1, "4")), Err(NoRefund::TooMuch { left: Usd::ZERO }));
    till.bank.assert_sound();
}

#[test]
fn r23_the_same_wish_is_granted_once() {
    let till = Till::open();
    let first = till.approve(&till.new(500, "1")).unwrap();
    assert_eq!(till.approve(&till.new(500, "1")).unwrap(), first);
    assert_eq!(till.balances(), cents([500, 500, 0]));
}

#[test]
fn r23_a_spend_and_a_refund_cannot_both_have_the_money() {
    let till = Till::open();
    till.bank.write(|tx| spend(tx, till.ann, Usd::cents(600), "call")).unwrap();
    let have = Usd::cents(400);
    assert_eq!(till.approve(&till.new(500, "1")), Err(NoRefund::Spent { have }));
    till.approve(&till.new(400, "2")).unwrap();
    till.bank.assert_sound();

    for round in 0..10 {
        let till = Till::open();
        let barrier = Barrier::new(2);
        let (refund, spent) = std::thread::scope(|scope| {
            let (one, other) = (till.bank.beside(), till.bank.beside());
            let (barrier, till) = (&barrier, &till);
            let refund = scope.spawn(move || {
                barrier.wait();
                one.write(|tx| refunds::approve(tx, &till.new(1_000, "1"))).unwrap().is_ok()
            });
            let spent = scope.spawn(move || {
                barrier.wait();
                other.write(|tx| spend(tx, till.ann, Usd::cents(1_000), "c")).unwrap().is_ok()
            });
            (refund.join().unwrap(), spent.join().unwrap())
        });
        assert!(refund != spent, "round {round}: both or neither had it");
        till.bank.assert_sound();
    }
}

#[test]
fn r23_a_refund_names_its_payment_its_reason_and_its_actor() {
    let till = Till::open();
    let good = till.new(500, "1");
    for (bad, why) in [
        (NewRefund { reason: " ", ..good }, NoRefund::Blank),
        (NewRefund { actor: "", ..good }, NoRefund::Blank),
        (NewRefund { address: "", ..good }, NoRefund::Blank),
        (NewRefund { coin: Coin::Btc, ..good }, NoRefund::NoRate),
        (NewRefund { ledger: LedgerId(99), ..good }, NoRefund::NoPayment),
        (till.new(0, "1"), NoRefund::TooMuch { left: Usd::cents(1_000) }),
        (till.new(-500, "1"), NoRefund::TooMuch { left: Usd::cents(1_000) }),
        (till.new(1_001, "1"), NoRefund::TooMuch { left: Usd::cents(1_000) }),
    ] {
        assert_eq!(till.approve(&bad), Err(why), "{bad:?}");
    }
    // What left the wallet is no payment.
    let spent = till.bank.write(|tx| spend(tx, till.ann, Usd::cents(1), "call"));
    let Ok(Posted::Now(spent)) = spent else { panic!() };
    assert_eq!(till.approve(&NewRefund { ledger: spent, ..good }), Err(NoRefund::NoPayment));
    till.approve(&good).unwrap();
    let entries = till.bank.read(|tx| ledger::entries_of(tx, till.ann, None, 1));
    assert_eq!(entries[0].reason, "asked for it back");
}

#[test]
fn r23_a_payout_is_noted_once_with_its_transfer() {
    let till = Till::open();
    let one = till.approve(&till.new(500, "1")).unwrap().id;
    let two = till.approve(&till.new(300, "2")).unwrap().id;
    assert_eq!(till.paid(one, " "), Err(NoRefund::Blank));
    let paid = till.paid(one, "0xabc").unwrap();
    assert_eq!((paid.state, paid.chain_tx.as_deref()), (State::Paid, Some("0xabc")));
    assert_eq!(till.balances(), cents([200, 300, 500]));
    assert_eq!(till.paid(one, "0xabc"), Ok(paid), "the same again");
    assert_eq!(till.paid(one, "0xdef"), Err(NoRefund::NotPayable));
    assert_eq!(till.paid(two, "0xabc"), Err(NoRefund::SameTransfer));
    assert_eq!(till.paid(RefundId(9), "0x9"), Err(NoRefund::NotPayable));
    assert_eq!(till.balances(), cents([200, 300, 500]));
    till.bank.assert_sound();
}

#[test]
fn r23_a_refund_that_was_not_sent_goes_back_to_the_wallet() {
    let till = Till::open();
    let id = till.approve(&till.new(1_000, "1")).unwrap().id;
    let withdraw = |reason| till.bank.write(|tx| refunds::withdraw(tx, id, reason, "Op"));
    assert_eq!(withdraw(""), Err(NoRefund::Blank));
    assert_eq!(withdraw("wrong address").unwrap().state, State::Withdrawn);
    assert_eq!(withdraw("wrong address"), Err(NoRefund::NotPayable));
    assert_eq!(till.paid(id, "0xabc"), Err(NoRefund::NotPayable));
    assert_eq!(till.balances(), cents([1_000, 0, 0]));
    // It counts for nothing: the payment can go back in full.
    till.approve(&till.new(1_000, "2")).unwrap();
    till.bank.assert_sound();
}
