//! The tables that the rules beside this file are held to.

use jiff::Zoned;
use strum::IntoEnumIterator;

use super::*;
use crate::domain::phone::{Phone, Region};

const INFO: Purpose = Purpose::Reminder;
const SALES: Purpose = Purpose::LeadFollowUp;

fn at(text: &str) -> Timestamp {
    text.parse::<Zoned>().unwrap_or_else(|error| panic!("{text}: {error}")).timestamp()
}

fn only(zone: &str) -> Zones {
    Zones::only(zone).unwrap()
}

fn hours(purpose: Purpose, region: Option<Region>) -> Window {
    Packs::built_in().window(Which::Of(region), purpose, Urgency::Ordinary)
}

fn judged(zone: &str, purpose: Purpose, region: &str, moment: &str) -> Hours {
    judge(&only(zone), &hours(purpose, Region::parse(region)), at(moment))
}

#[test]
fn c07_the_hours_of_each_purpose_and_country() {
    // 2026-06-01 is a Monday. The end of a span is outside it.
    let table = [
        ("GB", "Europe/London", INFO, "2026-06-01T07:59:59", false),
        ("GB", "Europe/London", INFO, "2026-06-01T08:00", true),
        ("GB", "Europe/London", INFO, "2026-06-01T19:59:59", true),
        ("GB", "Europe/London", INFO, "2026-06-01T20:00", false),
        ("GB", "Europe/London", INFO, "2026-06-06T08:00", true),
        ("GB", "Europe/London", INFO, "2026-06-07T09:59", false),
        ("GB", "Europe/London", INFO, "2026-06-07T10:00", true),
        ("GB", "Europe/London", INFO, "2026-06-07T18:00", false),
        ("GB", "Europe/London", SALES, "2026-06-01T08:59", false),
        ("GB", "Europe/London", SALES, "2026-06-01T09:00", true),
        ("GB", "Europe/London", SALES, "2026-06-06T09:59", false),
        ("GB", "Europe/London", SALES, "2026-06-06T10:00", true),
        ("GB", "Europe/London", SALES, "2026-06-06T18:00", false),
        ("GB", "Europe/London", SALES, "2026-06-07T12:00", false),
        ("US", "America/Chicago", INFO, "2026-06-01T08:00", true),
        ("US", "America/Chicago", INFO, "2026-06-01T20:00", false),
        ("US", "America/Chicago", SALES, "2026-06-01T19:59", true),
        ("CA", "America/Toronto", INFO, "2026-06-01T08:30", false),
        ("CA", "America/Toronto", INFO, "2026-06-01T09:00", true),
        ("CA", "America/Toronto", INFO, "2026-06-06T09:00", false),
        ("CA", "America/Toronto", INFO, "2026-06-06T10:00", true),
        ("FR", "Europe/Paris", INFO, "2026-06-01T13:30", true),
        ("FR", "Europe/Paris", SALES, "2026-06-01T09:59", false),
        ("FR", "Europe/Paris", SALES, "2026-06-01T10:00", true),
        ("FR", "Europe/Paris", SALES, "2026-06-01T13:00", false),
        ("FR", "Europe/Paris", SALES, "2026-06-01T13:59", false),
        ("FR", "Europe/Paris", SALES, "2026-06-01T14:00", true),
        ("FR", "Europe/Paris", SALES, "2026-06-01T20:00", false),
        ("FR", "Europe/Paris", SALES, "2026-06-06T11:00", false),
        ("IN", "Asia/Kolkata", INFO, "2026-06-01T08:00", true),
        ("IN", "Asia/Kolkata", SALES, "2026-06-01T08:59", false),
        ("IN", "Asia/Kolkata", SALES, "2026-06-01T19:59", true),
        ("CN", "Asia/Shanghai", INFO, "2026-06-07T12:00", true),
        ("CN", "Asia/Shanghai", SALES, "2026-06-07T12:00", false),
        ("DE", "Europe/Berlin", INFO, "2026-06-01T08:30", false),
        ("DE", "Europe/Berlin", INFO, "2026-06-01T09:00", true),
        ("DE", "Europe/Berlin", INFO, "2026-06-07T12:00", false),
        ("", "Europe/Berlin", INFO, "2026-06-07T12:00", false),
    ];
    for (region, zone, purpose, local, open) in table {
        let found = judged(zone, purpose, region, &format!("{local}[{zone}]"));
        assert_eq!(found == Hours::Open, open, "{region} {purpose:?} {local}: {found:?}");
    }
}

