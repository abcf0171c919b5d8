//! How often one number may be called (C-08), by one business and by all together.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::hours::Purpose;

/// A day, by the clock.
pub const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The window in which calls that sell are counted besides.
pub const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So many within a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    whose: Whose,
    what: What,
    most: usize,
    within: SignedDuration,
}

/// Whose calls are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Own,
    All,
}

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Answered,
    Attempts,
}

const fn own(what: What, most: usize) -> Limit {
    Limit { whose: Whose::Own, what, most, within: DAY }
}

const fn all(what: What, most: usize) -> Limit {
    Limit { whose: Whose::All, what, most, within: DAY }
}

/// Calls that tell or ask what the callee expects.
const INFORMATIONAL: [Limit; 4] = [
    own(What::Answered, 2),
    own(What::Attempts, 4),
    all(What::Answered, 4),
    all(What::Attempts, 8),
];
/// Calls that sell: counted together, whoever makes them.
const MARKETING: [Limit; 3] = [
    all(What::Answered, 1),
    all(What::Attempts, 3),
    Limit { whose: Whose::All, what: What::Attempts, most: 4, within: MONTH },
];
/// One's own phone, that one has proved to answer: enough to try a script out.
const OWN_NUMBER: [Limit; 1] = [own(What::Attempts, 20)];

/// A call to the number that was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// How far it came.
    pub came: Came,
}

/// By whom a number was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// By the business that wants to call it now.
    Same,
    /// By another.
    Other,
}

/// How far a call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// Somebody answered it.
    Answered,
    /// Nobody did, or nobody knows yet.
    Tried,
}

/// Whose number is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The user's own, proved by a code spoken in a call.
    Own,
    /// The one that a call with a code is to prove: until then it is somebody's.
    Proving,
    /// Somebody's.
    Other,
}

/// Until when a number may not be called again, after these calls; `None` if it may be called now.
/// The order of `past` does not count.
pub fn rests_until(
    past: &[Past],
    purpose: Purpose,
    whom: Whom,
    at: Timestamp,
) -> Option<Timestamp> {
    let limits: &[Limit] = match (whom, purpose.is_marketing()) {
        (Whom::Own, _) => &OWN_NUMBER,
        (Whom::Proving | Whom::Other, true) => &MARKETING,
        (Whom::Proving | Whom::Other, false) => &INFORMATIONAL,
    };
    limits.iter().filter_map(|limit| limit.rests_until(past, at)).max()
}

impl Limit {
    fn rests_until(&self, past: &[Past], at: Timestamp) -> Option<Timestamp> {
        let mut times: Vec<_> = past
            .iter()
            .filter(|past| self.whose == Whose::All || past.by == By::Same)
            .filter(|past| self.what == What::Attempts || past.came == Came::Answered)
            .filter_map(|past| past.at.checked_add(self.within).ok())
            .filter(|free| *free > at)
            .collect();
        // The nth newest has to fall out of the window.
        times.sort_unstable_by(|one, other| other.cmp(one));
        times.get(self.most.saturating_sub(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 + hours)
    }

    fn past(hours: i64, by: By, came: Came) -> Past {
        Past { at: at(hours), by, came }
    }

    use By::{Other, Same};
    use Came::{Answered, Tried};

    #[test]
    fn c08_each_limit_holds_alone_and_names_when_it_ends() {
        let reminder = Purpose::Reminder;
        let sales = Purpose::LeadFollowUp;
        let many = |by, came, count: i64| -> Vec<Past> {
            (0..count).map(|n| past(-count + n, by, came)).collect()
        };
        let table = [
            (reminder, Whom::Other, many(Same, Answered, 1), None),
            (reminder, Whom::Other, many(Same, Answered, 2), Some(22)),
            (reminder, Whom::Other, many(Same, Tried, 3), None),
            (reminder, Whom::Other, many(Same, Tried, 4), Some(20)),
            (reminder, Whom::Other, many(Same, Tried, 5), Some(20)),
            (reminder, Whom::Other, many(Other, Answered, 3), None),
            (reminder, Whom::Other, many(Other, Answered, 4), Some(20)),
            (reminder, Whom::Other, many(Other, Tried, 7), None),
            (reminder, Whom::Other, many(Other, Tried, 8), Some(16)),
            (sales, Whom::Other, many(Other, Answered, 1), Some(23)),
            (sales, Whom::Other, many(Other, Tried, 2), None),
            (sales, Whom::Other, many(Other, Tried, 3), Some(21)),
            (sales, Whom::Other, many(Same, Tried, 4), Some(30 * 24 - 4)),
            (reminder, Whom::Own, many(Same, Answered, 19), None),
            (reminder, Whom::Own, many(Same, Answered, 20), Some(4)),
            (sales, Whom::Own, many(Other, Answered, 20), None),
            (reminder, Whom::Other, Vec::new(), None),
        ];
        for (purpose, whom, past, until) in table {
            let found = rests_until(&past, purpose, whom, at(0));
            assert_eq!(found, until.map(at), "{purpose:?} {whom:?} {past:?}");
        }
    }

    #[test]
    fn c08_what_lies_a_day_back_counts_no_more() {
        let answered = [past(-24, Same, Answered), past(-1, Same, Answered)];
        assert_eq!(rests_until(&answered, Purpose::Notice, Whom::Other, at(0)), None);
        let second = at(0) - SignedDuration::from_secs(1);
        assert_eq!(
            rests_until(&answered, Purpose::Notice, Whom::Other, second),
            Some(at(0)),
            "the second call to it becomes possible when the first is a day old"
        );
    }
}
