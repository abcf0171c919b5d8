//! Where a number may be answered: the time zones of its longest known prefix (C-07).

use std::sync::LazyLock;

use jiff::tz::TimeZone;

/// libphonenumber's map, sorted by prefix: `prefix|Zone&Zone…` on each line (see `NOTICE`).
const MAP: &str = include_str!("../data/timezone_prefixes.txt");

/// The lines of the map, split once and sorted by their prefix.
static TABLE: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut lines: Vec<_> = MAP.lines().filter_map(|line| line.split_once('|')).collect();
    lines.sort_unstable();
    lines
});

/// The time zones somebody may be in: all must agree before he is called. Empty means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones(Vec<TimeZone>);

impl Zones {
    /// The one zone that is known, such as the contact's own; `None` for a name that is none.
    pub fn only(name: &str) -> Option<Zones> {
        Some(Zones(vec![TimeZone::get(name).ok()?]))
    }

    /// The zones of both, for a number of one place and a contact of another.
    pub fn and(mut self, other: &Zones) -> Zones {
        for zone in &other.0 {
            if !self.0.contains(zone) {
                self.0.push(zone.clone());
            }
        }
        self
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The zones themselves.
    pub fn iter(&self) -> impl Iterator<Item = &TimeZone> {
        self.0.iter()
    }

    /// Their names in the IANA list, the newer where a zone has several.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Zones::name_of)
    }

    /// One zone's name in the IANA list, the newer where it has several: `Asia/Kolkata`.
    pub fn name_of(zone: &TimeZone) -> &str {
        zone.primary_iana_name().or_else(|| zone.iana_name()).unwrap_or("Etc/Unknown")
    }
}

/// The zones of the longest prefix of `digits` on the map. A name this build does not know makes
/// the whole set unknown: to forget one zone could open a window that it would have kept shut.
pub(super) fn of_digits(digits: &str) -> Zones {
    let Some(listed) = longest_prefix(digits) else { return Zones::default() };
    let zones: Option<Vec<_>> = listed.split('&').map(|name| TimeZone::get(name).ok()).collect();
    Zones(zones.unwrap_or_default())
}

fn longest_prefix(digits: &str) -> Option<&'static str> {
    (1..=digits.len()).rev().find_map(|length| {
        let prefix = digits.get(..length)?;
        let at = TABLE.binary_search_by_key(&prefix, |&(prefix, _)| prefix).ok()?;
        TABLE.get(at).map(|&(_, zones)| zones)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_on_the_map_is_known() {
        assert!(TABLE.len() > 3000);
        for (prefix, zones) in TABLE.iter() {
            assert!(prefix.chars().all(|c| c.is_ascii_digit()), "{prefix}");
            for name in zones.split('&') {
                assert!(TimeZone::get(name).is_ok(), "{prefix} {name}");
            }
        }
    }

    #[test]
    fn the_search_agrees_with_a_plain_scan() {
        let slow = |digits: &str| {
            let fits = TABLE.iter().filter(|(prefix, _)| digits.starts_with(prefix));
            fits.max_by_key(|(prefix, _)| prefix.len()).map(|&(_, zones)| zones)
        };
        for (prefix, _) in TABLE.iter().step_by(7) {
            for tail in ["", "0", "5550100", "9999999"] {
                let digits = format!("{prefix}{tail}");
                assert_eq!(longest_prefix(&digits), slow(&digits), "{digits}");
            }
        }
        for digits in ["", "0", "999", "999123", "210"] {
            assert_eq!(longest_prefix(digits), slow(digits), "{digits}");
        }
    }

    #[test]
    fn sets_are_joined_without_repeats() {
        let paris = Zones::only("Europe/Paris").unwrap();
        let india = Zones::only("Asia/Calcutta").unwrap();
        let both = paris.clone().and(&india).and(&paris);
        assert_eq!(both.names().collect::<Vec<_>>(), ["Europe/Paris", "Asia/Kolkata"]);
        assert_eq!(both.clone().and(&Zones::only("asia/kolkata").unwrap()).len(), 2);
        assert_eq!(Zones::only("Mars/Olympus"), None);
        assert!(Zones::default().is_empty());
    }
}
