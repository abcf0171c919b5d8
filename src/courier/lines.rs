//! The courier at work: one dispatcher takes and settles, many lines send.
//!
//! The dispatcher is the only one that touches the store, so that a batch shares one commit. A line
//! takes the next parcel of a chat only when the one before has its end: chats run side by side,
//! each in order.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;

use crate::courier::hand::{End, Ends, Hand};
use crate::courier::{BATCH, Courier, Parcel, Toast, Try};
use crate::store::outbox;

/// Requests in flight at most: enough for 50 chats at 50 ms a request, with room to spare.
const LINES_MOST: usize = 64;
/// Parcels of one chat in hand: the next is ready when the first has its end, also while the store
/// is busy with a commit.
const IN_HAND_MOST: usize = 4;
/// How long a line without work stays.
const IDLE: Duration = Duration::from_secs(10);
/// How long the dispatcher waits at most, for what no bell announces (limits that pass).
const LOOK: Duration = Duration::from_millis(250);
/// The wait of a dispatcher that has nothing queued at all.
const REST: Duration = Duration::from_secs(5);
/// The wait after the store failed.
const FAULT: Duration = Duration::from_secs(1);
/// A line's stack: it puts into words, encodes JSON and speaks HTTP.
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
    hand: Hand,
    toasts: VecDeque<Toast>,
    lines: usize,
    idle: usize,
    /// A line was called and has not looked yet.
    called: bool,
    stopping: bool,
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
        let clock = self.courier.store.clock();
        // Kept until they are settled, also across a fault of the store.
        let mut open = Ends::new();
        loop {
            let seen = clock.bell().seen();
            match self.turn(&mut open) {
                Ok(Turn::Worked) => {}
                Ok(Turn::Rest(due)) => clock.wait(seen, due, REST),
                Ok(Turn::Watch) => clock.wait(seen, None, LOOK),
                Ok(Turn::Over) => return,
                Err(fault) => {
                    tracing::error!(fault = format!("{fault:#}"), "the courier failed");
                    if self.lock().stopping {
                        return;
                    }
                    clock.pause(FAULT);
                }
            }
        }
    }

    /// One round: settle what ended, take what is due, hand it to the lines.
    fn turn(self: &Arc<Shared>, open: &mut Ends) -> Result<Turn> {
        let (stopping, busy, mut room) = {
            let mut state = self.lock();
            open.append(&mut state.hand.ends());
            let busy = state.hand.count() > open.len();
            (state.stopping, busy, state.hand.room(open, IN_HAND_MOST))
        };
        if open.is_empty() {
            if stopping {
                return Ok(if busy { Turn::Watch } else { Turn::Over });
            }
            let due = self.courier.store.read(outbox::next_due)?;
            let now = self.courier.store.clock().wall().as_millisecond();
            if due.is_none_or(|due| due > now) {
                return Ok(Turn::Rest(due.and_then(|at| Timestamp::from_millisecond(at).ok())));
            }
        }
        let parcels = self.courier.store.write(|tx| {
            self.courier.settle(tx, open)?;
            if stopping { Ok(Vec::new()) } else { self.courier.take(tx, BATCH, &mut room) }
        })?;
        let made = !parcels.is_empty() || !open.is_empty();
        let mut state = self.lock();
        state.hand.settled(open);
        open.clear();
        for parcel in parcels {
            state.hand.give(parcel);
            self.call_a_line(&mut state);
        }
        Ok(if made { Turn::Worked } else { Turn::Watch })
    }

    /// Wakes a line that rests, or opens another. One at a time: a line that leaves work behind
    /// calls the next, so that lines which come back soon are not joined by many that need not.
    fn call_a_line(self: &Arc<Shared>, state: &mut State) {
        if state.called || state.hand.ready() + state.toasts.len() == 0 {
            return;
        }
        if state.idle > 0 {
            state.called = true;
            self.work.notify_one();
            return;
        }
        if state.lines >= LINES_MOST {
            return;
        }
        let line = Arc::clone(self);
        let opened = std::thread::Builder::new()
            .name("courier-line".into())
            .stack_size(STACK)
            .spawn(move || line.serve());
        match opened {
            Ok(_) => (state.lines, state.called) = (state.lines + 1, true),
            Err(fault) => tracing::error!(%fault, "no thread for a courier line"),
        }
    }

    fn serve(self: &Arc<Shared>) {
        while let Some(job) = self.next_job() {
            match job {
                Job::Toast(toast) => self.courier.toast(&toast),
                Job::Parcel(parcel) => {
                    let send = AssertUnwindSafe(|| self.courier.send(&parcel));
                    // A chat whose parcel never ends would never speak again.
                    let end = catch_unwind(send).unwrap_or_else(|_| {
                        tracing::error!(row = parcel.id.0, "a send panicked");
                        Try::unknown("panic")
                    });
                    self.lock().hand.ended(*parcel, End::Tried(end));
                    self.courier.store.clock().bell().ring();
                }
            }
        }
    }

    fn next_job(self: &Arc<Shared>) -> Option<Job> {
        let mut state = self.lock();
        loop {
            state.called = false;
            if let Some(job) = state.next() {
                self.call_a_line(&mut state);
                return Some(job);
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
            if waited.timed_out() && state.hand.ready() == 0 && state.toasts.is_empty() {
                state.called = false;
                state.lines -= 1;
                return None;
            }
        }
    }
}

impl State {
    /// A tap shows a waiting sign until it is answered, so it goes first.
    fn next(&mut self) -> Option<Job> {
        let toast = self.toasts.pop_front().map(Job::Toast);
        toast.or_else(|| self.hand.next().map(|parcel| Job::Parcel(Box::new(parcel))))
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
