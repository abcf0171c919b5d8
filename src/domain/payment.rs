//! What a payment provider told of a payment, as values: what was promised, what arrived.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;

/// So much of a coin for so many dollars, fixed for a while (R10). The pair is the rate: nothing
/// is lost to a rounded quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The coin.
    pub coin: Coin,
    /// What is asked for, in the coin; more than zero.
    pub units: Units,
    /// What that is worth.
    pub usd: Usd,
}

impl Quote {
    /// What `received` is worth at this rate, rounded down to the micro-dollar. `None` beyond the
    /// range, or when the quote asks for nothing.
    pub fn value(&self, received: Units) -> Option<Usd> {
        let product = i128::from(received.0).checked_mul(i128::from(self.usd.as_micro()))?;
        let micro = product.checked_div(i128::from(self.units.0))?;
        i64::try_from(micro).ok().map(Usd::micro)
    }

    /// What so many whole coins cost at this rate; `None` beyond the range.
    pub fn price(&self, coins: i64) -> Option<Usd> {
        let one = 10_i64.checked_pow(self.coin.places())?;
        self.value(Units(one.checked_mul(coins)?))
    }
}

/// How far a payment has come, in the provider's words. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing was seen on the chain.
    Waiting,
    /// A transfer was seen, and is not yet certain.
    Pending,
    /// The coins are there, whatever the amount.
    Arrived,
    /// They are there, and the provider could not pass them on to the operator: the user did pay.
    Stuck,
    /// The provider gave up; nothing arrived as far as it knows.
    Failed,
    /// The provider sent them back.
    Refunded,
}

/// What the provider says of one payment at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// The provider's id of the payment.
    pub provider_id: String,
    /// How far it is.
    pub stage: Stage,
    /// The coin that came, where it is said; another than asked for is never credited by itself.
    pub coin: Option<Coin>,
    /// What really came. `None` while the provider only repeats what it expected.
    pub received: Option<Units>,
    /// The transfer on the chain, where it is said.
    pub chain_tx: Option<String>,
    /// When it was seen on the chain, milliseconds UTC, where it is said.
    pub seen_ms: Option<i64>,
    /// Found by the provider's search for lost coins: the amount is all that lay at the address,
    /// and may belong to somebody else.
    pub recovered: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_values_what_came_rounded_down() {
        let quote = Quote { coin: Coin::Btc, units: Units(42_000), usd: Usd::cents(2_500) };
        let cases = [(42_000, 25_000_000), (0, 0), (1, 595), (84_000, 50_000_000)];
        for (units, micro) in cases {
            assert_eq!(quote.value(Units(units)), Some(Usd::micro(micro)), "{units}");
        }
        assert_eq!(Quote { units: Units(0), ..quote }.value(Units(1)), None);
        let huge = Quote { units: Units(1), usd: Usd::micro(i64::MAX), ..quote };
        assert_eq!(huge.value(Units(2)), None);
    }
}
