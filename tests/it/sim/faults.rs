//! What goes wrong: the provider, Telegram, and the end of the process at the worst moment.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::bland::{Endpoint, FakeBland, Fault as Voiced, Limit, RunningStatus};
use ivrbot::demo::telegram::{FakeTelegram, Fault as Deaf};
use ivrbot::domain::call::Report;
use ivrbot::domain::dial::Receipt;
use ivrbot::store::proof::Committed;
use ivrbot::telegram::{Fail, Outgoing, Sent, StarsPage, Telegram};
use ivrbot::voice::{Account, Fault, Placed, Stopped, Voice};
use serde_json::{Value, json};

use super::chance::Chance;

/// What unwinds when the process is to end.
pub struct Ended;

/// Ends the process at one of its next requests to the outside: just before it goes out, or just
/// after it was carried out.
#[derive(Default)]
pub struct Fuse {
    left: AtomicI64,
    after: AtomicBool,
}

impl Fuse {
    /// At the `nth` request from now, counted from 1.
    pub fn light(&self, nth: i64, after: bool) {
        self.after.store(after, Ordering::SeqCst);
        self.left.store(nth, Ordering::SeqCst);
    }

    pub fn put_out(&self) {
        self.left.store(0, Ordering::SeqCst);
    }

    fn around<T>(&self, request: impl FnOnce() -> T) -> T {
        let blows = match self.left.load(Ordering::SeqCst) {
            0 => false,
            left => {
                self.left.store(left - 1, Ordering::SeqCst);
                left == 1
            }
        };
        let after = self.after.load(Ordering::SeqCst);
        if blows && !after {
            end();
        }
        let answer = request();
        if blows && after {
            end();
        }
        answer
    }
}

fn end() {
    // Not a panic: it is not reported as one.
    std::panic::resume_unwind(Box::new(Ended));
}

/// Telegram behind a fuse. It also hands updates over twice when it is told to.
pub struct TelegramDoor {
    pub inner: Arc<dyn Telegram>,
    pub fuse: Arc<Fuse>,
    pub echo: Arc<Echo>,
    pub clock: Clock,
    pub told: Arc<Mutex<Vec<Told>>>,
}

/// What a person read: its chat, its HTML, and when it was written or edited.
#[derive(Debug)]
pub struct Told {
    pub chat: i64,
    pub html: String,
    pub at_ms: i64,
}

/// Updates that come a second time.
#[derive(Default)]
pub struct Echo {
    heard: Mutex<Vec<Value>>,
    again: AtomicBool,
}

impl Echo {
    /// The next poll brings old updates once more.
    pub fn ring(&self) {
        self.again.store(true, Ordering::SeqCst);
    }
}

/// So many old updates come again at once.
const ECHOES: usize = 5;

impl Telegram for TelegramDoor {
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail> {
        let mut updates = self.fuse.around(|| self.inner.poll(offset, wait))?;
        let mut heard = self.echo.heard.lock().unwrap();
        if self.echo.again.swap(false, Ordering::SeqCst) {
            let old: Vec<_> = heard.iter().rev().take(ECHOES).rev().cloned().collect();
            updates.splice(0..0, old);
        }
        heard.extend(updates.iter().cloned());
        Ok(updates)
    }

    fn send(&self, out: &Outgoing) -> Result<Sent, Fail> {
        self.fuse.around(|| {
            let end = self.inner.send(out);
            let (Outgoing::Text { chat, html, .. } | Outgoing::Edit { chat, html, .. }) = out
            else {
                return end;
            };
            if matches!(end, Ok(_) | Err(Fail::Unchanged)) {
                let at_ms = self.clock.wall().as_millisecond();
                let told = Told { chat: chat.0, html: html.clone(), at_ms };
                self.told.lock().unwrap().push(told);
            }
            end
        })
    }

    fn file(&self, file_id: &str) -> Result<Vec<u8>, Fail> {
        self.fuse.around(|| self.inner.file(file_id))
    }

    fn stars(&self, skip: i64) -> Result<StarsPage, Fail> {
        self.fuse.around(|| self.inner.stars(skip))
    }

    fn me(&self) -> Result<String, Fail> {
        self.inner.me()
    }

    fn hang_up(&self) {
        self.inner.hang_up();
    }
}

/// The voice provider behind the same fuse.
pub struct VoiceDoor {
    pub inner: Arc<dyn Voice>,
    pub fuse: Arc<Fuse>,
}

impl Voice for VoiceDoor {
    fn place(&self, receipt: Committed<Receipt>) -> Placed {
        self.fuse.around(|| self.inner.place(receipt))
    }

