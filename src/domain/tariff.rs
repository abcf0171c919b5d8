//! What calls cost by where they go: rows by the beginning of the number, of which the longest
//! that fits counts.

use std::fmt;
use std::str::FromStr;

use strum::IntoStaticStr;

use crate::domain::ids::TariffId;
use crate::domain::money::Usd;
use crate::domain::phone::{Phone, Region};
use crate::domain::price::Price;

/// E.164 numbers have at most fifteen digits.
const DIGITS_MOST: usize = 15;
/// A step or a minimum beyond five minutes is longer than the longest call that is sold.
pub const STEP_MOST: u32 = 300;
/// A price a minute beyond this is a slip of the hand.
pub const PRICE_MOST: Usd = Usd::cents(100_000);

/// The digits that a number begins with, without the plus; none fits every number.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefix(String);

/// The text is no beginning of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no beginning of a number")]
pub struct NoPrefix;

impl FromStr for Prefix {
    type Err = NoPrefix;

    /// At most fifteen digits, of which the first is no zero: no country code begins with one.
    fn from_str(text: &str) -> Result<Prefix, NoPrefix> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let good = digits && text.len() <= DIGITS_MOST && !text.starts_with('0');
        if good { Ok(Prefix(text.to_owned())) } else { Err(NoPrefix) }
    }
}

impl Prefix {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number begins with it.
    pub fn fits(&self, phone: &Phone) -> bool {
        digits(phone).starts_with(&self.0)
    }

    /// Everything that a number begins with, the longest first and nothing last.
    pub fn all_of(phone: &Phone) -> Vec<&str> {
        let digits = digits(phone);
        (0..=digits.len()).rev().filter_map(|end| digits.get(..end)).collect()
    }
}

/// As people write it: `+44`; nothing means all others.
impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("all others") } else { write!(f, "+{}", self.0) }
    }
}

fn digits(phone: &Phone) -> &str {
    phone.as_str().trim_start_matches('+')
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// Which numbers it is for.
    pub prefix: Prefix,
    /// A minute of a call to one number, without a plan.
    pub single: Usd,
    /// A minute of a list's call, without a plan.
    pub bulk: Usd,
    /// A minute beyond a plan's own.
    pub overage: Usd,
    /// A minute after the call was handed on to somebody.
    pub transfer: Usd,
    /// An unanswered attempt of a list, once the free ones are used up.
    pub attempt: Usd,
    /// Started steps of so many seconds are counted whole.
    pub block: u32,
    /// The fewest seconds that are counted once somebody answered.
    pub least: u32,
    /// Where plans cover these numbers.
    pub included: Included,
}

/// The countries that plans cover. A prefix such as +1 is shared by many countries, and a number's
/// own decides: with `US` in it, a Jamaican number is not covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Included {
    /// The operator's own: the default region.
    Home,
    /// These; none if there are none.
    Regions(Vec<Region>),
}

/// Which of a row's prices a minute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// A call to one number, without a plan.
    Single,
    /// A list's call, without a plan.
    Bulk,
    /// Beyond a plan's own minutes.
    Overage,
}

/// Whether an attempt has a fee: only those of lists have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fee {
    /// It has.
    Counted,
    /// It has not.
    Never,
}

impl Included {
    /// Whether a number of this region is covered, for an operator at `home`. A number that
    /// belongs to no country or to several never is.
    pub fn covers(&self, region: Option<Region>, home: Option<Region>) -> bool {
        let Some(region) = region else { return false };
        match self {
            Included::Home => home == Some(region),
            Included::Regions(regions) => regions.contains(&region),
        }
    }
}

/// As it is stored: `home`, or country codes with blanks between.
impl fmt::Display for Included {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Included::Home => f.write_str("home"),
            Included::Regions(regions) => {
                let codes: Vec<&str> = regions.iter().map(Region::as_str).collect();
                f.write_str(&codes.join(" "))
            }
        }
    }
}

impl FromStr for Included {
    type Err = <Region as FromStr>::Err;

