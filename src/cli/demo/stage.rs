//! The demo's stage: the stand-ins on loopback and the daemon before them, in a folder of its own.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::cli::demo::pay;
use crate::cli::{parts, seed_plans, tariffs};
use crate::clock::Clock;
use crate::config::BlandPlan;
use crate::courier::Limits;
use crate::daemon::{Daemon, POLL_WAIT, Parts};
use crate::demo::bland::{Callee, FakeBland};
use crate::demo::dynopay::{self, Dynopay};
use crate::demo::folder::Folder;
use crate::demo::page::{DEMO_USER, PageWorld, page_router};
use crate::demo::place::{PHONES, Place};
use crate::demo::tatum::{self, FakeTatum};
use crate::demo::telegram::{self, FakeTelegram};
use crate::demo::town::Servers;
use crate::domain::hours::Packs;
use crate::domain::money::Usd;
use crate::domain::settings::{Part, Settings, Terms, Wallet};
use crate::domain::stars::Rail;
use crate::domain::tariff::{Included, Tariff};
use crate::domain::wallet::Bucket;
use crate::payments::dynopay::{DynoPay, DynoPayConfig, Pacing};
use crate::rates::tatum::{Tatum, TatumConfig};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::{self, Durability, Store, Tx, plans, users};
use crate::telegram::Telegram;
use crate::telegram::client::{Client, Hears, Proxy};
use crate::voice::bland::{Bland, BlandConfig};

/// The token of the bot at the stand-in; it opens nothing else.
const TOKEN: &str = "110201543:demo-AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
/// The key of the account at the stand-in.
const KEY: &str = "sk-demo";
/// The key of the account at the source of rates.
const RATES_KEY: &str = "t-demo";
/// Telegram's own server, for a bot of the real one.
const TELEGRAM: &str = "https://api.telegram.org";
/// The longest exchange with the stand-in.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often what is due at the stand-in happens, so that a phone rings by itself.
const TICK: Duration = Duration::from_millis(100);
/// Threads that serve the stand-ins and the page.
const SERVING: usize = 2;

/// Which Telegram the bot is at.
pub enum Chat {
    /// The stand-in, without its limits when nobody watches.
    StandIn(Limits),
    /// The real one, as the bot with this token.
    Real(SecretString),
}

/// The whole demo, running.
pub struct Stage {
    /// Taken out when it ends; another takes its place when the demo moves.
    daemon: Mutex<Option<Daemon>>,
    place: Mutex<Place>,
    /// Stopped when the demo ends.
    ticker: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
    /// The clock that everything follows.
    pub clock: Clock,
    /// The store of the daemon.
    pub store: Arc<Store>,
    /// The stand-in of Telegram.
    pub telegram: FakeTelegram,
    /// The stand-in of the voice provider.
    pub bland: FakeBland,
    /// The stand-in of the payment provider.
    pub dynopay: Dynopay,
    lines: Lines,
    servers: Servers,
    _folder: Folder,
}

/// How the daemon reaches its services.
struct Lines {
    telegram_url: String,
    token: SecretString,
    proxy: Proxy,
    voice_url: String,
    rates_url: String,
    pay_url: String,
    limits: Limits,
}

impl Stage {
    /// Opens the stage at a place, with the clock at the moment it begins, and starts the daemon.
    pub fn open(place: Place, chat: Chat) -> Result<Stage> {
        let clock = Clock::running_from(place.begins);
        let folder = Folder::new()?;
        let path = folder.path().join("ivrbot.db");
        let store = Arc::new(Store::open(&path, clock.clone(), Durability::Full)?);
        store.write(sell)?;
        // Whoever plays the demo runs it: all of it is his to see.
        store.write(|tx| users::appoint(tx, &[DEMO_USER]))?;
        let telegram = FakeTelegram::new(TOKEN, clock.clone());
        let bland = FakeBland::new(clock.clone(), KEY);
        for phone in PHONES {
            bland.callee_for(phone, Callee::Person);
        }
        let tatum = FakeTatum::new(clock.clone(), tatum::Settings::new(RATES_KEY));
        let mut account = dynopay::Settings::new(dynopay::Version::B, KEY);
        account.unknowns = pay::tells_all();
        account.follow(&tatum::RATES);
        let dynopay = Dynopay::new(clock.clone(), account);
        let servers = Servers::start(SERVING)?;
        let voice_at = servers.serve(bland.clone().router(), 0)?;
        let pay_at = servers.serve(dynopay.clone().router(), 0)?;
        let rates_at = servers.serve(tatum.router(), 0)?;
        let lines = lines(chat, &telegram, &servers, [voice_at, rates_at, pay_at])?;
        let mut stage = Stage {
            daemon: Mutex::new(None),
            place: Mutex::new(place),
            ticker: None,
            clock,
            store,
            telegram,
            bland,
            dynopay,
            lines,
            servers,
            _folder: folder,
        };
        stage.ticker = Some(tick(&stage.clock, &stage.bland)?);
        *lock(&stage.daemon) = Some(stage.start()?);
        Ok(stage)
    }

