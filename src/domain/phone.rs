//! A telephone number: read from what people paste, classed, placed on the map (C-22).
//!
//! The numbering plans are libphonenumber's. What is not a full, valid number never becomes a
//! [`Phone`]; whether a valid one may be called is [`Class::dialable`].

mod paste;
mod region;
mod zones;

use std::fmt;

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region as Plan};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};
use thiserror::Error;

pub use paste::digit;
pub use region::Region;
pub use zones::Zones;

/// The longest text that is looked at: a number with every separator is far shorter, and an import
/// may hand over whole cells of prose.
const LONGEST_TEXT: usize = 200;

/// National numbers of at most this many digits that are not valid as full numbers are taken for
/// service numbers. The longest in wide use are the six of Europe's 116xxx.
const LONGEST_SHORT: usize = 6;

/// Country codes of satellite systems (870, 881) and of global networks that reach ships, aircraft
/// and machines at satellite prices (882, 883).
const SATELLITE: [i32; 4] = [870, 881, 882, 883];

/// Country code of the international premium service.
const WORLD_PREMIUM: i32 = 979;

/// Indonesia: the library counts its mobiles as belonging to a place, and the map puts them all in
/// Jakarta, two hours from the east of the country.
const ROAMING_MOBILES: i32 = 62;

/// The plan shared by the United States, Canada and the Caribbean.
const NANP: i32 = 1;

/// Classes whose +1 numbers are not tied to one country, though the plan files them under the
/// United States.
const SHARED_TOLL_FREE: [Class; 3] = [Class::TollFree, Class::PersonalNumber, Class::Premium];

/// Services of public safety which some numbering plans admit as full numbers: national numbers,
/// compared whole.
const EMERGENCY: [&str; 12] =
    ["000", "100", "101", "102", "108", "110", "112", "118", "119", "911", "988", "999"];

/// A valid telephone number in E.164 form: `+` and up to fifteen digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a number that could be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PhoneError {
    /// There is no digit in it.
    #[error("no number")]
    Empty,
    /// A spreadsheet has rounded it (`9.19812E+11`): the digits are gone.
    #[error("rounded by a spreadsheet, the last digits are lost")]
    Rounded,
    /// It leads to a switchboard, and nobody would be there to dial the rest.
    #[error("has an extension, which cannot be dialled")]
    Extension,
    /// It holds letters or signs that no number has.
    #[error("not a telephone number")]
    NotANumber,
    /// It is written without a country code, and no country is given.
    #[error("no country code")]
    NoCountry,
    /// An emergency, service or short code.
    #[error("an emergency or short number")]
    Short,
    /// Fewer digits than any number of that country.
    #[error("too short")]
    TooShort,
    /// More digits than any number of that country.
    #[error("too long")]
    TooLong,
    /// Not in the numbering plan.
    #[error("no such number in the numbering plan")]
    Invalid,
}

/// What kind of line a number leads to. Stored and printed by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A mobile phone.
    Mobile,
    /// A line at a place.
    Fixed,
    /// Either of the two: in some plans (+1) the number does not tell.
    FixedOrMobile,
    /// A line over the internet.
    Voip,
    /// The person called pays.
    TollFree,
    /// Costs more than a call.
    Premium,
    /// The caller pays a part that is not known before.
    SharedCost,
    /// Follows a person; in some countries at premium prices.
    PersonalNumber,
    /// A pager.
    Pager,
    /// A company's one number.
    Uan,
    /// The access to a mailbox.
    Voicemail,
    /// A satellite phone or a global network.
    Satellite,
    /// An emergency or service number.
    Short,
    /// Valid, but of no known kind.
    Unknown,
}

impl Class {
    /// Whether the bot may call it at all (C-22): voice lines of people and firms at ordinary
    /// prices. Anything else is refused, and so is what the plan does not explain.
    pub fn dialable(self) -> bool {
        matches!(
            self,
            Class::Mobile
                | Class::Fixed
                | Class::FixedOrMobile
                | Class::Voip
                | Class::TollFree
                | Class::Uan
        )
    }
}

impl Phone {
    /// Reads a number as people paste it: spaces, brackets, dots, a leading `00` or apostrophe,
    /// `tel:`, digits of any script. A number without a country code is read as one of
    /// `default_region`.
    pub fn parse(text: &str, default_region: Option<Region>) -> Result<Phone, PhoneError> {
        let text = text.trim();
        if text.len() > LONGEST_TEXT {
            return Err(PhoneError::NotANumber);
        }
        let plain = paste::clean(text)?;
        if let Some(abroad) = plain.strip_prefix("00") {
            // `00` opens an international number nearly everywhere, and no national one anywhere.
            if let Ok(phone) = read(&format!("+{abroad}"), None) {
                return Ok(phone);
            }
        }
        if is_service(&plain) {
            return Err(PhoneError::Short);
        }
        read(&plain, default_region)
    }

    /// The number as it is dialled and stored: `+33612345678`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of line it is.
    pub fn class(&self) -> Class {
        self.parsed().map_or(Class::Unknown, |number| class_of(&number))
    }

