//! What operators see of payments: transfers to decide about, and alerts.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Message, tap};
use crate::chat::msg::Msg;
use crate::domain::money::Usd;
use crate::domain::topup::{Gap, Missed, Review, Why, reference};
use crate::screens::{back_or_cancel, pages, to_menu};

/// Characters of the provider's words that are shown.
const EVIDENCE_MOST: usize = 700;

/// What crediting a transfer as it is would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Add so much.
    Credit(Usd),
    /// Nothing: it was decided.
    Over,
    /// Nothing: it belongs to nobody here.
    Nobody,
    /// Nothing: nobody knows how much came.
    Unmeasured,
    /// Nothing now: there is no fresh rate.
    NoRate,
    /// Nothing now: money stands still.
    Frozen,
}

/// One page of the transfers that wait.
pub fn list(page: i64, total: usize, rows: &[Review]) -> Message {
    if total == 0 {
        return Message::of(Msg::new("reviews-empty")).row([to_menu()]);
    }
    let keys = rows.iter().map(|review| {
        let label = Msg::new("reviews-row").text("id", id(review)).msg("why", why(review.why));
        tap(label, Button::open_at(Screen::Review, review.id.0))
    });
    Message::of(Msg::new("reviews-title").count("total", total))
        .rows(keys)
        .row(pages(Screen::Reviews, page, total))
        .row([to_menu()])
}

/// One transfer.
pub fn review(review: &Review, offer: Offer) -> Message {
    let act =
        |id: &'static str, act| tap(Msg::new(id), Button::Act { act, id: review.id.0, rev: 0 });
    let evidence: String = review.evidence.chars().take(EVIDENCE_MOST).collect();
    let mut message =
        Message::of(about(review)).line(Msg::new("review-evidence").text("evidence", evidence));
    if let Some(reason) = &review.reason {
        message = message.line(Msg::new("review-decided").text("reason", reason.as_str()));
    }
    message = match offer {
        Offer::Credit(usd) => {
            let label = Msg::new("review-credit").usd("usd", usd);
            let button = Button::Act { act: Act::CreditReview, id: review.id.0, rev: 0 };
            message.row([tap(label, button)])
        }
        Offer::Over => return message.row(away()),
        Offer::Frozen => return message.line(Msg::new("review-frozen")).row(away()),
        Offer::Nobody => message.line(Msg::new("review-nobody")),
        Offer::Unmeasured => message.line(Msg::new("review-unmeasured")),
        Offer::NoRate => message.line(Msg::new("review-no-rate")),
    };
    message.row([act("review-reject", Act::RejectReview)]).row(away())
}

fn away() -> [crate::chat::message::Key; 2] {
    [tap(Msg::new("button-reviews"), Button::open(Screen::Reviews)), to_menu()]
}

fn about(review: &Review) -> Msg {
    let coins = match (review.coin, review.units) {
        (Some(coin), Some(units)) => format!("{} {}", coin.plain(units), coin.code()),
        (Some(coin), None) => coin.code().to_string(),
        (None, _) => "?".to_string(),
    };
    Msg::new("review-about")
        .text("id", id(review))
        .msg("why", why(review.why))
        .text("coins", coins)
        .text("payment", review.payment_id.as_str())
        .text("tx", review.chain_tx.as_deref().unwrap_or("?"))
        .at("at", review.opened)
}

/// The top-up, or the payment that nobody asked for.
fn id(review: &Review) -> String {
    review.topup.map_or_else(|| format!("R{}", review.id), reference)
}

/// Why it waits, for an operator.
fn why(why: Why) -> Msg {
    Msg::new(match why {
        Why::WrongCoin => "review-why-coin",
        Why::Recovered => "review-why-recovered",
        Why::TooMuch => "review-why-times",
        Why::Cap => "review-why-cap",
        Why::TooLate => "review-why-late",
        Why::Reused => "review-why-reused",
        Why::Second => "review-why-second",
        Why::Unmeasured => "review-why-unmeasured",
        Why::Unknown => "review-why-unknown",
    })
}

/// Why is it credited?
pub fn why_credit(rev: i64) -> Message {
    Message::of(Msg::new("review-ask-credit")).row(back_or_cancel(rev))
}

/// Why is it not credited?
pub fn why_reject(rev: i64) -> Message {
    Message::of(Msg::new("review-ask-reject")).row(back_or_cancel(rev))
}

/// Tells operators of a transfer to decide about.
pub fn opened(review: &Review) -> Message {
    let open = Button::open_at(Screen::Review, review.id.0);
    Message::of(about(review)).row([tap(Msg::new("review-open"), open)])
}

/// What operators must know of the payment provider. Marked by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Alert {
    /// The account must be verified before it takes coins.
    Verify,
    /// The API key is not taken.
    Key,
    /// The account counts in another currency than dollars.
    Currency,
    /// It does not answer since then.
    Down(Timestamp),
    /// Its price was odd.
    Price,
    /// It refuses our request.
    Request,
    /// It cannot pass coins on to the operator.
    Stuck,
    /// It sent coins back that were credited here.
    SentBack,
}

/// The alert in words, with the payment it is about.
pub fn alert(alert: Alert, about: &str) -> Message {
    let msg = match alert {
        Alert::Verify => Msg::new("alert-verify"),
        Alert::Key => Msg::new("alert-key"),
        Alert::Currency => Msg::new("alert-currency"),
        Alert::Down(since) => Msg::new("alert-down").at("since", since),
        Alert::Price => Msg::new("alert-price").text("about", about),
        Alert::Request => Msg::new("alert-request").text("about", about),
        Alert::Stuck => Msg::new("alert-stuck").text("about", about),
        Alert::SentBack => Msg::new("alert-sent-back").text("about", about),
    };
    Message::of(msg)
}

/// What the daily comparison found.
pub fn gaps(found: &[Gap]) -> Message {
    let lines = found.iter().map(gap).collect();
    Message::of(Msg::new("gaps-title").count("count", found.len()))
        .line(Msg::new("gaps-lines").lines("lines", lines))
        .row([tap(Msg::new("button-reviews"), Button::open(Screen::Reviews)), to_menu()])
}

fn gap(gap: &Gap) -> Msg {
    let id = match gap.missed {
        Missed::Here => "gap-here",
        Missed::Unclear => "gap-unclear",
        Missed::There => "gap-there",
    };
    let coins = match (gap.coin, gap.units) {
        (Some(coin), Some(units)) => format!("{} {}", coin.plain(units), coin.code()),
        _ => "?".to_string(),
    };
    let named = gap.topup.map_or_else(|| "?".to_string(), reference);
    Msg::new(id)
        .text("reference", named)
        .text("payment", gap.payment_id.as_str())
        .text("coins", coins)
}
