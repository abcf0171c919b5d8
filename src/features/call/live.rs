//! Calls that are under way or over: their cards, what can be done with them, their history.

use anyhow::Result;

use crate::chat::button::{Act, Screen};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::call::Phase;
use crate::domain::ids::{CallId, CampaignId, CardId, TopupId};
use crate::domain::settings::Part;
use crate::features::{Cx, menu, own, topup};
use crate::screens;
use crate::store::calls::{self, Call, NewCall, Stopping};
use crate::store::codes::{self, Spoken};
use crate::store::outbox::Lane;
use crate::store::{campaigns, cards};

/// How long "in 30 minutes" is.
const LATER_MS: i64 = 30 * 60 * 1000;
/// How often "twice more by itself" calls again after the first repeat.
const TWICE: u32 = 1;
/// The most calls a history counts: beyond it, nobody turns pages.
const HISTORY_MOST: usize = 1_000;
/// Lines of a conversation on one screen.
const LINES_MOST: usize = 30;

/// Shows a call of the user's; the menu if there is no such call. Until the call is over, the card
/// lives on with it.
pub fn show_call(cx: &mut Cx, id: CallId) -> Result<()> {
    let Some(view) = calls::show::call(cx.tx, cx.user.id, id)? else { return gone(cx) };
    cx.show(&screens::call::live(&view))?;
    if view.phase.is_final() { Ok(()) } else { live(cx, cards::Kind::Call, id.0) }
}

/// Shows a list call of the user's, in the same way.
pub fn show_campaign(cx: &mut Cx, id: CampaignId) -> Result<()> {
    let Some(view) = calls::show::campaign(cx.tx, cx.user.id, id)? else { return gone(cx) };
    cx.show(&screens::campaign::live(&view))?;
    if view.done == view.total { Ok(()) } else { live(cx, cards::Kind::Campaign, id.0) }
}

/// A card is about to show something else: a live card may not take that screen over later. An end
/// that it has not shown yet comes on a card of its own.
pub fn leave(cx: &Cx, card: CardId, next: &Message) -> Result<()> {
    let news = match cards::unread(cx.tx, card)? {
        Some((cards::Kind::Call, id)) => calls::show::call(cx.tx, cx.user.id, CallId(id))?
            .filter(|view| view.phase.is_final())
            .map(|view| ((cards::Kind::Call, id), screens::call::live(&view))),
        Some((cards::Kind::Campaign, id)) => {
            calls::show::campaign(cx.tx, cx.user.id, CampaignId(id))?
                .filter(|view| view.done == view.total)
                .map(|view| ((cards::Kind::Campaign, id), screens::campaign::live(&view)))
        }
        // The address that he waited for.
        Some((cards::Kind::Topup, id)) => {
            topup::unread(cx, TopupId(id))?.map(|message| ((cards::Kind::Topup, id), message))
        }
        Some((cards::Kind::Screen, _)) | None => None,
    };
    cards::become_about(cx.tx, card, cards::Kind::Screen, 0)?;
    match news.filter(|(_, message)| message != next) {
        Some((about, message)) => {
            let (user, chat) = (cx.user.id, cx.user.chat);
            cards::send(cx.tx, user, chat, Lane::Notice, about, &message).map(drop)
        }
        None => Ok(()),
    }
}

fn live(cx: &Cx, kind: cards::Kind, subject: i64) -> Result<()> {
    match cx.card {
        Some(card) => cards::become_about(cx.tx, card, kind, subject),
        None => Ok(()),
    }
}

fn gone(cx: &mut Cx) -> Result<()> {
    cx.toast = Some(Msg::new("gone"));
    menu::show(cx)
}

/// One page of the history or of the inbox.
pub fn page(cx: &mut Cx, screen: Screen, page: i64) -> Result<()> {
    let user = cx.user.id;
    let inbox = screen == Screen::Inbox;
    let total = match inbox {
        true => calls::show::inbox_count(cx.tx, user, HISTORY_MOST)?,
        false => calls::count(cx.tx, user, HISTORY_MOST)?,
    };
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let views = match inbox {
        true => calls::show::inbox(cx.tx, user, skip, screens::PAGE)?,
        false => calls::show::page(cx.tx, user, skip, screens::PAGE)?,
    };
    cx.show(&screens::call::list(screen, page, total, &views))
}

