//! Refunds and corrections: whose, how much, why; then it is done, and he is told (R23).

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::coin::Coin;
use crate::domain::ids::{CaseId, LedgerId, RefundId, UserId};
use crate::domain::money::Usd;
use crate::domain::refund::{Refund, Spent, State};
use crate::features::{Cx, Input};
use crate::screens::{self, admin::refunds as draw};
use crate::store::ledger::{self, Account, Asset, LedgerRefusal, Posted, Role};
use crate::store::outbox::{self, Lane};
use crate::store::refunds::{self, NewRefund, NoRefund};
use crate::store::{cases, users};

/// How many of somebody's payments are offered, the newest first.
const PAYMENTS_MOST: usize = 6;
/// What is sent: dollars, whose rate is known.
const COIN: Coin = Coin::UsdtTrc20;
/// The most that one correction moves: more is taken for a slip of the hand.
const CORRECTION_MOST: Usd = Usd::cents(10_000_000);
/// The longest reason, address or transfer.
const TEXT_MOST: usize = 200;

/// What the operator wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Send a payment back.
    Refund,
    /// Add money to a wallet or take it out.
    Correction,
}

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Whose wallet is it about?
    User(What),
    /// Which payment goes back?
    Payment(UserId),
    /// How much of it?
    Amount(LedgerId),
    /// Where does it go?
    Address(LedgerId, Usd),
    /// Why?
    Reason(LedgerId, Usd, String),
    /// Is this right?
    Confirm(LedgerId, Usd, String, String),
    /// Why do the Stars go back?
    StarsReason(LedgerId),
    /// Is this right?
    StarsConfirm(LedgerId, String),
    /// They were spent: also then?
    StarsAnyway(LedgerId, String),
    /// Which transfer paid it?
    Transfer(RefundId),
    /// Why was it not sent?
    Withdraw(RefundId),
    /// How much is added or taken?
    Correct(UserId),
    /// Why?
    CorrectReason(UserId, Usd),
    /// Is this right?
    CorrectConfirm(UserId, Usd, String),
}

/// One page of the refunds that wait to be sent.
pub(super) fn page(cx: &mut Cx, page: i64) -> Result<()> {
    let total = refunds::count(cx.tx)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows = refunds::page(cx.tx, skip, screens::PAGE)?.into_iter();
    let rows: Vec<_> = rows.map(|refund| (refund.id, refund.amount)).collect();
    cx.show(&draw::list(page, total, &rows))
}

/// One refund.
pub(super) fn show(cx: &mut Cx, id: RefundId) -> Result<()> {
    let Some(refund) = refunds::get(cx.tx, id)? else { return page(cx, 0) };
    let user = users::get(cx.tx, refund.user)?.chat.0;
    cx.show(&draw::one(&refund, user))
}

/// A button under a refund. One that waits no more is shown as it is.
pub(super) fn act(cx: &mut Cx, act: Act, id: RefundId) -> Result<()> {
    let refund = refunds::get(cx.tx, id)?.filter(|refund| refund.state == State::Payable);
    let by_hand = refund.as_ref().is_some_and(|refund| refund.coin.is_on_chain());
    let waits = refund.is_some();
    match act {
        Act::PaidRefund if by_hand => step(cx, Step::Transfer(id), None),
        Act::WithdrawRefund if waits => step(cx, Step::Withdraw(id), None),
        _ => show(cx, id),
    }
}

/// Begins a refund or a correction; from a case, of the one who asked.
pub(super) fn start(cx: &mut Cx, what: What, case: CaseId) -> Result<()> {
    match cases::get(cx.tx, case)? {
        Some(case) => of_user(cx, what, case.user),
        None => step(cx, Step::User(what), None),
    }
}

fn of_user(cx: &mut Cx, what: What, user: UserId) -> Result<()> {
    match what {
        What::Refund => step(cx, Step::Payment(user), None),
        What::Correction => step(cx, Step::Correct(user), None),
    }
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    super::step(cx, super::Step::Refunds(at), problem)
}

