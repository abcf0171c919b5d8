//! What people do: mostly they tap what they are shown, on the way to something they want.

use std::collections::VecDeque;

use ivrbot::demo::bland::{Act, Callee};
use ivrbot::demo::telegram::{Action, Shown};
use serde_json::json;

use super::chance::Chance;
use crate::world::{Who, World};

/// What is typed to call them, and the numbers themselves; several zones, one of them with two.
pub const NUMBERS: [(&str, &str); 7] = [
    ("(212) 555-0143", "+12125550143"),
    ("+1 213 555 0143", "+12135550143"),
    ("2085550143", "+12085550143"),
    ("+44 20 7031 3000", "+442070313000"),
    ("+33 1 42 27 81 86", "+33142278186"),
    ("0091 98123 45678", "+919812345678"),
    ("+86 10 6555 1234", "+861065551234"),
];

/// Codes that callees give away, by key or by word, and that nobody may keep. None has a 9 in it.
pub const CODES: [&str; 3] = ["4532015112830366", "73184628", "5105105105105100"];

/// One person: who he is, what he is about to do, whether his business is known.
pub struct Person {
    pub who: Who,
    pub name: &'static str,
    plan: VecDeque<Wish>,
    /// How often he has said who he is.
    introductions: usize,
    /// The message he tapped last: its new state is what he looks at, until he writes.
    looks_at: Option<i64>,
}

