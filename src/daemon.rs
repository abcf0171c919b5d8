//! The daemon: opens the store, starts the loops, ends them.
//!
//! Each loop has a thread of its own and blocks as it likes; the store's bell wakes them. The cron
//! scheduler only rings that bell at fixed ticks, in UTC: what is due is asked of the tables.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio_cron_scheduler::{Job as Tick, JobScheduler};

use crate::bot::{Aside, Bot, Numbered};
use crate::chat::event::What;
use crate::clock::Clock;
use crate::courier::{Courier, Limits, Running, Toast};
use crate::domain::locale::Locale;
use crate::domain::settings::Settings;
use crate::i18n::{I18n, Reader};
use crate::jobs::{self, Job, Jobs};
use crate::payments::Payments;
use crate::rates::Rates;
use crate::store::Store;
use crate::telegram::{Fail, Telegram, read};
use crate::voice::Voice;
use crate::work::Progress;

/// How long one long poll waits for updates.
pub const POLL_WAIT: Duration = Duration::from_secs(50);
/// The first wait after a poll failed, doubled up to [`POLL_AGAIN_MOST`].
const POLL_AGAIN: Duration = Duration::from_millis(500);
/// The longest wait between two polls that fail.
const POLL_AGAIN_MOST: Duration = Duration::from_secs(30);
/// A job looks at most this often, so that a busy chat does not keep all jobs busy.
const JOB_GAP: Duration = Duration::from_millis(40);
/// A job looks at least this often, whatever rings.
const JOB_REST: Duration = Duration::from_secs(1);
/// How long a job rests after a fault.
const JOB_FAULT: Duration = Duration::from_secs(5);
/// A loop's stack: HTTP and SQLite need little.
const STACK: usize = 1024 * 1024;
/// How long it may take to find out whether a payment may go on: Telegram waits ten seconds, of
/// which the answer's way takes some.
pub const CHECKOUT: Duration = Duration::from_secs(3);
/// Every second, in the scheduler's six fields.
const EVERY_SECOND: &str = "* * * * * *";

/// What the daemon is made of.
pub struct Parts {
    /// The store.
    pub store: Arc<Store>,
    /// Telegram.
    pub telegram: Arc<dyn Telegram>,
    /// The voice provider, if there is one.
    pub voice: Option<Arc<dyn Voice>>,
    /// The source of rates, if there is one.
    pub rates: Option<Arc<dyn Rates>>,
    /// The payment provider, if there is one.
    pub payments: Option<Arc<dyn Payments>>,
    /// What the operator decided.
    pub settings: Arc<Settings>,
    /// Telegram's limits; off only where they are measured.
    pub limits: Limits,
}

/// A running daemon.
pub struct Daemon {
    stopping: Arc<AtomicBool>,
    clock: Clock,
    telegram: Arc<dyn Telegram>,
    courier: Arc<Courier>,
    running: Option<Arc<Running>>,
    loops: Vec<JoinHandle<()>>,
    ticks: Option<tokio::runtime::Runtime>,
}

impl Daemon {
    /// Starts every loop. What the last process left in the middle is recovered first.
    pub fn start(parts: Parts) -> Result<Daemon> {
        let Parts { store, telegram, voice, payments, rates, settings, limits } = parts;
        let clock = store.clock().clone();
        let i18n = Arc::new(I18n::builtin().context("read the built-in texts")?);
        let courier = Courier::new(store.clone(), telegram.clone(), i18n, limits);
        courier.recover()?;
        jobs::recover(&store)?;
        let courier = Arc::new(courier);
        let running = Arc::new(Running::start(courier.clone())?);
        let bot = Arc::new(Bot::new(store.clone(), settings.clone()));
        let opening = jobs::Opening::default();
        let jobs = Arc::new(Jobs {
            store,
            telegram: telegram.clone(),
            voice,
            payments,
            rates,
            settings,
            opening,
        });
        let mut daemon = Daemon {
            stopping: Arc::new(AtomicBool::new(false)),
            clock,
            telegram,
            courier,
            running: Some(running),
            loops: Vec::new(),
            ticks: None,
        };
        daemon.listen(&bot)?;
        daemon.hand_over(&bot)?;
        for job in jobs::TABLE {
            daemon.work(job, &jobs)?;
        }
        daemon.ticks = Some(ticks(&daemon.clock)?);
        Ok(daemon)
    }

    /// Ends every loop: the poll at once, the rest after its current piece.
    pub fn stop(mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        self.telegram.hang_up();
        self.clock.bell().ring();
        for thread in self.loops.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a loop panicked");
            }
        }
        if let Some(running) = self.running.take().and_then(Arc::into_inner) {
            running.stop();
        }
        if let Some(ticks) = self.ticks.take() {
            ticks.shutdown_background();
        }
    }

    fn spawn(&mut self, name: &str, body: impl FnOnce() + Send + 'static) -> Result<()> {
        let thread = Builder::new().name(name.to_string()).stack_size(STACK).spawn(body);
        self.loops.push(thread.with_context(|| format!("start the {name} loop"))?);
        Ok(())
    }

    fn listen(&mut self, bot: &Arc<Bot>) -> Result<()> {
        let ear = Ear {
            bot: bot.clone(),
            telegram: self.telegram.clone(),
            courier: self.courier.clone(),
            running: self.running.clone().context("the courier runs")?,
            clock: self.clock.clone(),
            stopping: self.stopping.clone(),
        };
        self.spawn("poll", move || ear.listen())
    }

    /// What jobs fetched for open dialogues is handed over here.
    fn hand_over(&mut self, bot: &Arc<Bot>) -> Result<()> {
        let (bot, clock) = (bot.clone(), self.clock.clone());
        let stopping = self.stopping.clone();
        self.spawn("hand-over", move || {
            repeat(&clock, &stopping, "hand-over", || bot.finish_work());
        })
    }

    fn work(&mut self, job: &'static Job, jobs: &Arc<Jobs>) -> Result<()> {
        let (jobs, clock) = (jobs.clone(), self.clock.clone());
        let stopping = self.stopping.clone();
        self.spawn(job.name, move || repeat(&clock, &stopping, job.name, || job.run(&jobs)))
    }
}

