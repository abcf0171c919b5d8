//! `ivrbot run`: the daemon.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use uuid::{NoContext, Uuid};

use crate::cli::{out, parts, refuse, seed_plans, signal};
use crate::clock::Clock;
use crate::config::Config;
use crate::courier::Limits;
use crate::daemon::{Daemon, Parts};
use crate::http::{Ears, Listener};
use crate::rates::Rates;
use crate::store::{Durability, Store, lock_for_daemon, users};
use crate::telegram::{Fail, Telegram};
use crate::voice::Voice;

/// Run the bot.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// How long the first operator has to open his link.
const LINK_LIVES: Duration = Duration::from_secs(10 * 60);
/// Between two attempts to ask Telegram who the bot is.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Runs the command. The configuration has everything that `Config::runnable` asks for.
pub fn main(_args: &Args, config: &Config) -> Result<ExitCode> {
    let token = config.telegram.token.as_ref().context("[telegram] token is missing")?;
    let settings = match parts::settings(config) {
        Ok(settings) => settings,
        Err(problem) => return Ok(refuse(std::iter::once(problem))),
    };
    let path = &config.database.path;
    let _lock = lock_for_daemon(path)?;
    let store = Arc::new(Store::open(path, Clock::system(), Durability::Full)?);
    seed_plans::when_empty(&store, parts::costs(config))?;
    store.write(|tx| users::appoint(tx, &config.telegram.operators))?;
    announce(config);
    let telegram = parts::telegram(config, token);
    let voice = config.bland.as_ref().map(|bland| parts::voice(bland) as Arc<dyn Voice>);
    let rates =
        config.tatum.as_ref().map(|tatum| parts::rates(tatum, store.clock()) as Arc<dyn Rates>);
    let payments = parts::payments(config, store.clock());
    let daemon = Daemon::start(Parts {
        store: store.clone(),
        telegram: telegram.clone(),
        voice,
        rates,
        payments,
        settings: Arc::new(settings),
        limits: Limits::Kept,
    })?;
    let listener = listener(config, &store)?;
    // The name is asked for beside the first poll, which must not wait for it.
    let has_operator = !config.telegram.operators.is_empty();
    let invites = if has_operator { Invites::No } else { Invites::IfNobodyIs };
    let greeter = std::thread::Builder::new().name("greeter".into());
    greeter
        .spawn(move || greet(&store, telegram.as_ref(), invites))
        .context("start the greeter")?;
    let signal = signal::wait()?;
    tracing::info!(signal, "stopping");
    drop(listener);
    daemon.stop();
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The listener for webhooks, where one is wanted.
fn listener(config: &Config, store: &Arc<Store>) -> Result<Option<Listener>> {
    let Some(address) = config.http.listen else { return Ok(None) };
    let secret = config.dynopay.as_ref().and_then(|dynopay| dynopay.webhook_secret.clone());
    let secrets = secret.into_iter().collect();
    Listener::start(address, Ears { store: store.clone(), secrets }).map(Some)
}

/// What runs, and what does not, before anything is sent.
fn announce(config: &Config) {
    let parts = [
        ("voice", config.bland.is_some()),
        ("payments", config.dynopay.is_some()),
        ("rates", config.tatum.is_some()),
    ];
    let missing: Vec<&str> =
        parts.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        database = %config.database.path.display(),
        missing = missing.join(", "),
        "starting"
    );
}

/// Whether a link for the first operator is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Invites {
    /// The configuration names operators.
    No,
    /// Unless the store knows one.
    IfNobodyIs,
}

/// Says who the bot is, once Telegram answers, and invites the first operator. A token that
/// Telegram refuses ends nothing: calls that are under way must be followed all the same.
fn greet(store: &Store, telegram: &dyn Telegram, invites: Invites) {
    let name = loop {
        match telegram.me() {
            Ok(name) => break name,
            Err(Fail::Refused { code: 401 | 404, .. }) => {
                tracing::error!(
                    "Telegram does not know the token: copy it again from @BotFather (/token) \
                     and start the bot again"
                );
                return;
            }
            Err(fail) => {
                tracing::warn!(%fail, "Telegram does not say who the bot is");
                store.clock().pause(ASK_AGAIN);
            }
        }
    };
    tracing::info!(bot = format!("@{name}"), "running");
    if invites == Invites::IfNobodyIs
        && let Err(fault) = invite(store, &name)
    {
        tracing::error!(fault = format!("{fault:#}"), "there is no link for an operator");
    }
}

fn invite(store: &Store, bot: &str) -> Result<()> {
    if store.read(users::has_operator)? {
        return Ok(());
    }
    let link = operator_link(store, bot)?;
    let minutes = LINK_LIVES.as_secs() / 60;
    out::print(&format!(
        "Nobody operates this bot yet. Open this link within {minutes} minutes and tap Start; it \
         works once:\n  {link}\n"
    ))?;
    Ok(())
}

/// A link that makes the first who opens it an operator, for some minutes.
pub(super) fn operator_link(store: &Store, bot: &str) -> Result<String> {
    let token = token(store.clock());
    store.write(|tx| {
        let lives = i64::try_from(LINK_LIVES.as_millis()).unwrap_or(i64::MAX);
        users::offer_operator_link(tx, &token, tx.now_ms() + lives)
    })?;
    Ok(format!("https://t.me/{bot}?start=op-{token}"))
}

/// 128 bits that nobody guesses: the random parts of two UUIDs, without the time that is in them.
fn token(clock: &Clock) -> String {
    let now = clock.wall();
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let uuid = || Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let hash = Sha256::new().chain_update(uuid()).chain_update(uuid()).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_into_a_link_and_is_new_each_time() {
        let clock = Clock::manual("2026-11-23T15:00:00Z".parse().unwrap());
        let tokens: std::collections::HashSet<_> = (0..100).map(|_| token(&clock)).collect();
        assert_eq!(tokens.len(), 100);
        // Telegram: up to 64 characters of A-Z, a-z, 0-9, _ and -.
        assert!(tokens.iter().all(|token| token.len() + "op-".len() <= 64));
    }
}
