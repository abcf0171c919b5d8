//! A seeded simulator of the whole: people, a provider and a Telegram that fail, a process that
//! ends at any moment, and an independent model of what was promised. A failure is a seed.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::domain::money::Usd;
use ivrbot::store::{ledger, users};

use crate::world::{KEY, TOKEN, Who, World};

use chance::Chance;
use coins::{Market, Sent};
use faults::{Echo, Ended, Fuse, PaymentsDoor, RatesDoor, TelegramDoor, Told, VoiceDoor};
use model::Evidence;
use people::{CODES, NUMBERS, Person};
use till::{Rates, Till};

pub mod chance;
mod coins;
mod faults;
mod model;
mod people;
mod purse;
mod quiet;
mod till;
mod turns;

/// Steps between two looks at what must always be true.
const LOOK_EVERY: usize = 10;
/// Pieces of work after which a world that will not come to rest is declared broken.
const PIECES_MOST: usize = 20_000;
/// How long it is quiet before everything must be settled: over a Sunday, and a lost call's hour.
const QUIET: Duration = Duration::from_secs(3 * 24 * 3600);
/// How long it is well before there are no more rates: what waits for one is looked at by the hour
/// at least, and then twice.
const SETTLING: Duration = Duration::from_secs(2 * 3600 + 1_200);
/// So many of a hundred stories have a source of rates.
const WITH_RATES: usize = 25;
/// What only a bug makes the program log.
const FAULTS: [&str; 6] = [
    "an update failed",
    "a row was left out",
    "a batch was rolled back",
    "a job failed",
    "Telegram refuses a message",
    "panic",
];
/// Logged when a message may have arrived and was not sent a third time: then somebody may not have
/// read it.
const GIVEN_UP: &str = "not repeated again";
/// Lines of the story that a failure shows.
const TAIL: usize = 60;

/// When stories begin: a weekday, evenings before quiet days, nights when clocks change.
const BEGINNINGS: [&str; 6] = [
    "2026-11-23T15:00:00Z",
    "2026-11-27T23:10:00Z",
    "2026-12-24T13:00:00Z",
    "2027-03-13T23:30:00Z",
    "2027-03-27T17:30:00Z",
    "2027-10-30T16:00:00Z",
];

/// How much happened in a story: a simulator in which nothing happens keeps every promise.
pub type Tally = BTreeMap<String, i64>;

/// Tells one story; returns what happened, counted and line by line. `Err` is what went wrong, with
/// the end of the story.
pub fn run(seed: u64, steps: usize) -> Result<(Tally, Vec<String>), String> {
    let log = Arc::new(Mutex::new(Vec::new()));
    let mut sim = Sim::new(seed, log.clone());
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || Log(log.clone()))
        .with_ansi(false)
        .without_time()
        .with_max_level(tracing::Level::INFO)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let told = catch_unwind(AssertUnwindSafe(|| sim.tell(steps)));
        let Err(what) = told else { return Ok((sim.tally(), sim.story.clone())) };
        Err(sim.failure(seed, what.as_ref()))
    })
}

/// The log of one story.
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Sim {
    world: World,
    chance: Chance,
    people: Vec<Person>,
    /// Whose turn it is.
    turn: usize,
    fuse: Arc<Fuse>,
    echo: Arc<Echo>,
    told: Arc<Mutex<Vec<Told>>>,
    /// By the ledger's key: the user's row and the amount, as the operator knows them.
    credits: BTreeMap<String, (i64, i64)>,
    /// What payers sent and the payment provider booked.
    sent: Vec<Sent>,
    market: Market,
    rates: Rates,
    blockers: Vec<i64>,
    story: Vec<String>,
    log: Arc<Mutex<Vec<u8>>>,
}

