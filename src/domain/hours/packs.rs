//! The hours as data: by purpose, and by country (C-07).
//!
//! A call must lie within both. The country's hours are what its law or its regulator allows, as
//! far as it was read; where the law is silent the pack is as wide as the hours of the purpose.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Purpose;
use super::holidays::Holidays;
use super::week::{Span, Week};
use crate::domain::phone::Region;

/// What the program brings along: its example is the very thing.
pub const BUILT_IN: &str = include_str!("../../../examples/country-packs.toml");

/// The name of the pack for every country that has none.
pub const STRICT: &str = "strict";

/// All packs, of one version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packs {
    version: String,
    purpose: OfPurpose,
    strict: Pack,
    country: BTreeMap<Region, Pack>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPurpose {
    #[serde(deserialize_with = "shared")]
    informational: Arc<Week>,
    #[serde(deserialize_with = "shared")]
    marketing: Arc<Week>,
    #[serde(deserialize_with = "shared")]
    urgent: Arc<Week>,
}

/// What one country allows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    #[serde(deserialize_with = "shared")]
    informational: Arc<Week>,
    #[serde(deserialize_with = "shared")]
    marketing: Arc<Week>,
    #[serde(default, deserialize_with = "shared")]
    holidays: Arc<Holidays>,
}

/// Whether a call may wait for ordinary hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It may.
    Ordinary,
    /// News of a verified institution that cannot, in a template's unaltered words.
    Public,
}

/// Which pack is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// That of this country, or the strict one.
    Of(Option<Region>),
    /// The strict one.
    Strict,
}

/// The hours that decide one call: all the weeks must be open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The version of the packs; empty for hours that somebody named.
    pub version: String,
    /// `US`, `strict`; empty for hours that somebody named.
    pub pack: String,
    /// Each of which must be open.
    #[serde(serialize_with = "as_written")]
    pub weeks: Vec<Arc<Week>>,
    /// The days that are no ordinary days.
    #[serde(skip)]
    holidays: Arc<Holidays>,
}

static PACKS: LazyLock<Arc<Packs>> = LazyLock::new(|| {
    // A file that is compiled in; a test reads it. Without it nothing would ever be open.
    Arc::new(Packs::parse(BUILT_IN).unwrap_or_else(|_| Packs::closed()))
});

impl Packs {
    /// Those that the program brings along.
    pub fn built_in() -> Arc<Packs> {
        Arc::clone(&PACKS)
    }

    /// Reads a file of packs.
    ///
    /// # Errors
    /// What is wrong, with its line, for people.
    pub fn parse(text: &str) -> Result<Packs, String> {
        toml::from_str(text).map_err(|fault| fault.to_string().trim_end().to_owned())
    }

    /// The version that receipts name.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The countries that have a pack of their own.
    pub fn countries(&self) -> impl Iterator<Item = &Region> {
        self.country.keys()
    }

    /// The hours of a call.
    pub fn window(&self, which: Which, purpose: Purpose, urgency: Urgency) -> Window {
        let found = match which {
            Which::Of(Some(region)) => self.country.get_key_value(&region),
            Which::Of(None) | Which::Strict => None,
        };
        let (name, pack) = match found {
            Some((region, pack)) => (region.as_str(), pack),
            None => (STRICT, &self.strict),
        };
        let weeks = match (purpose.is_marketing(), urgency) {
            (true, _) => [&self.purpose.marketing, &pack.marketing],
            // What cannot wait is heard out of hours where the law sets none.
            (false, Urgency::Public) => [&self.purpose.urgent, &self.purpose.urgent],
            (false, Urgency::Ordinary) => [&self.purpose.informational, &pack.informational],
        };
        let mut weeks: Vec<_> = weeks.map(Arc::clone).into();
        weeks.dedup();
        Window {
            version: self.version.clone(),
            pack: name.to_owned(),
            weeks,
            holidays: Arc::clone(&pack.holidays),
        }
    }

    fn closed() -> Packs {
        let week = || Arc::new(Week::closed());
        let purpose = OfPurpose { informational: week(), marketing: week(), urgent: week() };
        let strict = Pack { informational: week(), marketing: week(), holidays: Arc::default() };
        Packs { version: String::new(), purpose, strict, country: BTreeMap::new() }
    }
}

impl Window {
    /// Hours that somebody named, without a country.
    pub fn of(week: Week) -> Window {
        Window {
            version: String::new(),
            pack: String::new(),
            weeks: vec![Arc::new(week)],
            holidays: Arc::default(),
        }
    }

    /// The same, but narrower.
    pub fn and(mut self, week: Week) -> Window {
        self.weeks.push(Arc::new(week));
        self
    }

    /// Whether a local moment lies within all weeks.
    pub(super) fn is_open(&self, local: DateTime) -> bool {
        let holiday = self.holidays.is_on(local.date());
        self.weeks.iter().all(|week| week.is_open(local, holiday))
    }

    /// The spans of all weeks on one date.
    pub(super) fn spans(&self, date: Date) -> impl Iterator<Item = Span> + '_ {
        let holiday = self.holidays.is_on(date);
        self.weeks.iter().flat_map(move |week| week.day(date.weekday(), holiday)).copied()
    }
}

fn shared<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<T>, D::Error> {
    T::deserialize(from).map(Arc::new)
}

fn as_written<S: Serializer>(weeks: &[Arc<Week>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(weeks.iter().map(|week| week.to_string()))
}
