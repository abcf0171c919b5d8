//! R22: a plan is paid for and given in one transaction; a period is renewed once.

use std::sync::Barrier;
use std::time::Duration;

use ivrbot::domain::coupon::{Code, Worth};
use ivrbot::domain::ids::{PlanId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Plan, SingleMinutes};
use ivrbot::domain::subscription::{AutoRenew, NoRenewal, Step, Tell};
use ivrbot::domain::wallet::{Bucket, Cover};
use ivrbot::store::ledger::Role;
use ivrbot::store::subscriptions::{self, Bought, NoPurchase, Order};
use ivrbot::store::{Tx, coupons, holds, plans};

use super::bank::{Bank, HOME, free_plan, plan_minutes, talk};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A month with 300 minutes to one number and 500 to lists.
fn month(price: i32) -> Plan {
    let name = "Prime".to_owned();
    let plan = free_plan(SingleMinutes::Limited(300), 500);
    Plan { name, days: 30, price: Usd::cents(price), ..plan }
}

fn week() -> Plan {
    Plan { name: "Elite".to_owned(), days: 7, ..month(1_000) }
}

struct Shop {
    bank: Bank,
    ann: UserId,
}

impl Shop {
    fn open(cents: i32) -> Shop {
        let bank = Bank::open();
        bank.seed(&[month(3_000), week()]);
        let ann = bank.user(1, cents);
        Shop { bank, ann }
    }

    fn id(&self, name: &str) -> PlanId {
        let all = self.bank.read(plans::on_sale);
        all.into_iter().find(|offer| offer.plan.name == name).unwrap().id
    }

    fn order<'a>(&self, name: &str, intent: &'a str) -> Order<'a> {
        let (plan, quoted) = (self.id(name), self.bank.clock.wall());
        Order { plan, quoted, agreed: Usd::cents(100_000), intent }
    }

    fn buy(&self, name: &str, intent: &str) -> Result<Bought, NoPurchase> {
        let order = self.order(name, intent);
        self.bank.write(|tx| subscriptions::buy(tx, self.ann, &order))
    }

    fn wallet(&self) -> Usd {
        self.bank.balance(self.ann, Role::Available)
    }

    fn credit(&self, name: &str) -> Usd {
        let (plan, now) = (self.id(name), self.bank.clock.wall());
        let quote = self.bank.read(|tx| subscriptions::quote(tx, self.ann, plan, now));
        quote.unwrap().bill.credit
    }

    fn periods(&self) -> i64 {
        let sql = "SELECT count(*) FROM periods";
        self.bank.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Uses seconds of the plan.
    fn uses(&self, bucket: Bucket, seconds: u32) {
        let period = self.bank.read(|tx| plans::period(tx, self.ann)).unwrap().id;
        let call = self.bank.call(self.ann, bucket);
        self.bank.hold(call, self.ann, &plan_minutes(seconds.div_ceil(60)), Some(period));
        self.bank.write(|tx| holds::settle(tx, call, talk(seconds)));
    }

    /// What the job would do with this user now.
    fn renew(&self) -> Option<(Step, Result<Usd, NoRenewal>)> {
        self.bank.write(|tx| {
            let Some(turn) = subscriptions::turn(tx, self.ann)? else { return Ok(None) };
            let renewed = match turn.step {
                Step::Renew(_) => subscriptions::renew(tx, self.ann, &turn.standing)?,
                _ => Err(NoRenewal::Off),
            };
            Ok(Some((turn.step, renewed.map(|bought| bought.plan.price))))
        })
    }

    fn auto(&self, auto: AutoRenew) {
        self.bank.write(|tx| subscriptions::set_auto_renew(tx, self.ann, auto));
    }

    fn sells(&self, plan: Plan) {
        self.bank.seed(&[plan]);
    }
}

