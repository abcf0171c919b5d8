//! From the pieces of a text to what it says: a day and a time of the day, or how long to wait.

use jiff::civil::Weekday;

use super::tokens::Token::{self, Number, Sign, Word};
use super::words::Meaning::{self, *};
use super::words::Part;

/// What a year of two digits is counted from.
const CENTURY: u32 = 2000;

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// So much later than now.
    After { days: i64, minutes: i64 },
    /// A time of some day: minutes after the midnight that begins it, which may be past the one
    /// that ends it.
    At { day: Option<Day>, minute: u32 },
}

/// A day that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// So many days after today.
    In(i64),
    /// The next such day of the week.
    Weekday { day: Weekday, not_before: Earliest },
    /// A day of a month, which there may not be.
    Date(Dated),
}

/// A day of a month, and what else was said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    pub weekday: Option<Weekday>,
}

/// From when on a day of the week is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earliest {
    Today,
    Tomorrow,
    NextWeek,
}

/// What a text says; `None` if it is no time.
///
/// `in 3 days at 9:00` and `3天后9点` say how long to wait up to the `at` or from the `后` on.
pub(super) fn said(tokens: &[Token]) -> Option<Said> {
    let at = |word| tokens.iter().position(|&token| token == Word(word));
    let parts = match (tokens.first(), at(Later)) {
        (_, Some(end)) => tokens.split_at_checked(end),
        (Some(Word(In)), None) => tokens.split_at_checked(at(At).unwrap_or(tokens.len())),
        _ => None,
    };
    if let Some((before, rest)) = parts {
        let before = before.strip_prefix(&[Word(In)]).unwrap_or(before);
        let then = rest.split_first().map_or(rest, |(_, rest)| rest);
        if let Some(said) = wait(before).and_then(|wait| followed(wait, then)) {
            return Some(said);
        }
    }
    time(tokens).or_else(|| wait(tokens))
}

/// Waiting, and a time of the day after it if it was in days.
fn followed(wait: Said, rest: &[Token]) -> Option<Said> {
    match (wait, rest) {
        (_, []) => Some(wait),
        (Said::After { days, minutes: 0 }, _) => match time(rest)? {
            Said::At { day: None, minute } => Some(Said::At { day: Some(Day::In(days)), minute }),
            _ => None,
        },
        _ => None,
    }
}

/// How long to wait: numbers with their units.
fn wait(tokens: &[Token]) -> Option<Said> {
    let (mut days, mut minutes) = (0, 0);
    let mut rest = tokens;
    while !rest.is_empty() {
        let (more_days, more_minutes, after) = unit(rest)?;
        days += i64::from(more_days);
        minutes += i64::from(more_minutes);
        rest = after;
    }
    (!tokens.is_empty()).then_some(Said::After { days, minutes })
}

/// The days and minutes of one number with its unit, and what follows.
fn unit(rest: &[Token]) -> Option<(u32, u32, &[Token])> {
    let read = match rest {
        [Word(Half), Word(Hour | Hours), rest @ ..] => (0, 30, rest),
        [Word(Half), Number(1, 0), Word(Hour | Hours), rest @ ..] => (0, 30, rest),
        [Number(n, _), Word(Half), Word(Hour | Hours), rest @ ..] => (0, n * 60 + 30, rest),
        [Number(n, _), Word(Hour), Number(more, _), Word(Minutes), rest @ ..] => {
            (0, n * 60 + more, rest)
        }
        [Number(n, _), Word(Hour), Number(more, 2), rest @ ..] if rest.is_empty() => {
            (0, n * 60 + more, rest)
        }
        [Number(n, _), Word(Hour | Hours), Word(Half), rest @ ..] => (0, n * 60 + 30, rest),
        [Number(n, _), Word(Hour | Hours), rest @ ..] => (0, n * 60, rest),
        [Number(n, _), Word(Minutes), rest @ ..] => (0, *n, rest),
        [Number(n, _), Word(Days), rest @ ..] => (*n, 0, rest),
        [Number(n, _), Word(Weeks), rest @ ..] => (n * 7, 0, rest),
        _ => return None,
    };
    Some(read)
}

/// A day and a time of the day, in any order.
fn time(tokens: &[Token]) -> Option<Said> {
    let mut found = Found::default();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = match (date(rest), clock(rest), first) {
            (Some((day, rest)), ..) => found.day(day).then_some(rest)?,
            (_, Some((hour, minute, rest)), _) => found.clock(hour, minute).then_some(rest)?,
            (_, _, Word(In | At)) => after,
            (_, _, Word(Next)) => {
                found.next = true;
                after
            }
            (_, _, &Word(Part(part))) => found.part.replace(part).is_none().then_some(after)?,
            (_, _, Number(..)) => found.numbers(rest)?,
            _ => return None,
        };
    }
    found.said()
}

