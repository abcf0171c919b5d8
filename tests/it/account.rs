//! The account, the menu and the screens that only tell, as people use them.

use std::time::Duration;

use ivrbot::chat::button::Button;
use ivrbot::chat::message::{Does, Message};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::telegram::Tapped;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::store::{ledger, schedules};

use crate::world::{Who, World, settings};

/// A number in New York.
const CAROL: &str = "+12125550143";
/// The clinic's own.
const CLINIC: &str = "+12125550100";
/// Seconds.
const DAY: u64 = 24 * 3600;

fn in_every_language(story: impl Fn(&mut World, Who)) {
    for locale in Locale::ALL {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, locale.code());
        story(&mut world, ann);
    }
}

/// From the menu to the summary of a call.
fn to_summary(world: &mut World, ann: Who) {
    world.says(ann, CAROL);
    world.taps_first(ann, "✨");
    world.says(ann, "Example Clinic");
    world.says(ann, CLINIC);
}

fn caller() -> Msg {
    Msg::new("account-caller").text("business", "Example Clinic").phone("callback", CLINIC)
}

#[test]
fn the_account_shows_what_a_newcomer_has() {
    in_every_language(|world, ann| {
        world.taps_on(ann, "menu-account");
        let nothing = Usd::ZERO;
        for msg in [
            Msg::new("account-plan-waits").count("days", 2).text("name", "Free"),
            Msg::new("account-single").count("minutes", 2),
            Msg::new("account-balance").usd("available", nothing),
            Msg::new("account-no-caller"),
            Msg::new("account-zone-now").at("now", world.clock.wall()),
            Msg::new("account-language-now").text("language", world.user(ann).locale.own_name()),
            Msg::new("account-id").text("id", "7"),
        ] {
            world.hears(ann, &msg);
        }
        let label = world.words(ann, &Msg::new("account-copy-id"));
        let copied = world.telegram.taps(ann.0, world.last(ann).id, &label).unwrap();
        assert_eq!(copied, Tapped::Copied("7".into()));
    });
}

#[test]
fn the_account_follows_the_first_call_and_the_balance() {
    in_every_language(|world, ann| {
        world.bland.callee_for(CAROL, Callee::human("1"));
        to_summary(world, ann);
        world.taps_on(ann, "summary-now");
        world.says(ann, "/menu");
        let user = world.user(ann).id;
        let ten = Usd::cents(1_000);
        world
            .store
            .write(|tx| ledger::credit(tx, user, ten, "test", "test", "test"))
            .unwrap()
            .unwrap();
        world.wait(Duration::from_secs(300));
        world.says(ann, "/settings");
        let left = Duration::from_secs(2 * DAY - 300);
        let ends = world.clock.wall().checked_add(left).unwrap();
        world.hears(ann, &Msg::new("account-plan").at("ends", ends).text("name", "Free"));
        world.hears(ann, &Msg::new("account-single").count("minutes", 1));
        world.hears(ann, &Msg::new("account-balance").usd("available", ten));
        world.hears(ann, &caller());
    });
}

#[test]
fn money_that_is_set_aside_is_shown_beside_the_balance() {
    in_every_language(|world, ann| {
        let user = world.user(ann).id;
        let credit = |tx: &ivrbot::store::Tx| {
            ledger::credit(tx, user, Usd::cents(1_000), "test", "test", "test")
        };
        world.store.write(credit).unwrap().unwrap();
        to_summary(world, ann);
        world.taps_on(ann, "summary-now");
        // The free plan's days are over by then.
        world.wait(Duration::from_secs(2 * DAY + 60));
        world.says(ann, CAROL);
        world.taps_first(ann, &first_button(world, ann));
        world.taps_on(ann, "summary-now");
        world.says(ann, "/settings");
        world.hears(ann, &Msg::new("account-no-plan"));
        let held = Usd::cents(150);
        let left = Usd::cents(850);
        world
            .hears(ann, &Msg::new("account-balance-held").usd("available", left).usd("held", held));
        world.wait(Duration::from_secs(3600));
    });
}

fn first_button(world: &World, ann: Who) -> String {
    world.last(ann).keyboard[0][0].label.clone()
}

