//! What a user can do: one module a dialogue, all of one shape.
//!
//! A dialogue is an enum of steps whose variants carry the answers so far. `start` opens it, `ask`
//! draws its question, `advance` takes one input at one step. [`route`] is the whole table.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Act, Button, Pick, Place, Screen, Word};
use crate::chat::event::{Document, What};
use crate::chat::message::{Ask, Does, Key, Message};
use crate::chat::msg::Msg;
use crate::domain::ids::{
    CallId, CampaignId, CardId, OwnId, PlanId, ReviewId, ScheduleId, TaskId, TopupId,
};
use crate::domain::settings::Settings;
use crate::domain::user::{Stage, User};
use crate::domain::wallet::Bucket;
use crate::store::outbox::Lane;
use crate::store::{Tx, cards, dialogues, outbox};

pub mod start;
pub mod menu;
pub mod stop;
pub mod call;
pub mod task;
pub mod account;
pub mod own;
pub mod help;
pub mod plans;
pub mod coupon;
pub mod cases;
pub mod wallet;
pub mod topup;
pub mod admin;

/// The version of the stored dialogues; another version's is set aside.
const VERSION: u32 = 1;

/// An open dialogue and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "step", rename_all = "snake_case")]
pub enum Dialogue {
    /// Sign-up, and later changes of zone.
    Start(start::Step),
    /// Calling one number or a list.
    Call(call::Step),
    /// Writing a task, or changing one.
    Task(task::Step),
    /// Changing the business name and the call-back number.
    Account(account::Step),
    /// Proving a number to be one's own.
    Own(own::Step),
    /// Buying a plan.
    Plans(plans::Step),
    /// Using a coupon.
    Coupon(coupon::Step),
    /// Asking about money.
    Case(cases::Step),
    /// What the operator does.
    Admin(admin::Step),
    /// Filling the wallet.
    Topup(topup::Step),
    /// An operator decides about a transfer.
    Review(admin::reviews::Step),
}

#[derive(Serialize, Deserialize)]
struct Versioned {
    v: u32,
    #[serde(flatten)]
    dialogue: Dialogue,
}

/// What a step is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Words.
    Text(String),
    /// A button of this step.
    Pick(Pick),
    /// A shared contact's number, as Telegram writes it.
    Contact(String),
    /// Degrees north and east.
    Location(f64, f64),
    /// A document.
    Document(Document),
    /// Something no step has a use for.
    Other,
}

/// One turn of one user: what it reads, and where it writes.
pub struct Cx<'a> {
    /// The turn's savepoint.
    pub tx: &'a Tx<'a>,
    /// What the operator decided.
    pub settings: &'a Settings,
    /// Whose turn it is.
    pub user: User,
    /// The card that shows this turn's screen: the tapped one, or the one sent in this turn.
    pub card: Option<CardId>,
    /// The dialogue's revision; buttons of steps carry it.
    pub rev: i64,
    /// What the answer to the tap says.
    pub toast: Option<Msg>,
}

impl Cx<'_> {
    /// Shows a screen: on the tapped card, else as a new card. If the last one asked a question,
    /// it loses its buttons, which would answer nothing; those that open something stay good.
    pub fn show(&mut self, message: &Message) -> Result<()> {
        if let (Some(card), None) = (self.card, &message.ask) {
            call::live::leave(self, card, message)?;
            return cards::redraw(self.tx, card, message);
        }
        let last = cards::last_screen(self.tx, self.user.id)?;
        let (user, chat, about) = (self.user.id, self.user.chat, (cards::Kind::Screen, 0));
        self.card = Some(cards::send(self.tx, user, chat, Lane::Answer, about, message)?);
        match last {
            Some((last, body)) if asks(&body) => outbox::strip(self.tx, user, chat, last),
            _ => Ok(()),
        }
    }

    /// Sends a message that stays as it is.
    pub fn say(&self, message: &Message) -> Result<()> {
        outbox::message(self.tx, self.user.id, self.user.chat, Lane::Answer, message)
    }

    /// Takes a reply keyboard away, with a short word on what was received.
    pub fn end_asking(&self, msg: Msg) -> Result<()> {
        self.say(&Message::of(msg).asking(Ask::Nothing))
    }

    /// Moves the dialogue on.
    pub fn go(&mut self, dialogue: Dialogue) -> Result<()> {
        let body = serde_json::to_string(&Versioned { v: VERSION, dialogue })?;
        self.rev = dialogues::save(self.tx, self.user.id, &body)?;
        Ok(())
    }

    /// Ends the dialogue.
    pub fn end(&mut self) -> Result<()> {
        self.rev = dialogues::save(self.tx, self.user.id, "")?;
        Ok(())
    }
}

