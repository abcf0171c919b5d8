//! Stars: what Telegram refuses of a bill, and that a payment is made only with the bot's yes.

use serde_json::{Value, json};

use super::super::Tampered;
use super::{ANN, World};

fn bill(changed: &[(&str, Value)]) -> Value {
    let mut bill = json!({
        "chat_id": ANN, "title": "Minutes", "description": "For calls", "payload": "p1",
        "provider_token": "", "currency": "XTR", "start_parameter": "invoice",
        "prices": [{"label": "Minutes", "amount": 770}],
    });
    for (name, value) in changed {
        bill[*name] = value.clone();
    }
    bill
}

fn ask(world: &World) -> Value {
    let kinds = json!({"allowed_updates": ["message", "pre_checkout_query"]});
    world.updates(kinds).pop().unwrap_or_default()
}

#[test]
fn an_odd_bill_is_refused() {
    let world = World::new();
    let two = json!([{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]);
    let table = [
        ("title", json!("x".repeat(33)), "title is invalid"),
        ("description", json!(""), "description is invalid"),
        ("payload", json!("x".repeat(129)), "PAYLOAD_INVALID"),
        ("currency", json!("USD"), "CURRENCY_INVALID"),
        ("provider_token", json!("t"), "CURRENCY_INVALID"),
        ("prices", two, "exactly one price"),
        ("prices", json!([{"label": "a", "amount": 0}]), "STARS_INVOICE_INVALID"),
    ];
    for (name, value, why) in table {
        world.refused("sendInvoice", bill(&[(name, value)]), 400, why);
    }
    world.ok("sendInvoice", bill(&[("start_parameter", json!(""))]));
    assert_eq!(world.telegram.violations(), ["sendInvoice: forwarded copies could be paid"]);
}

#[test]
fn a_payment_takes_the_bots_yes_and_goes_back_once() {
    let world = World::new();
    ask(&world);
    let message = world.ok("sendInvoice", bill(&[]))["message_id"].as_i64().unwrap();
    let pays = || world.telegram.pays(ANN, ANN, message, Tampered::default()).unwrap();
    let no = pays();
    let why = json!({"pre_checkout_query_id": no, "ok": false, "error_message": "Sold out"});
    world.ok("answerPreCheckoutQuery", why.clone());
    world.refused("answerPreCheckoutQuery", why, 400, "query is too old");
    assert_eq!(world.telegram.paid_in_stars(), []);
    let yes = pays();
    assert_eq!(ask(&world)["pre_checkout_query"]["total_amount"], json!(770));
    world.ok("answerPreCheckoutQuery", json!({"pre_checkout_query_id": yes, "ok": true}));
    let paid = ask(&world)["message"]["successful_payment"].clone();
    let charge = paid["telegram_payment_charge_id"].as_str().unwrap().to_owned();
    let back = |user: i64| json!({"user_id": user, "telegram_payment_charge_id": charge});
    world.refused("refundStarPayment", back(ANN + 1), 400, "CHARGE_NOT_FOUND");
    world.ok("refundStarPayment", back(ANN));
    world.refused("refundStarPayment", back(ANN), 400, "CHARGE_ALREADY_REFUNDED");
    let rows = world.ok("getStarTransactions", json!({"offset": 0, "limit": 100}));
    let rows = rows["transactions"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0]["id"], rows[1]["id"], "a return keeps its payment's id");
    assert!(rows[0].get("source").is_some() && rows[1].get("receiver").is_some());
}
