//! Fetches the documents that dialogues wait for.

use anyhow::Result;

use crate::jobs::Jobs;
use crate::store::work;
use crate::work::Progress;

/// One document.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(fetch) = jobs.store.read(work::next)? else { return Ok(Progress::Idle) };
    let content = jobs.telegram.file(&fetch.document.file_id);
    jobs.store.write(|tx| {
        let content = match &content {
            Ok(content) => Some(content.as_slice()),
            Err(fail) => {
                tracing::warn!(user = fetch.user.0, %fail, "a document could not be fetched");
                if work::again(tx, fetch.id)? {
                    return Ok(());
                }
                None
            }
        };
        work::fetched(tx, fetch.id, content)
    })?;
    Ok(Progress::Made)
}
