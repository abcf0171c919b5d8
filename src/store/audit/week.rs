//! The hours that a receipt names, read and judged anew (C-07).

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;

/// Whoever is called at any other hour has been disturbed, whatever a pack says: first hour inside,
/// first hour after it, local.
const EVER: (i8, i8) = (7, 21);

/// The days as a week is written, Monday first; `hol` is the eighth.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is wrong with a call at this moment, in any of these zones and under all of these weeks;
/// `None` if nothing is. A public holiday is not told from other days: hours of either will do.
pub(super) fn wrong(zones: &[String], weeks: &[String], at: Timestamp) -> Result<Option<String>> {
    if zones.is_empty() || weeks.is_empty() {
        return Ok(Some("nobody knew the zones or the hours".to_owned()));
    }
    for name in zones {
        let zone = TimeZone::get(name).with_context(|| format!("find zone {name}"))?;
        let local = zone.to_datetime(at);
        if local.hour() < EVER.0 || local.hour() >= EVER.1 {
            return Ok(Some(format!("dialled at {local} in {name}")));
        }
        for week in weeks {
            if !is_open(week, local)? {
                return Ok(Some(format!("dialled at {local} in {name}, outside {week}")));
            }
        }
    }
    Ok(None)
}

/// Whether a week such as `Mon-Sat 08:00-20:00; Hol closed` is open at this moment.
fn is_open(week: &str, local: DateTime) -> Result<bool> {
    let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
    let today = place(local.weekday());
    for part in week.split(';') {
        let (mut named, mut fresh) = (false, true);
        for word in part.split([' ', ',']).filter(|word| !word.is_empty()) {
            let word = word.to_ascii_lowercase();
            if word == "closed" {
                fresh = true;
            } else if word.contains(':') {
                let (from, until) = word.split_once('-').context("read hours")?;
                if named && (clock(from)?..clock(until)?).contains(&minute) {
                    return Ok(true);
                }
                fresh = true;
            } else {
                named = names(&word, today)? || (named && !fresh);
                fresh = false;
            }
        }
    }
    Ok(false)
}

/// Whether a word such as `mon-fri` names this day.
fn names(word: &str, today: usize) -> Result<bool> {
    let find = |day: &str| DAYS.iter().position(|known| *known == day);
    Ok(match word.split_once('-') {
        Some((from, until)) => {
            let (Some(from), Some(until)) = (find(from), find(until)) else {
                bail!("{word} names no days");
            };
            if from <= until {
                (from..=until).contains(&today)
            } else {
                today >= from || today <= until
            }
        }
        None if matches!(word, "daily" | "hol") => true,
        None => find(word).with_context(|| format!("{word} names no day"))? == today,
    })
}

fn clock(text: &str) -> Result<i32> {
    let (hour, minute) = text.split_once(':').context("read a time")?;
    Ok(hour.parse::<i32>().context("read hours")? * 60
        + minute.parse::<i32>().context("read minutes")?)
}

fn place(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c07_a_moment_is_judged_in_all_zones_and_weeks() {
        let us = "Mon-Sat 08:00-20:00; Sun 10:00-18:00; Hol 10:00-18:00";
        let fr = "Mon-Fri 10:00-13:00 14:00-20:00; Hol closed";
        let (ny, la, paris) = ("America/New_York", "America/Los_Angeles", "Europe/Paris");
        let table: [(&str, &[&str], &str, bool); 11] = [
            ("2026-11-23T15:00:00Z", &[ny], us, true),
            ("2026-11-23T12:59:59Z", &[ny], us, false),
            ("2026-11-23T13:00:00Z", &[ny], us, true),
            ("2026-11-24T00:59:59Z", &[ny], us, true),
            ("2026-11-24T01:00:00Z", &[ny], us, false),
            ("2026-11-23T15:00:00Z", &[ny, la], us, false),
            ("2026-11-22T14:30:00Z", &[ny], us, false),
            ("2026-11-23T12:30:00Z", &[paris], fr, false),
            ("2026-11-23T13:00:00Z", &[paris], fr, true),
            ("2026-11-23T03:00:00Z", &[ny], "Daily 00:00-24:00", false),
            ("2026-11-23T15:00:00Z", &[], us, false),
        ];
        for (at, zones, week, fine) in table {
            let zones: Vec<String> = zones.iter().map(|zone| (*zone).to_owned()).collect();
            let found = wrong(&zones, &[week.to_owned()], at.parse().unwrap()).unwrap();
            assert_eq!(found.is_none(), fine, "{at} {zones:?} {week}: {found:?}");
        }
    }
}
