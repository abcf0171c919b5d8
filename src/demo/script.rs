//! The main job played without a person: each step does what a person would, and says what must
//! hold.
//!
//! It runs beside the daemon's own threads, over the stand-ins, and moves the clock instead of
//! waiting. Buttons are found by what they mean, not by their labels.

mod money;
mod player;
mod steps;
mod sums;

use anyhow::Result;

use crate::clock::Clock;
use crate::demo::bland::FakeBland;
use crate::demo::dynopay::Dynopay;
use crate::demo::telegram::FakeTelegram;
use crate::store::Store;
use player::Player;

/// The stage it is played on; the daemon runs on it.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The clock that is moved.
    pub clock: &'a Clock,
    /// The store that is looked into, never written to.
    pub store: &'a Store,
    /// The stand-in of Telegram.
    pub telegram: &'a FakeTelegram,
    /// The stand-in of the voice provider.
    pub bland: &'a FakeBland,
    /// The stand-in of the payment provider.
    pub dynopay: &'a Dynopay,
    /// Takes each line of the report as it comes.
    pub say: &'a dyn Fn(&str) -> Result<()>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many expectations held.
    pub held: usize,
    /// Those that did not, by name.
    pub failed: Vec<String>,
}

/// Plays it all. A step that cannot go on ends it; the transcript and the sums come all the same.
pub fn play(stage: Stage<'_>) -> Result<Verdict> {
    let mut player = Player::new(stage);
    let played = steps::all(&mut player);
    let story = player.story().to_owned();
    (stage.say)(&format!("\nThe chat, as Ann saw it\n{story}"))?;
    (stage.say)(&format!("\nThe first call, as it was heard\n{}", sums::heard(stage.bland)))?;
    sums::report(&mut player)?;
    let mut verdict = player.verdict();
    if let Err(fault) = played {
        let fault = format!("{fault:#}");
        // What was waited for in vain is among the failed already.
        if !verdict.failed.contains(&fault) {
            verdict.failed.push(fault);
        }
    }
    Ok(verdict)
}