impl Sim {
    fn new(seed: u64, log: Arc<Mutex<Vec<u8>>>) -> Sim {
        let mut chance = Chance::new(seed);
        let mut world = World::new();
        // Faults are asked for, and logged.
        world.forgive = true;
        if chance.percent(50) {
            world.clock.set(chance.pick(&BEGINNINGS).parse().unwrap());
        }
        let (fuse, echo) = (Arc::new(Fuse::default()), Arc::new(Echo::default()));
        let fuses = (fuse.clone(), fuse.clone());
        let (bells, clock) = (echo.clone(), world.clock.clone());
        let told = Arc::new(Mutex::new(Vec::new()));
        let door_told = told.clone();
        world.wrap_doors(
            move |inner| {
                let (fuse, echo) = (fuses.0, bells);
                Arc::new(TelegramDoor { inner, fuse, echo, clock, told: door_told })
            },
            move |inner| Arc::new(VoiceDoor { inner, fuse: fuses.1 }),
        );
        let fused = fuse.clone();
        world.wrap_payments(move |inner| Arc::new(PaymentsDoor { inner, fuse: fused }));
        faults::temper(&world.bland, &mut chance);
        coins::temper(&world.dynopay, &world.tatum, &mut chance);
        let rates = if chance.percent(WITH_RATES) { Rates::Some } else { Rates::None };
        if rates == Rates::Some {
            let fuse = fuse.clone();
            world.wrap_rates(move |inner| Arc::new(RatesDoor { inner, fuse }));
        }
        let people = people::gather(&mut world, &mut chance);
        let (credits, blockers, story) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (turn, sent, market) = (0, Vec::new(), coins::opening());
        let mut sim = Sim {
            world,
            chance,
            people,
            turn,
            fuse,
            echo,
            told,
            credits,
            sent,
            market,
            rates,
            blockers,
            story,
            log,
        };
        for _ in 0..NUMBERS.len() {
            sim.callee();
            sim.credit();
        }
        sim
    }

    /// From now on somebody else answers a number.
    fn callee(&mut self) -> String {
        let (_, number) = *self.chance.pick(&NUMBERS);
        let callee = people::callee(&mut self.chance);
        let line = format!("{number} will be {callee:?}");
        self.world.bland.callee_for(number, callee);
        line
    }

    fn tell(&mut self, steps: usize) {
        for step in 0..steps {
            self.step();
            if step % LOOK_EVERY == 0 {
                self.evidence().always();
            }
        }
        self.heal();
        self.pay_all();
        if self.rates == Rates::Some {
            self.pass(SETTLING);
            // Whatever waited for a rate has it by now, and each minute of one costs time.
            self.world.lose_rates();
        }
        self.pass(QUIET);
        self.evidence().always();
        let till = Till::count(&self.evidence(), &self.sent, &self.market, self.rates);
        quiet::check(&self.evidence(), &self.credits, &till, &self.told.lock().unwrap());
        self.everybody_gets_the_menu();
        self.evidence().always();
        let found = ivrbot::store::audit::audit(self.world.path()).unwrap();
        assert!(found.is_empty(), "the judge finds {found:#?}");
        self.nothing_is_logged_that_must_not_be();
    }

    fn nothing_is_logged_that_must_not_be(&self) {
        let log = self.log.lock().unwrap();
        let log = String::from_utf8_lossy(&log);
        let (_, secret) = TOKEN.split_once(':').unwrap();
        for word in [secret, KEY].into_iter().chain(CODES).chain(FAULTS) {
            assert!(!log.contains(word), "the log holds {word}");
        }
    }

    fn tally(&self) -> Tally {
        let mut tally = self.evidence().tally();
        let ends = self.story.iter().filter(|line| line.contains("the process ends"));
        tally.insert("ends of the process".into(), i64::try_from(ends.count()).unwrap());
        tally
    }

