//! Quiet hours: when a number may be called (C-07).
//!
//! Three rules meet: the hours of the purpose, the pack of the country called, and the time zones
//! the number may be in, all of which must be open. The first two are data, see [`Packs`].

mod holidays;
mod packs;
mod week;

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::domain::phone::Zones;

pub use holidays::{Holidays, NoHoliday, Substitute};
pub use packs::{BUILT_IN, Packs, STRICT, Urgency, Which, Window};
pub use week::{Span, Week, WeekFault};

/// How far ahead the next lawful moment is looked for. Every pack opens at least weekly, so that
/// zones which agree at all do so within days; two weeks also see past a change of clocks.
const DAYS_AHEAD: i64 = 14;

/// Why somebody is called. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// An appointment or a date that the callee knows of.
    Reminder,
    /// Questions about a service received.
    Survey,
    /// News of a school, a council, a utility.
    Notice,
    /// Asks whether something agreed still stands.
    Confirmation,
    /// Answers somebody's enquiry in order to sell.
    LeadFollowUp,
}

impl Purpose {
    /// Whether the law of marketing applies: narrower hours, written consent.
    pub fn is_marketing(self) -> bool {
        matches!(self, Purpose::LeadFollowUp)
    }
}

/// Whether a number may be called at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// It may.
    Open,
    /// It may not.
    Closed {
        /// The next moment within two weeks at which it may; `None` if there is none, or if
        /// nobody knows where the number is.
        next: Option<Timestamp>,
    },
}

/// Whether a number that may be in any of `zones` may be called `at` that moment: only if the hours
/// are open in all of them. A number whose zones are unknown is never called.
pub fn judge(zones: &Zones, window: &Window, at: Timestamp) -> Hours {
    if zones.is_empty() {
        return Hours::Closed { next: None };
    }
    match all_open(zones, window, at) {
        true => Hours::Open,
        false => Hours::Closed { next: next_open(zones, window, at) },
    }
}

/// What the clocks show where the number may be, once for each offset from UTC, in the order of the
/// zones: "it is 9:12 in America/New_York, 6:12 in America/Los_Angeles".
pub fn local_times(zones: &Zones, at: Timestamp) -> Vec<(String, DateTime)> {
    let mut offsets = BTreeSet::new();
    let apart = zones.iter().filter(|zone| offsets.insert(zone.to_offset(at).seconds()));
    apart.map(|zone| (Zones::name_of(zone).to_owned(), zone.to_datetime(at))).collect()
}

fn all_open(zones: &Zones, window: &Window, at: Timestamp) -> bool {
    zones.iter().all(|zone| window.is_open(zone.to_datetime(at)))
}

/// The first moment from `at` on at which all zones are open: each in turn puts it off until it is
/// open itself, and when none does any more, all are.
fn next_open(zones: &Zones, window: &Window, at: Timestamp) -> Option<Timestamp> {
    let last = at.checked_add((DAYS_AHEAD * 24).hours()).ok()?;
    let mut moment = at;
    loop {
        let before = moment;
        for zone in zones.iter() {
            moment = next_in(zone, window, moment).filter(|&moment| moment <= last)?;
        }
        if moment == before {
            return Some(moment);
        }
    }
}

/// The first moment from `from` on at which one zone is open. It opens only where a span begins or
/// where its clock is changed, so only those moments are tried.
fn next_in(zone: &TimeZone, window: &Window, from: Timestamp) -> Option<Timestamp> {
    if window.is_open(zone.to_datetime(from)) {
        return Some(from);
    }
    let today = zone.to_datetime(from).date();
    let mut dates = (0..=DAYS_AHEAD).filter_map(|days| today.checked_add(days.days()).ok());
    let begin = dates.find_map(|date| begins(zone, window, date).range(from..).next().copied())?;
    let changes = zone.following(from).map(|change| change.timestamp());
    let mut sooner = changes.take_while(|&change| change < begin);
    sooner.find(|&change| window.is_open(zone.to_datetime(change))).or(Some(begin))
}

/// The moments of one day at which a span begins on the clock of `zone` and all weeks are open. A
/// time that the clock shows twice gives both; one that it skips lies at a change of the clock.
fn begins(zone: &TimeZone, window: &Window, date: Date) -> BTreeSet<Timestamp> {
    let mut moments = BTreeSet::new();
    for span in window.spans(date) {
        let [hour, minute] = [span.from / 60, span.from % 60].map(|n| i8::try_from(n).unwrap_or(0));
        let local = date.at(hour, minute, 0, 0);
        let shown = || zone.to_ambiguous_timestamp(local);
        moments.extend(shown().earlier());
        moments.extend(shown().later());
    }
    moments.retain(|&moment| window.is_open(zone.to_datetime(moment)));
    moments
}

#[cfg(test)]
mod tests;
