//! Numbers of one's own: proved by a code that a call speaks, listed, given up (C-16, C-18).

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::code::Code;
use crate::domain::frequency::Whom;
use crate::domain::gate;
use crate::domain::ids::{NumberId, OwnId};
use crate::domain::phone::Phone;
use crate::domain::script::Script;
use crate::domain::settings::Part;
use crate::domain::tier::OWN_MOST;
use crate::domain::wallet::Bucket;
use crate::features::call::{self, Draft};
use crate::features::{Cx, Dialogue, Input};
use crate::screens::{self, own as draw};
use crate::speech;
use crate::store::calls::facts::{self, Asked, Does, When};
use crate::store::calls::{self, NewCall};
use crate::store::codes::{self, Typed};
use crate::store::{numbers, tasks, tiers};

/// Where the dialogue stands. A draft is the call that waits for the proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Which number is yours?
    Number,
    /// Is it yours, and may it be called with a code?
    Offer {
        /// The number.
        phone: Phone,
        /// The call that waits.
        draft: Option<Draft>,
    },
    /// Which code did you hear?
    Code {
        /// The number.
        phone: Phone,
        /// The call that waits.
        draft: Option<Draft>,
    },
}

/// The user's own numbers.
pub fn list(cx: &mut Cx) -> Result<()> {
    let message = listed(cx)?;
    cx.show(&message)
}

fn listed(cx: &Cx) -> Result<Message> {
    let mut rows = Vec::new();
    for own in tiers::own(cx.tx, cx.user.id)? {
        let phone = numbers::phone(cx.tx, own.number)?;
        rows.push(draw::Row { id: own.id, phone, until: own.until });
    }
    Ok(draw::list(&rows, OWN_MOST))
}

/// Takes a number from the list.
pub fn disown(cx: &mut Cx, id: OwnId) -> Result<()> {
    cx.end()?;
    let was = tiers::disown(cx.tx, cx.user.id, id)?;
    cx.toast = Some(Msg::new(if was { "own-removed" } else { "gone" }));
    list(cx)
}

/// Opens the proof of a number that is to be typed.
pub fn start(cx: &mut Cx) -> Result<()> {
    step(cx, Step::Number, None)
}

/// Whether a number must be proved before this user may call it.
pub fn is_missing(cx: &Cx, phone: &Phone) -> Result<bool> {
    if tiers::of(cx.tx, &cx.user)?.calls_others() {
        return Ok(false);
    }
    let number = numbers::id(cx.tx, phone)?;
    Ok(tiers::whose(cx.tx, cx.user.id, number)? != Whom::Own)
}

