//! Coins for the newest open top-up: the demo's one payer, who does what the strip's menu says.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::Clock;
use crate::demo::dynopay::{Arrival, Dynopay, Landed, Unknowns};
use crate::store::{Store, topups};

/// How late "late" is: after the rate's lock of every coin, and before the address is given out
/// again.
const LATE: Duration = Duration::from_secs(90 * 60);

/// What the payer may do, by the word the page sends.
const WAYS: [(&str, Arrival); 6] = [
    ("exact", Arrival::Exact),
    ("under", Arrival::Percent(60)),
    ("over", Arrival::Percent(120)),
    ("far_over", Arrival::Percent(400)),
    ("found", Arrival::Recovered),
    ("returned", Arrival::Refunded),
];

/// The stand-in tells all it sees, so that each way can be watched to its end.
pub(super) fn tells_all() -> Unknowns {
    Unknowns { recovery_is_told: true, wrong_coin_is_told: true, ..Unknowns::default() }
}

/// Makes coins come to the newest top-up that is open. The text says what happened.
pub(super) fn arrive(
    store: &Store,
    dynopay: &Dynopay,
    clock: &Clock,
    way: &str,
) -> Result<&'static str> {
    let Some(topup) = store.read(topups::newest_open)? else {
        bail!("No top-up is open: Menu, Wallet, Top up. Then the coins can come.");
    };
    let open = topup.open.context("the open top-up's payment")?;
    let arrival = match way {
        "late" => {
            clock.advance(LATE);
            Arrival::Exact
        }
        // Dollars of one network on the other; any coin is wrong for the rest.
        "wrong" if topup.coin.code() == "USDT-ERC20" => Arrival::WrongCoin("USDT-TRC20".into()),
        "wrong" => Arrival::WrongCoin("USDT-ERC20".into()),
        _ => {
            let found = WAYS.iter().find(|(name, _)| *name == way);
            found.context("There is no such way to pay.")?.1.clone()
        }
    };
    Ok(match dynopay.arrive(&open.provider_id, &arrival) {
        Landed::Here => "The coins are on their way.",
        Landed::On(_) => "The address is another payment's by now.",
        Landed::ToBeFound => "The coins went astray; the provider's search takes five minutes.",
        Landed::Ignored => "The provider takes no notice: this payment was paid already.",
        Landed::Unknown => bail!("The provider does not know this payment."),
    })
}
