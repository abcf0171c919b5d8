//! Every key of the configuration, once: what it holds, its default, what it is for.
//!
//! The file, the environment, the example and the messages about mistakes all follow this list.

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Section and name, such as `bland.plan`.
    pub path: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// The value when nobody gives one, written as an environment variable would be.
    pub default: Option<&'static str>,
    /// What it is for and where to get it; shown beside a mistake.
    pub doc: &'static str,
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Telegram bot token: a secret.
    BotToken,
    /// An opaque secret.
    Secret,
    /// The base address of a service.
    Url,
    /// Telegram user ids.
    Ids,
    /// One country.
    Country,
    /// Countries.
    Countries,
    /// How many, at least one.
    Count,
    /// Dollars.
    Money,
    /// More dollars: a sum that somebody pays in.
    Sum,
    /// Coins, each with its network.
    Coins,
    /// A file.
    Path,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A link or a Telegram name.
    Contact,
    /// A short text on one line.
    Name,
    /// An address of this machine with a port.
    Socket,
    /// On or off.
    Switch,
}

/// The names that `bland.plan` knows.
pub const PLANS: &[&str] = &["start", "build", "scale", "custom"];
/// The names that `log.format` knows.
pub const FORMATS: &[&str] = &["text", "json"];
/// The names that `log.level` knows.
pub const LEVELS: &[&str] = &["error", "warn", "info", "debug", "trace"];

const fn key(path: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { path, kind, default: None, doc }
}

const fn with(path: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Key {
    Key { path, kind, default: Some(default), doc }
}

/// Every key there is, by section, in the order of the example.
pub const KEYS: &[Key] = &[
    key(
        "telegram.token",
        Kind::BotToken,
        "BotFather gives it: /newbot, or /token for a bot that exists.",
    ),
    with(
        "telegram.api_url",
        Kind::Url,
        "https://api.telegram.org",
        "Change it only for a Bot API server of your own.",
    ),
    key(
        "telegram.operators",
        Kind::Ids,
        "Who operates the bot: Telegram's numeric ids, not @names.",
    ),
    key("bland.api_key", Kind::Secret, "From app.bland.ai, Settings, API keys."),
    with(
        "bland.base_url",
        Kind::Url,
        "https://api.bland.ai",
        "Leave it out to use Bland's own address.",
    ),
    key(
        "bland.webhook_signing_secret",
        Kind::Secret,
        "From app.bland.ai, Settings, Webhooks; only if you receive webhooks.",
    ),
    with(
        "bland.plan",
        Kind::OneOf(PLANS),
        "start",
        "The plan of your Bland account; it decides how many calls all users share.",
    ),
    key("bland.calls_per_hour", Kind::Count, "Leave it out to use the plan's own figure."),
    key("bland.calls_per_day", Kind::Count, "Leave it out to use the plan's own figure."),
    key("bland.concurrency", Kind::Count, "Leave it out to use the plan's own figure."),
    key("bland.cost_per_minute", Kind::Money, "What Bland charges you for a connected minute."),
    key(
        "bland.transfer_cost_per_minute",
        Kind::Money,
        "What Bland charges you for a minute of a transferred call.",
    ),
    key("dynopay.api_key", Kind::Secret, "From the DynoPay dashboard, API keys."),
    with("dynopay.base_url", Kind::Url, "https://dynopay.com/api", "It ends in /api."),
    key(
        "dynopay.webhook_secret",
        Kind::Secret,
        "From the DynoPay dashboard, Webhooks; only if you receive webhooks.",
    ),
    key("tatum.api_key", Kind::Secret, "From dashboard.tatum.io, API keys."),
    with("tatum.base_url", Kind::Url, "https://api.tatum.io", "The host only, without /v3 or /v4."),
    with(
        "wallet.min_top_up",
        Kind::Sum,
        "10",
        "The least one top-up adds; below 10 the payment provider's fees eat much of it.",
    ),
    with(
        "wallet.max_top_up",
        Kind::Sum,
        "5000",
        "The most one top-up adds, and the most that is credited without you looking at it.",
    ),
    key(
        "wallet.coins",
        Kind::Coins,
        "What users may pay with; USDT-TRC20, USDT-ERC20, BTC and LTC when left out.",
    ),
    with(
        "wallet.referral_credit",
        Kind::Money,
        "0",
        "What an invitation earns once the invited one has paid; 0 turns invitations off.",
    ),
    with(
        "stars.enabled",
        Kind::Switch,
        "false",
        "Whether users may pay with Telegram Stars as well; `ivrbot check` tells of the terms.",
    ),
    with(
        "stars.usd_per_star",
        Kind::Money,
        "0.013",
        "What one Star adds to a wallet; Telegram pays you 0.013 dollars for it.",
    ),
    with(
        "stars.max_first",
        Kind::Sum,
        "10",
        "The most that somebody's first payment in Stars adds.",
    ),
    with(
        "stars.max_per_day",
        Kind::Sum,
        "25",
        "The most that one user pays in with Stars in 24 hours.",
    ),
    with(
        "stars.max_unspent",
        Kind::Sum,
        "50",
        "The most of 21 days' Stars that may lie in one wallet: so long they can be taken back.",
    ),
    key(
        "http.listen",
        Kind::Socket,
        "Where webhooks are heard; off when left out, since payments are polled without.",
    ),
    key(
        "http.public_url",
        Kind::Url,
        "Under which address the listener is reached from outside, by https.",
    ),
    with("database.path", Kind::Path, "ivrbot.db", "The file is made when it is not there."),
    key(
        "calling.default_region",
        Kind::Country,
        "The country of numbers typed without a leading +.",
    ),
    key(
        "calling.countries",
        Kind::Countries,
        "Where calls may go; the default region alone when left out.",
    ),
    key(
        "calling.packs_file",
        Kind::Path,
        "Hours and holidays by country, as examples/country-packs.toml; built in when left out.",
    ),
    with("service.name", Kind::Name, "ivrbot", "What the bot calls itself to its users."),
    key("service.support", Kind::Contact, "Where users get help."),
    key(
        "service.terms_file",
        Kind::Path,
        "Your terms of use as a text file; users accept them once.",
    ),
    with("log.format", Kind::OneOf(FORMATS), "text", "json suits a log collector."),
    with(
        "log.level",
        Kind::OneOf(LEVELS),
        "info",
        "How much is logged, from error (least) to trace (most).",
    ),
];

impl Key {
    /// The section's name.
    pub fn section(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(section, _)| section)
    }

    /// The name within its section.
    pub fn name(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, name)| name)
    }

    /// Section and name as people write them: `[bland] plan`.
    pub fn title(&self) -> String {
        format!("[{}] {}", self.section(), self.name())
    }

    /// The environment variable that sets it.
    pub fn variable(&self) -> String {
        format!("{VARIABLE_PREFIX}{}", self.path.replace('.', "_").to_ascii_uppercase())
    }

    /// Whether its value must never be shown.
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::BotToken | Kind::Secret)
    }
}

