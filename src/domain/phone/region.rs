//! A country, by its two-letter code.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region as Plan};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A country or territory with a numbering plan: its ISO 3166 alpha-2 code, in capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region([u8; 2]);

/// The text names no country with telephones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a two-letter country code")]
pub struct NoRegion;

impl Region {
    /// Reads `fr` or `FR`; `None` for anything that has no numbering plan.
    pub fn parse(text: &str) -> Option<Region> {
        let plan = Plan::from_code(text.trim()).ok()?;
        PHONE_NUMBER_UTIL.get_country_code_for_region(plan)?;
        Region::from_plan(plan)
    }

    /// The two capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// From the library's list; `None` for its code of the whole world, `001`.
    pub(super) fn from_plan(plan: Plan) -> Option<Region> {
        let code = plan.as_region_str();
        let [first, second] = code.as_str().as_bytes() else { return None };
        Some(Region([first.to_ascii_uppercase(), second.to_ascii_uppercase()]))
    }

    /// To the library's list.
    pub(super) fn plan(self) -> Plan {
        Plan::from_code(self.as_str()).unwrap_or(Plan::World)
    }
}

impl FromStr for Region {
    type Err = NoRegion;

    fn from_str(text: &str) -> Result<Region, NoRegion> {
        Region::parse(text).ok_or(NoRegion)
    }
}

impl TryFrom<String> for Region {
    type Error = NoRegion;

    fn try_from(stored: String) -> Result<Region, NoRegion> {
        stored.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> String {
        region.as_str().to_owned()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_letters_with_a_numbering_plan() {
        for (text, code) in [("FR", "FR"), ("fr", "FR"), (" in ", "IN"), ("Us", "US")] {
            assert_eq!(Region::parse(text).unwrap().as_str(), code);
        }
        for text in ["", "F", "FRA", "33", "001", "XX", "UK", "ZZ", "फ्", "法国", "F1"] {
            assert_eq!(Region::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_country_is_stored_as_its_code() {
        let region = Region::parse("CN").unwrap();
        assert_eq!(serde_json::to_string(&region).unwrap(), "\"CN\"");
        assert_eq!(serde_json::from_str::<Region>("\"cn\"").unwrap(), region);
        assert!(serde_json::from_str::<Region>("\"C1\"").is_err());
    }
}