#[test]
fn r22_a_plan_is_paid_and_given_together() {
    let shop = Shop::open(10_000);
    let bought = shop.buy("Prime", "1").unwrap();
    assert_eq!((bought.left, bought.plan.clone()), (Usd::cents(7_000), month(3_000)));
    assert_eq!(bought.ends, shop.bank.clock.wall() + DAY * 30);
    let period = shop.bank.read(|tx| plans::period(tx, shop.ann)).unwrap();
    assert_eq!((period.id, period.starts), (bought.period, Some(shop.bank.clock.wall())));
    assert_eq!((period.single_seconds, period.bulk_seconds), (300 * 60, 500 * 60));
    shop.bank.assert_sound();
}

#[test]
fn r22_the_same_wish_buys_once() {
    let shop = Shop::open(10_000);
    let first = shop.buy("Prime", "1").unwrap();
    shop.bank.clock.advance(DAY);
    assert_eq!(shop.buy("Prime", "1").unwrap(), first);
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(7_000), 1));
    shop.bank.assert_sound();
}

#[test]
fn r22_fifty_at_once_buy_once() {
    let shop = Shop::open(10_000);
    let order = shop.order("Prime", "1");
    let barrier = Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let store = shop.bank.beside();
            let (barrier, order, ann) = (&barrier, &order, shop.ann);
            scope.spawn(move || {
                barrier.wait();
                for _ in 0..7 {
                    store.write(|tx| subscriptions::buy(tx, ann, order)).unwrap().unwrap();
                }
            });
        }
    });
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(7_000), 1));
    shop.bank.assert_sound();
}

#[test]
fn r22_what_breaks_after_the_payment_leaves_neither_payment_nor_plan() {
    let shop = Shop::open(10_000);
    let order = shop.order("Prime", "1");
    let broken = shop.bank.store.write(|tx: &Tx| {
        subscriptions::buy(tx, shop.ann, &order)?.unwrap();
        anyhow::bail!("the process ends here");
        #[allow(unreachable_code)]
        Ok(())
    });
    assert!(broken.is_err());
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(10_000), 0));
    // The minutes cannot be given: their key was used for something else.
    let fill = "INSERT INTO ledger (kind, idem_key, input_hash, actor, reason, at_ms)
                VALUES ('grant', 'minutes:buy:1:1', x'00', '', '', 0)";
    shop.bank.raw().execute(fill, []).unwrap();
    assert!(shop.bank.store.write(|tx| subscriptions::buy(tx, shop.ann, &order)).is_err());
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(10_000), 0));
    assert_eq!(shop.bank.breaches(), []);
}

#[test]
fn r22_a_purchase_that_is_refused_moves_nothing() {
    let shop = Shop::open(2_999);
    let Err(NoPurchase::Short(quote)) = shop.buy("Prime", "1") else { panic!() };
    assert_eq!(quote.missing(), Usd::cents(1));
    let cheap = Order { agreed: Usd::cents(2_000), ..shop.order("Prime", "1") };
    let changed = shop.bank.write(|tx| subscriptions::buy(tx, shop.ann, &cheap));
    assert!(matches!(changed, Err(NoPurchase::Changed(_))));
    let old = shop.order("Prime", "1");
    shop.sells(month(2_000));
    let gone = shop.bank.write(|tx| subscriptions::buy(tx, shop.ann, &old));
    assert_eq!(gone, Err(NoPurchase::NotOnSale));
    shop.sells(free_plan(SingleMinutes::Limited(2), 0));
    assert_eq!(shop.buy("Free", "1"), Err(NoPurchase::Free));
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(2_999), 0));
    shop.bank.assert_sound();
}

