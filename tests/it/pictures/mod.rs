//! Messages with pictures, through the real courier: sent, edited, put in each other's place.

use std::time::Duration;

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::message::{Message, tap};
use ivrbot::chat::msg::Msg;
use ivrbot::chat::picture::Picture;
use ivrbot::demo::telegram::{Fault, Shown};
use ivrbot::domain::ids::CardId;
use ivrbot::store::outbox::{self, Go, Lane};
use ivrbot::store::{Tx, cards, users};

use crate::world::{Who, World};

mod trouble;

const SECOND: Duration = Duration::from_secs(1);
/// Two days, after which Telegram deletes nothing for a bot.
const TOO_OLD: Duration = Duration::from_secs(48 * 3600 + 60);

/// Ann in front of one card.
struct Card {
    world: World,
    ann: Who,
    card: CardId,
}

/// What a card shows: a text, or a text below a code.
fn text(words: &str) -> Message {
    let line = Msg::new("ask-task-example").text("name", words);
    Message::of(line).row([tap(Msg::new("button-menu"), Button::open(Screen::Menu))])
}

fn code(words: &str, holds: &str) -> Message {
    text(words).with_picture(Picture::Qr { text: holds.into() })
}

impl Card {
    /// A card that was queued; whatever `fault` says happens to its first request.
    fn queued(body: &Message, fault: Option<(&str, Fault)>) -> Card {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, "en");
        if let Some((method, fault)) = fault {
            world.telegram.fail(method, fault);
        }
        let send = |tx: &Tx| {
            let user = users::by_telegram(tx, ann.0)?.unwrap();
            cards::send(tx, user.id, user.chat, Lane::Answer, (cards::Kind::Screen, 0), body)
        };
        let card = world.store.write(send).unwrap();
        Card { world, ann, card }
    }

    fn of(body: &Message) -> Card {
        let mut card = Card::queued(body, None);
        card.world.settle();
        card
    }

    fn queue(&self, body: &Message) {
        self.world.store.write(|tx| cards::redraw(tx, self.card, body)).unwrap();
    }

    fn show(&mut self, body: &Message) -> Shown {
        self.queue(body);
        self.world.settle();
        self.last()
    }

    /// The same while the next request of `method` goes wrong, with time for what is repeated.
    fn show_with(&mut self, body: &Message, method: &str, fault: Fault) -> Shown {
        self.world.telegram.fail(method, fault);
        self.queue(body);
        self.world.wait(10 * SECOND);
        self.last()
    }

    fn last(&self) -> Shown {
        self.world.last(self.ann)
    }

    /// The message's id, the name of its photo, and what that holds.
    fn seen(&self) -> (i64, Option<String>, Option<String>) {
        let last = self.last();
        (last.id, last.file.map(|file| file.id), self.world.qr(self.ann))
    }

    /// What of the card stands in the chat.
    fn story(&self) -> String {
        let whole = self.world.transcript(self.ann);
        let from = whole.find("✨").map(|at| whole[..at].rfind("bot #").unwrap());
        whole[from.unwrap_or(whole.len())..].to_string()
    }

    /// The messages of the card, those too that are deleted.
    fn messages(&self) -> Vec<Shown> {
        let mut all = self.world.telegram.chat(self.ann.0);
        all.retain(|message| message.text.starts_with('✨'));
        all
    }

    /// What is on the wire when the process ends is not known to have arrived.
    fn crash(&mut self) -> usize {
        let taken = self.world.store.write(|tx| outbox::take(tx, 9, &mut |_| Go::Now)).unwrap();
        self.world.restart();
        taken.len()
    }
}

fn refused(description: &str) -> Fault {
    Fault::Status { code: 400, description: description.into(), retry_after: None }
}

#[test]
fn a_card_with_a_picture_is_a_photo_with_its_text_below() {
    let card = Card::of(&code("<1>", "bitcoin:bc1q?amount=0.001"));
    let story = "bot #3: [QR bitcoin:bc1q?amount=0.001] ✨ <1>\n  [☰ Menu]\n";
    assert_eq!(card.story(), story);
    let photo = card.last().file.unwrap();
    assert_eq!(photo.photo.unwrap().0, photo.photo.unwrap().1);
}

#[test]
fn a_new_text_below_the_same_picture_uploads_nothing() {
    let mut card = Card::of(&code("1", "a"));
    let first = card.seen();
    assert_eq!((card.show(&code("2", "a")).text.as_str(), card.last().edited), ("✨ 2", 1));
    assert_eq!(card.seen(), first);
    card.world.restart();
    card.show(&code("3", "a"));
    assert_eq!(card.seen(), first);
}

