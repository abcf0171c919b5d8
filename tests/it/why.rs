//! "Why?": the receipt in words, for a call and for the numbers that a list left out.

use std::time::Duration;

use ivrbot::domain::locale::Locale;

use crate::call::{CAROL, MINUTE, credit, now, signed_up, to_summary};
use crate::world::World;

const HOUR: Duration = Duration::from_secs(3600);

/// In each language, what is said of a wish not to be called.
const WISH: [(Locale, &str); 4] = [
    (Locale::En, "asked not to be called"),
    (Locale::Hi, "कॉल न करने"),
    (Locale::Zh, "要求不"),
    (Locale::Fr, "ne plus être appelé"),
];

#[test]
fn a_refused_call_says_which_rule_and_when_it_was_checked() {
    for (locale, wish) in WISH {
        let mut world = World::new();
        let ann = world.sign_up("Ann", 7, locale.code());
        world.taps_on(ann, "menu-first-call");
        world.taps_first(ann, "✨");
        for text in [CAROL, "Example Clinic", "+12125550100"] {
            world.says(ann, text);
        }
        world.taps_on(ann, "summary-later");
        world.taps_first(ann, "🕗");
        world.forbid(CAROL);
        world.wait(26 * HOUR);
        world.says(ann, "/menu");
        world.taps_on(ann, "menu-calls");
        world.opens(ann, "1oc:1");
        let why = world.taps_on(ann, "why-ask");
        let told = world.last(ann).text;
        assert!(told.contains(wish), "{why:?}: {told}");
        let checked = world.raw().query_row(
            "SELECT at_ms FROM receipts ORDER BY id DESC LIMIT 1",
            [],
            |row| row.get::<_, i64>(0),
        );
        let at = jiff::Timestamp::from_millisecond(checked.unwrap()).unwrap();
        let zone = world.user(ann).zone;
        let local = at.in_tz(&zone.to_string()).unwrap();
        assert!(told.contains(&local.strftime("%H:%M:%S").to_string()), "{told}");
        world.taps_on(ann, "button-back");
        assert!(world.last(ann).text.contains('🚫'), "back at the call");
    }
}

#[test]
fn a_call_that_waits_for_the_morning_shows_the_hours_it_waits_for() {
    let (mut world, ann) = signed_up();
    to_summary(&mut world, ann);
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    // The process is down until late in the evening.
    world.clock.set("2026-11-25T03:10:07Z".parse().unwrap());
    world.restart();
    world.settle();
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-calls");
    world.opens(ann, "1oc:1");
    world.opens(ann, "1ocy:1");
    let told = world.last(ann).text;
    for part in ["outside calling hours", "22:10 (New York)", "Mon-Sat 08:00-20:00", "08:00"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn the_numbers_that_a_list_left_out_are_shown_page_by_page() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(5 * MINUTE);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    world.taps_first(ann, "");
    let numbers: Vec<String> = (0..10).map(|n| format!("+1212555{:04}", 200 + n)).collect();
    world.says(ann, &numbers.join("\n"));
    for number in numbers.iter().take(8) {
        world.forbid(number);
    }
    world.taps_first(ann, "✅");
    world.wait(20 * MINUTE);
    world.taps(ann, "❔ Why not?");
    let page = world.last(ann);
    assert_eq!(page.keyboard.len(), 8, "six numbers, more, and the way out: {page:?}");
    world.taps(ann, "More ▶️");
    assert_eq!(world.last(ann).keyboard.len(), 3, "{}", world.transcript(ann));
    world.taps_first(ann, "❔");
    assert!(world.last(ann).text.contains("asked not to be called"), "{}", world.transcript(ann));
    let bob = world.sign_up("Bob", 8, "en");
    for data in ["1ocy:2", "1olk:2"] {
        world.says(bob, "/menu");
        world.sends_data(bob, data);
        assert!(!world.last(bob).text.contains("555"), "nothing of Ann's: {data}");
    }
}
