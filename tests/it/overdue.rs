//! Calls whose time passed while the program was down.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::domain::locale::Locale;
use jiff::Timestamp;

use crate::call::{CAROL, credit, signed_up, to_summary};
use crate::world::{Who, World};

/// Numbers in New York.
fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("+1212555{:04}", 200 + n)).collect()
}

/// A list of so many numbers, to be called tomorrow at ten in New York.
fn timed_list(count: usize) -> (World, Who) {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    world.says(ann, &numbers(count).join("\n"));
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    (world, ann)
}

/// The process is down for so long.
fn down(world: &mut World, hours: u64) {
    world.clock.advance(Duration::from_secs(hours * 3600));
    world.restart();
}

#[test]
fn after_downtime_calls_go_out_one_a_second() {
    let (mut world, _) = timed_list(8);
    down(&mut world, 26);
    world.wait(Duration::from_secs(60));
    let mut at: Vec<i64> = world.bland.dialled().iter().map(|dial| dial.created_ms).collect();
    assert_eq!(at.len(), 8);
    at.sort_unstable();
    assert!(at.windows(2).all(|pair| pair[1] - pair[0] >= 1_000), "{at:?}");
}

/// A user at the summary of a first call, in his own language.
fn at_the_summary(locale: Locale) -> (World, Who) {
    let mut world = World::unhurried();
    let who = world.sign_up("Ann", 7, locale.code());
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.says(who, CAROL);
    world.taps_first(who, "✨");
    world.says(who, "Example Clinic");
    world.says(who, "+12125550100");
    (world, who)
}

/// A call for this moment.
fn timed(locale: Locale, at: &str) -> (World, Who, String) {
    let (mut world, who) = at_the_summary(locale);
    world.taps_on(who, "summary-later");
    world.says(who, at);
    let task = ivrbot::speech::examples(locale)[0].name;
    (world, who, task.to_string())
}

fn moment(at: &str) -> Timestamp {
    at.parse().unwrap()
}

fn late(task: &str, due: &str, starts: Option<&str>) -> Msg {
    let says = |id| Msg::new(id).text("task", task).at("due", moment(due));
    match starts {
        None => says("schedule-late-now"),
        Some(at) => says("schedule-late-then").at("starts", moment(at)),
    }
}

fn reminder(task: &str, due: &str) -> Msg {
    Msg::new("schedule-reminder").text("task", task).at("due", moment(due)).count("calls", 1)
}

#[test]
fn a_run_that_was_missed_is_made_late_and_its_user_told_once() {
    for locale in Locale::ALL {
        let due = "2026-11-24T16:00:00Z";
        let (mut world, ann, task) = timed(locale, "2026-11-24 11:00");
        world.clock.set(moment("2026-11-24T18:00:00Z"));
        world.restart();
        world.wait(Duration::from_secs(600));
        assert_eq!(world.bland.dialled().len(), 1, "{}", world.transcript(ann));
        assert_eq!(world.times(ann, &late(&task, due, None)), 1, "{}", world.transcript(ann));
        assert_eq!(world.times(ann, &reminder(&task, due)), 0, "{}", world.transcript(ann));
        assert!(world.last(ann).text.contains('✅'), "{}", world.transcript(ann));
    }
}

#[test]
fn a_run_that_may_not_start_yet_says_when_it_will_once() {
    // At night after downtime, and at a time of the user's own that was never lawful.
    let night = ("2026-11-24 19:30", "2026-11-25T00:30:00Z", "2026-11-25T04:00:00Z");
    let late = ("2026-11-24 21:30", "2026-11-25T02:30:00Z", "2026-11-25T02:30:00Z");
    for locale in Locale::ALL {
        starts_at_eight(locale, night);
    }
    starts_at_eight(Locale::En, late);
}

/// A run that was set for `at`, which is the moment `due`, and could be looked at from `up` on.
fn starts_at_eight(locale: Locale, (at, due, up): (&str, &str, &str)) {
    let (mut world, ann, task) = timed(locale, at);
    if due != up {
        world.clock.set(moment(up));
        world.restart();
    }
    world.wait(moment(up).duration_since(world.clock.wall()).unsigned_abs());
    let eight = "2026-11-25T13:00:00Z";
    let says = late(&task, due, Some(eight));
    assert_eq!(world.times(ann, &says), 1, "{}", world.transcript(ann));
    let reminders = world.times(ann, &reminder(&task, due));
    assert_eq!(reminders, usize::from(due == up), "{}", world.transcript(ann));
    world.says(ann, "/menu");
    world.opens(ann, "1oss:0");
    let row = Msg::new("schedules-row").at("due", moment(eight)).text("task", task.as_str());
    let row = world.words(ann, &row);
    assert!(world.shows(ann, &row), "{row}\n{}", world.transcript(ann));
    world.wait(Duration::from_secs(12 * 3600));
    assert_eq!(world.bland.dialled().len(), 1, "{}", world.transcript(ann));
    assert_eq!(world.times(ann, &says), 1);
    assert_eq!(world.times(ann, &late(&task, due, None)), 0);
}

/// A list of one number in California and one in New York, at half past eight in New York.
fn two_coasts() -> (World, Who, String) {
    let (mut world, ann) = at_the_summary(Locale::En);
    credit(&world, ann, 100);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    world.says(ann, "+12135550143\n+12125550143");
    world.taps(ann, "🗓 At another time");
    world.says(ann, "2026-11-24 8:30");
    (world, ann, task)
}

#[test]
fn a_list_tells_that_it_is_late_once_and_not_for_the_numbers_that_sleep() {
    let due = "2026-11-24T13:30:00Z";
    for (hours, told) in [(0, 0), (1, 1)] {
        let (mut world, ann, task) = two_coasts();
        world.clock.set(moment(due).checked_sub(Duration::from_secs(900)).unwrap());
        world.clock.advance(Duration::from_secs(hours * 3600));
        world.restart();
        world.wait(Duration::from_secs(1200));
        assert_eq!(world.bland.dialled().len(), 1, "{}", world.transcript(ann));
        world.wait(Duration::from_secs(6 * 3600));
        assert_eq!(world.bland.dialled().len(), 2, "{}", world.transcript(ann));
        let notices = world.times(ann, &late(&task, due, None));
        assert_eq!(notices, told, "{}", world.transcript(ann));
        assert!(!world.transcript(ann).contains("could not start"), "{}", world.transcript(ann));
    }
}

#[test]
fn without_a_voice_provider_every_button_that_calls_says_so() {
    for locale in Locale::ALL {
        let (mut world, ann) = at_the_summary(locale);
        world.bland.callee_for(CAROL, Callee::no_answer());
        world.taps_on(ann, "summary-now");
        world.wait(Duration::from_secs(300));
        world.lose_voice();
        let missing = Msg::new("call-voice-missing");
        for button in ["call-again", "call-again-later", "call-again-twice"] {
            world.taps_on(ann, button);
            world.hears(ann, &missing);
            world.hears(ann, &Msg::new("outcome-no-answer"));
        }
        assert_eq!(calls(&world), 1);
    }
    for locale in Locale::ALL {
        let (mut world, ann, _) = timed(locale, "2026-11-24 11:00");
        world.lose_voice();
        world.taps_on(ann, "schedule-start");
        world.hears(ann, &Msg::new("call-voice-missing"));
        // It can still be cancelled.
        world.taps_on(ann, "schedule-cancel");
        world.hears(ann, &Msg::new("schedules-empty"));
    }
}

fn calls(world: &World) -> i64 {
    world.raw().query_row("SELECT count(*) FROM calls", [], |row| row.get(0)).unwrap()
}
