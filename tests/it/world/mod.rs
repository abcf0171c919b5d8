//! A world to tell stories in: the real store, bot, courier and jobs, the strict stand-ins over
//! HTTP at the doors, and a clock that is set.
//!
//! Everything runs on the test's own thread, one step after the other, so that a story always
//! happens the same way. When a world ends it asserts that nothing is left over.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ivrbot::bot::{Aside, Bot};
use ivrbot::clock::Clock;
use ivrbot::courier::{Courier, Limits, Toast};
use ivrbot::demo::bland::FakeBland;
use ivrbot::demo::dynopay::Dynopay;
use ivrbot::demo::tatum::FakeTatum;
use ivrbot::demo::telegram::{FakeTelegram, PersonSeed, Shown};
use ivrbot::demo::town::Servers;
use ivrbot::domain::margin::Costs;
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::{Phone, Region};
use ivrbot::domain::settings::{Allowance, Part, Settings, Terms, Wallet};
use ivrbot::i18n::{I18n, Reader};
use ivrbot::jobs::{self, Jobs};
use ivrbot::rates::Rates;
use ivrbot::store::{Durability, Store, Tx, numbers};
use ivrbot::telegram::client::{Client, Hears, Proxy};
use ivrbot::telegram::{Telegram, read};
use ivrbot::voice::Voice;
use ivrbot::work::Progress;
use jiff::Timestamp;
use secrecy::SecretString;
use tracing_subscriber::layer::SubscriberExt;

mod calls;
mod consent;
mod end;
mod faults;
mod rates;
mod pictures;
pub mod money;
mod words;

use faults::Faults;

/// The bot's token in every world.
pub const TOKEN: &str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
/// The voice provider's key in every world.
pub const KEY: &str = "sk-canary-bland-key";
/// The key of the source of rates in every world.
pub const RATES_KEY: &str = "t-canary-tatum-key";
/// A Monday, ten in the morning in New York: everybody in the eastern states may be called.
pub const MORNING: &str = "2026-11-23T15:00:00Z";

/// Steps after which a world that does not come to rest is broken.
const STEPS_MOST: usize = 10_000;

pub struct World {
    pub clock: Clock,
    pub telegram: FakeTelegram,
    pub bland: FakeBland,
    pub tatum: FakeTatum,
    source: Arc<dyn Rates>,
    pub dynopay: Dynopay,
    pub settings: Arc<Settings>,
    pub store: Arc<Store>,
    client: Arc<dyn Telegram>,
    i18n: Arc<I18n>,
    bot: Bot,
    courier: Courier,
    jobs: Jobs,
    offset: i64,
    path: PathBuf,
    /// Not asserted at the end: a story about a fault says so.
    pub forgive: bool,
    /// Whether a story is about consent; else everybody called agreed.
    pub asks_consent: bool,
    people: Vec<Who>,
    faults: Faults,
    _listening: tracing::subscriber::DefaultGuard,
    _servers: Arc<Servers>,
    _folder: tempfile::TempDir,
}

pub fn settings() -> Settings {
    Settings {
        service: "Clinic Calls".into(),
        support: Some("@clinic_help".into()),
        terms: Terms::builtin(),
        region: Region::parse("US"),
        countries: ["US", "GB", "FR", "IN", "CN"].iter().filter_map(|c| Region::parse(c)).collect(),
        packs: ivrbot::domain::hours::Packs::built_in(),
        voice: Part::Ready,
        costs: Costs { minute: Usd::cents(14), transfer: Usd::cents(5) },
        allowance: Allowance { per_hour: 1000, per_day: 5000, at_once: 100, per_user_day: 300 },
        referral: Usd::ZERO,
        payments: Part::Ready,
        wallet: Wallet::default(),
        stars: None,
    }
}

impl World {
    pub fn new() -> World {
        World::with(settings())
    }

