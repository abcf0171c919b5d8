//! `POST /user/cryptoPayment`: what is asked, and what became of it.
//!
//! A wrong "not opened" is a second payment for one wish; a wrong "opened" shows a person an amount
//! or an address that is not hers. So every doubt is [`Opening::Unclear`].

use serde::Serialize;
use serde_json::value::RawValue;

use super::answer::Answer;
use super::is_id;
use crate::domain::coin::Units;
use crate::domain::money::Usd;
use crate::payments::json::Object;
use crate::payments::{Ask, Opened, Opening, Refused};

/// The currency the key must count in.
const BASE: &str = "USD";
/// The longest address that is believed; the longest of the coins we know has 62 characters.
const ADDRESS_MOST: usize = 128;

/// The vendor's codes and sentences, in small letters, with what they mean; the first match counts.
const REFUSALS: [(&str, Refused); 10] = [
    ("merchant_kyc_required", Refused::Account),
    ("api_key_", Refused::Unauthorised),
    ("failed to get currency rates", Refused::NoRates),
    ("idempotency_key_reused", Refused::BadRequest),
    ("no crypto wallet configured", Refused::Coin),
    ("is not available for this payment", Refused::Coin),
    ("sandbox_restriction", Refused::Amount),
    ("minimum", Refused::Amount),
    ("valid payment amount is required", Refused::Amount),
    ("currency is required", Refused::BadRequest),
];

/// What is sent, and nothing else: no customer, no second URL, and our own id as the only mark. A
/// `callback_url` would double every webhook.
///
/// `fee_payer` stays `company`: with `customer` the provider expects more than it tells the payer.
/// `topUp` stays false: the provider's own wallet loses money when two debits meet.
#[derive(Serialize)]
struct Request<'a> {
    amount: Box<RawValue>,
    currency: &'a str,
    fee_payer: &'a str,
    #[serde(rename = "topUp")]
    top_up: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<&'a str>,
    meta_data: Meta<'a>,
}

#[derive(Serialize)]
struct Meta<'a> {
    intent_id: &'a str,
}

/// The body; the same bytes for the same ask, so that a repetition is known as one. `None` when
/// there is nothing to ask for.
pub(super) fn body(ask: &Ask, webhook_url: Option<&str>) -> Option<String> {
    if !ask.usd.is_positive() {
        return None;
    }
    let request = Request {
        amount: RawValue::from_string(ask.usd.plain()).ok()?,
        currency: ask.coin.code(),
        fee_payer: "company",
        top_up: false,
        webhook_url,
        meta_data: Meta { intent_id: &ask.intent },
    };
    serde_json::to_string(&request).ok()
}

/// Judges the answer.
pub(super) fn verdict(ask: &Ask, answer: &Answer) -> Opening {
    if answer.ok() {
        return match opened(ask, &answer.object()) {
            Ok(opened) => Opening::Opened(opened),
            Err(Odd::Currency) => refused(answer, Refused::Currency),
            Err(Odd::Field(field)) => {
                unclear(answer, &format!("accepted with an odd or missing {field}"))
            }
        };
    }
    let text = answer.text();
    let by_words = REFUSALS.iter().find(|(words, _)| text.contains(words)).map(|(_, kind)| *kind);
    match (answer.status, by_words) {
        (401 | 403, Some(Refused::Account)) => refused(answer, Refused::Account),
        (401 | 403, _) => refused(answer, Refused::Unauthorised),
        (429, _) => refused(answer, Refused::RateLimited),
        (_, Some(kind)) => refused(answer, kind),
        // Given up half-way, or the same key is being worked on at this moment.
        (408 | 409 | 499, None) => unclear(answer, "it may have been opened"),
        (400..=499, None) => refused(answer, Refused::BadRequest),
        (_, None) => unclear(answer, "no verdict"),
    }
}

/// Why an acceptance cannot be used.
enum Odd {
    /// The key counts in another currency.
    Currency,
    /// This field is not what it must be.
    Field(&'static str),
}

fn opened(ask: &Ask, data: &Object) -> Result<Opened, Odd> {
    let is_ours = |field: &str, want: &str| {
        data.text(field).is_none_or(|said| said.eq_ignore_ascii_case(want))
    };
    let id = data.text("transaction_id").or_else(|| data.object("payment")?.text("id"));
    let provider_id = id.filter(|id| is_id(id)).ok_or(Odd::Field("id"))?;
    if !is_ours("base_currency", BASE) {
        return Err(Odd::Currency);
    }
    let base = data.text("base_amount");
    if base.is_some_and(|base| Usd::parse(&base) != Some(ask.usd)) {
        return Err(Odd::Field("base amount"));
    }
    if !is_ours("currency", ask.coin.code()) {
        return Err(Odd::Field("currency"));
    }
    let address = data.text("address").filter(|address| is_address(address));
    let address = address.ok_or(Odd::Field("address"))?;
    let units = units(ask, data).ok_or(Odd::Field("amount"))?;
    Ok(Opened { provider_id, address, units, usd: ask.usd })
}

/// How much of the coin. A dollar coin is pegged: the amount the provider shows is a conversion,
/// the one it expects is the dollars themselves.
fn units(ask: &Ask, data: &Object) -> Option<Units> {
    if let Some(units) = ask.coin.dollars(ask.usd) {
        return Some(units);
    }
    let below = || data.object("payment")?.object("crypto")?.text("amount");
    let text = data.first(&["crypto_amount", "amount"]).or_else(below)?;
    ask.coin.parse(&text).filter(|units| units.0 > 0)
}

/// Addresses are letters and digits; that of Bitcoin Cash has a word and a colon before it.
fn is_address(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b':');
    plain && text.len() <= ADDRESS_MOST
}

fn refused(answer: &Answer, kind: Refused) -> Opening {
    let (reason, status) = (<&str>::from(kind), answer.status);
    tracing::warn!(reason, status, said = answer.said(), "the payment provider opened nothing");
    Opening::Refused(kind)
}

fn unclear(answer: &Answer, doubt: &str) -> Opening {
    Opening::Unclear { why: format!("HTTP {}, {doubt}: {}", answer.status, answer.said()) }
}
