//! The steps, in the order of the story.

use anyhow::{Context, Result};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::player::{ANN, Player, all_calls, button, newest, opens};
use super::{Stage, money};
use crate::chat::button::{Act, Button, Pick, Screen, Word};
use crate::demo::bland::{Act as Does, Callee, Line};
use crate::domain::call::{Outcome, Phase};
use crate::domain::ids::CampaignId;
use crate::domain::user::Stage as Ready;
use crate::domain::views::{CallView, CampaignView};
use crate::store::{calls, users};

/// Ann's own phone.
const OWN: &str = "+12125550143";
/// The number people may call back.
const CALLBACK: &str = "+12125550100";
/// A number with an answering machine.
const MACHINE: &str = "+12125550101";
/// A number where nobody is in.
const NOBODY: &str = "+12125550102";
/// A number that is called in the evening.
const EVENING: &str = "+12125550103";
/// Where all these numbers are.
pub(super) const ZONE: &str = "America/New_York";
/// From a fresh account to one's own phone ringing, taps and texts together.
const ACTS_MOST: usize = 10;
/// The longest one call takes, from the tap to its result.
const CALL_MOST: SignedDuration = SignedDuration::from_mins(5);
/// The longest a list of twenty takes.
const LIST_MOST: SignedDuration = SignedDuration::from_mins(30);

/// All of them.
pub(super) fn all(player: &mut Player<'_>) -> Result<()> {
    sign_up(player)?;
    first_call(player)?;
    inbox(player)?;
    money::top_up(player)?;
    unreached(player, MACHINE, Callee::voicemail(), Outcome::Voicemail)?;
    unreached(player, NOBODY, Callee::no_answer(), Outcome::NoAnswer)?;
    evening(player)?;
    list(player)?;
    money::paid_call(player)?;
    money::plan(player)
}

fn sign_up(player: &mut Player<'_>) -> Result<()> {
    player.title("Sign-up")?;
    player.writes("/start")?;
    player.taps("the first language", |it| is_choice(it, 0))?;
    player.taps("the terms are accepted", |it| is_word(it, Word::Yes))?;
    player.taps("the zone is right", |it| is_word(it, Word::Yes))?;
    player.soon("a newcomer reaches the menu", |stage| {
        let call = |it: Button| opens(it, Screen::NewCall);
        let menu = newest(stage).is_some_and(|shown| button(&shown, &call).is_some());
        let ready = stage.store.read(|tx| users::by_telegram(tx, ANN))?;
        let ready = ready.is_some_and(|user| user.stage == Ready::Ready);
        Ok(menu && ready)
    })
}

fn first_call(player: &mut Player<'_>) -> Result<()> {
    player.title("A call that is answered with keys")?;
    // Waits for the question before it presses 1.
    let acts = vec![Does::Wait(3_000), Does::Answer, Does::Wait(17_500), Does::Key('1')];
    player.callee(OWN, Callee::Script(acts));
    dial_first(player)?;
    player.later("the own phone rings", SignedDuration::from_secs(20), |stage| {
        Ok(stage.bland.calls().iter().any(|call| call.line != Line::Waiting))
    })?;
    let acts = player.acts;
    player.check(&format!("that took {acts} taps and texts, at most 10"), acts <= ACTS_MOST)?;
    ended(player, OWN, "the call is answered", |call| call.outcome == Some(Outcome::Answered))?;
    player.soon("the live card shows the key that was pressed", |stage| {
        let card = newest(stage).map(|card| card.text).unwrap_or_default();
        Ok(card.contains('✅') && card.contains("1 ·"))
    })
}

fn inbox(player: &mut Player<'_>) -> Result<()> {
    player.title("The inbox")?;
    player.opens(Screen::Inbox)?;
    player.taps("the answered call is in the inbox", |it| opens(it, Screen::Call))?;
    player.soon("its result shows what was asked and the key", |stage| {
        Ok(newest(stage).is_some_and(|shown| shown.text.contains("1 ·")))
    })
}

/// A call that reaches nobody, and the offer to try again.
fn unreached(
    player: &mut Player<'_>,
    number: &str,
    callee: Callee,
    outcome: Outcome,
) -> Result<()> {
    let word: &str = outcome.into();
    player.title(&format!("A call that ends as {word}"))?;
    player.callee(number, callee);
    dial(player, number)?;
    agreed(player)?;
    ended(player, number, &format!("it ends as {word}"), |call| call.outcome == Some(outcome))?;
    player.soon("the card offers to call again", |stage| {
        let again = |it: Button| matches!(it, Button::Act { act: Act::Again, .. });
        Ok(newest(stage).is_some_and(|shown| button(&shown, &again).is_some()))
    })
}

