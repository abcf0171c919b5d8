//! The system's wish that the process end: SIGTERM from a service manager, Ctrl-C from a terminal.

use anyhow::{Context, Result};

/// Waits for either and says which it was.
pub fn wait() -> Result<&'static str> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("start the signal runtime")?;
    runtime.block_on(either()).context("wait for a signal")
}

#[cfg(unix)]
async fn either() -> std::io::Result<&'static str> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = term.recv() => Ok("SIGTERM"),
        _ = int.recv() => Ok("SIGINT"),
    }
}

#[cfg(not(unix))]
async fn either() -> std::io::Result<&'static str> {
    tokio::signal::ctrl_c().await.map(|()| "Ctrl-C")
}
