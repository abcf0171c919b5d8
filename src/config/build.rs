//! From what was gathered to the typed configuration, and what is missing from it.

use super::bland_plan::{self, BlandPlan};
use super::gather::{Gathered, Layer};
use super::schema::{self, KEYS};
use super::value::{self, Values};
use super::{
    Bland, Calling, Config, Database, DynoPay, Http, Log, LogFormat, LogLevel, Note, Problem,
    Service, Tatum, Telegram,
};
use crate::domain::settings::Wallet;
use crate::domain::stars;

/// Checks every value that was given; what is wrong joins the problems.
pub(super) fn check(gathered: &mut Gathered) -> Values {
    let mut values = Values::default();
    for key in KEYS {
        let Some(entry) = gathered.entries.get(key.path) else { continue };
        match value::parse(key.kind, &entry.raw) {
            Some(value) => drop(values.0.insert(key.path, value)),
            None => {
                let place = entry.place.clone();
                let what = format!("{} must be {}", key.title(), key.kind.wanted());
                gathered.problem(&place, what, key.doc);
                gathered.spoilt.insert(key.path);
            }
        }
    }
    values
}

/// Puts the values together. What is wrong or missing is left out or has its default.
pub(super) fn config(values: &Values, gathered: &mut Gathered) -> Config {
    Config {
        telegram: Telegram {
            token: values.secret("telegram.token"),
            api_url: values.text("telegram.api_url").unwrap_or_default(),
            operators: values.ids("telegram.operators"),
        },
        bland: bland(values, gathered),
        dynopay: values.secret("dynopay.api_key").map(|api_key| DynoPay {
            api_key,
            base_url: values.text("dynopay.base_url").unwrap_or_default(),
            webhook_secret: values.secret("dynopay.webhook_secret"),
        }),
        tatum: values.secret("tatum.api_key").map(|api_key| Tatum {
            api_key,
            base_url: values.text("tatum.base_url").unwrap_or_default(),
        }),
        referral_credit: values.money("wallet.referral_credit").unwrap_or_default(),
        wallet: wallet(values, gathered),
        stars: stars(values, gathered),
        http: Http {
            listen: word(values, "http.listen"),
            public_url: values.text("http.public_url"),
        },
        database: Database { path: values.text("database.path").unwrap_or_default().into() },
        calling: calling(values),
        service: Service {
            name: values.text("service.name").unwrap_or_default(),
            support: values.text("service.support"),
            terms_file: values.text("service.terms_file").map(Into::into),
        },
        log: Log {
            format: word(values, "log.format").unwrap_or(LogFormat::Text),
            level: word(values, "log.level").unwrap_or(LogLevel::Info),
        },
    }
}

/// Whoever lists no coins takes the usual ones.
fn wallet(values: &Values, gathered: &mut Gathered) -> Wallet {
    let usual = Wallet::default();
    let min_top_up = values.money("wallet.min_top_up").unwrap_or(usual.min_top_up);
    let max_top_up = values.money("wallet.max_top_up").unwrap_or(usual.max_top_up);
    if min_top_up > max_top_up
        && let Some(entry) = gathered.entries.get("wallet.min_top_up")
    {
        let place = entry.place.clone();
        let what = "[wallet] min_top_up is more than max_top_up";
        gathered.problem(
            &place,
            what,
            "No amount lies between them: lower the one, raise the other.",
        );
    }
    let coins = values.coins("wallet.coins");
    let coins = if coins.is_empty() { usual.coins } else { coins };
    Wallet { min_top_up, max_top_up, coins }
}

/// Where Stars are taken, a Star must be worth something.
fn stars(values: &Values, gathered: &mut Gathered) -> Option<stars::Rail> {
    if !values.is_on("stars.enabled") {
        return None;
    }
    let star = values.money("stars.usd_per_star").unwrap_or_default();
    if !star.is_positive()
        && let Some(entry) = gathered.entries.get("stars.usd_per_star")
    {
        let place = entry.place.clone();
        let what = "[stars] usd_per_star is nothing";
        gathered.problem(&place, what, "Telegram pays you 0.013 dollars for a Star.");
    }
    Some(stars::Rail {
        star,
        first_most: values.money("stars.max_first").unwrap_or_default(),
        day_most: values.money("stars.max_per_day").unwrap_or_default(),
        unspent_most: values.money("stars.max_unspent").unwrap_or_default(),
    })
}

fn word<T: std::str::FromStr>(values: &Values, path: &str) -> Option<T> {
    values.text(path)?.parse().ok()
}

