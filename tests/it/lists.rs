//! Every list that has pages, with nothing in it, with one row and with a thousand.

use ivrbot::chat::button::{Button, DATA_MOST, Place, Screen};
use ivrbot::chat::message::Does;
use ivrbot::chat::msg::Msg;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::screens::ask_call::NEXT_PAGE;
use ivrbot::store::ledger;
use ivrbot::store::users;

use crate::world::{Who, World};

mod rows;

/// The rows of a page.
const PAGE: i64 = 6;
const MANY: i64 = 1_000;
/// The longest message, in UTF-16 units.
const TEXT_MOST: usize = 4_096;

/// A list, what its rows open, and how rows from one number up to another come about.
struct List {
    screen: Screen,
    opens: Screen,
    fill: fn(&World, Who, i64, i64),
}

const LISTS: &[List] = &[
    List { screen: Screen::Tasks, opens: Screen::Task, fill: rows::tasks },
    List { screen: Screen::Calls, opens: Screen::Call, fill: rows::calls },
    List { screen: Screen::Inbox, opens: Screen::Call, fill: rows::answers },
    List { screen: Screen::Schedules, opens: Screen::Schedule, fill: rows::runs },
    List { screen: Screen::Plans, opens: Screen::Plan, fill: rows::plans },
    List { screen: Screen::Payments, opens: Screen::Payment, fill: rows::payments },
    List { screen: Screen::Cases, opens: Screen::Case, fill: rows::cases },
    List { screen: Screen::Approvals, opens: Screen::Approval, fill: rows::questions },
    List { screen: Screen::Coupons, opens: Screen::CouponOf, fill: rows::coupons },
    List { screen: Screen::Refunds, opens: Screen::Refund, fill: rows::refunds },
    List { screen: Screen::Reviews, opens: Screen::Review, fill: rows::reviews },
];

/// Somebody who sees all lists.
fn boss() -> (World, Who) {
    let mut world = World::unhurried();
    let boss = world.sign_up("Boss", 7, "en");
    world.appoint(boss);
    world.raw().execute("DELETE FROM subscriptions", []).unwrap();
    world.raw().execute("UPDATE plans SET until_ms = 1", []).unwrap();
    (world, boss)
}

/// Opens a page; what its buttons open.
fn page(world: &mut World, who: Who, place: Place) -> Vec<Place> {
    let button = Button::Open(place).encode();
    world.taps_data(who, &button);
    shown(world, who)
}

/// What the buttons under the last message open, which is whole and has a way out.
fn shown(world: &World, who: Who) -> Vec<Place> {
    let fault = world.words(who, &Msg::new("fault"));
    let text = world.last(who).text;
    assert!(!text.contains(&fault) && text.encode_utf16().count() <= TEXT_MOST, "{text}");
    let mut places = Vec::new();
    for key in world.card(who).keys.iter().flatten() {
        let Does::Tap(data) = &key.does else { continue };
        assert!(data.len() <= DATA_MOST, "{data}");
        let button = Button::decode(data).expect("a button that does not read back");
        places.extend(match button {
            Button::Open(place) => Some(place),
            Button::Pick { .. } | Button::Act { .. } => None,
        });
    }
    let is_out = |place: &Place| matches!(place.screen, Screen::Menu | Screen::Admin);
    assert!(places.iter().any(is_out), "no way out:\n{text}");
    places
}

impl List {
    fn at(&self, at: i64) -> Place {
        Place { screen: self.screen, at }
    }

    /// Looks at the first pages and the last of a list of so many rows.
    fn look(&self, world: &mut World, who: Who, total: i64) {
        let last = (total - 1).max(0) / PAGE;
        let rows = |places: &[Place]| -> Vec<Place> {
            places.iter().filter(|place| place.screen == self.opens).copied().collect()
        };
        let turns = |places: &[Place]| -> Vec<i64> {
            let turns = places.iter().filter(|place| place.screen == self.screen);
            turns.map(|place| place.at).collect()
        };
        let (screen, on) = (self.screen, |page| if page < last { vec![page + 1] } else { vec![] });
        let first = page(world, who, self.at(0));
        assert_eq!(rows(&first).len() as i64, total.min(PAGE), "{screen:?} of {total}");
        assert_eq!(turns(&first), on(0), "{screen:?} of {total}");
        let mut seen = rows(&first);
        if last > 0 {
            world.taps_data(who, &Button::Open(self.at(1)).encode());
            let second = shown(world, who);
            assert_eq!(turns(&second), [vec![0], on(1)].concat(), "{screen:?} of {total}");
            seen.extend(rows(&second));
            assert_eq!(page(world, who, self.at(0)), first, "{screen:?}: back to the first page");
        }
        let end = page(world, who, self.at(last));
        let back = if last > 0 { vec![last - 1] } else { vec![] };
        assert_eq!(turns(&end), back, "{screen:?} of {total}: the last page");
        if last > 1 {
            seen.extend(rows(&end));
        }
        assert_eq!(rows(&end).len() as i64, total - last * PAGE, "{screen:?} of {total}");
        // A page beyond the list, and one before it, are no dead ends.
        assert_eq!(page(world, who, self.at(i64::MAX)), end, "{screen:?} of {total}");
        assert_eq!(page(world, who, self.at(-1)), first, "{screen:?} of {total}");
        let places: std::collections::HashSet<_> = seen.iter().collect();
        assert_eq!(places.len(), seen.len(), "{screen:?}: a row on two pages");
        for row in [rows(&first).first(), rows(&end).last()].into_iter().flatten() {
            let opened = page(world, who, *row);
            assert_ne!(opened, first, "{screen:?}: the row opens nothing");
        }
    }
}