/// What was said in a call.
pub fn transcript(cx: &mut Cx, id: CallId) -> Result<()> {
    let Some(view) = calls::show::call(cx.tx, cx.user.id, id)? else { return gone(cx) };
    let lines = calls::show::transcript(cx.tx, cx.user.id, id, LINES_MOST)?;
    cx.show(&screens::call::transcript(&view, &lines))
}

/// A button under a call.
pub fn act(cx: &mut Cx, act: Act, id: CallId, rev: i64) -> Result<()> {
    let Some(call) = calls::get(cx.tx, cx.user.id, id)? else { return gone(cx) };
    // Stopping is obeyed at any revision: whoever taps it wants the call to end.
    if act == Act::StopCall {
        return stop(cx, id);
    }
    if call.rev != rev {
        cx.toast = Some(Msg::new("button-passed"));
        return show_call(cx, id);
    }
    if cx.settings.voice == Part::Missing {
        let Some(view) = calls::show::call(cx.tx, cx.user.id, id)? else { return gone(cx) };
        let why = Msg::new("call-voice-missing");
        return cx.show(&screens::under(why, screens::call::live(&view)));
    }
    if codes::of_call(cx.tx, call.id)? != Spoken::None {
        // Its code is spent: another one is asked for where it was.
        return own::list(cx);
    }
    let now = cx.tx.now_ms();
    match (act, call.phase) {
        (Act::Again, Phase::Ended) => again(cx, &call, now, 0),
        (Act::AgainLater, Phase::Ended) => again(cx, &call, now + LATER_MS, 0),
        (Act::AgainTwice, Phase::Ended) => again(cx, &call, now + LATER_MS, TWICE),
        (Act::NextLawful, Phase::Refused) => {
            let passes = calls::show::call(cx.tx, cx.user.id, id)?.and_then(|view| view.passes);
            again(cx, &call, passes.map_or(now, |at| at.as_millisecond()).max(now), 0)
        }
        _ => show_call(cx, id),
    }
}

fn stop(cx: &mut Cx, id: CallId) -> Result<()> {
    cx.toast = Some(Msg::new(match calls::stop(cx.tx, cx.user.id, id)? {
        Stopping::TakenBack => "call-taken-back",
        Stopping::Asked => "call-stop-asked",
        Stopping::Over => "call-over",
    }));
    show_call(cx, id)
}

/// The same call once more, as a new call with a card of its own.
fn again(cx: &mut Cx, call: &Call, due_ms: i64, retries_left: u32) -> Result<()> {
    // The old call's buttons are used up: a double tap must not call twice.
    calls::touch(cx.tx, call.id)?;
    let new = NewCall {
        number: call.number,
        script: call.script,
        vars: &call.vars,
        bucket: call.bucket,
        campaign: None,
        schedule: None,
        again_of: Some(call.id),
        retries_left,
        due_ms,
    };
    let next = calls::plan(cx.tx, cx.user.id, &new)?;
    if due_ms > cx.tx.now_ms() {
        calls::make_patient(cx.tx, next)?;
    }
    show_call(cx, next)
}

/// A button under a list call.
pub fn act_on_campaign(cx: &mut Cx, act: Act, id: CampaignId) -> Result<()> {
    let Some(view) = calls::show::campaign(cx.tx, cx.user.id, id)? else { return gone(cx) };
    if act == Act::StopCampaign {
        campaigns::stop(cx.tx, cx.user.id, id)?;
        cx.toast = Some(Msg::new("campaign-stop-asked"));
        return show_campaign(cx, id);
    }
    let calls = calls::show::of_campaign(cx.tx, cx.user.id, id)?;
    let csv = screens::results::csv(&calls)?;
    let name = format!("results-{id}.csv");
    cx.say(&screens::campaign::results(&view, name, csv))
}