fn bland(values: &Values, gathered: &mut Gathered) -> Option<Bland> {
    let plan: BlandPlan = word(values, "bland.plan").unwrap_or_default();
    let allowance = match bland_plan::allowance(plan, values) {
        Ok(allowance) => Some(allowance),
        Err(mut missing) => {
            missing.retain(|path| !gathered.spoilt.contains(path));
            report_custom(&missing, gathered);
            None
        }
    };
    Some(Bland {
        api_key: values.secret("bland.api_key")?,
        base_url: values.text("bland.base_url").unwrap_or_default(),
        webhook_signing_secret: values.secret("bland.webhook_signing_secret"),
        plan,
        allowance: allowance?,
    })
}

/// A custom plan has no figures of its own.
fn report_custom(missing: &[&'static str], gathered: &mut Gathered) {
    let Some(entry) = gathered.entries.get("bland.plan").filter(|_| !missing.is_empty()) else {
        return;
    };
    let place = entry.place.clone();
    let names = KEYS.iter().filter(|key| missing.contains(&key.path)).map(schema::Key::name);
    let names = names.collect::<Vec<_>>().join(", ");
    let what = format!("the custom plan needs every figure; missing in [bland]: {names}");
    gathered.problem(&place, what, "Take them from your contract with Bland.");
}

/// Calls may go to the default region when no countries are listed.
fn calling(values: &Values) -> Calling {
    let default_region = values.countries("calling.default_region").first().copied();
    let mut countries = values.countries("calling.countries");
    if countries.is_empty() {
        countries.extend(default_region);
    }
    countries.sort_unstable();
    countries.dedup();
    let packs_file = values.text("calling.packs_file").map(Into::into);
    Calling { default_region, countries, packs_file }
}

/// What `run` cannot do without, by key.
pub(super) fn missing(config: &Config) -> Vec<(&'static str, Problem)> {
    let mut missing = Vec::new();
    let mut add = |path: &'static str, what: &str, remedy: &str| {
        let Some(key) = KEYS.iter().find(|key| key.path == path) else { return };
        let remedy = format!("{remedy} As a variable: {}.", key.variable());
        missing.push((path, Problem { place: key.title(), what: what.to_owned(), remedy }));
    };
    if config.telegram.token.is_none() {
        let remedy = "Talk to @BotFather in Telegram, send /newbot, and put the token here.";
        add("telegram.token", "is missing: there is no bot to run", remedy);
    }
    if config.bland.is_none() {
        let remedy = "Get a key at app.bland.ai, Settings, API keys.";
        add("bland.api_key", "is missing: no call can be made", remedy);
    }
    let secret = config.dynopay.as_ref().and_then(|dynopay| dynopay.webhook_secret.as_ref());
    if config.http.listen.is_some() && secret.is_none() {
        let what = "is missing, and [http] listen is set: a webhook could be anybody's";
        let remedy = "Copy it from the DynoPay dashboard, or leave [http] listen out.";
        add("dynopay.webhook_secret", what, remedy);
    }
    if config.calling.countries.is_empty() {
        let what = "is missing, and so is countries: no number may be called";
        let remedy = "Write the country that your users call, such as \"IN\".";
        add("calling.default_region", what, remedy);
    }
    missing
}

/// What works less than it could, in plain words.
pub(super) fn notes(config: &Config, gathered: &Gathered) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut add = |path: &'static str, what: &str, remedy: &str| {
        let key = KEYS.iter().find(|key| key.path == path && !gathered.spoilt.contains(path));
        if let Some(key) = key {
            let (what, remedy) = (what.to_owned(), remedy.to_owned());
            notes.push(Note { place: key.title(), what, remedy });
        }
    };
    if config.telegram.operators.is_empty() {
        let what = "is empty: `run` prints a one-time link; who opens it becomes operator";
        add("telegram.operators", what, "List the operators' Telegram ids, or use the link.");
    }
    if config.dynopay.is_none() {
        let what = "is missing: nobody can top up by cryptocurrency; `ivrbot credit` still works";
        add("dynopay.api_key", what, "Get a key at dynopay.com.");
    }
    if config.tatum.is_none() {
        let what = "is missing: dollar coins count as one dollar each, unguarded, and other coins \
                    rely on the payment provider's own quote";
        add("tatum.api_key", what, "Get a key at dashboard.tatum.io.");
    }
    if config.http.listen.is_none() && config.http.public_url.is_some() {
        let what = "is set, but nothing listens: payments are polled alone";
        add("http.public_url", what, "Set [http] listen, or leave both out.");
    }
    let home = config.calling.default_region;
    if home.is_some_and(|home| !config.calling.countries.contains(&home)) {
        let what = "does not hold the default region: numbers typed without + are refused";
        add("calling.countries", what, "Add the region, or change default_region.");
    }
    notes
}

/// The problems in the order of the sources and their lines.
pub(super) fn in_order(mut problems: Vec<((Layer, usize), Problem)>) -> Vec<Problem> {
    problems.sort_by_key(|(rank, _)| *rank);
    problems.into_iter().map(|(_, problem)| problem).collect()
}
