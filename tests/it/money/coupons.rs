//! Coupons and invitations: each pays once, within its limits, and is written down.

use std::time::Duration;

use ivrbot::domain::coupon::{Code, NoCoupon, Worth};
use ivrbot::domain::ids::UserId;
use ivrbot::domain::money::Usd;
use ivrbot::store::coupons::{self, NewCoupon, NotRedeemed, Redeemed};
use ivrbot::store::ledger::{self, Kind, Role};
use ivrbot::store::{referrals, users};

use super::bank::Bank;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn make(bank: &Bank, text: &str, worth: Worth, uses_most: Option<u32>) -> bool {
    let until = Some(bank.clock.wall() + Duration::from_secs(3_600));
    let code = code(text);
    let new = NewCoupon { code: &code, worth, uses_most, until, actor: "Op" };
    bank.write(|tx| coupons::create(tx, &new))
}

fn redeem(bank: &Bank, user: UserId, text: &str) -> Result<Redeemed, NotRedeemed> {
    bank.write(|tx| coupons::redeem(tx, user, &code(text)))
}

fn no<T>(why: NoCoupon) -> Result<T, NotRedeemed> {
    Err(NotRedeemed::Coupon(why))
}

#[test]
fn a_coupon_of_money_pays_once_to_each_within_its_limit() {
    let bank = Bank::open();
    let [ann, bob, eve] = [1, 2, 3].map(|id| bank.user(id, 0));
    let five = Usd::cents(500);
    assert!(make(&bank, "FIVE", Worth::Credit(five), Some(2)));
    assert!(!make(&bank, "FIVE", Worth::Credit(five), Some(9)), "there is one");
    assert_eq!(redeem(&bank, ann, "five"), Ok(Redeemed::Credit { amount: five, balance: five }));
    assert_eq!(redeem(&bank, ann, "FIVE"), no(NoCoupon::Twice));
    redeem(&bank, bob, "FIVE").unwrap();
    assert_eq!(redeem(&bank, eve, "FIVE"), no(NoCoupon::UsedUp));
    assert_eq!(redeem(&bank, eve, "FOUR"), no(NoCoupon::Unknown));
    let wallets = [ann, bob, eve].map(|user| bank.balance(user, Role::Available));
    assert_eq!(wallets, [five, five, Usd::ZERO]);
    assert_eq!(bank.system(Role::Promo), Usd::cents(-1_000));
    let entry = bank.read(|tx| ledger::entries_of(tx, ann, None, 1)).remove(0);
    assert_eq!((entry.kind, entry.reason.as_str()), (Kind::Coupon, "FIVE"));
    bank.assert_sound();
}

#[test]
fn a_coupon_ends_by_its_time_and_by_the_operator() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    make(&bank, "LATE", Worth::Credit(Usd::cents(1)), None);
    make(&bank, "GONE", Worth::Percent(10), None);
    assert!(bank.write(|tx| coupons::end(tx, &code("GONE"), "Op")));
    assert!(!bank.write(|tx| coupons::end(tx, &code("GONE"), "Op")));
    assert_eq!(redeem(&bank, ann, "GONE"), no(NoCoupon::Over));
    bank.clock.advance(Duration::from_secs(3_600));
    assert_eq!(redeem(&bank, ann, "LATE"), no(NoCoupon::Over));
    assert_eq!(bank.read(|tx| coupons::page(tx, 0, 9)).len(), 2);
    assert_eq!(bank.read(coupons::count), 2);
    bank.assert_sound();
}

#[test]
fn discounts_do_not_add_up() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    make(&bank, "HALF", Worth::Percent(50), None);
    make(&bank, "MOST", Worth::Percent(90), None);
    assert_eq!(redeem(&bank, ann, "HALF"), Ok(Redeemed::Percent(50)));
    assert_eq!(redeem(&bank, ann, "MOST"), no(NoCoupon::Waiting { percent: 50 }));
    assert_eq!(bank.read(|tx| coupons::waiting(tx, ann)), Some(50));
    let second = "INSERT INTO redemptions (coupon_id, user_id, state, at_ms)
                  VALUES (2, 1, 'waiting', 0)";
    assert!(bank.raw().execute(second, []).is_err(), "the table itself refuses it");
}

#[test]
fn an_invitation_pays_once_after_the_first_payment_and_never_oneself() {
    let bank = Bank::open();
    let (ann, bob) = (bank.user(1, 0), bank.user(2, 0));
    let (three, none) = (Usd::cents(300), Usd::ZERO);
    let link = bank.write(|tx| referrals::code(tx, ann));
    assert_eq!(bank.write(|tx| referrals::code(tx, ann)), link);
    let came = |user, link: &str| bank.write(|tx| referrals::came(tx, user, link));
    let paid = |user, amount| bank.write(|tx| referrals::paid(tx, user, amount));
    assert!(!came(ann, &link), "nobody invites himself");
    assert!(!came(bob, "no such link"));
    assert!(came(bob, &link));
    assert!(!came(bob, &link), "once");
    assert_eq!(bank.balance(ann, Role::Available), none, "nothing before a payment");
    assert_eq!(paid(bob, none), None, "invitations earn nothing here");
    let earned = paid(bob, three).unwrap();
    assert_eq!((earned.inviter, earned.amount, earned.balance), (ann, three, three));
    assert_eq!(paid(bob, three), None);
    assert_eq!(paid(ann, three), None, "nobody invited her");
    assert_eq!(bank.balance(ann, Role::Available), three);
    let eve = bank.user(3, 0);
    bank.write(|tx| users::set_ready(tx, eve));
    assert!(!came(eve, &link), "she was here before");
    bank.assert_sound();
}
