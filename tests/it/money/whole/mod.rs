//! Everything that moves money at once, in random order: whatever happens, the books stay sound.
//!
//! What must hold is asked of the file by SQL ([`never`]), and what each wallet holds of a sum that
//! is kept beside it from what the program answered ([`Books::expected`]). A seed names its story;
//! a failure prints it.

mod calls;
mod coins;
mod never;
mod plans;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ivrbot::domain::ids::{CallId, RefundId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::store::holds;
use ivrbot::store::ledger::{self, LedgerRefusal, Posted, freeze};

use super::bank::Bank;
use crate::sim::chance::Chance;

/// The stories of every run, and how long each is.
const SEEDS: u64 = 50;
const STEPS: usize = 200;
/// The same stories, much longer: for a night.
const LONG: usize = 10_000;
/// Between two looks at the whole file, in a short story and in a long one.
const LOOK_EACH: usize = 40;
const LOOK_EACH_LONG: usize = 1_000;
/// People in a story; later ones come by invitation.
const PEOPLE_MOST: usize = 12;
/// The longest that money stands still, in steps.
const FROZEN_MOST: u64 = 8;

/// One kind of step, and how often it is taken compared with the others.
type Kind = (u64, fn(&mut Books));

/// Whoever adds a way to move money adds it here.
const KINDS: &[Kind] = &[
    (14, coins::open),
    (30, coins::sight),
    (6, coins::decide),
    (2, coins::stray),
    (4, coins::rate),
    (5, coins::refund),
    (5, coins::resolve_refund),
    (30, calls::hold),
    (30, calls::resolve),
    (2, calls::owe),
    (10, plans::buy),
    (2, plans::free),
    (5, plans::wish),
    (10, plans::turn),
    (1, plans::reprice),
    (3, plans::coupon),
    (5, plans::redeem),
    (2, invite),
    (6, correct),
    (8, wait),
    (2, stand_still),
];

/// A story as it goes: the file, and what the test itself knows of it.
pub struct Books {
    bank: Bank,
    chance: Chance,
    people: Vec<UserId>,
    calls: Vec<(CallId, UserId)>,
    topups: Vec<coins::Asked>,
    refunds: Vec<RefundId>,
    /// What is in each wallet, free or set aside, in micro-dollars.
    expected: BTreeMap<UserId, i64>,
    /// What a call was charged, once it was.
    charged: BTreeMap<CallId, holds::Charged>,
    /// Corrections and refunds that were granted, by their key.
    granted: BTreeSet<String>,
    /// While money stands still: the rows of the ledger by then, and for how long still.
    still: Option<(i64, u64)>,
    steps: u64,
}

impl Books {
    fn open(seed: u64) -> Books {
        let bank = Bank::open();
        plans::stock(&bank, 0);
        let mut books = Books {
            bank,
            chance: Chance::new(seed),
            people: Vec::new(),
            calls: Vec::new(),
            topups: Vec::new(),
            refunds: Vec::new(),
            expected: BTreeMap::new(),
            charged: BTreeMap::new(),
            granted: BTreeSet::new(),
            still: None,
            steps: 0,
        };
        for telegram_id in 1..=3 {
            let user = books.bank.user(telegram_id, 0);
            books.people.push(user);
        }
        books
    }

    fn step(&mut self) {
        self.steps += 1;
        let all: u64 = KINDS.iter().map(|(often, _)| often).sum();
        let mut at = self.chance.between(0, all - 1);
        for (often, play) in KINDS {
            if at < *often {
                play(self);
                break;
            }
            at -= often;
        }
        self.thaw();
    }

    /// Nothing was written while money stood still, and after a while it moves again.
    fn thaw(&mut self) {
        let Some((rows, left)) = self.still else { return };
        assert_eq!(self.number("SELECT count(*) FROM ledger"), rows, "money stands still");
        if left > 0 {
            self.still = Some((rows, left - 1));
            return;
        }
        let freeze = self.bank.read(freeze::standing).unwrap();
        assert!(self.bank.write(|tx| freeze::lift(tx, freeze.id, "Op")));
        self.still = None;
    }

    fn is_still(&self) -> bool {
        self.still.is_some()
    }

