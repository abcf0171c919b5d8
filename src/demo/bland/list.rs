//! `GET /v1/calls`: the filters, the order, the window.
//!
//! `from` and `to` are positions in the list; numbers are `from_number` and `to_number`. What the
//! vendor does not filter by (`metadata`, `pathway_id`) is passed over, not refused.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::answer::Response;
use super::call::Call;
use super::query::Query;
use super::show;
use super::state::State;

/// The most rows in one answer, and how many without a limit.
const MOST: usize = 1_000;

/// What a list is asked for.
struct Filter<'a> {
    to: Option<&'a str>,
    from: Option<&'a str>,
    id: Option<&'a str>,
    answered_by: Option<&'a str>,
    batch: Option<&'a str>,
    completed: Option<bool>,
    inbound: Option<bool>,
    created: (i64, i64),
    updated: (i64, i64),
    by_update: bool,
    ascending: bool,
    first: usize,
    end: usize,
    limit: usize,
}

/// Answers a request for the list of calls.
pub(super) fn list(state: &State, query: &Query, now: i64) -> Response {
    let unknowns = &state.settings.unknowns;
    let filter = match Filter::read(query, unknowns.end_date_exclusive) {
        Ok(filter) => filter,
        Err(message) => return Response::error(400, &message),
    };
    let mut found: Vec<&Call> = state.calls.iter().filter(|call| filter.takes(call, now)).collect();
    found.sort_by_key(|call| (filter.moment(call), call.serial));
    if !filter.ascending {
        found.reverse();
    }
    let window = filter.end.saturating_sub(filter.first).min(filter.limit);
    let rows = found.iter().skip(filter.first).take(window);
    let rows: Vec<Value> = rows.map(|call| show::row(call, unknowns, now)).collect();
    Response::ok(&json!({"total_count": found.len(), "count": rows.len(), "calls": rows}))
}

impl<'a> Filter<'a> {
    fn read(query: &'a Query, end_exclusive: bool) -> Result<Filter<'a>, String> {
        let times = Times { zone: zone(query)?, end_exclusive };
        let created = match query.get("created_at") {
            Some(_) if query.get("start_date").or(query.get("end_date")).is_some() => {
                return Err("created_at cannot be combined with start_date or end_date.".to_owned());
            }
            Some(_) => Times { end_exclusive: false, ..times.clone() }.between(
                query,
                "created_at",
                "created_at",
            )?,
            None => times.between(query, "start_date", "end_date")?,
        };
        Ok(Filter {
            to: query.get("to_number"),
            from: query.get("from_number"),
            id: query.get("call_id"),
            answered_by: query.get("answered_by"),
            batch: query.get("batch_id"),
            completed: truth(query, "completed")?,
            inbound: truth(query, "inbound")?,
            created,
            updated: times.between(query, "update_start_date", "update_end_date")?,
            by_update: sorts_by_update(query)?,
            ascending: truth(query, "ascending")?.unwrap_or(false),
            first: position(query, "from")?.unwrap_or(0),
            end: position(query, "to")?.unwrap_or(usize::MAX),
            limit: position(query, "limit")?.unwrap_or(MOST).min(MOST),
        })
    }

    fn takes(&self, call: &Call, now: i64) -> bool {
        let is = |wanted: Option<&str>, has: &str| wanted.is_none_or(|wanted| wanted == has);
        let within = |(since, until): (i64, i64), at: i64| (since..=until).contains(&at);
        is(self.to, &call.wanted.to)
            && is(self.from, &call.from)
            && is(self.id, &call.id)
            && self.batch.is_none()
            && self.answered_by.is_none_or(|by| show::answered_by(call, now) == Some(by))
            && self.completed.is_none_or(|completed| completed == call.is_over())
            && self.inbound != Some(true)
            && within(self.created, call.created)
            && within(self.updated, call.updated)
    }

    fn moment(&self, call: &Call) -> i64 {
        if self.by_update { call.updated } else { call.created }
    }
}

fn truth(query: &Query, key: &str) -> Result<Option<bool>, String> {
    match query.get(key) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(format!("{key} must be true or false.")),
    }
}

fn position(query: &Query, key: &str) -> Result<Option<usize>, String> {
    let Some(text) = query.get(key) else { return Ok(None) };
    // Parsing alone would take a leading plus, and with it a phone number.
    let digits = text.chars().all(|c| c.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    number.map(Some).ok_or_else(|| format!("{key} must be a whole number."))
}

fn sorts_by_update(query: &Query) -> Result<bool, String> {
    match query.get("sort_by") {
        None | Some("created_at") => Ok(false),
        Some("updated_at") => Ok(true),
        Some(_) => Err("sort_by must be created_at or updated_at.".to_owned()),
    }
}

fn zone(query: &Query) -> Result<TimeZone, String> {
    let name = query.get("timezone").unwrap_or("UTC");
    TimeZone::get(name).map_err(|_| format!("Invalid timezone: {name}"))
}

/// How dates are read: a day belongs to a zone, an instant does not.
#[derive(Clone)]
struct Times {
    zone: TimeZone,
    end_exclusive: bool,
}

impl Times {
    /// Both ends, included, in milliseconds.
    fn between(&self, query: &Query, since: &str, until: &str) -> Result<(i64, i64), String> {
        let since = self.read(query, since)?.map_or(i64::MIN, |(first, _)| first);
        let until = self.read(query, until)?.map_or(i64::MAX, |(_, last)| last);
        Ok((since, until))
    }

    /// The first and the last millisecond that a parameter names.
    fn read(&self, query: &Query, key: &str) -> Result<Option<(i64, i64)>, String> {
        let Some(text) = query.get(key) else { return Ok(None) };
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Some((at.as_millisecond(), at.as_millisecond())));
        }
        let span = self.day(text).ok_or_else(|| format!("{key} must be a date."))?;
        Ok(Some(span))
    }

    fn day(&self, text: &str) -> Option<(i64, i64)> {
        let date: Date = text.parse().ok()?;
        let starts = |date: Date| {
            let midnight = date.to_zoned(self.zone.clone()).ok()?;
            Some(midnight.timestamp().as_millisecond())
        };
        let first = starts(date)?;
        let last =
            if self.end_exclusive { first } else { starts(date.checked_add(1.day()).ok()?)? };
        Some((first, last - 1))
    }
}
