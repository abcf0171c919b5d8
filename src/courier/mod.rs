//! The outbox goes out: put into words, drawn, paced, repeated when that is safe.
//!
//! A row is marked as on the wire and committed before its request; its end is committed after.
//! What a crash leaves between the two is repeated once. Chats are served side by side, each in
//! order.

use std::sync::Arc;

use anyhow::{Context, Result};

use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::ids::{CardId, ChatId, OutboxId, UserId};
use crate::i18n::{I18n, Reader};
use crate::store::outbox::{self, Due, Go, Op, Taken};
use crate::store::users::Reachable;
use crate::store::{Store, Tx, cards, users};
use crate::telegram::{Fail, Outgoing, Sent, Telegram};
use crate::work::Progress;

use hand::{End, Ends, Hand, Room};
use words::Worded;

mod hand;
mod lines;
mod pace;
mod words;

pub use lines::Running;
pub use pace::Limits;

/// Rows taken in one transaction: enough to share its fsync, few enough to keep it short.
const BATCH: usize = 128;
/// How often an edit or a refused connection is tried before the row is given up.
const TRIES_MOST: i64 = outbox::ATTEMPTS_MOST;
/// The first wait after a lost connection, doubled at each try.
const BACK_OFF_MS: i64 = 1_000;
/// The longest such wait.
const BACK_OFF_MOST_MS: i64 = 60_000;

/// The answer to a tap: shown for a moment, worth nothing later, so it is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Names the tap.
    pub query: String,
    /// What is said, and to whom; `None` only ends the waiting sign.
    pub says: Option<(Msg, Reader)>,
}

/// The courier's hands.
pub struct Courier {
    store: Arc<Store>,
    telegram: Arc<dyn Telegram>,
    i18n: Arc<I18n>,
    pace: pace::Pace,
}

/// One thing on its way.
#[derive(Debug)]
struct Parcel {
    id: OutboxId,
    user: UserId,
    chat: ChatId,
    /// The card it is about.
    about: Option<CardId>,
    attempts: i64,
    doubts: i64,
    reader: Reader,
    load: Load,
}

/// What is sent. It is put into words and drawn by the line that sends it, not while the store is
/// locked.
#[derive(Debug)]
enum Load {
    Message(Box<Message>),
    Card(CardId, cards::Change),
    Strip(i64),
    Delete(i64),
    Commands,
}

/// What was put on the wire, and how it ended.
#[derive(Debug)]
struct Try {
    repeat: Repeat,
    /// The picture in it.
    picture: Option<Hash>,
    end: Result<Sent, Fail>,
}

/// SHA-256 of an image.
type Hash = [u8; 32];

/// What a second sending would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeat {
    /// Nothing: an edit.
    Harmless,
    /// It might show a message twice.
    Doubles,
}

impl Parcel {
    fn words(&self, i18n: &I18n) -> Worded {
        let (reader, chat) = (&self.reader, self.chat);
        match &self.load {
            Load::Message(body) => words::message(i18n, body, reader, chat),
            Load::Card(_, change) => words::card(i18n, change, reader, chat),
            Load::Strip(message) => Outgoing::Strip { chat, message: *message }.into(),
            Load::Delete(message) => Outgoing::Delete { chat, message: *message }.into(),
            Load::Commands => words::commands(i18n, reader, chat).into(),
        }
    }
}

impl Repeat {
    fn of(out: &Outgoing) -> Repeat {
        match out {
            Outgoing::Text { .. }
            | Outgoing::Photo { .. }
            | Outgoing::Document { .. }
            | Outgoing::Invoice { .. } => Repeat::Doubles,
            Outgoing::Edit { .. }
            | Outgoing::EditCaption { .. }
            | Outgoing::EditPhoto { .. }
            | Outgoing::Strip { .. }
            | Outgoing::Delete { .. }
            | Outgoing::Toast { .. }
            | Outgoing::Checkout { .. }
            | Outgoing::Refund { .. }
            | Outgoing::Commands { .. } => Repeat::Harmless,
        }
    }
}

impl Try {
    /// Nobody knows how far it came.
    fn unknown(why: &str) -> Try {
        let end = Err(Fail::Unknown(why.into()));
        Try { repeat: Repeat::Doubles, picture: None, end }
    }
}

