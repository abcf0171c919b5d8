//! A stand-in for the Telegram Bot API: strict about what Telegram refuses, driven over HTTP or
//! directly, with the people on the other side as methods.
//!
//! [`FakeTelegram::request`] is the whole API as a function; [`FakeTelegram::router`] puts it
//! behind `/bot<TOKEN>/<method>`. Message dates and the life of a tap follow the wall clock, rate
//! limits the pace clock; nothing else reads time. It follows Bot API 10.1
//! (<https://core.telegram.org/bots/api>).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::clock::Clock;
use crate::work::Bell;

mod edit;
mod faults;
mod html;
mod keyboard;
mod limits;
mod media;
mod methods;
mod multipart;
mod params;
mod people;
mod reply;
mod router;
mod send;
mod settings;
mod shown;
mod stars;
mod state;
mod updates;
mod wire;
#[cfg(test)]
mod tests;

pub use faults::Fault;
pub use keyboard::{Action, Button, Key, Sends};
pub use people::{PersonSeed, Tapped};
pub use reply::Reply;
pub use shown::{Screen, Shown, ShownFile, Toast};
pub use stars::{Paid, Tampered};

use params::Params;
pub(super) use params::decode;
use reply::{Answer, Refusal};
use state::{Call, State};

/// A handle on the stand-in. Clones share it.
#[derive(Clone)]
pub struct FakeTelegram(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    clock: Clock,
    /// Rung for threads, after every change.
    bell: Bell,
    /// The same for tasks that show a chat.
    seen: Notify,
    /// For tasks that poll: only after what people do, so that a busy bot does not wake its own
    /// poll with every message it sends.
    arrived: Notify,
}

impl FakeTelegram {
    /// A Telegram without people, for the bot with this token (`<number>:<secret>`).
    pub fn new(token: &str, clock: Clock) -> FakeTelegram {
        let state = State { token: token.to_owned(), ..State::default() };
        FakeTelegram(Arc::new(Shared {
            state: Mutex::new(state),
            clock,
            bell: Bell::new(),
            seen: Notify::new(),
            arrived: Notify::new(),
        }))
    }

    /// One request, as the bot makes it. It never waits: `getUpdates` answers at once with what
    /// there is, and who drives it directly waits on [`FakeTelegram::bell`] instead.
    pub fn request(&self, method: &str, content_type: &str, body: &[u8]) -> Reply {
        match Params::read(content_type, body) {
            Ok(params) => self.call(method, &params),
            Err(refusal) => refusal.reply(),
        }
    }

    /// Rung whenever something changed: an update may wait, a message may be there.
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// The next request of `method` goes wrong like this. Faults of one method queue up.
    pub fn fail(&self, method: &str, fault: Fault) {
        self.change(|state| state.faults.add(method, fault));
    }

    /// Forgets the faults that wait: from now on all goes well.
    pub fn heal(&self) {
        self.change(|state| state.faults = faults::Faults::default());
    }

    /// Everything the bot asked for that Telegram does not know: methods, parameters, fields of a
    /// keyboard. A test ends by asserting that there is none.
    pub fn violations(&self) -> Vec<String> {
        self.read(|state| state.violations.clone())
    }

    /// Switches the rate limits on (as they are at first) or off.
    pub fn limited(&self, limits: Limits) {
        self.change(|state| state.unlimited = limits == Limits::Off);
    }

    /// Every request over HTTP takes at least this long.
    pub fn delay(&self, delay: Duration) {
        self.change(|state| state.delay = delay);
    }

    /// Updates that the bot has not confirmed.
    pub fn pending_updates(&self) -> usize {
        self.read(|state| state.queue.len())
    }

    fn call(&self, method: &str, params: &Params) -> Reply {
        let (wall, pace) = (self.0.clock.wall(), self.0.clock.pace());
        let mut state = self.lock();
        if let Err(refusal) = note_unknown(&mut state, method, params) {
            return refusal.reply();
        }
        let fault = state.faults.next(method);
        if let Some(reply) = fault.as_ref().and_then(Fault::instead) {
            return reply;
        }
        let reply = Reply::from(answer(&mut state, method, &Call { params, wall, pace }));
        drop(state);
        if method != "getUpdates" {
            self.ring();
        }
        match fault {
            Some(fault) => fault.spoil(reply),
            None => reply,
        }
    }

    fn clock(&self) -> &Clock {
        &self.0.clock
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let done = change(&mut self.lock());
        self.0.arrived.notify_waiters();
        self.ring();
        done
    }

    fn ring(&self) {
        self.0.bell.ring();
        self.0.seen.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the stand-in refuses a bot that sends too fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// As Telegram does.
    On,
    /// Never, for a load test.
    Off,
}

/// An unknown method is refused; an unknown parameter is ignored, as Telegram does, but noted.
fn note_unknown(state: &mut State, method: &str, params: &Params) -> Result<(), Refusal> {
    let Some(known) = methods::parameters(method) else {
        state.violations.push(format!("unknown method {method}"));
        return Err(Refusal::new(404, "Not Found: method not found"));
    };
    for name in params.names() {
        let is_known = known.iter().any(|group| group.contains(&name));
        if !is_known && !params.is_attachment(name) {
            state.violations.push(format!("{method}: unknown parameter {name}"));
        }
    }
    Ok(())
}

fn answer(state: &mut State, method: &str, call: &Call<'_>) -> Answer {
    match method {
        "getUpdates" => state.queue.get(call),
        "sendMessage" => send::message(state, call),
        "editMessageText" => edit::message_text(state, call),
        "answerCallbackQuery" => settings::answer_query(state, call),
        "editMessageReplyMarkup" => edit::message_markup(state, call),
        "editMessageCaption" => edit::message_caption(state, call),
        "editMessageMedia" => media::edit(state, call),
        "deleteMessage" => edit::delete(state, call),
        "sendPhoto" => send::photo(state, call),
        "sendDocument" => send::document(state, call),
        "sendChatAction" => settings::chat_action(state, call),
        "sendInvoice" => stars::invoice(state, call),
        "answerPreCheckoutQuery" => stars::answer(state, call),
        "refundStarPayment" => stars::refund(state, call),
        "getStarTransactions" => stars::list(state, call),
        "getMe" => settings::get_me(state),
        "getFile" => settings::get_file(state, call),
        "setMyCommands" => settings::set_commands(state, call),
        "deleteMyCommands" => settings::delete_commands(state, call),
        "getMyCommands" => settings::get_commands(state, call),
        "getWebhookInfo" => settings::webhook_info(state),
        "deleteWebhook" => settings::delete_webhook(state, call),
        // What only changes how the bot presents itself is accepted and not kept.
        _ => Ok("true".to_owned()),
    }
}
