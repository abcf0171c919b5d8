//! Whether a provider's price may be shown to a payer.

use crate::domain::coin::{Coin, Units};
use crate::domain::money::Usd;
use crate::domain::payment::Quote;
use crate::domain::rate::Rate;

/// A price this far from the market is not passed on: one part in twenty is 5 %.
const OFF_PART: i128 = 20;

/// Why a price is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// It is for another sum than was asked for.
    OtherSum,
    /// It asks for nothing, or for other than the exact dollars of a dollar coin.
    OddUnits,
    /// It is more than 5 % from a fresh rate of another source.
    OffMarket,
}

/// The price for `asked`, if it may be shown. Without a fresh rate it is taken as it is: a lone
/// source cannot be contradicted.
pub fn check_quote(
    coin: Coin,
    asked: Usd,
    told: (Units, Usd),
    fresh: Option<&Rate>,
) -> Result<Quote, QuoteFault> {
    let (units, usd) = told;
    if usd != asked {
        return Err(QuoteFault::OtherSum);
    }
    if units.0 <= 0 || coin.dollars(asked).is_some_and(|exact| exact != units) {
        return Err(QuoteFault::OddUnits);
    }
    let market = fresh.filter(|_| !coin.is_dollar()).and_then(|rate| rate.value(coin, units));
    if market.is_some_and(|market| is_off(market, asked)) {
        return Err(QuoteFault::OffMarket);
    }
    Ok(Quote { coin, units, usd })
}

fn is_off(market: Usd, asked: Usd) -> bool {
    let (market, asked) = (i128::from(market.as_micro()), i128::from(asked.as_micro()));
    (market - asked).abs() * OFF_PART > asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_compared_with_the_market() {
        let rate = Rate { symbol: "BTC", usd: Usd::cents(10_000_000), at_ms: 0 };
        let asked = Usd::cents(10_000);
        let table = [
            (100_000, Ok(())),
            (95_000, Ok(())),
            (105_000, Ok(())),
            (94_999, Err(QuoteFault::OffMarket)),
            (105_001, Err(QuoteFault::OffMarket)),
            (0, Err(QuoteFault::OddUnits)),
        ];
        for (units, want) in table {
            let told = (Units(units), asked);
            let got = check_quote(Coin::Btc, asked, told, Some(&rate)).map(|_| ());
            assert_eq!(got, want, "{units}");
        }
        let far = (Units(1), asked);
        assert!(check_quote(Coin::Btc, asked, far, None).is_ok(), "no rate to hold it against");
    }

    #[test]
    fn a_dollar_coin_costs_its_dollars() {
        let asked = Usd::cents(2_500);
        let tell = |units, usd| check_quote(Coin::UsdtTrc20, asked, (Units(units), usd), None);
        assert!(tell(25_000_000, asked).is_ok());
        assert_eq!(tell(25_000_001, asked), Err(QuoteFault::OddUnits));
        assert_eq!(tell(25_000_000, Usd::cents(2_501)), Err(QuoteFault::OtherSum));
    }
}
