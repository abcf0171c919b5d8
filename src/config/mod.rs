//! The configuration: built-in defaults, under `ivrbot.toml`, under `.env`, under the environment.
//!
//! Loading is a function of its [`Sources`] and reports every mistake at once, with its file and
//! line or its variable. A value is never repeated in a message, since a secret may have been
//! pasted into the wrong key.

mod bland_plan;
mod build;
mod country;
mod example;
mod gather;
mod legacy;
mod read;
pub mod schema;
mod value;
mod variables;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use strum::{EnumString, IntoStaticStr};

use crate::domain::money::Usd;
use crate::domain::settings::Wallet;
use crate::domain::stars;

pub use bland_plan::{Allowance, BlandPlan};
pub use country::Country;
pub use example::EXAMPLE;
pub(crate) use read::line_of;

/// The file that is read when none is named; it may be absent.
pub const DEFAULT_FILE: &str = "ivrbot.toml";

/// Everything the operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// The bot.
    pub telegram: Telegram,
    /// The voice provider; without it no call can be made.
    pub bland: Option<Bland>,
    /// Payments; without them only `ivrbot credit` fills a wallet.
    pub dynopay: Option<DynoPay>,
    /// Exchange rates; without them dollar coins count as one dollar each, unguarded, and other
    /// coins rely on the payment provider's own quote.
    pub tatum: Option<Tatum>,
    /// `[wallet] referral_credit`: what an invitation earns; zero for none.
    pub referral_credit: Usd,
    /// How wallets are filled.
    pub wallet: Wallet,
    /// `[stars]`: payments in Telegram Stars; `None` where they are off.
    pub stars: Option<stars::Rail>,
    /// The listener for webhooks.
    pub http: Http,
    /// The store.
    pub database: Database,
    /// Where calls may go.
    pub calling: Calling,
    /// How the bot presents itself.
    pub service: Service,
    /// How the daemon logs.
    pub log: Log,
}

/// `[telegram]`
#[derive(Clone, Debug)]
pub struct Telegram {
    /// The bot's token.
    pub token: Option<SecretString>,
    /// The Bot API server, without trailing slash.
    pub api_url: String,
    /// Telegram ids of the operators.
    pub operators: Vec<i64>,
}

/// `[bland]`
#[derive(Clone, Debug)]
pub struct Bland {
    /// The account's key.
    pub api_key: SecretString,
    /// The API's address, without trailing slash.
    pub base_url: String,
    /// Signs webhooks.
    pub webhook_signing_secret: Option<SecretString>,
    /// The account's plan.
    pub plan: BlandPlan,
    /// The plan's figures with the operator's own over them.
    pub allowance: Allowance,
}

/// `[dynopay]`
#[derive(Clone, Debug)]
pub struct DynoPay {
    /// The merchant's key.
    pub api_key: SecretString,
    /// The API's address, without trailing slash.
    pub base_url: String,
    /// Signs webhooks.
    pub webhook_secret: Option<SecretString>,
}

/// `[tatum]`
#[derive(Clone, Debug)]
pub struct Tatum {
    /// The account's key.
    pub api_key: SecretString,
    /// The API's host, without trailing slash.
    pub base_url: String,
}

/// `[http]`
#[derive(Clone, Debug)]
pub struct Http {
    /// Where webhooks are heard; nowhere when absent.
    pub listen: Option<SocketAddr>,
    /// Under which address that is reached from outside, without trailing slash.
    pub public_url: Option<String>,
}

/// `[database]`
#[derive(Clone, Debug)]
pub struct Database {
    /// The SQLite file.
    pub path: PathBuf,
}

/// `[calling]`
#[derive(Clone, Debug)]
pub struct Calling {
    /// The country of numbers typed without a leading `+`.
    pub default_region: Option<Country>,
    /// Where calls may go, in order of code; empty only when nothing was configured.
    pub countries: Vec<Country>,
    /// The operator's own hours of each country.
    pub packs_file: Option<PathBuf>,
}

/// `[service]`
#[derive(Clone, Debug)]
pub struct Service {
    /// What the bot calls itself.
    pub name: String,
    /// An `https://` link or a Telegram `@name`.
    pub support: Option<String>,
    /// The operator's terms of use.
    pub terms_file: Option<PathBuf>,
}

/// `[log]`
#[derive(Clone, Copy, Debug)]
pub struct Log {
    /// How a line is written.
    pub format: LogFormat,
    /// How much is written.
    pub level: LogLevel,
}

