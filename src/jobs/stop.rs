//! Ends calls whose user asked for it, once their line is known.

use anyhow::Result;

use crate::jobs::{Jobs, alone, show};
use crate::store::calls::follow;
use crate::voice::Stopped;
use crate::work::Progress;

/// One call.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(voice) = &jobs.voice else { return Ok(Progress::Idle) };
    let Some(call) = jobs.store.read(follow::to_stop)? else { return Ok(Progress::Idle) };
    let Some(id) = &call.provider_id else { return Ok(Progress::Idle) };
    // One that cannot be stopped yet may not hold the others up: a later look that finds it still
    // going asks again.
    match voice.stop(id) {
        Ok(Stopped::Yes) => {}
        Ok(Stopped::NotNow) => tracing::info!(call = call.id.0, "a call has no line to end yet"),
        Err(fault) => tracing::warn!(call = call.id.0, %fault, "a call could not be stopped"),
    }
    jobs.store.write(|tx| {
        follow::stop_sent(tx, call.id)?;
        alone(tx, "call", call.id.0, |tx| show::call(tx, call.id)).map(drop)
    })?;
    Ok(Progress::Made)
}
