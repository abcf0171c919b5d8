//! What must be true, from the evidence: the stand-ins' record, what people saw, and the database
//! read as plain SQL. It knows nothing of the program's own rules.

use std::collections::{BTreeMap, HashMap, HashSet};

use ivrbot::demo::bland::{FakeBland, Seen};
use ivrbot::demo::dynopay::{Dynopay, Version};
use ivrbot::demo::telegram::FakeTelegram;
use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OpenFlags, params};

use super::people::CODES;
use crate::world::{Who, World};

/// The least time between two dials of one account, milliseconds.
const SPACING_MS: i64 = 1_000;
/// The longest call anybody is sold, minutes.
const LONGEST: i64 = 5;
/// "Something went wrong", in every language: nobody may ever read it.
const FAULTS: [&str; 4] = [
    include_str!("../../../i18n/en/menu.ftl"),
    include_str!("../../../i18n/hi/menu.ftl"),
    include_str!("../../../i18n/zh/menu.ftl"),
    include_str!("../../../i18n/fr/menu.ftl"),
];

/// Everything there is to look at.
pub struct Evidence<'a> {
    pub file: Connection,
    pub bland: &'a FakeBland,
    pub dynopay: &'a Dynopay,
    pub telegram: &'a FakeTelegram,
    pub people: Vec<Who>,
    /// Chats that may have missed something: they blocked the bot, or a message was lost twice.
    pub deaf: Vec<i64>,
    pub now_ms: i64,
}

/// A call as the database tells it.
#[derive(Debug)]
pub struct Call {
    pub id: i64,
    pub user: i64,
    pub chat: i64,
    pub campaign: Option<i64>,
    pub uuid: String,
    pub number: String,
    pub bucket: String,
    pub phase: String,
    pub settlement: String,
    pub due_ms: i64,
    pub max_minutes: i64,
    pub seconds: Option<i64>,
    pub cost: i64,
    pub plan_seconds: i64,
}

