//! A folder of its own for the demo's database, gone when the demo ends.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use uuid::{NoContext, Uuid};

/// Removed with everything in it when dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder among the system's temporary files that only this user may enter.
    pub fn new() -> Result<Folder> {
        // Only the random part counts: two demos started at once must not meet.
        let name = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, 0, 0)).simple();
        let path = std::env::temp_dir().join(format!("ivrbot-demo-{name}"));
        private().create(&path).with_context(|| format!("make {}", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

#[cfg(unix)]
fn private() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private() -> DirBuilder {
    DirBuilder::new()
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(fault) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%fault, folder = %self.0.display(), "the demo's folder was left behind");
        }
    }
}