    pub fn with(settings: Settings) -> World {
        let faults = Faults::default();
        let heard = tracing_subscriber::registry().with(faults.clone());
        let listening = tracing::subscriber::set_default(heard);
        let clock = Clock::manual(MORNING.parse::<Timestamp>().unwrap());
        let telegram = FakeTelegram::new(TOKEN, clock.clone());
        let dynopay = money::account(&clock);
        let servers = Arc::new(Servers::start(1).unwrap());
        let at = servers.serve(telegram.clone().router(), 0).unwrap();
        let (bland, voice) = calls::stand(&servers, &clock);
        let (tatum, source) = rates::stand(&servers, &clock);
        let pay_at = servers.serve(dynopay.clone().router(), 0).unwrap();
        let token = SecretString::from(TOKEN);
        let url = format!("http://{at}");
        let hears = settings.stars.map_or(Hears::Talk, |_| Hears::Checkouts);
        let client: Arc<dyn Telegram> =
            Arc::new(Client::new(&url, &token, Duration::ZERO, Proxy::None).hearing(hears));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ivrbot.db");
        let store = Arc::new(Store::open(&path, clock.clone(), Durability::None).unwrap());
        let settings = Arc::new(settings);
        let jobs = Jobs {
            store: store.clone(),
            telegram: client.clone(),
            voice: Some(voice),
            rates: None,
            payments: Some(money::payments(pay_at, &clock)),
            settings: settings.clone(),
            opening: jobs::Opening::default(),
        };
        let i18n = words::I18N.clone();
        let (bot, courier) = start(&store, &client, &settings, &i18n);
        let plans = ivrbot::cli::seed_plans::parse_toml(ivrbot::cli::seed_plans::BUILT_IN).unwrap();
        store.write(|tx| ivrbot::store::plans::seed(tx, &plans, Usd::ZERO)).unwrap();
        World {
            clock,
            telegram,
            bland,
            tatum,
            source,
            dynopay,
            settings,
            store,
            client,
            i18n,
            bot,
            courier,
            jobs,
            offset: 0,
            path,
            forgive: false,
            asks_consent: false,
            people: Vec::new(),
            faults,
            _listening: listening,
            _servers: servers,
            _folder: folder,
        }
    }

    /// The process ends and starts again: everything that was not in the file is gone.
    pub fn restart(&mut self) {
        let clock = self.clock.clone();
        self.store = Arc::new(Store::open(&self.path, clock, Durability::None).unwrap());
        self.jobs.store = self.store.clone();
        self.jobs.opening = jobs::Opening::default();
        (self.bot, self.courier) = start(&self.store, &self.client, &self.settings, &self.i18n);
        self.offset = 0;
        self.courier.recover().unwrap();
        jobs::recover(&self.store).unwrap();
    }

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

    /// The operator takes the voice provider's key away, and starts the program again.
    pub fn lose_voice(&mut self) {
        self.settings = Arc::new(Settings { voice: Part::Missing, ..(*self.settings).clone() });
        self.jobs.settings = self.settings.clone();
        self.jobs.voice = None;
        self.restart();
    }

    /// One piece of work, by its number below [`World::pieces`]; whether there was any.
    pub fn piece(&mut self, which: usize) -> bool {
        self.try_piece(which).unwrap()
    }

    /// The same where it may fail.
    pub fn try_piece(&mut self, which: usize) -> anyhow::Result<bool> {
        let progress = match which {
            0 => return Ok(self.poll()),
            1 => self.courier.step(),
            2 => self.bot.finish_work(),
            job => jobs::TABLE[job - 3].run(&self.jobs),
        };
        progress.map(|progress| progress == Progress::Made)
    }

    /// How many kinds of work there are.
    pub fn pieces() -> usize {
        3 + jobs::TABLE.len()
    }

    /// The operator puts a number on the list: nobody may call it.
    pub fn forbid(&self, number: &str) {
        let phone = Phone::parse(number, None).unwrap();
        let forbid = |tx: &Tx| {
            let id = numbers::id(tx, &phone)?;
            numbers::forbid(tx, id, numbers::Scope::Daemon, "operator", None)
        };
        self.store.write(forbid).unwrap();
    }

    /// A world in which people take their time: Telegram never asks the bot to slow down.
    pub fn unhurried() -> World {
        let world = World::new();
        world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
        world
    }

    /// Somebody opens the bot's chat.
    pub fn person(&mut self, name: &str, id: i64, language: &str) -> Who {
        self.people.push(Who(id));
        self.telegram.person(PersonSeed {
            id,
            first_name: name.into(),
            language_code: language.into(),
        });
        Who(id)
    }

    /// Taps the first button of the last message whose label begins with this sign.
    pub fn taps_first(&mut self, who: Who, sign: &str) -> Shown {
        let last = self.last(who);
        let label = last.keyboard.iter().flatten().find(|b| b.label.starts_with(sign));
        let Some(label) = label.map(|b| b.label.clone()) else {
            panic!("no button that begins with {sign} in:\n{}", self.transcript(who))
        };
        self.telegram.taps(who.0, last.id, &label).unwrap();
        self.settle();
        self.last(who)
    }

