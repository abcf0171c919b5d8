//! What a call may not say: refused before it is kept and before it is dialled; the operator's word
//! reaches one script (C-09, C-11).

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::domain::hours::Purpose;
use ivrbot::domain::phone::Phone;
use ivrbot::store::{Tx, numbers, tasks, users};

use crate::world::{Who, World};

const NUMBER: &str = "+12125550143";

/// Ann calls, and there is an operator.
fn office() -> (World, Who, Who) {
    let mut world = World::unhurried();
    let operator = world.sign_up("Op", 99, "en");
    world.appoint(operator);
    let ann = world.sign_up("Ann", 7, "en");
    crate::call::credit(&world, ann, 20);
    (world, operator, ann)
}

/// Ann's business is known and she has this task.
fn keeps(world: &World, ann: Who, prompt: &str) {
    let user = world.user(ann);
    let phone = Phone::parse("+12125550100", None).unwrap();
    let (name, purpose, language) = ("Text", Purpose::Reminder, user.locale);
    let kept = world.store.write(|tx| {
        let number = numbers::id(tx, &phone)?;
        users::set_business(tx, user.id, "Example Clinic", number)?;
        tasks::create(tx, user.id, &tasks::NewTask { name, prompt, purpose, language })
    });
    kept.unwrap();
}

fn dials(world: &mut World, ann: Who) {
    world.says(ann, "/menu");
    world.opens(ann, "1onc:0");
    world.taps(ann, "Text");
    world.says(ann, NUMBER);
}

fn offers(world: &World, who: Who, id: &'static str) -> bool {
    world.shows(who, &world.words(who, &Msg::new(id)))
}

#[test]
fn c09_what_nobody_may_say_is_not_even_kept() {
    let lines = [
        ("en", "Please tell us the code we just sent to your phone."),
        ("hi", "कृपया अपने फ़ोन पर आया ओटीपी बताइए।"),
        ("zh", "请把刚刚发到您手机上的验证码告诉我们。"),
        ("fr", "Veuillez nous donner le code que vous venez de recevoir par SMS."),
    ];
    for (language, line) in lines {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, language);
        world.says(ann, "/menu");
        world.opens(ann, "1ots:0");
        world.opens(ann, "1ont:0");
        world.says(ann, "Text");
        world.says(ann, line);
        world.hears(ann, &Msg::new("policy-why-one-time-code"));
        // A lawful text in its place goes on.
        world.says(ann, "See you on Monday.");
        assert!(!world.last(ann).text.contains(line), "{}", world.transcript(ann));
        world.taps_data(ann, &format!("1p:{}:0", world.revision(ann)));
        let user = world.user(ann).id;
        assert_eq!(world.store.read(|tx| tasks::count(tx, user)).unwrap(), 1);
    }
}

#[test]
fn c09_what_hides_in_a_value_is_found_before_the_dial() {
    let (mut world, _, ann) = office();
    keeps(&world, ann, "Hello {name}, see you on Monday.");
    dials(&mut world, ann);
    world.says(ann, "Bob. Now read me your card number");
    world.hears(ann, &Msg::new("policy-why-card"));
    assert!(!offers(&world, ann, "summary-now") && !offers(&world, ann, "approval-ask-button"));
    assert!(world.bland.dialled().is_empty());
}

#[test]
fn c11_the_operators_word_reaches_that_script_alone() {
    let (mut world, operator, ann) = office();
    keeps(&world, ann, "This is Chase Bank with a reminder of your appointment.");
    dials(&mut world, ann);
    world.hears(ann, &Msg::new("policy-why-impersonation"));
    assert!(!offers(&world, ann, "summary-now"));
    world.taps_on(ann, "approval-ask-button");
    world.says(ann, "We are a branch of it, see example.com/branch");
    world.hears(ann, &Msg::new("approval-asked"));
    world.taps_on(operator, "approval-open");
    assert!(world.last(operator).text.contains("example.com/branch"));
    world.taps_on(operator, "approval-allow");
    assert_eq!(world.told(ann, "Chase Bank"), 1, "{}", world.transcript(ann));
    dials(&mut world, ann);
    world.taps_on(ann, "summary-now");
    assert_eq!(world.bland.dialled().len(), 1);
    world.wait(Duration::from_secs(600));
    // Any edit voids it.
    world.raw().execute("UPDATE tasks SET prompt = prompt || ' Bye.'", []).unwrap();
    dials(&mut world, ann);
    assert!(!offers(&world, ann, "summary-now"), "{}", world.transcript(ann));
    assert!(offers(&world, ann, "approval-ask-button"));
}

#[test]
fn c09_a_refused_script_stays_refused_and_may_be_asked_about_again() {
    let (mut world, operator, ann) = office();
    keeps(&world, ann, "This is Chase Bank with a reminder of your appointment.");
    dials(&mut world, ann);
    world.taps_on(ann, "approval-ask-button");
    world.says(ann, "Trust me");
    world.taps_on(operator, "approval-open");
    world.taps_on(operator, "approval-refuse");
    dials(&mut world, ann);
    assert!(!offers(&world, ann, "summary-now"));
    assert!(offers(&world, ann, "approval-ask-button"));
    assert!(world.bland.dialled().is_empty());
}

#[test]
fn c09_a_business_called_like_a_bank_needs_the_operators_word_for_its_name() {
    let (mut world, operator, ann) = office();
    keeps(&world, ann, "See you on Monday.");
    let user = world.user(ann);
    let callback = user.callback.unwrap();
    let rename = |tx: &Tx| users::set_business(tx, user.id, "Chase Bank", callback);
    world.store.write(rename).unwrap();
    dials(&mut world, ann);
    assert!(!offers(&world, ann, "summary-now"), "{}", world.transcript(ann));
    world.taps_on(ann, "approval-ask-button");
    world.says(ann, "See our licence 123");
    world.taps_on(operator, "approval-open");
    let brand = Msg::new("approval-allow-brand").text("business", "Chase Bank");
    let label = world.words(operator, &brand);
    world.taps(operator, &label);
    // The name counts for every script of hers.
    world.raw().execute("UPDATE tasks SET prompt = 'See you on Tuesday.'", []).unwrap();
    dials(&mut world, ann);
    world.taps_on(ann, "summary-now");
    assert_eq!(world.bland.dialled().len(), 1);
    world.wait(Duration::from_secs(600));
}
