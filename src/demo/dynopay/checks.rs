//! What `POST /user/cryptoPayment` refuses, in the provider's words where they are known.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::answer::{Errors, Response};
use super::coins::Coin;
use super::keys::KEY_MOST;
use super::settings::{Settings, Version};
use super::state::Wanted;

type Body = Map<String, Value>;

/// All the fields that the provider reads.
const FIELDS: [&str; 9] = [
    "amount",
    "currency",
    "webhook_url",
    "callback_url",
    "redirect_uri",
    "meta_data",
    "fee_payer",
    "topUp",
    "accepted_currencies",
];
/// The largest `meta_data`, bytes.
const META_MOST: usize = 2 * 1024;

/// Reads a request, or says why it is refused.
pub(super) fn wanted(
    settings: &Settings,
    body: &Body,
    key: Option<&str>,
    errors: Errors,
) -> Result<Wanted, Response> {
    if settings.strict {
        strict(body, key).map_err(|what| errors.error(400, "stand_in", &what))?;
    }
    if settings.unverified {
        let message = "Payments are paused for this merchant [MERCHANT_KYC_REQUIRED]";
        return Err(errors.error(503, "api_error", message));
    }
    let base = base(settings, body, errors)?;
    let coin = coin(settings, body, errors)?;
    let meta = body.get("meta_data").cloned().unwrap_or(Value::Null);
    let webhook_url = body.get("webhook_url").and_then(Value::as_str).map(str::to_owned);
    Ok(Wanted { coin, base, meta, webhook_url, idempotency_key: key.map(str::to_owned) })
}

fn base(settings: &Settings, body: &Body, errors: Errors) -> Result<Decimal, Response> {
    let amount = match body.get("amount") {
        Some(Value::Number(number)) => number.to_string().parse::<Decimal>().ok(),
        _ => None,
    };
    let Some(amount) = amount.filter(|amount| *amount > Decimal::ZERO) else {
        let message = "Valid payment amount is required";
        return Err(errors.about(400, "parameter_invalid", message, Some("amount")));
    };
    if settings.version == Version::B {
        if settings.sandbox_cap.is_some_and(|cap| amount > cap) {
            let message = "Sandbox keys cannot ask for so much.";
            return Err(errors.about(400, "sandbox_restriction", message, Some("amount")));
        }
        if let Some(least) = settings.minimum.filter(|least| amount < *least) {
            let message = format!("The minimum amount is {least} USD");
            return Err(errors.about(400, "amount_too_small", &message, Some("amount")));
        }
    }
    Ok(amount)
}

fn coin(settings: &Settings, body: &Body, errors: Errors) -> Result<Coin, Response> {
    let wallets = settings.wallets.join(", ");
    let Some(code) = body.get("currency").and_then(Value::as_str) else {
        let response = json!({
            "success": false, "message": "Currency is required",
            "available_currencies": settings.wallets,
        });
        return Err(Response::json(400, &response));
    };
    if settings.wallets.is_empty() {
        let message = "No crypto wallet configured for this company";
        return Err(errors.about(400, "wallet_missing", message, Some("currency")));
    }
    let coin = Coin::of(code).filter(|coin| settings.wallets.iter().any(|one| one == coin.code));
    coin.ok_or_else(|| {
        let code = code.trim().to_ascii_uppercase();
        let message =
            format!("{code} is not available for this payment. Available currencies: {wallets}");
        errors.about(400, "currency_unavailable", &message, Some("currency"))
    })
}

/// What the real service would take, and the bot must not send.
fn strict(body: &Body, key: Option<&str>) -> Result<(), String> {
    let rule = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    if let Some(odd) = body.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return Err(format!("unknown field {odd}"));
    }
    let key = key.unwrap_or_default();
    rule(!key.is_empty(), "without an idempotency key a lost answer is a second payment")?;
    rule(key.len() <= KEY_MOST, "the idempotency key is too long")?;
    rule(!body.contains_key("callback_url"), "a second URL doubles every event")?;
    rule(body.get("fee_payer") == Some(&json!("company")), "payers would pay too little")?;
    rule(body.get("topUp") == Some(&json!(false)), "the provider's wallet is not to be filled")?;
    let upper = |code: &str| code == code.trim().to_ascii_uppercase();
    let currency = body.get("currency").and_then(Value::as_str);
    rule(currency.is_none_or(upper), "coins are written in capitals")?;
    let meta = body.get("meta_data").and_then(Value::as_object);
    let is_ours = meta.is_some_and(|meta| {
        meta.len() == 1 && meta.get("intent_id").is_some_and(|id| id.is_string())
    });
    rule(is_ours, "meta_data holds our own id and nothing else")?;
    let length = body.get("meta_data").map_or(0, |meta| meta.to_string().len());
    rule(length <= META_MOST, "meta_data is too long")
}
