//! Where a row is walked: somebody for whom nothing else is kept, and what he can do.

use std::time::Duration;

use ivrbot::chat::button::{Button, Pick, Place, Screen, Word};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::telegram::{Action, Fault};
use ivrbot::domain::locale::Locale;
use ivrbot::store::users::Terms;
use ivrbot::store::{dialogues, outbox, plans, users};
use serde_json::Value;

use super::{Input, Is, Row};
use crate::world::{Who, World};

/// Whoever walks a row in a world of his own.
const WALKER: Who = Who(1_001);
/// How long Telegram keeps a file back.
const FILE_COMES: Duration = Duration::from_secs(6);
/// How long it is looked away from a live card.
const CARD_WAITS: Duration = Duration::from_secs(1);
/// Paris.
const PLACE: (f64, f64) = (48.86, 2.35);

/// The longest message, in UTF-16 units.
const TEXT_MOST: usize = 4_096;

/// What is printed of a line.
const LINE_MOST: usize = 200;

/// Everything that a wizard may leave behind, but for the tasks: rows look at those.
const LEFT: &str = "SELECT (SELECT count(*) FROM calls) || ' ' || (SELECT count(*) FROM campaigns)
    || ' ' || (SELECT count(*) FROM schedules) || ' ' || (SELECT count(*) FROM holds)
    || ' ' || (SELECT count(*) FROM ledger) || ' ' || (SELECT count(*) FROM topups)
    || ' ' || (SELECT count(*) FROM periods) || ' ' || (SELECT count(*) FROM redemptions)
    || ' ' || (SELECT count(*) FROM coupons) || ' ' || (SELECT count(*) FROM refunds)
    || ' ' || (SELECT count(*) FROM case_words) || ' ' || (SELECT count(*) FROM user_states)";

/// A row, and the one who walks it.
pub struct Stage {
    pub world: World,
    pub who: Who,
    pub row: &'static Row,
}

/// Somebody who signed up, without a conversation.
pub fn signs_up(world: &mut World, who: Who, language: &str) {
    world.person("Ann", who.0, language);
    let locale = Locale::from_tag(language).unwrap();
    let signed = world.store.write(|tx| {
        let user = users::create(tx, who.0, locale, "America/New_York")?.id;
        users::answer_terms(tx, user, "walk", Terms::Accepted)?;
        users::set_ready(tx, user)?;
        plans::grant_free(tx, user)
    });
    signed.unwrap();
    world.verify(who);
}

impl Stage {
    pub fn new(row: &'static Row, locale: Locale) -> Stage {
        let (mut world, who) = (World::unhurried(), WALKER);
        match row.is {
            Is::Newcomer => drop(world.person("Ann", who.0, locale.code())),
            Is::User => signs_up(&mut world, who, locale.code()),
            Is::Operator => {
                signs_up(&mut world, who, locale.code());
                world.appoint(who);
            }
        }
        (row.prepare)(&mut world, who);
        Stage { world, who, row }
    }

    /// Does what the row says, once.
    #[track_caller]
    pub fn goes(&mut self, input: Input) {
        if input.is_tap() {
            return self.taps(&[self.button(input)]);
        }
        let id = self.who.0;
        match input {
            Input::Says(text) => self.world.telegram.says(id, text),
            Input::Writes(text) => self.world.telegram.says(id, &text(id)),
            Input::Contact(number) => self.world.telegram.shares_contact_of(id, &number(id), None),
            Input::Code => {
                let code = self.world.spoken_code(self.who).expect("a code");
                self.world.telegram.says(id, &code)
            }
            Input::Location => self.world.telegram.shares_location(id, PLACE.0, PLACE.1),
            Input::Uploads(table) => {
                self.world.telegram.fail("getFile", Fault::BadGateway);
                self.world.telegram.uploads(id, "list.csv", table(id).as_bytes(), "text/csv")
            }
            _ => {
                self.world.wait(FILE_COMES);
                0
            }
        };
        self.world.settle();
        self.is_well();
    }

    /// Does the path up to a step.
    #[track_caller]
    pub fn goes_to(&mut self, step: usize) {
        for input in &self.row.path[..step] {
            self.goes(*input);
        }
    }

    /// Taps buttons of the last message, all before the bot sees the first tap. Each is answered.
    #[track_caller]
    pub fn taps(&mut self, data: &[String]) {
        let message = self.world.last(self.who).id;
        for data in data {
            let tapped = self.world.telegram.taps_passed(self.who.0, message, data);
            tapped.unwrap();
        }
        self.world.settle();
        assert_eq!(self.world.telegram.unanswered(), 0, "{}", self.told());
        self.is_well();
    }

    /// The button under the last message that an input means.
    #[track_caller]
    pub fn button(&self, input: Input) -> String {
        let locale = self.world.user(self.who).locale;
        let tongue = Locale::ALL.into_iter().position(|one| one == locale).unwrap();
        let drawn = self.buttons();
        let choices = drawn.iter().filter(|(button, _)| chooses(*button));
        let found = match input {
            Input::Choose(nth) => choices.map(|(_, data)| data).nth(nth),
            Input::Language => {
                let mut all = drawn.iter().filter(|(button, _)| names_language(*button));
                all.nth(tongue).map(|(_, data)| data)
            }
            _ => {
                let found = drawn.iter().find(|(button, _)| means(input, *button));
                found.map(|(_, data)| data)
            }
        };
        let Some(found) = found else { panic!("no such button as {}", self.told()) };
        found.clone()
    }

