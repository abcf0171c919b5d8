//! What must have become of every payment, worked out anew from what was sent and what was
//! promised. Amounts are integers: coins in their smallest unit, dollars in millionths.

use std::collections::HashMap;

use rusqlite::Row;
use rust_decimal::Decimal;

use super::coins::{How, Market, Sent};
use super::faults::Told;
use super::model::Evidence;
use ivrbot::demo::dynopay::Seen;

const DAY_MS: i64 = 24 * 3_600_000;
/// Less than so much is missing and the operator makes it whole: a part of the amount, but this
/// much in any case, and never more than that.
const FORGIVEN_PART: i64 = 200;
const FORGIVEN: (i64, i64) = (100_000, 1_000_000);
/// So many times the amount is somebody's mistake.
const TOO_MANY: i64 = 3;
/// Places after the point in the provider's list, which cuts the rest.
const LISTED_PLACES: u32 = 6;

/// A top-up as the database tells it.
#[derive(Clone, Debug)]
pub struct Topup {
    pub id: i64,
    pub user: i64,
    pub chat: i64,
    pub plan: Option<i64>,
    pub asked: i64,
    pub state: String,
    pub payment: Option<String>,
    address: Option<String>,
    units: i64,
    quoted_ms: i64,
    locked_ms: i64,
    pub created_ms: i64,
}

/// What must come of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// One of these amounts in the wallet, once: which of them depends on when it was looked at.
    Credit(Vec<i64>),
    /// The same, or nothing, or a look: it was sent back.
    Perhaps(Vec<i64>),
    /// The same once there is a rate; there is none.
    NoRate(Vec<i64>),
    /// Nothing, and somebody must look at it.
    Review,
    /// Either.
    Unclear(Vec<i64>),
}

/// A transfer with its top-up and what must come of it.
pub struct Line {
    pub sent: Sent,
    pub topup: Option<Topup>,
    pub due: Due,
}

/// Everything that was paid, by the provider's payment.
pub struct Till {
    pub lines: HashMap<String, Line>,
    pub topups: Vec<Topup>,
}

impl Till {
    pub fn count(evidence: &Evidence, sent: &[Sent], market: &Market, has_rates: Rates) -> Till {
        let topups = topups(evidence);
        let seen: HashMap<String, Seen> = evidence
            .dynopay
            .payments()
            .into_iter()
            .map(|seen| (seen.payment_id.clone(), seen))
            .collect();
        let mut lines = HashMap::new();
        for sent in sent {
            let payment = &seen[&sent.payment];
            let topup = topups.iter().find(|topup| topup.payment.as_ref() == Some(&sent.payment));
            let due = match topup {
                Some(topup) => {
                    let first = first_ms(evidence, &sent.payment);
                    let case = Case { sent, seen: payment, topup, first, market, has_rates };
                    case.due(&topups, told(evidence))
                }
                // Nobody's coins that went back are nobody's business.
                None if sent.how == How::Refunded => Due::Perhaps(Vec::new()),
                None => Due::Review,
            };
            let line = Line { sent: sent.clone(), topup: topup.cloned(), due };
            let twice = lines.insert(sent.payment.clone(), line);
            assert!(twice.is_none(), "the provider books one transfer a payment");
        }
        Till { lines, topups }
    }

    /// The transfer of a top-up.
    pub fn of(&self, topup: i64) -> Option<&Line> {
        self.lines.values().find(|line| line.topup.as_ref().is_some_and(|it| it.id == topup))
    }

