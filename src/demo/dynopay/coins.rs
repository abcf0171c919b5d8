//! The currencies of the provider, what they are worth, and what their addresses look like.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coin {
    pub(super) code: &'static str,
    /// Places after the point that the provider writes.
    pub(super) places: u32,
    /// The market's price of one at the start, in tenths of a thousandth of a dollar.
    price: i64,
    /// How its addresses begin.
    prefix: &'static str,
    /// Whether the provider pegs it to the dollar when it says what it expects.
    pub(super) pegged: bool,
}

const fn coin(code: &'static str, places: u32, price: i64, prefix: &'static str) -> Coin {
    Coin { code, places, price, prefix, pegged: false }
}

/// The market does not quite follow the peg, and the provider shows the market's price.
const fn pegged(code: &'static str, prefix: &'static str) -> Coin {
    Coin { code, places: 6, price: 9_996, prefix, pegged: true }
}

/// All fifteen, in the provider's order.
const COINS: [Coin; 15] = [
    coin("BTC", 8, 950_000_000, "bc1q"),
    coin("ETH", 9, 33_000_000, "0x"),
    coin("LTC", 8, 1_100_000, "ltc1q"),
    coin("DOGE", 8, 3_500, "D"),
    coin("TRX", 6, 2_500, "T"),
    coin("BCH", 8, 4_500_000, "bitcoincash:q"),
    pegged("USDT-TRC20", "T"),
    pegged("USDT-ERC20", "0x"),
    pegged("USDC-ERC20", "0x"),
    coin("SOL", 9, 1_900_000, "So"),
    coin("XRP", 6, 23_000, "r"),
    coin("RLUSD", 6, 10_000, "r"),
    coin("RLUSD-ERC20", 6, 10_000, "0x"),
    coin("POLYGON", 9, 4_500, "0x"),
    pegged("USDT-POLYGON", "0x"),
];

/// Characters of an address after its prefix; enough to be different, like the real ones.
const ADDRESS_CHARS: usize = 33;

impl Coin {
    /// By its code, in any case and with spaces around: so the provider reads it.
    pub(super) fn of(code: &str) -> Option<Coin> {
        let code = code.trim().to_ascii_uppercase();
        COINS.into_iter().find(|coin| coin.code == code)
    }

    pub(super) fn codes() -> Vec<&'static str> {
        COINS.iter().map(|coin| coin.code).collect()
    }

    /// Dollars for one, before the market moves.
    pub(super) fn price(&self) -> Decimal {
        Decimal::new(self.price, 4)
    }

    /// The n-th address of the merchant's pool.
    pub(super) fn address(&self, serial: usize) -> String {
        let digest = Sha256::digest(format!("{} {serial}", self.code));
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let body: String = hex.chars().take(ADDRESS_CHARS).collect();
        format!("{}{body}", self.prefix)
    }

    /// The hash of a transfer.
    pub(super) fn transfer(&self, serial: usize) -> String {
        let digest = Sha256::digest(format!("transfer {} {serial}", self.code));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
