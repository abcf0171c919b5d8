//! Telegram Stars: invoices, checkouts that wait ten seconds, payments, refunds, and the bot's
//! account (Bot API, "Payments").

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::keyboard::{Action, Button, Markup};
use super::people::describe;
use super::reply::{Answer, Refusal};
use super::state::{Body, Call, Note, Noted, State};
use super::{FakeTelegram, send, wire};

const CURRENCY: &str = "XTR";
/// How long Telegram waits for the bot to let a payment go on.
const CHECKOUT_LIVES: Duration = Duration::from_secs(10);
/// Telegram's limits: characters of a title and a description, bytes of a payload.
const TITLE_MOST: usize = 32;
const DESCRIPTION_MOST: usize = 255;
const PAYLOAD_MOST: usize = 128;
/// The most Stars of one invoice.
const STARS_MOST: i64 = 100_000;
const PAGE_MOST: i64 = 100;

/// What Telegram keeps of Stars.
#[derive(Default)]
pub(super) struct Stars {
    checkouts: BTreeMap<u64, Checkout>,
    made: u64,
    account: Vec<Row>,
    /// Payments whose message the bot never gets.
    lost: u32,
}

/// An invoice in a chat.
#[derive(Clone)]
pub(super) struct Bill {
    pub title: String,
    pub description: String,
    payload: String,
    stars: i64,
}

/// A payment, or its way back, as the service message tells it.
#[derive(Clone)]
pub(super) struct Payment {
    pub field: &'static str,
    pub stars: i64,
    payload: String,
    charge: String,
}

struct Checkout {
    chat: i64,
    payer: i64,
    payload: String,
    stars: i64,
    at: Timestamp,
}

struct Row {
    charge: String,
    user: i64,
    stars: i64,
    payload: String,
    at: Timestamp,
    is_refund: bool,
}

/// What a test may find of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Telegram's id of it.
    pub charge: String,
    /// Who paid.
    pub user: i64,
    /// How many Stars.
    pub stars: i64,
    /// Whether it went back.
    pub refunded: bool,
}

/// What a checkout says that its invoice did not.
#[derive(Clone, Debug, Default)]
pub struct Tampered {
    /// Another sum.
    pub stars: Option<i64>,
    /// Another invoice's payload.
    pub payload: Option<String>,
}

impl Bill {
    pub(super) fn to_json(&self) -> Value {
        json!({"title": self.title, "description": self.description, "start_parameter": "",
               "currency": CURRENCY, "total_amount": self.stars})
    }
}

impl Payment {
    pub(super) fn to_json(&self) -> Value {
        json!({"currency": CURRENCY, "total_amount": self.stars, "invoice_payload": self.payload,
               "telegram_payment_charge_id": self.charge, "provider_payment_charge_id": ""})
    }
}

/// `sendInvoice`, of which only Stars are understood.
pub(super) fn invoice(state: &mut State, call: &Call<'_>) -> Answer {
    let text = |name: &str| call.params.text(name).unwrap_or_default().to_owned();
    let (title, description, payload) = (text("title"), text("description"), text("payload"));
    if !(1..=TITLE_MOST).contains(&title.chars().count()) {
        return Err(Refusal::bad("invoice title is invalid"));
    }
    if !(1..=DESCRIPTION_MOST).contains(&description.chars().count()) {
        return Err(Refusal::bad("invoice description is invalid"));
    }
    if !(1..=PAYLOAD_MOST).contains(&payload.len()) {
        return Err(Refusal::bad("INVOICE_PAYLOAD_INVALID"));
    }
    if text("currency") != CURRENCY || !text("provider_token").is_empty() {
        return Err(Refusal::bad("CURRENCY_INVALID"));
    }
    if text("start_parameter").is_empty() {
        state.violations.push("sendInvoice: forwarded copies could be paid".to_owned());
    }
    let prices = call.params.json("prices")?;
    let prices = prices.as_ref().and_then(Value::as_array).map(Vec::as_slice);
    let Some([price]) = prices else { return Err(Refusal::bad("exactly one price is expected")) };
    let stars = price.get("amount").and_then(Value::as_i64);
    let labelled = price.get("label").and_then(Value::as_str).is_some_and(|it| !it.is_empty());
    let stars = stars.filter(|stars| (1..=STARS_MOST).contains(stars) && labelled);
    let stars = stars.ok_or_else(|| Refusal::bad("STARS_INVOICE_INVALID"))?;
    let label = "Pay".to_owned();
    let markup = Markup::Inline(vec![vec![Button { label, action: Action::Pay(stars) }]]);
    let bill = Bill { title, description, payload, stars };
    send::post(state, call, markup, |_| Ok(Body::Invoice(bill)))
}

