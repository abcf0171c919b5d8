//! The hours of a week as people write them: `Mon-Sat 08:00-20:00; Sun 10:00-18:00; Hol closed`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{DateTime, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Minutes in a day; a span may end there.
const MIDNIGHT: u16 = 24 * 60;

/// The days in the order they are counted, as the text names them.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A part of a day, in minutes since local midnight; the end is outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first minute inside.
    pub from: u16,
    /// The first minute after it.
    pub until: u16,
}

/// Hours by the day of the week. A day that is not named is quiet, and so is one said to be
/// `closed`. A public holiday counts as a Sunday, unless `Hol` says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    days: [Vec<Span>; 7],
    holiday: Option<Vec<Span>>,
}

/// Why a text is no week.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WeekFault {
    /// Nothing is said.
    #[error("no hours: write them as Mon-Fri 09:00-20:00; Sat 10:00-18:00")]
    Empty,
    /// Neither a day nor a time.
    #[error("{0} is neither a day (Mon-Fri, Sun, Daily, Hol) nor hours (09:00-20:00, closed)")]
    Odd(String),
    /// Hours without a day before them.
    #[error("{0} stands before any day")]
    NoDay(String),
    /// A day without hours after it.
    #[error("there are no hours after {0}")]
    NoHours(String),
    /// They end before they begin, or on the next day.
    #[error("{0} does not end later on the same day; write 20:00-24:00 and 00:00-02:00")]
    Backwards(String),
    /// Two spans of one day have minutes in common.
    #[error("{0} overlaps other hours of that day")]
    Overlap(String),
}

/// What a word of the text says.
enum Word {
    Days { days: Vec<usize>, holiday: bool },
    Hours(Span),
    Closed,
}

impl Week {
    /// One that is never open.
    pub fn closed() -> Week {
        Week { days: Default::default(), holiday: None }
    }

    /// The spans of one day of the week, in order; none is a quiet day.
    pub fn day(&self, weekday: Weekday, is_holiday: bool) -> &[Span] {
        let sunday = self.days.last();
        let at = usize::from(weekday.to_monday_zero_offset().unsigned_abs());
        let day = match is_holiday {
            true => self.holiday.as_ref().or(sunday),
            false => self.days.get(at),
        };
        day.map_or(&[], Vec::as_slice)
    }

    /// Whether a local moment lies within.
    pub fn is_open(&self, local: DateTime, is_holiday: bool) -> bool {
        let minute =
            u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        let spans = self.day(local.date().weekday(), is_holiday);
        spans.iter().any(|span| (span.from..span.until).contains(&minute))
    }

    fn put(
        &mut self,
        word: &str,
        days: &[usize],
        holiday: bool,
        span: Span,
    ) -> Result<(), WeekFault> {
        let named = self.days.iter_mut().enumerate().filter(|(at, _)| days.contains(at));
        let spans = named.map(|(_, spans)| spans);
        for day in spans.chain(holiday.then(|| self.holiday.get_or_insert_default())) {
            if day.iter().any(|other| span.from < other.until && other.from < span.until) {
                return Err(WeekFault::Overlap(word.to_owned()));
            }
            day.push(span);
            day.sort_unstable();
        }
        Ok(())
    }
}

impl FromStr for Week {
    type Err = WeekFault;

    fn from_str(text: &str) -> Result<Week, WeekFault> {
        let mut week = Week::closed();
        let mut days = Vec::new();
        let mut holiday = false;
        let mut waits: Option<String> = None;
        let mut fresh = true;
        let words = text.split([' ', '\t', '\n', ',', ';']).filter(|word| !word.is_empty());
        for word in words {
            match parse_word(word)? {
                Word::Days { days: more, holiday: also } => {
                    if fresh {
                        (days, holiday, fresh) = (Vec::new(), false, false);
                    }
                    days.extend(more);
                    holiday |= also;
                    waits = Some(word.to_owned());
                    continue;
                }
                _ if days.is_empty() && !holiday => return Err(WeekFault::NoDay(word.to_owned())),
                Word::Hours(span) => week.put(word, &days, holiday, span)?,
                Word::Closed if holiday => week.holiday = Some(Vec::new()),
                Word::Closed => {}
            }
            (waits, fresh) = (None, true);
        }
        match waits {
            Some(word) => Err(WeekFault::NoHours(word)),
            None if days.is_empty() && !holiday => Err(WeekFault::Empty),
            None => Ok(week),
        }
    }
}

fn parse_word(word: &str) -> Result<Word, WeekFault> {
    let odd = || WeekFault::Odd(word.to_owned());
    let lower = word.to_lowercase().replace('–', "-");
    match lower.as_str() {
        "closed" => return Ok(Word::Closed),
        "daily" => return Ok(Word::Days { days: (0..7).collect(), holiday: false }),
        "hol" | "holidays" => return Ok(Word::Days { days: Vec::new(), holiday: true }),
        _ => {}
    }
    let (from, until) = lower.split_once('-').unwrap_or((&lower, &lower));
    if let (Some(first), Some(last)) = (day(from), day(until)) {
        let count = (last + 7 - first) % 7;
        let days = (first..=first + count).map(|at| at % 7).collect();
        return Ok(Word::Days { days, holiday: false });
    }
    let span = lower.contains('-').then(|| minute(from).zip(minute(until))).flatten();
    let Some((from, until)) = span else { return Err(odd()) };
    if from >= until {
        return Err(WeekFault::Backwards(word.to_owned()));
    }
    Ok(Word::Hours(Span { from, until }))
}

