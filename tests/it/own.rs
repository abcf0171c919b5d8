//! Numbers of one's own: a call speaks a code, and who types it may call that number (C-16, C-18).

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::demo::telegram::Shown;
use ivrbot::domain::frequency::Whom;
use ivrbot::domain::phone::Phone;
use ivrbot::domain::tier::Tier;
use ivrbot::store::{Tx, numbers, tiers};

use crate::world::{Who, World};

const MINE: &str = "+12125550143";
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600 + 1);

/// A newcomer's way to the question whose number it is, counted in taps and texts.
fn comes(world: &mut World, language: &str, number: &str) -> (Who, usize) {
    let ann = world.person("Ann", 7, language);
    world.says(ann, "/start");
    world.taps_first(ann, "•");
    world.taps_first(ann, "✅");
    world.taps_first(ann, "✅");
    world.asks_consent = true;
    world.taps_data(ann, "1onc:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    world.says(ann, number);
    (ann, 7)
}

fn dialled(world: &World, number: &str) -> usize {
    world.bland.dialled().iter().filter(|call| call.to == number).count()
}

fn whose(world: &World, who: Who, number: &str) -> Whom {
    let (user, phone) = (world.user(who).id, Phone::parse(number, None).unwrap());
    let whose = |tx: &Tx| tiers::whose(tx, user, numbers::id(tx, &phone)?);
    world.store.write(whose).unwrap()
}

/// The account's list, and a number for it.
fn adds(world: &mut World, who: Who, number: &str) -> Shown {
    world.says(who, "/settings");
    world.taps_on(who, "account-own");
    world.taps_on(who, "own-add");
    world.says(who, number)
}

fn types_the_code(world: &mut World, who: Who) {
    let code = world.spoken_code(who).expect("a code");
    world.says(who, &code);
}

fn wrong(world: &World, who: Who) -> String {
    let right = world.spoken_code(who).unwrap();
    if right == "111111" { "222222".into() } else { "111111".into() }
}

/// Somebody who signed up, and whom nobody knows.
fn newcomer(world: &mut World) -> Who {
    let ann = world.sign_up("Ann", 7, "en");
    let user = world.user(ann).id;
    world.store.write(|tx| tiers::set(tx, user, Tier::New, "test", "x")).unwrap();
    ann
}

#[test]
fn c18_a_newcomers_phone_rings_after_ten_taps_and_texts() {
    for language in ["en", "hi", "zh", "fr"] {
        let mut world = World::unhurried();
        world.bland.callee_for(MINE, Callee::silent());
        let (ann, steps) = comes(&mut world, language, MINE);
        world.hears(ann, &Msg::new("refusal-own-number"));
        world.taps_on(ann, "own-call-me");
        assert!(steps < 10);
        assert_eq!(dialled(&world, MINE), 1, "{}", world.transcript(ann));
        world.wait(MINUTE);
        types_the_code(&mut world, ann);
        assert_eq!(whose(&world, ann, MINE), Whom::Own);
        // The call that he was making goes on where it was.
        world.hears(ann, &Msg::new("ask-business"));
        world.says(ann, "Example Clinic");
        world.says(ann, MINE);
        world.taps_on(ann, "summary-now");
        world.wait(5 * MINUTE);
        assert_eq!(dialled(&world, MINE), 2, "{}", world.transcript(ann));
    }
}

#[test]
fn c16_what_the_phone_hears_is_the_code_and_nobody_keeps_it() {
    let mut world = World::unhurried();
    world.bland.callee_for(MINE, Callee::silent());
    let ann = comes(&mut world, "en", MINE).0;
    world.taps_on(ann, "own-call-me");
    let code = world.spoken_code(ann).unwrap();
    let apart: Vec<String> = code.chars().map(String::from).collect();
    world.wait(MINUTE);
    let heard = format!("{:?}", world.bland.calls()[0].rows);
    assert!(heard.matches(&apart.join(", ")).count() >= 2, "{heard}");
    world.says(ann, &code);
    world.wait(5 * MINUTE);
    let file = String::from_utf8_lossy(&dump(&world)).into_owned();
    for form in [code.clone(), apart.join(", "), apart.join(" ")] {
        assert!(!file.contains(&form), "the code is kept as {form}");
        assert_eq!(world.transcript(ann).matches(&form).count(), usize::from(form == code));
    }
}

/// All that the tables say.
fn dump(world: &World) -> Vec<u8> {
    let file = world.raw();
    let mut names = file.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut all = Vec::new();
    for name in names {
        let mut rows = file.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..columns {
                if let Ok(bytes) = row.get_ref(at).unwrap().as_bytes() {
                    all.extend_from_slice(bytes);
                    all.push(b'\n');
                }
            }
        }
    }
    all
}

