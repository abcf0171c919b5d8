//! What people read and tap, named by message instead of by one language's words.

use std::sync::{Arc, LazyLock};

use ivrbot::chat::message::{Does, Message};
use ivrbot::chat::msg::Msg;
use ivrbot::demo::telegram::Shown;
use ivrbot::domain::ids::ChatId;
use ivrbot::domain::user::User;
use ivrbot::i18n::{I18n, Reader, Style};
use ivrbot::store::{cards, users};

use super::{Who, World};

/// A text that is missing or broken fails the test.
pub(super) static I18N: LazyLock<Arc<I18n>> = LazyLock::new(|| Arc::new(I18n::builtin().unwrap()));

impl World {
    /// Taps the newest visible button with the label of this message.
    pub fn taps_on(&mut self, who: Who, id: &'static str) -> Shown {
        let label = self.words(who, &Msg::new(id));
        self.taps(who, &label)
    }

    /// Taps a button twice before the bot sees the first tap.
    pub fn taps_twice(&mut self, who: Who, id: &'static str) -> Shown {
        let label = self.words(who, &Msg::new(id));
        let message = self.with_button(who, &label);
        self.telegram.taps(who.0, message, &label).unwrap();
        self.taps(who, &label)
    }

    /// Taps a button that is no longer there, or never was, under the bot's last message.
    pub fn taps_data(&mut self, who: Who, data: &str) -> Shown {
        self.sends_data(who, data);
        self.settle();
        self.last(who)
    }

    /// The same, before the bot sees it.
    pub fn sends_data(&mut self, who: Who, data: &str) {
        let from = serde_json::json!({"id": who.0, "is_bot": false, "first_name": "X"});
        let message = serde_json::json!({
            "message_id": self.last(who).id, "date": 0, "chat": {"id": who.0, "type": "private"},
        });
        self.telegram.odd_update(serde_json::json!({"callback_query": {
            "id": "0", "from": from, "message": message, "chat_instance": "x", "data": data,
        }}));
    }

    /// What the store knows of somebody.
    pub fn user(&self, who: Who) -> User {
        self.store.read(|tx| users::by_telegram(tx, who.0)).unwrap().expect("nobody")
    }

    /// A message in the words that this person reads.
    pub fn words(&self, who: Who, msg: &Msg) -> String {
        self.styled(who, msg, Style::Plain)
    }

    fn styled(&self, who: Who, msg: &Msg, style: Style) -> String {
        let user = self.user(who);
        let reader = Reader { locale: user.locale, zone: user.zone };
        I18N.strict(msg, &reader, style).unwrap()
    }

    /// Whether the last thing the bot wrote says this.
    #[track_caller]
    pub fn hears(&self, who: Who, msg: &Msg) {
        // A quote may be written either way.
        let plain = |html: String| html.replace("&quot;", "\"");
        let said = plain(self.last(who).html);
        let want = plain(self.styled(who, msg, Style::Html));
        assert!(said.contains(&want), "“{want}” is not in:\n{}", self.transcript(who));
    }

    /// How many messages of the chat say this.
    pub fn times(&self, who: Who, msg: &Msg) -> usize {
        let want = self.styled(who, msg, Style::Html);
        self.telegram.chat(who.0).iter().filter(|message| message.html.contains(&want)).count()
    }

    /// The body of the card behind the bot's last message, with every text of it tried.
    #[track_caller]
    pub fn card(&self, who: Who) -> Message {
        let (chat, message) = (ChatId(who.0), self.last(who).id);
        let card = self.store.read(|tx| match cards::at(tx, chat, message)? {
            Some(card) => cards::get(tx, card),
            None => Ok(None),
        });
        let body = card.unwrap().map(|card| card.body).unwrap_or_default();
        let labels = body.keys.iter().flatten().map(|key| &key.label);
        for msg in body.lines.iter().chain(labels) {
            self.words(who, msg);
        }
        body
    }

    /// The data of the button with this label under the bot's last message.
    pub fn data(&self, who: Who, id: &'static str) -> String {
        let keys = self.card(who).keys;
        let key = keys.into_iter().flatten().find(|key| key.label == Msg::new(id));
        let Some(Does::Tap(data)) = key.map(|key| key.does) else { panic!("no button {id}") };
        data
    }
}