    /// The same daemon as `run` starts, at these services.
    fn start(&self) -> Result<Daemon> {
        self.store.write(|tx| price(tx, &lock(&self.place)))?;
        let Lines { telegram_url, token, proxy, voice_url, rates_url, pay_url, limits } =
            &self.lines;
        let telegram =
            Client::new(telegram_url, token, POLL_WAIT, *proxy).hearing(Hears::Checkouts);
        let voice = Bland::new(BlandConfig {
            base_url: voice_url.clone(),
            api_key: SecretString::from(KEY),
            org_id: None,
            http_timeout: PATIENCE,
            proxy_from_env: false,
        });
        let rates = TatumConfig {
            base_url: rates_url.clone(),
            api_key: SecretString::from(RATES_KEY),
            http_timeout: PATIENCE,
            proxy_from_env: false,
        };
        let payments = DynoPayConfig {
            base_url: pay_url.clone(),
            api_key: SecretString::from(KEY),
            http_timeout: PATIENCE,
            proxy_from_env: false,
            pacing: Pacing::Off,
            webhook_url: None,
        };
        let payments = DynoPay::new(payments, self.clock.clone());
        Daemon::start(Parts {
            store: self.store.clone(),
            telegram: Arc::new(telegram),
            voice: Some(Arc::new(voice)),
            rates: Some(Arc::new(Tatum::new(rates, self.clock.clone()))),
            payments: Some(Arc::new(payments)),
            settings: Arc::new(settings(&lock(&self.place))?),
            limits: *limits,
        })
    }

    /// Moves the demo to the browser's zone, unless it has begun: then time would run backwards.
    fn move_to(&self, zone: &str) -> Result<Value> {
        let has_begun = self.store.read(users::latest)?.is_some();
        let place = Place::of(zone, Clock::system().wall())?;
        if has_begun || lock(&self.place).zone == place.zone {
            return Ok(json!({}));
        }
        let mut daemon = lock(&self.daemon);
        if let Some(daemon) = daemon.take() {
            daemon.stop();
        }
        self.clock.set(place.begins);
        *lock(&self.place) = place;
        *daemon = Some(self.start()?);
        Ok(json!({}))
    }

    /// The name of the real bot.
    pub fn name(&self) -> Result<String> {
        let Lines { telegram_url, token, proxy, .. } = &self.lines;
        let client = Client::new(telegram_url, token, Duration::ZERO, *proxy);
        client.me().context("ask Telegram who the bot is (is the token right?)")
    }

    fn strip(&self) -> Result<Value> {
        let place = lock(&self.place).clone();
        let wallet = self.store.read(wallet)?;
        Ok(json!({
            "phone": place.phone,
            "zone": place.zone,
            "dialled": self.bland.dialled().len(),
            "wallet": wallet,
            "can_pay": true,
        }))
    }

    fn act(&self, name: &str, args: &Value) -> Result<Value> {
        match name {
            "pay" => {
                let way = args.get("way").and_then(Value::as_str).unwrap_or("exact");
                let told = pay::arrive(&self.store, &self.dynopay, &self.clock, way)?;
                Ok(json!({ "told": told }))
            }
            "zone" => {
                let zone = args.get("zone").and_then(Value::as_str);
                self.move_to(zone.context("the zone is missing")?)
            }
            _ => bail!("There is no such act."),
        }
    }

    /// Serves the page; `link` leads to the bot when it is at the real Telegram.
    pub fn page(self: &Arc<Stage>, port: u16, link: Option<String>) -> Result<SocketAddr> {
        // The stage owns the servers and with them these two: a strong hold would never end.
        let (strip, act) = (Arc::downgrade(self), Arc::downgrade(self));
        let world = PageWorld {
            telegram: self.telegram.clone(),
            clock: self.clock.clone(),
            strip: Arc::new(move || {
                let stage = strip.upgrade();
                let figures = stage.and_then(|stage| stage.strip().ok());
                let mut figures = figures.unwrap_or_else(|| json!({}));
                if let (Some(figures), Some(link)) = (figures.as_object_mut(), &link) {
                    figures.insert("bot".to_owned(), json!(link));
                }
                figures
            }),
            act: Arc::new(move |name, args| {
                act.upgrade().context("The demo is ending.")?.act(name, &args)
            }),
        };
        let router = page_router(world).merge(self.bland.clone().phone());
        self.servers.serve(router, port)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(daemon) = lock(&self.daemon).take() {
            daemon.stop();
        }
        if let Some((stopping, ticker)) = self.ticker.take() {
            stopping.store(true, Ordering::SeqCst);
            if ticker.join().is_err() {
                tracing::error!("the ticker panicked");
            }
        }
    }
}

