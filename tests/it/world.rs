//! A world to tell stories in: the real store, bot, courier and jobs, the strict stand-ins over
//! HTTP at the doors, and a clock that is set.
//!
//! Everything runs on the test's own thread, one step after the other, so that a story always
//! happens the same way. When a world ends it asserts that nothing is left over.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::bot::{Aside, Bot};
use ivrbot::chat::message::{Does, Message};
use ivrbot::chat::msg::Msg;
use ivrbot::clock::Clock;
use ivrbot::courier::{Courier, Limits, Toast};
use ivrbot::demo::bland::FakeBland;
use ivrbot::demo::telegram::{Action, FakeTelegram, PersonSeed, Shown};
use ivrbot::demo::town::Servers;
use ivrbot::domain::ids::ChatId;
use ivrbot::domain::phone::Region;
use ivrbot::domain::settings::{Allowance, Part, Settings, Terms};
use ivrbot::domain::user::User;
use ivrbot::i18n::{I18n, Reader, Style};
use ivrbot::jobs::{self, Jobs};
use ivrbot::store::{Durability, Store, cards, users};
use ivrbot::telegram::client::{Client, Proxy};
use ivrbot::telegram::{Telegram, read};
use ivrbot::voice::bland::{Bland, BlandConfig};
use ivrbot::work::Progress;
use jiff::Timestamp;
use secrecy::SecretString;
use tracing_subscriber::layer::SubscriberExt;

/// The bot's token in every world.
pub const TOKEN: &str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
/// The voice provider's key in every world.
pub const KEY: &str = "sk-canary-bland-key";
/// A Monday, ten in the morning in New York: everybody in the eastern states may be called.
pub const MORNING: &str = "2026-11-23T15:00:00Z";

/// Steps after which a world that will not come to rest is declared broken.
const STEPS_MOST: usize = 10_000;

pub struct World {
    pub clock: Clock,
    pub telegram: FakeTelegram,
    pub bland: FakeBland,
    pub settings: Arc<Settings>,
    pub store: Arc<Store>,
    client: Arc<Client>,
    bot: Bot,
    courier: Courier,
    jobs: Jobs,
    offset: i64,
    path: PathBuf,
    /// Not asserted at the end: a story about a fault says so.
    pub forgive: bool,
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
        voice: Part::Ready,
        allowance: Allowance { per_hour: 1000, per_day: 5000, at_once: 100, per_user_day: 300 },
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
        let bland = FakeBland::new(clock.clone(), KEY);
        let servers = Arc::new(Servers::start(1).unwrap());
        let at = servers.serve(telegram.clone().router(), 0).unwrap();
        let voice_at = servers.serve(bland.clone().router(), 0).unwrap();
        let token = SecretString::from(TOKEN);
        let url = format!("http://{at}");
        let client = Arc::new(Client::new(&url, &token, Duration::ZERO, Proxy::None));
        let voice = Arc::new(Bland::new(BlandConfig {
            base_url: format!("http://{voice_at}"),
            api_key: SecretString::from(KEY),
            org_id: None,
            http_timeout: Duration::from_secs(5),
            proxy_from_env: false,
        }));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ivrbot.db");
        let store = Arc::new(Store::open(&path, clock.clone(), Durability::None).unwrap());
        let settings = Arc::new(settings);
        let door: Arc<dyn Telegram> = client.clone();
        let jobs = Jobs {
            store: store.clone(),
            telegram: door,
            voice: Some(voice),
            settings: settings.clone(),
        };
        let (bot, courier) = start(&store, &client, &settings);
        let plans = ivrbot::cli::seed_plans::parse_toml(ivrbot::cli::seed_plans::BUILT_IN).unwrap();
        store.write(|tx| ivrbot::store::plans::seed(tx, &plans)).unwrap();
        World {
            clock,
            telegram,
            bland,
            settings,
            store,
            client,
            bot,
            courier,
            jobs,
            offset: 0,
            path,
            forgive: false,
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
        (self.bot, self.courier) = start(&self.store, &self.client, &self.settings);
        self.offset = 0;
        self.courier.recover().unwrap();
    }

    /// A world in which people take their time: Telegram never asks the bot to slow down.
    pub fn unhurried() -> World {
        let world = World::new();
        world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
        world
    }

