//! One call from acceptance to completion: everything that happens to it happens at a moment of
//! its own, computed and not waited for.

use std::collections::VecDeque;

use super::callee::{Act, Callee, carrier_words};
use super::settings::Pace;
use super::talk::{Talk, Voice};
use super::wanted::{Machine, Wanted};

const MINUTE_MS: i64 = 60_000;

/// A call and all that is known of it.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) serial: u64,
    pub(super) id: String,
    pub(super) from: String,
    pub(super) wanted: Wanted,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) stage: Stage,
    pub(super) connected: Option<i64>,
    pub(super) machine: bool,
    /// Whether the carrier was asked to connect it.
    pub(super) rang: bool,
    pub(super) ended: Option<(i64, End)>,
    pub(super) opted_out: bool,
    pub(super) rows: Vec<Row>,
    /// By how much the account was charged; `None` until the line was over.
    pub(super) price_micro: Option<i64>,
    pub(super) person: bool,
    pub(super) pace: Pace,
    noisy: bool,
    due: i64,
    acts: VecDeque<Act>,
    act_at: i64,
    stop: Option<(i64, End)>,
}

/// Where it is.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    New,
    Queued,
    Allocated,
    Ringing,
    Talking(Talk),
    /// The line is over; the vendor still works on it.
    Settling,
    Over,
}

/// Why the line is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    Agent,
    Callee,
    /// Stopped through the API.
    Stopped,
    /// `max_duration` was reached.
    TimeUp,
    /// The account's balance fell below zero.
    Broke,
    NoAnswer,
    Busy,
    Failed(String),
}

/// One row of the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) who: &'static str,
    pub(super) text: String,
    pub(super) at: i64,
}

/// What makes a call move. At one moment the earlier kind goes first.
#[derive(Clone, Copy, Debug)]
enum Event {
    Stop,
    TimeUp,
    Act,
    Stage,
}

/// What a new call starts with.
pub(super) struct Start {
    pub(super) serial: u64,
    pub(super) id: String,
    pub(super) from: String,
    pub(super) created: i64,
    pub(super) callee: Callee,
    pub(super) pace: Pace,
    pub(super) noisy: bool,
}

impl Call {
    pub(super) fn new(start: Start, wanted: Wanted) -> Call {
        let Start { serial, id, from, created, callee, pace, noisy } = start;
        let (person, acts) = match callee {
            Callee::Person => (true, VecDeque::new()),
            Callee::Script(acts) => (false, acts.into()),
        };
        let due = wanted.start.unwrap_or(created).max(created) + pace.queued_ms;
        Call {
            serial,
            id,
            from,
            wanted,
            created,
            updated: created,
            stage: Stage::New,
            connected: None,
            machine: false,
            rang: false,
            ended: None,
            opted_out: false,
            rows: Vec::new(),
            price_micro: None,
            person,
            pace,
            noisy,
            due,
            acts,
            act_at: due,
            stop: None,
        }
    }

    /// When something happens to it next; `None` when nothing ever will by itself.
    pub(super) fn next_at(&self) -> Option<i64> {
        self.next().map(|(at, _)| at)
    }

    fn next(&self) -> Option<(i64, Event)> {
        let timers = [
            (self.stop.as_ref().filter(|_| self.ended.is_none()).map(|(at, _)| *at), Event::Stop),
            (self.time_up_at(), Event::TimeUp),
            (self.act_due(), Event::Act),
            (self.stage_due(), Event::Stage),
        ];
        let set = timers.into_iter().filter_map(|(at, event)| Some((at?, event)));
        set.min_by_key(|(at, _)| *at)
    }

    fn time_up_at(&self) -> Option<i64> {
        let connected = self.connected.filter(|_| self.ended.is_none())?;
        Some(connected + i64::from(self.wanted.max_minutes) * MINUTE_MS)
    }

    fn act_due(&self) -> Option<i64> {
        let acting = matches!(self.stage, Stage::Ringing | Stage::Talking(_));
        (acting && !self.acts.is_empty()).then_some(self.act_at)
    }

    fn stage_due(&self) -> Option<i64> {
        match &self.stage {
            Stage::Over => None,
            Stage::Talking(talk) => Some(talk.until()),
            _ => Some(self.due),
        }
    }

    /// Lets the next thing happen.
    pub(super) fn step(&mut self) {
        let Some((at, event)) = self.next() else { return };
        self.updated = at;
        match event {
            Event::Stop => {
                if let Some((_, why)) = self.stop.take() {
                    self.end(at, why);
                }
            }
            Event::TimeUp => self.end(at, End::TimeUp),
            Event::Act => self.act(at),
            Event::Stage => self.go_on(at),
        }
    }

    fn go_on(&mut self, at: i64) {
        let pace = self.pace;
        match &mut self.stage {
            Stage::New => {
                let wait = (pace.queue_ms - pace.queued_ms).max(0);
                self.enter(Stage::Queued, at + wait);
            }
            Stage::Queued => self.enter(Stage::Allocated, at + pace.allocate_ms),
            Stage::Allocated => {
                let rings = if self.person { pace.person_ring_ms } else { pace.ring_ms };
                self.act_at = at;
                self.rang = true;
                self.enter(Stage::Ringing, at + rings);
            }
            Stage::Ringing => self.end(at, End::NoAnswer),
            Stage::Talking(talk) => {
                let voice = talk.go_on(at);
                self.voice(at, voice);
            }
            Stage::Settling => self.enter(Stage::Over, at),
            Stage::Over => {}
        }
    }