    /// Everything at rest: each payment has what it must have, and its payer was told.
    pub fn check(&self, evidence: &Evidence, heard: &[Told]) {
        for (payment, line) in &self.lines {
            let credited = credits(evidence, payment);
            let reviews = evidence.number(&format!(
                "SELECT count(*) FROM reviews r JOIN arrivals a ON a.id = r.arrival_id
                 WHERE a.payment_id = '{payment}'"
            ));
            let once = |amounts: &[i64]| matches!(credited[..], [one] if amounts.contains(&one));
            let good = match &line.due {
                Due::Credit(amounts) => once(amounts) && reviews == 0,
                Due::Perhaps(amounts) | Due::NoRate(amounts) => match credited[..] {
                    [] => reviews <= 1,
                    _ => once(amounts) && reviews == 0,
                },
                Due::Review => credited.is_empty() && reviews == 1,
                Due::Unclear(amounts) => (once(amounts) && reviews == 0) || reviews == 1,
            };
            let (sent, topup, due) = (&line.sent, &line.topup, &line.due);
            let what = format!("{sent:?}\n{topup:?}\nmust be {due:?}");
            assert!(good, "{what}\nis credited {credited:?} with {reviews} reviews");
            if let Some(topup) = &line.topup {
                let sign = if reviews > 0 { "🔎" } else { "✅" };
                if !credited.is_empty() || reviews > 0 {
                    told_of(evidence, topup, sign, heard);
                }
            }
        }
        self.ends(evidence);
    }

    /// No top-up is in limbo, none was credited without coins, and the provider opened one payment
    /// for one wish, where it keeps its word.
    fn ends(&self, evidence: &Evidence) {
        for topup in &self.topups {
            assert_ne!(topup.state, "created", "the provider never heard of {topup:?}");
            let (paid, id) = (self.of(topup.id), topup.id);
            let credits = format!(
                "SELECT count(*) FROM ledger WHERE kind = 'top_up'
                                   AND idem_key LIKE 'topup:{id}:%'"
            );
            let credits = evidence.number(&credits);
            assert!(credits <= i64::from(paid.is_some()), "credited out of nothing: {topup:?}");
            if paid.is_none() {
                let quiet = ["awaiting", "expired", "abandoned"].contains(&topup.state.as_str());
                assert!(quiet, "nothing came: {topup:?}");
                assert!(topup.state != "awaiting" || topup.locked_ms >= evidence.now_ms - DAY_MS);
            }
        }
    }
}

/// Whether the story has a source of rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rates {
    Some,
    None,
}

/// What the provider tells of odd transfers, in this story.
#[derive(Clone, Copy)]
struct Tells {
    wrong_coin: Known,
    found: Known,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

fn told(evidence: &Evidence) -> Tells {
    let known = |is: bool| if is { Known::Yes } else { Known::No };
    let mut tells = Tells { wrong_coin: Known::No, found: Known::No };
    evidence.dynopay.configure(|account| {
        tells.wrong_coin = known(account.unknowns.wrong_coin_is_told);
        tells.found = known(account.unknowns.recovery_is_told);
    });
    tells
}

struct Case<'a> {
    sent: &'a Sent,
    seen: &'a Seen,
    topup: &'a Topup,
    /// When the bot first heard of it.
    first: Option<i64>,
    market: &'a Market,
    has_rates: Rates,
}