    fn number(&self, sql: &str) -> i64 {
        self.bank.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn somebody(&mut self) -> UserId {
        *self.chance.pick(&self.people)
    }

    /// So much more is in a wallet now.
    fn moved(&mut self, user: UserId, by: Usd) {
        *self.expected.entry(user).or_default() += by.as_micro();
    }

    fn left(&mut self, user: UserId, by: Usd) {
        *self.expected.entry(user).or_default() -= by.as_micro();
    }
}

/// Somebody new comes by somebody's link.
fn invite(books: &mut Books) {
    use ivrbot::store::referrals;
    if books.people.len() >= PEOPLE_MOST {
        return;
    }
    let inviter = books.somebody();
    let telegram_id = i64::try_from(books.people.len()).unwrap() + 1;
    let link = books.bank.write(|tx| referrals::code(tx, inviter));
    let newcomer = books.bank.user(telegram_id, 0);
    assert!(books.bank.write(|tx| referrals::came(tx, newcomer, &link)));
    books.people.push(newcomer);
}

/// An operator puts money in or takes it out, sometimes twice with one key.
fn correct(books: &mut Books) {
    let (user, out) = (books.somebody(), books.chance.percent(40));
    let amount = Usd::cents(i32::try_from(books.chance.between(1, 1_500)).unwrap());
    let key = format!("correction:{}", books.chance.between(0, books.steps / 2));
    let done = books.bank.write(|tx| {
        let put = if out { ledger::debit } else { ledger::credit };
        put(tx, user, amount, "correction", "Op", &key)
    });
    match done {
        Ok(Posted::Now(_)) if out => books.left(user, amount),
        Ok(Posted::Now(_)) => books.moved(user, amount),
        Ok(Posted::Before(_)) => assert!(books.granted.contains(&key)),
        Err(LedgerRefusal::KeyConflict) => assert!(books.granted.contains(&key)),
        Err(LedgerRefusal::Insufficient) => assert!(out),
        Err(LedgerRefusal::Frozen) => assert!(books.is_still()),
        Err(LedgerRefusal::Resolved) => panic!("a correction is no hold"),
    }
    if matches!(done, Ok(Posted::Now(_))) {
        assert!(books.granted.insert(key), "a key moves money once");
    }
}

/// Time passes: minutes or days.
fn wait(books: &mut Books) {
    let most = *books.chance.pick(&[10, 120, 26 * 60, 9 * 24 * 60]);
    let minutes = books.chance.between(1, most);
    books.bank.clock.advance(Duration::from_secs(minutes * 60));
}

/// The ledger is said not to add up.
fn stand_still(books: &mut Books) {
    if books.is_still() {
        return;
    }
    assert!(books.bank.write(|tx| freeze::freeze(tx, "test", &[])));
    let rows = books.number("SELECT count(*) FROM ledger");
    books.still = Some((rows, books.chance.between(0, FROZEN_MOST)));
}

/// Names the story that fails, whatever fails in it.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the story of seed {}", self.0);
        }
    }
}

fn story(seed: u64, steps: usize, look_each: usize) -> Books {
    let _named = Named(seed);
    let mut books = Books::open(seed);
    for step in 1..=steps {
        books.step();
        if step.is_multiple_of(look_each) || step == steps {
            never::look(&books, seed, step);
        }
    }
    books.bank.assert_sound();
    books
}

/// Two threads: the machine of the tests has two cores.
fn stories(steps: usize, look_each: usize) -> BTreeMap<String, i64> {
    let halves = [0, 1].map(|odd| {
        std::thread::spawn(move || {
            let mut kinds = BTreeMap::<String, i64>::new();
            for seed in (1..=SEEDS).filter(|seed| seed % 2 == odd) {
                never::count(&story(seed, steps, look_each), &mut kinds);
            }
            kinds
        })
    });
    let mut all = BTreeMap::<String, i64>::new();
    for half in halves {
        let kinds = half.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        for (kind, count) in kinds {
            *all.entry(kind).or_default() += count;
        }
    }
    all
}

#[test]
fn r01_r02_whatever_happens_the_books_add_up() {
    let kinds = stories(STEPS, LOOK_EACH);
    // A story in which nothing happens proves nothing.
    for kind in never::KINDS {
        assert!(kinds.get(*kind).is_some_and(|count| *count > 0), "no {kind} in {kinds:?}");
    }
}

/// Ten thousand steps on each seed: minutes, so only when it is asked for by name.
#[test]
#[ignore = "takes minutes: cargo test --test it ten_thousand -- --ignored"]
fn ten_thousand_steps_on_fifty_seeds_add_up() {
    let kinds = stories(LONG, LOOK_EACH_LONG);
    println!("{kinds:?}");
}