#[test]
fn every_list_is_right_with_none_one_and_a_thousand() {
    for list in LISTS {
        let (mut world, boss) = boss();
        for (from, total) in [(0, 0), (0, 1), (1, MANY)] {
            if total > 0 {
                (list.fill)(&world, boss, from, total);
            }
            list.look(&mut world, boss, total);
            for locale in Locale::ALL {
                let user = world.user(boss).id;
                world.store.write(|tx| users::set_locale(tx, user, locale)).unwrap();
                page(&mut world, boss, list.at(0));
            }
        }
    }
}

/// Each list that turns pages is in the table; history and inbox turn theirs together.
#[test]
fn no_list_is_forgotten() {
    let mut found = 0;
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            found += text.matches("screens::last_page(").count();
        }
    }
    assert_eq!(found, LISTS.len() - 1, "a list turns pages and is not looked at here");
}

#[test]
fn the_statement_is_right_with_none_one_and_a_thousand() {
    let (mut world, boss) = boss();
    let statement = |at| Place { screen: Screen::Statement, at };
    let turns = |places: &[Place]| -> Vec<i64> {
        let turns = places.iter().filter(|place| place.screen == Screen::Statement);
        turns.map(|place| place.at).collect()
    };
    assert_eq!(turns(&page(&mut world, boss, statement(0))), [0; 0], "nothing yet");
    let pay = |world: &World, from: i64, to: i64| {
        let user = world.user(boss).id;
        let paid = world.store.write(|tx| {
            for at in from..to {
                ledger::credit(tx, user, Usd::cents(1), "test", "operator", &at.to_string())?
                    .unwrap();
            }
            Ok(())
        });
        paid.unwrap();
    };
    pay(&world, 0, 1);
    assert_eq!(turns(&page(&mut world, boss, statement(0))), [0; 0], "one line");
    pay(&world, 1, MANY);
    let first = page(&mut world, boss, statement(0));
    let [older] = turns(&first)[..] else { panic!("{first:?}") };
    let second = page(&mut world, boss, statement(older));
    let [0, oldest] = turns(&second)[..] else { panic!("{second:?}") };
    assert!(oldest < older);
    // Page by page to the end: each line is on one page.
    let (mut before, mut pages) = (oldest, 2);
    while before > 0 {
        pages += 1;
        let next = world.store.read(|tx| {
            let user = users::by_telegram(tx, boss.0)?.unwrap();
            ledger::lines(tx, user.id, Some(before), PAGE as usize)
        });
        match next.unwrap().next {
            Some(next) => before = next,
            None => break,
        }
    }
    assert_eq!(pages, (MANY + PAGE - 1) / PAGE);
    assert_eq!(turns(&page(&mut world, boss, statement(before))), [0], "the last page");
    world.taps_on(boss, "button-newest");
    assert_eq!(shown(&world, boss), first);
    world.taps_on(boss, "statement-file");
    let file = world.last(boss).file.expect("a table");
    let lines = String::from_utf8(file.bytes.to_vec()).unwrap().lines().count();
    assert_eq!(lines as i64, MANY + 1);
}

/// The tasks that a call's first question offers.
#[test]
fn the_choice_of_a_task_turns_pages_both_ways() {
    let (mut world, boss) = boss();
    for screen in [Screen::NewCall, Screen::NewList] {
        page_of_choice(&mut world, boss, screen, 0);
    }
    rows::tasks(&world, boss, 0, 1);
    page_of_choice(&mut world, boss, Screen::NewCall, 1);
    rows::tasks(&world, boss, 1, MANY);
    page_of_choice(&mut world, boss, Screen::NewCall, MANY);
}

/// Turns some pages of the choice, and comes back.
fn page_of_choice(world: &mut World, who: Who, screen: Screen, total: i64) {
    world.taps_data(who, &Button::open(screen).encode());
    let first = world.card(who).keys;
    let (newer, older) = ("button-newer", "button-older");
    let has = |world: &World, id| labels(&world.card(who).keys).contains(&Msg::new(id));
    assert_eq!((has(world, newer), has(world, older)), (false, total > 8));
    if total > 8 {
        world.taps_on(who, older);
        assert_ne!(labels(&world.card(who).keys), labels(&first));
        world.taps_on(who, older);
        world.taps_on(who, newer);
        world.taps_on(who, newer);
        assert_eq!(labels(&world.card(who).keys), labels(&first));
        // The last page, by a button as it would be there.
        let Some(Button::Pick { rev, .. }) = pick(world, who) else { panic!("no answer") };
        world.taps_data(who, &Button::choose(rev, NEXT_PAGE + (total - 1) / 8).encode());
        assert_eq!((has(world, newer), has(world, older)), (true, false));
        let Some(Button::Pick { rev, .. }) = pick(world, who) else { panic!("no answer") };
        world.taps_data(who, &Button::choose(rev, i64::MAX).encode());
        assert_eq!((has(world, newer), has(world, older)), (true, false));
        world.taps_on(who, newer);
        assert_eq!((has(world, newer), has(world, older)), (true, true));
    }
    world.says(who, "/cancel");
}

/// One of the answers under the last message.
fn pick(world: &World, who: Who) -> Option<Button> {
    let keys = world.card(who).keys.into_iter().flatten();
    let mut buttons = keys.filter_map(|key| match key.does {
        Does::Tap(data) => Button::decode(&data),
        Does::Visit(_) | Does::Copy(_) => None,
    });
    buttons.find(|button| matches!(button, Button::Pick { .. }))
}

fn labels(keys: &[Vec<ivrbot::chat::message::Key>]) -> Vec<Msg> {
    keys.iter().flatten().map(|key| key.label.clone()).collect()
}
