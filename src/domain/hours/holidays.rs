//! Public holidays as rules: a fixed day, a weekday of a month, a distance from Easter, or a date
//! where only a calendar knows.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Deserializer};
use thiserror::Error;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// `12-25`: each year.
    Fixed { month: i8, day: i8 },
    /// `easter-2`: days from Easter Sunday of the western churches.
    Easter(i32),
    /// `01 third Mon`, `05 last Mon`: `nth` is -1 for the last.
    Nth { month: i8, nth: i8, weekday: Weekday },
    /// `2027-02-06`: once.
    Once(Date),
}

/// Which other day is free too when a fixed holiday falls on a weekend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Substitute {
    /// None.
    #[default]
    None,
    /// The Friday before a Saturday, the Monday after a Sunday.
    Nearest,
    /// The next day that is neither weekend nor holiday.
    Next,
}

/// The holidays of a country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    days: Vec<Text>,
    #[serde(default)]
    substitute: Substitute,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Text(Rule);

/// The text is no rule of a holiday.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0} is no holiday: write 12-25, 2027-02-06, easter-2 or \"01 third Mon\"")]
pub struct NoHoliday(String);

impl Holidays {
    /// Whether a date is one, or stands in for one.
    pub fn is_on(&self, date: Date) -> bool {
        let near = [date.yesterday(), Ok(date), date.tomorrow()];
        let mut years: Vec<i16> = near.into_iter().flatten().map(Date::year).collect();
        years.dedup();
        years.into_iter().any(|year| self.of(year).contains(&date))
    }

    /// The days of one year's rules; a substitute may lie in the next or the last.
    fn of(&self, year: i16) -> BTreeSet<Date> {
        let own: BTreeSet<Date> = self.days.iter().filter_map(|Text(rule)| rule.of(year)).collect();
        let mut all = own.clone();
        for date in own {
            all.extend(self.instead(date, &all));
        }
        all
    }

    fn instead(&self, date: Date, taken: &BTreeSet<Date>) -> Option<Date> {
        let weekend = |date: Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match (self.substitute, date.weekday()) {
            (Substitute::Nearest, Weekday::Saturday) => date.yesterday().ok(),
            (Substitute::Nearest, Weekday::Sunday) => date.tomorrow().ok(),
            (Substitute::Next, _) if weekend(date) => {
                let free = |day: &Date| !weekend(*day) && !taken.contains(day);
                (1..=7).filter_map(|days| date.checked_add(days.days()).ok()).find(free)
            }
            _ => None,
        }
    }
}

impl Rule {
    fn of(self, year: i16) -> Option<Date> {
        match self {
            Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
            Rule::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Rule::Nth { month, nth, weekday } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Rule::Once(date) => (date.year() == year).then_some(date),
        }
    }
}

/// Easter Sunday of the western churches: the anonymous Gregorian rule, as in J. Meeus,
/// Astronomical Algorithms, chapter 8.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    let (month, day) = (i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

impl FromStr for Text {
    type Err = NoHoliday;

    fn from_str(text: &str) -> Result<Text, NoHoliday> {
        let odd = || NoHoliday(text.to_owned());
        let rule = match text.split_whitespace().collect::<Vec<_>>()[..] {
            [one] => match one.strip_prefix("easter") {
                Some("") => Some(Rule::Easter(0)),
                Some(days) => days.parse().ok().map(Rule::Easter),
                None => one.parse().ok().map(Rule::Once).or_else(|| fixed(one)),
            },
            [month, nth, weekday] => weekday_of(month, nth, weekday),
            _ => None,
        };
        rule.map(Text).ok_or_else(odd)
    }
}

fn fixed(text: &str) -> Option<Rule> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year has every day there is.
    Date::new(2024, month, day).ok().map(|_| Rule::Fixed { month, day })
}

fn weekday_of(month: &str, nth: &str, weekday: &str) -> Option<Rule> {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = names.iter().position(|&name| name == weekday)?;
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()?;
    let nths = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", -1)];
    let (_, nth) = nths.into_iter().find(|&(name, _)| name == nth)?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(Rule::Nth { month, nth, weekday })
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holidays(days: &[&str], substitute: Substitute) -> Holidays {
        Holidays { days: days.iter().map(|day| day.parse().unwrap()).collect(), substitute }
    }

    fn of(holidays: &Holidays, year: i16) -> Vec<String> {
        holidays.of(year).iter().map(Date::to_string).collect()
    }

    #[test]
    fn easter_is_where_the_calendars_have_it() {
        for known in [
            "1961-04-02",
            "2000-04-23",
            "2024-03-31",
            "2026-04-05",
            "2027-03-28",
            "2035-03-25",
            "2038-04-25",
        ] {
            let date: Date = known.parse().unwrap();
            assert_eq!(easter(date.year()), Some(date));
        }
    }

    #[test]
    fn each_kind_of_rule_finds_its_day() {
        let days = ["12-25", "easter+1", "01 third Mon", "05 last Mon", "2026-02-17"];
        let found = of(&holidays(&days, Substitute::None), 2026);
        assert_eq!(found, ["2026-01-19", "2026-02-17", "2026-04-06", "2026-05-25", "2026-12-25"]);
        assert_eq!(of(&holidays(&["2026-02-17"], Substitute::None), 2027), Vec::<String>::new());
        for odd in ["13-01", "easter?", "02-30", "01 fifth Mon", "1 third Mo", "", "2026-02-30"] {
            assert!(odd.parse::<Text>().is_err(), "{odd}");
        }
    }

    #[test]
    fn what_falls_on_a_weekend_is_free_on_another_day_too() {
        // The fourth of July 2026 is a Saturday; Christmas 2027 is one too.
        let nearest = holidays(&["07-04", "01-01"], Substitute::Nearest);
        assert_eq!(of(&nearest, 2026), ["2026-01-01", "2026-07-03", "2026-07-04"]);
        assert!(nearest.is_on("2027-12-31".parse().unwrap()), "for New Year 2028, a Saturday");
        let next = holidays(&["12-25", "12-26"], Substitute::Next);
        assert_eq!(of(&next, 2027), ["2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28"]);
        let none = holidays(&["12-25"], Substitute::None);
        assert!(!none.is_on("2027-12-27".parse().unwrap()));
    }
}
