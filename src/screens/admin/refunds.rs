//! Refunds and corrections, as the operator makes them.

use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen, Word};
use crate::chat::message::{Message, copy, tap};
use crate::chat::msg::Msg;
use crate::domain::coin::Coin;
use crate::domain::ids::{LedgerId, RefundId};
use crate::domain::money::Usd;
use crate::domain::refund::{Payment, Refund, Spent, State};
use crate::screens::admin::to_desk;
use crate::screens::{back_or_cancel, cancel, pages, to_menu};

/// What users are told to name: `R-3`.
pub fn reference(id: RefundId) -> String {
    format!("R-{id}")
}

/// One page of the refunds that wait to be sent.
pub fn list(page: i64, total: usize, rows: &[(RefundId, Usd)]) -> Message {
    let keys = rows.iter().map(|(id, amount)| {
        let label =
            Msg::new("refunds-row").text("reference", reference(*id)).usd("amount", *amount);
        tap(label, Button::open_at(Screen::Refund, id.0))
    });
    let title = match total {
        0 => Msg::new("refunds-empty"),
        _ => Msg::new("refunds-title").count("total", total),
    };
    Message::of(title)
        .rows(keys)
        .row(pages(Screen::Refunds, page, total))
        .row([tap(Msg::new("refunds-new"), Button::open(Screen::NewRefund))])
        .row([to_desk()])
}

/// One refund; `user` is Telegram's id of the one who gets it.
pub fn one(refund: &Refund, user: i64) -> Message {
    let title = Msg::new("refund-title")
        .text("reference", reference(refund.id))
        .usd("amount", refund.amount)
        .text("user", user.to_string())
        .text("payment", refund.ledger.to_string());
    let send = Msg::new("refund-send")
        .text("units", refund.coin.plain(refund.units))
        .text("coin", refund.coin.code())
        .text("address", refund.address.as_str());
    let reason = Msg::new("refund-reason").text("reason", refund.reason.as_str());
    let is_stars = refund.coin == Coin::Stars;
    let send = if is_stars { stars(refund) } else { send };
    let message = Message::of(title).line(send).line(reason);
    let act = |label: &'static str, act: Act| {
        tap(Msg::new(label), Button::Act { act, id: refund.id.0, rev: 0 })
    };
    let message = match refund.state {
        State::Payable if is_stars => message.row([act("refund-withdraw", Act::WithdrawRefund)]),
        State::Payable => message
            .row([copy(Msg::new("refund-copy"), refund.address.as_str())])
            .row([act("refund-paid", Act::PaidRefund)])
            .row([act("refund-withdraw", Act::WithdrawRefund)]),
        State::Paid => message.line(Msg::new("refund-was-paid").text("transfer", transfer(refund))),
        State::Withdrawn => message.line(Msg::new("refund-was-withdrawn")),
    };
    message.row([tap(Msg::new("button-back"), Button::open(Screen::Refunds)), to_desk()])
}

fn stars(refund: &Refund) -> Msg {
    Msg::new("refund-stars").text("stars", refund.coin.plain(refund.units))
}

/// Do these Stars go back? Once more if they were spent.
pub fn confirm_stars(
    rev: i64,
    user: i64,
    payment: Option<&Payment>,
    spent: Spent,
    reason: &str,
) -> Message {
    let stars = payment.and_then(|payment| payment.stars.as_ref());
    let (Some(payment), Some(stars)) = (payment, stars) else {
        return Message::of(Msg::new("refund-odd")).row(back_or_cancel(rev));
    };
    let title = Msg::new("refund-stars-confirm")
        .usd("amount", payment.amount)
        .text("stars", Coin::Stars.plain(stars.units))
        .text("user", user.to_string());
    let lost = payment.amount.minus(stars.unspent).unwrap_or(Usd::ZERO);
    let warning = Msg::new("refund-stars-spent").usd("left", stars.unspent).usd("lost", lost);
    let yes = match spent {
        Spent::Refuse => "refund-stars-yes",
        Spent::WriteOff => "refund-stars-anyway",
    };
    Message::of(title)
        .lines((spent == Spent::WriteOff).then_some(warning))
        .line(Msg::new("refund-reason").text("reason", reason))
        .row([tap(Msg::new(yes), Button::word(rev, Word::Yes))])
        .row(back_or_cancel(rev))
}

fn transfer(refund: &Refund) -> &str {
    refund.chain_tx.as_deref().unwrap_or_default()
}

