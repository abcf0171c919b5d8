//! A country, by its two-letter code.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::Region as Plan;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A country or territory with a numbering plan: its ISO 3166 alpha-2 code, in capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region([u8; 2]);

/// The countries and territories with a numbering plan. Listed here, because the library reads all
/// its plans to say it: 5 MB that a bot at rest has no use for.
const WITH_PLAN: &str = "\
    AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO \
    BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK \
    DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ \
    GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM \
    KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH \
    PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR \
    SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC \
    VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// The text names no country with telephones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a two-letter country code")]
pub struct NoRegion;

impl Region {
    /// Reads `fr` or `FR`; `None` for anything that has no numbering plan.
    pub fn parse(text: &str) -> Option<Region> {
        let plan = Plan::from_code(text.trim()).ok()?;
        let region = Region::from_plan(plan)?;
        WITH_PLAN.split(' ').any(|code| code == region.as_str()).then_some(region)
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
    use rlibphonenumber::PHONE_NUMBER_UTIL;

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
    fn every_code_is_known_as_the_library_knows_it() {
        let letters = || (b'A'..=b'Z').map(char::from);
        let codes = letters().flat_map(|first| letters().map(move |second| [first, second]));
        let wrong: Vec<String> = codes
            .map(|code| code.iter().collect::<String>())
            .filter(|code| {
                let plan = Plan::from_code(code).ok();
                let known = plan.and_then(|p| PHONE_NUMBER_UTIL.get_country_code_for_region(p));
                Region::parse(code).is_some() != known.is_some()
            })
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_country_is_stored_as_its_code() {
        let region = Region::parse("CN").unwrap();
        assert_eq!(serde_json::to_string(&region).unwrap(), "\"CN\"");
        assert_eq!(serde_json::from_str::<Region>("\"cn\"").unwrap(), region);
        assert!(serde_json::from_str::<Region>("\"C1\"").is_err());
    }
}