#[test]
fn a_change_credits_the_smallest_share_that_is_left() {
    let shop = Shop::open(10_000);
    shop.buy("Prime", "1").unwrap();
    shop.bank.clock.advance(DAY * 15);
    assert_eq!(shop.credit("Elite"), Usd::cents(1_000), "no more than the new price");
    shop.uses(Bucket::Bulk, 400 * 60);
    assert_eq!(shop.credit("Elite"), Usd::cents(600), "a fifth of the list minutes");
    shop.uses(Bucket::Single, 270 * 60);
    assert_eq!(shop.credit("Elite"), Usd::cents(300), "a tenth of the single minutes");
    let bought = shop.buy("Elite", "2").unwrap();
    assert_eq!(bought.left, Usd::cents(7_000 - 700));
    assert_eq!(bought.ends, shop.bank.clock.wall() + DAY * 7, "the new plan starts at once");
    // The old one is closed: its minutes pay for nothing any more.
    let period = shop.bank.read(|tx| plans::period(tx, shop.ann)).unwrap();
    assert_eq!((period.id, period.bulk_seconds), (bought.period, 500 * 60));
    // What was credited counts as paid: all of the new plan is left.
    assert_eq!(shop.credit("Prime"), Usd::cents(1_000));
    shop.bank.assert_sound();
}

#[test]
fn all_minutes_used_on_the_first_day_credit_nothing() {
    let shop = Shop::open(10_000);
    shop.buy("Prime", "1").unwrap();
    shop.uses(Bucket::Bulk, 500 * 60);
    assert_eq!(shop.credit("Elite"), Usd::ZERO);
}

#[test]
fn the_free_plan_and_coupons_credit_nothing() {
    let shop = Shop::open(10_000);
    shop.sells(free_plan(SingleMinutes::Limited(2), 0));
    shop.bank.write(|tx| plans::grant_free(tx, shop.ann)).unwrap();
    assert_eq!(shop.credit("Elite"), Usd::ZERO);
    shop.bank.write(|tx| plans::start_period(tx, shop.ann));
    assert_eq!(shop.credit("Elite"), Usd::ZERO);
    let code = Code::parse("HALF").unwrap();
    let (worth, actor) = (Worth::Percent(50), "operator");
    let new = coupons::NewCoupon { code: &code, worth, uses_most: None, until: None, actor };
    shop.bank.write(|tx| coupons::create(tx, &new));
    shop.bank.write(|tx| coupons::redeem(tx, shop.ann, &code)).unwrap();
    assert_eq!(shop.buy("Prime", "1").unwrap().left, Usd::cents(8_500));
    assert_eq!(shop.credit("Elite"), Usd::cents(1_000), "the coupon is used up");
    assert_eq!(shop.bank.system(Role::Promo), Usd::cents(-1_500));
    shop.sells(Plan { price: Usd::cents(9_000), ..week() });
    assert_eq!(shop.credit("Elite"), Usd::cents(1_500), "what he paid, not what it cost");
    shop.bank.assert_sound();
}

#[test]
fn the_days_count_as_shown_and_the_minutes_as_they_are() {
    let shop = Shop::open(10_000);
    shop.sells(Plan { price: Usd::cents(9_000), ..week() });
    shop.buy("Prime", "1").unwrap();
    let order = |shop: &Shop| shop.order("Elite", "2");
    let shown = order(&shop);
    shop.bank.clock.advance(DAY / 2);
    let quote = |order: Order| {
        shop.bank.read(|tx| subscriptions::quote(tx, shop.ann, order.plan, order.quoted)).unwrap()
    };
    assert_eq!(quote(shown).bill.credit, Usd::cents(3_000));
    shop.uses(Bucket::Bulk, 250 * 60);
    assert_eq!(quote(shown).bill.credit, Usd::cents(1_500));
    shop.bank.clock.advance(DAY * 20);
    assert!(quote(shown).bill.credit < Usd::cents(1_000), "a price shown too long ago is of now");
}