    /// All buttons under the last message.
    pub fn buttons(&self) -> Vec<(Button, String)> {
        let last = self.world.last(self.who);
        let keys = last.keyboard.into_iter().flatten();
        keys.filter_map(|key| match key.action {
            Action::Data(data) => Some((Button::decode(&data)?, data)),
            Action::Url(_) | Action::Copy(_) | Action::Pay(_) => None,
        })
        .collect()
    }

    /// The button with this fixed answer, if the last message has one.
    pub fn word(&self, word: Word) -> Option<String> {
        let is = |button| means(Input::Word(word), button);
        self.buttons().into_iter().find(|(button, _)| is(*button)).map(|(_, data)| data)
    }

    /// Where the dialogue stands; `None` without one.
    pub fn at(&self) -> Option<Value> {
        let stored = self.world.store.read(|tx| {
            let user = users::by_telegram(tx, self.who.0)?;
            user.map(|user| dialogues::load(tx, user.id)).transpose()
        });
        let body = stored.unwrap().map(|stored| stored.body).unwrap_or_default();
        (!body.is_empty()).then(|| serde_json::from_str(&body).unwrap())
    }

    /// The step's name, such as `call.number` or `admin.coupons.worth`.
    pub fn step(&self) -> Option<String> {
        self.at().as_ref().map(name)
    }

    /// What the row looks at.
    pub fn looks(&self) -> String {
        let user = self.world.user(self.who).id.0;
        let wants = self.row.look.contains("?1");
        let user: &[i64] = if wants { &[user] } else { &[] };
        let params = rusqlite::params_from_iter(user);
        let told: Option<String> =
            self.world.raw().query_row(self.row.look, params, as_text).unwrap();
        told.unwrap_or_default()
    }

    /// What all wizards of this world left behind.
    pub fn left(&self) -> String {
        self.world.raw().query_row(LEFT, [], |row| row.get(0)).unwrap()
    }

    /// The row is over, and came out as it says.
    #[track_caller]
    pub fn has_ended(&mut self) {
        // The edit of a live card may wait.
        while self.world.store.read(outbox::open).unwrap() > 0 {
            self.world.wait(CARD_WAITS);
        }
        assert_eq!(self.at(), None, "the dialogue is open: {}", self.told());
        assert_eq!(self.looks(), self.row.end, "{}", self.told());
    }

    /// The last thing said is no fault, and all of it is in his words.
    #[track_caller]
    pub fn is_well(&self) {
        let last = self.world.last(self.who);
        let most = last.text.encode_utf16().count();
        assert!(most <= TEXT_MOST, "{most} units: {}", self.told());
        let fault = self.world.words(self.who, &Msg::new("fault"));
        assert!(!last.text.contains(&fault), "{}", self.told());
        if self.world.store.read(outbox::open).unwrap() > 0 {
            return;
        }
        // Nothing of it was cut off.
        for line in self.world.card(self.who).lines {
            self.world.hears(self.who, &line);
        }
    }

    /// How many messages the chat has, of both sides.
    pub fn messages(&self) -> i64 {
        self.world.telegram.lengths(&[self.who.0])[0]
    }

    /// The conversation, under the name of the row.
    pub fn told(&self) -> String {
        let told = self.world.telegram.transcript(self.who.0);
        let lines = told.lines().map(|line| line.chars().take(LINE_MOST).collect::<String>());
        format!("“{}”:\n{}", self.row.name, lines.collect::<Vec<_>>().join("\n"))
    }
}

fn as_text(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(0)? {
        rusqlite::types::ValueRef::Integer(number) => Some(number.to_string()),
        _ => row.get(0)?,
    })
}

/// The step in a stored dialogue.
pub fn name(at: &Value) -> String {
    let mut name = at["kind"].as_str().unwrap().to_owned();
    let mut step = &at["step"];
    // Only the operator's steps hold steps.
    for _ in 0..if name == "admin" { 2 } else { 1 } {
        let (word, inner) = match step {
            Value::String(word) => (word, &Value::Null),
            step => step.as_object().and_then(|step| step.iter().next()).unwrap(),
        };
        name = format!("{name}.{word}");
        step = inner;
    }
    name
}

fn chooses(button: Button) -> bool {
    matches!(button, Button::Pick { pick: Pick::Choose(_), .. })
}

fn names_language(button: Button) -> bool {
    matches!(button, Button::Open(Place { screen: Screen::Language, at }) if at > 0)
        || chooses(button)
}

fn means(input: Input, button: Button) -> bool {
    match (input, button) {
        (Input::Opens(screen), Button::Open(place)) => place.screen == screen,
        (Input::Word(word), Button::Pick { pick: Pick::Word(drawn), .. }) => word == drawn,
        (Input::Does(act), Button::Act { act: drawn, .. }) => act == drawn,
        _ => false,
    }
}
