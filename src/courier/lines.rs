//! The courier at work: one dispatcher takes and settles, many lines send.
//!
//! The dispatcher is the only one that touches the store, so that a batch shares one commit. A line
//! takes the next parcel of a chat only when the one before has its end: chats run side by side,
//! each in order.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;

use crate::courier::{BATCH, Courier, Parcel, Toast};
use crate::domain::ids::ChatId;
use crate::store::outbox;
use crate::telegram::{Fail, Sent};

/// Requests in flight at most: enough for 50 chats at 50 ms a request, with room to spare.
const LINES_MOST: usize = 64;
/// Parcels of one chat in hand: a second one is ready when the first has its end.
const IN_HAND_MOST: usize = 4;
/// How long a line without work stays.
const IDLE: Duration = Duration::from_secs(10);
/// How long the dispatcher waits at most, for what no bell announces (limits that pass).
const LOOK: Duration = Duration::from_millis(250);
/// The wait of a dispatcher that has nothing queued at all.
const REST: Duration = Duration::from_secs(5);
/// A line's stack: it only encodes JSON and speaks HTTP.
const STACK: usize = 512 * 1024;

/// A running courier.
pub struct Running {
    shared: Arc<Shared>,
    dispatcher: Option<JoinHandle<()>>,
}

struct Shared {
    courier: Arc<Courier>,
    state: Mutex<State>,
    /// Wakes a line.
    work: Condvar,
}

#[derive(Default)]
struct State {
    chats: HashMap<ChatId, Chat>,
    ready: VecDeque<ChatId>,
    toasts: VecDeque<Toast>,
    ends: Vec<(Parcel, Result<Sent, Fail>)>,
    lines: usize,
    idle: usize,
    stopping: bool,
}

#[derive(Default)]
struct Chat {
    waiting: VecDeque<Parcel>,
    in_hand: usize,
}

enum Job {
    Parcel(Box<Parcel>),
    Toast(Toast),
}

impl Running {
    /// Starts the dispatcher; lines come as they are needed.
    pub fn start(courier: Arc<Courier>) -> Result<Running> {
        let shared = Arc::new(Shared { courier, state: Mutex::default(), work: Condvar::new() });
        let dispatched = Arc::clone(&shared);
        let dispatcher = std::thread::Builder::new()
            .name("courier".into())
            .spawn(move || dispatched.dispatch())?;
        Ok(Running { shared, dispatcher: Some(dispatcher) })
    }

    /// Answers a tap as soon as a line is free.
    pub fn toast(&self, toast: Toast) {
        let mut state = self.shared.lock();
        state.toasts.push_back(toast);
        self.shared.call_a_line(&mut state);
    }

