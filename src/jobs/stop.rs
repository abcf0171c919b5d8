//! Ends calls whose user asked for it, once their line is known.

use anyhow::Result;

use crate::jobs::{Jobs, show};
use crate::store::calls::follow;
use crate::voice::Stopped;
use crate::work::Progress;

/// One call.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(voice) = &jobs.voice else { return Ok(Progress::Idle) };
    let Some(call) = jobs.store.read(follow::to_stop)? else { return Ok(Progress::Idle) };
    let Some(id) = &call.provider_id else { return Ok(Progress::Idle) };
    let stopped = match voice.stop(id) {
        Ok(Stopped::Yes) => true,
        Ok(Stopped::NotNow) => false,
        Err(fault) => {
            tracing::warn!(call = call.id.0, %fault, "a call could not be stopped");
            false
        }
    };
    jobs.store.write(|tx| {
        follow::stop_sent(tx, call.id, stopped)?;
        show::call(tx, call.id)
    })?;
    // A call that could not be stopped yet is due again after its next look.
    Ok(if stopped { Progress::Made } else { Progress::Idle })
}