impl Evidence<'_> {
    pub fn of(world: &World, people: Vec<Who>, deaf: Vec<i64>) -> Evidence<'_> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        Evidence {
            file: Connection::open_with_flags(world.path(), flags).unwrap(),
            bland: &world.bland,
            dynopay: &world.dynopay,
            telegram: &world.telegram,
            people,
            deaf,
            now_ms: world.clock.wall().as_millisecond(),
        }
    }

    /// A count, or another single number; 0 for none.
    pub fn number(&self, sql: &str) -> i64 {
        self.file.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or(0)
    }

    /// No row may come of it.
    fn nothing(&self, sql: &str, what: &str) {
        let mut statement = self.file.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        if let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> =
                (0..columns).map(|n| row.get::<_, rusqlite::types::Value>(n).unwrap()).collect();
            panic!("{what}: {cells:?}");
        }
    }

    /// How often what happened.
    pub fn tally(&self) -> BTreeMap<String, i64> {
        let sql = "SELECT 'call ' || phase || ' ' || settlement || ' ' ||
                       coalesce(outcome, coalesce(refusal, '')), count(*) FROM calls GROUP BY 1
                   UNION ALL SELECT 'ledger ' || kind, count(*) FROM ledger GROUP BY 1
                   UNION ALL SELECT 'campaign ' || state, count(*) FROM campaigns GROUP BY 1
                   UNION ALL SELECT 'schedule ' || state, count(*) FROM schedules GROUP BY 1
                   UNION ALL SELECT 'card ' || kind, count(*) FROM cards GROUP BY 1
                   UNION ALL SELECT 'update ' || state, count(*) FROM inbox GROUP BY 1
                   UNION ALL SELECT 'top-up ' || purpose || ' ' || state || ' ' ||
                       coalesce(problem, ''), count(*) FROM topups GROUP BY 1
                   UNION ALL SELECT 'transfer ' || state || ' ' || coalesce(why, ''), count(*)
                       FROM arrivals GROUP BY 1
                   UNION ALL SELECT 'rate ' || verdict, count(*) FROM rate_log GROUP BY 1
                   UNION ALL SELECT 'dnc ' || source, count(*) FROM do_not_call GROUP BY 1
                   UNION ALL SELECT 'dialled', 0 UNION ALL SELECT 'keys', count(*) FROM presses";
        let mut statement = self.file.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let mut tally: BTreeMap<String, i64> = rows.map(Result::unwrap).collect();
        tally.insert("dialled".into(), i64::try_from(self.bland.dialled().len()).unwrap());
        tally
    }

    pub fn calls(&self) -> Vec<Call> {
        let sql = "SELECT c.id, c.user_id, c.uuid, n.e164, c.bucket, c.phase, c.settlement,
                       c.due_ms, c.max_minutes, c.seconds, c.cost_micro, c.plan_seconds,
                       u.telegram_id, c.campaign_id
                   FROM calls c JOIN numbers n ON n.id = c.number_id
                   JOIN users u ON u.id = c.user_id ORDER BY c.id";
        let mut statement = self.file.prepare(sql).unwrap();
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Call {
                id: row.get(0)?,
                user: row.get(1)?,
                uuid: row.get(2)?,
                number: row.get(3)?,
                bucket: row.get(4)?,
                phase: row.get(5)?,
                settlement: row.get(6)?,
                due_ms: row.get(7)?,
                max_minutes: row.get(8)?,
                seconds: row.get(9)?,
                cost: row.get(10)?,
                plan_seconds: row.get(11)?,
                chat: row.get(12)?,
                campaign: row.get(13)?,
            })
        };
        statement.query_map([], read).unwrap().map(Result::unwrap).collect()
    }

    /// The provider's calls by our own id.
    pub fn dialled(&self) -> HashMap<String, Seen> {
        let mut found = HashMap::new();
        for seen in self.bland.calls() {
            let id = seen.cb_request_id.clone().expect("a dial without our own id");
            let twice = found.insert(id, seen);
            assert!(twice.is_none(), "dialled twice: {twice:?}");
        }
        found
    }

    /// What must be true at every moment.
    pub fn always(&self) {
        let calls = self.calls();
        self.dials(&calls);
        self.apart();
        self.ledger();
        self.payments();
        self.chain();
        self.chats();
        self.secrets();
    }

    /// Each dial was intended, permitted, paid for and lawful.
    fn dials(&self, calls: &[Call]) {
        let by_uuid: HashMap<&str, &Call> =
            calls.iter().map(|call| (call.uuid.as_str(), call)).collect();
        for (uuid, seen) in self.dialled() {
            let call = by_uuid.get(uuid.as_str()).unwrap_or_else(|| panic!("no call for {seen:?}"));
            assert_eq!(call.number, seen.to, "another number was dialled");
            assert!(lawful(&seen.to, seen.created_ms), "at night: {seen:?}");
            self.receipt(call, &seen);
            let stops = self.count(
                "SELECT count(*) FROM stops WHERE from_ms < ?1
                 AND (until_ms IS NULL OR until_ms > ?1)",
                params![seen.created_ms],
            );
            assert_eq!(stops, 0, "dialled although all calls are stopped: {seen:?}");
            let most = i64::from(seen.max_minutes);
            assert!(most <= LONGEST && most == call.max_minutes, "{most} minutes: {call:?}");
        }
    }

    fn count(&self, sql: &str, params: impl rusqlite::Params) -> i64 {
        self.file.query_row(sql, params, |row| row.get(0)).unwrap()
    }

    fn receipt(&self, call: &Call, seen: &Seen) {
        let receipts = "SELECT count(*) FROM receipts r JOIN holds h ON h.id = r.hold_id
                        WHERE r.call_id = ?1 AND h.call_id = ?1 AND r.verdict = 'allowed'
                        AND r.at_ms = ?2 AND h.made_ms <= ?2";
        let permitted = self.count(receipts, params![call.id, seen.created_ms]);
        assert!(permitted > 0, "no receipt with a hold for {seen:?}");
        let forbidden = "SELECT count(*) FROM do_not_call d JOIN numbers n ON n.id = d.number_id
                         WHERE n.e164 = ?1 AND (d.user_id IS NULL OR d.user_id = ?2)
                         AND d.from_ms < ?3 AND (d.until_ms IS NULL OR d.until_ms > ?3)";
        let forbidden = self.count(forbidden, params![seen.to, call.user, seen.created_ms]);
        assert_eq!(forbidden, 0, "on the do-not-call list: {seen:?}");
    }

    /// No burst, and one call to a number at a time.
    fn apart(&self) {
        let mut last = i64::MIN;
        let mut busy: BTreeMap<String, i64> = BTreeMap::new();
        for seen in self.bland.calls() {
            assert!(seen.created_ms >= last.saturating_add(SPACING_MS), "a burst: {seen:?}");
            last = seen.created_ms;
            let until = seen.ended_ms.unwrap_or(i64::MAX);
            if let Some(before) = busy.insert(seen.to.clone(), until) {
                assert!(before <= seen.created_ms, "two calls to one number at once: {seen:?}");
            }
        }
    }

    fn ledger(&self) {
        self.nothing(
            "SELECT e.ledger_id, a.asset, sum(e.delta) FROM entries e
             JOIN accounts a ON a.id = e.account_id GROUP BY 1, 2 HAVING sum(e.delta) <> 0",
            "entries that do not add up",
        );
        self.nothing(
            "SELECT a.id, a.balance, total(e.delta) FROM accounts a
             LEFT JOIN entries e ON e.account_id = a.id
             GROUP BY a.id HAVING a.balance <> total(e.delta)",
            "a balance that is not its entries",
        );
        self.nothing(
            "SELECT * FROM accounts WHERE balance < 0 AND owner_kind <> 'system'",
            "somebody owes",
        );
        self.nothing(
            "SELECT h.id FROM holds h JOIN calls c ON c.id = h.call_id
             WHERE h.state <> c.settlement",
            "a call that does not know where its hold is",
        );
    }

    /// No payment is credited twice, and a wish is one payment where the provider keeps its word.
    fn payments(&self) {
        self.nothing(
            "SELECT payment_id, count(*) FROM arrivals WHERE state = 'credited'
             GROUP BY 1 HAVING count(*) > 1",
            "credited twice",
        );
        self.nothing(
            "SELECT a.id FROM arrivals a LEFT JOIN ledger l ON l.id = a.ledger_id
             WHERE a.state = 'credited' AND l.kind IS NOT 'top_up'",
            "credited without the ledger",
        );
        let mut keeps_its_word = false;
        self.dynopay.configure(|account| {
            let is_b = account.version == Version::B;
            keeps_its_word = is_b && !account.unknowns.forgets_keys;
        });
        let mut wishes = HashSet::new();
        for payment in self.dynopay.payments() {
            let wish = payment.intent.clone().expect("a payment without our own id");
            assert!(wishes.insert(wish) || !keeps_its_word, "opened twice: {payment:?}");
        }
    }

    fn chain(&self) {
        self.nothing(
            "SELECT id FROM (SELECT id, prev_hash, lag(hash) OVER (ORDER BY id) AS before
             FROM events) WHERE prev_hash <> coalesce(before, x'')",
            "a broken chain",
        );
    }

    fn chats(&self) {
        assert_eq!(self.telegram.violations(), Vec::<String>::new());
        self.nothing("SELECT * FROM inbox WHERE state = 'failed'", "an update failed");
        let faults = FAULTS.map(|texts| {
            let line = texts.lines().find_map(|line| line.strip_prefix("fault = "));
            line.expect("a text for faults").chars().take(20).collect::<String>()
        });
        for who in &self.people {
            for shown in self.telegram.chat(who.0) {
                let fault = faults.iter().any(|fault| shown.from_bot && shown.text.contains(fault));
                assert!(!fault, "a fault was shown: {}", shown.text);
            }
        }
    }

    /// No code that a callee gave away is kept anywhere, however it is written.
    pub fn secrets(&self) {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        let mut statement = self.file.prepare(sql).unwrap();
        let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for table in tables.map(Result::unwrap) {
            let mut rows = self.file.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = rows.column_count();
            let mut rows = rows.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    let cell = row.get_ref(column).unwrap();
                    let Ok(bytes) = cell.as_bytes() else { continue };
                    let text = String::from_utf8_lossy(bytes);
                    let code = CODES.iter().find(|code| given_away(&text, code));
                    assert!(code.is_none(), "{table} keeps {code:?}: {text}");
                }
            }
        }
    }
}

