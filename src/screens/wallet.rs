//! The wallet: what is in it, what came and went, which payments are under way.

use anyhow::Result;
use jiff::Timestamp;

use crate::chat::button::{Act, Button, Screen};
use crate::chat::message::{Key, Message, tap};
use crate::chat::msg::Msg;
use crate::domain::money::Usd;
use crate::domain::settings::Part;
use crate::domain::statement::{Line, What};
use crate::domain::topup::{Topup, reference};
use crate::screens::{pages, results, to_menu, topup};

/// What the wallet shows.
pub struct View {
    /// Free to spend.
    pub available: Usd,
    /// Set aside for calls on their way.
    pub held: Usd,
    /// Top-ups that are not over.
    pub pending: usize,
    /// Whether coins can be received.
    pub payments: Part,
    /// Since when the payment provider does not answer.
    pub down: Option<Timestamp>,
    /// Transfers that wait for an operator; `None` for who is none.
    pub reviews: Option<usize>,
    /// What the operator must be told to add money by hand.
    pub id: i64,
}

/// The wallet.
pub fn wallet(view: &View) -> Message {
    let balance = match view.held {
        Usd::ZERO => Msg::new("account-balance").usd("available", view.available),
        held => Msg::new("account-balance-held").usd("available", view.available).usd("held", held),
    };
    let mut message = Message::of(Msg::new("wallet-title")).line(balance);
    message = match view.payments {
        Part::Missing => message.line(by_hand(view.id)),
        Part::Ready => message.row([top_up()]),
    };
    if let Some(since) = view.down {
        message = message.line(Msg::new("wallet-down").at("since", since));
    }
    let pending = match view.pending {
        0 => None,
        count => Some(Msg::new("wallet-pending-count").count("count", count)),
    };
    let pending = pending.map(|label| tap(label, Button::open(Screen::Payments)));
    let reviews = view.reviews.filter(|count| *count > 0).map(|count| {
        let label = Msg::new("wallet-reviews").count("count", count);
        tap(label, Button::open(Screen::Reviews))
    });
    message
        .row(pending)
        .row([
            tap(Msg::new("wallet-statement"), Button::open(Screen::Statement)),
            tap(Msg::new("coupon-enter"), Button::open(Screen::Coupon)),
        ])
        .row(reviews)
        .row([to_menu()])
}

/// No coins can be received: the operator adds money by hand.
pub fn by_hand(id: i64) -> Msg {
    Msg::new("wallet-by-hand").text("id", id.to_string())
}

/// The way to more money, wherever it is missing.
pub fn top_up() -> Key {
    tap(Msg::new("button-top-up"), Button::open(Screen::TopUp))
}

/// Back to the wallet.
pub fn to_wallet() -> Key {
    tap(Msg::new("button-wallet"), Button::open(Screen::Wallet))
}

/// One page of the statement; `next` is what an older page is before.
pub fn statement(lines: &[Line], before: i64, next: Option<i64>) -> Message {
    if lines.is_empty() {
        return Message::of(Msg::new("statement-empty")).row([to_wallet(), to_menu()]);
    }
    let links = lines.iter().filter_map(link);
    let open = |at: i64| Button::open_at(Screen::Statement, at);
    let newest = (before != 0).then(|| tap(Msg::new("button-newest"), open(0)));
    let older = next.map(|at| tap(Msg::new("button-older"), open(at)));
    let file = Button::Act { act: Act::StatementFile, id: 0, rev: 0 };
    Message::of(Msg::new("statement-title"))
        .line(Msg::new("statement-lines").lines("lines", lines.iter().map(line).collect()))
        .rows(links)
        .row(newest.into_iter().chain(older))
        .row([tap(Msg::new("statement-file"), file)])
        .row([to_wallet(), to_menu()])
}

fn line(line: &Line) -> Msg {
    let (id, usd) = match Usd::ZERO.minus(line.usd).filter(|usd| usd.is_positive()) {
        Some(spent) => ("statement-out", spent),
        None => ("statement-in", line.usd),
    };
    Msg::new(id).usd("usd", usd).msg("what", what(&line.what)).at("at", line.at)
}

fn what(what: &What) -> Msg {
    match what {
        What::TopUp(Some(id)) => Msg::new("statement-topup").text("reference", reference(*id)),
        What::TopUp(None) | What::Other => Msg::new("statement-other"),
        What::ByHand => Msg::new("statement-hand"),
        What::Taken => Msg::new("statement-taken"),
        What::Plan(name) => Msg::new("statement-plan").text("name", name.as_str()),
        What::Coupon => Msg::new("statement-coupon"),
        What::Invitation => Msg::new("statement-invitation"),
        What::Refund => Msg::new("statement-refund"),
        What::Call(_, phone) => Msg::new("statement-call").phone("phone", phone.as_str()),
    }
}

/// Opens what a line is about.
fn link(line: &Line) -> Option<Key> {
    let button = match &line.what {
        What::TopUp(id) => Button::open_at(Screen::Payment, (*id)?.0),
        What::Call(id, _) => Button::open_at(Screen::Call, id.0),
        What::Plan(_) => Button::open(Screen::MyPlan),
        What::ByHand
        | What::Taken
        | What::Coupon
        | What::Invitation
        | What::Refund
        | What::Other => return None,
    };
    Some(tap(Msg::new("statement-link").msg("what", what(&line.what)), button))
}

/// The message that carries the statement as a file.
pub fn statement_file(csv: String) -> Message {
    Message::of(Msg::new("statement-caption")).with_file("statement.csv", csv)
}

/// The statement as a table, newest first. Its names stay the same in every language: it is read by
/// programs.
pub fn statement_csv(lines: &[Line]) -> Result<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["time_utc", "reference", "what", "about", "amount_usd"])?;
    for line in lines {
        let (word, about) = match &line.what {
            What::TopUp(id) => ("top_up", id.map(reference).unwrap_or_default()),
            What::ByHand | What::Taken => ("operator", String::new()),
            What::Plan(name) => ("plan", results::inert(name)),
            What::Coupon => ("coupon", String::new()),
            What::Invitation => ("invitation", String::new()),
            What::Refund => ("refund", String::new()),
            What::Call(_, phone) => ("call", results::inert(phone)),
            What::Other => ("other", String::new()),
        };
        let (at, row) = (line.at.to_string(), line.ledger.to_string());
        table.write_record([&at, &row, word, &about, &line.usd.plain()])?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

/// One page of the top-ups that are not over.
pub fn payments(page: i64, total: usize, rows: &[Topup]) -> Message {
    if total == 0 {
        return Message::of(Msg::new("payments-empty"))
            .row([top_up()])
            .row([to_wallet(), to_menu()]);
    }
    let keys = rows.iter().map(|row| {
        let label = Msg::new("payments-row")
            .text("reference", row.reference())
            .usd("usd", row.usd)
            .msg("state", topup::state(row));
        tap(label, Button::open_at(Screen::Payment, row.id.0))
    });
    Message::of(Msg::new("payments-title").count("total", total))
        .rows(keys)
        .row(pages(Screen::Payments, page, total))
        .row([to_wallet(), to_menu()])
}
