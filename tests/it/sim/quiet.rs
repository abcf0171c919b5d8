//! What must be true once all is quiet: nothing in limbo, everybody told, every cent explained.

use std::collections::{BTreeMap, HashMap};

use ivrbot::demo::bland::Seen;
use rusqlite::params;

use super::faults::Told;
use super::model::{Call, Evidence};

/// Signs of a call that came through, and of one that did not, in every language.
const ANSWERED: [&str; 2] = ["✅", "📼"];
const UNANSWERED: [&str; 5] = ["🔕", "📵", "⚠️", "✋", "❔"];
/// A minute in millionths of a dollar: to one number, of a list, and to one number when the plan's
/// own minutes are used up.
const SINGLE_MICRO: i64 = 300_000;
const BULK_MICRO: i64 = 200_000;
const OVERAGE_MICRO: i64 = 200_000;
/// What a list's call could cost if nobody answers; no list here is long enough for that.
const ATTEMPT_MICRO: i64 = 20_000;
const ATTEMPTS_FREE: i64 = 50;
/// The free plan: minutes to one number, and its days. It covers the operator's country, and no
/// number here shares its code.
const FREE_MINUTES: i64 = 2;
const HOME: &str = "+1";
const FREE_MS: i64 = 2 * 24 * 3_600_000;
/// The longest call, minutes.
const LONGEST: i64 = 5;

/// Everything at rest.
pub fn check(evidence: &Evidence, credits: &BTreeMap<String, (i64, i64)>, heard: &[Told]) {
    let calls = evidence.calls();
    let dialled = evidence.dialled();
    ends(evidence, &calls, &dialled);
    shown(evidence);
    told(evidence, &calls, &dialled, heard);
    opted_out(evidence, &calls, &dialled);
    Purse::replay(evidence, &calls, &dialled, credits);
    assert_eq!(evidence.number("SELECT count(*) FROM outbox"), 0, "the outbox is not empty");
    assert_eq!(
        evidence.number("SELECT count(*) FROM work WHERE state <> 'done'"),
        0,
        "a document is still being fetched"
    );
}

/// One final phase, one settlement, as the provider has it.
fn ends(evidence: &Evidence, calls: &[Call], dialled: &HashMap<String, Seen>) {
    for call in calls {
        let waits = call.phase == "planned" && call.due_ms > evidence.now_ms;
        let over = ["ended", "refused", "cancelled", "lost"].contains(&call.phase.as_str());
        assert!(waits || over, "in limbo: {call:?}");
        let seen = dialled.get(&call.uuid);
        let settlement = call.settlement.as_str();
        match (call.phase.as_str(), seen) {
            ("ended", Some(seen)) => {
                assert!(seen.completed, "ended here and not there: {call:?} {seen:?}");
                assert_eq!(call.seconds, Some(seen.seconds), "{call:?} {seen:?}");
                assert!(["settled", "late"].contains(&settlement), "{call:?}");
            }
            ("planned", None) => {}
            (_, None) => assert!(["none", "released"].contains(&settlement), "{call:?}"),
            (_, Some(seen)) => panic!("dialled, and nobody knows: {call:?} {seen:?}"),
        }
    }
    let open = "SELECT count(*) FROM campaigns p WHERE state IN ('running', 'scheduled')
                AND NOT EXISTS (SELECT 1 FROM calls c
                                WHERE c.campaign_id = p.id AND c.phase = 'planned')";
    assert_eq!(evidence.number(open), 0, "a list call never ends");
    let waiting = "SELECT count(*) FROM schedules s WHERE state = 'waiting'
                   AND NOT EXISTS (SELECT 1 FROM calls c
                                   WHERE c.schedule_id = s.id AND c.phase = 'planned')";
    assert_eq!(evidence.number(waiting), 0, "a timed run waits for nothing");
}

