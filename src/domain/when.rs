//! Dates and times as people type them in a chat: `tomorrow 9:00`, `demain 9h`, `कल 10 बजे`,
//! `下午3点`, `24/11 15:30`, `in 2 hours`.
//!
//! All four languages are read at once, whatever the language of the screen. A text with a word
//! that is not known is no time: a guess would ring somebody at the wrong hour.

mod grammar;
mod tokens;
mod words;

use jiff::civil::{Date, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use strum::IntoStaticStr;
use thiserror::Error;

use self::grammar::{Dated, Day, Earliest, Said};

/// How far ahead a call may be planned, days: a year, and the day it may be longer.
const FARTHEST_DAYS: i64 = 366;

/// A day of the month without a year that passed longer ago than this is one of next year; if it
/// passed more lately it is a mistake. Days.
const HALF_A_YEAR: i64 = 183;

/// The longest text that is looked at, characters: every way to say a time is far shorter.
const LONGEST_TEXT: usize = 100;

const MINUTES_IN_DAY: u32 = 24 * 60;

/// Suggested times lie on whole quarters of an hour. Every offset from UTC in use is a number of
/// them, so that it holds on every clock.
const QUARTER_SECONDS: i64 = 15 * 60;

/// The hour that is suggested for another day: in the morning, and lawful in every country.
const SUGGESTED_HOUR: u32 = 10;

/// Why a text gives no time to call at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum WhenFault {
    /// It is not understood, or there is no such day or hour.
    #[error("not a time")]
    NotATime,
    /// It is over.
    #[error("in the past")]
    Past,
    /// It is more than 366 days ahead.
    #[error("more than a year ahead")]
    TooFar,
}

/// The moment a text means to somebody whose clock is that of `tz`. It is always after `now`.
///
/// - A time alone is the next such time; a day of the week the next such day, today if the time is
///   still ahead. `下周` is the week after this one.
/// - `3/4` is the third of April: the day stands first, unless only the other order is a date.
/// - Without a year it is this year, or the next if the day is over for more than half a year.
/// - A time that the clock skips is the first minute after it; one shown twice is the earlier.
pub fn read(text: &str, now: Timestamp, tz: &TimeZone) -> Result<Timestamp, WhenFault> {
    if text.chars().count() > LONGEST_TEXT {
        return Err(WhenFault::NotATime);
    }
    let tokens = tokens::tokens(text).ok_or(WhenFault::NotATime)?;
    let at = match grammar::said(&tokens).ok_or(WhenFault::NotATime)? {
        Said::After { days, minutes } => after(days, minutes, now, tz)?,
        Said::At { day, minute } => on(day, minute, now, tz)?,
    };
    let last = now.checked_add((FARTHEST_DAYS * 24).hours()).unwrap_or(Timestamp::MAX);
    match at {
        at if at <= now => Err(WhenFault::Past),
        at if at > last => Err(WhenFault::TooFar),
        at => Ok(at),
    }
}

/// Three times to choose from, all different and in order: in an hour, rounded up to the quarter;
/// tomorrow at ten; next Monday at ten, which on a Sunday is not tomorrow but the one after.
pub fn suggestions(now: Timestamp, tz: &TimeZone) -> [Timestamp; 3] {
    let hour = now.as_second().saturating_add(60 * 60);
    let quarter = hour.saturating_add(QUARTER_SECONDS - 1).div_euclid(QUARTER_SECONDS);
    let soon = Timestamp::from_second(quarter.saturating_mul(QUARTER_SECONDS)).unwrap_or(now);
    let today = tz.to_datetime(now).date();
    let ten = |days| at(today, days, SUGGESTED_HOUR * 60, tz).unwrap_or(now);
    let monday = match days_until(today, Weekday::Monday) {
        days @ 0..=1 => days + 7,
        days => days,
    };
    [soon, ten(1), ten(monday)]
}

/// After so many days of the calendar and so many minutes of waiting.
fn after(days: i64, minutes: i64, now: Timestamp, tz: &TimeZone) -> Result<Timestamp, WhenFault> {
    let local = tz.to_datetime(now);
    let there = match days {
        0 => now,
        _ => {
            let day = local.date().checked_add(days.days()).map_err(|_| WhenFault::TooFar)?;
            moment(tz, day.to_datetime(local.time())).ok_or(WhenFault::TooFar)?
        }
    };
    there.checked_add(minutes.minutes()).map_err(|_| WhenFault::TooFar)
}

/// At so many minutes after the midnight that begins a day.
fn on(
    day: Option<Day>,
    minute: u32,
    now: Timestamp,
    tz: &TimeZone,
) -> Result<Timestamp, WhenFault> {
    let today = tz.to_datetime(now).date();
    let ahead = |days: &i64| at(today, *days, minute, tz).is_some_and(|at| at > now);
    let days = match day {
        None => i64::from(!ahead(&0)),
        Some(Day::In(days)) => days,
        Some(Day::Weekday { day, not_before }) => {
            let first = days_until(today, day);
            let start = match not_before {
                Earliest::Today => 0,
                Earliest::Tomorrow => 1,
                Earliest::NextWeek => days_until_next_week(today),
            };
            let weeks = [first, first + 7, first + 14];
            weeks.into_iter().filter(|&days| days >= start).find(ahead).ok_or(WhenFault::Past)?
        }
        Some(Day::Date(date)) => {
            return dated(date, minute, now, tz).ok_or(WhenFault::NotATime);
        }
    };
    at(today, days, minute, tz).ok_or(WhenFault::TooFar)
}

/// At a time of a day of a month; `None` if there is no such day, or it is another of the week.
fn dated(date: Dated, minute: u32, now: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
    let Dated { year, month, day, weekday } = date;
    let of = |year| {
        let date = Date::new(year, month, day).ok()?;
        let other = weekday.is_some_and(|weekday| weekday != date.weekday());
        if other { None } else { at(date, 0, minute, tz) }
    };
    if let Some(year) = year {
        return of(year);
    }
    let this_year = tz.to_datetime(now).date().year();
    let long_ago = now.checked_sub((HALF_A_YEAR * 24).hours()).ok()?;
    of(this_year).filter(|&at| at > long_ago).or_else(|| of(this_year + 1))
}

/// How many days from `today` to a day of the week, 0 to 6.
fn days_until(today: Date, day: Weekday) -> i64 {
    i64::from(today.weekday().until(day))
}

/// How many days from `today` to the next Monday, 1 to 7.
fn days_until_next_week(today: Date) -> i64 {
    7 - i64::from(today.weekday().to_monday_zero_offset())
}

/// Midnight may be passed: 24:30 is half past midnight of the next day.
fn at(today: Date, days: i64, minute: u32, tz: &TimeZone) -> Option<Timestamp> {
    let days = days.checked_add(i64::from(minute / MINUTES_IN_DAY))?;
    let minute = minute % MINUTES_IN_DAY;
    let date = today.checked_add(days.days()).ok()?;
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    moment(tz, date.at(hour, minute, 0, 0))
}

/// The moment at which the clock of `tz` first shows a time, or first shows a later one.
fn moment(tz: &TimeZone, local: jiff::civil::DateTime) -> Option<Timestamp> {
    match tz.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok(),
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(local).ok(),
        AmbiguousOffset::Gap { before, .. } => {
            // By the old offset it lies after the change of the clock, or just on it.
            let beyond = before.to_timestamp(local).ok()?.checked_add(1.second()).ok()?;
            tz.preceding(beyond).next().map(|change| change.timestamp())
        }
    }
}

#[cfg(test)]
mod tests;