impl Courier {
    /// A courier for one bot.
    pub fn new(
        store: Arc<Store>,
        telegram: Arc<dyn Telegram>,
        i18n: Arc<I18n>,
        limits: Limits,
    ) -> Courier {
        let pace = pace::Pace::new(store.clock().clone(), limits);
        Courier { store, telegram, i18n, pace }
    }

    /// Repeats what was on the wire when the process last ended. Called once, before the rest.
    pub fn recover(&self) -> Result<()> {
        let lost = self.store.write(outbox::recover).context("recover outbox")?;
        if lost > 0 {
            tracing::warn!(lost, "messages with an unknown end were not repeated again");
        }
        Ok(())
    }

    /// Sends one batch, one after the other. The daemon runs [`Running`] instead; tests and the
    /// last moments before exit use this.
    pub fn step(&self) -> Result<Progress> {
        let mut room = Room::new(BATCH);
        let mut hand = Hand::default();
        for parcel in self.store.write(|tx| self.take(tx, BATCH, &mut room))? {
            hand.give(parcel);
        }
        while let Some(parcel) = hand.next() {
            let end = self.send(&parcel);
            hand.ended(parcel, End::Tried(end));
        }
        let ends = hand.ends();
        if ends.is_empty() {
            return Ok(Progress::Idle);
        }
        self.store.write(|tx| self.settle(tx, &ends))?;
        Ok(Progress::Made)
    }

    fn send(&self, parcel: &Parcel) -> Try {
        let Worded { out, picture } = parcel.words(&self.i18n);
        Try { repeat: Repeat::of(&out), picture, end: self.telegram.send(&out) }
    }

    /// Answers a tap. A tap that is too old needs no answer.
    pub fn toast(&self, toast: &Toast) {
        let says = toast.says.as_ref();
        let text =
            says.map_or_else(String::new, |(msg, reader)| words::toast(&self.i18n, msg, reader));
        let out = Outgoing::Toast { query: toast.query.clone(), text };
        match self.telegram.send(&out) {
            Ok(_) | Err(Fail::TooOld) => {}
            Err(fail) => tracing::warn!(%fail, "a tap was not answered"),
        }
    }

    /// Answers whether a payment may go on; `refused` says why not, and to whom.
    pub fn checkout(&self, query: &str, refused: Option<&(Msg, Reader)>) {
        let refusal = refused.map(|(msg, reader)| words::toast(&self.i18n, msg, reader));
        let out = Outgoing::Checkout { query: query.to_owned(), refusal };
        if let Err(fail) = self.telegram.send(&out) {
            tracing::warn!(%fail, "a checkout was not answered");
        }
    }

    /// Says something once where no user's outbox is: in a group. A loss is only logged.
    pub fn aside(&self, chat: ChatId, message: &Message, reader: &Reader) {
        let Worded { out, .. } = words::message(&self.i18n, message, reader, chat);
        if let Err(fail) = self.telegram.send(&out) {
            tracing::info!(chat = chat.0, %fail, "a word in a group was lost");
        }
    }

    fn take(&self, tx: &Tx, most: usize, room: &mut Room) -> Result<Vec<Parcel>> {
        let mut may = |due: &Due| {
            if !room.has(due) {
                return Go::NotThisChat;
            }
            let go = self.pace.may(due.chat);
            if go == Go::Now {
                room.add(due);
            }
            go
        };
        let mut parcels = Vec::new();
        for taken in outbox::take(tx, most, &mut may)? {
            let id = taken.id;
            match pack(tx, taken)? {
                Some(parcel) => parcels.push(parcel),
                None => outbox::done(tx, id)?,
            }
        }
        Ok(parcels)
    }

    fn settle(&self, tx: &Tx, ends: &Ends) -> Result<()> {
        for (parcel, end) in ends {
            match end {
                End::Tried(tried) => self.settle_one(tx, parcel, tried)?,
                End::Untried => outbox::untried(tx, parcel.id)?,
            }
        }
        Ok(())
    }

