//! What stories about payments do and look at.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ivrbot::bot::{Aside, Numbered};
use ivrbot::clock::Clock;
use ivrbot::demo::dynopay::{self, Arrival, Dynopay, Landed, Seen, Version};
use ivrbot::demo::tatum::RATES;
use ivrbot::demo::telegram::Shown;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::ids::UserId;
use ivrbot::domain::money::Usd;
use ivrbot::domain::settings::Settings;
use ivrbot::domain::topup::Topup;
use ivrbot::i18n::Reader;
use ivrbot::payments::Payments;
use ivrbot::payments::dynopay::{DynoPay, DynoPayConfig, Pacing};
use ivrbot::store::ledger::{self, Account, Asset, Role};
use ivrbot::store::{topups, users};
use secrecy::SecretString;

use super::{Who, World};

/// The payment provider's key in every world.
pub const PAY_KEY: &str = "dpk_test_canary_pay_key";

/// The account at the provider. Whole days pass in a moment of the machine's time, so it counts no
/// requests a minute.
pub fn account(clock: &Clock) -> Dynopay {
    let mut settings = dynopay::Settings::new(Version::B, PAY_KEY);
    settings.rate_limit = false;
    settings.follow(&RATES);
    Dynopay::new(clock.clone(), settings)
}

/// The line to it.
pub fn payments(at: SocketAddr, clock: &Clock) -> Arc<dyn Payments> {
    let config = DynoPayConfig {
        base_url: format!("http://{at}/api"),
        api_key: SecretString::from(PAY_KEY),
        http_timeout: Duration::from_secs(5),
        proxy_from_env: false,
        pacing: Pacing::Off,
        webhook_url: None,
    };
    Arc::new(DynoPay::new(config, clock.clone()))
}

impl World {
    /// Puts something between the jobs and the payment provider, at once.
    pub fn wrap_payments(&mut self, wrap: impl FnOnce(Arc<dyn Payments>) -> Arc<dyn Payments>) {
        self.jobs.payments = self.jobs.payments.take().map(wrap);
    }

    /// Somebody asks to add so many dollars in this coin; the card that follows the payment.
    pub fn tops_up(&mut self, who: Who, dollars: &str, coin: Coin) -> Shown {
        self.says(who, "/menu");
        self.taps_on(who, "menu-wallet");
        self.taps_on(who, "button-top-up");
        self.says(who, dollars);
        let name = ivrbot::screens::topup::name(coin);
        let label = self.words(who, &name);
        self.taps(who, &label)
    }

    /// The operator takes Stars no more, and starts the program again.
    pub fn turns_stars_off(&mut self) {
        self.settings = Arc::new(Settings { stars: None, ..(*self.settings).clone() });
        self.jobs.settings = self.settings.clone();
        self.restart();
    }

    /// Says whether payments may go on, as the daemon does it beside its batch.
    pub(super) fn checkouts(&self, updates: &[Numbered]) {
        let asked = updates.iter().filter_map(|(_, incoming)| incoming.as_ref());
        for aside in asked.filter_map(|incoming| self.bot.checkout(incoming)) {
            let Aside::Checkout { query, refused } = aside else { continue };
            let reader = |locale| Reader { locale, zone: "UTC".into() };
            let refused = refused.map(|(msg, locale)| (msg, reader(locale)));
            self.courier.checkout(&query, refused.as_ref());
        }
    }

    /// The newest payment at the provider.
    pub fn payment(&self) -> Seen {
        self.dynopay.payments().pop().expect("a payment")
    }

    /// The line to the provider, past the jobs.
    pub fn payments(&self) -> Arc<dyn Payments> {
        self.jobs.payments.clone().expect("a payment provider")
    }

    /// Coins are sent to the newest payment's address.
    pub fn arrives(&mut self, arrival: &Arrival) -> Landed {
        let payment = self.payment().payment_id;
        self.dynopay.arrive(&payment, arrival)
    }

    /// The user's newest top-up, over or not.
    pub fn topup(&self, who: Who) -> Topup {
        let sql = "SELECT max(t.id) FROM topups t JOIN users u ON u.id = t.user_id
                   WHERE u.telegram_id = ?1";
        let id: i64 = self.raw().query_row(sql, [who.0], |row| row.get(0)).unwrap();
        let found = self.store.read(|tx| {
            let user = users::by_telegram(tx, who.0)?.unwrap();
            topups::get(tx, user.id, ivrbot::domain::ids::TopupId(id))
        });
        found.unwrap().expect("a top-up")
    }

    /// What is free to spend.
    pub fn balance(&self, who: Who) -> Usd {
        self.balance_of(self.user(who).id)
    }

    /// The same by the store's id.
    pub fn balance_of(&self, user: UserId) -> Usd {
        let account = Account::user(user, Role::Available, Asset::Usd);
        Usd::micro(self.store.read(|tx| ledger::balance(tx, &account)).unwrap())
    }

    /// How many messages of the bot's to somebody hold this text.
    pub fn told(&self, who: Who, text: &str) -> usize {
        let chat = self.telegram.chat(who.0);
        chat.iter().filter(|shown| shown.from_bot && shown.text.contains(text)).count()
    }

    /// Somebody becomes an operator.
    pub fn appoint(&mut self, who: Who) {
        let user = self.user(who).id;
        self.store.write(|tx| users::make_operator(tx, user, "test")).unwrap();
    }
}