/// Cards show their newest state.
fn shown(evidence: &Evidence) {
    let sql = "SELECT id, chat_id, wanted_rev, shown_rev FROM cards";
    let mut statement = evidence.file.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (id, chat): (i64, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
        let (wanted, shown): (i64, i64) = (row.get(2).unwrap(), row.get(3).unwrap());
        if !evidence.deaf.contains(&chat) {
            assert_eq!(wanted, shown, "card {id} of {chat} is not up to date");
        }
    }
}

/// Whoever called learns how it came out.
fn told(evidence: &Evidence, calls: &[Call], dialled: &HashMap<String, Seen>, told: &[Told]) {
    for call in calls.iter().filter(|call| call.campaign.is_none()) {
        if evidence.deaf.contains(&call.chat) {
            continue;
        }
        let (signs, since): (&[&str], i64) = match (call.phase.as_str(), dialled.get(&call.uuid)) {
            ("ended", Some(seen)) if seen.connected_ms.is_some() => (&ANSWERED, ended(seen)),
            ("ended", Some(seen)) => (&UNANSWERED, ended(seen)),
            ("lost", _) => (&["❓"], 0),
            ("refused", _) => (&["🚫"], 0),
            _ => continue,
        };
        let digits = digits(&call.number);
        let says = told.iter().any(|told| {
            told.chat == call.chat
                && told.at_ms >= since
                && told.html.lines().any(|line| self::digits(line) == digits)
                && signs.iter().any(|sign| told.html.contains(sign))
        });
        assert!(says, "nobody was told of {call:?}: {:?}", dialled.get(&call.uuid));
    }
}

