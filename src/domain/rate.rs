//! What a coin costs in dollars at a moment.

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;

/// One rate, as its source gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The symbol: `BTC`.
    pub symbol: &'static str,
    /// Dollars for one coin; more than zero.
    pub usd: Usd,
    /// When the source fixed it, milliseconds UTC.
    pub at_ms: i64,
}

impl Rate {
    /// What an amount of `coin` is worth, rounded down; `None` beyond the range, or when the rate
    /// is another coin's.
    pub fn value(&self, coin: Coin, units: Units) -> Option<Usd> {
        if coin.symbol() != self.symbol {
            return None;
        }
        let product = i128::from(units.0).checked_mul(i128::from(self.usd.as_micro()))?;
        let micro = product.checked_div(10_i128.checked_pow(coin.places())?)?;
        i64::try_from(micro).ok().map(Usd::micro)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_values_its_own_coin_rounded_down() {
        let rate = Rate { symbol: "BTC", usd: Usd::cents(10_000_000), at_ms: 0 };
        assert_eq!(rate.value(Coin::Btc, Units(42_000)), Some(Usd::cents(4_200)));
        assert_eq!(rate.value(Coin::Btc, Units(1)), Some(Usd::micro(1_000)));
        assert_eq!(rate.value(Coin::Ltc, Units(1)), None);
    }
}
