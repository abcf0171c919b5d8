//! A store with people, money and calls to pay for.

use ivrbot::clock::Clock;
use ivrbot::domain::ids::{CallId, HoldId, PeriodId, TariffId, UserId};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::{Phone, Region};
use ivrbot::domain::plan::{Plan, PlanChange, SingleMinutes, Support};
use ivrbot::domain::price::{Price, Usage};
use ivrbot::domain::wallet::{Basis, Bucket, Funding, Purse, Source};
use ivrbot::store::ledger::{
    self, Account, Asset, Breach, Command, Kind, LedgerRefusal, Posted, Posting, Role,
};
use ivrbot::store::purse::{self, Payer};
use ivrbot::store::{Durability, Store, Tx, events, holds, numbers, plans, users};
use rusqlite::Connection;
use tempfile::TempDir;

/// The price of a minute in these tests, unless one says otherwise.
pub const RATE: Usd = Usd::cents(30);
/// That of a call to one number by the row that every database begins with.
pub const PRICE: Price = Price {
    tariff: TariffId(1),
    minute: RATE,
    transfer: Usd::cents(10),
    attempt: Usd::ZERO,
    block: 1,
    least: 0,
};
/// Where the calls of these tests go: the operator's own country.
pub const HOME: &str = "+919812345678";

pub struct Bank {
    pub store: Store,
    pub clock: Clock,
    // Dropped last: the store has its file in it.
    directory: TempDir,
}

impl Bank {
    pub fn open() -> Bank {
        let directory = TempDir::new().unwrap();
        let clock = Clock::manual("2025-03-01T09:00:00Z".parse().unwrap());
        let path = directory.path().join("ivrbot.db");
        let store = Store::open(&path, clock.clone(), Durability::None).unwrap();
        Bank { store, clock, directory }
    }

    /// Another process on the same file.
    pub fn beside(&self) -> Store {
        Store::open(self.store.path(), self.clock.clone(), Durability::None).unwrap()
    }

    /// Past the store's own door: to lay out rows and to break them.
    pub fn raw(&self) -> Connection {
        assert!(self.directory.path().exists());
        Connection::open(self.store.path()).unwrap()
    }

    pub fn write<T>(&self, act: impl FnOnce(&Tx) -> anyhow::Result<T>) -> T {
        self.store.write(act).unwrap()
    }

    pub fn read<T>(&self, act: impl FnOnce(&Tx) -> anyhow::Result<T>) -> T {
        self.store.read(act).unwrap()
    }

    /// Somebody with so much in the wallet.
    pub fn user(&self, telegram_id: i64, cents: i32) -> UserId {
        let user = self.write(|tx| users::create(tx, telegram_id, Locale::En, "Etc/UTC")).id;
        if cents > 0 {
            let key = format!("gift:{telegram_id}");
            let done =
                self.write(|tx| ledger::credit(tx, user, Usd::cents(cents), "gift", "Op", &key));
            assert!(matches!(done, Ok(Posted::Now(_))));
        }
        user
    }

    /// A call of this user, about to be paid for.
    pub fn call(&self, user: UserId, bucket: Bucket) -> CallId {
        let phone = Phone::parse(HOME, None).unwrap();
        let number = self.write(|tx| numbers::id(tx, &phone));
        let raw = self.raw();
        raw.execute(
            "INSERT OR IGNORE INTO scripts (user_id, hash, body, created_ms)
             VALUES (?1, x'00', '{}', 0)",
            [user.0],
        )
        .unwrap();
        raw.execute(
            "INSERT INTO calls
                 (uuid, user_id, number_id, script_id, bucket, phase, due_ms, created_ms)
             SELECT hex(randomblob(16)), ?1, ?2, id, ?3, 'claimed', 0, 0
             FROM scripts WHERE user_id = ?1",
            rusqlite::params![user.0, number.0, <&str>::from(bucket)],
        )
        .unwrap();
        CallId(raw.last_insert_rowid())
    }

    pub fn single(&self, user: UserId) -> CallId {
        self.call(user, Bucket::Single)
    }

    /// Takes a hold that must be granted.
    pub fn hold(
        &self,
        call: CallId,
        user: UserId,
        funding: &Funding,
        period: Option<PeriodId>,
    ) -> HoldId {
        self.write(|tx| holds::take(tx, call, user, funding, period)).unwrap()
    }

    /// Brings plans in, all of them on sale: minutes cost nothing here.
    pub fn seed(&self, plans: &[Plan]) -> Vec<PlanChange> {
        self.write(|tx| plans::seed(tx, plans, Usd::ZERO))
    }

    /// What the user could pay a call of ten minutes with, and the period that covers it.
    pub fn purse(&self, user: UserId, bucket: Bucket, number: &str) -> (Purse, Option<PeriodId>) {
        let phone = Phone::parse(number, None).unwrap();
        let (home, limit_minutes) = (Region::parse("IN"), 10);
        let payer = Payer { user, bucket, phone: &phone, home, limit_minutes };
        let (purse, period) = self.read(|tx| purse::of(tx, &payer));
        (purse, period.map(|period| period.id))
    }

    pub fn balance(&self, user: UserId, role: Role) -> Usd {
        let account = Account::user(user, role, Asset::Usd);
        Usd::micro(self.read(|tx| ledger::balance(tx, &account)))
    }

    pub fn system(&self, role: Role) -> Usd {
        let account = Account::system(role, Asset::Usd);
        Usd::micro(self.read(|tx| ledger::balance(tx, &account)))
    }

    pub fn plan_seconds(&self, user: UserId, role: Role, period: PeriodId) -> i64 {
        let asset = Asset::Seconds { period, bucket: Bucket::Single };
        self.read(|tx| ledger::balance(tx, &Account::user(user, role, asset)))
    }

    pub fn breaches(&self) -> Vec<Breach> {
        self.read(ledger::self_check)
    }

    /// Nothing is wrong with the money, nor with the record of it.
    pub fn assert_sound(&self) {
        assert_eq!(self.breaches(), []);
        assert_eq!(self.read(events::first_broken), None);
    }
}

/// So many minutes out of the wallet.
pub fn minutes(count: u32) -> Funding {
    let source = Source::Wallet { amount: RATE.for_minutes(count).unwrap() };
    Funding { source, basis: Basis::NoPlan, max_minutes: count, price: PRICE }
}

/// So many minutes out of a plan.
pub fn plan_minutes(count: u32) -> Funding {
    let source = Source::Plan { seconds: count * 60 };
    Funding { source, basis: Basis::Plan, max_minutes: count, price: PRICE }
}

/// So many seconds of conversation.
pub fn talk(seconds: u32) -> Usage {
    Usage::Connected { seconds, transferred: 0 }
}

/// One payment out of the wallet.
pub fn spend(
    tx: &Tx,
    user: UserId,
    amount: Usd,
    key: &str,
) -> anyhow::Result<Result<Posted, LedgerRefusal>> {
    let from = Account::user(user, Role::Available, Asset::Usd);
    let to = Account::system(Role::Revenue, Asset::Usd);
    let postings = &[Posting { from, to, amount: amount.as_micro() }];
    let (actor, reason) = ("system", "");
    ledger::post(tx, &Command { kind: Kind::Settle, key, actor, reason, call: None, postings })
}

/// The plan that everybody gets once.
pub fn free_plan(single: SingleMinutes, bulk_minutes: u32) -> Plan {
    Plan {
        name: "Free".to_owned(),
        days: 2,
        price: Usd::ZERO,
        bulk_minutes,
        single,
        transfer: true,
        support: Support::Standard24x7,
    }
}
