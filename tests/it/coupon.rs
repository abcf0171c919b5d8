//! Coupons and invitations in the chat.

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::msg::Msg;
use ivrbot::domain::coupon::{Code, Worth};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::settings::Settings;
use ivrbot::store::coupons::{self, NewCoupon};
use ivrbot::store::referrals;

use crate::desk::operator;
use crate::plans::{in_every_language, wallet};
use crate::world::{World, settings};

pub fn make_coupon(world: &World, text: &str, worth: Worth) {
    let code = Code::parse(text).unwrap();
    let new = NewCoupon { code: &code, worth, uses_most: Some(9), until: None, actor: "Op" };
    assert!(world.store.write(|tx| coupons::create(tx, &new)).unwrap());
}

#[test]
fn a_coupon_is_made_in_the_chat_and_used() {
    in_every_language(|world, ann| {
        let op = operator(world, ann);
        world.says(op, "/coupon");
        for odd in ["ten", "0", "101%"] {
            world.says(op, odd);
            world.hears(op, &Msg::new("coupon-worth-odd"));
        }
        world.says(op, "50%");
        world.says(op, "0");
        world.hears(op, &Msg::new("coupon-number-odd").count("most", 100_000));
        world.taps_on(op, "button-back");
        world.says(op, "50%");
        world.restart();
        world.says(op, "1");
        world.taps_on(op, "coupon-days-no-end");
        world.says(op, "a b");
        world.hears(op, &Msg::new("coupon-code-odd"));
        world.says(op, "Half-26");
        world.hears(op, &Msg::new("coupon-uses").count("uses", 0).count("most", 1));
        world.says(op, "/coupon");
        world.says(op, "5");
        world.taps_on(op, "coupon-uses-no-limit");
        world.says(op, "30");
        world.says(op, "HALF26");
        world.hears(op, &Msg::new("coupon-code-taken"));
        world.taps_on(op, "coupon-make-code");
        world.hears(op, &Msg::new("coupon-uses-any").count("uses", 0));

        world.says(ann, "/plans");
        world.taps_on(ann, "coupon-enter");
        world.says(ann, "nothing");
        world.hears(ann, &Msg::new("coupon-unknown"));
        world.restart();
        world.says(ann, "half26");
        world.hears(ann, &Msg::new("coupon-discounted").count("percent", 50));
        world.taps_on(ann, "button-plans");
        world.taps_on(ann, "coupon-enter");
        world.says(ann, "half26");
        world.hears(ann, &Msg::new("coupon-twice"));
        world.taps_on(ann, "button-back");
        world.taps_first(ann, "Prime");
        world.taps_on(ann, "plan-buy");
        world.hears(ann, &Msg::new("buy-discount").usd("discount", Usd::cents(500)));
        world.says(ann, "/cancel");
        world.says(op, "/admin");
        world.taps_on(op, "admin-coupons");
        world.taps_first(op, "HALF26");
        world.hears(op, &Msg::new("coupon-uses").count("uses", 1).count("most", 1));
        world.taps_on(op, "coupon-end");
        world.hears(op, &Msg::new("coupon-is-ended"));
    });
}

#[test]
fn a_coupon_of_money_is_in_the_wallet_once() {
    in_every_language(|world, ann| {
        make_coupon(world, "FIVE", Worth::Credit(Usd::cents(500)));
        for _ in 0..2 {
            world.taps_data(ann, &Button::open(Screen::Coupon).encode());
            world.says(ann, "FIVE");
        }
        world.hears(ann, &Msg::new("coupon-twice"));
        assert_eq!(wallet(world, ann), Usd::cents(500));
        world.says(ann, "/cancel");
        world.hears(ann, &Msg::new("menu-title"));
    });
}

#[test]
fn invitations_leave_no_trace_while_they_earn_nothing() {
    in_every_language(|world, ann| {
        let id = world.user(ann).id;
        let code = world.store.write(|tx| referrals::code(tx, id)).unwrap();
        world.says(ann, "/settings");
        let keys = world.card(ann).keys.into_iter().flatten();
        assert!(keys.into_iter().all(|key| key.label.id != "invite"));
        world.taps_data(ann, &Button::open(Screen::Invite).encode());
        world.hears(ann, &Msg::new("account-title"));
        let bob = world.person("Bob", 8, "en");
        world.says(bob, &format!("/start r_{code}"));
        assert_eq!(world.store.read(|tx| referrals::count(tx, id)).unwrap(), 0);
    });
}

#[test]
fn an_invitation_brings_a_newcomer_and_pays_after_his_first_payment() {
    for locale in Locale::ALL {
        let referral = Usd::cents(300);
        let mut world = World::with(Settings { referral, ..settings() });
        world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
        let ann = world.sign_up("Ann", 7, locale.code());
        world.says(ann, "/settings");
        world.taps_on(ann, "invite");
        world.hears(ann, &Msg::new("invite-title").usd("amount", referral));
        let id = world.user(ann).id;
        let code = world.store.write(|tx| referrals::code(tx, id)).unwrap();
        world.says(ann, &format!("/start r_{code}"));
        let bob = world.person("Bob", 8, locale.code());
        for _ in 0..2 {
            world.says(bob, &format!("/start r_{code}"));
        }
        assert_eq!(world.store.read(|tx| referrals::count(tx, id)).unwrap(), 1);
        assert_eq!(wallet(&world, ann), Usd::ZERO);
        let bob = world.user(bob).id;
        for _ in 0..2 {
            world.store.write(|tx| referrals::paid(tx, bob, referral)).unwrap();
        }
        assert_eq!(wallet(&world, ann), referral);
    }
}
