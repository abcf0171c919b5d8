//! The hands and the eyes of the script: writes, taps, waits, and notes what held.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::{SignedDuration, Timestamp};

use super::{Stage, Verdict};
use crate::chat::button::{Button, Screen};
use crate::demo::bland::Callee;
use crate::demo::telegram::{Action, PersonSeed, Shown};
use crate::domain::call::Phase;
use crate::domain::ids::{ChatId, UserId};
use crate::domain::views::CallView;
use crate::jobs;
use crate::store::{calls, cards, outbox, users};

/// Notices that may stand under the message that is tapped.
const LOOKS_BACK: usize = 3;
/// The person who plays.
pub(super) const ANN: i64 = 1001;
/// The most calls that are looked at: the script makes fewer.
const CALLS_MOST: usize = 100;
/// How long the daemon's threads may take for one answer, in real time, before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long they may take for what is due before the clock moves on: what is due may be held back
/// until it does.
const REST: Duration = Duration::from_millis(120);
/// Between two looks, unless the bell rings.
const LOOK: Duration = Duration::from_millis(5);
/// The least by which the clock moves.
const STEP: SignedDuration = SignedDuration::from_secs(1);

/// Plays the person and keeps the score.
pub(super) struct Player<'a> {
    pub(super) stage: Stage<'a>,
    /// What the person has done so far: taps and texts.
    pub(super) acts: usize,
    /// The bot's newest message when the person last did something.
    before: Option<Shown>,
    /// What the person saw and did, in order: cards are edited, so the chat does not tell it.
    story: String,
    /// The text of each message that stands in the story already.
    seen: BTreeMap<i64, String>,
    held: usize,
    failed: Vec<String>,
}

