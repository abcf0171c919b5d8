//! S3: Stars go back once and whole; what was spent of them only when an operator says so, and
//! never below zero.

use std::time::Duration;

use ivrbot::demo::telegram::Fault;
use ivrbot::domain::money::Usd;
use ivrbot::domain::refund::{self, Refund, Spent};
use ivrbot::domain::topup::State;
use ivrbot::domain::user::Standing;
use ivrbot::store::ledger::{self, Role};
use ivrbot::store::refunds::stars::{Wish, approve};
use ivrbot::store::refunds::{self, NoRefund};

use super::bank::spend;
use super::stars::{MOMENT, with_stars};
use crate::world::{Who, World};

const HOUR: Duration = Duration::from_secs(3_600);

/// Ann paid ten dollars in Stars.
fn paid() -> (World, Who) {
    let (mut world, ann) = with_stars();
    let bill = world.gets_a_bill(ann, "10");
    world.pays(ann, &bill);
    assert_eq!(world.balance(ann), Usd::cents(1_000));
    (world, ann)
}

impl World {
    fn wishes_back(&self, who: Who, spent: Spent) -> Result<Refund, NoRefund> {
        let user = self.user(who).id;
        let approved = self.store.write(|tx| {
            let ledger = refunds::payments(tx, user, 1)?.pop().unwrap().ledger;
            approve(tx, &Wish { ledger, reason: "asked", actor: "Op", spent })
        });
        approved.unwrap()
    }

    fn spends(&self, who: Who, cents: i32) {
        let user = self.user(who).id;
        let done = self.store.write(|tx| spend(tx, user, Usd::cents(cents), "calls"));
        done.unwrap().unwrap();
    }

    fn expense(&self) -> Usd {
        let account = ledger::Account::system(Role::Expense, ledger::Asset::Usd);
        Usd::micro(self.store.read(|tx| ledger::balance(tx, &account)).unwrap())
    }
}

#[test]
fn s03_a_refund_goes_back_once() {
    let (mut world, ann) = paid();
    let first = world.wishes_back(ann, Spent::Refuse).unwrap();
    assert_eq!(world.balance(ann), Usd::ZERO, "it is set aside");
    assert_eq!(world.wishes_back(ann, Spent::Refuse).unwrap().id, first.id, "asked twice");
    world.wait(HOUR);
    assert!(world.telegram.paid_in_stars()[0].refunded);
    assert_eq!(world.topup(ann).state, State::Refunded, "{}", world.transcript(ann));
    let known = world.store.read(|tx| refunds::get(tx, first.id)).unwrap().unwrap();
    assert_eq!(known.state, refund::State::Paid);
    assert_eq!(world.wishes_back(ann, Spent::WriteOff).unwrap().id, first.id);
    world.wait(50 * HOUR);
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.told(ann, "your Stars for $10.00 are back"), 1, "{}", world.transcript(ann));
}

#[test]
fn s03_what_was_spent_goes_back_only_when_an_operator_says_so() {
    let (mut world, ann) = paid();
    world.spends(ann, 400);
    let have = Usd::cents(600);
    assert_eq!(world.wishes_back(ann, Spent::Refuse), Err(NoRefund::Spent { have }));
    assert_eq!(world.balance(ann), have, "nothing moved");
    world.wishes_back(ann, Spent::WriteOff).unwrap();
    assert_eq!(world.balance(ann), Usd::ZERO, "and not below");
    assert_eq!(world.expense(), Usd::cents(-400));
    world.wait(HOUR);
    assert!(world.telegram.paid_in_stars()[0].refunded);
}

#[test]
fn s03_what_is_not_sent_back_after_all_returns_to_where_it_came_from() {
    let (mut world, ann) = paid();
    world.spends(ann, 400);
    world.telegram.fail("refundStarPayment", Fault::BadGateway);
    let refund = world.wishes_back(ann, Spent::WriteOff).unwrap();
    world.wait(MOMENT);
    let undone = |world: &World| {
        world.store.write(|tx| {
            let by_hand = refunds::paid(tx, refund.id, "somewhere", "Op")?;
            assert_eq!(by_hand, Err(NoRefund::NotPayable), "only Telegram sends Stars");
            refunds::withdraw(tx, refund.id, "he agreed", "Op")
        })
    };
    undone(&world).unwrap().unwrap();
    assert_eq!((world.balance(ann), world.expense()), (Usd::cents(600), Usd::ZERO));
    world.wait(HOUR);
    assert!(!world.telegram.paid_in_stars()[0].refunded, "{}", world.transcript(ann));
}

#[test]
fn s03_an_answer_that_was_lost_sends_nothing_twice() {
    let (mut world, ann) = paid();
    world.telegram.fail("refundStarPayment", Fault::AcceptThenDrop);
    world.wishes_back(ann, Spent::Refuse).unwrap();
    world.wait(HOUR);
    assert!(world.telegram.paid_in_stars()[0].refunded);
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.told(ann, "your Stars for $10.00 are back"), 1, "{}", world.transcript(ann));
    assert_eq!(world.user(ann).standing, Standing::Active, "he took nothing back");
}

#[test]
fn s03_the_operator_is_asked_twice_about_what_was_spent() {
    let (mut world, ann) = paid();
    let desk = world.sign_up("Op", 9, "en");
    world.appoint(desk);
    world.spends(ann, 400);
    world.taps_data(desk, "1onf:0");
    world.says(desk, "7");
    world.taps_first(desk, "2");
    world.says(desk, "asked for it");
    world.taps_on(desk, "refund-stars-yes");
    let asked = world.last(desk).text;
    assert!(asked.contains("$6.00 of them is left"), "{}", world.transcript(desk));
    world.taps_on(desk, "refund-stars-anyway");
    world.wait(MOMENT);
    assert!(world.telegram.paid_in_stars()[0].refunded, "{}", world.transcript(desk));
    assert_eq!(world.expense(), Usd::cents(-400));
}

#[test]
fn s03_a_payer_who_takes_stars_back_leaves_no_debt_and_calls_no_more() {
    let (mut world, ann) = paid();
    let desk = world.sign_up("Op", 9, "en");
    world.appoint(desk);
    world.spends(ann, 700);
    let charge = world.telegram.paid_in_stars()[0].charge.clone();
    world.telegram.takes_back(ann.0, &charge).unwrap();
    world.settle();
    assert_eq!((world.balance(ann), world.expense()), (Usd::ZERO, Usd::cents(-700)));
    assert_eq!(world.user(ann).standing, Standing::Suspended);
    assert_eq!(world.told(desk, "$7.00 of it was spent and is lost"), 1);
    world.wait(50 * HOUR);
    assert_eq!(world.expense(), Usd::cents(-700), "the list tells of it again");
    assert_eq!(world.told(ann, "went back to you"), 1, "{}", world.transcript(ann));
}
