//! The doors of a world: what stands behind them is reached over HTTP, and a story may put
//! something in between.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ivrbot::domain::settings::{Part, Settings};
use ivrbot::payments::Payments;
use ivrbot::telegram::Telegram;
use ivrbot::telegram::client::{Client, Proxy};
use ivrbot::voice::Voice;
use ivrbot::voice::bland::{Bland, BlandConfig};
use secrecy::SecretString;

use super::{KEY, TOKEN, World};

/// The line to Telegram's stand-in.
pub(super) fn telegram(at: SocketAddr) -> Arc<dyn Telegram> {
    let token = SecretString::from(TOKEN);
    Arc::new(Client::new(&format!("http://{at}"), &token, Duration::ZERO, Proxy::None))
}

/// The line to the voice provider's.
pub(super) fn voice(at: SocketAddr) -> Arc<dyn Voice> {
    Arc::new(Bland::new(BlandConfig {
        base_url: format!("http://{at}"),
        api_key: SecretString::from(KEY),
        org_id: None,
        http_timeout: Duration::from_secs(5),
        proxy_from_env: false,
    }))
}

impl World {
    /// Puts something between the bot and its two doors, from the next restart on.
    pub fn wrap_doors(
        &mut self,
        telegram: impl FnOnce(Arc<dyn Telegram>) -> Arc<dyn Telegram>,
        voice: impl FnOnce(Arc<dyn Voice>) -> Arc<dyn Voice>,
    ) {
        self.client = telegram(self.client.clone());
        self.jobs.telegram = self.client.clone();
        self.jobs.voice = self.jobs.voice.take().map(voice);
        self.restart();
    }

    /// The same for the payment provider, at once.
    pub fn wrap_payments(&mut self, wrap: impl FnOnce(Arc<dyn Payments>) -> Arc<dyn Payments>) {
        self.jobs.payments = self.jobs.payments.take().map(wrap);
    }

    /// The operator takes the voice provider's key away, and starts the program again.
    pub fn lose_voice(&mut self) {
        self.settings = Arc::new(Settings { voice: Part::Missing, ..(*self.settings).clone() });
        self.jobs.settings = self.settings.clone();
        self.jobs.voice = None;
        self.restart();
    }
}