impl<'a> Player<'a> {
    pub(super) fn new(stage: Stage<'a>) -> Player<'a> {
        let (first_name, language_code) = ("Ann".to_owned(), "en".to_owned());
        stage.telegram.person(PersonSeed { id: ANN, first_name, language_code });
        let (story, seen) = (String::new(), BTreeMap::new());
        Player { stage, acts: 0, before: None, story, seen, held: 0, failed: Vec::new() }
    }

    pub(super) fn verdict(self) -> Verdict {
        Verdict { held: self.held, failed: self.failed }
    }

    /// Begins a step.
    pub(super) fn title(&self, title: &str) -> Result<()> {
        let at = self.stage.clock.wall().strftime("%a %H:%M UTC");
        (self.stage.say)(&format!("\n{title}  ({at})\n"))
    }

    /// Notes whether something holds.
    pub(super) fn check(&mut self, what: &str, holds: bool) -> Result<()> {
        if holds {
            self.held += 1;
            (self.stage.say)(&format!("  ok      {what}\n"))
        } else {
            self.failed.push(what.to_owned());
            (self.stage.say)(&format!("  FAILED  {what}\n"))
        }
    }

    /// Waits until something holds while the clock stands, as far as a running clock can. What
    /// never comes ends the script.
    pub(super) fn soon(
        &mut self,
        what: &str,
        holds: impl Fn(&Stage) -> Result<bool>,
    ) -> Result<()> {
        if !self.wait(PATIENCE, &holds)? {
            return self.give_up(what);
        }
        self.sees();
        self.check(what, true)
    }

    /// Lets time pass until something holds, for at most `most`.
    pub(super) fn later(
        &mut self,
        what: &str,
        most: SignedDuration,
        holds: impl Fn(&Stage) -> Result<bool>,
    ) -> Result<()> {
        let end = self.stage.clock.wall().checked_add(most).context("beyond the calendar")?;
        while !holds(&self.stage)? {
            if self.stage.clock.wall() >= end {
                return self.give_up(what);
            }
            self.wait(REST, |stage| Ok(holds(stage)? || is_quiet(stage)?))?;
            if !holds(&self.stage)? {
                self.move_on()?;
            }
        }
        self.sees();
        self.check(what, true)
    }

    fn give_up(&mut self, what: &str) -> Result<()> {
        self.check(what, false)?;
        bail!("{what}")
    }

    /// Whether it held within the time, which is the machine's own.
    fn wait(&self, most: Duration, holds: impl Fn(&Stage) -> Result<bool>) -> Result<bool> {
        let clock = self.stage.clock;
        let end = clock.pace() + most;
        loop {
            let seen = clock.bell().seen();
            if holds(&self.stage)? {
                return Ok(true);
            }
            if clock.pace() >= end {
                return Ok(false);
            }
            clock.bell().wait(seen, LOOK);
        }
    }

    /// To the next moment at which something falls due, a step at least; while something is under
    /// way, no more than a step.
    fn move_on(&self) -> Result<()> {
        let Stage { clock, bland, .. } = self.stage;
        let step = clock.wall().checked_add(STEP).context("beyond the calendar")?;
        let next = if is_quiet(&self.stage)? { next_due(&self.stage)? } else { None };
        clock.set(next.map_or(step, |next| next.max(step)));
        bland.tick();
        Ok(())
    }

    /// Sets the clock.
    pub(super) fn set_clock(&self, at: Timestamp) {
        self.stage.clock.set(at);
        self.stage.bland.tick();
    }

    // ---- hands -------------------------------------------------------------------------------

    /// Writes to the bot, once it has answered what was done before.
    pub(super) fn writes(&mut self, text: &str) -> Result<()> {
        let before = self.before.take();
        if before.is_some() && !self.wait(PATIENCE, |stage| Ok(newest(stage) != before))? {
            return self.give_up(&format!("the bot answers before this is written: {text:?}"));
        }
        self.notes(&format!("Ann: {}", text.replace('\n', "\n     ")));
        self.stage.telegram.says(ANN, text);
        Ok(())
    }

    /// Taps the first button that means what is wanted, once it is there: a notice may come in
    /// under the message that has it.
    pub(super) fn taps(&mut self, what: &str, wanted: impl Fn(Button) -> bool) -> Result<()> {
        let before = self.before.take();
        let shown = |stage: &Stage| -> Result<Option<(i64, Found)>> {
            let chat = stage.telegram.chat(ANN).into_iter().rev();
            let mut last = chat.filter(|it| it.from_bot && !it.deleted).take(LOOKS_BACK);
            let newest = last.find(|shown| button(shown, &wanted).is_some());
            let newest = newest.filter(|newest| Some(newest) != before.as_ref());
            let Some(newest) = newest else { return Ok(None) };
            // A tap that comes before the message is on record is answered by a new message.
            let kept = stage.store.read(|tx| cards::at(tx, ChatId(ANN), newest.id))?.is_some();
            Ok(button(&newest, &wanted).filter(|_| kept).map(|found| (newest.id, found)))
        };
        self.wait(PATIENCE, |stage| Ok(shown(stage)?.is_some()))?;
        match shown(&self.stage)? {
            Some((message, found)) => self.tap(message, &found),
            None => self.give_up(&format!("there is a button: {what}")),
        }
    }

    /// Taps a button of the newest message that has it, which need not be the newest of all.
    pub(super) fn taps_card(&mut self, what: &str, wanted: impl Fn(Button) -> bool) -> Result<()> {
        let chat = self.stage.telegram.chat(ANN);
        let found = chat.iter().rev().filter(|shown| !shown.deleted);
        let found = found.filter_map(|shown| Some((shown.id, button(shown, &wanted)?))).next();
        match found {
            Some((message, found)) => self.tap(message, &found),
            None => self.give_up(&format!("there is a button: {what}")),
        }
    }

    fn tap(&mut self, message: i64, found: &Found) -> Result<()> {
        self.notes(&format!("Ann taps [{}]", found.label));
        self.stage.telegram.taps(ANN, message, &found.data).map(drop)
    }

    /// Notes what the person sees, and what she then does.
    fn notes(&mut self, act: &str) {
        self.sees();
        self.before = newest(&self.stage);
        self.acts += 1;
        self.story.push_str(act);
        self.story.push('\n');
    }

    /// Adds what is new in the chat to the story.
    fn sees(&mut self) {
        for shown in self.stage.telegram.chat(ANN).iter().filter(|it| it.from_bot && !it.deleted) {
            if self.seen.get(&shown.id) != Some(&shown.text) {
                self.story.push_str(&told(shown));
                self.seen.insert(shown.id, shown.text.clone());
            }
        }
    }

    /// What the person saw and did so far.
    pub(super) fn story(&mut self) -> &str {
        self.sees();
        &self.story
    }

    /// Opens a screen from the menu.
    pub(super) fn opens(&mut self, screen: Screen) -> Result<()> {
        let wanted = |button: Button| opens(button, screen);
        let has = |stage: &Stage| newest(stage).and_then(|shown| button(&shown, &wanted));
        let is_menu = |stage: &Stage| {
            let menu = |button: Button| opens(button, Screen::NewCall);
            Ok(newest(stage).is_some_and(|shown| self::button(&shown, &menu).is_some()))
        };
        if !is_menu(&self.stage)? {
            self.writes("/menu")?;
            self.soon("the menu opens", is_menu)?;
        }
        if has(&self.stage).is_some() {
            return self.taps("from the menu", wanted);
        }
        // Opening is always obeyed, also from a card that was drawn by another version.
        let shown = newest(&self.stage).context("the bot said nothing")?;
        self.notes(&format!("Ann opens {screen:?}"));
        let data = Button::open(screen).encode();
        self.stage.telegram.taps_passed(ANN, shown.id, &data).map(drop)
    }

    // ---- eyes --------------------------------------------------------------------------------

    /// The person in the store.
    pub(super) fn user(&self) -> Result<UserId> {
        let found = self.stage.store.read(|tx| users::by_telegram(tx, ANN))?;
        Ok(found.context("Ann is known")?.id)
    }

    /// Who answers a number.
    pub(super) fn callee(&self, number: &str, callee: Callee) {
        self.stage.bland.callee_for(number, callee);
    }
}

/// The bot's newest message.
pub(super) fn newest(stage: &Stage) -> Option<Shown> {
    stage.telegram.last_from_bot(ANN)
}

/// Every call of the person, newest first.
pub(super) fn all_calls(stage: &Stage) -> Result<Vec<CallView>> {
    stage.store.read(|tx| match users::by_telegram(tx, ANN)? {
        Some(user) => calls::show::page(tx, user.id, 0, CALLS_MOST),
        None => Ok(Vec::new()),
    })
}

/// Whether a button opens a screen, at any object or page.
pub(super) fn opens(button: Button, screen: Screen) -> bool {
    matches!(button, Button::Open(place) if place.screen == screen)
}

/// A button that was found.
pub(super) struct Found {
    label: String,
    data: String,
}

/// The first button that means what is wanted.
pub(super) fn button(shown: &Shown, wanted: &dyn Fn(Button) -> bool) -> Option<Found> {
    shown.keyboard.iter().flatten().find_map(|button| match &button.action {
        Action::Data(data) if Button::decode(data).is_some_and(wanted) => {
            Some(Found { label: button.label.clone(), data: data.clone() })
        }
        _ => None,
    })
}

/// A message as text: its words, its document, its buttons.
fn told(shown: &Shown) -> String {
    let lines = shown.text.lines().filter(|line| !line.is_empty());
    let mut text: String = lines.map(|line| format!("  | {line}\n")).collect();
    if let Some(file) = &shown.file {
        text.push_str(&format!("  | <{}, {} bytes>\n", file.name, file.bytes.len()));
    }
    for row in &shown.keyboard {
        let labels: Vec<_> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        text.push_str(&format!("  | {}\n", labels.join(" ")));
    }
    text
}

/// Whether the daemon has done all that is due, and has no dial on the wire.
fn is_quiet(stage: &Stage) -> Result<bool> {
    let now = stage.clock.wall();
    let next = next_due(stage)?;
    let placing = all_calls(stage)?.iter().any(|call| call.phase == Phase::Placing);
    let heard = stage.telegram.pending_updates() == 0;
    Ok(heard && !placing && next.is_none_or(|next| next > now))
}

fn next_due(stage: &Stage) -> Result<Option<Timestamp>> {
    let at = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let outbox = stage.store.read(outbox::next_due)?;
    let jobs = jobs::next_due(stage.store)?;
    Ok([at(outbox), jobs, at(stage.bland.next_ms())].into_iter().flatten().min())
}
