//! Logging to standard error, as `[log]` says. The environment's `RUST_LOG` is not asked: it could
//! open what must stay shut.

use std::io;

use anyhow::anyhow;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat, LogLevel};

/// Libraries and the most they may say. `ureq` writes request addresses, which hold the bot's
/// token, at debug and whole bodies at trace; `refinery_core` reports each start at info; the
/// others only flood.
const AT_MOST: [(&str, LogLevel); 8] = [
    ("ureq", LogLevel::Info),
    ("ureq_proto", LogLevel::Info),
    ("rustls", LogLevel::Info),
    ("frankenstein", LogLevel::Info),
    ("hyper", LogLevel::Info),
    ("mio", LogLevel::Info),
    ("tokio_cron_scheduler", LogLevel::Warn),
    ("refinery_core", LogLevel::Warn),
];

/// Starts logging for the whole process.
///
/// # Errors
/// When logging was started before.
pub fn start(log: Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter(log.level))?;
    let lines = fmt::layer().with_writer(io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    let started = match log.format {
        LogFormat::Text => registry.with(lines.with_ansi(false)).try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    started.map_err(|error| anyhow!("start logging: {error}"))
}

/// The filter of a level: everything at `level`, and no library above its own limit.
pub fn filter(level: LogLevel) -> String {
    let pins = AT_MOST.iter().map(|(target, most)| {
        let name: &str = level.min(*most).into();
        format!("{target}={name}")
    });
    let level: &str = level.into();
    std::iter::once(level.to_owned()).chain(pins).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    const LEVELS: [LogLevel; 5] =
        [LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace];

    #[test]
    fn no_level_lets_ureq_say_more_than_info() {
        for level in LEVELS {
            let filter = EnvFilter::try_new(filter(level)).unwrap();
            let subscriber = tracing_subscriber::registry().with(filter);
            tracing::subscriber::with_default(subscriber, || {
                assert!(!tracing::enabled!(target: "ureq::run", Level::DEBUG), "{level:?}");
                assert!(!tracing::enabled!(target: "ureq_proto::util", Level::TRACE), "{level:?}");
                assert!(!tracing::enabled!(target: "refinery_core::run", Level::INFO), "{level:?}");
                let own = tracing::enabled!(target: "ivrbot::bot", Level::DEBUG);
                assert_eq!(own, level >= LogLevel::Debug, "{level:?}");
            });
        }
    }

    #[test]
    fn a_low_level_holds_for_libraries_too() {
        assert!(filter(LogLevel::Error).starts_with("error,ureq=error,"));
        assert!(filter(LogLevel::Trace).starts_with("trace,ureq=info,ureq_proto=info,"));
    }
}
