//! Coins for an open top-up: the demo's one payer, who does what the strip's menu says.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::demo::dynopay::{Arrival, Dynopay, Landed, Unknowns};
use crate::domain::topup::Topup;
use crate::store::{Store, Tx, topups};

/// How late "late" is: after the rate's lock of every coin, and before the address is given out
/// again.
const LATE: Duration = Duration::from_secs(90 * 60);
/// The most open top-ups that are offered: so many one user may have, and some expired ones.
const OPEN_MOST: usize = 10;

/// What the payer may do, by the word the page sends.
const WAYS: [(&str, Arrival); 11] = [
    ("exact", Arrival::Exact),
    ("under", Arrival::Percent(60)),
    ("over", Arrival::Percent(120)),
    ("far_over", Arrival::Percent(400)),
    ("late", Arrival::Exact),
    ("twice", Arrival::Exact),
    ("found", Arrival::Recovered),
    ("stuck", Arrival::Stuck),
    ("returned", Arrival::Refunded),
    ("silence", Arrival::Silence),
    ("given_up", Arrival::GivenUp),
];

/// The stand-in tells all it sees, so that each way can be watched to its end.
pub(super) fn tells_all() -> Unknowns {
    Unknowns { recovery_is_told: true, wrong_coin_is_told: true, ..Unknowns::default() }
}

/// The top-ups that can be paid, newest first, as the strip lists them.
pub(super) fn open(tx: &Tx) -> Result<Vec<Value>> {
    let open = topups::newest_open(tx, OPEN_MOST)?;
    let line = |topup: &Topup| {
        let (reference, usd) = (topup.reference(), topup.usd.plain());
        json!({ "id": topup.id.0, "text": format!("{reference} · ${usd} · {}", topup.coin.code()) })
    };
    Ok(open.iter().map(line).collect())
}

/// Makes coins come to an open top-up: the one with this id, or the newest. The text says what
/// happened.
pub(super) fn arrive(
    store: &Store,
    dynopay: &Dynopay,
    clock: &Clock,
    args: &Value,
) -> Result<&'static str> {
    let way = args.get("way").and_then(Value::as_str).unwrap_or("exact");
    let wanted = args.get("topup").and_then(Value::as_i64);
    let open = store.read(|tx| topups::newest_open(tx, OPEN_MOST))?;
    let mut open = open.into_iter().filter(|it| wanted.is_none_or(|id| it.id.0 == id));
    let Some(topup) = open.next() else {
        bail!("No top-up is open: Menu, Wallet, Top up. Then the coins can come.");
    };
    let payment = topup.open.as_ref().context("the open top-up's payment")?.provider_id.clone();
    let arrival = arrival(&topup, way)?;
    if way == "late" {
        clock.advance(LATE);
    }
    let landed = dynopay.arrive(&payment, &arrival);
    if way == "twice" {
        dynopay.arrive(&payment, &arrival);
        return Ok("Sent twice. The provider counts the first transfer only.");
    }
    Ok(match (&arrival, landed) {
        (Arrival::Silence, _) => "Sent, and the provider never notices.",
        (Arrival::GivenUp, _) => "Nothing was sent, and the provider gives the payment up.",
        (_, Landed::Here) => "The coins are on their way.",
        (_, Landed::On(_)) => "The address is another payment's by now.",
        (_, Landed::ToBeFound) => {
            "The coins went astray; the provider's search takes five minutes."
        }
        (_, Landed::Ignored) => "The provider takes no notice: this payment was paid already.",
        (_, Landed::Unknown) => bail!("The provider does not know this payment."),
    })
}

fn arrival(topup: &Topup, way: &str) -> Result<Arrival> {
    Ok(match way {
        // Dollars of one network on the other; any coin is wrong for the rest.
        "wrong" if topup.coin.code() == "USDT-ERC20" => Arrival::WrongCoin("USDT-TRC20".into()),
        "wrong" => Arrival::WrongCoin("USDT-ERC20".into()),
        _ => {
            let found = WAYS.iter().find(|(name, _)| *name == way);
            found.context("There is no such way to pay.")?.1.clone()
        }
    })
}