#[test]
fn the_business_is_changed_and_wrong_answers_are_told() {
    in_every_language(|world, ann| {
        world.taps_on(ann, "menu-account");
        world.taps_on(ann, "account-business");
        world.restart();
        let long = "x".repeat(41);
        for (text, problem) in [
            ("x", "business-short"),
            (long.as_str(), "business-long"),
            ("www.example.com", "business-odd"),
        ] {
            world.says(ann, text);
            world.hears(ann, &Msg::new(problem));
            world.hears(ann, &Msg::new("ask-business"));
        }
        world.telegram.shares_location(ann.0, 1.0, 1.0);
        world.settle();
        world.hears(ann, &Msg::new("call-not-that"));
        world.says(ann, "Example Clinic");
        world.restart();
        for (text, problem) in [("hello", "phone-unread"), ("112", "phone-short")] {
            world.says(ann, text);
            world.hears(ann, &Msg::new(problem));
            world.hears(ann, &Msg::new("ask-callback").text("business", "Example Clinic"));
        }
        world.taps_on(ann, "button-back");
        world.hears(ann, &Msg::new("ask-business"));
        world.says(ann, "Example Clinic");
        // Telegram shares contacts without the plus.
        world.telegram.shares_contact(ann.0, "12125550100");
        world.settle();
        world.hears(ann, &Msg::new("account-caller-kept"));
        world.hears(ann, &caller());
    });
}