/// One thing on the way to something.
#[derive(Clone, Copy)]
enum Wish {
    Say(&'static str),
    Number,
    Numbers,
    Upload,
    Share,
    /// The button with this data, even if it is only on an older keyboard.
    Open(&'static str),
    /// Any button whose data begins like this.
    Like(&'static str),
    /// The first button of the last keyboard.
    First,
}

/// Ways of getting something done.
const WISHES: [&[Wish]; 13] = [
    &[Wish::Open("1onc:0"), Wish::First, Wish::Number, Wish::Like("1ww:")],
    &[Wish::Say("/menu"), Wish::Open("1onc:0"), Wish::First, Wish::Number, Wish::Like("1ww:")],
    &[Wish::Say("/menu"), Wish::Open("1onl:0"), Wish::First, Wish::Numbers, Wish::Like("1ww:")],
    &[Wish::Say("/stop"), Wish::Like("1aru"), Wish::First],
    &[Wish::Say("/menu"), Wish::Open("1onc:0"), Wish::First, Wish::Number, Wish::First],
    &[Wish::Open("1onc:0"), Wish::First, Wish::Share, Wish::First],
    &[Wish::Open("1onc:0"), Wish::First, Wish::Number, Wish::Like("1wl:"), Wish::First],
    &[Wish::Open("1onc:0"), Wish::First, Wish::Number, Wish::Like("1wl:"), Wish::Say("18:30")],
    &[Wish::Open("1onl:0"), Wish::First, Wish::Numbers, Wish::First],
    &[Wish::Open("1onl:0"), Wish::First, Wish::Upload, Wish::First, Wish::First],
    &[Wish::Like("1ac")],
    &[Wish::Open("1oss:0"), Wish::First, Wish::First],
    &[Wish::Open("1oin:0"), Wish::First, Wish::Like("1oct:")],
];

impl Wish {
    fn is_number(self) -> bool {
        matches!(self, Wish::Number | Wish::Numbers | Wish::Upload | Wish::Share)
    }
}

/// How often somebody says it: the first time may be lost.
const INTRODUCTIONS: usize = 2;
/// Said before the first calls.
const BUSINESS: [Wish; 2] = [Wish::Say("Example Clinic"), Wish::Say("+12125550100")];

impl Person {
    pub fn new(who: Who, name: &'static str) -> Person {
        Person { who, name, plan: VecDeque::new(), introductions: 0, looks_at: None }
    }

    /// Does one thing, and says what.
    pub fn act(&mut self, world: &mut World, chance: &mut Chance) -> String {
        let did = match chance.below(100) {
            0..82 => self.go_on(world, chance),
            82..90 => tap_anything(world, self.who, chance),
            90..97 => say(world, self.who, chance),
            97..99 => block(world, self.who, chance),
            _ => {
                world.telegram.shares_location(self.who.0, 48.85, 2.35);
                Some("shares a place".into())
            }
        };
        format!("{} {}", self.name, did.unwrap_or_else(|| "finds nothing to do".into()))
    }

    fn go_on(&mut self, world: &mut World, chance: &mut Chance) -> Option<String> {
        let Some(wish) = self.plan.pop_front() else {
            let way = *chance.pick(&WISHES);
            self.plan = way.iter().copied().collect();
            let number = self.plan.iter().position(|wish| wish.is_number());
            if let Some(at) = number.filter(|_| self.introductions < INTRODUCTIONS) {
                self.introductions += 1;
                let rest = self.plan.split_off(at + 1);
                self.plan.extend(BUSINESS.into_iter().chain(rest));
            }
            return self.go_on(world, chance);
        };
        self.fulfil(world, wish, chance)
    }

    fn fulfil(&mut self, world: &mut World, wish: Wish, chance: &mut Chance) -> Option<String> {
        let who = self.who;
        let (did, at) = match wish {
            Wish::Open(data) => match find(world, who, |have| have == data) {
                Some(tap) => tap,
                None => (forge(world, who, data)?, None),
            },
            Wish::Like(start) => find(world, who, |have| have.starts_with(start))?,
            Wish::First => {
                let visible = visible(world, who);
                let same = visible.iter().find(|shown| Some(shown.id) == self.looks_at);
                let shown = same.or(visible.last())?;
                let button = buttons(shown).into_iter().next()?;
                (taps(world, who, shown, &button), Some(shown.id))
            }
            _ => (self.write(world, wish, chance), None),
        };
        self.looks_at = at;
        Some(did)
    }

    fn write(&self, world: &World, wish: Wish, chance: &mut Chance) -> String {
        let who = self.who;
        match wish {
            Wish::Say(text) => types(world, who, text),
            Wish::Numbers => types(world, who, &numbers(chance)),
            Wish::Upload => {
                let table = format!("phone,name\n{}", numbers(chance).replace('\n', ",Ann\n"));
                world.telegram.uploads(who.0, "list.csv", table.as_bytes(), "text/csv");
                format!("uploads {table:?}")
            }
            Wish::Share => {
                let number = chance.pick(&NUMBERS).1;
                world.telegram.shares_contact_of(who.0, number.trim_start_matches('+'), None);
                format!("shares {number}")
            }
            _ => types(world, who, chance.pick(&NUMBERS).0),
        }
    }
}

fn types(world: &World, who: Who, text: &str) -> String {
    world.telegram.says(who.0, text);
    format!("types {:?}", text.chars().take(60).collect::<String>())
}

fn taps(world: &World, who: Who, shown: &Shown, data: &str) -> String {
    world.telegram.taps(who.0, shown.id, data).unwrap();
    format!("taps {data} on #{}", shown.id)
}

/// Messages with buttons, oldest first.
fn visible(world: &World, who: Who) -> Vec<Shown> {
    let chat = world.telegram.chat(who.0).into_iter();
    chat.filter(|shown| !shown.deleted && !buttons(shown).is_empty()).collect()
}

fn buttons(shown: &Shown) -> Vec<String> {
    let all = shown.keyboard.iter().flatten().filter_map(|button| match &button.action {
        Action::Data(data) => Some(data.clone()),
        Action::Url(_) | Action::Copy(_) | Action::Pay(_) => None,
    });
    all.collect()
}

/// Taps the newest button that fits.
fn find(world: &World, who: Who, fits: impl Fn(&str) -> bool) -> Option<(String, Option<i64>)> {
    visible(world, who).iter().rev().find_map(|shown| {
        let data = buttons(shown).into_iter().find(|data| fits(data))?;
        Some((taps(world, who, shown, &data), Some(shown.id)))
    })
}

/// A tap on a keyboard that is long gone: the client may still show it.
fn forge(world: &World, who: Who, data: &str) -> Option<String> {
    let last = world.telegram.last_from_bot(who.0)?;
    let chat = json!({"id": who.0, "type": "private", "first_name": "X"});
    let from = json!({"id": who.0, "is_bot": false, "first_name": "X", "language_code": "en"});
    world.telegram.odd_update(json!({"callback_query": {
        "id": "999", "from": from, "chat_instance": "1", "data": data,
        "message": {"message_id": last.id, "date": 1, "chat": chat, "text": "old"},
    }}));
    Some(format!("taps {data} on an old keyboard"))
}

fn tap_anything(world: &World, who: Who, chance: &mut Chance) -> Option<String> {
    let visible = visible(world, who);
    let shown = match chance.percent(60) {
        true => visible.last()?,
        false if visible.is_empty() => return None,
        false => chance.pick(&visible),
    };
    let data = chance.pick(&buttons(shown)).clone();
    if chance.percent(15) {
        // Twice, as fingers do.
        taps(world, who, shown, &data);
    }
    Some(taps(world, who, shown, &data))
}

fn say(world: &World, who: Who, chance: &mut Chance) -> Option<String> {
    let long = "x".repeat(4096);
    let words = [
        "/start",
        "/menu",
        "/menu",
        "/cancel",
        "/language",
        "/start op-nothing",
        "/nonsense",
        "Paris",
        "tomorrow 9:00",
        "23:15",
        "yesterday",
        "12",
        "+1 900 555 0100",
        "911",
        "🙂",
        "<b>&amp; &</b>",
        "'; DROP TABLE calls; --",
        "Example & <Sons>",
        "\u{202e}olleh",
        &long,
    ];
    if chance.percent(40) {
        return Some(types(world, who, chance.pick(&NUMBERS).0));
    }
    Some(types(world, who, words[chance.below(words.len())]))
}

fn block(world: &World, who: Who, chance: &mut Chance) -> Option<String> {
    if chance.percent(60) {
        world.telegram.blocks(who.0);
        return Some("blocks the bot".into());
    }
    world.telegram.unblocks(who.0);
    Some("lets the bot write".into())
}

/// A few lines of a list: some twice, some no numbers.
fn numbers(chance: &mut Chance) -> String {
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..chance.between(1, 5) {
        let line = match chance.below(10) {
            0 => "not a number".into(),
            1..5 => format!("+1212555{:04}", 200 + chance.below(30)),
            _ => chance.pick(&NUMBERS).1.to_string(),
        };
        lines.push(line);
    }
    lines.push("+12125550199".into());
    lines.join("\n")
}

/// Somebody who may answer a phone.
pub fn callee(chance: &mut Chance) -> Callee {
    let code = *chance.pick(&CODES);
    match chance.below(14) {
        0..4 => Callee::human(["1", "12", "2", "3#"][chance.below(4)]),
        4 => Callee::silent(),
        5 => Callee::hangup_early(),
        6 => Callee::voicemail(),
        7 => Callee::no_answer(),
        8 => Callee::busy(),
        9 => Callee::failed(["404", "480", "608"][chance.below(3)]),
        10 if chance.percent(30) => Callee::human("9"),
        11 => Callee::human_every(300, code),
        12 => {
            let said = Act::Say(format!("my code is {code}"));
            let wait = Act::Wait(8_000);
            Callee::Script(vec![Act::Wait(2_000), Act::Answer, wait, said, Act::Wait(90_000)])
        }
        _ => Callee::no_answer(),
    }
}
