//! Numbers, money, moments and phone numbers, as each language writes them.

use fluent::FluentValue;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::chat::msg::Msg;
use crate::domain::locale::Locale;
use crate::domain::money::Usd;
use crate::domain::phone::Phone;

/// 1,234,567: groups of three.
pub(super) fn western<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole(value).map(|number| group(number, ",", 3))
}

/// 12,34,567: three, then twos.
pub(super) fn indian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole(value).map(|number| group(number, ",", 2))
}

/// 1 234 567: groups of three, with narrow no-break spaces.
pub(super) fn french<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    whole(value).map(|number| group(number, "\u{202f}", 3))
}

#[expect(clippy::cast_possible_truncation, reason = "all numbers we pass are whole and small")]
fn whole(value: &FluentValue<'_>) -> Option<i64> {
    match value {
        FluentValue::Number(number) => Some(number.value as i64),
        _ => None,
    }
}

fn group(number: i64, mark: &str, upper: usize) -> String {
    let digits: Vec<char> = number.unsigned_abs().to_string().chars().rev().collect();
    let mut out: Vec<String> = Vec::new();
    let (low, high) = digits.split_at(digits.len().min(3));
    out.push(low.iter().rev().collect());
    for chunk in high.chunks(upper) {
        out.push(chunk.iter().rev().collect());
    }
    out.reverse();
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", out.join(mark))
}

/// Dollars and cents, rounded down: nobody is shown money he does not have.
pub(super) fn usd(usd: Usd, locale: Locale) -> Msg {
    let cents = usd.as_micro().div_euclid(10_000);
    dollars(Usd::micro(cents.saturating_mul(10_000)), locale)
}

/// Dollars to the last place and at least to the cent: what is charged is shown as it is charged.
pub(super) fn price(usd: Usd, locale: Locale) -> Msg {
    dollars(usd, locale)
}

fn dollars(usd: Usd, locale: Locale) -> Msg {
    let (mark, upper, point) = match locale {
        Locale::Hi => (",", 2, '.'),
        Locale::Fr => ("\u{202f}", 3, ','),
        Locale::En | Locale::Zh => (",", 3, '.'),
    };
    let plain = usd.plain();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, places) = plain.split_once('.').unwrap_or((plain, "00"));
    let whole = group(whole.parse().unwrap_or(i64::MAX), mark, upper);
    Msg::new("format-usd").text("amount", format!("{sign}{whole}{point}{places}"))
}

/// A day and time of day with the zone's city.
pub(super) fn at(at: Timestamp, zone: &str) -> Msg {
    on_day(at, zone, time_of)
}

/// The same, to the second.
pub(super) fn exact(at: Timestamp, zone: &str) -> Msg {
    on_day(at, zone, |local| format!("{}:{:02}", time_of(local), local.second()))
}

fn on_day(at: Timestamp, zone: &str, time: fn(&jiff::Zoned) -> String) -> Msg {
    let (tz, city) = in_zone(zone);
    let local = at.to_zoned(tz);
    let weekday = Msg::new("format-weekday").count("n", local.weekday().to_monday_one_offset());
    let month = Msg::new("format-month").count("n", local.month());
    Msg::new("format-at")
        .msg("weekday", weekday)
        .text("day", local.day().to_string())
        .msg("month", month)
        .text("time", time(&local))
        .text("zone", city)
}

/// A time of day with the zone's city.
pub(super) fn clock(at: Timestamp, zone: &str) -> Msg {
    let (tz, city) = in_zone(zone);
    Msg::new("format-clock").text("time", time_of(&at.to_zoned(tz))).text("zone", city)
}

/// `1:05`, `61:00`.
pub(super) fn seconds(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, (seconds % 60).abs())
}

/// Grouped as the number's own country does.
pub(super) fn phone(e164: &str) -> String {
    Phone::parse(e164, None).map_or_else(|_| e164.to_string(), |phone| phone.pretty())
}

fn time_of(local: &jiff::Zoned) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn in_zone(zone: &str) -> (TimeZone, String) {
    let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    (tz, city)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_has_is_whole_cents_and_what_is_charged_is_exact() {
        let said = |msg: Msg| match msg.args.first() {
            Some((_, crate::chat::msg::Arg::Text(amount))) => amount.clone(),
            other => panic!("no amount: {other:?}"),
        };
        for (micro, locale, has, costs) in [
            (123_334, Locale::En, "0.12", "0.123334"),
            (300_000, Locale::En, "0.30", "0.30"),
            (145_000, Locale::Fr, "0,14", "0,145"),
            (1_234_567_890_000, Locale::Hi, "12,34,567.89", "12,34,567.89"),
            (-1, Locale::Zh, "-0.01", "-0.000001"),
        ] {
            assert_eq!(said(usd(Usd::micro(micro), locale)), has);
            assert_eq!(said(price(Usd::micro(micro), locale)), costs);
        }
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(group(0, ",", 3), "0");
        assert_eq!(group(999, ",", 3), "999");
        assert_eq!(group(1_234_567, ",", 3), "1,234,567");
        assert_eq!(group(1_234_567, ",", 2), "12,34,567");
        assert_eq!(group(-1000, " ", 3), "-1 000");
        assert_eq!(group(i64::MIN, ",", 3), "-9,223,372,036,854,775,808");
    }
}
