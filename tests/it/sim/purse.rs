//! What everybody has, counted anew from what happened: money that came, plans that were bought,
//! calls that were made. The ledger gives only the order; the amounts are the model's own.

use std::collections::{BTreeMap, HashMap, HashSet};

use ivrbot::demo::bland::Seen;

use super::model::{Call, Evidence};
use super::till::{Due, Till, Topup};

/// A minute in millionths of a dollar: to one number, of a list, and of either when the plan's own
/// minutes are used up.
const SINGLE_MICRO: i64 = 300_000;
const BULK_MICRO: i64 = 200_000;
const OVERAGE_MICRO: i64 = 200_000;
/// What a list's call could cost if nobody answers; no list here is long enough for that.
const ATTEMPT_MICRO: i64 = 20_000;
const ATTEMPTS_FREE: i64 = 50;
/// A plan covers the operator's country, and no number here shares its code.
const HOME: &str = "+1";
const DAY_MS: i64 = 24 * 3_600_000;
/// The longest call, minutes.
const LONGEST: i64 = 5;
/// What is sold: name, days, dollars, minutes of lists, minutes to one number within fair use. The
/// first is given.
const PLANS: [(&str, i64, i64, i64, i64); 10] = [
    ("Free", 2, 0, 0, 2),
    ("Prime", 1, 10, 100, 30),
    ("Prime", 7, 20, 200, 120),
    ("Prime", 30, 30, 500, 300),
    ("Elite", 1, 15, 150, 30),
    ("Elite", 7, 25, 300, 120),
    ("Elite", 30, 35, 600, 300),
    ("Ultra", 1, 20, 200, 30),
    ("Ultra", 7, 30, 400, 120),
    ("Ultra", 30, 40, 800, 300),
];

/// A plan that somebody has, or had.
#[derive(Debug)]
struct Period {
    /// Seconds for one number and for lists: in stock at first, and left.
    stock: [i64; 2],
    left: [i64; 2],
    paid: i64,
    days: i64,
    starts: Option<i64>,
    closed: bool,
}

/// What pays for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    Wallet,
    /// The period's and the bucket's place.
    Plan(usize, usize),
}

/// What the model sets aside for one call.
#[derive(Clone, Copy, Debug)]
struct Aside {
    from: From,
    amount: i64,
    /// What a minute costs in money.
    rate: i64,
}

/// What one user has.
#[derive(Default, Debug)]
struct Purse {
    money: i64,
    periods: Vec<Period>,
}

/// All of them, and what is still owed to somebody.
struct Count<'a> {
    evidence: &'a Evidence<'a>,
    calls: &'a [Call],
    dialled: &'a HashMap<String, Seen>,
    till: &'a Till,
    purses: HashMap<i64, Purse>,
    asides: HashMap<i64, Aside>,
    charges: HashMap<i64, Aside>,
    /// Top-ups that were credited.
    credited: HashSet<i64>,
    /// Purchases that must follow at once.
    owed: HashSet<String>,
}

/// Counts through the ledger's commands in their order, and compares what is left.
pub fn replay(
    evidence: &Evidence,
    calls: &[Call],
    dialled: &HashMap<String, Seen>,
    credits: &BTreeMap<String, (i64, i64)>,
    till: &Till,
) {
    let mut count = Count {
        evidence,
        calls,
        dialled,
        till,
        purses: HashMap::new(),
        asides: HashMap::new(),
        charges: HashMap::new(),
        credited: HashSet::new(),
        owed: HashSet::new(),
    };
    let sql = "SELECT id, kind, idem_key, call_id, at_ms FROM ledger ORDER BY id";
    let mut statement = evidence.file.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (kind, key): (String, String) = (row.get(1).unwrap(), row.get(2).unwrap());
        let (id, call): (i64, Option<i64>) = (row.get(0).unwrap(), row.get(3).unwrap());
        let at: i64 = row.get(4).unwrap();
        match (call, kind.as_str()) {
            (Some(call), kind) => count.call(call, kind, at),
            (None, "credit") => {
                let (user, amount) = credits.get(&key).expect("a credit that somebody gave");
                count.purse(*user).money += amount;
            }
            (None, "top_up") => count.top_up(id, &key, at),
            (None, "plan" | "renewal") => count.plan(id, &key, at),
            (None, "grant") => count.grant(&key),
            // Nobody's, until an operator decides.
            (None, "suspense") => {}
            (None, other) => panic!("what is {other}?"),
        }
    }
    count.compare();
}