#[test]
fn c07_the_next_lawful_moment_is_offered() {
    let table = [
        ("GB", INFO, "2026-06-01T07:10[Europe/London]", "2026-06-01T08:00[Europe/London]"),
        ("GB", INFO, "2026-06-06T21:00[Europe/London]", "2026-06-07T10:00[Europe/London]"),
        ("GB", SALES, "2026-06-06T18:00[Europe/London]", "2026-06-08T09:00[Europe/London]"),
        ("FR", SALES, "2026-06-01T13:00[Europe/Paris]", "2026-06-01T14:00[Europe/Paris]"),
        ("FR", SALES, "2026-06-05T20:00[Europe/Paris]", "2026-06-08T10:00[Europe/Paris]"),
        ("DE", INFO, "2026-06-06T18:30[Europe/Berlin]", "2026-06-08T09:00[Europe/Berlin]"),
        // The clocks change in the night between.
        ("US", INFO, "2026-03-07T20:30[America/New_York]", "2026-03-08T10:00-04[America/New_York]"),
        ("US", INFO, "2026-10-31T20:30[America/New_York]", "2026-11-01T10:00-05[America/New_York]"),
        ("FR", INFO, "2026-03-28T20:30[Europe/Paris]", "2026-03-29T10:00+02[Europe/Paris]"),
        ("FR", INFO, "2026-10-24T20:30[Europe/Paris]", "2026-10-25T10:00+01[Europe/Paris]"),
    ];
    for (region, purpose, from, next) in table {
        let zone = from.split(['[', ']']).nth(1).unwrap();
        let found = judged(zone, purpose, region, from);
        assert_eq!(found, Hours::Closed { next: Some(at(next)) }, "{region} {from}");
    }
}

#[test]
fn c07_the_night_the_clocks_change_stays_quiet() {
    let nights = [
        ("US", "America/New_York", "2026-03-08T00:00-05", "2026-03-08T09:59-04"),
        ("US", "America/New_York", "2026-11-01T00:00-04", "2026-11-01T09:59-05"),
        ("FR", "Europe/Paris", "2026-03-29T00:00+01", "2026-03-29T09:59+02"),
        ("FR", "Europe/Paris", "2026-10-25T00:00+02", "2026-10-25T09:59+01"),
    ];
    for (region, zone, from, until) in nights {
        let (mut now, until) = (at(&format!("{from}[{zone}]")), at(&format!("{until}[{zone}]")));
        let next = until + 1.minute();
        while now <= until {
            let found = judge(&only(zone), &hours(INFO, Region::parse(region)), now);
            assert_eq!(found, Hours::Closed { next: Some(next) }, "{zone} {now}");
            now += 15.minutes();
        }
    }
}

/// Spans that no pack has: they begin inside the skipped hour and end inside the repeated one.
#[test]
fn c07_spans_inside_a_changed_hour_are_right_to_the_second() {
    let week = Window::of("Daily 01:30-01:40 02:30-03:20".parse().unwrap());
    let table = [
        // 2:30 is skipped: the span is open from the moment the clock shows 3:00.
        ("2026-03-08T01:45-05[America/New_York]", "2026-03-08T03:00-04[America/New_York]"),
        ("2026-03-29T01:45+01[Europe/Paris]", "2026-03-29T03:00+02[Europe/Paris]"),
        // 1:30 is shown twice, and both count.
        ("2026-11-01T01:00-04[America/New_York]", "2026-11-01T01:30-04[America/New_York]"),
        ("2026-11-01T01:40-04[America/New_York]", "2026-11-01T01:30-05[America/New_York]"),
        ("2026-10-25T02:00+02[Europe/Paris]", "2026-10-25T02:30+02[Europe/Paris]"),
    ];
    for (from, next) in table {
        let zone = from.split(['[', ']']).nth(1).unwrap();
        assert_eq!(next_open(&only(zone), &week, at(from)), Some(at(next)), "{from}");
    }
    // In Paris 2:59:59 is followed by 2:00, outside the span, and by 2:30 once more.
    let paris = only("Europe/Paris");
    assert!(all_open(&paris, &week, at("2026-10-25T02:59:59+02[Europe/Paris]")));
    let second = at("2026-10-25T02:00+01[Europe/Paris]");
    assert!(!all_open(&paris, &week, second));
    assert_eq!(next_open(&paris, &week, second), Some(second + 30.minutes()));
}

