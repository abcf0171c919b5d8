//! Events: their bodies, their signatures, and how they are sent.
//!
//! Each is queued when its cause is known and sent when its moment has come. Sending is best
//! effort for a few seconds, as the provider's is.

use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::Sha256;

use super::payment::{Payment, Status, Transfer};
use super::settings::{Hook, Settings, Version};
use super::show::{iso, number, word};
use super::state::{State, uuid};

/// What A signs with when the merchant has set no secret. It stands in public source, so that such
/// a signature proves nothing.
const PUBLIC_SECRET: &str = "dynopay-default-webhook-secret";

/// An event on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Where to.
    pub url: String,
    /// The headers that matter.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes that are sent.
    pub body: String,
    /// The event's name.
    pub event: &'static str,
    /// When it is sent next, milliseconds UTC; `None` once it is done with.
    pub due: Option<i64>,
    /// How often it was sent.
    pub attempts: u32,
}

/// `payment.created`, for those who asked for it.
pub(super) fn created(state: &mut State, id: &str, now: i64) {
    let Some((payment, hook)) = target(state, id) else { return };
    if hook.opted_in && state.settings.version == Version::B {
        queue(state, &hook, &payment, "payment.created", Vec::new(), now);
    }
}

/// Everything that a transfer causes.
pub(super) fn announce(state: &mut State, id: &str) {
    let Some((payment, hook)) = target(state, id) else { return };
    let Some(transfer) = payment.transfer.clone() else { return };
    let is_b = state.settings.version == Version::B;
    for (at, status) in transfer.steps(payment.is_short()) {
        let event = match status {
            Status::Pending if transfer.found_for.is_some() => continue,
            Status::Pending => "payment.pending",
            Status::Underpaid => "payment.underpaid",
            Status::Confirmed => "payment.confirmed",
            // A keeps it to itself.
            Status::Settled if is_b => "payment.settled",
            Status::Failed => "payment.settlement_failed",
            _ => continue,
        };
        let own = fields(&payment, &transfer, status, at, &state.settings);
        queue(state, &hook, &payment, event, own, at);
        if status == Status::Confirmed && payment.is_over() && hook.opted_in && is_b {
            queue(state, &hook, &payment, "payment.overpaid", Vec::new(), at);
        }
    }
}

/// The payment, and where its events go.
fn target(state: &State, id: &str) -> Option<(Payment, Hook)> {
    let payment = state.payment(id)?.clone();
    let set = state.settings.webhook.clone();
    let own = payment.webhook_url.clone();
    let mut hook = match (set, &own) {
        (Some(hook), _) => hook,
        (None, Some(url)) => {
            Hook { url: url.clone(), secret: None, previous: None, opted_in: false }
        }
        (None, None) => return None,
    };
    hook.url = own.unwrap_or(hook.url);
    Some((payment, hook))
}

type Fields = Vec<(&'static str, Value)>;

/// What each event has of its own.
fn fields(
    payment: &Payment,
    transfer: &Transfer,
    status: Status,
    at: i64,
    settings: &Settings,
) -> Fields {
    let number = |amount| number(amount, &settings.unknowns);
    let base = [
        ("base_amount", number(payment.base)),
        ("base_currency", json!(settings.base_currency)),
        ("meta_data", payment.meta.clone()),
    ];
    match status {
        // Neither the base amount nor our own id, and a time of its own.
        Status::Underpaid => vec![
            ("amount_received", number(transfer.amount)),
            ("amount_expected", number(payment.expected)),
            ("amount_remaining", number(payment.expected - transfer.amount)),
            ("timestamp", json!(iso(at))),
        ],
        Status::Confirmed => {
            let mut fields = vec![("amount", number(transfer.amount))];
            fields.extend(base);
            fields.push(("received_at", json!(iso(at))));
            fields.push(("exchange_rate", number(rate(payment))));
            if let Some(original) = &transfer.found_for {
                fields.push(("recovered", json!(true)));
                fields.push(("recovery_type", json!("orphan_detection")));
                fields.push(("original_payment_id", json!(original)));
            }
            fields
        }
        Status::Failed => {
            vec![("payment_received", json!(true)), ("amount", number(transfer.amount))]
        }
        Status::Settled => base.into_iter().chain([("settled_at", json!(iso(at)))]).collect(),
        _ => base.to_vec(),
    }
}

/// Dollars for one coin.
fn rate(payment: &Payment) -> Decimal {
    payment.base.checked_div(payment.expected).unwrap_or_default().round_dp(8)
}

fn queue(
    state: &mut State,
    hook: &Hook,
    payment: &Payment,
    event: &'static str,
    own: Fields,
    at: i64,
) {
    let serial = state.next_serial();
    let webhook_id = uuid(&format!("webhook {serial}"));
    let transfer = payment.transfer.as_ref();
    let tx = transfer.map(|transfer| transfer.tx.clone());
    let is_found = transfer.is_some_and(|transfer| transfer.found_for.is_some());
    let status = if is_found { "completed" } else { word(payment.status(at)) };
    let mut body: Fields = vec![
        ("event", json!(event)),
        ("payment_type", json!("direct_api")),
        ("payment_id", json!(payment.id)),
        ("address", json!(payment.address)),
        ("txId", json!(tx)),
        ("transaction_reference", json!(tx)),
        ("currency", json!(transfer.map_or(payment.coin.code, |transfer| transfer.code.as_str()))),
        ("status", json!(status)),
        ("payment_status", json!(status)),
        ("customer_name", Value::Null),
        ("link_id", Value::Null),
        ("fee_payer", json!("company")),
    ];
    body.extend(own);
    body.push(("webhook_id", json!(webhook_id)));
    body.push(("sent_at", json!(iso(at))));
    body.push(("created_at", json!(iso(payment.created))));
    let mut headers = vec![
        ("x-dynopay-event", event.to_owned()),
        ("x-dynopay-webhook-id", webhook_id),
        ("x-dynopay-type", "webhook".to_owned()),
        ("x-dynopay-timestamp", at.div_euclid(1_000).to_string()),
    ];
    headers.extend(signatures(hook, state.settings.version, &body, at.div_euclid(1_000)));
    let (url, body, due) = (hook.url.clone(), text(&body), Some(at));
    state.deliveries.push(Delivery { url, headers, body, event, due, attempts: 0 });
}

fn text(fields: &Fields) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}

/// The older one is over the body as an object with the time in it, the newer over the bytes.
fn signatures(
    hook: &Hook,
    version: Version,
    body: &Fields,
    second: i64,
) -> Vec<(&'static str, String)> {
    let secret = match (&hook.secret, version) {
        (Some(secret), _) => secret.as_str(),
        (None, Version::A) => PUBLIC_SECRET,
        (None, Version::B) => return Vec::new(),
    };
    let mut timed = body.clone();
    match timed.iter_mut().find(|(name, _)| *name == "timestamp") {
        Some((_, value)) => *value = json!(second),
        None => timed.push(("timestamp", json!(second))),
    }
    let mut headers = vec![("x-dynopay-signature", hex_mac(secret, &text(&timed)))];
    if version == Version::B {
        let signed = format!("{second}.{}", text(body));
        let mut header = format!("t={second}");
        for secret in [Some(secret), hook.previous.as_deref()].into_iter().flatten() {
            header.push_str(&format!(",v1={}", hex_mac(secret, &signed)));
        }
        headers.push(("x-dynopay-signature-v2", header));
    }
    headers
}

fn hex_mac(secret: &str, message: &str) -> String {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    let mac = mac.chain_update(message).finalize().into_bytes();
    mac.iter().map(|byte| format!("{byte:02x}")).collect()
}
