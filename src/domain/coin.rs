//! The coins a wallet can be filled with, and amounts of them: whole numbers of the smallest unit
//! that is counted, never a float (R4).

use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::money::Usd;

/// A coin on one network: the same dollars on another network are another coin. Stored by the
/// name the payment provider uses.
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
    VariantArray,
    Serialize,
    Deserialize,
)]
pub enum Coin {
    /// Dollars on the Tron network.
    #[strum(serialize = "USDT-TRC20")]
    #[serde(rename = "USDT-TRC20")]
    UsdtTrc20,
    /// Dollars on the Ethereum network.
    #[strum(serialize = "USDT-ERC20")]
    #[serde(rename = "USDT-ERC20")]
    UsdtErc20,
    /// Bitcoin.
    #[strum(serialize = "BTC")]
    #[serde(rename = "BTC")]
    Btc,
    /// Litecoin.
    #[strum(serialize = "LTC")]
    #[serde(rename = "LTC")]
    Ltc,
    /// Ether.
    #[strum(serialize = "ETH")]
    #[serde(rename = "ETH")]
    Eth,
    /// Dogecoin.
    #[strum(serialize = "DOGE")]
    #[serde(rename = "DOGE")]
    Doge,
    /// Bitcoin Cash.
    #[strum(serialize = "BCH")]
    #[serde(rename = "BCH")]
    Bch,
    /// Tron's own coin.
    #[strum(serialize = "TRX")]
    #[serde(rename = "TRX")]
    Trx,
    /// Telegram's own Stars, which are on no chain. Last, and in no list of coins.
    #[strum(serialize = "XTR")]
    #[serde(rename = "XTR")]
    Stars,
}

impl Coin {
    /// All that come over a chain, the cheapest to send first.
    pub const ALL: &'static [Coin] = &[
        Coin::UsdtTrc20,
        Coin::UsdtErc20,
        Coin::Btc,
        Coin::Ltc,
        Coin::Eth,
        Coin::Doge,
        Coin::Bch,
        Coin::Trx,
    ];
    /// Everything that a top-up can be paid with.
    pub const RAILS: &'static [Coin] = Self::VARIANTS;

    /// Whether it comes over a chain, through the payment provider.
    pub const fn is_on_chain(self) -> bool {
        !matches!(self, Coin::Stars)
    }

    /// The provider's name: `USDT-TRC20`.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The name under which its rate is quoted: both networks' dollars are `USDT`.
    pub const fn symbol(self) -> &'static str {
        match self {
            Coin::UsdtTrc20 | Coin::UsdtErc20 => "USDT",
            Coin::Btc => "BTC",
            Coin::Ltc => "LTC",
            Coin::Eth => "ETH",
            Coin::Doge => "DOGE",
            Coin::Bch => "BCH",
            Coin::Trx => "TRX",
            Coin::Stars => "XTR",
        }
    }

    /// Places after the point that are counted. Of ether's 18 the first 9 (gwei): 64 bits hold no
    /// more than nine ether in its smallest unit, and a billionth of one is worth nothing.
    pub const fn places(self) -> u32 {
        match self {
            Coin::UsdtTrc20 | Coin::UsdtErc20 | Coin::Trx => 6,
            Coin::Btc | Coin::Ltc | Coin::Doge | Coin::Bch => 8,
            Coin::Eth => 9,
            Coin::Stars => 0,
        }
    }

    /// Whether one of it is meant to be one dollar.
    pub const fn is_dollar(self) -> bool {
        matches!(self, Coin::UsdtTrc20 | Coin::UsdtErc20)
    }

    /// Reads an amount as providers write it: `25`, `0.00042`, `1e-7`. What is beyond the counted
    /// places is cut off; a sign, an infinity and what 64 bits cannot hold is refused.
    pub fn parse(self, text: &str) -> Option<Units> {
        let text = text.trim();
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let amount = if plain {
            Decimal::from_str(text).ok()?
        } else {
            Decimal::from_scientific(text).ok()?
        };
        if amount.is_sign_negative() || text.starts_with('+') {
            return None;
        }
        let scale = Decimal::from(10_u64.checked_pow(self.places())?);
        let units = amount.checked_mul(scale)?;
        units.round_dp_with_strategy(0, RoundingStrategy::ToZero).to_i64().map(Units)
    }

    /// Plain decimal text without trailing zeros: `25`, `0.00042`. For people and machines alike:
    /// it is what is typed into a purse.
    pub fn plain(self, units: Units) -> String {
        Decimal::new(units.0, self.places()).normalize().to_string()
    }

    /// As many units as are worth `usd` where one coin is one dollar; `None` for other coins.
    pub fn dollars(self, usd: Usd) -> Option<Units> {
        self.is_dollar().then(|| Units(usd.as_micro()))
    }
}

/// An amount of one coin, in its smallest counted unit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Units(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r04_amounts_are_read_from_text_and_odd_text_is_refused() {
        let good = [
            (Coin::UsdtTrc20, "25.000001", 25_000_001),
            (Coin::UsdtTrc20, "25.0000019", 25_000_001),
            (Coin::Btc, "1e-7", 10),
            (Coin::Btc, "9.9E-8", 9),
            (Coin::Btc, "0.00042", 42_000),
            (Coin::Eth, "0.123456789123456789", 123_456_789),
            (Coin::Doge, "0", 0),
        ];
        for (coin, text, units) in good {
            assert_eq!(coin.parse(text), Some(Units(units)), "{coin:?} {text}");
        }
        for text in ["", "-1", "+1", "NaN", "inf", "1e400", "1,5", "0x1", "99999999999999"] {
            assert_eq!(Coin::Btc.parse(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_written_as_a_purse_takes_them() {
        let cases = [
            (Coin::UsdtErc20, 25_000_000, "25"),
            (Coin::Btc, 42_000, "0.00042"),
            (Coin::Ltc, 1, "0.00000001"),
            (Coin::Trx, 0, "0"),
        ];
        for (coin, units, text) in cases {
            assert_eq!(coin.plain(Units(units)), text);
            assert_eq!(coin.parse(text), Some(Units(units)));
        }
    }

    #[test]
    fn coins_are_stored_by_the_providers_name() {
        for &coin in Coin::RAILS {
            assert_eq!(coin.code().parse(), Ok(coin));
            let json = serde_json::to_string(&coin).expect("writes");
            assert_eq!(json, format!("\"{}\"", coin.code()));
        }
        assert_eq!(Coin::ALL.first(), Some(&Coin::UsdtTrc20));
        let chained: Vec<_> = Coin::RAILS.iter().filter(|coin| coin.is_on_chain()).collect();
        assert_eq!(chained, Coin::ALL.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_dollar_coin_is_a_dollar() {
        assert_eq!(Coin::UsdtTrc20.dollars(Usd::cents(2_050)), Some(Units(20_500_000)));
        assert_eq!(Coin::Btc.dollars(Usd::cents(1)), None);
    }
}