    fn settle_one(&self, tx: &Tx, parcel: &Parcel, tried: &Try) -> Result<()> {
        let again = |wait_ms: i64| outbox::later(tx, parcel.id, tx.now_ms() + wait_ms);
        match &tried.end {
            Ok(sent) => shown(tx, parcel, tried.picture, sent),
            Err(Fail::Unchanged | Fail::TooOld) => {
                shown(tx, parcel, tried.picture, &Sent::default())
            }
            Err(Fail::Wait(wait)) => {
                self.pace.pause(parcel.chat, *wait);
                tracing::info!(chat = parcel.chat.0, ?wait, "told to slow down");
                again(i64::try_from(wait.as_millis()).unwrap_or(BACK_OFF_MOST_MS))
            }
            Err(Fail::Unreachable(why)) => {
                tracing::info!(user = parcel.user.0, why, "the user cannot be reached");
                users::set_reachable(tx, parcel.user, Reachable::No)?;
                outbox::done(tx, parcel.id)
            }
            Err(Fail::Gone(_)) => match parcel.load {
                // The user deleted it: the newest body comes as a new message.
                Load::Card(card, _) => {
                    cards::lost(tx, card)?;
                    again(0)
                }
                _ => outbox::done(tx, parcel.id),
            },
            Err(Fail::Down(_)) => again(back_off(parcel.attempts)),
            Err(fail @ Fail::Unknown(_)) => {
                if let Load::Card(card, _) = parcel.load {
                    cards::photo_unknown(tx, card)?;
                }
                if may_repeat(parcel, tried.repeat) {
                    outbox::doubt(tx, parcel.id)?;
                    return again(back_off(parcel.attempts));
                }
                tracing::warn!(row = parcel.id.0, %fail, "not repeated again: it may have arrived");
                outbox::done(tx, parcel.id)
            }
            Err(fail @ Fail::Refused { .. }) => {
                tracing::error!(row = parcel.id.0, %fail, "Telegram refuses a message");
                outbox::give_up(tx, parcel.id)
            }
        }
    }
}

/// `None` when there is nothing left to do: the card is gone, or shows the newest already.
fn pack(tx: &Tx, taken: Taken) -> Result<Option<Parcel>> {
    let Taken { id, user, chat, op, attempts, doubts } = taken;
    let (about, load) = match op {
        Op::Message(body) => (None, Some(Load::Message(body))),
        Op::Commands => (None, Some(Load::Commands)),
        Op::Card(card) => {
            (Some(card), cards::change(tx, card)?.map(|change| Load::Card(card, change)))
        }
        Op::Delete(message) => (None, Some(Load::Delete(message))),
        Op::Strip(card) => (Some(card), cards::message(tx, card)?.map(Load::Strip)),
    };
    let Some(load) = load else { return Ok(None) };
    let (locale, zone) = users::reads_in(tx, user)?;
    let reader = Reader { locale, zone };
    Ok(Some(Parcel { id, user, chat, about, attempts, doubts, reader, load }))
}

/// An edit may be repeated freely; what may have been delivered is repeated once.
fn may_repeat(parcel: &Parcel, repeat: Repeat) -> bool {
    match repeat {
        Repeat::Harmless => parcel.attempts < TRIES_MOST,
        Repeat::Doubles => parcel.doubts == 0,
    }
}

fn back_off(attempts: i64) -> i64 {
    let doubled = BACK_OFF_MS.checked_shl(u32::try_from(attempts - 1).unwrap_or(31));
    doubled.unwrap_or(BACK_OFF_MOST_MS).clamp(BACK_OFF_MS, BACK_OFF_MOST_MS)
}

/// Notes what Telegram shows now. A message that another one took the place of is deleted, after
/// the new one is known to be there.
fn shown(tx: &Tx, parcel: &Parcel, picture: Option<Hash>, sent: &Sent) -> Result<()> {
    if let Load::Card(card, change) = &parcel.load {
        let photo = picture.map(|hash| {
            let known = change.photo.as_ref().filter(|photo| photo.hash == hash);
            let known = known.and_then(|photo| photo.file_id.clone());
            cards::Photo { hash, file_id: sent.file_id.clone().or(known) }
        });
        cards::shown(tx, *card, change.rev, sent.message, photo.as_ref())?;
        if let (Some(old), Some(new)) = (change.stands.message(), sent.message)
            && old != new
        {
            outbox::delete(tx, parcel.user, parcel.chat, old)?;
        }
    }
    outbox::done(tx, parcel.id)
}