/// What has been found of a time.
#[derive(Default)]
struct Found {
    day: Option<Day>,
    clock: Option<(u32, u32)>,
    part: Option<Part>,
    /// A number that may be an hour.
    bare: Option<u32>,
    /// Numbers with a dot between them: `24.11` or `15.30`.
    pairs: Vec<(u32, u32)>,
    next: bool,
}

impl Found {
    /// Whether it is the only day, but for the name of the day of a date.
    fn day(&mut self, day: Day) -> bool {
        let both = match (self.day, day) {
            (None, _) => day,
            (Some(Day::Weekday { day, .. }), Day::Date(date))
            | (Some(Day::Date(date)), Day::Weekday { day, .. }) => {
                Day::Date(Dated { weekday: Some(day), ..date })
            }
            _ => return false,
        };
        self.day = Some(both);
        true
    }

    /// Takes in numbers that may be a day or an hour, which shows in the end.
    fn numbers<'t>(&mut self, rest: &'t [Token]) -> Option<&'t [Token]> {
        match rest {
            [Number(first, _), Sign('.'), Number(second, _), rest @ ..] => {
                self.pairs.push((*first, *second));
                Some(rest)
            }
            [Number(hour, 1 | 2), rest @ ..] => self.bare.replace(*hour).is_none().then_some(rest),
            _ => None,
        }
    }

    /// Whether it is the only time of the day.
    fn clock(&mut self, hour: u32, minute: u32) -> bool {
        self.clock.replace((hour, minute)).is_none()
    }

    /// A number alone is an hour only beside a part of the day or a day said in words; the last
    /// pair is a time of the day if there is no other.
    fn said(mut self) -> Option<Said> {
        if self.clock.is_none() && self.bare.is_none() {
            self.clock = self.pairs.pop();
        }
        for (date, month) in std::mem::take(&mut self.pairs) {
            self.day(day(None, month, date)?).then_some(())?;
        }
        let placed = self.part.is_some() || !matches!(self.day, None | Some(Day::Date(_)));
        let (hour, minute) = match (self.clock, self.bare) {
            (Some(clock), None) => clock,
            (None, Some(hour)) if placed => (hour, 0),
            _ => return None,
        };
        if let Some(Day::Weekday { not_before: from @ Earliest::Today, .. }) = &mut self.day
            && self.next
        {
            *from = Earliest::Tomorrow;
        }
        Some(Said::At { day: self.day, minute: minutes(self.part, hour, minute)? })
    }
}

/// Minutes after midnight by the clock of twenty-four hours; `None` if there is no such time.
fn minutes(part: Option<Part>, hour: u32, minute: u32) -> Option<u32> {
    let hour = match (part, hour) {
        (None, 24) if minute == 0 => 24,
        (Some(Part::Am), 12) => 0,
        (Some(Part::Am | Part::Morning), 13..) | (Some(Part::Pm), 0) => return None,
        (Some(Part::Pm | Part::Evening), 1..=11) => hour + 12,
        (Some(Part::Midday), 1..=6) => hour + 12,
        (Some(Part::Night), 6..=11) => hour + 12,
        (Some(Part::Evening | Part::Night), 12) => 24,
        (_, 0..=23) => hour,
        _ => return None,
    };
    (minute < 60).then_some(hour * 60 + minute)
}

/// A time of the day that is written as one, and what follows.
fn clock(rest: &[Token]) -> Option<(u32, u32, &[Token])> {
    let read = match rest {
        [Word(Noon), rest @ ..] => (12, 0, rest),
        [Word(Midnight), rest @ ..] => (24, 0, rest),
        [Number(h, _), Sign(':'), Number(m, 2), Sign(':'), Number(..=59, 2), rest @ ..] => {
            (*h, *m, rest)
        }
        [Number(h, _), Sign(':'), Number(m, 2), Word(Oclock), rest @ ..] => (*h, *m, rest),
        [Number(h, _), Sign(':'), Number(m, 2), rest @ ..] => (*h, *m, rest),
        [Number(h, _), Word(Hour | Oclock), rest @ ..] => match rest {
            [Word(Half), rest @ ..] => (*h, 30, rest),
            [Word(Quarter), rest @ ..] => (*h, 15, rest),
            [Number(n @ 1..=3, _), Word(Quarter), rest @ ..] => (*h, n * 15, rest),
            [Number(m, _), Word(Minutes), rest @ ..] => (*h, *m, rest),
            [Number(m, _), rest @ ..] if !goes_on(rest) => (*h, *m, rest),
            rest => (*h, 0, rest),
        },
        _ => return None,
    };
    Some(read)
}