    fn look(&self, provider_id: &str) -> Result<Option<Report>, Fault> {
        self.fuse.around(|| self.inner.look(provider_id))
    }

    fn list(&self, to: Option<&str>, since_ms: i64, until_ms: i64) -> Result<Vec<Report>, Fault> {
        self.fuse.around(|| self.inner.list(to, since_ms, until_ms))
    }

    fn active(&self) -> Result<Vec<Report>, Fault> {
        self.fuse.around(|| self.inner.active())
    }

    fn stop(&self, provider_id: &str) -> Result<Stopped, Fault> {
        self.fuse.around(|| self.inner.stop(provider_id))
    }

    fn account(&self) -> Result<Account, Fault> {
        self.inner.account()
    }
}

/// Something goes wrong at the voice provider.
pub fn provider(bland: &FakeBland, chance: &mut Chance) -> String {
    use Endpoint::{List, Look, Send, Stop};
    let endpoint = *chance.pick(&[Send, Send, Send, Look, Look, List, Stop]);
    let words = ["Insufficient balance", "Something odd", "Rate limit exceeded"];
    let limits = [
        Limit::SameNumber,
        Limit::Account,
        Limit::NewAccount,
        Limit::International,
        Limit::Blacklisted,
    ];
    let fault = match chance.below(12) {
        0 | 1 => Voiced::AcceptThenDrop,
        2 | 3 => Voiced::AcceptThen500,
        4 => Voiced::Drop,
        5 => Voiced::Status(*chance.pick(&[400, 401, 402, 408, 429, 500, 503]), "{}".into()),
        6 => Voiced::SlowMs(1),
        7 => Voiced::OkWithErrorStatus((*chance.pick(&words)).into()),
        8 => Voiced::Html502,
        9 => Voiced::UnableToQueueButQueued,
        10 => Voiced::UnableToQueue,
        _ => Voiced::Limited(*chance.pick(&limits)),
    };
    let said = format!("the provider at {endpoint:?}: {fault:?}");
    bland.fault_at(endpoint, fault);
    said
}

/// Something goes wrong at Telegram.
pub fn telegram(telegram: &FakeTelegram, echo: &Echo, chance: &mut Chance) -> String {
    let methods = [
        "sendMessage",
        "sendMessage",
        "editMessageText",
        "editMessageText",
        "editMessageReplyMarkup",
        "answerCallbackQuery",
        "setMyCommands",
        "sendDocument",
        "getUpdates",
        "getFile",
    ];
    let method = *chance.pick(&methods);
    let fault = match chance.below(8) {
        0 | 1 => Deaf::too_many(chance.between(1, 40)),
        2 => Deaf::BadGateway,
        3 => Deaf::DropBeforeAccept,
        4 | 5 => Deaf::AcceptThenDrop,
        // An update with an odd chat is not for us; an echo with one must not matter.
        6 if method.starts_with("send") || method.starts_with("edit") => Deaf::OddEcho,
        _ => {
            if chance.percent(50) {
                echo.ring();
                return "old updates come again".into();
            }
            let odd = odd_update(chance);
            let said = format!("an odd update: {odd}");
            telegram.odd_update(odd);
            return said;
        }
    };
    let said = format!("Telegram at {method}: {fault:?}");
    telegram.fail(method, fault);
    said
}

fn odd_update(chance: &mut Chance) -> Value {
    let odd = [
        json!({}),
        json!({"message": null}),
        json!({"message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "hologram"}}}),
        json!({"edited_message": {"message_id": "x"}}),
        json!({"callback_query": {"id": "1", "data": "1om:0"}}),
        json!({"my_chat_member": {"chat": 7}}),
        json!({"poll_answer": [1, 2, 3]}),
    ];
    chance.pick(&odd).clone()
}

/// What the vendor leaves open goes one way or the other, for a whole story.
pub fn temper(bland: &FakeBland, chance: &mut Chance) {
    let mut coin = || chance.percent(50);
    let (metadata, completed, shuffled, ids) = (coin(), coin(), coin(), coin());
    let (noise, connect, no_line, varied) = (coin(), coin(), coin(), coin());
    bland.configure(|settings| {
        let unknowns = &mut settings.unknowns;
        unknowns.list_metadata = metadata;
        unknowns.says_completed = completed;
        unknowns.shuffled = shuffled;
        unknowns.text_ids = ids;
        unknowns.agent_noise = noise;
        unknowns.started_at_connect = connect;
        unknowns.queued_has_no_line = no_line;
        unknowns.status_while_running =
            if varied { RunningStatus::Varied } else { RunningStatus::Null };
    });
}