#[test]
fn c07_every_plausible_zone_must_agree() {
    let coasts = only("America/New_York").and(&only("America/Los_Angeles"));
    let us = Region::parse("US");
    let judge_at = |moment| judge(&coasts, &hours(INFO, us), at(moment));
    let eleven = at("2026-06-01T11:00[America/New_York]");
    assert_eq!(
        judge_at("2026-06-01T09:00[America/New_York]"),
        Hours::Closed { next: Some(eleven) }
    );
    assert_eq!(judge_at("2026-06-01T11:00[America/New_York]"), Hours::Open);
    assert_eq!(judge_at("2026-06-01T19:59[America/New_York]"), Hours::Open);
    assert_ne!(judge_at("2026-06-01T20:00[America/New_York]"), Hours::Open);
    // Hours that never meet: the night of one is the day of the other.
    let apart = only("Europe/London").and(&only("Pacific/Auckland"));
    let never = judge(&apart, &hours(INFO, None), eleven);
    assert_eq!(never, Hours::Closed { next: None });
    // Nobody knows where it is.
    assert_eq!(judge(&Zones::default(), &hours(INFO, us), eleven), Hours::Closed { next: None });
}

#[test]
fn c07_a_toll_free_number_waits_for_all_of_north_america() {
    let phone = Phone::parse("+18002530000", None).unwrap();
    let zones = phone.zones();
    for purpose in Purpose::iter() {
        let mut now = at("2026-01-12T00:00[UTC]");
        for _ in 0..(7 * 24 * 4) {
            if judge(&zones, &hours(purpose, phone.region()), now) == Hours::Open {
                for (name, local) in local_times(&zones, now) {
                    assert!((9..20).contains(&local.hour()), "{name} {local}");
                }
            }
            now += 15.minutes();
        }
    }
}

/// Over the weeks in which clocks change, trying every fifth minute finds the same: all spans begin
/// and all clocks change at such minutes.
#[test]
fn c07_the_next_moment_agrees_with_a_plain_search() {
    let sets = [
        only("America/New_York"),
        only("Europe/Paris").and(&only("America/New_York")),
        only("Australia/Lord_Howe").and(&only("Australia/Perth")),
        only("Asia/Kolkata").and(&only("Europe/London")),
        only("Pacific/Honolulu").and(&only("America/St_Johns")),
        only("Asia/Kathmandu").and(&only("Europe/London")).and(&only("Asia/Dubai")),
    ];
    let starts = ["2026-03-06T21:13:20Z", "2026-10-23T02:40:00Z", "2026-12-31T22:59:59Z"];
    for (set, start) in sets.iter().flat_map(|set| starts.map(|start| (set, start))) {
        for (purpose, region) in [(INFO, "US"), (SALES, "FR"), (SALES, "GB"), (INFO, "ZA")] {
            let region = Region::parse(region);
            let from: Timestamp = start.parse().unwrap();
            let Hours::Closed { next } = judge(set, &hours(purpose, region), from) else {
                continue;
            };
            let open = |moment| judge(set, &hours(purpose, region), moment) == Hours::Open;
            let fifth =
                |n: i64| Timestamp::from_second((from.as_second() / 300 + n) * 300).unwrap();
            let weeks = hours(purpose, region);
            let slow = (1..=DAYS_AHEAD * 24 * 12).map(fifth);
            let slow = slow.into_iter().find(|&moment| all_open(set, &weeks, moment));
            assert_eq!(next, slow, "{set:?} {start} {purpose:?}");
            assert!(next.is_none_or(open));
        }
    }
}

#[test]
fn packs_only_narrow() {
    for purpose in Purpose::iter() {
        for region in ["US", "CA", "GB", "FR", "IN", "CN", "DE", ""].map(Region::parse) {
            for minute in (0..7 * 24 * 60).step_by(5) {
                let now = at("2026-06-01T00:00[UTC]") + minute.minutes();
                let found = judge(&only("UTC"), &hours(purpose, region), now) == Hours::Open;
                let local = TimeZone::UTC.to_datetime(now);
                let sound = (8..20).contains(&local.hour());
                assert!(!found || sound, "{region:?} {purpose:?} {local}");
            }
        }
    }
}