/// Whose wallet is it about?
pub fn ask_user(rev: i64) -> Message {
    Message::of(Msg::new("refund-ask-user")).row([cancel(rev)])
}

/// Which payment goes back? Each with what is left of it.
pub fn ask_payment(rev: i64, payments: &[(LedgerId, Timestamp, Usd)]) -> Message {
    let keys = payments.iter().map(|(ledger, at, left)| {
        let label = Msg::new("refund-payment")
            .text("reference", ledger.to_string())
            .at("at", *at)
            .usd("left", *left);
        tap(label, Button::choose(rev, ledger.0))
    });
    let title = match payments {
        [] => "refund-no-payments",
        _ => "refund-ask-payment",
    };
    Message::of(Msg::new(title)).rows(keys).row(back_or_cancel(rev))
}

/// How much of it?
pub fn ask_amount(rev: i64, left: Usd) -> Message {
    let all = tap(Msg::new("refund-all").usd("left", left), Button::word(rev, Word::Yes));
    Message::of(Msg::new("refund-ask-amount").usd("left", left)).row([all]).row(back_or_cancel(rev))
}

/// Where does it go?
pub fn ask_address(rev: i64) -> Message {
    Message::of(Msg::new("refund-ask-address")).row(back_or_cancel(rev))
}

/// Why?
pub fn ask_reason(rev: i64) -> Message {
    Message::of(Msg::new("refund-ask-reason")).row(back_or_cancel(rev))
}

/// Is this right? The money leaves the wallet with the answer.
pub fn confirm(
    rev: i64,
    user: i64,
    amount: Usd,
    coin: Coin,
    address: &str,
    reason: &str,
) -> Message {
    let title = Msg::new("refund-confirm")
        .usd("amount", amount)
        .text("user", user.to_string())
        .text("coin", coin.code())
        .text("address", address);
    Message::of(title)
        .line(Msg::new("refund-reason").text("reason", reason))
        .row([tap(Msg::new("refund-yes"), Button::word(rev, Word::Yes))])
        .row(back_or_cancel(rev))
}

/// Which transfer paid it?
pub fn ask_transfer(rev: i64) -> Message {
    Message::of(Msg::new("refund-ask-transfer")).row(back_or_cancel(rev))
}

/// How much is added to this wallet, or taken out of it?
pub fn ask_correction(rev: i64, user: i64, have: Usd) -> Message {
    let title = Msg::new("correct-ask").text("user", user.to_string()).usd("balance", have);
    Message::of(title).row(back_or_cancel(rev))
}

/// Is this right?
pub fn confirm_correction(rev: i64, user: i64, amount: Usd, reason: &str) -> Message {
    let id = if amount.is_positive() { "correct-add" } else { "correct-take" };
    let abs = Usd::ZERO.minus(amount).unwrap_or(Usd::ZERO).max(amount);
    Message::of(Msg::new(id).usd("amount", abs).text("user", user.to_string()))
        .line(Msg::new("refund-reason").text("reason", reason))
        .row([tap(Msg::new("correct-yes"), Button::word(rev, Word::Yes))])
        .row(back_or_cancel(rev))
}

/// The wallet is corrected.
pub fn corrected(balance: Usd, ledger: LedgerId) -> Message {
    let done =
        Msg::new("correct-done").usd("balance", balance).text("reference", ledger.to_string());
    Message::of(done).row([to_desk(), to_menu()])
}

/// The one whose wallet it is learns that money was added or taken.
pub fn notice_corrected(amount: Usd, balance: Usd, ledger: LedgerId) -> Message {
    let id = if amount.is_positive() { "money-credited" } else { "money-debited" };
    let abs = Usd::ZERO.minus(amount).unwrap_or(Usd::ZERO).max(amount);
    Message::of(
        Msg::new(id)
            .usd("amount", abs)
            .usd("balance", balance)
            .text("reference", ledger.to_string()),
    )
}

/// The one who gets a refund learns where it is.
pub fn notice(refund: &Refund) -> Message {
    let about = |id: &'static str| {
        Msg::new(id).text("reference", reference(refund.id)).usd("amount", refund.amount)
    };
    Message::of(match refund.state {
        State::Payable if refund.coin == Coin::Stars => about("refund-notice-stars"),
        State::Paid if refund.coin == Coin::Stars => about("refund-notice-stars-sent"),
        State::Payable => about("refund-notice-approved").text("address", refund.address.as_str()),
        State::Paid => about("refund-notice-paid").text("transfer", transfer(refund)),
        State::Withdrawn => about("refund-notice-withdrawn"),
    })
}