/// Whether a screen has buttons that are good only at one step of a dialogue.
fn asks(body: &Message) -> bool {
    let picks = |key: &Key| match &key.does {
        Does::Tap(data) => matches!(Button::decode(data), Some(Button::Pick { .. })),
        Does::Visit(_) | Does::Copy(_) => false,
    };
    body.keys.iter().flatten().any(picks)
}

/// The open dialogue, if any. One that cannot be read is set aside, and the user told so.
pub fn open_dialogue(cx: &mut Cx) -> Result<Option<Dialogue>> {
    let stored = dialogues::load(cx.tx, cx.user.id)?;
    cx.rev = stored.rev;
    if stored.body.is_empty() {
        return Ok(None);
    }
    match serde_json::from_str::<Versioned>(&stored.body) {
        Ok(versioned) if versioned.v == VERSION => Ok(Some(versioned.dialogue)),
        _ => {
            tracing::warn!(user = cx.user.id.0, "a dialogue of another version was set aside");
            cx.end()?;
            cx.say(&Message::of(Msg::new("dialogue-set-aside")))?;
            Ok(None)
        }
    }
}

/// One update of a known user in his private chat.
pub fn route(cx: &mut Cx, what: What) -> Result<()> {
    let dialogue = open_dialogue(cx)?;
    if cx.user.stage == Stage::New {
        return match what {
            What::Command(name, arg) => start::command(cx, dialogue, &name, arg.as_deref()),
            What::Tap { button, .. } => tap(cx, dialogue, button),
            other => to_step(cx, dialogue, input(other)),
        };
    }
    match what {
        What::Command(name, arg) => command(cx, dialogue, &name, arg.as_deref()),
        What::Tap { button, .. } => tap(cx, dialogue, button),
        other => to_step(cx, dialogue, input(other)),
    }
}

fn input(what: What) -> Input {
    match what {
        What::Text(text) => Input::Text(text),
        What::Contact(number) => Input::Contact(number),
        What::Location(lat, lon) => Input::Location(lat, lon),
        What::Document(document) => Input::Document(document),
        What::Command(..) | What::Tap { .. } | What::Reach(_) | What::Other => Input::Other,
        // Those are no input: the bot answers the one and notes the other before it routes.
        What::Checkout(_) | What::Stars(_) => Input::Other,
    }
}

fn command(cx: &mut Cx, dialogue: Option<Dialogue>, name: &str, arg: Option<&str>) -> Result<()> {
    match name {
        "start" => start::again(cx, dialogue, arg),
        "menu" => leave(cx, Place::of(Screen::Menu)),
        "cancel" => cancel(cx),
        "stop" => stop::mine(cx),
        "stopall" => stop::all(cx),
        _ => match menu::place_of_command(name) {
            Some(place) if admin::may(&cx.user, place.screen) => leave(cx, place),
            _ => to_step(cx, dialogue, Input::Other),
        },
    }
}

/// `/cancel` and the Cancel button: the wizard ends, nothing of it is kept.
fn cancel(cx: &mut Cx) -> Result<()> {
    cx.end()?;
    cx.toast = Some(Msg::new("cancelled"));
    menu::show(cx)
}

/// Opening something ends an open wizard. What is opened from a live card comes as a new one: the
/// call's next turn would draw over it.
fn leave(cx: &mut Cx, place: Place) -> Result<()> {
    cx.end()?;
    if let Some(card) = cx.card
        && cards::is_live(cx.tx, card)?
    {
        cx.card = None;
    }
    open(cx, place)
}

