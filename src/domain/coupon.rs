//! Coupons: what one is worth, and who may use it when.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::money::Usd;

/// The shortest code: a shorter one is guessed.
pub const CODE_LEAST: usize = 4;
/// The longest code that people type.
pub const CODE_MOST: usize = 24;
/// The most a coupon of money is worth: more is taken for a slip of the hand.
pub const CREDIT_MOST: Usd = Usd::cents(100_000);
/// The most uses that one coupon may have.
pub const USES_MOST: u32 = 100_000;
/// The most days that a coupon may be good for.
pub const DAYS_MOST: u32 = 3_650;
/// A percentage is of so much.
const HUNDRED: u8 = 100;

/// A coupon's code: letters and digits, capitals and not the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// Reads what somebody typed: blanks and dashes in it count for nothing.
    pub fn parse(text: &str) -> Option<Code> {
        let plain = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let code: String = plain.map(|c| c.to_ascii_uppercase()).collect();
        let is_plain = code.chars().all(|c| c.is_ascii_alphanumeric());
        (is_plain && (CODE_LEAST..=CODE_MOST).contains(&code.len())).then_some(Code(code))
    }

    /// As it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Code {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Code, &'static str> {
        Code::parse(&text).ok_or("no coupon code")
    }
}

impl From<Code> for String {
    fn from(code: Code) -> String {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a coupon is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// Money for the wallet, at once.
    Credit(Usd),
    /// So much of a hundred off the next plan that is bought.
    Percent(u8),
}

impl Worth {
    /// Reads `10` or `$10` as money, `25%` as a share. Nothing, too much and below zero are
    /// refused.
    pub fn parse(text: &str) -> Option<Worth> {
        let text = text.trim();
        match text.strip_suffix('%') {
            Some(percent) => Worth::percent(percent),
            None => Worth::credit(text),
        }
    }

    /// Reads an amount of money, with or without its sign.
    pub fn credit(text: &str) -> Option<Worth> {
        let usd = Usd::parse(text.trim().trim_matches('$'))?;
        (usd.is_positive() && usd <= CREDIT_MOST).then_some(Worth::Credit(usd))
    }

    /// Reads a percentage, with or without its sign.
    pub fn percent(text: &str) -> Option<Worth> {
        let percent: u8 = text.trim().trim_end_matches('%').trim_end().parse().ok()?;
        (1..=HUNDRED).contains(&percent).then_some(Worth::Percent(percent))
    }
}

/// A coupon, as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// What it is worth.
    pub worth: Worth,
    /// How often it may be used by all; `None` without a limit.
    pub uses_most: Option<u32>,
    /// How often it was used.
    pub uses: u32,
    /// Until when; `None` without an end.
    pub until: Option<Timestamp>,
    /// Whether the operator ended it.
    pub state: State,
}

/// Whether a coupon is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Open,
    /// The operator ended it.
    Ended,
}

/// What its user did before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Whether he used this very coupon.
    pub same: bool,
    /// A discount that waits for his next plan.
    pub waiting: Option<u8>,
}

/// Why a coupon is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCoupon {
    /// There is none with this code.
    Unknown,
    /// Its time is over, or the operator ended it.
    Over,
    /// It was used as often as it may be.
    UsedUp,
    /// He used it before.
    Twice,
    /// Another discount waits for his next plan: discounts do not add up.
    Waiting {
        /// Of how much of a hundred.
        percent: u8,
    },
}

impl Coupon {
    /// Whether somebody may use it now.
    pub fn check(&self, before: &Before, now: Timestamp) -> Result<(), NoCoupon> {
        if before.same {
            return Err(NoCoupon::Twice);
        }
        if self.state == State::Ended || self.until.is_some_and(|until| until <= now) {
            return Err(NoCoupon::Over);
        }
        if self.uses_most.is_some_and(|most| self.uses >= most) {
            return Err(NoCoupon::UsedUp);
        }
        match (self.worth, before.waiting) {
            (Worth::Percent(_), Some(percent)) => Err(NoCoupon::Waiting { percent }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for text in ["spring26", " Spring-26 ", "SPRING 26"] {
            assert_eq!(Code::parse(text).unwrap().as_str(), "SPRING26", "{text}");
        }
        for text in ["", "abc", "été2026", "a_b_c_d", "x'; --", &"x".repeat(25)] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_worth_of_a_coupon_is_money_or_a_share() {
        let cases = [
            ("10", Some(Worth::Credit(Usd::cents(1_000)))),
            ("$0.50", Some(Worth::Credit(Usd::cents(50)))),
            ("1000", Some(Worth::Credit(Usd::cents(100_000)))),
            ("25%", Some(Worth::Percent(25))),
            ("100 %", Some(Worth::Percent(100))),
        ];
        for (text, want) in cases {
            assert_eq!(Worth::parse(text), want, "{text}");
        }
        for text in ["", "0", "-5", "1000.01", "0%", "101%", "2.5%", "ten", "NaN", "%"] {
            assert_eq!(Worth::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_coupon_is_taken_within_its_limits_once_by_each() {
        let now: Timestamp = "2026-03-01T09:00:00Z".parse().unwrap();
        let (uses_most, until) = (Some(2), Some("2026-03-02T09:00:00Z".parse().unwrap()));
        let (worth, state) = (Worth::Percent(20), State::Open);
        let coupon = Coupon { worth, uses_most, uses: 1, until, state };
        let fresh = Before::default();
        let waiting = Before { waiting: Some(10), ..fresh };
        let cases = [
            (coupon, fresh, Ok(())),
            (coupon, Before { same: true, ..fresh }, Err(NoCoupon::Twice)),
            (Coupon { uses: 2, ..coupon }, fresh, Err(NoCoupon::UsedUp)),
            (Coupon { uses: 9, uses_most: None, until: None, ..coupon }, fresh, Ok(())),
            (Coupon { until: Some(now), ..coupon }, fresh, Err(NoCoupon::Over)),
            (Coupon { state: State::Ended, ..coupon }, fresh, Err(NoCoupon::Over)),
            (coupon, waiting, Err(NoCoupon::Waiting { percent: 10 })),
            (Coupon { worth: Worth::Credit(Usd::cents(1)), ..coupon }, waiting, Ok(())),
        ];
        for (coupon, before, want) in cases {
            assert_eq!(coupon.check(&before, now), want, "{coupon:?} {before:?}");
        }
    }
}