    fn from_str(text: &str) -> Result<Included, Self::Err> {
        if text == "home" {
            return Ok(Included::Home);
        }
        let regions: Result<Vec<Region>, _> = text.split_whitespace().map(str::parse).collect();
        regions.map(Included::Regions)
    }
}

impl Tariff {
    /// What a call is promised by this row.
    pub fn price(&self, id: TariffId, rate: Rate, fee: Fee) -> Price {
        Price {
            tariff: id,
            minute: match rate {
                Rate::Single => self.single,
                Rate::Bulk => self.bulk,
                Rate::Overage => self.overage,
            },
            transfer: self.transfer,
            attempt: match fee {
                Fee::Counted => self.attempt,
                Fee::Never => Usd::ZERO,
            },
            block: self.block,
            least: self.least,
        }
    }

    /// Its prices of a minute, by name.
    pub fn minutes(&self) -> [(&'static str, Usd); 4] {
        [
            ("single", self.single),
            ("bulk", self.bulk),
            ("overage", self.overage),
            ("transfer", self.transfer),
        ]
    }
}

/// Of rows with their ids, the one that counts for a number: the longest prefix it begins with.
pub fn longest(rows: Vec<(TariffId, Tariff)>, phone: &Phone) -> Option<(TariffId, Tariff)> {
    let fits = rows.into_iter().filter(|(_, row)| row.prefix.fits(phone));
    fits.max_by_key(|(_, row)| row.prefix.as_str().len())
}

/// Why a set of rows cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffFault {
    /// A price is below zero or beyond [`PRICE_MOST`].
    Price,
    /// The step is not from 1 to [`STEP_MOST`] seconds.
    Block,
    /// The minimum is beyond [`STEP_MOST`] seconds.
    Least,
    /// An earlier row has the same prefix.
    Twice,
}

/// Everything that is wrong, each with the position of the row in the set.
pub fn faults(rows: &[Tariff]) -> Vec<(usize, TariffFault)> {
    let mut faults = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let prices = row.minutes().into_iter().map(|(_, price)| price).chain([row.attempt]);
        let sane = |price: Usd| (Usd::ZERO..=PRICE_MOST).contains(&price);
        let checks = [
            (prices.into_iter().all(sane), TariffFault::Price),
            ((1..=STEP_MOST).contains(&row.block), TariffFault::Block),
            (row.least <= STEP_MOST, TariffFault::Least),
            (!rows.iter().take(at).any(|old| old.prefix == row.prefix), TariffFault::Twice),
        ];
        let wrong = checks.into_iter().filter(|(is_good, _)| !is_good);
        faults.extend(wrong.map(|(_, fault)| (at, fault)));
    }
    faults
}

/// Whether the set has a price for every number: a row without a prefix.
pub fn is_whole(rows: &[Tariff]) -> bool {
    rows.iter().any(|row| row.prefix == Prefix::default())
}

/// What happens to one row of a set that is brought in.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TariffChange {
    /// It is new.
    Insert(Tariff),
    /// It replaces another version of the same prefix.
    Change {
        /// What counts now.
        from: Tariff,
        /// What will count.
        to: Tariff,
    },
    /// It is there already.
    Keep(Tariff),
    /// The set does not name it any more.
    End(Tariff),
}

/// What bringing in `want` does to `have`: the rows of `want` in their order, then those that end.
pub fn tariff_changes(have: &[Tariff], want: &[Tariff]) -> Vec<TariffChange> {
    let find =
        |rows: &[Tariff], row: &Tariff| rows.iter().find(|r| r.prefix == row.prefix).cloned();
    let change = |row: &Tariff| match find(have, row) {
        None => TariffChange::Insert(row.clone()),
        Some(old) if old == *row => TariffChange::Keep(old),
        Some(from) => TariffChange::Change { from, to: row.clone() },
    };
    let gone = have.iter().filter(|old| find(want, old).is_none());
    want.iter().map(change).chain(gone.cloned().map(TariffChange::End)).collect()
}

#[cfg(test)]
mod tests;
