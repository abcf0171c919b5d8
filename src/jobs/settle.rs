//! What had to wait while money stood still: calls that ended then are charged or given back, and
//! newcomers get their plan.

use anyhow::Result;

use crate::domain::ids::CallId;
use crate::jobs::{Jobs, show};
use crate::store::calls::settle;
use crate::store::{Tx, marks, plans};
use crate::work::Progress;

/// The mark of the call that was tried last: one that cannot be settled holds up no other.
const TURN: &str = "settle_turn";

/// One call, or one plan.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    if let Some(call) = jobs.store.read(next)? {
        jobs.store.write(|tx| marks::set(tx, TURN, call.0))?;
        jobs.store.write(|tx| {
            settle::settle(tx, call)?;
            show::call(tx, call)
        })?;
        return Ok(Progress::Made);
    }
    match jobs.store.read(plans::owed)? {
        Some(_) => jobs.store.write(plans::grant_owed).map(|_| Progress::Made),
        None => Ok(Progress::Idle),
    }
}

/// The call after the last one, and after the end the first again.
fn next(tx: &Tx) -> Result<Option<CallId>> {
    let turn = CallId(marks::get(tx, TURN)?);
    match settle::next(tx, turn)? {
        Some(call) => Ok(Some(call)),
        None => settle::next(tx, CallId(0)),
    }
}