#[test]
fn c16_three_tries_then_a_new_call() {
    let mut world = World::unhurried();
    let ann = comes(&mut world, "en", MINE).0;
    world.taps_on(ann, "own-call-me");
    let (code, wrong) = (world.spoken_code(ann).unwrap(), wrong(&world, ann));
    for left in [2, 1] {
        world.says(ann, "What code?");
        world.says(ann, &wrong);
        world.hears(ann, &Msg::new("own-code-wrong").count("left", left));
    }
    world.says(ann, &wrong);
    world.hears(ann, &Msg::new("own-code-over"));
    world.says(ann, &code);
    assert_eq!(whose(&world, ann, MINE), Whom::Other);
    world.wait(5 * MINUTE);
    world.says(ann, "/start");
    world.taps_on(ann, "own-call-me");
    types_the_code(&mut world, ann);
    assert_eq!(whose(&world, ann, MINE), Whom::Own);
    world.wait(5 * MINUTE);
}

#[test]
fn c16_a_code_counts_for_ten_minutes() {
    for (wait, counts) in [(9, Whom::Own), (11, Whom::Other)] {
        let mut world = World::unhurried();
        let ann = comes(&mut world, "en", MINE).0;
        world.taps_on(ann, "own-call-me");
        let code = world.spoken_code(ann).unwrap();
        world.wait(wait * MINUTE);
        world.says(ann, &code);
        assert_eq!(whose(&world, ann, MINE), counts, "after {wait} minutes");
        assert_eq!(world.spoken_code(ann), None, "it is gone");
        world.wait(5 * MINUTE);
    }
}

#[test]
fn c16_ninety_days_later_it_is_somebodys_again() {
    let mut world = World::unhurried();
    let ann = comes(&mut world, "en", MINE).0;
    world.taps_on(ann, "own-call-me");
    types_the_code(&mut world, ann);
    world.wait(89 * DAY);
    assert_eq!(whose(&world, ann, MINE), Whom::Own);
    world.wait(2 * DAY);
    assert_eq!(whose(&world, ann, MINE), Whom::Other);
}

#[test]
fn c16_a_day_has_three_codes_a_user_and_two_a_number() {
    let mut world = World::unhurried();
    let (ann, bob) = (newcomer(&mut world), world.sign_up("Bob", 8, "en"));
    crate::call::credit(&world, ann, 20);
    for number in [MINE, MINE, "+12125550144"] {
        adds(&mut world, ann, number);
        world.taps_on(ann, "own-call-me");
        world.wait(10 * MINUTE);
    }
    // Hers are used up, and so are this number's.
    for (who, number) in [(ann, "+12125550145"), (bob, MINE)] {
        let shown = adds(&mut world, who, number);
        assert!(!world.shows(who, &world.words(who, &Msg::new("own-call-me"))), "{shown:?}");
        assert!(shown.text.contains("enough codes for today"), "{shown:?}");
    }
    adds(&mut world, bob, "+12125550144");
    world.taps_on(bob, "own-call-me");
    world.wait(DAY);
    adds(&mut world, ann, MINE);
    world.taps_on(ann, "own-call-me");
    world.wait(5 * MINUTE);
    assert_eq!((dialled(&world, MINE), dialled(&world, "+12125550144")), (3, 2));
}