fn tap(cx: &mut Cx, dialogue: Option<Dialogue>, button: Option<Button>) -> Result<()> {
    let fresh = cx.user.stage == Stage::New;
    match button {
        Some(Button::Open(place)) if !fresh => leave(cx, place),
        Some(Button::Act { act, id, rev }) if !fresh => self::act(cx, act, id, rev),
        Some(Button::Pick { rev, pick }) if rev == cx.rev && dialogue.is_some() => {
            if pick == Pick::Word(Word::Cancel) && !fresh {
                return cancel(cx);
            }
            to_step(cx, dialogue, Input::Pick(pick))
        }
        _ => passed(cx, dialogue, button),
    }
}

/// A button that has had its time. The open question comes back; without one, what the card has
/// come to show since; if it still shows the dead button, the menu.
fn passed(cx: &mut Cx, dialogue: Option<Dialogue>, button: Option<Button>) -> Result<()> {
    cx.toast = Some(Msg::new("button-passed"));
    if let (None, Stage::Ready, Some(card)) = (&dialogue, cx.user.stage, cx.card) {
        let body = cards::get(cx.tx, card)?.map(|card| card.body).unwrap_or_default();
        let dead = button.map(|button| Does::Tap(button.encode()));
        let is_dead = |key: &Key| dead.as_ref().is_none_or(|dead| key.does == *dead);
        if !body.keys.is_empty() && !body.keys.iter().flatten().any(is_dead) {
            return cards::redraw(cx.tx, card, &body);
        }
    }
    to_step(cx, dialogue, Input::Other)
}

/// The screens that can be opened at any time.
fn open(cx: &mut Cx, place: Place) -> Result<()> {
    match place.screen {
        Screen::Zone => start::change_zone(cx),
        Screen::Menu => menu::show(cx),
        Screen::Language => menu::languages(cx, place.at),
        Screen::NewCall => call::start(cx, Bucket::Single, place.at, None),
        Screen::NewList => call::start(cx, Bucket::Bulk, place.at, None),
        Screen::Calls | Screen::Inbox => call::live::page(cx, place.screen, place.at),
        Screen::Call => call::live::show_call(cx, CallId(place.at)),
        Screen::Why => call::why::show(cx, CallId(place.at)),
        Screen::Skipped => call::why::skipped(cx, CallId(place.at)),
        Screen::Transcript => call::live::transcript(cx, CallId(place.at)),
        Screen::Campaign => call::live::show_campaign(cx, CampaignId(place.at)),
        Screen::Schedules => call::runs::page(cx, place.at),
        Screen::Schedule => call::runs::show(cx, ScheduleId(place.at)),
        Screen::NewTask => task::start(cx, None),
        Screen::Tasks => task::page(cx, place.at),
        Screen::Task => task::show(cx, TaskId(place.at)),
        Screen::Account => account::show(cx),
        Screen::Business => account::change_business(cx),
        Screen::OwnNumbers => own::list(cx),
        Screen::NewOwn => own::start(cx),
        Screen::Help => help::show(cx),
        Screen::Support => help::support(cx),
        Screen::PaySupport => cases::start(cx),
        Screen::Privacy => help::privacy(cx),
        Screen::Terms => help::terms(cx),
        Screen::Plans => plans::page(cx, place.at),
        Screen::Plan => plans::one(cx, PlanId(place.at)),
        Screen::BuyPlan => plans::start(cx, PlanId(place.at)),
        Screen::MyPlan => plans::mine(cx),
        Screen::Coupon => coupon::start(cx),
        Screen::Invite => coupon::invite(cx),
        Screen::Admin
        | Screen::Approvals
        | Screen::Approval
        | Screen::Cases
        | Screen::Case
        | Screen::Coupons
        | Screen::CouponOf
        | Screen::NewCoupon
        | Screen::Refunds
        | Screen::Refund
        | Screen::NewRefund
        | Screen::Correction => admin::open(cx, place),
        Screen::Wallet => wallet::show(cx),
        Screen::TopUp => topup::start(cx),
        Screen::Statement => wallet::statement(cx, place.at),
        Screen::Payments => wallet::payments(cx, place.at),
        Screen::Payment => topup::show(cx, TopupId(place.at)),
        Screen::Reviews => admin::reviews::page(cx, place.at),
        Screen::Review => admin::reviews::show(cx, ReviewId(place.at)),
    }
}

