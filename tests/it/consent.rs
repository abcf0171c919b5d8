//! Who may be called: one tap says that somebody agreed, newcomers call themselves, and nobody is
//! called too often (C-02, C-08, C-18).

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::domain::hours::Purpose;
use ivrbot::domain::tier::Tier;
use ivrbot::store::{Tx, consents, numbers, tiers};

use crate::world::{Who, World};

const NUMBER: &str = "+12125550143";

fn phone(number: &str) -> ivrbot::domain::phone::Phone {
    ivrbot::domain::phone::Phone::parse(number, None).unwrap()
}

/// Somebody has called before, and is at the summary of a call to another number.
fn at_the_summary(language: &str) -> (World, Who) {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, language);
    crate::call::credit(&world, ann, 20);
    dials(&mut world, ann, "+12125550101");
    world.says(ann, "Example Clinic");
    world.says(ann, "+12125550100");
    world.taps_on(ann, "summary-now");
    world.wait(Duration::from_secs(600));
    world.asks_consent = true;
    dials(&mut world, ann, NUMBER);
    (world, ann)
}

fn dials(world: &mut World, who: Who, number: &str) {
    opens(world, who, "1onc:0");
    world.says(who, number);
}

/// A wizard at its second question.
fn opens(world: &mut World, who: Who, data: &str) {
    world.says(who, "/menu");
    let card = world.opens(who, data);
    let task = card.keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(who, &task);
}

/// Whether the last message has a button with this label.
fn offers(world: &World, who: Who, id: &'static str) -> bool {
    world.shows(who, &world.words(who, &Msg::new(id)))
}

fn dialled(world: &World, number: &str) -> usize {
    world.bland.dialled().iter().filter(|call| call.to == number).count()
}

#[test]
fn a_typed_number_takes_one_tap() {
    for language in ["en", "hi", "zh", "fr"] {
        let (mut world, ann) = at_the_summary(language);
        assert!(!offers(&world, ann, "summary-now"));
        world.hears(ann, &Msg::new("consent-ask-and-call"));
        assert_eq!(dialled(&world, NUMBER), 0);
        world.taps_on(ann, "consent-given");
        assert_eq!(dialled(&world, NUMBER), 1, "{}", world.transcript(ann));
        world.wait(Duration::from_secs(600));
        // It is remembered: the next call needs no such tap.
        dials(&mut world, ann, NUMBER);
        world.taps_on(ann, "summary-now");
        assert_eq!(dialled(&world, NUMBER), 2);
        world.wait(Duration::from_secs(600));
    }
}

#[test]
fn who_is_not_sure_calls_nobody() {
    let (mut world, ann) = at_the_summary("en");
    world.taps_on(ann, "consent-unsure");
    world.hears(ann, &Msg::new("consent-ended"));
    assert!(offers(&world, ann, "menu-call"), "{}", world.transcript(ann));
    assert_eq!(dialled(&world, NUMBER), 0);
}

#[test]
fn a_call_for_later_asks_before_its_time() {
    let (mut world, ann) = at_the_summary("en");
    world.taps_on(ann, "summary-later");
    world.hears(ann, &Msg::new("consent-ask-one"));
    world.taps_on(ann, "consent-written");
    world.says(ann, "tomorrow 10:00");
    assert_eq!(dialled(&world, NUMBER), 0);
    world.wait(Duration::from_secs(26 * 3600));
    assert_eq!(dialled(&world, NUMBER), 1, "{}", world.transcript(ann));
}

#[test]
fn a_list_is_attested_once_for_all() {
    let (mut world, ann) = at_the_summary("en");
    opens(&mut world, ann, "1onl:0");
    world.says(ann, "+12125550151\n+12125550152\n+12125550153");
    world.hears(ann, &Msg::new("consent-ask-many"));
    assert!(!offers(&world, ann, "summary-start"));
    world.taps_on(ann, "consent-given");
    world.taps_on(ann, "summary-start");
    world.wait(Duration::from_secs(600));
    assert_eq!(world.bland.dialled().len(), 4);
    let sql = "SELECT count(*), sum(numbers), count(list_hash) FROM attestations
               WHERE source = 'list'";
    let kept: (i64, i64, i64) =
        world.raw().query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
    assert_eq!(kept, (1, 3, 1));
}

#[test]
fn c02_what_was_given_for_one_purpose_is_asked_again_for_another() {
    let (mut world, ann) = at_the_summary("en");
    world.taps_on(ann, "consent-given");
    world.wait(Duration::from_secs(600));
    let user = world.user(ann).id;
    let found = |purpose| {
        let on_file =
            |tx: &Tx| consents::on_file(tx, user, numbers::id(tx, &phone(NUMBER))?, purpose);
        world.store.write(on_file).unwrap().is_some()
    };
    assert!(found(Purpose::Confirmation));
    assert!(!found(Purpose::Survey) && !found(Purpose::LeadFollowUp));
}

#[test]
fn c02_a_year_later_it_is_asked_again() {
    let (mut world, ann) = at_the_summary("en");
    world.taps_on(ann, "consent-given");
    world.wait(Duration::from_secs(600));
    world.wait(Duration::from_secs(366 * 24 * 3600));
    dials(&mut world, ann, NUMBER);
    assert!(offers(&world, ann, "consent-given"), "{}", world.transcript(ann));
}

#[test]
fn a_newcomer_calls_his_own_numbers_only() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.first_call(ann, "+12125550101");
    world.wait(Duration::from_secs(600));
    let user = world.user(ann).id;
    world.store.write(|tx| tiers::set(tx, user, Tier::New, "test", "x")).unwrap();
    dials(&mut world, ann, NUMBER);
    world.hears(ann, &Msg::new("refusal-own-number"));
    assert!(!offers(&world, ann, "summary-now") && !offers(&world, ann, "consent-given"));
    assert!(offers(&world, ann, "own-call-me"));
    let prove = |tx: &Tx| tiers::prove(tx, user, numbers::id(tx, &phone(NUMBER))?);
    world.store.write(prove).unwrap();
    world.asks_consent = true;
    dials(&mut world, ann, NUMBER);
    world.taps_on(ann, "summary-now");
    assert_eq!(dialled(&world, NUMBER), 1);
    world.wait(Duration::from_secs(600));
}

#[test]
fn two_answered_calls_a_day_are_enough() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.bland.callee_for(NUMBER, Callee::human("1"));
    crate::call::credit(&world, ann, 20);
    world.first_call(ann, NUMBER);
    world.wait(Duration::from_secs(600));
    dials(&mut world, ann, NUMBER);
    world.taps_on(ann, "summary-now");
    world.wait(Duration::from_secs(600));
    assert_eq!(dialled(&world, NUMBER), 2);
    dials(&mut world, ann, NUMBER);
    world.hears(ann, &Msg::new("refusal-frequency"));
    assert!(!offers(&world, ann, "summary-now"));
    // What is offered is the next lawful hour after the first of the two is a day old.
    world.taps_first(ann, "🕗");
    world.wait(Duration::from_secs(26 * 3600));
    assert_eq!(dialled(&world, NUMBER), 3, "{}", world.transcript(ann));
}