/// How a log line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How much is logged, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum LogLevel {
    /// Faults alone.
    Error,
    /// And what may become one.
    Warn,
    /// And what happens.
    Info,
    /// And how.
    Debug,
    /// And everything else.
    Trace,
}

/// What the configuration is made from.
#[derive(Debug, Default)]
pub struct Sources {
    /// The TOML file.
    pub file: Option<SourceFile>,
    /// A `.env` file.
    pub dotenv: Option<SourceFile>,
    /// The environment; names that are not ours are let be.
    pub env: Vec<(String, String)>,
}

/// A file as it was found.
#[derive(Debug)]
pub struct SourceFile {
    /// Its name, for messages.
    pub path: PathBuf,
    /// Its text, or why it could not be read.
    pub text: Result<String, String>,
}

/// A mistake that must be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `ivrbot.toml:12`, `.env:3 IVRBOT_BLAND_PLAN`, `IVRBOT_BLAND_PLAN` or `[bland] plan`.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Something that works, but less than it could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// As in [`Problem::place`].
    pub place: String,
    /// What does not work.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What loading found.
#[derive(Debug)]
pub struct Loaded {
    /// The configuration, unless there are problems.
    pub config: Option<Config>,
    /// Every mistake, in the order of the sources and their lines.
    pub problems: Vec<Problem>,
    /// What `run` needs and nobody gave. Other commands do without.
    pub missing: Vec<Problem>,
    /// What works less than it could.
    pub notes: Vec<Note>,
}

impl Config {
    /// Reads all sources and reports every mistake together.
    pub fn load(sources: &Sources) -> Loaded {
        let mut gathered = gather::Gathered::defaults();
        if let Some(file) = &sources.file {
            read::read(file, &mut gathered);
        }
        let dotenv = sources.dotenv.as_ref();
        let dotenv = dotenv.map(|file| variables::of_dotenv(file, &mut gathered));
        let dotenv = dotenv.unwrap_or_default();
        let process = variables::of_process(&sources.env);
        for variables in [&dotenv, &process] {
            variables::apply(variables, &mut gathered);
        }
        for variables in [&process, &dotenv] {
            variables::apply_old_names(variables, &mut gathered);
        }
        let values = build::check(&mut gathered);
        let config = build::config(&values, &mut gathered);
        finish(config, gathered)
    }

    /// What `run` needs and this configuration lacks.
    pub fn runnable(&self) -> Vec<Problem> {
        build::missing(self).into_iter().map(|(_, problem)| problem).collect()
    }
}

fn finish(config: Config, mut gathered: gather::Gathered) -> Loaded {
    let mut missing = build::missing(&config);
    missing.retain(|(path, _)| !is_spoilt(path, &gathered));
    let missing = missing.into_iter().map(|(path, mut problem)| {
        let section = path.split_once('.').map_or(path, |(section, _)| section);
        if let Some(at) = gathered.sections.get(section) {
            problem.place = format!("{at} {}", problem.place);
        }
        problem
    });
    let missing = missing.collect();
    let notes = build::notes(&config, &gathered);
    gathered.notes.extend(notes);
    let problems = build::in_order(gathered.problems);
    let config = problems.is_empty().then_some(config);
    Loaded { config, problems, missing, notes: gathered.notes }
}

/// Whether a key that seems to be missing was given, but wrongly.
fn is_spoilt(path: &str, gathered: &gather::Gathered) -> bool {
    let spoilt = |path: &str| gathered.spoilt.contains(path);
    match path {
        // Without its figures a plan leaves the whole part out, although the key is there.
        "bland.api_key" => spoilt(path) || gathered.is_given(path),
        "calling.default_region" => spoilt(path) || spoilt("calling.countries"),
        _ => spoilt(path),
    }
}

impl Sources {
    /// The named file, or `ivrbot.toml` if it is there; `.env` if it is there; the environment.
    pub fn from_process(path: Option<&Path>) -> Sources {
        let file = match path {
            Some(path) => Some(SourceFile::read(path)),
            None => SourceFile::read_if_there(Path::new(DEFAULT_FILE)),
        };
        let env = std::env::vars_os();
        let text = |os: std::ffi::OsString| os.to_string_lossy().into_owned();
        let env = env.map(|(name, value)| (text(name), text(value))).collect();
        Sources { file, dotenv: SourceFile::read_if_there(Path::new(".env")), env }
    }
}

impl SourceFile {
    fn read(path: &Path) -> SourceFile {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
        SourceFile { path: path.to_owned(), text }
    }

    fn read_if_there(path: &Path) -> Option<SourceFile> {
        match std::fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            _ => Some(SourceFile::read(path)),
        }
    }
}

#[cfg(test)]
mod tests;
