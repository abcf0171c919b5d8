//! Cities without a network: from a name or a place to a time zone.
//!
//! The list holds the largest cities of the world, of each country and of each time zone, largest
//! first (see `NOTICE`); it is split once, when first asked.

pub(in crate::domain) mod fold;

use std::sync::LazyLock;

use jiff::tz::TimeZone;

use self::fold::{Match, compare, fold};
use crate::domain::locale::Locale;
use crate::domain::phone::Region;

/// One city a line: name, country, zone, latitude, longitude, other names joined by `|`.
const LIST: &str = include_str!("data/cities.tsv");

/// Beyond this distance the nearest city says nothing of a place's time: the open sea.
const FARTHEST_KM: f64 = 1_000.0;

/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;

/// What somebody gets of whom nothing is known.
const UTC: &str = "Etc/UTC";

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| LIST.lines().filter_map(Row::read).collect());

/// A city as it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// Its name in English.
    pub name: &'static str,
    /// Its country's ISO 3166 code; empty for the entry of UTC.
    pub country: &'static str,
    /// Its time zone in the IANA list.
    pub zone: &'static str,
}

struct Row {
    city: City,
    lat: f64,
    lon: f64,
    others: &'static str,
}

impl Row {
    fn read(line: &'static str) -> Option<Row> {
        let mut fields = line.split('\t');
        let mut field = || fields.next();
        let city = City { name: field()?, country: field()?, zone: field()? };
        let (lat, lon) = (field()?.parse().ok()?, field()?.parse().ok()?);
        Some(Row { city, lat, lon, others: field()? })
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let others = self.others.split('|').filter(|name| !name.is_empty());
        std::iter::once(self.city.name).chain(others)
    }

    /// A distance for comparing and for rough kilometres: the earth is flat around the asker.
    fn km_from(&self, lat: f64, lon: f64) -> f64 {
        let east = (self.lon - lon + 540.0).rem_euclid(360.0) - 180.0;
        let middle = ((self.lat + lat) / 2.0).to_radians();
        KM_PER_DEGREE * (self.lat - lat).hypot(east * middle.cos())
    }
}

/// At most `most` cities of which a name begins with `query`, whatever its case and accents: those
/// with that very name first, then the larger before the smaller. The name of a zone in the IANA
/// list, such as `Europe/Paris`, finds that zone's largest city.
pub fn search(query: &str, most: usize) -> Vec<City> {
    if let Some(city) = by_zone(query.trim()) {
        return std::iter::once(city).take(most).collect();
    }
    // Folded once: a long text of nothing but signs would be gone through for each name.
    let typed: String = fold(query).collect();
    let mut exact = Vec::new();
    let mut begun = Vec::new();
    for row in ROWS.iter() {
        match row.names().map(|name| compare(name, &typed)).max() {
            Some(Match::Whole) => exact.push(row.city),
            Some(Match::Prefix) => begun.push(row.city),
            _ => {}
        }
    }
    exact.into_iter().chain(begun).take(most).collect()
}

/// The city nearest to a place given in degrees; `None` off the map or in the open sea.
pub fn nearest(lat: f64, lon: f64) -> Option<City> {
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return None;
    }
    let near = ROWS.iter().map(|row| (row.km_from(lat, lon), row.city));
    let (km, city) = near.min_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (km <= FARTHEST_KM).then_some(city)
}

/// The zone to begin with for somebody of this language and country: that of the country's largest
/// city, else that of the language's largest country. English has none: it gets UTC.
pub fn guess_zone(locale: Locale, region: Option<&Region>) -> &'static str {
    let home = region.and_then(|region| {
        ROWS.iter().find(|row| row.city.country == region.as_str()).map(|row| row.city.zone)
    });
    home.unwrap_or(match locale {
        Locale::Hi => "Asia/Kolkata",
        Locale::Zh => "Asia/Shanghai",
        Locale::Fr => "Europe/Paris",
        Locale::En => UTC,
    })
}