fn ended(seen: &Seen) -> i64 {
    seen.ended_ms.expect("a call that ended")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Who pressed 9 is on the list of that business.
fn opted_out(evidence: &Evidence, calls: &[Call], dialled: &HashMap<String, Seen>) {
    for call in calls {
        let Some(seen) = dialled.get(&call.uuid) else { continue };
        if !seen.rows.iter().any(|(_, text)| text == "Pressed Button: 9") {
            continue;
        }
        let sql = "SELECT count(*) FROM do_not_call d JOIN numbers n ON n.id = d.number_id
                   WHERE n.e164 = ?1 AND (d.user_id IS NULL OR d.user_id = ?2)";
        let params = params![seen.to, call.user];
        let kept: i64 = evidence.file.query_row(sql, params, |row| row.get(0)).unwrap();
        assert!(kept > 0, "{} asked not to be called again: {call:?}", seen.to);
    }
}

/// What the model sets aside for one call.
#[derive(Clone, Copy, Debug)]
struct Aside {
    plan: bool,
    amount: i64,
    /// What a minute costs in money.
    rate: i64,
}

/// What one user has, counted anew from what happened.
#[derive(Default, Debug)]
struct Purse {
    money: i64,
    seconds: i64,
    granted: bool,
    ends: Option<i64>,
}

impl Purse {
    /// Counts through the ledger's commands in their order, with amounts of the model's own.
    fn replay(
        evidence: &Evidence,
        calls: &[Call],
        dialled: &HashMap<String, Seen>,
        credits: &BTreeMap<String, (i64, i64)>,
    ) {
        let mut purses: HashMap<i64, Purse> = HashMap::new();
        let mut asides: HashMap<i64, Aside> = HashMap::new();
        let mut charges: HashMap<i64, Aside> = HashMap::new();
        let sql = "SELECT kind, idem_key, call_id, at_ms FROM ledger ORDER BY id";
        let mut statement = evidence.file.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (kind, key): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            let id: Option<i64> = row.get(2).unwrap();
            let at: i64 = row.get(3).unwrap();
            let Some(id) = id else {
                enter(&mut purses, credits, &kind, &key);
                continue;
            };
            let call = calls.iter().find(|call| call.id == id).unwrap();
            let purse = purses.entry(call.user).or_default();
            let seconds = dialled.get(&call.uuid).map(|seen| seen.seconds);
            match kind.as_str() {
                "hold" => drop(asides.insert(id, purse.set_aside(call, at))),
                "release" => purse.give(asides[&id].plan, asides[&id].amount),
                "settle" => {
                    let charge = price(asides[&id], seconds.expect("a call that was made"));
                    purse.give(charge.plan, asides[&id].amount - charge.amount);
                    assert!(charges.insert(id, charge).is_none(), "settled twice: {call:?}");
                }
                "late" => {
                    let mut charge = price(asides[&id], seconds.expect("a made call"));
                    charge.amount = charge.amount.min(purse.has(charge.plan));
                    purse.give(charge.plan, -charge.amount);
                    assert!(charges.insert(id, charge).is_none(), "settled twice: {call:?}");
                }
                other => panic!("what is {other}?"),
            }
        }
        for call in calls {
            let none = Aside { plan: true, amount: 0, rate: 0 };
            let charge = charges.get(&call.id).copied().unwrap_or(none);
            let (plan, cost) = if charge.plan { (charge.amount, 0) } else { (0, charge.amount) };
            assert_eq!((call.plan_seconds, call.cost), (plan, cost), "the price of {call:?}");
        }
        let tries = "SELECT max(calls) FROM (SELECT count(*) AS calls FROM calls
                     WHERE campaign_id IS NOT NULL GROUP BY campaign_id)";
        assert!(evidence.number(tries) <= ATTEMPTS_FREE, "attempts may cost something now");
        compare(evidence, &purses);
    }

    fn has(&self, plan: bool) -> i64 {
        if plan { self.seconds } else { self.money }
    }

    fn give(&mut self, plan: bool, amount: i64) {
        if plan { self.seconds += amount } else { self.money += amount }
    }

    fn set_aside(&mut self, call: &Call, at: i64) -> Aside {
        let runs = self.granted && self.ends.is_none_or(|ends| ends > at);
        if runs {
            self.ends.get_or_insert(at + FREE_MS);
        }
        let covered = runs && call.bucket == "single" && call.number.starts_with(HOME);
        let plan = covered && self.seconds >= 60;
        let (rate, attempt) = match call.bucket.as_str() {
            "single" if covered => (OVERAGE_MICRO, 0),
            "single" => (SINGLE_MICRO, 0),
            _ => (BULK_MICRO, ATTEMPT_MICRO),
        };
        let (unit, attempt) = if plan { (60, 0) } else { (rate, attempt) };
        let minutes = ((self.has(plan) - attempt) / unit).min(LONGEST);
        assert!(minutes > 0, "dialled without money: {call:?}");
        let amount = attempt + minutes * unit;
        self.give(plan, -amount);
        Aside { plan, amount, rate }
    }
}

/// To the second, a started micro-dollar counted whole, and never more than was set aside.
fn price(aside: Aside, seconds: i64) -> Aside {
    let price = if aside.plan { seconds } else { (aside.rate * seconds + 59) / 60 };
    Aside { amount: price.min(aside.amount), ..aside }
}

/// Money and minutes that come from outside.
fn enter(
    purses: &mut HashMap<i64, Purse>,
    credits: &BTreeMap<String, (i64, i64)>,
    kind: &str,
    key: &str,
) {
    if kind == "credit" {
        let (user, amount) = credits.get(key).expect("a credit that somebody gave");
        purses.entry(*user).or_default().money += amount;
        return;
    }
    let user = key.strip_prefix("free:").and_then(|user| user.parse().ok());
    let purse = purses.entry(user.expect("only the free plan is granted")).or_default();
    assert!(!purse.granted, "the free plan came twice");
    purse.granted = true;
    purse.seconds = FREE_MINUTES * 60;
}

fn compare(evidence: &Evidence, purses: &HashMap<i64, Purse>) {
    for (user, purse) in purses {
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
        assert_eq!(has, (purse.money, purse.seconds), "what user {user} has");
        assert!(waits > 0 || held == (0, 0), "what user {user} has set aside: {held:?}");
    }
}