    /// Lets what is in hand end, and stops.
    pub fn stop(mut self) {
        self.shared.lock().stopping = true;
        self.shared.courier.store.clock().bell().ring();
        self.shared.work.notify_all();
        if let Some(dispatcher) = self.dispatcher.take()
            && dispatcher.join().is_err()
        {
            tracing::error!("the courier panicked");
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn dispatch(self: &Arc<Shared>) {
        loop {
            let seen = self.courier.store.clock().bell().seen();
            match self.turn() {
                Ok(Turn::Worked) => {}
                Ok(Turn::Rest(due)) => self.courier.store.clock().wait(seen, due, REST),
                Ok(Turn::Watch) => self.courier.store.clock().wait(seen, None, LOOK),
                Ok(Turn::Over) => return,
                Err(fault) => {
                    tracing::error!(fault = format!("{fault:#}"), "the courier failed");
                    self.courier.store.clock().wait(seen, None, REST);
                }
            }
        }
    }

    /// One round: settle what ended, take what is due, hand it to the lines.
    fn turn(self: &Arc<Shared>) -> Result<Turn> {
        let (ends, stopping, in_hand) = {
            let mut state = self.lock();
            let in_hand: usize = state.chats.values().map(|chat| chat.in_hand).sum();
            (std::mem::take(&mut state.ends), state.stopping, in_hand)
        };
        let due = if ends.is_empty() { self.courier.store.read(outbox::next_due)? } else { None };
        let now = self.courier.store.clock().wall().as_millisecond();
        let waiting = due.is_some_and(|due| due <= now);
        if ends.is_empty() && (stopping || !waiting) {
            let busy = in_hand > ends.len();
            let due = due.and_then(|due| Timestamp::from_millisecond(due).ok());
            return Ok(if !stopping {
                Turn::Rest(due)
            } else if busy {
                Turn::Watch
            } else {
                Turn::Over
            });
        }
        let room: HashMap<ChatId, usize> = {
            let state = self.lock();
            state.chats.iter().map(|(chat, held)| (*chat, held.in_hand)).collect()
        };
        let taken = std::cell::RefCell::new(room);
        let parcels = self.courier.store.write(|tx| {
            self.courier.settle(tx, &ends)?;
            if stopping {
                return Ok(Vec::new());
            }
            self.courier.take(tx, BATCH, &|chat| {
                let mut taken = taken.borrow_mut();
                let held = taken.entry(chat).or_default();
                let full = *held >= IN_HAND_MOST;
                *held += usize::from(!full);
                full
            })
        })?;
        let made = !parcels.is_empty() || !ends.is_empty();
        self.hand_out(&ends, parcels);
        Ok(if made { Turn::Worked } else { Turn::Watch })
    }

    fn hand_out(self: &Arc<Shared>, ends: &[(Parcel, Result<Sent, Fail>)], parcels: Vec<Parcel>) {
        let mut state = self.lock();
        for (parcel, _) in ends {
            if let Some(chat) = state.chats.get_mut(&parcel.chat) {
                chat.in_hand = chat.in_hand.saturating_sub(1);
                if chat.in_hand == 0 {
                    state.chats.remove(&parcel.chat);
                }
            }
        }
        for parcel in parcels {
            let id = parcel.chat;
            let chat = state.chats.entry(id).or_default();
            let resting = chat.in_hand == 0;
            chat.in_hand += 1;
            chat.waiting.push_back(parcel);
            if resting || (chat.waiting.len() == 1 && !state.ready.contains(&id)) {
                state.ready.push_back(id);
                self.call_a_line(&mut state);
            }
        }
    }

    /// Wakes a line that rests, or opens another.
    fn call_a_line(self: &Arc<Shared>, state: &mut State) {
        if state.idle > 0 || state.lines >= LINES_MOST {
            self.work.notify_one();
            return;
        }
        let line = Arc::clone(self);
        let opened = std::thread::Builder::new()
            .name("courier-line".into())
            .stack_size(STACK)
            .spawn(move || line.serve());
        match opened {
            Ok(_) => state.lines += 1,
            Err(fault) => tracing::error!(%fault, "no thread for a courier line"),
        }
    }

    fn serve(self: &Arc<Shared>) {
        while let Some(job) = self.next_job() {
            match job {
                Job::Toast(toast) => self.courier.toast(&toast),
                Job::Parcel(parcel) => {
                    let end = self.courier.telegram.send(&parcel.out);
                    self.ended(*parcel, end);
                }
            }
        }
    }

    fn next_job(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(toast) = state.toasts.pop_front() {
                return Some(Job::Toast(toast));
            }
            if let Some(chat) = state.ready.pop_front() {
                let parcel = state.chats.get_mut(&chat).and_then(|chat| chat.waiting.pop_front());
                if let Some(parcel) = parcel {
                    return Some(Job::Parcel(Box::new(parcel)));
                }
                continue;
            }
            if state.stopping {
                state.lines -= 1;
                return None;
            }
            state.idle += 1;
            let (back, waited) =
                self.work.wait_timeout(state, IDLE).unwrap_or_else(PoisonError::into_inner);
            state = back;
            state.idle -= 1;
            if waited.timed_out() && state.ready.is_empty() && state.toasts.is_empty() {
                state.lines -= 1;
                return None;
            }
        }
    }

    fn ended(&self, parcel: Parcel, end: Result<Sent, Fail>) {
        let mut state = self.lock();
        let chat = parcel.chat;
        // After a failure the rest of the chat waits for its turn in the store: order is kept.
        let failed =
            matches!(end, Err(Fail::Wait(_) | Fail::Down(_) | Fail::Unknown(_) | Fail::Gone(_)));
        state.ends.push((parcel, end));
        let mut returned = Vec::new();
        if let Some(held) = state.chats.get_mut(&chat) {
            if failed {
                returned.extend(held.waiting.drain(..));
            } else if !held.waiting.is_empty() {
                state.ready.push_back(chat);
            }
        }
        let back =
            returned.into_iter().map(|p| (p, Err(Fail::Down("the one before it failed".into()))));
        state.ends.extend(back);
        drop(state);
        self.courier.store.clock().bell().ring();
    }
}

enum Turn {
    /// There may be more at once.
    Worked,
    /// Rows wait that may not go yet; or, while stopping, lines are still busy.
    Watch,
    /// Nothing is due before this moment.
    Rest(Option<Timestamp>),
    /// Stopped, with nothing in hand.
    Over,
}
