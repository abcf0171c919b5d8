//! The bot under load: the real daemon, with its store on disk.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result};
use ivrbot::clock::Clock;
use ivrbot::courier::Limits;
use ivrbot::daemon::{Daemon, POLL_WAIT, Parts};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::margin::Costs;
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::Region;
use ivrbot::domain::settings::{Allowance, Part, Settings, Terms, Wallet};
use ivrbot::store::{Durability, Store, users};
use ivrbot::telegram::client::{Client, Proxy};
use ivrbot::telegram::{Fail, Outgoing, Sent, StarsPage, Telegram};
use secrecy::SecretString;
use serde_json::Value;

use crate::{TOKEN, chats};

/// How long the first poll may take before something is wrong.
const POLL_MOST: Duration = Duration::from_secs(10);

/// The daemon, its store, and its line to Telegram.
pub struct Spine {
    daemon: Daemon,
    store: Arc<Store>,
    client: Arc<Watched>,
    folder: tempfile::TempDir,
    started: Duration,
}

/// The client, which remembers when it was first asked to poll.
pub struct Watched {
    client: Client,
    clock: Clock,
    polled: OnceLock<Duration>,
}

impl Telegram for Watched {
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail> {
        self.polled.get_or_init(|| self.clock.pace());
        self.client.poll(offset, wait)
    }

    fn send(&self, out: &Outgoing) -> Result<Sent, Fail> {
        self.client.send(out)
    }

    fn file(&self, file_id: &str) -> Result<Vec<u8>, Fail> {
        self.client.file(file_id)
    }

    fn stars(&self, skip: i64) -> Result<StarsPage, Fail> {
        self.client.stars(skip)
    }

    fn me(&self) -> Result<String, Fail> {
        self.client.me()
    }

    fn hang_up(&self) {
        self.client.hang_up();
    }
}

impl Spine {
    /// From nothing to the first poll: the file is made, its schema too.
    pub fn start(url: &str, clock: &Clock) -> Result<Spine> {
        let folder = tempfile::tempdir().context("make a folder")?;
        let started = clock.pace();
        let path = folder.path().join("ivrbot.db");
        let store = Arc::new(Store::open(&path, clock.clone(), Durability::Full)?);
        let client = Client::new(url, &SecretString::from(TOKEN), POLL_WAIT, Proxy::None);
        let client = Arc::new(Watched { client, clock: clock.clone(), polled: OnceLock::new() });
        let daemon = Daemon::start(Parts {
            store: store.clone(),
            telegram: client.clone(),
            voice: None,
            rates: None,
            payments: None,
            settings: Arc::new(settings()),
            limits: Limits::Off,
        })?;
        let spine = Spine { daemon, store, client, folder, started };
        while spine.client.polled.get().is_none() && clock.pace() - started < POLL_MOST {
            clock.pause(Duration::from_millis(1));
        }
        Ok(spine)
    }

    /// Everybody is known, has accepted the terms, and has the menu.
    pub fn sign_up(&self, people: i64) -> Result<()> {
        self.store.write(|tx| {
            for n in 0..people {
                let user = users::create(tx, chats::id(n), Locale::En, "America/New_York")?;
                let version = &settings().terms.version;
                users::answer_terms(tx, user.id, version, users::Terms::Accepted)?;
                users::set_ready(tx, user.id)?;
            }
            Ok(())
        })
    }

    /// The time from the start to the first poll.
    pub fn first_poll(&self) -> Duration {
        self.client.polled.get().map_or(Duration::MAX, |polled| *polled - self.started)
    }

    /// The bot's own client.
    pub fn client(&self) -> &Arc<Watched> {
        &self.client
    }

    /// Where the store is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Ends the daemon.
    pub fn stop(self) {
        self.daemon.stop();
    }
}

fn settings() -> Settings {
    Settings {
        service: "Load".into(),
        support: None,
        terms: Terms::builtin(),
        region: Region::parse("US"),
        countries: Region::parse("US").into_iter().collect(),
        packs: ivrbot::domain::hours::Packs::built_in(),
        voice: Part::Ready,
        allowance: Allowance { per_hour: 1000, per_day: 5000, at_once: 100, per_user_day: 300 },
        payments: Part::Missing,
        wallet: Wallet::default(),
        stars: None,
        referral: Usd::ZERO,
        costs: Costs { minute: Usd::ZERO, transfer: Usd::ZERO },
    }
}