#[test]
fn r22_a_renewal_is_charged_once_for_each_period() {
    let shop = Shop::open(10_000);
    let first = shop.buy("Prime", "1").unwrap();
    shop.auto(AutoRenew::On);
    shop.bank.clock.advance(DAY * 30);
    let standing = shop.bank.read(|tx| subscriptions::standing(tx, shop.ann)).unwrap();
    let renew = || shop.bank.write(|tx| subscriptions::renew(tx, shop.ann, &standing)).unwrap();
    let second = renew();
    assert_ne!(second.period, first.period);
    assert_eq!(second.ends, shop.bank.clock.wall() + DAY * 30);
    // The job was ended before it noted what it did, and runs again.
    for _ in 0..3 {
        assert_eq!(renew(), second);
    }
    assert_eq!((shop.wallet(), shop.periods()), (Usd::cents(4_000), 2));
    assert_eq!(shop.renew(), None, "nothing is due of the new period");
    shop.bank.assert_sound();
}

#[test]
fn r22_a_renewal_takes_the_offer_and_never_more_than_was_agreed() {
    let shop = Shop::open(10_000);
    shop.buy("Prime", "1").unwrap();
    shop.auto(AutoRenew::On);
    shop.sells(month(4_000));
    shop.bank.clock.advance(DAY * 27);
    assert_eq!(shop.renew(), Some((Step::Ahead, Err(NoRenewal::Off))));
    shop.bank.clock.advance(DAY * 3);
    let dearer = NoRenewal::Dearer { price: Usd::cents(4_000) };
    assert_eq!(shop.renew(), Some((Step::Renew(Tell::Ended), Err(dearer))));
    assert_eq!(shop.wallet(), Usd::cents(7_000));
    let old = shop.bank.raw();
    let version = PlanId(old.query_row("SELECT min(id) FROM plans", [], |r| r.get(0)).unwrap());
    assert!(!shop.bank.write(|tx| subscriptions::agree(tx, shop.ann, version)), "not on sale");
    let now = shop.id("Prime");
    assert!(shop.bank.write(|tx| subscriptions::agree(tx, shop.ann, now)));
    shop.bank.clock.advance(DAY);
    let paid = Ok(Usd::cents(4_000));
    assert_eq!(shop.renew(), Some((Step::Renew(Tell::Grace), paid)));
    assert_eq!(shop.wallet(), Usd::cents(3_000));
    // A lower price needs no tap, and nothing is left of the agreement.
    shop.sells(month(1_000));
    shop.bank.clock.advance(DAY * 30);
    assert_eq!(shop.renew().unwrap().1, Ok(Usd::cents(1_000)));
    shop.sells(month(4_000));
    shop.bank.clock.advance(DAY * 30);
    assert!(matches!(shop.renew().unwrap().1, Err(NoRenewal::Dearer { .. })));
    shop.bank.assert_sound();
}

#[test]
fn in_grace_no_minute_is_free() {
    let shop = Shop::open(3_030);
    shop.buy("Prime", "1").unwrap();
    shop.bank.clock.advance(DAY * 30 + DAY);
    assert!(matches!(shop.renew(), Some((Step::Renew(Tell::Ended), Err(NoRenewal::Off)))));
    let (purse, period) = shop.bank.purse(shop.ann, Bucket::Single, HOME);
    assert_eq!((period, purse.cover, purse.available), (None, Cover::Nothing, Usd::cents(30)));
}

#[test]
fn what_is_used_is_kept_by_the_day() {
    let shop = Shop::open(10_000);
    let period = shop.buy("Prime", "1").unwrap().period;
    shop.uses(Bucket::Single, 61);
    shop.uses(Bucket::Single, 20);
    shop.uses(Bucket::Bulk, 600);
    shop.bank.clock.advance(DAY * 2);
    shop.uses(Bucket::Bulk, 60);
    let days = shop.bank.read(|tx| subscriptions::days(tx, period, 0));
    let seen: Vec<_> = days.iter().map(|day| (day.day, day.single, day.bulk)).collect();
    assert_eq!(seen, [(0, 81, 600), (2, 0, 60)]);
    assert_eq!(shop.bank.read(|tx| subscriptions::days(tx, period, 1)).len(), 1);
}
