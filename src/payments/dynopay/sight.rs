//! One payment, from its status (version B) or from its row in the feed (both versions).

use jiff::Timestamp;

use super::is_id;
use crate::domain::coin::{Coin, Units};
use crate::domain::payment::{Sighting, Stage};
use crate::payments::json::Object;

/// Reads the answer to `getPaymentStatus`.
///
/// `amount_received` repeats the expected amount in `confirmed`, `processing` and `settled`, and
/// would hide that too little came: only where the status itself says `underpaid` is it believed.
/// `base_amount` is not read at all: it is written in the coin.
pub(super) fn of_status(id: &str, status: &Object) -> Sighting {
    let word = word(status);
    let coin = coin(status, &["currency", "paid_currency"]);
    let mut received = amount(coin, status, "paid_amount");
    if received.is_none() && word == "underpaid" {
        received = amount(coin, status, "amount_received");
    }
    let chain_tx = status.first(&["incoming_tx_hash", "transaction_reference"]);
    let has_come = received.is_some() || chain_tx.is_some();
    let stage = match stage(&word, has_come || is_true(status, "payment_received")) {
        Some(stage) => stage,
        None if is_true(status, "is_paid") => Stage::Arrived,
        None if has_come => Stage::Pending,
        None => Stage::Waiting,
    };
    // The times it has are those of the invoice and of its last change, not that of the transfer.
    let seen_ms = None;
    let recovered = is_recovered(status);
    Sighting { provider_id: id.to_owned(), stage, coin, received, chain_tx, seen_ms, recovered }
}

/// Reads a row of `getTransactions`: it exists only once the coins are there and are being passed
/// on. Its amount is rounded to six places, which of a bitcoin is some cents. `None` when it is
/// about something else than a payment.
pub(super) fn of_row(row: &Object) -> Option<Sighting> {
    let provider_id = row.text("unique_tx_id").filter(|id| is_id(id))?;
    let coin = coin(row, &["paid_currency", "currency"]);
    let received = amount(coin, row, "paid_amount");
    let has_come = received.is_some() || is_true(row, "payment_received");
    Some(Sighting {
        provider_id,
        stage: stage(&word(row), has_come).unwrap_or(Stage::Arrived),
        coin,
        received,
        chain_tx: row.first(&["transaction_reference", "incoming_tx_hash"]),
        seen_ms: row.first(&["createdAt", "created_at"]).as_deref().and_then(instant),
        recovered: is_recovered(row),
    })
}

/// What the row adds to the status: the amount with its coin, and when it came.
pub(super) fn joined(status: Sighting, row: Sighting) -> Sighting {
    let row_coin = row.coin.filter(|_| row.received.is_some());
    Sighting {
        coin: row_coin.or(status.coin),
        received: row.received.or(status.received),
        chain_tx: status.chain_tx.or(row.chain_tx),
        seen_ms: row.seen_ms,
        recovered: status.recovered || row.recovered,
        ..status
    }
}

/// The provider's word for how far it is; the public one before the internal one.
fn word(object: &Object) -> String {
    object.word("payment_status").or_else(|| object.word("status")).unwrap_or_default()
}

/// `has_come`: there is a sign of the payer's coins, which tells a failure to pass them on from
/// one to receive them.
fn stage(word: &str, has_come: bool) -> Option<Stage> {
    Some(match word {
        // Past its time it is still watched: only the display has ended.
        "created" | "waiting" | "expired" => Stage::Waiting,
        "pending" => Stage::Pending,
        "confirmed" | "processing" | "settled" | "underpaid" | "overpaid" | "completed" => {
            Stage::Arrived
        }
        "settlement_failed" => Stage::Stuck,
        "failed" if has_come => Stage::Stuck,
        "failed" => Stage::Failed,
        "refunded" => Stage::Refunded,
        _ => return None,
    })
}

fn coin(object: &Object, fields: &[&str]) -> Option<Coin> {
    object.first(fields)?.to_ascii_uppercase().parse().ok().filter(|coin: &Coin| coin.is_on_chain())
}

/// More than nothing, in the coin's units; without a coin there are none.
fn amount(coin: Option<Coin>, object: &Object, field: &str) -> Option<Units> {
    coin?.parse(&object.text(field)?).filter(|units| units.0 > 0)
}

fn is_true(object: &Object, field: &str) -> bool {
    object.flag(field) == Some(true)
}

fn is_recovered(object: &Object) -> bool {
    is_true(object, "recovered") || object.text("recovery_type").is_some()
}

fn instant(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(|at| at.as_millisecond())
}
