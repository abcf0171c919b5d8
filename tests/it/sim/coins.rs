//! Who pays, and how: coins that come to the payment provider as they should and as they should
//! not, a provider and a source of rates that fail.

use ivrbot::demo::dynopay::{Arrival, Dynopay, Endpoint, Fault, Landed, Seen, Version};
use ivrbot::demo::tatum::{
    self, Dollar, Endpoint as Rates, FakeTatum, Fault as Silent, IdField, Presence, Stamp, ValueAs,
};
use rust_decimal::Decimal;

use super::chance::Chance;

/// A transfer that the provider booked, as the payer remembers it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The payment that it was booked on: not the one it was meant for, where the address had gone
    /// to another meanwhile.
    pub payment: String,
    /// How it was paid.
    pub how: How,
    /// When the provider saw it, milliseconds UTC.
    pub at_ms: i64,
    /// Whether the search for lost coins found it.
    pub found: bool,
}

/// What sets a transfer apart, besides its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Nothing.
    Plain,
    /// It is of another coin.
    WrongCoin,
    /// The provider sends it back.
    Refunded,
}

/// What was ever true of the market: symbol and micro-dollars.
pub type Market = Vec<(String, i64)>;

/// The source of rates quotes these; the stories use no others.
pub const VOLATILE: [&str; 2] = ["BTC", "LTC"];

/// What both vendors leave open goes one way or the other, for a whole story.
pub fn temper(dynopay: &Dynopay, tatum: &FakeTatum, chance: &mut Chance) {
    let version = if chance.percent(50) { Version::A } else { Version::B };
    let mut coin = || chance.percent(50);
    let (nested, amounts, texts, legacy) = (coin(), coin(), coin(), coin());
    let (no_base, found, wrong, json) = (coin(), coin(), coin(), coin());
    let (v4, v3, ids, dollar) = (coin(), coin(), coin(), coin());
    let (value, stamp, reversed) = (coin(), coin(), coin());
    let (forgets, rows) = (chance.percent(10), chance.below(3));
    dynopay.configure(|account| {
        account.version = version;
        account.unknowns.nested_errors = nested;
        account.unknowns.paid_amount_in_status = amounts;
        account.unknowns.numbers_as_text = texts;
        account.unknowns.legacy_amount = legacy;
        account.unknowns.no_base_currency = no_base;
        account.unknowns.recovery_is_told = found;
        account.unknowns.wrong_coin_is_told = wrong;
        account.unknowns.unknown_path_is_json = json;
        account.unknowns.forgets_keys = forgets;
        account.unknowns.wallet_rows = rows;
    });
    let there = |is: bool| if is { Presence::There } else { Presence::Missing(404) };
    tatum.configure(|account| {
        (account.v4, account.v3_batch) = (there(v4), there(v3));
        account.id = if ids { IdField::Id } else { IdField::Underscored };
        account.dollar = if dollar { Dollar::Usdt } else { Dollar::UsdtTron };
        account.value = if value { ValueAs::Text } else { ValueAs::Number };
        account.stamp = if stamp { Stamp::Milliseconds } else { Stamp::Rfc3339 };
        account.reversed = reversed;
    });
}

/// Somebody pays one of these, more or less as he should. Nothing may come of it.
pub fn pay(dynopay: &Dynopay, now_ms: i64, chance: &mut Chance) -> Option<(String, Option<Sent>)> {
    let payments = dynopay.payments();
    let unpaid: Vec<&Seen> = payments.iter().filter(|seen| seen.paid.is_none()).collect();
    let payment = match chance.percent(90) {
        true if !unpaid.is_empty() => *chance.pick(&unpaid),
        // Twice, mostly.
        _ if payments.is_empty() => return None,
        _ => chance.pick(&payments),
    };
    let other = if payment.currency == "USDT-ERC20" { "USDT-TRC20" } else { "USDT-ERC20" };
    let arrival = match chance.below(22) {
        0..8 => Arrival::Exact,
        8 | 9 => Arrival::Percent(60),
        10 | 11 => Arrival::Percent(120),
        12 => Arrival::Percent(400),
        13 | 14 => nearly(payment),
        15 => Arrival::WrongCoin(other.into()),
        16 | 17 => Arrival::Recovered,
        18 => Arrival::Stuck,
        19 => Arrival::StuckForAWhile,
        20 if chance.percent(50) => Arrival::GivenUp,
        20 => Arrival::Refunded,
        _ => Arrival::Silence,
    };
    Some(send(dynopay, payment, &arrival, now_ms))
}