/// The question of a step.
pub(super) fn question(cx: &Cx, at: &Step) -> Result<Message> {
    let (rev, chat) = (cx.rev, |user| users::get(cx.tx, user).map(|user| user.chat.0));
    Ok(match at {
        Step::User(_) => draw::ask_user(rev),
        Step::Payment(user) => draw::ask_payment(rev, &payments(cx, *user)?),
        Step::Amount(payment) => draw::ask_amount(rev, left(cx, *payment)?),
        Step::Address(..) => draw::ask_address(rev),
        Step::Reason(..) | Step::StarsReason(_) | Step::Withdraw(_) | Step::CorrectReason(..) => {
            draw::ask_reason(rev)
        }
        Step::StarsConfirm(payment, reason) | Step::StarsAnyway(payment, reason) => {
            let found = refunds::payment(cx.tx, *payment)?;
            let user = found.as_ref().map(|found| chat(found.user)).transpose()?;
            let anyway = matches!(at, Step::StarsAnyway(..));
            let spent = if anyway { Spent::WriteOff } else { Spent::Refuse };
            draw::confirm_stars(rev, user.unwrap_or_default(), found.as_ref(), spent, reason)
        }
        Step::Confirm(payment, amount, address, reason) => {
            let payment = refunds::payment(cx.tx, *payment)?;
            let user = payment.map(|payment| chat(payment.user)).transpose()?.unwrap_or_default();
            draw::confirm(rev, user, *amount, COIN, address, reason)
        }
        Step::Transfer(_) => draw::ask_transfer(rev),
        Step::Correct(user) => draw::ask_correction(rev, chat(*user)?, available(cx, *user)?),
        Step::CorrectConfirm(user, amount, reason) => {
            draw::confirm_correction(rev, chat(*user)?, *amount, reason)
        }
    })
}

fn payments(cx: &Cx, user: UserId) -> Result<Vec<(LedgerId, jiff::Timestamp, Usd)>> {
    let found = refunds::payments(cx.tx, user, PAYMENTS_MOST)?.into_iter();
    let open = found.filter(|payment| payment.left().is_positive());
    Ok(open.map(|payment| (payment.ledger, payment.at, payment.left())).collect())
}

fn left(cx: &Cx, payment: LedgerId) -> Result<Usd> {
    Ok(refunds::payment(cx.tx, payment)?.map_or(Usd::ZERO, |payment| payment.left()))
}

fn available(cx: &Cx, user: UserId) -> Result<Usd> {
    let wallet = Account::user(user, Role::Available, Asset::Usd);
    ledger::balance(cx.tx, &wallet).map(Usd::micro)
}

/// Takes one answer.
pub(super) fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match input {
        Input::Pick(Pick::Word(Word::Back)) => back(cx, at),
        Input::Pick(pick) => picked(cx, at, pick),
        Input::Text(text) => said(cx, at, text.trim()),
        _ => super::ask(cx, &super::Step::Refunds(at), None),
    }
}

fn back(cx: &mut Cx, at: Step) -> Result<()> {
    let at = match at {
        Step::User(_) | Step::Payment(_) => Step::User(What::Refund),
        Step::Correct(_) => Step::User(What::Correction),
        Step::Amount(payment) => match refunds::payment(cx.tx, payment)? {
            Some(payment) => Step::Payment(payment.user),
            None => Step::User(What::Refund),
        },
        Step::Address(payment, _) => Step::Amount(payment),
        Step::StarsReason(payment) => match refunds::payment(cx.tx, payment)? {
            Some(payment) => Step::Payment(payment.user),
            None => Step::User(What::Refund),
        },
        Step::StarsConfirm(payment, _) | Step::StarsAnyway(payment, _) => {
            Step::StarsReason(payment)
        }
        Step::Reason(payment, amount, _) => Step::Address(payment, amount),
        Step::Confirm(payment, amount, address, _) => Step::Reason(payment, amount, address),
        Step::CorrectReason(user, _) => Step::Correct(user),
        Step::CorrectConfirm(user, amount, _) => Step::CorrectReason(user, amount),
        Step::Transfer(id) | Step::Withdraw(id) => {
            cx.end()?;
            return show(cx, id);
        }
    };
    step(cx, at, None)
}