    /// The country it belongs to; for +1 the precise one. `None` where it belongs to several
    /// (+1 toll-free) or to none (satellites, global networks).
    pub fn region(&self) -> Option<Region> {
        let number = self.parsed()?;
        if SHARED_TOLL_FREE.contains(&class_of(&number)) && number.country_code == NANP {
            return None;
        }
        number.get_region_code().and_then(Region::from_plan)
    }

    /// Every time zone it may be answered in (C-07); none when its prefix is not on the map.
    ///
    /// Only a number that belongs to a place is looked up whole; any other stands for its whole
    /// country, as in libphonenumber: an Australian mobile may be in Perth as well as in Sydney.
    /// All of +1 has area codes, mobiles too.
    pub fn zones(&self) -> Zones {
        let Some(number) = self.parsed() else { return Zones::default() };
        let placed = match number.country_code {
            NANP => true,
            ROAMING_MOBILES => class_of(&number) == Class::Fixed,
            _ => number.is_geographical(),
        };
        match placed {
            true => zones::of_digits(self.0.trim_start_matches('+')),
            false => zones::of_digits(&number.country_code.to_string()),
        }
    }

    /// For logs: the country code and the last two digits, `+33…78`.
    pub fn masked(&self) -> String {
        let code = self.parsed().map(|number| number.country_code).unwrap_or_default();
        let digits = self.0.chars().count();
        let end: String = self.0.chars().skip(digits.saturating_sub(2)).collect();
        format!("+{code}…{end}")
    }

    /// For people: `+33 6 12 34 56 78`.
    pub fn pretty(&self) -> String {
        self.parsed().map_or_else(
            || self.0.clone(),
            |number| number.format_as(PhoneNumberFormat::International).into_owned(),
        )
    }

    fn parsed(&self) -> Option<PhoneNumber> {
        PhoneNumber::parse(&self.0, None).ok()
    }
}

/// Reads `+` and digits, or digits alone, and admits only what the plan knows.
fn read(plain: &str, default_region: Option<Region>) -> Result<Phone, PhoneError> {
    use rlibphonenumber::ParseError as Fault;
    let home: Option<Plan> = default_region.map(Region::plan);
    let digits = plain.trim_start_matches('+').chars().count();
    let short = |other| if digits <= LONGEST_SHORT { PhoneError::Short } else { other };
    let number = PhoneNumber::parse(plain, home).map_err(|fault| match fault {
        Fault::InvalidCountryCode if !plain.starts_with('+') && home.is_none() => {
            short(PhoneError::NoCountry)
        }
        Fault::InvalidCountryCode => PhoneError::Invalid,
        Fault::TooShortAfterIdd | Fault::TooShortNsn => short(PhoneError::TooShort),
        Fault::TooLongNsn => PhoneError::TooLong,
        Fault::NotANumber(_) => short(PhoneError::NotANumber),
    })?;
    if !number.is_valid() {
        return Err(short(why_invalid(&number)));
    }
    Ok(Phone(number.format_as(PhoneNumberFormat::E164).into_owned()))
}

fn why_invalid(number: &PhoneNumber) -> PhoneError {
    use rlibphonenumber::{NumberLengthType as Length, ValidationError as Fault};
    match number.is_possible_with_reason() {
        Err(Fault::TooShort) | Ok(Length::IsPossibleLocalOnly) => PhoneError::TooShort,
        Err(Fault::TooLong) => PhoneError::TooLong,
        _ => PhoneError::Invalid,
    }
}

/// Whether these national digits call an emergency service or one of Europe's 116xxx lines.
fn is_service(national: &str) -> bool {
    let harmonised = national.len() == LONGEST_SHORT && national.starts_with("116");
    harmonised || EMERGENCY.contains(&national)
}

fn class_of(number: &PhoneNumber) -> Class {
    let national = number.get_national_significant_number();
    if SATELLITE.contains(&number.country_code) {
        return Class::Satellite;
    }
    if number.country_code == WORLD_PREMIUM {
        return Class::Premium;
    }
    if is_service(&national) {
        return Class::Short;
    }
    match number.get_type() {
        PhoneNumberType::Mobile => Class::Mobile,
        PhoneNumberType::FixedLine => Class::Fixed,
        PhoneNumberType::FixedLineOrMobile => Class::FixedOrMobile,
        PhoneNumberType::TollFree => Class::TollFree,
        PhoneNumberType::PremiumRate => Class::Premium,
        PhoneNumberType::SharedCost => Class::SharedCost,
        PhoneNumberType::VoIP => Class::Voip,
        PhoneNumberType::PersonalNumber => Class::PersonalNumber,
        PhoneNumberType::Pager => Class::Pager,
        PhoneNumberType::UAN => Class::Uan,
        PhoneNumberType::VoiceMail => Class::Voicemail,
        PhoneNumberType::Unknown => Class::Unknown,
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    /// From the stored form; a changed numbering plan may make an old number invalid.
    fn try_from(stored: String) -> Result<Phone, PhoneError> {
        Phone::parse(&stored, None)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.0
    }
}

/// Masked, so that a number never reaches a log by way of `{:?}`.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests;
