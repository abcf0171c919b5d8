//! Money questions, refunds and corrections: what users ask, what the operator does.

use ivrbot::chat::button::{Act, Button, Screen};
use ivrbot::chat::msg::Msg;
use ivrbot::domain::coupon::{Code, Worth};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::margin::Margin;
use ivrbot::domain::money::Usd;
use ivrbot::store::{coupons, plans, users};

use crate::coupon::make_coupon;
use crate::plans::{in_every_language, pay_in, wallet};
use crate::world::{Who, World};

const ADDRESS: &str = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";

/// The one who runs the bot, in the language of the story.
pub fn operator(world: &mut World, ann: Who) -> Who {
    let locale = world.user(ann).locale;
    let op = world.sign_up("Op", 5, locale.code());
    let id = world.user(op).id;
    world.store.write(|tx| users::make_operator(tx, id, "test")).unwrap();
    op
}

fn case(id: &'static str) -> Msg {
    Msg::new(id).text("reference", "C-1")
}

fn in_desk(world: &mut World, op: Who, screen: Screen) {
    world.taps_data(op, &Button::open(screen).encode());
}

#[test]
fn s04_support_terms_and_payment_support_answer_from_every_step_of_sign_up() {
    for locale in Locale::ALL {
        let mut world = World::unhurried();
        let ann = world.person("Ann", 7, locale.code());
        world.says(ann, "/start");
        for sign in ["•", "✅", "✅"] {
            for (command, want) in [
                ("/support", Msg::new("support-contact").text("contact", "@clinic_help")),
                ("/terms", Msg::new("terms-builtin")),
                ("/paysupport", case("case-open")),
            ] {
                world.says(ann, command);
                let want = world.words(ann, &want);
                let chat = world.telegram.chat(ann.0);
                let answer = &chat[chat.len() - 2];
                assert!(answer.html.contains(&want), "{command}:\n{}", world.transcript(ann));
            }
            // The question stays open, and is the last thing said.
            world.taps_first(ann, sign);
        }
        world.hears(ann, &Msg::new("menu-title"));
    }
}

#[test]
fn s04_support_terms_and_payment_support_answer_from_every_dialogue() {
    let steps = [Screen::NewCall, Screen::NewTask, Screen::Business, Screen::Coupon, Screen::Zone];
    in_every_language(|world, ann| {
        let steps = steps.map(|screen| Button::open(screen).encode());
        for step in steps.iter().map(String::as_str).chain(["1opb:5"]) {
            for (command, want) in [
                ("/support", Msg::new("support-contact").text("contact", "@clinic_help")),
                ("/terms", Msg::new("terms-builtin")),
                ("/paysupport", case("case-open")),
            ] {
                world.taps_data(ann, step);
                world.says(ann, command);
                world.hears(ann, &want);
            }
        }
    });
}

#[test]
fn a_question_about_money_has_a_number_and_is_answered() {
    in_every_language(|world, ann| {
        let op = operator(world, ann);
        world.says(ann, "/paysupport");
        world.hears(ann, &case("case-open"));
        world.hears(ann, &Msg::new("case-ask"));
        world.restart();
        world.says(ann, &"x".repeat(1_501));
        world.hears(ann, &Msg::new("case-words-long").count("most", 1_500));
        world.says(ann, "Where are my <b>10</b> dollars?");
        world.hears(ann, &case("case-kept"));
        world.hears(op, &case("case-news"));
        world.taps_on(op, "case-open-it");
        world.taps_on(op, "case-answer");
        let stale = world.data(op, "button-back");
        world.restart();
        world.says(op, "They came today.");
        world.hears(ann, &case("case-answered"));
        world.hears(ann, &Msg::new("text").text("text", "They came today."));
        // He writes again: it is the same case, and waits again.
        world.taps_on(ann, "case-more");
        world.hears(ann, &case("case-open"));
        world.says(ann, "Thank you");
        world.taps_on(op, "case-open-it");
        let close = world.data(op, "case-close");
        world.taps_on(op, "case-close");
        world.hears(ann, &case("case-closed"));
        world.taps_data(op, &close);
        world.hears(op, &Msg::new("case-is-closed"));
        world.taps_data(op, &stale);
        world.says(ann, "/paysupport");
        world.hears(ann, &Msg::new("case-open").text("reference", "C-2"));
        world.says(ann, "/cancel");
    });
}