/// Does one piece after the other; rests when there is none, until the bell or the next look.
fn repeat(clock: &Clock, stopping: &AtomicBool, name: &str, step: impl Fn() -> Result<Progress>) {
    while !stopping.load(Ordering::SeqCst) {
        let seen = clock.bell().seen();
        let done = catch_unwind(AssertUnwindSafe(&step)).unwrap_or_else(|_| bail!("panic"));
        match done {
            Ok(Progress::Made) => {}
            Ok(Progress::Idle) => {
                clock.pause(JOB_GAP);
                clock.wait(seen, None, JOB_REST);
            }
            Err(fault) => {
                tracing::error!(job = name, fault = format!("{fault:#}"), "a job failed");
                rest(clock, stopping, JOB_FAULT);
            }
        }
    }
}

/// Waits whatever rings, but not past the end of the daemon.
fn rest(clock: &Clock, stopping: &AtomicBool, time: Duration) {
    let until = clock.pace() + time;
    while clock.pace() < until && !stopping.load(Ordering::SeqCst) {
        clock.pause(until.saturating_sub(clock.pace()).min(Duration::from_millis(100)));
    }
}

struct Ear {
    bot: Arc<Bot>,
    telegram: Arc<dyn Telegram>,
    courier: Arc<Courier>,
    running: Arc<Running>,
    clock: Clock,
    stopping: Arc<AtomicBool>,
}

impl Ear {
    fn listen(&self) {
        let mut offset = 0;
        let mut again = POLL_AGAIN;
        while !self.stopping.load(Ordering::SeqCst) {
            match self.hear(offset) {
                Ok(next) => (offset, again) = (next, POLL_AGAIN),
                Err(_) if self.stopping.load(Ordering::SeqCst) => return,
                Err(fault) => {
                    tracing::warn!(fault = format!("{fault:#}"), ?again, "a poll failed");
                    rest(&self.clock, &self.stopping, again);
                    again = (again * 2).min(POLL_AGAIN_MOST);
                }
            }
        }
    }

    /// One poll and its batch. The offset moves only after the batch is committed.
    fn hear(&self, offset: i64) -> Result<i64> {
        let raw = match self.telegram.poll(offset, POLL_WAIT) {
            Ok(raw) => raw,
            Err(Fail::Wait(wait)) => {
                rest(&self.clock, &self.stopping, wait);
                return Ok(offset);
            }
            Err(fail) => return Err(fail.into()),
        };
        let mut next = offset;
        let mut updates = Vec::with_capacity(raw.len());
        for one in &raw {
            let Some(id) = read::update_id(one) else { continue };
            next = next.max(id + 1);
            updates.push((id, read::update(one)));
        }
        if updates.is_empty() {
            return Ok(next);
        }
        self.checkouts(&updates);
        for aside in self.bot.batch(&updates)? {
            self.aside(aside);
        }
        Ok(next)
    }

    /// Each on a thread of its own: Telegram waits ten seconds, whatever the batch takes.
    fn checkouts(&self, updates: &[Numbered]) {
        let asked = updates.iter().filter_map(|(_, incoming)| incoming.as_ref());
        for incoming in asked.filter(|one| matches!(one.what, What::Checkout(_))) {
            let (bot, courier, incoming) =
                (self.bot.clone(), self.courier.clone(), incoming.clone());
            let answer = move || {
                let (asked, late) = (incoming.clone(), Bot::too_slow(&incoming));
                let aside = within(CHECKOUT, move || bot.checkout(&asked)).unwrap_or(late);
                if let Some(Aside::Checkout { query, refused }) = aside {
                    let refused = refused.map(|(msg, locale)| (msg, reader(locale)));
                    courier.checkout(&query, refused.as_ref());
                }
            };
            let thread = Builder::new().name("checkout".into()).stack_size(STACK).spawn(answer);
            if let Err(fault) = thread {
                tracing::error!(%fault, "a checkout was not answered");
            }
        }
    }

    fn aside(&self, aside: Aside) {
        match aside {
            // It has its answer already.
            Aside::Checkout { .. } => {}
            Aside::Toast { query, says } => {
                let says = says.map(|(msg, locale)| (msg, reader(locale)));
                self.running.toast(Toast { query, says });
            }
            Aside::Group { chat, message, locale } => {
                self.courier.aside(chat, &message, &reader(locale));
            }
        }
    }
}

fn reader(locale: Locale) -> Reader {
    Reader { locale, zone: "UTC".to_string() }
}

/// What `work` finds, unless that takes longer than `most`: then it is left to itself.
pub fn within<T: Send + 'static>(
    most: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (found, waits) = mpsc::channel();
    let thread = Builder::new().stack_size(STACK).spawn(move || drop(found.send(work())));
    thread.ok()?;
    waits.recv_timeout(most).ok()
}

fn ticks(clock: &Clock) -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("ticks")
        .enable_all()
        .build()
        .context("start the tick runtime")?;
    let bell = clock.bell().clone();
    runtime.block_on(async move {
        let scheduler = JobScheduler::new().await.context("make the scheduler")?;
        let tick = Tick::new(EVERY_SECOND, move |_, _| bell.ring()).context("make the tick")?;
        scheduler.add(tick).await.context("add the tick")?;
        scheduler.start().await.context("start the scheduler")
    })?;
    Ok(runtime)
}
