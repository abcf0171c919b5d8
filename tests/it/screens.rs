//! Every screen that can be reached from the menu by tapping.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use ivrbot::chat::button::{Button, Pick, Place, Screen, Word};
use ivrbot::chat::message::{Does, Message};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::Callee;
use ivrbot::domain::locale::Locale;

use crate::task::keep;
use crate::world::{Who, World};

/// Taps from the menu to the farthest screen that is looked at.
const DEPTH: usize = 4;
/// A number in New York.
const CAROL: &str = "+12125550143";

#[test]
fn every_screen_in_english_is_whole_and_has_a_way_out() {
    crawl(Locale::En);
}

#[test]
fn every_screen_in_hindi_is_whole_and_has_a_way_out() {
    crawl(Locale::Hi);
}

#[test]
fn every_screen_in_chinese_is_whole_and_has_a_way_out() {
    crawl(Locale::Zh);
}

#[test]
fn every_screen_in_french_is_whole_and_has_a_way_out() {
    crawl(Locale::Fr);
}

/// Somebody who has everything: tasks on two pages, a call with an answer, a timed run.
fn settled(locale: Locale) -> (World, Who) {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, locale.code());
    world.bland.callee_for(CAROL, Callee::human("1"));
    world.taps_on(ann, "menu-first-call");
    world.taps_first(ann, "✨");
    for text in [CAROL, "Example Clinic", "+12125550100"] {
        world.says(ann, text);
    }
    world.taps_on(ann, "summary-now");
    world.wait(Duration::from_secs(300));
    for name in 0..8 {
        keep(&world, ann, &format!("Task {name}"));
    }
    world.says(ann, CAROL);
    world.taps_first(ann, "Task 7");
    world.taps_on(ann, "summary-later");
    world.taps_first(ann, "🕗");
    (world, ann)
}

fn crawl(locale: Locale) {
    let (mut world, ann) = settled(locale);
    let mut seen = HashSet::new();
    let mut paths = VecDeque::from([Vec::new()]);
    while let Some(path) = paths.pop_front() {
        let Some(card) = walk(&mut world, ann, &path) else { continue };
        check(&world, ann, &card, &path);
        if !seen.insert(kind(&card)) || path.len() == DEPTH {
            continue;
        }
        let keys = card.keys.iter().flatten();
        let taps = keys.enumerate().filter(|(_, key)| goes_on(&key.does));
        paths.extend(taps.map(|(at, _)| path.iter().copied().chain([at]).collect()));
    }
    // The calls that were made on the way come to their end.
    world.wait(Duration::from_secs(3600));
    assert!(seen.len() > 30, "only {} kinds of screens were found", seen.len());
}

/// Taps from the menu the nth button of each screen. What an earlier walk did may have taken a
/// button away: then this walk ends.
fn walk(world: &mut World, who: Who, path: &[usize]) -> Option<Message> {
    world.says(who, "/menu");
    for at in path {
        let card = world.card(who);
        let Does::Tap(data) = card.keys.iter().flatten().nth(*at)?.does.clone() else {
            return None;
        };
        let tapped = world.telegram.taps(who.0, world.last(who).id, &data);
        assert!(tapped.is_ok(), "{tapped:?} after {path:?}:\n{}", world.transcript(who));
        world.settle();
    }
    Some(world.card(who))
}

fn check(world: &World, who: Who, card: &Message, path: &[usize]) {
    let way_out = card.keys.iter().flatten().any(|key| match button(&key.does) {
        Some(Button::Open(_)) => true,
        Some(Button::Pick { pick: Pick::Word(word), .. }) => {
            matches!(word, Word::Back | Word::Cancel)
        }
        _ => false,
    });
    assert!(way_out, "no way out after {path:?}:\n{:?}", world.last(who));
    let said = world.last(who).text;
    assert!(!said.trim().is_empty(), "nothing is said after {path:?}");
    let fault = world.words(who, &Msg::new("fault"));
    assert!(!said.contains(&fault), "a fault after {path:?}:\n{}", world.transcript(who));
}

fn button(does: &Does) -> Option<Button> {
    match does {
        Does::Tap(data) => Some(Button::decode(data).expect("a button that does not read back")),
        Does::Visit(_) | Does::Copy(_) => None,
    }
}

/// All but the choices of a language: the walk stays in one.
fn goes_on(does: &Does) -> bool {
    match button(does) {
        Some(Button::Open(Place { screen: Screen::Language, at })) => at == 0,
        button => button.is_some(),
    }
}

/// What makes a screen another one: its texts and buttons, not the values in them.
fn kind(card: &Message) -> String {
    let ids = card.lines.iter().map(|line| line.id.to_string());
    let keys = card.keys.iter().flatten().map(|key| key.label.id.to_string());
    ids.chain(keys).collect::<Vec<_>>().join(" ")
}
