//! What must be true once all is quiet: nothing in limbo, everybody told, every cent explained.

use std::collections::{BTreeMap, HashMap};

use ivrbot::demo::bland::Seen;
use rusqlite::params;

use super::faults::Told;
use super::model::{Call, Evidence};
use super::purse;
use super::till::Till;

/// Signs of a call that came through, and of one that did not, in every language.
const ANSWERED: [&str; 2] = ["✅", "📼"];
const UNANSWERED: [&str; 5] = ["🔕", "📵", "⚠️", "✋", "❔"];
/// Everything at rest.
pub fn check(
    evidence: &Evidence,
    credits: &BTreeMap<String, (i64, i64)>,
    till: &Till,
    heard: &[Told],
) {
    let calls = evidence.calls();
    let dialled = evidence.dialled();
    ends(evidence, &calls, &dialled);
    shown(evidence);
    told(evidence, &calls, &dialled, heard);
    opted_out(evidence, &calls, &dialled);
    purse::replay(evidence, &calls, &dialled, credits, till);
    till.check(evidence, heard);
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
        // Who proves a number looks at the question for the code.
        let sql = "SELECT EXISTS (SELECT 1 FROM codes WHERE call_id = ?1)";
        let speaks: bool = evidence.file.query_row(sql, [call.id], |row| row.get(0)).unwrap();
        if speaks || evidence.deaf.contains(&call.chat) {
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