#[test]
fn c18_three_numbers_at_a_time() {
    let mut world = World::unhurried();
    let ann = newcomer(&mut world);
    let user = world.user(ann).id;
    let own = ["+12125550144", "+12125550145", "+12125550146"];
    let prove = |tx: &Tx, number: &str| {
        tiers::prove(tx, user, numbers::id(tx, &Phone::parse(number, None).unwrap())?)
    };
    for number in own {
        world.store.write(|tx| prove(tx, number)).unwrap();
    }
    adds_full(&mut world, ann);
    world.says(ann, "/settings");
    world.taps_on(ann, "account-own");
    let remove = Msg::new("own-remove").phone("phone", own[0]);
    let label = world.words(ann, &remove);
    world.taps(ann, &label);
    assert_eq!(whose(&world, ann, own[0]), Whom::Other);
    adds(&mut world, ann, MINE);
    world.taps_on(ann, "own-call-me");
    types_the_code(&mut world, ann);
    assert_eq!(whose(&world, ann, MINE), Whom::Own);
    world.wait(5 * MINUTE);
}

/// A fourth is asked for at a call; the list does not offer it.
fn adds_full(world: &mut World, ann: Who) {
    world.says(ann, "/settings");
    let list = world.taps_on(ann, "account-own");
    assert!(!world.shows(ann, &world.words(ann, &Msg::new("own-add"))), "{list:?}");
    world.taps_data(ann, "1onc:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    world.says(ann, MINE);
    world.hears(ann, &Msg::new("own-full").count("most", 3));
    assert!(!world.shows(ann, &world.words(ann, &Msg::new("own-call-me"))));
}

#[test]
fn c16_a_call_with_a_code_passes_the_gate() {
    // At night, on the list of those who want no calls, and in a country that is not open.
    let mut world = World::unhurried();
    let ann = newcomer(&mut world);
    world.forbid(MINE);
    for (number, why) in [(MINE, "refusal-do-not-call"), ("+919812340143", "refusal-hours")] {
        adds(&mut world, ann, number);
        world.hears(ann, &Msg::new(why));
        assert!(!world.shows(ann, &world.words(ann, &Msg::new("own-call-me"))));
    }
    assert_eq!(world.bland.dialled().len(), 0);
    // What is asked between the tap and the dial counts as well.
    adds(&mut world, ann, "+12125550144");
    let label = world.words(ann, &Msg::new("own-call-me"));
    let shown = world.with_button(ann, &label);
    world.telegram.taps(ann.0, shown, &label).unwrap();
    world.forbid("+12125550144");
    world.settle();
    assert_eq!(world.bland.dialled().len(), 0, "{}", world.transcript(ann));
}

#[test]
fn c05_key_nine_ends_calls_with_a_code_too() {
    let mut world = World::unhurried();
    let ann = newcomer(&mut world);
    world.bland.callee_for(MINE, Callee::human("9"));
    adds(&mut world, ann, MINE);
    world.taps_on(ann, "own-call-me");
    world.wait(5 * MINUTE);
    world.hears(ann, &Msg::new("call-opted-out").phone("phone", MINE));
    adds(&mut world, ann, MINE);
    world.hears(ann, &Msg::new("refusal-do-not-call"));
}

#[test]
fn a_call_that_nobody_answers_is_told_and_not_repeated() {
    let mut world = World::unhurried();
    let ann = newcomer(&mut world);
    world.bland.callee_for(MINE, Callee::no_answer());
    adds(&mut world, ann, MINE);
    world.taps_on(ann, "own-call-me");
    world.wait(5 * MINUTE);
    world.hears(ann, &Msg::new("outcome-no-answer"));
    let again = Msg::new("call-again");
    assert!(!world.shows(ann, &world.words(ann, &again)), "{}", world.transcript(ann));
    world.sends_data(ann, "1aca:1:6");
    world.wait(5 * MINUTE);
    assert_eq!(dialled(&world, MINE), 1);
}
