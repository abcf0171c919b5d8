//! Who is trusted and who agreed: in most stories everybody, without a word.

use ivrbot::chat::button::{Button, Pick, Word};
use ivrbot::demo::telegram::{Action, Shown};
use ivrbot::domain::consent::Kind;
use ivrbot::domain::hours::Purpose;
use ivrbot::domain::phone::Phone;
use ivrbot::domain::tier::Tier;
use ivrbot::store::consents::{self, Attested, Of};
use ivrbot::store::{Tx, dialogues, numbers, tiers, users};
use serde_json::Value;
use strum::IntoEnumIterator;

use super::{Who, World};

impl World {
    /// Where the database is.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Somebody signs up and sees the menu.
    pub fn sign_up(&mut self, name: &str, id: i64, language: &str) -> Who {
        let who = self.person(name, id, language);
        self.says(who, "/start");
        self.taps_first(who, "•");
        self.taps_first(who, "✅");
        self.taps_first(who, "✅");
        self.verify(who);
        who
    }

    /// The operator knows who this is.
    pub fn verify(&self, who: Who) {
        let verify = |tx: &Tx| {
            let user = users::by_telegram(tx, who.0)?.unwrap();
            tiers::set(tx, user.id, Tier::Verified, "test", "a story about something else")
        };
        self.store.write(verify).unwrap();
    }

    /// The code that counts now, which a call speaks to this person.
    pub fn spoken_code(&self, who: Who) -> Option<String> {
        let sql = "SELECT code FROM codes JOIN users ON users.id = user_id
                   WHERE telegram_id = ?1 AND code IS NOT NULL";
        self.raw().query_row(sql, [who.0], |row| row.get(0)).ok()
    }

    /// Somebody agreed in writing to be called by this person for anything.
    pub fn agreed(&self, who: Who, number: &str) {
        let phone = Phone::parse(number, None).unwrap();
        let attest = |tx: &Tx| {
            let user = users::by_telegram(tx, who.0)?.unwrap();
            let of = Of::One(numbers::id(tx, &phone)?);
            for purpose in Purpose::iter() {
                let (kind, wording) = (Kind::Written, "consent-written");
                let (user, locale) = (user.id, user.locale);
                consents::attest(tx, &Attested { user, purpose, kind, of, wording, locale })?;
            }
            Ok(())
        };
        self.store.write(attest).unwrap();
    }

    /// At which revision a person's dialogue stands.
    pub fn revision(&self, who: Who) -> i64 {
        let user = self.user(who).id;
        self.store.read(|tx| dialogues::load(tx, user)).unwrap().rev
    }

    /// Where somebody is asked whether those called agreed, they did, and the summary is drawn
    /// again; unless the story is about that. Returns whether anybody was asked.
    pub(super) fn consents(&mut self) -> bool {
        if self.asks_consent {
            return false;
        }
        for who in self.people.clone() {
            let Some(rev) = self.telegram.last_from_bot(who.0).as_ref().and_then(asked) else {
                continue;
            };
            let user = self.user(who).id;
            let stored = self.store.read(|tx| dialogues::load(tx, user)).unwrap();
            let dialogue: Value = serde_json::from_str(&stored.body).unwrap();
            phones(&dialogue, &mut |number| self.agreed(who, number));
            let draw = Button::choose(rev, 0).encode();
            self.sends_data(who, &draw);
            return true;
        }
        false
    }
}

/// At which revision a message asks for consent.
fn asked(shown: &Shown) -> Option<i64> {
    shown.keyboard.iter().flatten().find_map(|key| match &key.action {
        Action::Data(data) => match Button::decode(data)? {
            Button::Pick { rev, pick: Pick::Word(Word::Given | Word::Written) } => Some(rev),
            _ => None,
        },
        _ => None,
    })
}

/// All numbers in a stored dialogue.
fn phones(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "phone") {
                    Some(number) => found(number),
                    None => phones(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| phones(value, found)),
        _ => {}
    }
}