fn lines(
    chat: Chat,
    telegram: &FakeTelegram,
    servers: &Servers,
    [voice_at, rates_at, pay_at]: [SocketAddr; 3],
) -> Result<Lines> {
    let voice_url = format!("http://{voice_at}");
    let rates_url = format!("http://{rates_at}");
    let pay_url = format!("http://{pay_at}/api");
    Ok(match chat {
        Chat::Real(token) => Lines {
            telegram_url: TELEGRAM.to_owned(),
            token,
            proxy: Proxy::FromEnvironment,
            voice_url,
            rates_url,
            pay_url,
            limits: Limits::Kept,
        },
        Chat::StandIn(limits) => {
            let at = servers.serve(telegram.clone().router(), 0)?;
            if limits == Limits::Off {
                telegram.limited(telegram::Limits::Off);
            }
            Lines {
                telegram_url: format!("http://{at}"),
                token: SecretString::from(TOKEN),
                proxy: Proxy::None,
                voice_url,
                rates_url,
                pay_url,
                limits,
            }
        }
    })
}

/// The wallet in dollars and, if there is a plan that counts them, its minutes.
fn wallet(tx: &Tx) -> Result<String> {
    let Some(user) = users::latest(tx)? else { return Ok("–".to_owned()) };
    let account = Account::user(user.id, Role::Available, Asset::Usd);
    let money = Usd::micro(ledger::balance(tx, &account)?);
    let money = format!("${}", money.plain());
    let left = plans::period(tx, user.id)?.map(|period| period.seconds(Bucket::Single));
    Ok(match left {
        Some(left) => format!("{money} + {}:{:02} min", left / 60, left % 60),
        None => money,
    })
}

/// Puts the ten plans on sale. Nobody pays for the stand-in's minutes, so what they would cost is
/// no reason against any of them.
fn sell(tx: &Tx) -> Result<()> {
    let Ok(plans) = seed_plans::parse_toml(seed_plans::BUILT_IN) else { bail!("no plans") };
    plans::seed(tx, &plans, Usd::ZERO).map(drop)
}

/// The built-in prices. Plans cover every country that may be called: the phone beside the chat may
/// be in another one than its user.
fn price(tx: &Tx, place: &Place) -> Result<()> {
    let Ok(rows) = tariffs::parse_toml(tariffs::BUILT_IN) else { bail!("no prices") };
    let included = || Included::Regions(place.countries());
    let rows = rows.into_iter().map(|row| Tariff { included: included(), ..row.tariff });
    store::tariffs::import(tx, &rows.collect::<Vec<_>>()).map(drop)
}

/// What an operator with the stand-in's plan would have configured.
fn settings(place: &Place) -> Result<Settings> {
    let allowance = BlandPlan::Scale.allowance().context("the plan's figures")?;
    Ok(Settings {
        service: "ivrbot demo".to_owned(),
        support: None,
        terms: Terms::builtin(),
        region: place.region,
        countries: place.countries(),
        packs: Packs::built_in(),
        voice: Part::Ready,
        allowance: parts::allowance(&allowance),
        referral: Usd::ZERO,
        payments: Part::Ready,
        wallet: Wallet::default(),
        stars: Some(Rail::default()),
        costs: parts::costs_of(&allowance),
    })
}

/// Lets what is due at the voice provider happen, though nobody asks.
fn tick(clock: &Clock, bland: &FakeBland) -> Result<(Arc<AtomicBool>, JoinHandle<()>)> {
    let stopping = Arc::new(AtomicBool::new(false));
    let (stop, clock, bland) = (stopping.clone(), clock.clone(), bland.clone());
    let ticker = std::thread::Builder::new().name("ticker".into()).spawn(move || {
        while !stop.load(Ordering::SeqCst) {
            bland.tick();
            clock.pause(TICK);
        }
    });
    Ok((stopping, ticker.context("start the ticker")?))
}

/// Nothing is left half done by a panic here: the values are replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