    fn evidence(&self) -> Evidence<'_> {
        let people = self.people.iter().map(|person| person.who).collect();
        let mut deaf = self.blockers.clone();
        let log = self.log.lock().unwrap();
        if String::from_utf8_lossy(&log).contains(GIVEN_UP) {
            // Whose message it was, the log does not say.
            deaf.extend(self.people.iter().map(|person| person.who.0));
        }
        Evidence::of(&self.world, people, deaf)
    }

    fn note(&mut self, line: String) {
        let now = self.world.clock.wall();
        self.story.push(format!("{now} {line}"));
    }

    /// Something happens, and then some of the work that follows from it is done.
    fn step(&mut self) {
        let line = match self.chance.below(100) {
            0..57 => {
                for _ in 0..self.chance.below(3) {
                    let line = self.person();
                    self.note(line);
                    self.rest();
                }
                self.person()
            }
            57..60 => self.coins(),
            60..64 => faults::provider(&self.world.bland, &mut self.chance),
            64 | 65 => coins::provider(&self.world.dynopay, &mut self.chance),
            66..71 => faults::telegram(&self.world.telegram, &self.echo, &mut self.chance),
            71..74 => self.light(),
            74..78 => self.operator(),
            78..81 => self.callee(),
            81 if self.rates == Rates::Some => {
                let World { tatum, dynopay, .. } = &self.world;
                coins::rates(tatum, dynopay, &mut self.market, &mut self.chance)
            }
            81 => self.coins(),
            _ => return self.time(),
        };
        self.note(line);
        match self.chance.below(8) {
            0 => {}
            1 | 2 => self.pieces(4),
            _ => self.rest(),
        }
        if self.chance.percent(2) {
            self.note("the process starts anew".into());
            self.world.restart();
        }
    }

    /// From now on nothing goes wrong.
    fn heal(&mut self) {
        self.note("all is well from here".into());
        self.fuse.put_out();
        self.disarm();
        self.world.bland.heal();
        self.world.telegram.heal();
        coins::heal(&self.world.dynopay, &self.world.tatum);
        self.go_again();
        for person in &self.people {
            self.world.telegram.unblocks(person.who.0);
        }
    }

    fn everybody_gets_the_menu(&mut self) {
        let everybody: Vec<Who> = self.people.iter().map(|person| person.who).collect();
        for who in everybody {
            self.says(who, "/menu");
            // Whoever has not signed up yet does so by taking what is offered first.
            for _ in 0..8 {
                let shown = self.world.last(who);
                let first = shown.keyboard.first().and_then(|row| row.first()).cloned();
                let signed = self.evidence().number(&format!(
                    "SELECT count(*) FROM users WHERE stage = 'ready' AND telegram_id = {}",
                    who.0
                ));
                match first {
                    _ if signed > 0 => break,
                    Some(button) => {
                        self.world.telegram.taps(who.0, shown.id, &button.label).unwrap();
                        self.rest();
                    }
                    None => self.says(who, "Paris"),
                }
            }
            self.says(who, "/menu");
            let last = self.world.last(who);
            let call = format!("{:?}", last.keyboard).contains("1onc:0");
            assert!(call, "{who:?} gets no menu:\n{}", self.world.transcript(who));
        }
    }

    fn says(&mut self, who: Who, text: &str) {
        self.world.telegram.says(who.0, text);
        self.rest();
    }

    fn failure(&self, seed: u64, what: &(dyn Any + Send)) -> String {
        let said = what.downcast_ref::<String>().map(String::as_str);
        let said = said.or(what.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        let tail = &self.story[self.story.len().saturating_sub(TAIL)..];
        let log = self.log.lock().unwrap();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        let last = &lines[lines.len().saturating_sub(TAIL / 2)..];
        format!("seed {seed}: {said}\n{}\n--\n{}", tail.join("\n"), last.join("\n"))
    }
}

/// Tells the stories of these seeds on two threads; returns what happened in all of them, and what
/// went wrong.
pub fn run_all(seeds: Range<u64>, steps: usize) -> (Tally, Vec<String>) {
    let next = AtomicU64::new(seeds.start);
    let failed = Mutex::new(Vec::new());
    let all = Mutex::new(Tally::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= seeds.end {
                        return;
                    }
                    match run(seed, steps) {
                        Ok((tally, _)) => add(&mut all.lock().unwrap(), tally),
                        Err(failure) => failed.lock().unwrap().push(failure),
                    }
                }
            });
        }
    });
    (all.into_inner().unwrap(), failed.into_inner().unwrap())
}

fn add(all: &mut Tally, one: Tally) {
    for (what, count) in one {
        *all.entry(what).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    /// Quick enough for every run; `cargo run --example simulate` tells longer ones.
    const SEEDS: u64 = 50;
    const STEPS: usize = 120;

    #[test]
    fn every_promise_is_kept_whatever_goes_wrong() {
        let (tally, failed) = super::run_all(0..SEEDS, STEPS);
        println!("{tally:#?}");
        assert!(failed.is_empty(), "{} seeds fail\n{}", failed.len(), failed.join("\n\n"));
    }
}
