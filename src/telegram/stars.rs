//! Telegram Stars on the wire (Bot API, "Payments"): bills, checkouts, returns, the account.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::chat::event::{StarsMoved, Way};
use crate::domain::ids::ChatId;
use crate::domain::stars::CURRENCY;
use crate::telegram::{STARS_PAGE, StarsPage};

/// Where a forwarded copy of a bill leads instead of having a Pay button of its own: only whom it
/// was sent to pays it.
const FORWARDED: &str = "invoice";
const SECOND_MS: i64 = 1_000;

pub(super) fn invoice(
    chat: ChatId,
    (title, description): (&str, &str),
    payload: &str,
    stars: i64,
) -> Value {
    json!({
        "chat_id": chat.0, "title": title, "description": description, "payload": payload,
        "provider_token": "", "currency": CURRENCY, "start_parameter": FORWARDED,
        "prices": [{ "label": title, "amount": stars }],
    })
}

pub(super) fn checkout(query: &str, refusal: Option<&str>) -> Value {
    match refusal {
        None => json!({ "pre_checkout_query_id": query, "ok": true }),
        Some(why) => json!({ "pre_checkout_query_id": query, "ok": false, "error_message": why }),
    }
}

pub(super) fn refund(telegram_id: i64, charge: &str) -> Value {
    json!({ "user_id": telegram_id, "telegram_payment_charge_id": charge })
}

pub(super) fn page(skip: i64) -> Value {
    json!({ "offset": skip, "limit": STARS_PAGE })
}

/// The account as Telegram lists it, each row as it came: one odd row must not spoil its page.
#[derive(Deserialize)]
pub(super) struct Listed {
    transactions: Vec<Value>,
}

impl Listed {
    pub(super) fn page(self) -> StarsPage {
        let rows = i64::try_from(self.transactions.len()).unwrap_or(i64::MAX);
        StarsPage { moved: self.transactions.iter().filter_map(moved).collect(), rows }
    }
}

#[derive(Deserialize)]
struct Row {
    id: String,
    amount: i64,
    date: i64,
    source: Option<Partner>,
    receiver: Option<Partner>,
}

#[derive(Deserialize)]
struct Partner {
    user: Option<User>,
    transaction_type: Option<String>,
    #[serde(default)]
    invoice_payload: String,
}

#[derive(Deserialize)]
struct User {
    id: i64,
}

/// A payment of an invoice, or its way back; `None` for withdrawals, gifts and what is new.
fn moved(row: &Value) -> Option<StarsMoved> {
    let row = Row::deserialize(row).ok()?;
    let (way, partner) = match (row.source, row.receiver) {
        (Some(source), None) => (Way::Paid, source),
        (None, Some(receiver)) => (Way::Returned, receiver),
        _ => return None,
    };
    let kind = partner.transaction_type.as_deref();
    if kind.is_some_and(|kind| kind != "invoice_payment") || row.amount <= 0 {
        return None;
    }
    Some(StarsMoved {
        way,
        charge: row.id,
        telegram_id: partner.user?.id,
        payload: partner.invoice_payload,
        stars: row.amount,
        at_ms: row.date.saturating_mul(SECOND_MS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_read_by_its_rows() {
        let user = |kind: &str| {
            json!({"type": "user", "transaction_type": kind,
            "user": {"id": 7, "is_bot": false, "first_name": "Ann"}, "invoice_payload": "p"})
        };
        let listed = json!({"transactions": [
            {"id": "a", "amount": 770, "date": 5, "source": user("invoice_payment")},
            {"id": "a", "amount": 770, "date": 6, "receiver": user("invoice_payment")},
            {"id": "b", "amount": 1, "date": 6, "source": user("paid_media_payment")},
            {"id": "c", "amount": 900, "date": 7, "receiver": {"type": "fragment"}},
            {"odd": true},
        ]});
        let page = serde_json::from_value::<Listed>(listed).unwrap().page();
        let told = |way, at_ms| StarsMoved {
            way,
            charge: "a".into(),
            telegram_id: 7,
            payload: "p".into(),
            stars: 770,
            at_ms,
        };
        assert_eq!(page.moved, [told(Way::Paid, 5_000), told(Way::Returned, 6_000)]);
        assert_eq!(page.rows, 5);
    }
}