    /// Somebody opens the bot's chat.
    pub fn person(&mut self, name: &str, id: i64, language: &str) -> Who {
        self.telegram.person(PersonSeed {
            id,
            first_name: name.into(),
            language_code: language.into(),
        });
        Who(id)
    }

    /// Somebody signs up and sees the menu.
    pub fn sign_up(&mut self, name: &str, id: i64, language: &str) -> Who {
        let who = self.person(name, id, language);
        self.says(who, "/start");
        self.taps_first(who, "•");
        self.taps_first(who, "✅");
        self.taps_first(who, "✅");
        who
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

    /// Taps the button with this data, on the newest message that has it; opens the menu if none
    /// has.
    pub fn opens(&mut self, who: Who, data: &str) -> Shown {
        let found = self.telegram.chat(who.0).into_iter().rev().find(|message| {
            let mut buttons = message.keyboard.iter().flatten();
            !message.deleted && buttons.any(|b| b.action == Action::Data(data.into()))
        });
        let Some(found) = found else {
            panic!("no button with {data} in:\n{}", self.transcript(who))
        };
        self.telegram.taps(who.0, found.id, data).unwrap();
        self.settle();
        self.last(who)
    }

    /// Taps the newest visible button with the label of this message.
    pub fn taps_on(&mut self, who: Who, id: &'static str) -> Shown {
        let label = self.words(who, &Msg::new(id));
        self.taps(who, &label)
    }

    /// Taps a button twice before the bot sees the first tap.
    pub fn taps_twice(&mut self, who: Who, id: &'static str) -> Shown {
        let label = self.words(who, &Msg::new(id));
        let message = self.with_button(who, &label);
        self.telegram.taps(who.0, message, &label).unwrap();
        self.taps(who, &label)
    }

    /// Taps a button that is no longer there, or never was, under the bot's last message.
    pub fn taps_data(&mut self, who: Who, data: &str) -> Shown {
        let from = serde_json::json!({"id": who.0, "is_bot": false, "first_name": "X"});
        let message = serde_json::json!({
            "message_id": self.last(who).id, "date": 0, "chat": {"id": who.0, "type": "private"},
        });
        self.telegram.odd_update(serde_json::json!({"callback_query": {
            "id": "0", "from": from, "message": message, "chat_instance": "x", "data": data,
        }}));
        self.settle();
        self.last(who)
    }

    /// Whether the last message shows a button with this label.
    pub fn shows(&self, who: Who, label: &str) -> bool {
        self.last(who).keyboard.iter().flatten().any(|b| b.label == label)
    }

    /// One message by its id.
    pub fn message(&self, who: Who, id: i64) -> Shown {
        self.telegram.chat(who.0).into_iter().find(|m| m.id == id).expect("a message")
    }

    /// Seconds of plans that are set aside.
    pub fn held_seconds(&self, who: Who) -> i64 {
        self.plan_seconds(who, "held")
    }

    fn plan_seconds(&self, who: Who, role: &str) -> i64 {
        let file = rusqlite::Connection::open(&self.path).unwrap();
        let sql = "SELECT coalesce(sum(balance), 0) FROM accounts JOIN users ON owner_id = users.id
                   WHERE telegram_id = ?1 AND accounts.role = ?2 AND asset LIKE 'seconds:%'";
        file.query_row(sql, rusqlite::params![who.0, role], |row| row.get(0)).unwrap()
    }

    /// The plan's days are over.
    pub fn spend_plan(&mut self, who: Who) {
        self.wait(Duration::from_secs(2 * 24 * 3600 + 3600));
        let file = rusqlite::Connection::open(&self.path).unwrap();
        let sql = "SELECT count(*) FROM periods JOIN users ON user_id = users.id
                   WHERE telegram_id = ?1 AND ends_ms > ?2";
        let now = self.clock.wall().as_millisecond();
        let left: i64 =
            file.query_row(sql, rusqlite::params![who.0, now], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "the plan has ended");
    }

    /// The file itself, for a look that no part of the program takes.
    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).unwrap()
    }

    /// Calls a number with the first task, introducing the business if that was not done.
    pub fn first_call(&mut self, who: Who, number: &str) {
        self.says(who, "/menu");
        self.opens(who, "1onc:0");
        let card = self.last(who);
        let task = card.keyboard.first().unwrap().first().unwrap().label.clone();
        self.taps(who, &task);
        self.says(who, number);
        if !self.shows(who, "✅ Call now") {
            self.says(who, "Example Clinic");
            self.says(who, "+12125550100");
        }
        self.taps(who, "✅ Call now");
    }

    /// What the store knows of somebody.
    pub fn user(&self, who: Who) -> User {
        self.store.read(|tx| users::by_telegram(tx, who.0)).unwrap().expect("nobody")
    }

    /// A message in the words that this person reads.
    pub fn words(&self, who: Who, msg: &Msg) -> String {
        self.styled(who, msg, Style::Plain)
    }

    fn styled(&self, who: Who, msg: &Msg, style: Style) -> String {
        let user = self.user(who);
        let reader = Reader { locale: user.locale, zone: user.zone };
        I18N.strict(msg, &reader, style).unwrap()
    }

    /// Whether the last thing the bot wrote says this.
    #[track_caller]
    pub fn hears(&self, who: Who, msg: &Msg) {
        let (said, want) = (self.last(who).html, self.styled(who, msg, Style::Html));
        assert!(said.contains(&want), "“{want}” is not in:\n{}", self.transcript(who));
    }

    /// The body of the card behind the bot's last message, with every text of it tried.
    #[track_caller]
    pub fn card(&self, who: Who) -> Message {
        let (chat, message) = (ChatId(who.0), self.last(who).id);
        let card = self.store.read(|tx| match cards::at(tx, chat, message)? {
            Some(card) => cards::get(tx, card),
            None => Ok(None),
        });
        let body = card.unwrap().map(|card| card.body).unwrap_or_default();
        let labels = body.keys.iter().flatten().map(|key| &key.label);
        for msg in body.lines.iter().chain(labels) {
            self.words(who, msg);
        }
        body
    }

    /// The data of the button with this label under the bot's last message.
    pub fn data(&self, who: Who, id: &'static str) -> String {
        let keys = self.card(who).keys;
        let key = keys.into_iter().flatten().find(|key| key.label == Msg::new(id));
        let Some(Does::Tap(data)) = key.map(|key| key.does) else { panic!("no button {id}") };
        data
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
            if !self.step() {
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
            while (job.step)(&self.jobs).unwrap() == Progress::Made {
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

    fn next(&self) -> Option<Timestamp> {
        let at = |ms: Option<i64>| ms.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let outbox = self.store.read(ivrbot::store::outbox::next_due).unwrap();
        let jobs = jobs::next_due(&self.store).unwrap();
        [at(outbox), jobs, at(self.bland.next_ms())].into_iter().flatten().min()
    }

    /// Everything that was said, for a look or a snapshot.
    pub fn transcript(&self, who: Who) -> String {
        self.telegram.transcript(who.0)
    }
}

fn start(store: &Arc<Store>, client: &Arc<Client>, settings: &Arc<Settings>) -> (Bot, Courier) {
    let i18n = Arc::new(I18n::builtin().unwrap());
    let bot = Bot::new(store.clone(), settings.clone());
    let courier = Courier::new(store.clone(), client.clone(), i18n, Limits::Off);
    (bot, courier)
}

/// A text that is missing or broken fails the test.
static I18N: std::sync::LazyLock<I18n> = std::sync::LazyLock::new(|| I18n::builtin().unwrap());

/// What was logged as an error.
#[derive(Clone, Default)]
struct Faults(Arc<Mutex<Vec<String>>>);

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Faults {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        if *event.metadata().level() == tracing::Level::ERROR {
            let mut told = String::new();
            event.record(&mut |field: &tracing::field::Field, value: &dyn std::fmt::Debug| {
                told.push_str(&format!("{field}={value:?} "));
            });
            self.0.lock().unwrap().push(told);
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() || self.forgive {
            return;
        }
        self.settle();
        assert_eq!(*self.faults.0.lock().unwrap(), Vec::<String>::new(), "errors were logged");
        let open = self.store.read(ivrbot::store::outbox::open).unwrap();
        assert_eq!(open, 0, "messages are left in the outbox");
        assert_eq!(self.telegram.violations(), Vec::<String>::new());
        let broken = self.store.read(ivrbot::store::events::first_broken).unwrap();
        assert_eq!(broken, None, "the chain of events is broken");
        let breaches = self.store.read(ivrbot::store::ledger::self_check).unwrap();
        assert!(breaches.is_empty(), "the ledger: {breaches:?}");
    }
}

/// A person in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who(pub i64);