fn picked(cx: &mut Cx, at: Step, pick: Pick) -> Result<()> {
    match (at, pick) {
        (Step::Payment(user), Pick::Choose(choice)) => {
            let chosen = refunds::payment(cx.tx, LedgerId(choice))?;
            match chosen.filter(|payment| payment.user == user) {
                Some(payment) if payment.stars.is_some() => {
                    step(cx, Step::StarsReason(payment.ledger), None)
                }
                Some(payment) => step(cx, Step::Amount(payment.ledger), None),
                None => step(cx, Step::Payment(user), None),
            }
        }
        (Step::Amount(payment), Pick::Word(Word::Yes)) => {
            let all = left(cx, payment)?;
            amount(cx, payment, Some(all))
        }
        (Step::Confirm(payment, amount, address, reason), Pick::Word(Word::Yes)) => {
            refund(cx, payment, amount, &address, &reason)
        }
        (Step::StarsConfirm(payment, reason), Pick::Word(Word::Yes)) => {
            refund_stars(cx, payment, reason, Spent::Refuse)
        }
        (Step::StarsAnyway(payment, reason), Pick::Word(Word::Yes)) => {
            refund_stars(cx, payment, reason, Spent::WriteOff)
        }
        (Step::CorrectConfirm(user, amount, reason), Pick::Word(Word::Yes)) => {
            correct(cx, user, amount, &reason)
        }
        (at, _) => super::ask(cx, &super::Step::Refunds(at), None),
    }
}

fn said(cx: &mut Cx, at: Step, text: &str) -> Result<()> {
    if text.is_empty() || text.chars().count() > TEXT_MOST {
        let problem = Msg::new("case-words-long").count("most", TEXT_MOST);
        return step(cx, at, Some(problem));
    }
    match at {
        Step::User(what) => {
            let id = text.parse().ok();
            let user = id.map(|id| users::by_telegram(cx.tx, id)).transpose()?.flatten();
            match user {
                Some(user) => of_user(cx, what, user.id),
                None => step(cx, Step::User(what), Some(Msg::new("refund-user-unknown"))),
            }
        }
        Step::Amount(payment) => amount(cx, payment, Usd::parse(text.trim_matches('$'))),
        Step::Address(payment, amount) => {
            step(cx, Step::Reason(payment, amount, text.to_owned()), None)
        }
        Step::Reason(payment, amount, address) => {
            step(cx, Step::Confirm(payment, amount, address, text.to_owned()), None)
        }
        Step::Transfer(id) => paid(cx, id, text),
        Step::Withdraw(id) => withdraw(cx, id, text),
        Step::Correct(user) => correction(cx, user, Usd::parse(text.trim_matches('$'))),
        Step::CorrectReason(user, amount) => {
            step(cx, Step::CorrectConfirm(user, amount, text.to_owned()), None)
        }
        Step::StarsReason(payment) => step(cx, Step::StarsConfirm(payment, text.to_owned()), None),
        at @ (Step::Payment(_)
        | Step::Confirm(..)
        | Step::StarsConfirm(..)
        | Step::StarsAnyway(..)
        | Step::CorrectConfirm(..)) => step(cx, at, Some(Msg::new("use-the-buttons"))),
    }
}

fn amount(cx: &mut Cx, payment: LedgerId, amount: Option<Usd>) -> Result<()> {
    let left = left(cx, payment)?;
    match amount.filter(|amount| amount.is_positive() && *amount <= left) {
        Some(amount) => step(cx, Step::Address(payment, amount), None),
        None => step(cx, Step::Amount(payment), Some(problem(NoRefund::TooMuch { left }))),
    }
}

fn problem(why: NoRefund) -> Msg {
    match why {
        NoRefund::TooMuch { left } => Msg::new("refund-too-much").usd("left", left),
        NoRefund::Spent { have } => Msg::new("refund-spent").usd("have", have),
        NoRefund::SameTransfer => Msg::new("refund-same-transfer"),
        NoRefund::NotPayable => Msg::new("refund-not-payable"),
        NoRefund::NoPayment | NoRefund::Blank | NoRefund::NoRate | NoRefund::OnlyWhole => {
            Msg::new("refund-odd")
        }
        NoRefund::Ledger(_) => Msg::new("money-not-now"),
    }
}

