//! Payments as the provider writes them: when opened, when asked for, and in the feed.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::payment::{Payment, Status, Transfer};
use super::settings::{Settings, Unknowns, Version};

/// Places that the feed's amounts are rounded to, whatever the coin.
const FEED_PLACES: u32 = 6;
/// A picture that stands for the QR of the bare address.
const QR: &str = "data:image/png;base64,iVBORw0KGgo=";

/// The answer to an opening.
pub(super) fn opened(payment: &Payment, settings: &Settings) -> Value {
    let unknowns = &settings.unknowns;
    let number = |amount| number(amount, unknowns);
    let mut data = json!({
        "transaction_id": payment.id,
        "qr_code": QR,
        "address": payment.address,
        "currency": payment.coin.code,
        "base_amount": number(payment.base),
        "redirect_uri": null,
        "destination_tag": null,
    });
    let Some(fields) = data.as_object_mut() else { return data };
    let name = if unknowns.legacy_amount { "crypto_amount" } else { "amount" };
    fields.insert(name.to_owned(), number(payment.shown));
    if !unknowns.no_base_currency {
        fields.insert("base_currency".to_owned(), json!(settings.base_currency));
    }
    if settings.version == Version::B {
        fields.insert("payment".to_owned(), object(payment, settings, Status::Waiting));
    }
    data
}

/// B's object of a payment; it has no expiry.
fn object(payment: &Payment, settings: &Settings, status: Status) -> Value {
    json!({
        "id": payment.id, "object": "payment", "status": word(status),
        "amount": number(payment.base, &settings.unknowns),
        "currency": settings.base_currency,
        "crypto": {
            "amount": payment.shown.normalize().to_string(),
            "currency": payment.coin.code,
            "address": payment.address,
        },
        "expires_at": null,
    })
}

/// The answer to `getPaymentStatus`.
pub(super) fn status(payment: &Payment, settings: &Settings, now: i64) -> Value {
    let unknowns = &settings.unknowns;
    let number = |amount| number(amount, unknowns);
    let status = payment.status(now);
    let transfer = payment.transfer.as_ref().filter(|transfer| transfer.at <= now);
    let received = received(payment, transfer, status);
    let is_there = !matches!(status, Status::Waiting | Status::Pending);
    let tx = transfer.map(|transfer| transfer.tx.clone());
    let forwarded = tx.clone().filter(|_| status == Status::Settled).map(|tx| format!("out{tx}"));
    let mut data = json!({
        "payment_id": payment.id,
        "payment_status": word(status),
        "status": raw(status),
        "is_paid": status == Status::Settled,
        "amount": number(payment.expected),
        "currency": code(payment, transfer, unknowns),
        "amount_received": number(received),
        "amount_remaining": number((payment.expected - received).max(Decimal::ZERO)),
        "base_amount": number(payment.expected),
        "base_currency": payment.coin.code,
        "usd_value": number(payment.base),
        "confirmations": null,
        "required_confirmations": null,
        "transaction_reference": tx,
        "incoming_tx_hash": tx,
        "outgoing_tx_hash": forwarded,
        "created_at": iso(payment.created),
        "updated_at": iso(transfer.map_or(payment.created, |transfer| transfer.at)),
        "auto_converted": false,
        "payment": object(payment, settings, status),
    });
    let Some(fields) = data.as_object_mut() else { return data };
    if let Some(transfer) = transfer.filter(|_| is_there) {
        if unknowns.paid_amount_in_status {
            fields.insert("paid_amount".to_owned(), number(transfer.amount));
        }
        found(fields, transfer, unknowns);
        if status == Status::Failed {
            fields.insert("payment_received".to_owned(), json!(true));
        }
    }
    data
}

/// What it says was received: from `confirmed` on what was expected, whatever came.
fn received(payment: &Payment, transfer: Option<&Transfer>, status: Status) -> Decimal {
    match (transfer, status) {
        (None, _) | (_, Status::Pending) => Decimal::ZERO,
        (_, Status::Confirmed | Status::Processing | Status::Settled) => payment.expected,
        (Some(transfer), _) => transfer.amount,
    }
}

/// A row of the feed.
pub(super) fn row(payment: &Payment, transfer: &Transfer, settings: &Settings, now: i64) -> Value {
    let unknowns = &settings.unknowns;
    let mut row = json!({
        "id": super::state::uuid(&format!("row {}", payment.id)),
        "unique_tx_id": payment.id,
        "customer_id": 1,
        "base_amount": format!("{:.6}", payment.base),
        "base_currency": settings.base_currency,
        "paid_amount": format!("{:.6}", transfer.amount.round_dp(FEED_PLACES)),
        "paid_currency": code(payment, Some(transfer), unknowns),
        "transaction_reference": transfer.tx,
        "payment_status": word(payment.status(now)),
        "transaction_type": "CREDIT",
        "createdAt": iso(payment.row_at().unwrap_or(transfer.at)),
    });
    if let Some(fields) = row.as_object_mut() {
        found(fields, transfer, unknowns);
    }
    row
}

/// A row of the provider's own wallets: it is about no payment.
pub(super) fn wallet_row(serial: usize) -> Value {
    json!({
        "id": super::state::uuid(&format!("wallet {serial}")), "unique_tx_id": null,
        "paid_amount": "1.000000", "paid_currency": "USD", "transaction_type": "DEBIT",
        "payment_status": "successful",
    })
}

fn found(fields: &mut Map<String, Value>, transfer: &Transfer, unknowns: &Unknowns) {
    let told = transfer.found_for.as_ref().filter(|_| unknowns.recovery_is_told);
    if let Some(original) = told {
        fields.insert("recovered".to_owned(), json!(true));
        fields.insert("original_payment_id".to_owned(), json!(original));
    }
}

fn code(payment: &Payment, transfer: Option<&Transfer>, unknowns: &Unknowns) -> String {
    let told = transfer.filter(|_| unknowns.wrong_coin_is_told);
    told.map_or_else(|| payment.coin.code.to_owned(), |transfer| transfer.code.clone())
}

pub(super) fn word(status: Status) -> &'static str {
    status.into()
}

/// The internal word beside the public one.
fn raw(status: Status) -> &'static str {
    match status {
        Status::Settled => "successful",
        Status::Failed => "settlement_failed",
        other => other.into(),
    }
}

/// An amount as a JSON number, written as JavaScript writes it.
pub(super) fn number(amount: Decimal, unknowns: &Unknowns) -> Value {
    let text = amount.normalize().to_string();
    if unknowns.numbers_as_text {
        return Value::String(text);
    }
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

pub(super) fn iso(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