/// A day, and what follows.
fn date(rest: &[Token]) -> Option<(Day, &[Token])> {
    let weekday = |day, not_before| Day::Weekday { day, not_before };
    let read = match rest {
        [Word(Ahead(days)), rest @ ..] => (Day::In(*days), rest),
        [Number(n, _), Word(Days), rest @ ..] => (Day::In((*n).into()), rest),
        [Number(n, _), Word(Weeks), rest @ ..] => (Day::In((n * 7).into()), rest),
        [Word(NextWeek), Word(Of(day)), rest @ ..] => (weekday(*day, Earliest::NextWeek), rest),
        [Word(Of(day)), rest @ ..] => (weekday(*day, Earliest::Today), rest),
        _ => return written(rest).or_else(|| figures(rest)),
    };
    Some(read)
}

/// A day of a month that is called by its name or by its mark.
fn written(rest: &[Token]) -> Option<(Day, &[Token])> {
    let read = match rest {
        [Number(y, 4), Word(YearMark), Number(m, _), Word(MonthMark), Number(d, _), rest @ ..] => {
            (day(Some(*y), *m, *d)?, after_mark(rest))
        }
        [Number(m, _), Word(MonthMark), Number(d, _), rest @ ..] => {
            (day(None, *m, *d)?, after_mark(rest))
        }
        [Number(d, _), Word(name), Number(y, 4), rest @ ..] if let Some(m) = month(*name) => {
            (day(Some(*y), m, *d)?, rest)
        }
        [Number(d, _), Word(name), rest @ ..] if let Some(m) = month(*name) => {
            (day(None, m, *d)?, rest)
        }
        [Word(name), Number(d, _), Number(y, 4), rest @ ..] if let Some(m) = month(*name) => {
            (day(Some(*y), m, *d)?, rest)
        }
        [Word(name), Number(d, _), rest @ ..] if month(*name).is_some() && !goes_on(rest) => {
            (day(None, month(*name)?, *d)?, rest)
        }
        [Word(Mar), rest @ ..] => {
            (Day::Weekday { day: Weekday::Tuesday, not_before: Earliest::Today }, rest)
        }
        _ => return None,
    };
    Some(read)
}

fn after_mark(rest: &[Token]) -> &[Token] {
    rest.strip_prefix(&[Word(DayMark)]).unwrap_or(rest)
}

/// A day of a month in figures: the year first, or the day.
fn figures(rest: &[Token]) -> Option<(Day, &[Token])> {
    let read = match rest {
        [Number(y, 4), Sign(a), Number(m, _), Sign(b), Number(d, _), rest @ ..] if a == b => {
            (day(Some(*y), *m, *d)?, rest)
        }
        [Number(d, _), Sign(a), Number(m, _), Sign(b), Number(y, 4), rest @ ..]
            if a == b && *a != ':' =>
        {
            (day_first(Some(*y), *d, *m)?, rest)
        }
        [Number(d, _), Sign(a), Number(m, _), Sign(b), Number(y, 2), rest @ ..]
            if a == b && *a != ':' =>
        {
            (day_first(Some(CENTURY + y), *d, *m)?, rest)
        }
        [Number(d, _), Sign('/' | '-'), Number(m, _), rest @ ..] => {
            (day_first(None, *d, *m)?, rest)
        }
        _ => return None,
    };
    Some(read)
}

/// The day stands first, as nearly everywhere; the other order is read where only it can be meant.
fn day_first(year: Option<u32>, first: u32, second: u32) -> Option<Day> {
    match second {
        13.. => day(year, first, second),
        _ => day(year, second, first),
    }
}

fn day(year: Option<u32>, month: u32, day: u32) -> Option<Day> {
    let year = match year {
        Some(year) => Some(i16::try_from(year).ok()?),
        None => None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some(Day::Date(Dated { year, month, day, weekday: None }))
}

fn month(word: Meaning) -> Option<u32> {
    match word {
        Month(month) => u32::try_from(month).ok(),
        Mar => Some(3),
        _ => None,
    }
}

/// Whether what follows a number belongs to it, so that it is not part of what stands before.
fn goes_on(rest: &[Token]) -> bool {
    match rest.first() {
        Some(Sign(_)) => true,
        Some(Word(Hour | Oclock | YearMark | MonthMark | DayMark)) => true,
        Some(Word(word)) => month(*word).is_some(),
        _ => false,
    }
}