#[test]
fn what_is_written_while_a_case_is_closed_opens_another() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let op = operator(&mut world, ann);
    world.says(ann, "/paysupport");
    world.says(op, "/admin");
    world.taps_first(op, "💬");
    world.taps_first(op, "🔴");
    world.hears(op, &Msg::new("case-no-words"));
    world.taps_on(op, "case-close");
    world.says(ann, "Hello?");
    world.hears(ann, &Msg::new("case-kept").text("reference", "C-2"));
}

#[test]
fn the_operators_desk_is_nobody_elses() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 1_000, "a");
        let labels = |world: &World, who: Who| {
            let keys = world.card(who).keys.into_iter().flatten();
            keys.map(|key| key.label.id.to_string()).collect::<Vec<_>>()
        };
        world.says(ann, "/menu");
        assert!(!labels(world, ann).contains(&"button-admin".to_owned()));
        let desk = [
            Screen::Admin,
            Screen::Cases,
            Screen::Case,
            Screen::Coupons,
            Screen::CouponOf,
            Screen::NewCoupon,
            Screen::Refunds,
            Screen::Refund,
            Screen::NewRefund,
            Screen::Correction,
        ];
        make_coupon(world, "GIFT", Worth::Percent(10));
        for screen in desk {
            world.taps_data(ann, &Button::open_at(screen, 1).encode());
            world.hears(ann, &Msg::new("menu-title"));
        }
        let acts = [Act::EndCoupon, Act::CloseCase, Act::AnswerCase, Act::PaidRefund];
        for act in acts {
            world.taps_data(ann, &Button::Act { act, id: 1, rev: 1 }.encode());
            world.hears(ann, &Msg::new("menu-title"));
        }
        for command in ["/admin", "/coupon"] {
            world.says(ann, command);
            world.hears(ann, &Msg::new("menu-title"));
        }
        let code = Code::parse("GIFT").unwrap();
        let user = world.user(ann).id;
        assert!(world.store.write(|tx| coupons::redeem(tx, user, &code)).unwrap().is_ok());
        // One who was operator in the middle of something is none any more.
        let op = operator(world, ann);
        world.says(op, "/coupon");
        world.raw().execute("UPDATE users SET role = 'user'", []).unwrap();
        world.says(op, "5");
        world.hears(op, &Msg::new("menu-title"));
    });
}

/// From the case to the last question of a refund.
fn to_refund(world: &mut World, op: Who, amount: &str) {
    in_desk(world, op, Screen::NewRefund);
    world.says(op, "7");
    world.taps_first(op, "2 ");
    world.says(op, amount);
    world.says(op, ADDRESS);
    world.says(op, "asked for it");
}

#[test]
fn r23_a_refund_in_the_chat_is_set_aside_then_sent() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 1_000, "a");
        let op = operator(world, ann);
        in_desk(world, op, Screen::NewRefund);
        world.says(op, "99");
        world.hears(op, &Msg::new("refund-user-unknown"));
        world.says(op, "7");
        world.taps_first(op, "2 ");
        world.says(op, "10.01");
        world.hears(op, &Msg::new("refund-too-much").usd("left", Usd::cents(1_000)));
        world.says(op, "4");
        world.restart();
        world.says(op, ADDRESS);
        world.taps_on(op, "button-back");
        world.says(op, ADDRESS);
        world.says(op, "asked for it");
        assert_eq!(wallet(world, ann), Usd::cents(1_000), "nothing before the last answer");
        let yes = world.data(op, "refund-yes");
        world.taps_twice(op, "refund-yes");
        world.taps_data(op, &yes);
        assert_eq!(wallet(world, ann), Usd::cents(600));
        let told = Msg::new("refund-notice-approved")
            .text("reference", "R-1")
            .usd("amount", Usd::cents(400))
            .text("address", ADDRESS);
        world.hears(ann, &told);
        world.says(op, "/admin");
        world.taps_first(op, "↩️");
        world.taps_first(op, "R-1");
        world.taps_on(op, "refund-paid");
        world.says(op, "0xabc");
        world.hears(op, &Msg::new("refund-was-paid").text("transfer", "0xabc"));
        let paid = Msg::new("refund-notice-paid").text("reference", "R-1");
        world.hears(ann, &paid.usd("amount", Usd::cents(400)).text("transfer", "0xabc"));
        to_refund(world, op, "6");
        world.taps_on(op, "refund-yes");
        world.taps_on(op, "refund-withdraw");
        world.says(op, "wrong address");
        assert_eq!(wallet(world, ann), Usd::cents(600));
    });
}