/// What our own environment variables start with.
pub const VARIABLE_PREFIX: &str = "IVRBOT_";

/// The key with this section and name.
pub fn find(section: &str, name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.section() == section && key.name() == name)
}

/// The names of a section's keys; empty when there is no such section.
pub fn names_in(section: &str) -> Vec<&'static str> {
    KEYS.iter().filter(|key| key.section() == section).map(Key::name).collect()
}

/// The sections, in the order of the example.
pub fn sections() -> Vec<&'static str> {
    let mut all: Vec<_> = KEYS.iter().map(Key::section).collect();
    all.dedup();
    all
}

impl Kind {
    /// What a value must be, as the end of "must be …". Never says what it was: a secret may have
    /// been pasted into the wrong key.
    pub fn wanted(self) -> String {
        let fixed = match self {
            Kind::BotToken => "a bot token in quotes: digits, a colon, then letters and digits",
            Kind::Secret => "text in quotes, not empty and without blanks",
            Kind::Url => {
                "an address that starts with https:// or http://, with a host, and \
                          without user name, query or fragment"
            }
            Kind::Ids => "a list of Telegram user ids (whole numbers)",
            Kind::Country => "a two-letter country code such as IN (the United Kingdom is GB)",
            Kind::Countries => {
                "a list of two-letter country codes such as IN and FR (the United \
                                Kingdom is GB)"
            }
            Kind::Count => "a whole number from 1 to 1000000",
            Kind::Money => "dollars from 0 to 1000 with at most six decimal places, such as 0.14",
            Kind::Sum => "dollars from 1 to 100000, such as 20 or \"25.50\"",
            Kind::Coins => {
                "a list of coins, each once: USDT-TRC20, USDT-ERC20, BTC, LTC, ETH, \
                 DOGE, BCH, TRX"
            }
            Kind::Path => "a file name in quotes",
            Kind::OneOf(words) => return format!("one of {}", words.join(", ")),
            Kind::Contact => "a link that starts with https:// or a Telegram @name",
            Kind::Name => "text of 1 to 64 characters on one line",
            Kind::Switch => "true or false",
            Kind::Socket => "an IP address with a port, such as 127.0.0.1:8080",
        };
        fixed.to_owned()
    }
}