fn refund(cx: &mut Cx, payment: LedgerId, amount: Usd, address: &str, reason: &str) -> Result<()> {
    let actor = super::actor(&cx.user);
    // The revision of the dialogue never comes back, so each wish has its own name.
    let intent = format!("{}:{}", cx.user.id, cx.rev);
    let (ledger, coin, intent) = (payment, COIN, intent.as_str());
    let new = NewRefund { ledger, amount, coin, address, reason, actor: &actor, intent };
    match refunds::approve(cx.tx, &new)? {
        Ok(refund) => done(cx, &refund),
        Err(why) => step(cx, Step::Amount(payment), Some(problem(why))),
    }
}

/// What was spent of the Stars goes back only when the operator says so once more (S3).
fn refund_stars(cx: &mut Cx, ledger: LedgerId, reason: String, spent: Spent) -> Result<()> {
    let actor = super::actor(&cx.user);
    let wish = refunds::stars::Wish { ledger, reason: &reason, actor: &actor, spent };
    match refunds::stars::approve(cx.tx, &wish)? {
        Ok(refund) => done(cx, &refund),
        Err(NoRefund::Spent { .. }) => step(cx, Step::StarsAnyway(ledger, reason), None),
        Err(why) => step(cx, Step::StarsReason(ledger), Some(problem(why))),
    }
}

fn paid(cx: &mut Cx, id: RefundId, transfer: &str) -> Result<()> {
    match refunds::paid(cx.tx, id, transfer, &super::actor(&cx.user))? {
        Ok(refund) => done(cx, &refund),
        Err(why) => step(cx, Step::Transfer(id), Some(problem(why))),
    }
}

fn withdraw(cx: &mut Cx, id: RefundId, reason: &str) -> Result<()> {
    match refunds::withdraw(cx.tx, id, reason, &super::actor(&cx.user))? {
        Ok(refund) => done(cx, &refund),
        Err(why) => step(cx, Step::Withdraw(id), Some(problem(why))),
    }
}

/// The one it is about is told, and the operator sees it.
fn done(cx: &mut Cx, refund: &Refund) -> Result<()> {
    cx.end()?;
    let user = users::get(cx.tx, refund.user)?;
    let notice = draw::notice(refund);
    outbox::message(cx.tx, user.id, user.chat, Lane::Notice, &notice)?;
    show(cx, refund.id)
}

fn correction(cx: &mut Cx, user: UserId, amount: Option<Usd>) -> Result<()> {
    let most = CORRECTION_MOST;
    let least = Usd::ZERO.minus(most).unwrap_or(Usd::ZERO);
    let good = |amount: &Usd| *amount != Usd::ZERO && *amount <= most && *amount >= least;
    match amount.filter(good) {
        Some(amount) => step(cx, Step::CorrectReason(user, amount), None),
        None => step(cx, Step::Correct(user), Some(Msg::new("correct-odd"))),
    }
}

fn correct(cx: &mut Cx, user: UserId, amount: Usd, reason: &str) -> Result<()> {
    let key = format!("correct:{}:{}", cx.user.id, cx.rev);
    let actor = super::actor(&cx.user);
    let posted = if amount.is_positive() {
        ledger::credit(cx.tx, user, amount, reason, &actor, &key)?
    } else {
        let taken = Usd::ZERO.minus(amount).unwrap_or(Usd::ZERO);
        ledger::debit(cx.tx, user, taken, reason, &actor, &key)?
    };
    let reference = match posted {
        Ok(Posted::Now(id) | Posted::Before(id)) => id,
        Err(LedgerRefusal::Insufficient) => {
            let problem = problem(NoRefund::Spent { have: available(cx, user)? });
            return step(cx, Step::Correct(user), Some(problem));
        }
        Err(_) => return step(cx, Step::Correct(user), Some(Msg::new("money-not-now"))),
    };
    cx.end()?;
    let balance = available(cx, user)?;
    let told = users::get(cx.tx, user)?;
    let notice = draw::notice_corrected(amount, balance, reference);
    outbox::message(cx.tx, told.id, told.chat, Lane::Notice, &notice)?;
    cx.show(&draw::corrected(balance, reference))
}