/// What can be done to an object.
fn act(cx: &mut Cx, act: Act, id: i64, rev: i64) -> Result<()> {
    match act {
        Act::StopCall | Act::Again | Act::AgainLater | Act::AgainTwice | Act::NextLawful => {
            call::live::act(cx, act, CallId(id), rev)
        }
        Act::StopCampaign | Act::Results => call::live::act_on_campaign(cx, act, CampaignId(id)),
        Act::StartSchedule | Act::CancelSchedule => call::runs::act(cx, act, ScheduleId(id)),
        Act::Disown => own::disown(cx, OwnId(id)),
        Act::StatementFile => wallet::file(cx),
        Act::CreditReview | Act::RejectReview => admin::reviews::act(cx, act, ReviewId(id)),
        Act::AskResume | Act::Resume | Act::AskResumeAll | Act::ResumeAll => stop::act(cx, act),
        Act::DeleteTask
        | Act::DropTask
        | Act::EditTask
        | Act::RenameTask
        | Act::TaskPurpose
        | Act::TaskLanguage => task::act(cx, act, TaskId(id), rev),
        Act::AutoRenewOn | Act::AutoRenewOff | Act::AgreePrice | Act::TakeFree => {
            plans::act(cx, act, id)
        }
        Act::MakeInvite
        | Act::AllowScript
        | Act::AllowBrand
        | Act::RefuseScript
        | Act::AnswerCase
        | Act::CloseCase
        | Act::EndCoupon
        | Act::PaidRefund
        | Act::WithdrawRefund
        | Act::SellAtALoss => admin::act(cx, act, id, rev),
    }
}

/// Gives the input to the open step; without one, shows the menu.
fn to_step(cx: &mut Cx, dialogue: Option<Dialogue>, input: Input) -> Result<()> {
    match dialogue {
        Some(Dialogue::Start(step)) => start::advance(cx, step, input),
        Some(Dialogue::Call(step)) => call::advance(cx, step, input),
        Some(Dialogue::Task(step)) => task::advance(cx, step, input),
        Some(Dialogue::Account(step)) => account::advance(cx, step, input),
        Some(Dialogue::Own(step)) => own::advance(cx, step, input),
        Some(Dialogue::Plans(step)) => plans::advance(cx, step, input),
        Some(Dialogue::Coupon(coupon::Step::Code)) => coupon::advance(cx, input),
        Some(Dialogue::Case(step)) => cases::advance(cx, step, input),
        Some(Dialogue::Admin(step)) => admin::advance(cx, step, input),
        Some(Dialogue::Topup(step)) => topup::advance(cx, step, input),
        Some(Dialogue::Review(step)) => admin::reviews::advance(cx, step, input),
        None if cx.user.stage == Stage::New => start::begin(cx),
        None => menu::free(cx, input),
    }
}

/// Draws the question of a step again, with what was wrong above it.
pub fn again(cx: &mut Cx, dialogue: &Dialogue, problem: Option<Msg>) -> Result<()> {
    match dialogue {
        Dialogue::Start(step) => start::ask(cx, step, problem),
        Dialogue::Call(step) => call::ask(cx, step, problem),
        Dialogue::Task(step) => task::ask(cx, step, problem),
        Dialogue::Account(step) => account::ask(cx, step, problem),
        Dialogue::Own(step) => own::ask(cx, step, problem),
        Dialogue::Plans(step) => plans::ask(cx, step, problem),
        Dialogue::Coupon(coupon::Step::Code) => coupon::ask(cx, problem),
        Dialogue::Case(step) => cases::ask(cx, step, problem),
        Dialogue::Admin(step) => admin::ask(cx, step, problem),
        Dialogue::Topup(step) => topup::ask(cx, step, problem),
        Dialogue::Review(step) => admin::reviews::ask(cx, step, problem),
    }
}
