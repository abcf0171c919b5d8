//! Payments in Telegram Stars: the bill, why one cannot be paid, what became of it.

use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::coin::Coin;
use crate::domain::money::Usd;
use crate::domain::stars::NoCheckout;
use crate::domain::topup::{Open, Problem, Topup, reference};

/// How Stars are written beside a number.
pub const SIGN: &str = "⭐️";

/// How a coin is written beside a number.
pub fn symbol(coin: Coin) -> &'static str {
    match coin {
        Coin::Stars => SIGN,
        coin => coin.symbol(),
    }
}

/// The bill, as Telegram draws it: a title and what it is for.
pub fn bill(topup: &Topup, open: &Open) -> Message {
    let about = Msg::new("stars-bill").usd("usd", topup.usd).text("reference", topup.reference());
    Message::of(Msg::new("stars-bill-title"))
        .line(about)
        .as_invoice(open.provider_id.as_str(), open.quote.units.0)
}

/// What the card says while the bill waits.
pub fn asking(open: &Open) -> Msg {
    let stars = Coin::Stars.plain(open.quote.units);
    Msg::new("stars-asking").text("stars", stars).at("until", open.locked_until)
}

/// Why a top-up in Stars came to nothing, where that differs from coins.
pub fn problem(problem: Problem) -> Option<Msg> {
    (problem == Problem::Unpaid).then(|| Msg::new("stars-over"))
}

/// More than may be paid in with Stars now.
pub fn too_much(room: Usd) -> Msg {
    if room.is_positive() {
        Msg::new("stars-room").usd("room", room)
    } else {
        Msg::new("stars-no-room")
    }
}

/// Why a payment may not go on, for its payer.
pub fn refusal(why: NoCheckout) -> Msg {
    Msg::new(match why {
        NoCheckout::Odd => "checkout-odd",
        NoCheckout::Paid => "checkout-paid",
        NoCheckout::Over => "checkout-over",
        NoCheckout::TooMuch => "checkout-too-much",
        NoCheckout::NotNow => "checkout-not-now",
    })
}

/// Nobody knew in time whether a payment may go on.
pub fn slow() -> Msg {
    Msg::new("checkout-slow")
}

/// The payer learns that what he took back left his wallet.
pub fn taken(topup: &Topup) -> Message {
    let told = Msg::new("stars-taken-told").usd("usd", topup.usd);
    Message::of(told.text("reference", topup.reference()))
}

/// Operators learn that a payer took Stars back, and what they bear of it.
pub fn taken_by(user: i64, topup: &Topup, lost: Usd) -> Message {
    let told = Msg::new("stars-taken").text("user", user.to_string()).usd("usd", topup.usd);
    Message::of(told.text("reference", reference(topup.id)).usd("lost", lost))
}

/// Operators learn that Stars went back which are in no wallet.
pub fn strayed(charge: &str) -> Message {
    Message::of(Msg::new("stars-strayed").text("charge", charge))
}

/// Operators learn that Telegram does not send Stars back.
pub fn stuck(refund: &str) -> Message {
    Message::of(Msg::new("stars-stuck").text("reference", refund))
}