impl Case<'_> {
    fn due(&self, topups: &[Topup], tells: Tells) -> Due {
        let (sent, topup) = (self.sent, self.topup);
        let first = self.first.unwrap_or(i64::MAX);
        if sent.how == How::Refunded {
            return Due::Perhaps(self.amounts());
        }
        if sent.how == How::WrongCoin && tells.wrong_coin == Known::Yes {
            return Due::Review;
        }
        if sent.found && tells.found == Known::Yes {
            return Due::Review;
        }
        let address = &topup.address;
        let mut later = topups.iter().filter(|it| it.id > topup.id && it.address == *address);
        if later.any(|it| it.quoted_ms <= first) || sent.at_ms > topup.locked_ms + DAY_MS {
            return Due::Review;
        }
        let amounts = self.amounts();
        if amounts.is_empty() {
            return Due::Review;
        }
        let is_dollars = self.seen.currency.starts_with("USDT");
        let may_be_late = !is_dollars && first > topup.locked_ms;
        match (may_be_late, self.has_rates) {
            _ if first > topup.locked_ms + DAY_MS => Due::Unclear(amounts),
            (true, Rates::None) => Due::NoRate(amounts),
            _ => Due::Credit(amounts),
        }
    }

    /// What may be credited; nothing where it is too much.
    fn amounts(&self) -> Vec<i64> {
        let paid: Decimal = self.seen.paid.as_ref().expect("what came").parse().unwrap();
        let listed = paid.round_dp(LISTED_PLACES);
        let mut amounts: Vec<i64> =
            [paid, listed].into_iter().flat_map(|paid| self.worth(paid)).collect();
        amounts.retain(|amount| *amount <= self.topup.asked * TOO_MANY);
        amounts
    }

    fn worth(&self, paid: Decimal) -> Vec<i64> {
        let (topup, currency) = (self.topup, self.seen.currency);
        let places = if currency.starts_with("USDT") { 6 } else { 8 };
        let units =
            i128::from(i64::try_from((paid * Decimal::from(10_i64.pow(places))).trunc()).unwrap());
        if currency.starts_with("USDT") {
            return vec![self.whole(i64::try_from(units).unwrap())];
        }
        let locked = units * i128::from(topup.asked) / i128::from(topup.units);
        let locked = i64::try_from(locked).unwrap();
        let mut amounts = Vec::new();
        if self.sent.at_ms <= topup.locked_ms {
            amounts.push(self.whole(locked));
        }
        if self.first.is_none_or(|first| first > topup.locked_ms) {
            let rates = self.market.iter().filter(|(symbol, _)| symbol == currency);
            let at = |rate: &i64| i64::try_from(units * i128::from(*rate) / 100_000_000).unwrap();
            amounts.extend(rates.map(|(_, rate)| at(rate).min(locked)));
        }
        amounts
    }

    fn whole(&self, amount: i64) -> i64 {
        let forgiven = (self.topup.asked / FORGIVEN_PART).max(FORGIVEN.0).min(FORGIVEN.1);
        let missing = self.topup.asked - amount;
        if (1..=forgiven).contains(&missing) { self.topup.asked } else { amount }
    }
}

/// What was put into wallets for a payment, each time.
fn credits(evidence: &Evidence, payment: &str) -> Vec<i64> {
    let sql = "SELECT usd_micro FROM arrivals WHERE payment_id = ?1 AND state = 'credited'";
    let mut statement = evidence.file.prepare(sql).unwrap();
    statement.query_map([payment], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn first_ms(evidence: &Evidence, payment: &str) -> Option<i64> {
    let sql = "SELECT min(first_ms) FROM arrivals WHERE payment_id = ?1";
    evidence.file.query_row(sql, [payment], |row| row.get(0)).unwrap()
}

fn told_of(evidence: &Evidence, topup: &Topup, sign: &str, heard: &[Told]) {
    if evidence.deaf.contains(&topup.chat) {
        return;
    }
    let reference = format!("P{}", topup.id);
    let names = |html: &str| {
        let mut after = html.split(&reference).skip(1);
        after.any(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
    };
    let mut own = heard.iter().filter(|told| told.chat == topup.chat);
    let says = own.any(|told| told.html.contains(sign) && names(&told.html));
    assert!(says, "nobody was told of {topup:?}");
}

fn topups(evidence: &Evidence) -> Vec<Topup> {
    let sql = "SELECT t.id, t.user_id, u.telegram_id, t.plan_id, t.usd_micro, t.state,
                   t.provider_id, t.address, coalesce(t.units, 0), coalesce(t.quoted_ms, 0),
                   coalesce(t.locked_ms, 0), t.created_ms
               FROM topups t JOIN users u ON u.id = t.user_id ORDER BY t.id";
    let read = |row: &Row<'_>| {
        Ok(Topup {
            id: row.get(0)?,
            user: row.get(1)?,
            chat: row.get(2)?,
            plan: row.get(3)?,
            asked: row.get(4)?,
            state: row.get(5)?,
            payment: row.get(6)?,
            address: row.get(7)?,
            units: row.get(8)?,
            quoted_ms: row.get(9)?,
            locked_ms: row.get(10)?,
            created_ms: row.get(11)?,
        })
    };
    let mut statement = evidence.file.prepare(sql).unwrap();
    statement.query_map([], read).unwrap().map(Result::unwrap).collect()
}
