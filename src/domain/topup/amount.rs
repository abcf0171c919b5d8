//! How much to top up by: what is offered, what may be typed, and what sending it costs.

use crate::domain::coin::Coin;
use crate::domain::money::Usd;

/// Offered as buttons.
const PRESETS: [Usd; 3] = [Usd::cents(2_000), Usd::cents(5_000), Usd::cents(10_000)];
/// A fee beyond this part of the amount deserves a warning: a tenth.
const FEE_PART: i64 = 10;

/// The amounts that are offered between these bounds; the smallest possible one when all of the
/// usual ones lie outside.
pub fn presets(least: Usd, most: Usd) -> Vec<Usd> {
    let within: Vec<Usd> = PRESETS.into_iter().filter(|usd| (least..=most).contains(usd)).collect();
    if within.is_empty() { vec![least] } else { within }
}

/// Why a text is no amount to top up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountFault {
    /// It is not an amount in dollars and cents.
    Unread,
    /// Below the least.
    TooLittle,
    /// Above the most.
    TooMuch,
}

/// Reads `25`, `$25`, `25.50`, `25,50`, `1,000` or `25 USD`.
pub fn read_amount(text: &str, least: Usd, most: Usd) -> Result<Usd, AmountFault> {
    let usd = dollars(text).ok_or(AmountFault::Unread)?;
    if usd < least {
        return Err(AmountFault::TooLittle);
    }
    if usd > most { Err(AmountFault::TooMuch) } else { Ok(usd) }
}

fn dollars(text: &str) -> Option<Usd> {
    let lower = text.to_lowercase();
    let bare = lower.replace(['$', '\u{a0}', '\u{202f}', ' '], "");
    let bare = bare.trim_end_matches("usdt").trim_end_matches("usd");
    let bare = bare.trim_start_matches("usd");
    // A comma before two digits at the end is a point; any other one groups.
    let plain = match bare.rsplit_once(',') {
        Some((whole, cents)) if cents.len() <= 2 && !bare.contains('.') => {
            format!("{}.{cents}", whole.replace(',', ""))
        }
        _ => bare.replace(',', ""),
    };
    let cents = plain.split_once('.').map_or(0, |(_, cents)| cents.len());
    let digits = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !digits || cents > 2 {
        return None;
    }
    Usd::parse(&plain)
}

/// What sending a coin usually costs its sender, in dollars. Taken from what purses and exchanges
/// charged in 2025 and 2026, rounded up; it moves from day to day, and is only used for a warning.
///
/// | coin | for |
/// |---|---|
/// | USDT-TRC20 | energy that is burned where none was staked |
/// | USDT-ERC20 | gas of a token transfer, and what exchanges add |
/// | BTC, LTC, DOGE, BCH | a transaction with one or two inputs |
/// | ETH, TRX | a plain transfer |
pub const fn usual_fee(coin: Coin) -> Usd {
    match coin {
        Coin::UsdtTrc20 => Usd::cents(200),
        Coin::UsdtErc20 => Usd::cents(300),
        Coin::Btc => Usd::cents(250),
        Coin::Ltc | Coin::Bch => Usd::cents(2),
        Coin::Eth => Usd::cents(100),
        Coin::Doge => Usd::cents(20),
        Coin::Trx => Usd::cents(40),
        // Telegram takes its part from the operator, not from the sender.
        Coin::Stars => Usd::ZERO,
    }
}

/// Whether sending this much in this coin costs more than a tenth of it.
pub const fn fee_is_high(coin: Coin, usd: Usd) -> bool {
    usual_fee(coin).as_micro().saturating_mul(FEE_PART) > usd.as_micro()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: Usd = Usd::cents(1_000);
    const MOST: Usd = Usd::cents(500_000);

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let good = [
            ("25", 2_500),
            (" $25 ", 2_500),
            ("25.5", 2_550),
            ("25,50", 2_550),
            ("25 USD", 2_500),
            ("usd 25", 2_500),
            ("1,000", 100_000),
            ("1 000", 100_000),
            ("1,234.50", 123_450),
            ("10", 1_000),
            ("5000", 500_000),
        ];
        for (text, cents) in good {
            assert_eq!(read_amount(text, LEAST, MOST), Ok(Usd::cents(cents)), "{text}");
        }
        for text in ["", "ten", "-25", "25.001", "1e2", "25.5.5", "$", "2 5 euros"] {
            assert_eq!(read_amount(text, LEAST, MOST), Err(AmountFault::Unread), "{text:?}");
        }
        assert_eq!(read_amount("9.99", LEAST, MOST), Err(AmountFault::TooLittle));
        assert_eq!(read_amount("5000.01", LEAST, MOST), Err(AmountFault::TooMuch));
    }

    #[test]
    fn what_is_offered_may_be_taken() {
        assert_eq!(presets(LEAST, MOST), PRESETS);
        assert_eq!(presets(LEAST, Usd::cents(6_000)), PRESETS[..2]);
        assert_eq!(presets(Usd::cents(30_000), MOST), [Usd::cents(30_000)]);
    }

    #[test]
    fn a_fee_above_a_tenth_is_high() {
        assert!(fee_is_high(Coin::UsdtTrc20, Usd::cents(1_999)));
        assert!(!fee_is_high(Coin::UsdtTrc20, Usd::cents(2_000)));
        assert!(!fee_is_high(Coin::Ltc, LEAST));
    }
}
