//! The people: each keeps some texts in flight, and counts a text as answered by the reply of the
//! same rank, because a chat is in order.

use std::collections::VecDeque;
use std::time::Duration;

use anyhow::{Result, ensure};
use ivrbot::clock::Clock;
use ivrbot::demo::telegram::FakeTelegram;
use serde::{Deserialize, Serialize};

/// Not measured: connections are opened, statements prepared, the first batch goes one by one.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long the last replies may take.
const LAST: Duration = Duration::from_secs(20);
/// How long to sleep when nothing rings.
const NAP: Duration = Duration::from_millis(100);

/// How the bot answered.
#[derive(Serialize, Deserialize)]
pub struct Replies {
    /// Replies a second while measured.
    pub updates_per_s: f64,
    /// Half were answered within this many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 were answered within this many milliseconds.
    pub p99_ms: f64,
    /// All replies, also those before and after the measured time.
    pub all: f64,
}

struct Person {
    id: i64,
    /// When the texts without a reply were sent, oldest first.
    open: VecDeque<Duration>,
    texts: i64,
    replies: i64,
}

impl Person {
    fn says(&mut self, telegram: &FakeTelegram, now: Duration) {
        self.texts += 1;
        self.open.push_back(now);
        telegram.says(self.id, &format!("Good morning {}", self.texts));
    }
}

/// The id of the n-th person, counted from 0.
pub fn id(n: i64) -> i64 {
    1_000 + n
}

/// Lets `chats` people write for `time`, each with `deep` texts in flight.
pub fn run(
    telegram: &FakeTelegram,
    clock: &Clock,
    chats: i64,
    deep: i64,
    time: Duration,
) -> Result<Replies> {
    let person = |n| Person { id: id(n), open: VecDeque::new(), texts: 0, replies: 0 };
    let mut people: Vec<Person> = (0..chats).map(person).collect();
    let ids: Vec<i64> = people.iter().map(|person| person.id).collect();
    let start = clock.pace();
    for person in &mut people {
        (0..deep).for_each(|_| person.says(telegram, start));
    }
    let (from, until) = (start + WARM_UP, start + WARM_UP + time);
    let mut waits = Vec::new();
    let mut all = 0;
    while people.iter().any(|person| !person.open.is_empty()) {
        let seen = telegram.bell().seen();
        let now = clock.pace();
        ensure!(now < until + LAST, "some texts were never answered");
        let lengths = telegram.lengths(&ids);
        for (person, length) in people.iter_mut().zip(lengths) {
            let new = length - person.texts - person.replies;
            person.replies += new;
            all += new;
            for _ in 0..new {
                let Some(said) = person.open.pop_front() else { continue };
                if (from..until).contains(&now) {
                    waits.push(now - said);
                }
                if now < until {
                    person.says(telegram, now);
                }
            }
        }
        telegram.bell().wait(seen, NAP);
    }
    for person in &people {
        ensure!(person.replies == person.texts, "a text was answered twice");
    }
    waits.sort_unstable();
    let at = |share: usize| {
        let wait = waits.get((waits.len() * share / 100).min(waits.len().saturating_sub(1)));
        wait.map_or(f64::NAN, |wait| wait.as_secs_f64() * 1e3)
    };
    Ok(Replies {
        updates_per_s: waits.len() as f64 / time.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
        all: all as f64,
    })
}