/// Somebody (`payer`) pays the invoice in a chat: the bot is asked first.
pub(super) fn begin(
    state: &mut State,
    (chat, payer, message): (i64, i64, i64),
    at: Timestamp,
    tamper: impl FnOnce(&mut Bill),
) -> Result<String> {
    let shown = state.chats.get(&chat).and_then(|chat| chat.message(message));
    let Some(Body::Invoice(bill)) = shown.map(|shown| &shown.body) else {
        bail!("message {message} is no invoice");
    };
    let mut bill = bill.clone();
    tamper(&mut bill);
    state.stars.made += 1;
    let id = state.stars.made;
    let query = json!({
        "id": id.to_string(), "from": state.people.get(&payer).map(wire::user),
        "currency": CURRENCY, "total_amount": bill.stars, "invoice_payload": bill.payload,
    });
    let Bill { payload, stars, .. } = bill;
    state.stars.checkouts.insert(id, Checkout { chat, payer, payload, stars, at });
    state.queue.push("pre_checkout_query", &query);
    Ok(id.to_string())
}

/// `answerPreCheckoutQuery`: once, and in time. With `ok` the payment is made.
pub(super) fn answer(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.params.text("pre_checkout_query_id").and_then(|id| id.parse().ok());
    let asked = id.and_then(|id: u64| state.stars.checkouts.remove(&id));
    let in_time = |asked: &Checkout| {
        let waited = call.wall.duration_since(asked.at);
        waited <= CHECKOUT_LIVES.try_into().unwrap_or_default()
    };
    let asked = asked.filter(in_time).ok_or_else(|| {
        Refusal::bad("query is too old and response timeout expired or query ID is invalid")
    })?;
    if call.params.flag("ok") {
        pay(state, &asked, call.wall);
        return Ok("true".to_owned());
    }
    let why = call.params.text("error_message").filter(|why| !why.is_empty());
    let why = why.ok_or_else(|| Refusal::bad("error message is empty"))?.to_owned();
    if let Some(chat) = state.chats.get_mut(&asked.payer) {
        let kind = Noted::Toast { text: why, alert: true };
        chat.notes.push(Note { after: chat.last_id(), kind });
        chat.version += 1;
    }
    Ok("true".to_owned())
}

fn pay(state: &mut State, asked: &Checkout, at: Timestamp) {
    let charge = format!("stxCharge{:06}", state.stars.account.len() + 1);
    let Checkout { chat, payer, stars, .. } = *asked;
    let payload = asked.payload.clone();
    let row = Row {
        charge: charge.clone(),
        user: payer,
        stars,
        payload: payload.clone(),
        at,
        is_refund: false,
    };
    state.stars.account.push(row);
    let payment = Payment { field: "successful_payment", stars, payload, charge };
    let arrives = state.stars.lost == 0;
    state.stars.lost = state.stars.lost.saturating_sub(1);
    tell(state, (chat, Some(payer)), at, payment, arrives);
}

fn tell(
    state: &mut State,
    (chat, from): (i64, Option<i64>),
    at: Timestamp,
    payment: Payment,
    arrives: bool,
) {
    let Some(open) = state.chats.get_mut(&chat) else { return };
    let id = open.push(from, at, Body::Paid(payment), Markup::None);
    if let Some(message) = describe(state, chat, id).filter(|_| arrives) {
        state.queue.push("message", &message);
    }
}

/// `refundStarPayment`: once, and only of whoever paid.
pub(super) fn refund(state: &mut State, call: &Call<'_>) -> Answer {
    let user = call.params.integer("user_id")?.unwrap_or_default();
    let charge = call.params.text("telegram_payment_charge_id").unwrap_or_default().to_owned();
    give_back(state, user, &charge, call.wall)
}