    pub fn says(&mut self, who: Who, text: &str) -> Shown {
        self.telegram.says(who.0, text);
        self.settle();
        self.last(who)
    }

    /// Taps the newest visible button with this label.
    pub fn taps(&mut self, who: Who, label: &str) -> Shown {
        let message = self.with_button(who, label);
        self.telegram.taps(who.0, message, label).unwrap();
        self.settle();
        self.last(who)
    }

    /// The newest message that shows a button with this label.
    pub fn with_button(&self, who: Who, label: &str) -> i64 {
        let found = self.telegram.chat(who.0).into_iter().rev().find(|message| {
            let labels = message.keyboard.iter().flatten().any(|b| b.label == label);
            labels && !message.deleted
        });
        let Some(found) = found else {
            panic!("no button “{label}” in:\n{}", self.telegram.transcript(who.0))
        };
        found.id
    }

    /// The last thing the bot wrote or edited.
    pub fn last(&self, who: Who) -> Shown {
        self.telegram.last_from_bot(who.0).expect("the bot has not said anything")
    }

    /// Lets everything happen that is due now.
    pub fn settle(&mut self) {
        for _ in 0..STEPS_MOST {
            if !self.step() && !self.consents() {
                return;
            }
        }
        panic!("the world does not come to rest");
    }

    fn step(&mut self) -> bool {
        let mut made = self.poll();
        while self.courier.step().unwrap() == Progress::Made {
            made = true;
        }
        while self.bot.finish_work().unwrap() == Progress::Made {
            made = true;
        }
        for job in jobs::TABLE {
            while job.run(&self.jobs).unwrap() == Progress::Made {
                made = true;
            }
        }
        made
    }

    fn poll(&mut self) -> bool {
        let raw = self.client.poll(self.offset, Duration::ZERO).unwrap_or_default();
        let updates: Vec<_> =
            raw.iter().filter_map(|r| Some((read::update_id(r)?, read::update(r)))).collect();
        let Some(last) = updates.iter().map(|(id, _)| *id).max() else { return false };
        self.checkouts(&updates);
        for aside in self.bot.batch(&updates).unwrap() {
            self.aside(aside);
        }
        self.offset = last + 1;
        true
    }

    fn aside(&self, aside: Aside) {
        match aside {
            Aside::Toast { query, says } => {
                let reader = |locale| Reader { locale, zone: "UTC".into() };
                let says = says.map(|(msg, locale)| (msg, reader(locale)));
                self.courier.toast(&Toast { query, says });
            }
            Aside::Checkout { .. } => {}
            Aside::Group { chat, message, locale } => {
                self.courier.aside(chat, &message, &Reader { locale, zone: "UTC".into() });
            }
        }
    }

    /// Lets time pass, stopping at each moment at which something falls due.
    pub fn wait(&mut self, time: Duration) {
        let until = self.clock.wall().checked_add(time).unwrap();
        loop {
            self.settle();
            let over = self.clock.wall() >= until;
            let Some(next) = self.next().filter(|next| !over && *next < until) else { break };
            self.clock.set(next.max(self.clock.wall()));
            self.bland.tick();
            self.settle();
            if self.next().is_some_and(|next| next <= self.clock.wall()) {
                // Due and yet not done: it waits for time to pass, so let a moment pass.
                self.clock.advance(Duration::from_millis(100));
            }
        }
        self.clock.set(until.max(self.clock.wall()));
        self.settle();
    }

    /// When something falls due next.
    pub fn next(&self) -> Option<Timestamp> {
        let at = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let outbox = self.store.read(ivrbot::store::outbox::next_due).unwrap();
        let jobs = jobs::next_due(&self.store).unwrap();
        [at(outbox), jobs, at(self.bland.next_ms())].into_iter().flatten().min()
    }

    /// Everything that was said, for a look or a snapshot.
    pub fn transcript(&self, who: Who) -> String {
        self.telegram.transcript_with(who.0, &pictures::describe)
    }
}

fn start(
    store: &Arc<Store>,
    client: &Arc<dyn Telegram>,
    settings: &Arc<Settings>,
    i18n: &Arc<I18n>,
) -> (Bot, Courier) {
    let bot = Bot::new(store.clone(), settings.clone());
    let courier = Courier::new(store.clone(), client.clone(), i18n.clone(), Limits::Off);
    (bot, courier)
}

/// A person in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who(pub i64);