fn given_away(text: &str, code: &str) -> bool {
    text.contains(code) || {
        let close: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        close.contains(code)
    }
}

/// Where a number may be answered, as far as the story's numbers go.
fn zones(number: &str) -> &'static [&'static str] {
    match number {
        n if n.starts_with("+1212") => &["America/New_York"],
        n if n.starts_with("+1213") => &["America/Los_Angeles"],
        n if n.starts_with("+1208") => &["America/Boise", "America/Los_Angeles"],
        n if n.starts_with("+44") => &["Europe/London"],
        n if n.starts_with("+33") => &["Europe/Paris"],
        n if n.starts_with("+91") => &["Asia/Kolkata"],
        n if n.starts_with("+86") => &["Asia/Shanghai"],
        n => panic!("a number that nobody typed: {n}"),
    }
}

/// From eight to twenty, on Sundays from ten to eighteen, wherever the number may be.
fn lawful(number: &str, at_ms: i64) -> bool {
    let at = Timestamp::from_millisecond(at_ms).unwrap();
    zones(number).iter().all(|zone| {
        let local = TimeZone::get(zone).unwrap().to_datetime(at);
        let hours = match local.weekday() {
            Weekday::Sunday => 10..18,
            _ => 8..20,
        };
        hours.contains(&local.hour())
    })
}