fn give_back(state: &mut State, user: i64, charge: &str, at: Timestamp) -> Answer {
    let rows = state.stars.account.iter().filter(|row| row.charge == charge);
    let rows: Vec<&Row> = rows.filter(|row| row.user == user).collect();
    let Some(paid) = rows.first() else { return Err(Refusal::bad("CHARGE_NOT_FOUND")) };
    if rows.iter().any(|row| row.is_refund) {
        return Err(Refusal::bad("CHARGE_ALREADY_REFUNDED"));
    }
    let (stars, payload) = (paid.stars, paid.payload.clone());
    let charge = charge.to_owned();
    let row =
        Row { charge: charge.clone(), user, stars, payload: payload.clone(), at, is_refund: true };
    state.stars.account.push(row);
    let payment = Payment { field: "refunded_payment", stars, payload, charge };
    tell(state, (user, None), at, payment, true);
    Ok("true".to_owned())
}

/// `getStarTransactions`: the account, the oldest first.
pub(super) fn list(state: &mut State, call: &Call<'_>) -> Answer {
    let limit = call.params.integer("limit")?.unwrap_or(PAGE_MOST);
    let skip = call.params.integer("offset")?.unwrap_or(0);
    let (Ok(skip), true) = (usize::try_from(skip), (1..=PAGE_MOST).contains(&limit)) else {
        return Err(Refusal::bad("STARS_LIST_INVALID"));
    };
    let limit = usize::try_from(limit).unwrap_or(1);
    let row = |row: &Row| {
        let user = state.people.get(&row.user).map(wire::user);
        let partner = json!({"type": "user", "transaction_type": "invoice_payment", "user": user,
                             "invoice_payload": row.payload});
        let side = if row.is_refund { "receiver" } else { "source" };
        json!({"id": row.charge, "amount": row.stars, "date": row.at.as_second(), side: partner})
    };
    let rows: Vec<Value> = state.stars.account.iter().skip(skip).take(limit).map(row).collect();
    Ok(json!({ "transactions": rows }).to_string())
}

impl FakeTelegram {
    /// Somebody pays an invoice of a chat; `tampered` says what his checkout says instead. Returns
    /// the id of the question to the bot.
    pub fn pays(&self, payer: i64, chat: i64, message: i64, tampered: Tampered) -> Result<String> {
        let now = self.clock().wall();
        self.change(|state| {
            begin(state, (chat, payer, message), now, |bill| {
                bill.stars = tampered.stars.unwrap_or(bill.stars);
                bill.payload = tampered.payload.unwrap_or_else(|| bill.payload.clone());
            })
        })
    }

    /// The message about the next payment never comes: only the account lists it.
    pub fn loses_a_payment(&self) {
        self.change(|state| state.stars.lost += 1);
    }

    /// A payer takes a payment back by way of whoever sold him the Stars.
    pub fn takes_back(&self, user: i64, charge: &str) -> Result<()> {
        let now = self.clock().wall();
        let done = self.change(|state| give_back(state, user, charge, now));
        done.map(drop).ok().context("this payment cannot be taken back")
    }

    /// The message of a payment comes again, as a new update.
    pub fn tells_again(&self, user: i64) {
        self.change(|state| {
            let messages = state.chats.get(&user).map(|chat| chat.messages.as_slice());
            let paid = |body: &Body| {
                matches!(body, Body::Paid(payment) if payment.field == "successful_payment")
            };
            let last = messages.unwrap_or_default().iter().rev().find(|it| paid(&it.body));
            if let Some(message) = last.and_then(|last| describe(state, user, last.id)) {
                state.queue.push("message", &message);
            }
        });
    }

    /// Whether the bot wants updates of this kind, in so many words.
    pub fn asked_for(&self, kind: &str) -> bool {
        self.read(|state| state.queue.asked_for(kind))
    }

    /// The payments in Stars, oldest first.
    pub fn paid_in_stars(&self) -> Vec<Paid> {
        self.read(|state| {
            let rows = &state.stars.account;
            let back = |charge: &str| rows.iter().any(|row| row.is_refund && row.charge == charge);
            let paid = |row: &Row| Paid {
                charge: row.charge.clone(),
                user: row.user,
                stars: row.stars,
                refunded: back(&row.charge),
            };
            rows.iter().filter(|row| !row.is_refund).map(paid).collect()
        })
    }
}