/// Monday is 0. Full names are taken too.
fn day(text: &str) -> Option<usize> {
    let short = text.get(..3)?;
    let at = DAYS.iter().position(|&day| day == short)?;
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    (text.len() == 3 || full.get(at) == Some(&text)).then_some(at)
}

/// `9`, `09:00` or `24:00`, as minutes since midnight.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let number = |text: &str, longest: usize| {
        let sound = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| sound)
    };
    let (hour, minute) = (number(hour, 2)?, number(minute, 2).filter(|&minute| minute < 60)?);
    Some(hour * 60 + minute).filter(|&minute| minute <= MIDNIGHT)
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Hol"];
        let days = self.days.iter().map(Some).chain([self.holiday.as_ref()]);
        let mut groups: Vec<(&str, &str, &[Span])> = Vec::new();
        for (name, spans) in names.into_iter().zip(days) {
            let Some(spans) = spans else { continue };
            match groups.last_mut() {
                Some((_, last, same)) if *same == spans.as_slice() && name != "Hol" => *last = name,
                _ => groups.push((name, name, spans)),
            }
        }
        groups.retain(|(name, _, spans)| !spans.is_empty() || *name == "Hol");
        for (at, (first, last, spans)) in groups.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "; " })?;
            f.write_str(first)?;
            if first != last {
                write!(f, "-{last}")?;
            }
            if spans.is_empty() {
                f.write_str(" closed")?;
            }
            for Span { from, until } in *spans {
                let clock = |minute: &u16| format!("{:02}:{:02}", minute / 60, minute % 60);
                write!(f, " {}-{}", clock(from), clock(until))?;
            }
        }
        if groups.is_empty() { f.write_str("Daily closed") } else { Ok(()) }
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Week, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_people_write_it() {
        let table = [
            ("Mon-Fri 09:00-20:00", "Mon-Fri 09:00-20:00"),
            ("mon–fri 9-20, SAT 10:00-18:00", "Mon-Fri 09:00-20:00; Sat 10:00-18:00"),
            ("Monday Wed Friday 9:30-12:00 13-24", MWF),
            ("Sat-Mon 08:00-09:00", "Mon 08:00-09:00; Sat-Sun 08:00-09:00"),
            ("Daily 07:00-21:00", "Mon-Sun 07:00-21:00"),
            ("Daily 8-20; Hol closed", "Mon-Sun 08:00-20:00; Hol closed"),
            ("Mon 8-9; Hol 10-18 Tue 8-9", "Mon-Tue 08:00-09:00; Hol 10:00-18:00"),
            ("Daily closed", "Daily closed"),
        ];
        for (text, said) in table {
            let week: Week = text.parse().unwrap();
            assert_eq!(week.to_string(), said, "{text}");
            assert_eq!(said.parse::<Week>().unwrap(), week, "{text}");
        }
    }

    const MWF: &str = "Mon 09:30-12:00 13:00-24:00; Wed 09:30-12:00 13:00-24:00; \
                       Fri 09:30-12:00 13:00-24:00";

    #[test]
    fn what_is_no_week_says_why() {
        let said = |text: &str| text.parse::<Week>().unwrap_err();
        assert_eq!(said(" "), WeekFault::Empty);
        assert_eq!(said("Mon"), WeekFault::NoHours("Mon".into()));
        assert_eq!(said("Mon 9-20 Tue"), WeekFault::NoHours("Tue".into()));
        assert_eq!(said("9-20"), WeekFault::NoDay("9-20".into()));
        assert_eq!(said("Mon 20:00-08:00"), WeekFault::Backwards("20:00-08:00".into()));
        assert_eq!(said("Mon 9-12 11-13"), WeekFault::Overlap("11-13".into()));
        for odd in
            ["Mon 9-25", "Mon 9:60-10", "Mondays 9-10", "Mon 009-10", "Mon +9-10", "é 1", "Mon 9"]
        {
            assert!(matches!(said(odd), WeekFault::Odd(_)), "{odd}");
        }
    }

    #[test]
    fn a_holiday_is_a_sunday_unless_it_has_hours_of_its_own() {
        let local: DateTime = "2026-06-01T12:00".parse().unwrap();
        for (text, open) in [
            ("Mon 8-20", false),
            ("Mon 8-20 Sun 10-18", true),
            ("Mon 8-20 Sun 10-18 Hol closed", false),
            ("Mon 8-20 Hol 8-20", true),
        ] {
            let week: Week = text.parse().unwrap();
            assert!(week.is_open(local, false));
            assert_eq!(week.is_open(local, true), open, "{text}");
        }
    }
}
