//! Fetches the documents that dialogues wait for.

use anyhow::Result;

use crate::jobs::Jobs;
use crate::store::work;
use crate::work::Progress;

/// One document.
pub fn step(jobs: &Jobs) -> Result<Progress> {
    let Some(fetch) = jobs.store.read(work::next)? else { return Ok(Progress::Idle) };
    let content = fetch.document.as_ref().map(|document| jobs.telegram.file(&document.file_id));
    jobs.store.write(|tx| {
        let content = match &content {
            Some(Ok(content)) => Some(content.as_slice()),
            None => {
                tracing::error!(work = fetch.id, "nobody knows which document is to be fetched");
                None
            }
            Some(Err(fail)) => {
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