/// Sends this much, and says where it went.
pub fn send(
    dynopay: &Dynopay,
    payment: &Seen,
    arrival: &Arrival,
    now_ms: i64,
) -> (String, Option<Sent>) {
    let landed = dynopay.arrive(&payment.payment_id, arrival);
    let (currency, id) = (payment.currency, &payment.payment_id);
    let said = format!("{arrival:?} of {} {currency} for {id}: {landed:?}", payment.expected);
    let how = match arrival {
        Arrival::WrongCoin(_) => How::WrongCoin,
        Arrival::Refunded => How::Refunded,
        _ => How::Plain,
    };
    let booked = |payment: &str| Sent {
        payment: payment.into(),
        how,
        at_ms: now_ms,
        found: landed == Landed::ToBeFound,
    };
    let sent = match &landed {
        Landed::Here | Landed::ToBeFound => Some(booked(id)),
        Landed::On(other) => Some(booked(other)),
        Landed::Ignored | Landed::Unknown => None,
    };
    (said, sent.filter(|_| *arrival != Arrival::GivenUp))
}

/// A little less than was asked: the purse took its fee out of it.
fn nearly(payment: &Seen) -> Arrival {
    let asked: Decimal = payment.expected.parse().unwrap();
    Arrival::Amount((asked * Decimal::new(9_975, 4)).round_dp(6))
}

/// Something goes wrong at the payment provider.
pub fn provider(dynopay: &Dynopay, chance: &mut Chance) -> String {
    use Endpoint::{Feed, Open, Status};
    let endpoint = *chance.pick(&[Open, Open, Open, Status, Status, Feed, Feed]);
    let fault = match chance.below(13) {
        0 | 1 => Fault::Drop,
        2 | 3 => Fault::AcceptThenDrop,
        4 => Fault::AcceptThenLock(90_000),
        5 | 6 => Fault::AcceptThen500,
        7 => Fault::Error500("internal".into()),
        8 => Fault::NoRates,
        9 => Fault::Html502,
        10 => Fault::Html200,
        11 => Fault::TooMany(Some(2)),
        _ => Fault::Answer(200, "{\"success\":true,\"data\":{\"amount\":".into()),
    };
    let said = format!("the payment provider at {endpoint:?}: {fault:?}");
    // Some outages last.
    for _ in 0..if chance.percent(30) { 4 } else { 1 } {
        dynopay.fault(endpoint, fault.clone());
    }
    said
}

/// Something goes wrong at the source of rates, or in the market.
pub fn rates(
    tatum: &FakeTatum,
    dynopay: &Dynopay,
    market: &mut Market,
    chance: &mut Chance,
) -> String {
    let fault = match chance.below(9) {
        0 => Silent::HangUp,
        1 => Silent::Internal,
        2 => Silent::Html(502),
        3 => Silent::TooMany,
        4 => Silent::Body("[{\"value\":".into()),
        5 => {
            let age_ms = if chance.percent(50) { 4_000 } else { 7 * 60_000 };
            tatum.configure(|account| account.age_ms = age_ms);
            return format!("rates are {age_ms} ms old");
        }
        _ => return jump(tatum, dynopay, market, chance),
    };
    let said = format!("the source of rates: {fault:?}");
    match chance.percent(30) {
        true => tatum.outage(fault),
        false => {
            for endpoint in [Rates::V4Batch, Rates::V3Batch, Rates::V3Single] {
                tatum.fault(endpoint, fault.clone());
            }
        }
    }
    said
}

/// The market moves, or the source of rates thinks that it does.
fn jump(tatum: &FakeTatum, dynopay: &Dynopay, market: &mut Market, chance: &mut Chance) -> String {
    let symbol = *chance.pick(&VOLATILE);
    let cents = match symbol {
        "BTC" => chance.between(5_000_000, 16_000_000),
        _ => chance.between(6_000, 20_000),
    };
    let price = Decimal::new(i64::try_from(cents).unwrap(), 2);
    tatum.set(symbol, &price.to_string());
    market.push((symbol.into(), i64::try_from(cents).unwrap() * 10_000));
    if chance.percent(70) {
        dynopay.configure(|account| {
            account.prices.insert(symbol.into(), price);
        });
    }
    format!("{symbol} costs {price}")
}

/// What the source says before anybody changes it.
pub fn opening() -> Market {
    let micro = |text: &str| {
        let price: Decimal = text.parse().unwrap();
        i64::try_from((price * Decimal::from(1_000_000)).trunc()).unwrap()
    };
    tatum::RATES.iter().map(|(symbol, text)| ((*symbol).into(), micro(text))).collect()
}

/// From now on both are well.
pub fn heal(dynopay: &Dynopay, tatum: &FakeTatum) {
    dynopay.heal();
    tatum.heal();
    tatum.configure(|account| account.age_ms = 4_000);
}