#[test]
fn every_change_can_be_left_and_changes_nothing() {
    in_every_language(|world, ann| {
        let before = world.user(ann);
        let answers: [(&'static str, &[&str]); 4] = [
            ("account-business", &[]),
            ("account-business", &["Example Clinic"]),
            ("account-zone", &[]),
            ("account-zone", &["London"]),
        ];
        for (button, said) in answers {
            for by_command in [true, false] {
                world.says(ann, "/settings");
                world.taps_on(ann, button);
                for text in said {
                    world.says(ann, text);
                    world.restart();
                }
                if by_command {
                    world.says(ann, "/cancel");
                } else {
                    world.taps_on(ann, "button-cancel");
                }
                world.hears(ann, &Msg::new("menu-title"));
            }
        }
        world.says(ann, "/settings");
        world.taps_on(ann, "account-business");
        world.taps_on(ann, "button-back");
        world.hears(ann, &Msg::new("account-title"));
        assert_eq!(world.user(ann), before);
    });
}

#[test]
fn the_zone_is_changed_by_name_or_place() {
    in_every_language(|world, ann| {
        world.taps_on(ann, "menu-account");
        world.taps_on(ann, "account-zone");
        world.says(ann, "Xqzzy");
        world.hears(ann, &Msg::new("start-city-unknown").text("query", "Xqzzy"));
        world.says(ann, "London");
        world.hears(ann, &Msg::new("start-which"));
        world.says(ann, "Mars/Olympus");
        world.telegram.shares_location(ann.0, -48.9, -123.4);
        world.settle();
        world.hears(ann, &Msg::new("start-location-unknown"));
        world.telegram.shares_location(ann.0, 48.85, 2.35);
        world.settle();
        world.hears(ann, &Msg::new("account-zone-kept"));
        world.hears(ann, &Msg::new("account-zone-now").at("now", world.clock.wall()));
        assert_eq!(world.user(ann).zone, "Europe/Paris");
    });
}

#[test]
fn the_language_is_changed_from_the_account() {
    in_every_language(|world, ann| {
        for locale in Locale::ALL.into_iter().rev() {
            world.says(ann, "/settings");
            world.taps_on(ann, "menu-language");
            let mark = if locale == world.user(ann).locale { "• " } else { "" };
            world.taps(ann, &format!("{mark}{}", locale.own_name()));
            assert_eq!(world.user(ann).locale, locale);
            world.hears(ann, &Msg::new("menu-title"));
        }
    });
}

/// The addresses that the buttons of a card open.
fn visits(card: &Message) -> Vec<String> {
    let keys = card.keys.iter().flatten();
    let urls = keys.filter_map(|key| match &key.does {
        Does::Visit(url) => Some(url.clone()),
        _ => None,
    });
    urls.collect()
}

#[test]
fn the_commands_tell_whom_to_ask_and_what_holds() {
    in_every_language(|world, ann| {
        let contact = Msg::new("support-contact").text("contact", "@clinic_help");
        for command in ["/support", "/paysupport", "/privacy"] {
            world.says(ann, command);
            world.hears(ann, &contact);
            assert_eq!(visits(&world.card(ann)), ["https://t.me/clinic_help"]);
        }
        world.says(ann, "/paysupport");
        world.hears(ann, &Msg::new("case-open").text("reference", "C-1"));
        world.hears(ann, &Msg::new("paysupport-wallet"));
        world.hears(ann, &Msg::new("support-id").text("id", "7"));
        world.says(ann, "/terms");
        world.hears(ann, &Msg::new("terms-builtin"));
        world.hears(ann, &Msg::new("terms-accepted").at("at", world.clock.wall()));
        world.says(ann, "/help");
        world.hears(ann, &Msg::new("help-how"));
    });
}

#[test]
fn without_a_support_contact_that_is_said() {
    for support in [None, Some("https://help.example.org/a".to_string())] {
        let mut world = World::with(ivrbot::domain::settings::Settings { support, ..settings() });
        let ann = world.sign_up("Ann", 7, "en");
        for command in ["/support", "/paysupport", "/privacy"] {
            world.says(ann, command);
            match &world.settings.support {
                None => world.hears(ann, &Msg::new("support-none")),
                Some(url) => assert_eq!(visits(&world.card(ann)), [url.as_str()]),
            }
        }
    }
}

#[test]
fn the_menu_offers_the_first_call_until_there_is_one_and_counts_what_waits() {
    in_every_language(|world, ann| {
        let labels = |world: &World| {
            let keys = world.card(ann).keys.into_iter().flatten();
            keys.map(|key| key.label.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(labels(world)[0], "menu-first-call");
        assert!(!labels(world).contains(&"menu-call".to_string()));
        to_summary(world, ann);
        world.taps_on(ann, "summary-later");
        world.taps_first(ann, "🕗");
        world.says(ann, "/menu");
        assert_eq!(labels(world)[0], "menu-call");
        let label = world.words(ann, &Msg::new("menu-scheduled-count").count("count", 1));
        world.taps(ann, &label);
        world.hears(ann, &Msg::new("schedules-title").count("total", 1));
        assert!(world.card(ann).keys.iter().all(|row| row.len() <= 2));
        world.taps_first(ann, &first_button(world, ann));
        world.taps_on(ann, "button-back");
    });
}

#[test]
fn a_number_begins_a_call_and_other_words_show_the_menu() {
    in_every_language(|world, ann| {
        for text in ["hello", "12", "+881 612 345 678", "911"] {
            world.says(ann, text);
            world.hears(ann, &Msg::new("menu-title"));
        }
        world.says(ann, "+49 30 901820");
        let countries = "US, GB, FR, IN, CN";
        world.hears(ann, &Msg::new("phone-country").text("countries", countries));
        world.hears(ann, &Msg::new("menu-title"));
        world.says(ann, "(212) 555-0143");
        world.hears(ann, &Msg::new("ask-task-examples"));
        world.says(ann, "/cancel");
        world.telegram.shares_contact_of(ann.0, "12125550143", None);
        world.settle();
        world.hears(ann, &Msg::new("ask-task-examples"));
        world.taps_first(ann, "✨");
        world.hears(ann, &Msg::new("ask-business"));
    });
}

#[test]
fn what_is_opened_from_a_live_card_is_not_drawn_over() {
    in_every_language(|world, ann| {
        world.bland.callee_for(CAROL, Callee::human("1"));
        to_summary(world, ann);
        let card = world.taps_on(ann, "summary-now").id;
        world.taps_on(ann, "button-menu");
        world.taps_on(ann, "menu-tasks");
        world.taps_on(ann, "task-new");
        world.wait(Duration::from_secs(300));
        world.hears(ann, &Msg::new("task-ask-name"));
        let call = world.telegram.chat(ann.0).into_iter().find(|shown| shown.id == card).unwrap();
        assert!(call.text.contains(&world.words(ann, &Msg::new("outcome-answered"))));
    });
}

#[test]
fn a_dead_button_brings_back_what_the_card_has_come_to_show() {
    in_every_language(|world, ann| {
        to_summary(world, ann);
        let now = world.data(ann, "summary-now");
        world.taps_on(ann, "summary-now");
        world.wait(Duration::from_secs(300));
        let call = world.last(ann).text;
        assert_eq!(world.taps_data(ann, &now).text, call);
        assert_eq!(world.taps_data(ann, "1p:1:1").text, call);
        // What nobody drew leads to the menu.
        world.taps_data(ann, "Yes");
        world.hears(ann, &Msg::new("menu-title"));
        assert!(Button::decode(&now).is_some());
        let none = world.store.read(|tx| schedules::count(tx, world.user(ann).id)).unwrap();
        assert_eq!(none, 0);
    });
}