#[test]
fn local_times_are_told_once_for_each_offset() {
    let zones = only("America/New_York").and(&only("America/Toronto")).and(&only("Asia/Calcutta"));
    let told = local_times(&zones, at("2026-06-01T12:00[UTC]"));
    let told: Vec<_> = told.iter().map(|(name, local)| format!("{name} {local}")).collect();
    assert_eq!(told, ["America/New_York 2026-06-01T08:00:00", "Asia/Kolkata 2026-06-01T17:30:00"]);
    assert!(local_times(&Zones::default(), at("2026-06-01T12:00[UTC]")).is_empty());
}

#[test]
fn the_packs_that_are_built_in_are_read_and_narrow_everywhere() {
    let packs = Packs::parse(BUILT_IN).unwrap();
    assert_eq!(*Packs::built_in(), packs);
    let countries: Vec<_> = packs.countries().map(Region::as_str).collect();
    assert_eq!(countries, ["CA", "CN", "FR", "GB", "IN", "US"]);
    let strict = packs.window(Which::Strict, INFO, Urgency::Ordinary);
    assert_eq!((strict.pack.as_str(), strict.version.as_str()), (STRICT, packs.version()));
    let fault = Packs::parse(&BUILT_IN.replace("Sat 10:00-18:00", "Sat 18:00-10:00")).unwrap_err();
    assert!(fault.contains("18:00-10:00 does not end later"), "{fault}");
    let fault = Packs::parse(&BUILT_IN.replace("country.US", "country.XX")).unwrap_err();
    assert!(fault.contains("not a two-letter country code"), "{fault}");
}

#[test]
fn c07_holidays_are_sundays_for_information_and_quiet_for_sales() {
    // All are weekdays.
    let table = [
        ("US", "America/New_York", "2026-11-26"),
        ("US", "America/New_York", "2026-07-03"),
        ("CA", "America/Toronto", "2026-04-03"),
        ("GB", "Europe/London", "2026-12-28"),
        ("FR", "Europe/Paris", "2026-05-14"),
        ("IN", "Asia/Kolkata", "2026-01-26"),
        ("CN", "Asia/Shanghai", "2026-02-17"),
    ];
    for (region, zone, date) in table {
        let open = |purpose, hour: &str| {
            judged(zone, purpose, region, &format!("{date}T{hour}[{zone}]")) == Hours::Open
        };
        assert!(!open(INFO, "09:59"), "{region}");
        assert!(open(INFO, "10:00") && open(INFO, "17:59"), "{region}");
        assert!(!open(INFO, "18:00"), "{region}");
        assert!(!open(SALES, "11:00") && !open(SALES, "15:00"), "{region}");
    }
    let next = judged("Europe/Paris", SALES, "FR", "2026-05-14T11:00[Europe/Paris]");
    assert_eq!(next, Hours::Closed { next: Some(at("2026-05-15T10:00[Europe/Paris]")) });
}

#[test]
fn c07_what_cannot_wait_is_heard_from_seven_to_nine() {
    let us = Which::Of(Region::parse("US"));
    let urgent = Packs::built_in().window(us, Purpose::Notice, Urgency::Public);
    let sales = Packs::built_in().window(us, SALES, Urgency::Public);
    for (time, open) in [("06:59", false), ("07:00", true), ("20:59", true), ("21:00", false)] {
        let moment = at(&format!("2026-11-22T{time}[America/New_York]"));
        let found = judge(&only("America/New_York"), &urgent, moment);
        assert_eq!(found == Hours::Open, open, "{time}");
        assert_ne!(judge(&only("America/New_York"), &sales, moment), Hours::Open, "{time}");
    }
}

#[test]
fn purposes_are_stored_by_name() {
    for (purpose, name) in [(Purpose::LeadFollowUp, "lead_follow_up"), (INFO, "reminder")] {
        assert_eq!(<&str>::from(purpose), name);
        assert_eq!(name.parse::<Purpose>().unwrap(), purpose);
        assert_eq!(serde_json::to_string(&purpose).unwrap(), format!("\"{name}\""));
    }
    assert_eq!(Purpose::iter().filter(|purpose| purpose.is_marketing()).count(), 1);
}
