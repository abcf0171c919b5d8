//! How long one decision of the gate takes with a long do-not-call list.
//!
//! `cargo bench --bench gate` runs it.
//!
//! The same decision is made over a list of a thousand numbers and over one of a million. A look
//! that reads the list would take a thousand times as long; it takes about as long.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::time::Duration;

use ivrbot::cli::seed_plans;
use ivrbot::clock::Clock;
use ivrbot::domain::gate;
use ivrbot::domain::hours::{Packs, Purpose};
use ivrbot::domain::ids::{NumberId, UserId};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::margin::Costs;
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::{Phone, Region};
use ivrbot::domain::script::{BusinessName, Prompt, Script, TaskName, Version};
use ivrbot::domain::settings::{Allowance, Part, Settings, Terms, Wallet};
use ivrbot::domain::wallet::Bucket;
use ivrbot::store::calls::facts::{self, Asked, Does, When};
use ivrbot::store::{Durability, Store, numbers, plans, sealed, users};

/// The list that the promise is about.
const LONG: u32 = 1_000_000;
const SHORT: u32 = 1_000;
/// What one decision may take.
const MOST: Duration = Duration::from_millis(1);
const ROUNDS: u32 = 2_000;

fn main() {
    let short = decision(SHORT);
    let long = decision(LONG);
    println!("one decision, {SHORT} numbers on the list: {short:?}");
    println!("one decision, {LONG} numbers on the list: {long:?}");
    println!("ratio: {:.2}", long.as_secs_f64() / short.as_secs_f64());
    assert!(long < MOST, "a decision takes {long:?}, more than {MOST:?}");
}

/// The median of many decisions over a list of this length.
fn decision(rows: u32) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bench.db");
    let clock = Clock::system();
    let store = Store::open(&path, clock.clone(), Durability::None).unwrap();
    fill(&path, rows);
    let (user, callee) = people(&store);
    let (settings, script) = (settings(), script());
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = clock.pace();
            let decided = store.write(|tx| {
                let user = users::get(tx, user)?;
                let (bucket, when) = (Bucket::Single, When::Before);
                let vars = std::collections::BTreeMap::new();
                let asked = Asked {
                    user: &user,
                    number: callee,
                    script: &script,
                    vars: &vars,
                    bucket,
                    when,
                    does: Does::Tells,
                };
                Ok(gate::decide(&facts::gather(tx, &settings, &asked)?.facts))
            });
            black_box(decided.unwrap());
            clock.pace().saturating_sub(start)
        })
        .collect();
    times.sort_unstable();
    *times.get(times.len() / 2).unwrap()
}

/// Numbers on the list, for all and for one user in turn.
fn fill(path: &std::path::Path, rows: u32) {
    let mut file = rusqlite::Connection::open(path).unwrap();
    let tx = file.transaction().unwrap();
    {
        let mut number = tx.prepare("INSERT INTO numbers (key, e164) VALUES (?1, ?2)").unwrap();
        let mut entry = tx
            .prepare(
                "INSERT INTO do_not_call (number_id, scope, source, from_ms)
                 VALUES (?1, 'daemon', 'bench', 0)",
            )
            .unwrap();
        for n in 0..rows {
            let e164 = format!("+1310{n:07}");
            number.execute((sealed::key(&e164), &e164)).unwrap();
            entry.execute([tx.last_insert_rowid()]).unwrap();
        }
    }
    tx.commit().unwrap();
}

/// Who calls, and whom: a number that is not on the list.
fn people(store: &Store) -> (UserId, NumberId) {
    let seeds = seed_plans::parse_toml(seed_plans::BUILT_IN).unwrap();
    let callee = Phone::parse("+12125550143", None).unwrap();
    store
        .write(|tx| {
            plans::seed(tx, &seeds, Usd::ZERO)?;
            let user = users::create(tx, 7, Locale::En, "America/New_York")?;
            Ok((user.id, numbers::id(tx, &callee)?))
        })
        .unwrap()
}

fn settings() -> Settings {
    Settings {
        service: "Bench".into(),
        support: None,
        terms: Terms::builtin(),
        region: Region::parse("US"),
        countries: Region::parse("US").into_iter().collect(),
        packs: Packs::built_in(),
        voice: Part::Ready,
        costs: Costs { minute: Usd::cents(14), transfer: Usd::cents(5) },
        allowance: Allowance { per_hour: 1000, per_day: 5000, at_once: 100, per_user_day: 300 },
        referral: Usd::ZERO,
        payments: Part::Ready,
        wallet: Wallet::default(),
        stars: None,
    }
}

fn script() -> Script {
    Script {
        business: BusinessName::parse("Example Clinic").unwrap(),
        callback: Phone::parse("+12125550100", None).unwrap(),
        language: Locale::En,
        name: TaskName::parse("Reminder").unwrap(),
        prompt: Prompt::parse("Remind them of the appointment tomorrow at ten.").unwrap(),
        purpose: Purpose::Reminder,
        v: Version,
    }
}
