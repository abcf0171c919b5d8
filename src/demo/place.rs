//! Where the demo takes place: the moment it begins and the number that rings there.
//!
//! The gate asks whether the called number may be called at this hour, in the demo too. So the
//! phone beside the chat has a number of a place where it is day when the demo begins.

use anyhow::{Context, Result};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::domain::cities;
use crate::domain::hours::{Hours, Packs, Purpose, Urgency, Which, Window, judge};
use crate::domain::phone::{Phone, Region, Zones};

/// Where it begins when no browser has said where it is: with the first of [`PHONES`].
pub const ZONE: &str = "America/New_York";

/// Numbers that the regulators keep free for stories (NANPA 555-01xx, Ofcom 020 7946 0xxx, ARCEP
/// 01 99 00 xx xx, ACMA 5550 xxxx): nobody has them, wherever the demo is shown.
pub const PHONES: [&str; 6] = [
    "+12125550143",
    "+13125550143",
    "+12135550143",
    "+442079460143",
    "+33199000143",
    "+61255500143",
];

/// The countries that may be called in the demo, beside the one it takes place in.
const COUNTRIES: [&str; 7] = ["US", "GB", "FR", "IN", "CN", "AU", "CA"];

/// The hour it begins at.
const MORNING: i8 = 10;

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its IANA zone.
    pub zone: String,
    /// Its country.
    pub region: Option<Region>,
    /// When the demo begins there.
    pub begins: Timestamp,
    /// The number that rings, E.164.
    pub phone: &'static str,
}

impl Place {
    /// The place with this zone, on its next working day at ten.
    pub fn of(zone: &str, now: Timestamp) -> Result<Place> {
        let tz = TimeZone::get(zone).with_context(|| format!("there is no zone {zone:?}"))?;
        let begins = morning(now, &tz).context("a working day beyond the calendar")?;
        let city = cities::search(zone, 1).into_iter().next();
        let region = city.and_then(|city| Region::parse(city.country));
        // Browsers still write some zones by their older names.
        let zone = Zones::name_of(&tz).to_owned();
        Ok(Place { zone, region, begins, phone: phone(&tz, begins) })
    }

    /// The countries that may be called.
    pub fn countries(&self) -> Vec<Region> {
        let mut all: Vec<Region> = COUNTRIES.iter().filter_map(|c| Region::parse(c)).collect();
        all.extend(self.region.filter(|region| !all.contains(region)));
        all
    }
}

/// The next moment at which it is ten on a working day.
fn morning(now: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
    let today = now.to_zoned(tz.clone()).date();
    let days = (0..).map_while(|days| today.checked_add(i64::from(days).days()).ok());
    let workdays = days.take(8).filter(|date| !is_weekend(date.weekday()));
    let mornings = workdays.filter_map(|date| {
        date.at(MORNING, 0, 0, 0).to_zoned(tz.clone()).ok().map(|at: Zoned| at.timestamp())
    });
    mornings.filter(|at| *at >= now).min()
}

fn is_weekend(day: Weekday) -> bool {
    matches!(day, Weekday::Saturday | Weekday::Sunday)
}

/// The number nearest by its clock that may be called at that moment.
fn phone(tz: &TimeZone, at: Timestamp) -> &'static str {
    let here = tz.to_offset(at).seconds();
    let away = |text: &&&'static str| {
        let phone = Phone::parse(text, None).ok()?;
        let zones = phone.zones();
        let open = judge(&zones, &survey(&phone), at) == Hours::Open;
        let there = zones.iter().next()?.to_offset(at).seconds();
        open.then(|| (there - here).abs())
    };
    let [first, ..] = PHONES;
    let open = PHONES.iter().filter(|text| away(text).is_some());
    open.min_by_key(|text| away(text)).copied().unwrap_or(first)
}

fn survey(phone: &Phone) -> Window {
    Packs::built_in().window(Which::Of(phone.region()), Purpose::Survey, Urgency::Ordinary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_on_a_working_day_at_ten() {
        let table = [
            ("Europe/Paris", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
            ("Europe/Paris", "2026-11-20T09:00:01Z", "2026-11-23T09:00:00Z"),
            ("Asia/Kolkata", "2026-11-21T00:00:00Z", "2026-11-23T04:30:00Z"),
            ("America/New_York", "2026-11-22T23:00:00Z", "2026-11-23T15:00:00Z"),
        ];
        for (zone, now, begins) in table {
            let place = Place::of(zone, now.parse().unwrap()).unwrap();
            assert_eq!(place.begins, begins.parse().unwrap(), "{zone} {now}");
            assert_eq!(place.zone, zone);
        }
        let old = Place::of("Asia/Calcutta", Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(old.zone, "Asia/Kolkata");
        assert!(Place::of("Mars/Olympus", Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn the_phone_may_be_called_wherever_the_browser_is() {
        let winter: Timestamp = "2026-12-02T00:00:00Z".parse().unwrap();
        let summer: Timestamp = "2026-07-01T00:00:00Z".parse().unwrap();
        // One zone for each hour from UTC, by its name in the tables: `Etc/GMT+5` lies to the west.
        let zones = (-14..=12).map(|west: i8| format!("Etc/GMT{west:+}"));
        for zone in zones.chain(["Asia/Kolkata".to_owned(), "Australia/Eucla".to_owned()]) {
            for at in [winter, summer] {
                let place = Place::of(&zone, at).unwrap();
                let phone = Phone::parse(place.phone, None).unwrap();
                assert!(phone.class().dialable(), "{}", place.phone);
                let region = phone.region().unwrap();
                assert!(place.countries().contains(&region), "{zone} {}", place.phone);
                let hours = judge(&phone.zones(), &survey(&phone), place.begins);
                assert_eq!(hours, Hours::Open, "{zone} {}", place.phone);
            }
        }
    }

    #[test]
    fn the_nearest_number_rings() {
        let now: Timestamp = "2026-12-02T00:00:00Z".parse().unwrap();
        let table = [
            ("America/New_York", "+12125550143"),
            ("America/Los_Angeles", "+12135550143"),
            ("Europe/London", "+442079460143"),
            ("Europe/Paris", "+33199000143"),
            ("Asia/Kolkata", "+61255500143"),
        ];
        for (zone, phone) in table {
            assert_eq!(Place::of(zone, now).unwrap().phone, phone, "{zone}");
        }
    }
}