#[test]
fn every_step_of_the_desk_can_be_left() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 1_000, "a");
        let op = operator(world, ann);
        let paths: [(Screen, &[&str]); 3] = [
            (Screen::NewRefund, &["7"]),
            (Screen::Correction, &["7", "-5", "slip"]),
            (Screen::NewCoupon, &["5", "1", "30"]),
        ];
        for (screen, said) in paths {
            for steps in 0..=said.len() {
                in_desk(world, op, screen);
                said.iter().take(steps).for_each(|text| drop(world.says(op, text)));
                world.says(op, "/cancel");
                world.hears(op, &Msg::new("menu-title"));
            }
        }
        for steps in 0..4 {
            in_desk(world, op, Screen::NewRefund);
            world.says(op, "7");
            world.taps_first(op, "2 ");
            let said = ["4", ADDRESS, "why"];
            said.iter().take(steps).for_each(|text| drop(world.says(op, text)));
            world.taps_on(op, "button-cancel");
        }
        assert_eq!(wallet(world, ann), Usd::cents(1_000));
    });
}

#[test]
fn a_balance_is_corrected_with_a_reason_and_never_below_zero() {
    in_every_language(|world, ann| {
        pay_in(world, ann, 1_000, "a");
        let op = operator(world, ann);
        for (amount, want) in [("-2.50", 750), ("5", 1_250)] {
            in_desk(world, op, Screen::Correction);
            world.says(op, "7");
            world.says(op, "nothing");
            world.hears(op, &Msg::new("correct-odd"));
            world.says(op, amount);
            world.says(op, "a slip");
            world.taps_twice(op, "correct-yes");
            assert_eq!(wallet(world, ann), Usd::cents(want));
        }
        let told = Msg::new("money-credited").usd("amount", Usd::cents(500));
        let told = told.usd("balance", Usd::cents(1_250)).text("reference", "5");
        world.hears(ann, &told);
        in_desk(world, op, Screen::Correction);
        for text in ["7", "-12.51", "too much"] {
            world.says(op, text);
        }
        world.taps_on(op, "correct-yes");
        world.hears(op, &Msg::new("refund-spent").usd("have", Usd::cents(1_250)));
        world.says(op, "/cancel");
        assert_eq!(wallet(world, ann), Usd::cents(1_250));
    });
}

#[test]
fn a_plan_that_loses_money_is_sold_only_when_the_operator_says_so() {
    in_every_language(|world, ann| {
        let op = operator(world, ann);
        let dear = Usd::cents(14);
        world.raw().execute("UPDATE plans SET until_ms = 1", []).unwrap();
        let all = ivrbot::cli::seed_plans::parse_toml(ivrbot::cli::seed_plans::BUILT_IN).unwrap();
        world.store.write(|tx| plans::seed(tx, &all, dear)).unwrap();
        let prime = world.store.read(plans::all).unwrap();
        let prime = prime.into_iter().find(|offer| offer.plan.days == 30).unwrap();
        let card = Button::open_at(Screen::Plan, prime.id.0).encode();
        world.taps_data(ann, &card);
        world.hears(ann, &Msg::new("plans-empty"));
        world.taps_data(op, &card);
        let margin = Margin::of(&prime.plan, dear);
        let told = Msg::new("plan-margin").usd("cost", margin.cost).usd("margin", margin.left());
        world.hears(op, &told);
        let sell = world.data(op, "plan-sell-at-a-loss");
        world.taps_data(ann, &sell);
        world.taps_data(ann, &card);
        world.hears(ann, &Msg::new("plans-empty"));
        world.taps_data(op, &sell);
        world.hears(op, &told);
        world.taps_data(ann, &card);
        world.hears(ann, &Msg::new("plan-beyond"));
    });
}

#[test]
fn lists_of_the_desk_with_none_one_and_many() {
    in_every_language(|world, ann| {
        let op = operator(world, ann);
        for (screen, empty) in [
            (Screen::Cases, "cases-empty"),
            (Screen::Coupons, "coupons-empty"),
            (Screen::Refunds, "refunds-empty"),
        ] {
            in_desk(world, op, screen);
            world.hears(op, &Msg::new(empty));
        }
        make_coupon(world, "CODE", Worth::Percent(5));
        in_desk(world, op, Screen::Coupons);
        world.hears(op, &Msg::new("coupons-title").count("total", 1));
        for at in 0..999 {
            make_coupon(world, &format!("CODE{at}"), Worth::Percent(5));
        }
        in_desk(world, op, Screen::Coupons);
        world.hears(op, &Msg::new("coupons-title").count("total", 1_000));
        world.taps_on(op, "button-older");
        world.taps_data(op, &Button::open_at(Screen::Coupons, i64::MAX).encode());
        assert_eq!(world.card(op).keys.len(), 4 + 3);
    });
}
