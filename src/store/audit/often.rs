//! How often: one number (C-08), and one user (C-18).

use std::collections::HashMap;

use anyhow::{Context, Result};
use rusqlite::{Transaction, params};

use super::Found;
use super::chain::Told;
use super::dials::{Dial, Dials};

const SECOND: i64 = 1_000;
const DAY: i64 = 24 * 3_600 * SECOND;
/// The provider refuses a second dial to a number within ten seconds.
const APART: i64 = 10 * SECOND;
/// What sells.
pub(super) const SALES: &str = "lead_follow_up";

/// Judges every dial by those before it.
pub(super) fn judge(
    file: &Transaction,
    dials: &Dials,
    told: &Told,
    found: &mut Found,
) -> Result<()> {
    let mut by_number: HashMap<i64, Vec<&Dial>> = HashMap::new();
    let mut by_user: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut people = People::of(file)?;
    // A dial that was found later did not count when others were decided: its event says when.
    let mut ordered: Vec<&Dial> = dials.0.iter().collect();
    ordered.sort_by_key(|dial| (dial.event, dial.at));
    for dial in ordered {
        let before = by_number.entry(dial.number).or_default();
        if !dial.adopted {
            let own = people.owns(dial)?;
            number(dial, before, own, told, found);
            user(dial, by_user.get(&dial.user), &mut people, own, found)?;
        }
        before.push(dial);
        by_user.entry(dial.user).or_default().push(dial.at);
    }
    Ok(())
}

fn number(dial: &Dial, before: &[&Dial], own: bool, told: &Told, found: &mut Found) {
    let within = |span: i64| before.iter().filter(move |past| past.at > dial.at - span);
    let answered = |past: &&&Dial| {
        let known = told.answered.get(&past.call).is_some_and(|event| *event < dial.event);
        known && past.outcome.as_deref() == Some("answered")
    };
    let mine = |past: &&&Dial| past.user == dial.user;
    let all = within(DAY).count();
    let all_answered = within(DAY).filter(answered).count();
    let wrong = if own {
        within(DAY).filter(mine).count() >= 20
    } else if dial.purpose == SALES {
        all >= 3 || all_answered >= 1 || within(30 * DAY).count() >= 4
    } else {
        within(DAY).filter(mine).count() >= 4
            || within(DAY).filter(mine).filter(answered).count() >= 2
            || all >= 8
            || all_answered >= 4
    };
    if wrong {
        found.add("C-08", Some(dial.call), "the number was called too often");
    }
    if within(APART).next().is_some() {
        found.add("C-08", Some(dial.call), "the number had been dialled seconds before");
    }
}

fn user(
    dial: &Dial,
    before: Option<&Vec<i64>>,
    people: &mut People<'_>,
    own: bool,
    found: &mut Found,
) -> Result<()> {
    let made = before.map_or(0, |past| past.iter().filter(|at| **at > dial.at - DAY).count());
    let tier = people.tier(dial)?;
    let most = match tier.as_str() {
        "operator" => usize::MAX,
        "trusted" => 3_000,
        "verified" => 300,
        _ => 10,
    };
    if made >= most {
        found.add("C-18", Some(dial.call), format!("call {} of {most} a day", made + 1));
    }
    if most == 10 && !own && !people.proves(dial)? {
        found.add("C-18", Some(dial.call), "a newcomer called a number that is not his own");
    }
    Ok(())
}

/// Whether a call spoke a code to this number for this user.
const PROVING: &str = "SELECT EXISTS (SELECT 1 FROM codes WHERE call_id = ?1 AND user_id = ?2
    AND number_id = ?3)";

/// What was true of people at a moment.
struct People<'f> {
    tiers: rusqlite::Statement<'f>,
    owned: rusqlite::Statement<'f>,
    proving: rusqlite::Statement<'f>,
}

impl<'f> People<'f> {
    fn of(file: &'f Transaction) -> Result<People<'f>> {
        let tiers = "SELECT CASE WHEN u.role = 'operator' THEN 'operator' ELSE coalesce(
                (SELECT tier FROM user_tiers t WHERE t.user_id = u.id AND t.from_ms <= ?2
                 AND (t.until_ms IS NULL OR t.until_ms > ?2) ORDER BY t.id DESC LIMIT 1), 'new')
            END FROM users u WHERE u.id = ?1";
        let owned = "SELECT EXISTS (SELECT 1 FROM own_numbers WHERE user_id = ?1
            AND number_id = ?2 AND proved_ms <= ?3 AND until_ms > ?3
            AND (ended_ms IS NULL OR ended_ms > ?3))";
        Ok(People {
            tiers: file.prepare(tiers).context("read tiers")?,
            owned: file.prepare(owned).context("read own numbers")?,
            proving: file.prepare(PROVING).context("read codes")?,
        })
    }

    fn tier(&mut self, dial: &Dial) -> Result<String> {
        Ok(self.tiers.query_row(params![dial.user, dial.at], |row| row.get(0))?)
    }

    /// Whether the call spoke a code, so that its number becomes the user's own.
    fn proves(&mut self, dial: &Dial) -> Result<bool> {
        let params = params![dial.call, dial.user, dial.number];
        Ok(self.proving.query_row(params, |row| row.get(0))?)
    }

    fn owns(&mut self, dial: &Dial) -> Result<bool> {
        let params = params![dial.user, dial.number, dial.at];
        Ok(self.owned.query_row(params, |row| row.get(0))?)
    }
}