fn evening(player: &mut Player<'_>) -> Result<()> {
    let at = evening_of(player.stage.clock.wall()).context("an evening")?;
    player.set_clock(at);
    player.title("Quiet hours")?;
    player.callee(EVENING, Callee::human("2"));
    let dialled = player.stage.bland.dialled().len();
    dial(player, EVENING)?;
    agreed(player)?;
    // Choices on a summary are moments: the one button is the next lawful one.
    player.taps(
        "the summary refuses and offers the next lawful time",
        |it| matches!(it, Button::Pick { pick: Pick::Choose(ms), .. } if ms > at.as_millisecond()),
    )?;
    player.soon("one tap schedules it", |stage| {
        let call = call_to(stage, EVENING)?;
        Ok(call.is_some_and(|call| call.phase == Phase::Planned && is_day(call.due)))
    })?;
    let still = player.stage.bland.dialled().len() == dialled;
    player.check("nobody is called in the evening", still)?;
    player.later("a reminder comes before it", SignedDuration::from_hours(16), |stage| {
        Ok(newest(stage).is_some_and(|shown| shown.text.contains('⏰')))
    })?;
    player.later("it is made then", SignedDuration::from_hours(1), |stage| {
        Ok(stage.bland.dialled().len() == dialled + 1)
    })?;
    let made = player.stage.bland.dialled().last().map(|call| call.created_ms);
    let made = made.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    player.check("at an hour when it is lawful", made.is_some_and(is_day))?;
    ended(player, EVENING, "and answered", |call| call.outcome == Some(Outcome::Answered))
}

fn list(player: &mut Player<'_>) -> Result<()> {
    player.title("A list of twenty")?;
    for (number, callee) in twenty() {
        player.callee(&number, callee);
    }
    player.opens(Screen::NewList)?;
    player.taps("what is said", |it| matches!(it, Button::Pick { pick: Pick::Choose(_), .. }))?;
    let lines: Vec<String> = twenty().into_iter().map(|(number, _)| number).collect();
    player.writes(&lines.join("\n"))?;
    agreed(player)?;
    player.taps("start calling", |it| is_word(it, Word::Now))?;
    player.soon("the list runs", |stage| Ok(campaign(stage)?.is_some_and(|it| it.running)))?;
    let card = newest(&player.stage).map(|shown| shown.id);
    player.later("all twenty come to an end", LIST_MOST, |stage| {
        Ok(campaign(stage)?.is_some_and(|it| it.done == it.total && it.total == 20))
    })?;
    let view = campaign(&player.stage)?.context("the list")?;
    let outcomes = [
        (Outcome::Answered, 13),
        (Outcome::Voicemail, 2),
        (Outcome::NoAnswer, 3),
        (Outcome::Busy, 2),
    ];
    player.check(
        "13 answered, 2 voicemail, 3 not answered, 2 busy",
        view.outcomes.iter().copied().eq(outcomes),
    )?;
    let keys = |key: &str| view.answers.iter().find(|(it, _)| it == key).map(|(_, count)| *count);
    player.check("8 pressed 1 and 4 pressed 2", (keys("1"), keys("2")) == (Some(8), Some(4)))?;
    one_card(player, card)?;
    results(player)
}

/// What the person sees of a list: its card, and a word on whoever asked not to be called again.
fn one_card(player: &mut Player<'_>, card: Option<i64>) -> Result<()> {
    let chat = player.stage.telegram.chat(ANN);
    let since: Vec<_> =
        chat.iter().filter(|it| it.from_bot && Some(it.id) >= card && !it.deleted).collect();
    let edits = since.first().map_or(0, |card| card.edited);
    player.check("one live card followed them, edited in place", edits > 3)?;
    let notices = since.iter().skip(1).filter(|it| it.text.contains('🚫')).count();
    player.check("beside it came only the notice of who opted out", {
        notices == 1 && since.len() == 2
    })?;
    player.later("the card shows the end", SignedDuration::from_mins(1), move |stage| {
        let stop = |it: Button| matches!(it, Button::Act { act: Act::StopCampaign, .. });
        let card = stage.telegram.chat(ANN).into_iter().find(|it| Some(it.id) == card);
        Ok(card.is_some_and(|card| button(&card, &stop).is_none()))
    })
}