/// The largest city of a zone given by its name, an older name included.
fn by_zone(query: &str) -> Option<City> {
    let utc = ["utc", "gmt", "etc/utc", "etc/gmt"];
    if utc.iter().any(|name| query.eq_ignore_ascii_case(name)) {
        return Some(City { name: "UTC", country: "", zone: UTC });
    }
    // Without a stroke it is a city, though some countries are zones too (`Singapore`, `Cuba`).
    query.contains('/').then_some(())?;
    let zone = TimeZone::get(query).ok()?;
    let same = |row: &&Row| {
        row.city.zone.eq_ignore_ascii_case(query)
            || TimeZone::get(row.city.zone).is_ok_and(|other| {
                zone.primary_iana_name().is_some()
                    && other.primary_iana_name() == zone.primary_iana_name()
            })
    };
    ROWS.iter().find(same).map(|row| row.city)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn found(query: &str) -> Vec<(&'static str, &'static str)> {
        search(query, 5).iter().map(|city| (city.name, city.country)).collect()
    }

    #[test]
    fn every_row_is_sound() {
        assert!(LIST.len() < 350_000);
        assert_eq!(ROWS.len(), LIST.lines().count());
        assert!(ROWS.len() > 3_000);
        let mut zones = BTreeSet::new();
        for row in ROWS.iter() {
            assert!((-90.0..=90.0).contains(&row.lat) && (-180.0..=180.0).contains(&row.lon));
            assert_eq!(row.city.country.len(), 2, "{:?}", row.city);
            assert!(!row.city.name.is_empty());
            zones.insert(row.city.zone);
        }
        for zone in zones {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
    }

    #[test]
    fn a_city_is_found_in_each_language_whatever_the_accents() {
        let table = [
            ("paris", "Paris"),
            ("  PARIS ", "Paris"),
            ("पेरिस", "Paris"),
            ("巴黎", "Paris"),
            ("londres", "London"),
            ("Geneve", "Geneva"),
            ("genève", "Geneva"),
            ("GENÈVE", "Geneva"),
            ("Gene\u{300}ve", "Geneva"),
            ("sao paulo", "São Paulo"),
            ("São Paulo", "São Paulo"),
            ("मुंबई", "Mumbai"),
            ("बम्बई", "Mumbai"),
            ("bombay", "Mumbai"),
            ("दिल्ली", "Delhi"),
            ("深圳", "Shenzhen"),
            ("上海", "Shanghai"),
            ("pekin", "Beijing"),
            ("zurich", "Zürich"),
            ("munchen", "Munich"),
            ("le caire", "Cairo"),
            ("new york", "New York City"),
            ("saint-petersbourg", "Saint Petersburg"),
            ("xian", "Xi’an"),
        ];
        for (query, name) in table {
            let first = search(query, 1);
            assert_eq!(first.first().map(|city| city.name), Some(name), "{query}");
        }
    }

    #[test]
    fn the_very_name_comes_first_and_then_the_larger() {
        assert_eq!(found("london").first(), Some(&("London", "GB")));
        assert!(found("london").contains(&("London", "CA")));
        assert_eq!(found("delhi").first(), Some(&("Delhi", "IN")));
        assert_eq!(found("san").len(), 5);
        assert_eq!(search("san", 2).len(), 2);
        assert_eq!(search("san", 0), []);
        for nothing in ["", "  ", "xqzzy", "-", "'", "/", "Mars/Olympus", "\u{301}"] {
            assert_eq!(search(nothing, 5), [], "{nothing:?}");
        }
    }

    #[test]
    fn a_zone_is_found_by_its_name() {
        let table = [
            ("Europe/Paris", "Paris", "Europe/Paris"),
            ("europe/paris", "Paris", "Europe/Paris"),
            ("Asia/Calcutta", "Mumbai", "Asia/Kolkata"),
            ("America/New_York", "New York City", "America/New_York"),
            ("UTC", "UTC", "Etc/UTC"),
            ("Etc/UTC", "UTC", "Etc/UTC"),
        ];
        for (query, name, zone) in table {
            let [city] = search(query, 5)[..] else { panic!("{query}") };
            assert_eq!((city.name, city.zone), (name, zone), "{query}");
        }
        assert_eq!(found("singapore"), [("Singapore", "SG")]);
    }

    #[test]
    fn the_nearest_city_gives_the_zone_of_a_place() {
        let table = [
            (48.8566, 2.3522, "Europe/Paris"),
            (28.6139, 77.2090, "Asia/Kolkata"),
            (27.7172, 85.3240, "Asia/Kathmandu"),
            (31.2304, 121.4737, "Asia/Shanghai"),
            (40.7128, -74.0060, "America/New_York"),
            (-36.85, 174.76, "Pacific/Auckland"),
            (64.15, -21.94, "Atlantic/Reykjavik"),
            // Both sides of the date line.
            (-18.14, 178.44, "Pacific/Fiji"),
            (-17.0, -179.99, "Pacific/Fiji"),
        ];
        for (lat, lon, zone) in table {
            assert_eq!(nearest(lat, lon).map(|city| city.zone), Some(zone), "{lat} {lon}");
        }
        let off =
            [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY), (-48.9, -123.4)];
        for (lat, lon) in off {
            assert_eq!(nearest(lat, lon), None, "{lat} {lon}");
        }
    }

    #[test]
    fn a_zone_is_guessed_from_country_and_language() {
        let table = [
            (Locale::En, "US", "America/New_York"),
            (Locale::En, "GB", "Europe/London"),
            (Locale::En, "IN", "Asia/Kolkata"),
            (Locale::Fr, "CA", "America/Toronto"),
            (Locale::Fr, "BE", "Europe/Brussels"),
            (Locale::Zh, "SG", "Asia/Singapore"),
            (Locale::Fr, "", "Europe/Paris"),
            (Locale::Hi, "", "Asia/Kolkata"),
            (Locale::Zh, "", "Asia/Shanghai"),
            (Locale::En, "", "Etc/UTC"),
        ];
        for (locale, code, zone) in table {
            assert_eq!(guess_zone(locale, Region::parse(code).as_ref()), zone, "{locale:?} {code}");
        }
    }
}
