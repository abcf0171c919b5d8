//! Money: integer micro-dollars, checked arithmetic, parsed from text and never from a float (R4).

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

const MICRO: i64 = 1_000_000;

/// An amount of US dollars in millionths. May be negative: a ledger has two sides.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Usd(i64);

impl Usd {
    /// Nothing.
    pub const ZERO: Usd = Usd(0);

    /// From millionths of a dollar, as stored.
    pub const fn micro(micro: i64) -> Usd {
        Usd(micro)
    }

    /// From cents.
    pub const fn cents(cents: i32) -> Usd {
        Usd(cents as i64 * 10_000)
    }

    /// Millionths of a dollar, as stored.
    pub const fn as_micro(self) -> i64 {
        self.0
    }

    /// Reads a plain decimal such as `25` or `0.14`. More than six places, exponents, signs of
    /// infinity and amounts beyond the range are refused.
    pub fn parse(text: &str) -> Option<Usd> {
        let plain = text.trim();
        if !plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) {
            return None;
        }
        let micro = Decimal::from_str(plain).ok()?.checked_mul(Decimal::from(MICRO))?;
        if !micro.fract().is_zero() {
            return None;
        }
        micro.to_i64().map(Usd)
    }

    /// Reads what others report, with any number of places or an exponent, to the nearest
    /// micro-dollar: `0.0365`, `1.5e-3`.
    pub fn near(text: &str) -> Option<Usd> {
        let text = text.trim();
        let exact = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok()?;
        exact.checked_mul(Decimal::from(MICRO))?.round().to_i64().map(Usd)
    }

    /// The sum, or `None` beyond the range.
    pub fn plus(self, other: Usd) -> Option<Usd> {
        self.0.checked_add(other.0).map(Usd)
    }

    /// The difference, or `None` beyond the range.
    pub fn minus(self, other: Usd) -> Option<Usd> {
        self.0.checked_sub(other.0).map(Usd)
    }

    /// The price of `seconds` at this price a minute, rounded up to the micro-dollar.
    pub fn for_seconds(self, seconds: u32) -> Option<Usd> {
        let total = self.0.checked_mul(i64::from(seconds))?;
        let up = total.checked_add(59)?;
        Some(Usd(up.div_euclid(60)))
    }

    /// The price of whole `minutes` at this price a minute.
    pub fn for_minutes(self, minutes: u32) -> Option<Usd> {
        self.0.checked_mul(i64::from(minutes)).map(Usd)
    }

    /// So many hundredths of it, rounded up to the micro-dollar.
    pub fn percent(self, percent: u32) -> Option<Usd> {
        let total = self.0.checked_mul(i64::from(percent))?;
        Some(Usd(total.checked_add(99)?.div_euclid(100)))
    }

    /// What a minute costs when so many seconds cost this together, rounded up to the
    /// micro-dollar; `None` for no seconds.
    pub fn a_minute_of(self, seconds: i64) -> Option<Usd> {
        let total = self.0.checked_mul(60)?;
        let up = total.checked_add(seconds.checked_sub(1)?)?;
        up.checked_div_euclid(seconds).map(Usd)
    }

    /// Rounded up to the cent; `None` beyond the range.
    pub fn up_to_cent(self) -> Option<Usd> {
        let cent = Usd::cents(1).0;
        let up = self.0.checked_add(cent - 1)?.div_euclid(cent);
        up.checked_mul(cent).map(Usd)
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Plain decimal text with at least two places and no more than needed: `12.50`, `0.0023`.
    /// For machines (CSV, command line); people get the locale's form.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        let (whole, rest) = (abs / MICRO.unsigned_abs(), abs % MICRO.unsigned_abs());
        let mut places = format!("{rest:06}");
        while places.len() > 2 && places.ends_with('0') {
            places.pop();
        }
        format!("{sign}{whole}.{places}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r04_money_is_read_from_text_and_odd_text_is_refused() {
        let good =
            [("25", 25_000_000), ("0.14", 140_000), ("-1", -1_000_000), ("1.000001", 1_000_001)];
        for (text, micro) in good {
            assert_eq!(Usd::parse(text), Some(Usd(micro)), "{text}");
        }
        for text in ["", "1e-7", "1e400", "NaN", "inf", "25.0000001", "1,000", "9999999999999999"] {
            assert_eq!(Usd::parse(text), None, "{text}");
        }
    }

    #[test]
    fn plain_text_reads_back() {
        for micro in [0, 1, -1, 500_000, 12_500_000, 1_000_001, -99] {
            assert_eq!(Usd::parse(&Usd(micro).plain()), Some(Usd(micro)));
        }
        assert_eq!(Usd::cents(1250).plain(), "12.50");
    }

    #[test]
    fn a_started_cent_is_a_whole_one() {
        for (micro, want) in [(0, 0), (1, 10_000), (10_000, 10_000), (10_001, 20_000)] {
            assert_eq!(Usd(micro).up_to_cent(), Some(Usd(want)));
        }
        assert_eq!(Usd(i64::MAX).up_to_cent(), None);
    }

    #[test]
    fn a_started_micro_dollar_is_charged() {
        assert_eq!(Usd(300_000).for_seconds(37), Some(Usd(185_000)));
        assert_eq!(Usd(1).for_seconds(1), Some(Usd(1)));
        assert_eq!(Usd(i64::MAX).for_seconds(2), None);
        assert_eq!(Usd(140_000).percent(120), Some(Usd(168_000)));
        assert_eq!(Usd(1).percent(1), Some(Usd(1)));
        assert_eq!(Usd(140_000).a_minute_of(61), Some(Usd(137_705)));
        assert_eq!(Usd(1).a_minute_of(0), None);
    }

    #[test]
    fn r04_what_others_report_is_read_as_text_too() {
        let good = [
            ("0.06", 60_000),
            ("0.0365004", 36_500),
            ("1e-7", 0),
            ("1.5e-3", 1_500),
            ("9E-7", 1),
            ("-0.5", -500_000),
        ];
        for (text, micro) in good {
            assert_eq!(Usd::near(text), Some(Usd(micro)), "{text}");
        }
        for text in ["", "NaN", "inf", "1e400", "free"] {
            assert_eq!(Usd::near(text), None, "{text}");
        }
    }
}
