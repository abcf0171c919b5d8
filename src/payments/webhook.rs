//! What a webhook of the payment provider says, as values.
//!
//! It is only a trigger: whatever it tells of amounts, the payment it names is then looked at with
//! our own key, and that decides. So nothing here holds an amount, and what cannot be read is
//! kept as it came and acted on no further (R8).

use strum::EnumString;

use super::json::Object;

/// The longest id that is believed; theirs are UUIDs of 36 characters.
const ID_MOST: usize = 64;

/// The provider's events; all others are ignored, also those its guide calls `succeeded`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString)]
pub enum Event {
    /// A transfer was seen.
    #[strum(serialize = "payment.pending")]
    Pending,
    /// Less came than was asked for.
    #[strum(serialize = "payment.underpaid")]
    Underpaid,
    /// The transfer is there; it is not passed on yet.
    #[strum(serialize = "payment.confirmed")]
    Confirmed,
    /// It was passed on to the operator.
    #[strum(serialize = "payment.settled")]
    Settled,
    /// It could not be passed on: the payer did pay.
    #[strum(serialize = "payment.settlement_failed")]
    SettlementFailed,
    /// A payment was opened.
    #[strum(serialize = "payment.created")]
    Created,
    /// A payment link ran out.
    #[strum(serialize = "payment.expired")]
    Expired,
    /// More came than was asked for.
    #[strum(serialize = "payment.overpaid")]
    Overpaid,
}

/// What to do about a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Webhook {
    /// Look at this payment now.
    Look(Trigger),
    /// Somebody tries out whether we can be reached.
    Test,
    /// Keep it and do nothing; with the event's name where it has one.
    Ignored(Option<String>),
}

/// A payment that something happened to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// What; `None` in the older form, which names no event.
    pub event: Option<Event>,
    /// The provider's id of the payment: what it is matched by.
    pub payment_id: String,
    /// Our own id as the provider repeats it. Often absent, so it is a cross-check only.
    pub intent: Option<String>,
    /// Found by the search for lost coins: the amount is all that lay at the address. For review,
    /// never for the wallet by itself (R15).
    pub recovered: bool,
    /// The payment that the address belonged to, where the coins were found.
    pub original_payment_id: Option<String>,
    /// Of this delivery. New for every address and every repetition, so nothing is keyed on it.
    pub webhook_id: Option<String>,
}

/// Reads a body.
pub fn read(body: &[u8]) -> Webhook {
    let object = std::str::from_utf8(body).ok().and_then(Object::read);
    let Some(object) = object else { return Webhook::Ignored(None) };
    let name = object.text("event");
    if name.as_deref() == Some("webhook.test") {
        return Webhook::Test;
    }
    let event = name.as_deref().and_then(|name| name.parse().ok());
    // The older form has no event and calls the payment `id`.
    let id = match (&name, event) {
        (Some(_), None) => None,
        (Some(_), Some(_)) => id(&object, "payment_id"),
        (None, _) if object.text("status").is_some() => {
            id(&object, "payment_id").or_else(|| id(&object, "id"))
        }
        (None, _) => None,
    };
    let Some(payment_id) = id else { return Webhook::Ignored(name) };
    Webhook::Look(Trigger {
        event,
        payment_id,
        intent: object.object("meta_data").and_then(|meta| meta.text("intent_id")),
        recovered: object.flag("recovered") == Some(true) || object.text("recovery_type").is_some(),
        original_payment_id: id_of(object.text("original_payment_id")),
        webhook_id: id_of(object.text("webhook_id")),
    })
}

fn id(object: &Object, field: &str) -> Option<String> {
    id_of(object.text(field))
}

/// It will stand in a path.
fn id_of(text: Option<String>) -> Option<String> {
    let is_plain = |id: &String| {
        id.len() <= ID_MOST && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.filter(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";

    fn trigger(body: &str) -> Trigger {
        match read(body.as_bytes()) {
            Webhook::Look(trigger) => trigger,
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn the_events_of_the_list_are_triggers_and_no_others() {
        let known = [
            ("payment.pending", Event::Pending),
            ("payment.underpaid", Event::Underpaid),
            ("payment.confirmed", Event::Confirmed),
            ("payment.settled", Event::Settled),
            ("payment.settlement_failed", Event::SettlementFailed),
            ("payment.created", Event::Created),
            ("payment.expired", Event::Expired),
            ("payment.overpaid", Event::Overpaid),
        ];
        for (name, event) in known {
            let found = trigger(&format!(r#"{{"event":"{name}","payment_id":"{ID}"}}"#));
            assert_eq!((found.event, found.payment_id.as_str()), (Some(event), ID));
        }
        for name in ["payment.succeeded", "payment.completed", "Payment.Pending", "refund.created"]
        {
            let body = format!(r#"{{"event":"{name}","payment_id":"{ID}","status":"settled"}}"#);
            assert_eq!(read(body.as_bytes()), Webhook::Ignored(Some(name.to_owned())));
        }
        assert_eq!(read(br#"{"event":"webhook.test"}"#), Webhook::Test);
    }

    #[test]
    fn the_payment_is_matched_by_its_id_and_ours_is_a_cross_check() {
        let body = format!(
            r#"{{"event":"payment.confirmed","payment_id":"{ID}","amount":1e-7,
            "meta_data":{{"intent_id":"int_01","payment_id":"x"}},"webhook_id":"w-1"}}"#
        );
        let found = trigger(&body);
        assert_eq!(found.intent.as_deref(), Some("int_01"));
        assert_eq!(found.webhook_id.as_deref(), Some("w-1"));
        assert!(!found.recovered && found.original_payment_id.is_none());
    }

    #[test]
    fn coins_that_were_found_again_say_so() {
        for mark in [r#""recovered":true"#, r#""recovery_type":"orphan_detection""#] {
            let body = format!(
                r#"{{"event":"payment.confirmed","payment_id":"{ID}",{mark},
                "original_payment_id":"o-1","status":"completed"}}"#
            );
            let found = trigger(&body);
            assert!(found.recovered, "{mark}");
            assert_eq!(found.original_payment_id.as_deref(), Some("o-1"));
        }
    }

    #[test]
    fn the_older_form_has_no_event() {
        let found = trigger(&format!(r#"{{"id":"{ID}","status":"successful","paid_amount":"5"}}"#));
        assert_eq!((found.event, found.payment_id.as_str()), (None, ID));
    }

    #[test]
    fn what_names_no_payment_is_ignored() {
        let odd = [
            "",
            "[]",
            "{",
            "\u{fffd}",
            r#"{"payment_id":"a"}"#,
            r#"{"event":"payment.pending"}"#,
            r#"{"event":"payment.pending","payment_id":"../a"}"#,
            r#"{"event":"payment.pending","id":"a"}"#,
            r#"{"event":"payment.pending","payment_id":null}"#,
        ];
        for body in odd {
            assert!(matches!(read(body.as_bytes()), Webhook::Ignored(_)), "{body}");
        }
    }
}
