//! The stand-ins behind loopback addresses, on a thread of their own.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Servers that end when this is dropped.
pub struct Servers {
    runtime: Option<Runtime>,
}

impl Servers {
    /// A runtime with `threads` workers.
    pub fn start(threads: usize) -> Result<Servers> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("stand-in")
            .enable_all()
            .build()
            .context("start the stand-ins' runtime")?;
        Ok(Servers { runtime: Some(runtime) })
    }

    /// Serves `router` on a loopback port (0 lets the system choose); returns the address.
    pub fn serve(&self, router: Router, port: u16) -> Result<SocketAddr> {
        let runtime = self.runtime.as_ref().context("the servers have ended")?;
        let listener = runtime
            .block_on(TcpListener::bind(("127.0.0.1", port)))
            .with_context(|| format!("listen on 127.0.0.1:{port}"))?;
        let address = listener.local_addr().context("ask for the address")?;
        runtime.spawn(async move {
            if let Err(fault) = axum::serve(listener, router).await {
                tracing::error!(%fault, "a stand-in ended");
            }
        });
        Ok(address)
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        // Long polls of a client that is gone would keep a graceful end waiting.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
