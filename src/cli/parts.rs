//! From the configuration to what the daemon is made of.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::cli::check::Finding;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::daemon::POLL_WAIT;
use crate::domain::hours::Packs;
use crate::domain::margin::Costs;
use crate::domain::money::Usd;
use crate::domain::phone::Region;
use crate::domain::settings::{Allowance, Part, Settings, Terms};
use crate::domain::stars::Rail;
use crate::http;
use crate::payments::Payments;
use crate::payments::dynopay::{DynoPay, DynoPayConfig, Pacing};
use crate::rates::tatum::{Tatum, TatumConfig};
use crate::telegram::client::{Client, Hears, Proxy};
use crate::voice::bland::{Bland, BlandConfig};

/// The longest exchange with the voice provider: it queues a call within seconds.
const VOICE_PATIENCE: Duration = Duration::from_secs(20);
/// The longest exchange with the payment provider: it makes an address while one waits.
const PAYMENTS_PATIENCE: Duration = Duration::from_secs(20);
/// The longest exchange with the source of rates, which answers from its cache.
const RATES_PATIENCE: Duration = Duration::from_secs(15);
/// The longest terms, in Telegram's UTF-16 units: a message holds 4,096, and an introduction in
/// the reader's language stands before them.
const TERMS_MOST: usize = 3_800;

/// What the operator decided.
///
/// # Errors
/// The finding, when the terms cannot be used.
pub fn settings(config: &Config) -> Result<Settings, Finding> {
    let region = |country: config::Country| Region::parse(country.code());
    let allowance = config.bland.as_ref().map(|bland| allowance(&bland.allowance));
    Ok(Settings {
        service: config.service.name.clone(),
        support: config.service.support.clone(),
        terms: match &config.service.terms_file {
            Some(path) => terms(path)?,
            None => Terms::builtin(),
        },
        region: config.calling.default_region.and_then(region),
        countries: config.calling.countries.iter().copied().filter_map(region).collect(),
        packs: packs(config)?,
        voice: if allowance.is_some() { Part::Ready } else { Part::Missing },
        allowance: allowance.unwrap_or(NOTHING),
        referral: config.referral_credit,
        payments: if config.dynopay.is_some() { Part::Ready } else { Part::Missing },
        wallet: config.wallet.clone(),
        stars: config.stars,
        costs: costs(config),
    })
}

/// The hours in which people may be called: the operator's file, or those built in.
pub fn packs(config: &Config) -> Result<Arc<Packs>, Finding> {
    let Some(path) = &config.calling.packs_file else { return Ok(Packs::built_in()) };
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let what = format!("[calling] packs_file: {name} cannot be read: {error}");
        Finding::problem(what, "Name a readable file, or leave it out.")
    })?;
    Packs::parse(&text).map(Arc::new).map_err(|fault| {
        let what = format!("[calling] packs_file: {name} is not right:\n{fault}");
        Finding::problem(what, "Start from examples/country-packs.toml.")
    })
}

/// Without a voice provider nothing may be placed.
const NOTHING: Allowance = Allowance { per_hour: 0, per_day: 0, at_once: 0, per_user_day: 0 };

/// What the plan of the voice account allows.
pub fn allowance(of: &config::Allowance) -> Allowance {
    Allowance {
        per_hour: of.calls_per_hour,
        per_day: of.calls_per_day,
        at_once: of.concurrency,
        per_user_day: of.calls_per_day,
    }
}

/// What the voice account is charged; without one, by the plan that is free of a monthly fee.
pub fn costs(config: &Config) -> Costs {
    let own = config.bland.as_ref().map(|bland| bland.allowance);
    own.or(config::BlandPlan::Start.allowance()).map_or(NO_COSTS, |plan| costs_of(&plan))
}

/// What the plan of the voice account is charged.
pub fn costs_of(plan: &config::Allowance) -> Costs {
    Costs { minute: plan.cost_per_minute, transfer: plan.transfer_cost_per_minute }
}

/// Of a plan without published prices.
const NO_COSTS: Costs = Costs { minute: Usd::ZERO, transfer: Usd::ZERO };

/// What to say of a database that another version of the program made.
pub fn other_schema(path: &Path) -> String {
    format!("{} has another version's schema: `ivrbot check` says what to do", path.display())
}

/// The operator's terms: they are read when the daemon starts, so a fault in them is found then.
pub fn terms(path: &Path) -> Result<Terms, Finding> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let what = format!("[service] terms_file: {name} cannot be read: {error}");
        Finding::problem(what, "Name a readable text file.")
    })?;
    let length = text.trim().encode_utf16().count();
    if length == 0 {
        let what = format!("[service] terms_file: {name} is empty");
        return Err(Finding::problem(what, "Write your terms of use into it."));
    }
    if length > TERMS_MOST {
        let what = format!("[service] terms_file: {name} has {length} characters");
        let remedy = format!("Telegram shows them in one message: at most {TERMS_MOST}.");
        return Err(Finding::problem(what, remedy));
    }
    Ok(Terms::own(&text))
}

/// The line to Telegram.
pub fn telegram(config: &Config, token: &SecretString) -> Arc<Client> {
    let line = Client::new(&config.telegram.api_url, token, POLL_WAIT, Proxy::FromEnvironment);
    Arc::new(line.hearing(hears(config.stars.as_ref())))
}

/// Whether payments may go on is only asked where Stars are taken.
pub fn hears(stars: Option<&Rail>) -> Hears {
    stars.map_or(Hears::Talk, |_| Hears::Checkouts)
}

/// The line to the voice provider.
pub fn voice(config: &config::Bland) -> Arc<Bland> {
    Arc::new(Bland::new(BlandConfig {
        base_url: config.base_url.clone(),
        api_key: config.api_key.clone(),
        org_id: None,
        http_timeout: VOICE_PATIENCE,
        proxy_from_env: true,
    }))
}

/// The line to the payment provider; `None` without credentials. One for the process, since it
/// keeps the account's rate by this clock.
pub fn payments(config: &Config, clock: &Clock) -> Option<Arc<dyn Payments>> {
    let given = config.dynopay.as_ref()?;
    let line = DynoPayConfig {
        base_url: given.base_url.clone(),
        api_key: given.api_key.clone(),
        http_timeout: PAYMENTS_PATIENCE,
        proxy_from_env: true,
        pacing: Pacing::Kept,
        webhook_url: webhook_url(config),
    };
    Some(Arc::new(DynoPay::new(line, clock.clone())))
}

/// Where the provider delivers, when somebody listens and can be reached.
fn webhook_url(config: &Config) -> Option<String> {
    config.http.listen?;
    Some(format!("{}{}", config.http.public_url.as_ref()?, http::PAYMENTS))
}

/// The line to the source of rates.
pub fn rates(config: &config::Tatum, clock: &Clock) -> Arc<Tatum> {
    let config = TatumConfig {
        base_url: config.base_url.clone(),
        api_key: config.api_key.clone(),
        http_timeout: RATES_PATIENCE,
        proxy_from_env: true,
    };
    Arc::new(Tatum::new(config, clock.clone()))
}