fn results(player: &mut Player<'_>) -> Result<()> {
    player.taps_card("the results of the list", |it| {
        matches!(it, Button::Act { act: Act::Results, .. })
    })?;
    player.soon("the results come as a document", |stage| {
        Ok(newest(stage).is_some_and(|shown| shown.file.is_some()))
    })?;
    let file = newest(&player.stage).and_then(|shown| shown.file).context("the document")?;
    let mut table = csv::Reader::from_reader(&file.bytes[..]);
    let width = table.headers()?.len();
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>()?;
    let numbers: Vec<String> = twenty().into_iter().map(|(number, _)| number).collect();
    let all = numbers.iter().all(|number| {
        rows.iter().any(|row| row.iter().any(|cell| cell.trim_start_matches('\'') == number))
    });
    let (count, name) = (rows.len(), file.name);
    player.check(
        &format!("{name} is a table of {count} rows and {width} columns, every number in it"),
        count == 20 && width > 3 && all,
    )
}

// ---- parts of a step ---------------------------------------------------------------------------

/// The first call asks once who is calling.
fn dial_first(player: &mut Player<'_>) -> Result<()> {
    dial(player, OWN)?;
    player.writes("Example Clinic")?;
    player.writes(CALLBACK)?;
    agreed(player)
}

/// One tap says that whoever is called agreed to it, and is kept.
pub(super) fn agreed(player: &mut Player<'_>) -> Result<()> {
    player.taps("they gave their number for this", |it| is_word(it, Word::Given))
}

/// From the menu to the number.
pub(super) fn dial(player: &mut Player<'_>, number: &str) -> Result<()> {
    player.opens(Screen::NewCall)?;
    player.taps("what is said", |it| matches!(it, Button::Pick { pick: Pick::Choose(_), .. }))?;
    player.writes(number)
}

/// Waits for the end of the newest call to a number.
pub(super) fn ended(
    player: &mut Player<'_>,
    number: &str,
    what: &str,
    how: impl Fn(&CallView) -> bool,
) -> Result<()> {
    player.later(&format!("the call to {number} is over"), CALL_MOST, |stage| {
        Ok(call_to(stage, number)?.is_some_and(|call| call.phase == Phase::Ended))
    })?;
    let call = call_to(&player.stage, number)?;
    player.check(what, call.as_ref().is_some_and(how))
}

pub(super) fn call_to(stage: &Stage, number: &str) -> Result<Option<CallView>> {
    Ok(all_calls(stage)?.into_iter().find(|call| call.phone == number))
}

/// The newest list call.
fn campaign(stage: &Stage) -> Result<Option<CampaignView>> {
    let newest: Option<CampaignId> = all_calls(stage)?.into_iter().find_map(|call| call.campaign);
    let (Some(id), Some(user)) = (newest, stage.store.read(|tx| users::by_telegram(tx, ANN))?)
    else {
        return Ok(None);
    };
    stage.store.read(|tx| calls::show::campaign(tx, user.id, id))
}

pub(super) fn is_word(button: Button, word: Word) -> bool {
    matches!(button, Button::Pick { pick: Pick::Word(it), .. } if it == word)
}

pub(super) fn is_choice(button: Button, choice: i64) -> bool {
    matches!(button, Button::Pick { pick: Pick::Choose(it), .. } if it == choice)
}

/// Whether it is day where the numbers are: 8 to 20 h.
fn is_day(at: Timestamp) -> bool {
    TimeZone::get(ZONE).is_ok_and(|zone| (8..20).contains(&zone.to_datetime(at).hour()))
}

/// Half past nine in the evening of that day, where the numbers are.
fn evening_of(now: Timestamp) -> Option<Timestamp> {
    let zone = TimeZone::get(ZONE).ok()?;
    let evening = Time::new(21, 30, 0, 0).ok()?;
    let at = zone.to_datetime(now).date().to_datetime(evening);
    Some(at.to_zoned(zone).ok()?.timestamp())
}

/// Twenty people: 8 press 1, 4 press 2, 1 asks not to be called again; the others are not reached.
fn twenty() -> Vec<(String, Callee)> {
    let who = |at: usize| match at {
        0..8 => Callee::human("1"),
        8..12 => Callee::human("2"),
        12..15 => Callee::no_answer(),
        15..17 => Callee::voicemail(),
        17..19 => Callee::busy(),
        _ => Callee::human("9"),
    };
    (0..20).map(|at| (format!("+121255501{:02}", 20 + at), who(at))).collect()
}