#[test]
fn a_new_picture_takes_the_place_of_the_old_one() {
    let mut card = Card::of(&code("1", "a"));
    let (message, photo, _) = card.seen();
    card.show(&code("1", "b"));
    let (after, changed, holds) = card.seen();
    assert_eq!((after, holds.as_deref(), card.last().edited), (message, Some("b"), 1));
    assert_ne!(changed, photo);
    assert_eq!(card.last().keyboard.len(), 1);
}

#[test]
fn a_text_becomes_a_picture_and_back_by_a_new_message_each() {
    let mut card = Card::of(&text("1"));
    let (message, ..) = card.seen();
    card.show(&code("2", "a"));
    let (second, photo, holds) = card.seen();
    assert!(second > message && holds.as_deref() == Some("a"));
    assert_eq!(card.story().matches("bot #").count(), 1, "{}", card.story());
    card.show(&text("3"));
    assert_eq!((card.last().text.as_str(), card.last().file), ("✨ 3", None));
    card.world.restart();
    card.show(&code("4", "a"));
    assert_eq!(card.seen().1, photo, "the photo shown last is sent by its name");
    card.show(&text("5"));
    card.show(&code("6", "b"));
    assert_eq!((card.world.qr(card.ann).as_deref(), card.messages().len()), (Some("b"), 6));
    assert_eq!(card.story().matches("bot #").count(), 1, "{}", card.story());
}

#[test]
fn a_tap_on_the_new_message_is_a_tap_on_the_card() {
    let mut card = Card::of(&text("1"));
    card.show(&code("2", "a"));
    let shown = card.world.taps_on(card.ann, "button-menu");
    assert!(shown.file.is_none() && !card.story().contains('✨'), "{}", card.story());
    let find = |tx: &Tx| cards::at(tx, users::by_telegram(tx, 7)?.unwrap().chat, shown.id);
    assert_eq!(card.world.store.read(find).unwrap(), Some(card.card));
}

#[test]
fn a_message_too_old_to_be_deleted_loses_its_buttons() {
    let mut card = Card::of(&text("1"));
    card.world.wait(TOO_OLD);
    card.show(&code("2", "a"));
    let [old, new] = card.messages().try_into().unwrap();
    assert!(!old.deleted && old.keyboard.is_empty() && new.keyboard.len() == 1);
    // One that the person deleted meanwhile is nobody's loss.
    card.show_with(
        &text("3"),
        "deleteMessage",
        refused("Bad Request: message to delete not found"),
    );
    assert_eq!(card.last().text, "✨ 3");
}

#[test]
fn a_change_that_changes_nothing_is_fine() {
    let mut card = Card::of(&code("1", "a"));
    let first = card.seen();
    card.show(&code("1", "a"));
    card.show(&code("1", "a"));
    assert_eq!((card.seen(), card.last().edited), (first, 0));
    card.show_with(
        &code("1", "b"),
        "editMessageMedia",
        refused("Bad Request: message is not modified"),
    );
    card.show(&code("1", "c"));
    assert_eq!(card.seen().2.as_deref(), Some("c"));
}

#[test]
fn a_caption_is_cut_at_1024_units_as_they_are_read() {
    let fits = "<".repeat(1024 - "✨ ".len() + 2);
    let card = Card::of(&code(&fits, "a"));
    assert_eq!(card.last().text, format!("✨ {fits}"));
    let mut card = Card::of(&code(&format!("{fits}!"), "a"));
    assert_eq!(card.last().text.encode_utf16().count(), 1024);
    assert!(card.last().text.ends_with("<…"), "{}", card.last().text);
    let wide = "😀".repeat(1000);
    for holds in ["a", "b"] {
        let shown = card.show(&code(&format!("{wide}{holds}"), holds));
        assert_eq!(shown.text.encode_utf16().count(), 1023, "no half of a pair");
    }
    card.show(&text(&wide));
    assert_eq!(card.last().text, format!("✨ {wide}"));
}

#[test]
fn a_message_that_stays_as_it_is_may_have_a_picture_too() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let queue = |tx: &Tx| {
        let user = users::by_telegram(tx, ann.0)?.unwrap();
        outbox::message(tx, user.id, user.chat, Lane::Notice, &code("1", "a"))
    };
    world.store.write(queue).unwrap();
    world.telegram.fail("sendPhoto", Fault::AcceptThenDrop);
    world.wait(10 * SECOND);
    let said = world.transcript(ann);
    assert_eq!(said.matches(": [QR a] ✨ 1\n").count(), 2, "{said}");
}

#[test]
fn words_arrive_without_a_picture_that_cannot_be_drawn() {
    let mut card = Card::of(&code("1", "a"));
    card.world.forgive = true;
    let shown = card.show(&code("2", &"x".repeat(3000)));
    assert_eq!((shown.text.as_str(), shown.file), ("✨ 2", None));
}