    fn enter(&mut self, stage: Stage, due: i64) {
        self.stage = stage;
        self.due = due;
    }

    fn act(&mut self, at: i64) {
        let Some(act) = self.acts.pop_front() else { return };
        // An act that does not fit the moment does nothing, so what it returns does not matter.
        let _fits = match act {
            Act::Wait(ms) => {
                self.act_at = at + ms;
                true
            }
            Act::Answer => self.answer(at),
            Act::Machine => self.voicemail(at),
            Act::Busy => self.fail(at, End::Busy),
            Act::Fail(sip) => self.fail(at, End::Failed(carrier_words(&sip))),
            Act::Key(key) => self.key(at, key),
            Act::Say(text) => self.words(at, &text),
            Act::HangUp => self.hang_up(at),
        };
    }

    fn fail(&mut self, at: i64, why: End) -> bool {
        let rings = matches!(self.stage, Stage::Ringing);
        if rings {
            self.end(at, why);
        }
        rings
    }

    /// The callee picks up. False when it does not ring.
    pub(super) fn answer(&mut self, at: i64) -> bool {
        let wanted = &self.wanted;
        let first = wanted.first_sentence.as_deref();
        let talk = Talk::new(at, first, &wanted.task, &wanted.language);
        self.connect(at, talk)
    }

    /// An answering machine picks up. False when it does not ring.
    pub(super) fn voicemail(&mut self, at: i64) -> bool {
        let message = match &self.wanted.machine {
            Machine::Ignore => {
                let connected = self.answer(at);
                self.machine |= connected;
                return connected;
            }
            Machine::HangUp => None,
            Machine::Leave(message) => Some(message.as_str()),
        };
        let talk = Talk::to_machine(at, message, &self.wanted.language);
        let connected = self.connect(at, talk);
        self.machine |= connected;
        connected
    }

    fn connect(&mut self, at: i64, talk: Talk) -> bool {
        let rings = matches!(self.stage, Stage::Ringing);
        if rings {
            self.connected = Some(at);
            self.stage = Stage::Talking(talk);
            self.updated = at;
        }
        rings
    }

    /// The callee presses a key. False when nobody is talking or it is no key.
    pub(super) fn key(&mut self, at: i64, key: char) -> bool {
        if !(key.is_ascii_digit() || matches!(key, '*' | '#')) {
            return false;
        }
        let Stage::Talking(talk) = &mut self.stage else { return false };
        if self.wanted.ignores_keys {
            return true;
        }
        let voice = talk.key(at, key);
        self.opted_out = talk.opted_out();
        self.row("user", &format!("Pressed Button: {key}"), at);
        self.voice(at, voice);
        true
    }

    /// The callee speaks. False when nobody is talking.
    pub(super) fn words(&mut self, at: i64, text: &str) -> bool {
        let Stage::Talking(talk) = &mut self.stage else { return false };
        let voice = talk.words(at);
        self.row("user", text, at);
        self.voice(at, voice);
        true
    }

    /// The callee hangs up, or declines while it rings. False when there is no line.
    pub(super) fn hang_up(&mut self, at: i64) -> bool {
        match self.stage {
            Stage::Ringing => self.end(at, End::Busy),
            Stage::Talking(_) => self.end(at, End::Callee),
            _ => return false,
        }
        true
    }

    /// Ends the line at `at`, now or later, unless it is over by then.
    pub(super) fn stop_at(&mut self, at: i64, why: End) {
        self.stop = Some((at, why));
    }

    /// Ends the line.
    pub(super) fn end(&mut self, at: i64, why: End) {
        if matches!(why, End::Agent | End::TimeUp | End::Broke) && self.connected.is_some() {
            self.row("agent-action", "Ended call", at);
        }
        self.updated = at;
        self.ended = Some((at, why));
        self.enter(Stage::Settling, at + self.pace.settle_ms);
    }

    fn voice(&mut self, at: i64, voice: Voice) {
        match voice {
            Voice::Say(text) => {
                self.row("assistant", &text, at);
                if std::mem::take(&mut self.noisy) {
                    self.row("agent-action", "Pressed Button: 5", at);
                }
            }
            Voice::Quiet => {}
            Voice::End => self.end(at, End::Agent),
        }
    }

    fn row(&mut self, who: &'static str, text: &str, at: i64) {
        self.updated = at;
        self.rows.push(Row { who, text: text.to_owned(), at });
    }

    /// Connected seconds, a started one counted whole; 0 until the line is over.
    pub(super) fn seconds(&self) -> i64 {
        match (self.connected, &self.ended) {
            (Some(from), Some((until, _))) => (until - from + 999).div_euclid(1000),
            _ => 0,
        }
    }

    /// Whether it waits for a line.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::New | Stage::Queued | Stage::Allocated)
    }

    /// Whether a client is told that it is completed.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }

    /// Whether the vendor has filled in what comes late.
    pub(super) fn is_filled_in(&self, now: i64) -> bool {
        self.is_over() && now >= self.due + self.pace.late_ms
    }

    /// Our own id of the call, from its metadata.
    pub(super) fn cb_request_id(&self) -> Option<&str> {
        self.wanted.metadata.get("cb_request_id")?.as_str()
    }
}