impl Count<'_> {
    fn purse(&mut self, user: i64) -> &mut Purse {
        self.purses.entry(user).or_default()
    }

    fn call(&mut self, id: i64, kind: &str, at: i64) {
        let call = self.calls.iter().find(|call| call.id == id).unwrap();
        let seconds = self.dialled.get(&call.uuid).map(|seen| seen.seconds);
        let purse = self.purses.entry(call.user).or_default();
        let charge = match kind {
            "hold" => {
                self.asides.insert(id, purse.set_aside(call, at));
                return;
            }
            "release" => {
                purse.give(self.asides[&id].from, self.asides[&id].amount);
                return;
            }
            "settle" => {
                let charge = price(self.asides[&id], seconds.expect("a call that was made"));
                purse.give(charge.from, self.asides[&id].amount - charge.amount);
                charge
            }
            "late" => {
                let mut charge = price(self.asides[&id], seconds.expect("a made call"));
                charge.amount = charge.amount.min(purse.has(charge.from));
                purse.give(charge.from, -charge.amount);
                charge
            }
            other => panic!("what is {other}?"),
        };
        assert!(self.charges.insert(id, charge).is_none(), "settled twice: {call:?}");
    }

    /// Coins: as much as they must be worth, once for a top-up.
    fn top_up(&mut self, id: i64, key: &str, at: i64) {
        let topup = key.strip_prefix("topup:").and_then(|rest| rest.split_once(':'));
        let topup: i64 = topup.expect("a top-up's key").0.parse().unwrap();
        let line = self.till.of(topup).unwrap_or_else(|| panic!("{key}: nobody sent anything"));
        let amount = self.moved(id);
        let amounts = match &line.due {
            Due::Credit(amounts)
            | Due::Perhaps(amounts)
            | Due::NoRate(amounts)
            | Due::Unclear(amounts) => amounts.as_slice(),
            Due::Review => &[],
        };
        assert!(amounts.contains(&amount), "{key} is {amount}, not one of {amounts:?}");
        assert!(self.credited.insert(topup), "{key}: credited twice");
        let topup = line.topup.clone().unwrap();
        self.purse(topup.user).money += amount;
        self.owe(&topup, at);
    }

    /// A top-up for a plan buys it in the same moment, if that is enough.
    fn owe(&mut self, topup: &Topup, at: i64) {
        let Some(plan) = topup.plan else { return };
        let sql = format!("SELECT name || '/' || days FROM plans WHERE id = {plan}");
        let name: String = self.evidence.file.query_row(&sql, [], |row| row.get(0)).unwrap();
        let (_, _, dollars, _, _) = sold(&name);
        let since = if at - topup.created_ms <= DAY_MS { topup.created_ms } else { at };
        let purse = self.purse(topup.user);
        let charge = dollars * 1_000_000 - purse.credit(at, since, dollars * 1_000_000);
        if purse.money >= charge {
            self.owed.insert(format!("buy:{}:topup:{}", topup.user, topup.id));
        }
    }

    /// A plan out of the wallet: its price, less what is left of the one before, which ends.
    fn plan(&mut self, id: i64, key: &str, at: i64) {
        let sql = "SELECT p.name || '/' || p.days, r.user_id FROM periods r
                   JOIN plans p ON p.id = r.plan_id WHERE r.idem_key = ?1";
        let bought = self.evidence.file.query_row(sql, [key], |row| Ok((row.get(0)?, row.get(1)?)));
        let (name, user): (String, i64) = bought.expect("a period for what was paid");
        if key.contains(":topup:") {
            assert!(self.owed.remove(key), "{key} was not to be bought");
        }
        let (charge, price) = (-self.moved(id), sold(&name).2 * 1_000_000);
        let purse = self.purse(user);
        // The days count as they did when the price was shown, at most a day before.
        let least = price - purse.credit(at, at - DAY_MS, price);
        let most = price - purse.credit(at, at, price);
        let least = if key.starts_with("renew:") { price } else { least };
        assert!((least..=most).contains(&charge), "{key} costs {charge}, not {least} to {most}");
        purse.money -= charge;
        assert!(purse.money >= 0, "{key} was not paid");
        for period in purse.periods.iter_mut().filter(|period| period.runs(at)) {
            period.closed = true;
        }
        let period = Period { starts: Some(at), ..Period::new(&name, price) };
        purse.periods.push(period);
    }

    /// Minutes: those of the free plan once, those of a paid one with it.
    fn grant(&mut self, key: &str) {
        if key.starts_with("minutes:") {
            return;
        }
        let user = key.strip_prefix("free:").and_then(|user| user.parse().ok());
        let purse = self.purse(user.expect("only the free plan is given"));
        assert!(purse.periods.iter().all(|period| period.paid > 0), "the free plan came twice");
        purse.periods.push(Period::new("Free/2", 0));
    }

    /// What a command put into a user's wallet.
    fn moved(&self, ledger: i64) -> i64 {
        self.evidence.number(&format!(
            "SELECT sum(e.delta) FROM entries e JOIN accounts a ON a.id = e.account_id
             WHERE e.ledger_id = {ledger} AND a.owner_kind = 'user' AND a.role = 'available'
             AND a.asset LIKE 'usd%'"
        ))
    }

    fn compare(&self) {
        assert!(self.owed.is_empty(), "paid for and not bought: {:?}", self.owed);
        for call in self.calls {
            let charge = self.charges.get(&call.id);
            let (plan, cost) = match charge.map(|charge| (charge.from, charge.amount)) {
                Some((From::Plan(..), amount)) => (amount, 0),
                Some((From::Wallet, amount)) => (0, amount),
                None => (0, 0),
            };
            assert_eq!((call.plan_seconds, call.cost), (plan, cost), "the price of {call:?}");
        }
        let tries = "SELECT max(calls) FROM (SELECT count(*) AS calls FROM calls
                     WHERE campaign_id IS NOT NULL GROUP BY campaign_id)";
        assert!(self.evidence.number(tries) <= ATTEMPTS_FREE, "attempts may cost something now");
        for (user, purse) in &self.purses {
            balances(self.evidence, *user, purse);
        }
    }
}