/// Asks whether a number is the user's own.
pub fn offer(cx: &mut Cx, phone: Phone, draft: Option<Draft>) -> Result<()> {
    step(cx, Step::Offer { phone, draft }, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match (at, input) {
        (at, Input::Pick(Pick::Word(Word::Back))) => back(cx, at),
        (Step::Number, Input::Text(text) | Input::Contact(text)) => match call::phone(cx, &text) {
            Ok(phone) => offer(cx, phone, None),
            Err(problem) => step(cx, Step::Number, Some(problem)),
        },
        (Step::Offer { phone, draft }, Input::Pick(Pick::Word(Word::Now))) => {
            call_with_code(cx, phone, draft)
        }
        (Step::Code { phone, draft }, Input::Pick(Pick::Word(Word::Now))) => {
            offer(cx, phone, draft)
        }
        (Step::Code { phone, draft }, Input::Text(text)) => typed(cx, phone, draft, &text),
        (at @ Step::Offer { .. }, Input::Text(_)) => {
            ask(cx, &at, Some(Msg::new("use-the-buttons")))
        }
        (at, Input::Other | Input::Pick(_)) => ask(cx, &at, None),
        (at, _) => ask(cx, &at, Some(Msg::new("call-not-that"))),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let message = match at {
        Step::Number => draw::number(cx.rev),
        Step::Offer { phone, draft } => offered(cx, phone, draft.as_ref())?,
        Step::Code { phone, .. } => draw::code(cx.rev, phone),
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Own(at.clone()))?;
    ask(cx, &at, problem)
}

fn back(cx: &mut Cx, at: Step) -> Result<()> {
    match at {
        Step::Number => {
            cx.end()?;
            list(cx)
        }
        Step::Offer { draft: Some(draft), .. } => call::ask_number(cx, &draft),
        Step::Offer { draft: None, .. } => step(cx, Step::Number, None),
        Step::Code { phone, draft } => offer(cx, phone, draft),
    }
}

fn offered(cx: &Cx, phone: &Phone, draft: Option<&Draft>) -> Result<Message> {
    let number = numbers::id(cx.tx, phone)?;
    let against = against(cx, phone, number)?;
    let asks = if draft.is_some() { draw::Asks::ForACall } else { draw::Asks::ForItself };
    Ok(draw::offer(cx.rev, phone, asks, &against))
}

/// What stands against a call with a code now. It passes the gate like any other, and besides there
/// are only so many of them.
fn against(cx: &Cx, phone: &Phone, number: NumberId) -> Result<draw::Against> {
    if cx.settings.voice == Part::Missing {
        return Ok(draw::Against::Voice);
    }
    let own = tiers::own(cx.tx, cx.user.id)?;
    if own.len() >= OWN_MOST && own.iter().all(|own| own.number != number) {
        return Ok(draw::Against::Full(OWN_MOST));
    }
    if let Some(until) = codes::rests_until(cx.tx, cx.user.id, number)? {
        return Ok(draw::Against::Rests(until));
    }
    let script = script(cx, phone)?;
    let (user, bucket) = (&cx.user, Bucket::Single);
    let (when, does) = (When::Before, Does::Proves);
    let vars = &std::collections::BTreeMap::new();
    let asked = Asked { user, number, script: &script, vars, bucket, when, does };
    let verdict = gate::decide(&facts::gather(cx.tx, cx.settings, &asked)?.facts);
    if verdict.refusals().all(|(rule, _)| rule.waits()) {
        return Ok(draw::Against::Nothing);
    }
    let rules = verdict.refusals().map(|(rule, _)| rule.name()).collect();
    Ok(draw::Against::Rules { rules, passes: verdict.passes_at() })
}

fn script(cx: &Cx, phone: &Phone) -> Result<Script> {
    speech::code_script(&cx.settings.service, phone, cx.user.locale)
        .context("compose the call with a code")
}

/// The call. A code before it counts no more, and neither does its call.
fn call_with_code(cx: &mut Cx, phone: Phone, draft: Option<Draft>) -> Result<()> {
    let number = numbers::id(cx.tx, &phone)?;
    if against(cx, &phone, number)? != draw::Against::Nothing {
        return offer(cx, phone, draft);
    }
    if let Some(before) = codes::end(cx.tx, cx.user.id)? {
        calls::stop(cx.tx, cx.user.id, before)?;
    }
    let script = tasks::seal(cx.tx, cx.user.id, &script(cx, &phone)?)?;
    let new = NewCall {
        number,
        script,
        vars: &Default::default(),
        bucket: Bucket::Single,
        campaign: None,
        schedule: None,
        again_of: None,
        retries_left: 0,
        due_ms: cx.tx.now_ms(),
    };
    let call = calls::plan(cx.tx, cx.user.id, &new)?;
    codes::make(cx.tx, cx.user.id, number, call)?;
    step(cx, Step::Code { phone, draft }, None)
}

fn typed(cx: &mut Cx, phone: Phone, draft: Option<Draft>, text: &str) -> Result<()> {
    let Some(code) = Code::typed(text) else {
        let problem = Msg::new("own-code-unread");
        return step(cx, Step::Code { phone, draft }, Some(problem));
    };
    let number = numbers::id(cx.tx, &phone)?;
    match codes::typed(cx.tx, cx.user.id, number, &code)? {
        Typed::Wrong(left) => {
            let problem = Msg::new("own-code-wrong").count("left", left);
            step(cx, Step::Code { phone, draft }, Some(problem))
        }
        Typed::Over => step(cx, Step::Offer { phone, draft }, Some(Msg::new("own-code-over"))),
        Typed::Right(call) => {
            // The line is wanted for the call that waits.
            calls::stop(cx.tx, cx.user.id, call)?;
            tiers::prove(cx.tx, cx.user.id, number)?;
            proved(cx, &phone, draft)
        }
    }
}

/// The call that was being made goes on where it was; without one, the list shows the number.
fn proved(cx: &mut Cx, phone: &Phone, draft: Option<Draft>) -> Result<()> {
    let proved = Msg::new("own-proved").phone("phone", phone.as_str());
    match draft {
        Some(draft) => {
            cx.say(&Message::of(proved))?;
            call::go_on(cx, draft)
        }
        None => {
            cx.end()?;
            let message = screens::under(proved, listed(cx)?);
            cx.show(&message)
        }
    }
}
