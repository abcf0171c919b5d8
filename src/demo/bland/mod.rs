//! A stand-in of the voice provider: the same requests, the same answers, its own time.
//!
//! It speaks the vendor's wire format from the vendor's pages and shares no code with the client,
//! so that a misreading on one side shows. Nothing happens by itself: every request, and every
//! [`FakeBland::tick`], first lets happen what the clock says is due. It is strict: what the vendor
//! documents as refused is refused; what the vendor leaves open is a switch in [`Unknowns`].

mod answer;
mod call;
mod callee;
mod checks;
mod faults;
mod list;
pub mod pathway;
mod phone;
mod query;
mod routes;
mod send;
mod serve;
mod settings;
mod shapes;
mod show;
mod state;
mod talk;
pub mod walk;
mod wanted;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use answer::{Fate, Response};
pub use callee::{Act, Callee};
pub use faults::{Endpoint, Fault, Limit};
pub use settings::{Caps, Pace, Plan, RunningStatus, Settings, Unknowns};
pub use state::Ban;

use crate::clock::Clock;
use call::{Call, Stage};
use state::State;

/// The stand-in. Clones share it.
#[derive(Clone, Debug)]
pub struct FakeBland {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

/// A call that was accepted, as evidence of what was dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The number called.
    pub to: String,
    /// The client's own id, if it sent one in the metadata.
    pub cb_request_id: Option<String>,
    /// When it was accepted, milliseconds UTC.
    pub created_ms: i64,
}

/// A call as it stands, for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The stand-in's id of it.
    pub call_id: String,
    /// The number called.
    pub to: String,
    /// The number shown to the callee.
    pub from: String,
    /// The client's own id, if it sent one in the metadata.
    pub cb_request_id: Option<String>,
    /// The longest it may last, as the client asked.
    pub max_minutes: u32,
    /// Where it is.
    pub line: Line,
    /// Whether a client is told that it is completed.
    pub completed: bool,
    /// When it was accepted, milliseconds UTC.
    pub created_ms: i64,
    /// When somebody or a machine picked up, milliseconds UTC.
    pub connected_ms: Option<i64>,
    /// When the line was over, milliseconds UTC.
    pub ended_ms: Option<i64>,
    /// Connected seconds, a started one counted whole; 0 until the line is over.
    pub seconds: i64,
    /// What was said and pressed, in order: the role (`assistant`, `user`, `agent-action`) and
    /// the text.
    pub rows: Vec<(&'static str, String)>,
}

/// The state of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// In the provider's queue.
    Waiting,
    /// The phone rings.
    Ringing,
    /// Somebody or a machine picked up.
    Talking,
    /// Over.
    Ended,
}

impl FakeBland {
    /// An account with nothing in it, reached with `key`.
    pub fn new(clock: Clock, key: &str) -> FakeBland {
        let state = State::new(Settings::new(key));
        FakeBland { state: Arc::new(Mutex::new(state)), clock }
    }

    /// Answers one request; the target is the path with its query.
    pub fn request(
        &self,
        method: &str,
        target: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Response {
        let (mut state, now) = self.present();
        let request = routes::Request { method, target, headers, body, now };
        routes::handle(&mut state, request)
    }

    /// The same over HTTP.
    pub fn router(self) -> axum::Router {
        serve::router(self)
    }

    /// The phone of the demo page over HTTP, below `/phone`.
    pub fn phone(self) -> axum::Router {
        serve::phone(self)
    }

    /// Lets everything happen that the clock says is due.
    pub fn tick(&self) {
        drop(self.present());
    }

    /// When something will happen next by itself, milliseconds UTC: for a clock that jumps.
    pub fn next_ms(&self) -> Option<i64> {
        self.present().0.next_at()
    }

    /// Changes how the account behaves. The pace applies to calls accepted from now on.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.present().0.settings);
    }

    /// Says who answers `number`.
    pub fn callee_for(&self, number: &str, callee: Callee) {
        self.present().0.callees.insert(number.to_owned(), callee);
    }

    /// Refuses `number` from now on.
    pub fn ban(&self, number: &str, ban: Ban) {
        self.present().0.bans.insert(number.to_owned(), ban);
    }

    /// Lets `fault` hit the next request to place a call for which none is waiting already.
    pub fn fault(&self, fault: Fault) {
        self.fault_at(Endpoint::Send, fault);
    }

    /// The same for another endpoint.
    pub fn fault_at(&self, endpoint: Endpoint, fault: Fault) {
        self.present().0.faults.push_back((endpoint, fault));
    }

    /// Forgets the faults that wait: from now on all goes well.
    pub fn heal(&self) {
        self.present().0.faults.clear();
    }

    /// The callee picks up. False when it does not ring.
    pub fn answer(&self, call_id: &str) -> bool {
        self.act(call_id, Call::answer)
    }

    /// The answering machine picks up. False when it does not ring.
    pub fn voicemail(&self, call_id: &str) -> bool {
        self.act(call_id, Call::voicemail)
    }

    /// The callee declines or hangs up. False when there is no line.
    pub fn hang_up(&self, call_id: &str) -> bool {
        self.act(call_id, Call::hang_up)
    }

    /// The callee presses a key. False when nobody is talking or it is no key.
    pub fn key(&self, call_id: &str, key: char) -> bool {
        self.act(call_id, |call, at| call.key(at, key))
    }

    /// The callee speaks. False when nobody is talking.
    pub fn say(&self, call_id: &str, text: &str) -> bool {
        self.act(call_id, |call, at| call.words(at, text))
    }

    /// Every call that was accepted, oldest first.
    pub fn dialled(&self) -> Vec<Dialled> {
        let (state, _) = self.present();
        let dialled = |call: &Call| Dialled {
            to: call.wanted.to.clone(),
            cb_request_id: call.cb_request_id().map(str::to_owned),
            created_ms: call.created,
        };
        state.calls.iter().map(dialled).collect()
    }

    /// Every call as it stands, oldest first.
    pub fn calls(&self) -> Vec<Seen> {
        self.present().0.calls.iter().map(seen).collect()
    }

    fn act(&self, call_id: &str, act: impl FnOnce(&mut Call, i64) -> bool) -> bool {
        let (mut state, now) = self.present();
        state.change(call_id, |call| act(call, now)).unwrap_or(false)
    }

    /// The state, brought up to the clock's present.
    fn present(&self) -> (MutexGuard<'_, State>, i64) {
        let now = self.clock.wall().as_millisecond();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.advance(now);
        (state, now)
    }
}

fn seen(call: &Call) -> Seen {
    let line = match call.stage {
        Stage::New | Stage::Queued | Stage::Allocated => Line::Waiting,
        Stage::Ringing => Line::Ringing,
        Stage::Talking(_) => Line::Talking,
        Stage::Settling | Stage::Over => Line::Ended,
    };
    Seen {
        call_id: call.id.clone(),
        to: call.wanted.to.clone(),
        from: call.from.clone(),
        cb_request_id: call.cb_request_id().map(str::to_owned),
        max_minutes: call.wanted.max_minutes,
        line,
        completed: call.is_over(),
        created_ms: call.created,
        connected_ms: call.connected,
        ended_ms: call.ended.as_ref().map(|(at, _)| *at),
        seconds: call.seconds(),
        rows: call.rows.iter().map(|row| (row.who, row.text.clone())).collect(),
    }
}