impl Period {
    fn new(name: &str, paid: i64) -> Period {
        let (_, days, _, bulk, single) = sold(name);
        let stock = [single * 60, bulk * 60];
        Period { stock, left: stock, paid, days, starts: None, closed: false }
    }

    fn ends(&self) -> Option<i64> {
        self.starts.map(|starts| starts + self.days * DAY_MS)
    }

    fn runs(&self, at: i64) -> bool {
        !self.closed && self.ends().is_none_or(|ends| ends > at)
    }
}

impl Purse {
    fn has(&self, from: From) -> i64 {
        match from {
            From::Wallet => self.money,
            From::Plan(period, bucket) => self.periods[period].left[bucket],
        }
    }

    fn give(&mut self, from: From, amount: i64) {
        match from {
            From::Wallet => self.money += amount,
            From::Plan(period, bucket) => self.periods[period].left[bucket] += amount,
        }
    }

    fn set_aside(&mut self, call: &Call, at: i64) -> Aside {
        let running = self.periods.iter().rposition(|period| period.runs(at));
        let bucket = if call.bucket == "single" { 0 } else { 1 };
        if let Some(period) = running {
            self.periods[period].starts.get_or_insert(at);
        }
        let covers = |period: &usize| self.periods[*period].stock[bucket] > 0;
        let covers = running.filter(covers).filter(|_| call.number.starts_with(HOME));
        let (rate, attempt) = match (bucket, covers) {
            (0, Some(_)) => (OVERAGE_MICRO, 0),
            (0, None) => (SINGLE_MICRO, 0),
            (_, Some(_)) => (OVERAGE_MICRO, ATTEMPT_MICRO),
            _ => (BULK_MICRO, ATTEMPT_MICRO),
        };
        let plan = covers.map(|period| From::Plan(period, bucket));
        let (from, unit, attempt) = match plan.filter(|plan| self.has(*plan) >= 60) {
            Some(plan) => (plan, 60, 0),
            None => (From::Wallet, rate, attempt),
        };
        let minutes = ((self.has(from) - attempt) / unit).min(LONGEST);
        assert!(minutes > 0, "dialled without money: {call:?}");
        let amount = attempt + minutes * unit;
        self.give(from, -amount);
        Aside { from, amount, rate }
    }

    /// What is left of the running plan, towards one of this price: the smallest share of its days
    /// and minutes.
    fn credit(&self, at: i64, since: i64, price: i64) -> i64 {
        let Some(period) = self.periods.iter().rfind(|period| period.runs(at)) else { return 0 };
        let (Some(starts), Some(ends)) = (period.starts, period.ends()) else { return 0 };
        let days = (ends - since.max(starts), ends - starts);
        let shares = [0, 1].map(|bucket| (period.left[bucket], period.stock[bucket]));
        let shares = shares.into_iter().filter(|(_, of)| *of > 0).chain([days]);
        let part = |(left, of): (i64, i64)| {
            i64::try_from(i128::from(period.paid) * i128::from(left) / i128::from(of)).unwrap()
        };
        shares.map(part).min().unwrap_or(0).min(price)
    }
}

/// `Prime/7` as it is sold.
fn sold(name: &str) -> (&'static str, i64, i64, i64, i64) {
    let (plan, days) = name.split_once('/').unwrap();
    let days: i64 = days.parse().unwrap();
    let found = PLANS.into_iter().find(|row| row.0 == plan && row.1 == days);
    found.unwrap_or_else(|| panic!("nobody sells {name}"))
}

/// To the second, a started micro-dollar counted whole, and never more than was set aside.
fn price(aside: Aside, seconds: i64) -> Aside {
    let price = match aside.from {
        From::Plan(..) => seconds,
        From::Wallet => (aside.rate * seconds + 59) / 60,
    };
    Aside { amount: price.min(aside.amount), ..aside }
}

fn balances(evidence: &Evidence, user: i64, purse: &Purse) {
    let sum = |assets: &str, role: &str| {
        evidence.number(&format!(
            "SELECT sum(balance) FROM accounts WHERE owner_kind = 'user' AND role = '{role}'
             AND owner_id = {user} AND asset LIKE '{assets}%'"
        ))
    };
    let has = (sum("usd", "available"), sum("seconds", "available"));
    let held = (sum("usd", "held"), sum("seconds", "held"));
    let waits = evidence.number(&format!(
        "SELECT count(*) FROM calls WHERE user_id = {user} AND phase = 'planned'
         AND settlement = 'held'"
    ));
    let seconds: i64 = purse.periods.iter().flat_map(|period| period.left).sum();
    assert_eq!(has, (purse.money, seconds), "what user {user} has: {purse:?}");
    assert!(waits > 0 || held == (0, 0), "what user {user} has set aside: {held:?}");
}
