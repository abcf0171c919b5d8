//! How the stand-in behaves: the account, its times, and every behaviour that is not known.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// Which of the two known versions answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The older: no status by payment, no idempotency, wrong keys are 403.
    A,
    /// The newer.
    B,
}

/// The account and its rules. Every field may be changed while the stand-in runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which version answers.
    pub version: Version,
    /// The one API key that is accepted.
    pub key: String,
    /// Refuse whatever the bot must never send, though the real service may take it: unknown or
    /// unwanted fields, a customer's token, a request without an idempotency key.
    pub strict: bool,
    /// The codes of the coins that the operator has a wallet for.
    pub wallets: Vec<String>,
    /// The currency that amounts are in.
    pub base_currency: String,
    /// Refuse more than 60 requests a minute. Only in B.
    pub rate_limit: bool,
    /// The operator's account must be verified before it may receive.
    pub unverified: bool,
    /// The most a sandbox key may ask for. Only in B.
    pub sandbox_cap: Option<Decimal>,
    /// The least that may be asked for. Only in B.
    pub minimum: Option<Decimal>,
    /// Prices that differ from those at the start, by code: the market moves.
    pub prices: BTreeMap<String, Decimal>,
    /// How much a search for lost coins finds beside them, in percent of what was asked: what
    /// earlier payments left at the address.
    pub residue_percent: u32,
    /// How long things take.
    pub pace: Pace,
    /// What the vendor does not say.
    pub unknowns: Unknowns,
    /// Where events are sent; nowhere without.
    pub webhook: Option<Hook>,
}

impl Settings {
    /// An account of this version that takes the four usual coins.
    pub fn new(version: Version, key: &str) -> Settings {
        let wallets = ["USDT-TRC20", "USDT-ERC20", "BTC", "LTC"];
        Settings {
            version,
            key: key.to_owned(),
            strict: true,
            wallets: wallets.map(str::to_owned).to_vec(),
            base_currency: "USD".to_owned(),
            rate_limit: true,
            unverified: false,
            sandbox_cap: None,
            minimum: None,
            prices: BTreeMap::new(),
            residue_percent: 5,
            pace: Pace::default(),
            unknowns: Unknowns::default(),
            webhook: None,
        }
    }
}

/// Where events go and how they are signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The address; one named by a payment comes before it.
    pub url: String,
    /// The merchant's secret. Without one A signs with a secret that everybody can read, and B
    /// does not sign.
    pub secret: Option<String>,
    /// The secret before, while both are valid: B signs with both.
    pub previous: Option<String>,
    /// Send also the events that must be asked for. Only in B.
    pub opted_in: bool,
}

/// How long the steps of a payment take, in milliseconds of virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From the opening to the first moment that its status is known.
    pub visible_ms: i64,
    /// From the sight of a transfer to `confirmed`; where too little came, `underpaid` stands
    /// in between as long again.
    pub confirm_ms: i64,
    /// From `confirmed` to the settlement's start, when the row in the feed appears.
    pub process_ms: i64,
    /// From there to its end.
    pub settle_ms: i64,
    /// From a settlement that failed to the one that succeeds, where there is one.
    pub retry_ms: i64,
    /// From a transfer to an address that is no longer reserved to the search that finds it.
    pub search_ms: i64,
}

impl Settings {
    /// Takes other prices for these coins, such as those of the source of rates: in one world there
    /// is one market.
    pub fn follow(&mut self, prices: &[(&str, &str)]) {
        let price = |(code, usd): &(&str, &str)| Some(((*code).to_owned(), usd.parse().ok()?));
        let known: Vec<_> = prices.iter().filter(|(code, _)| *code != "USDT").collect();
        self.prices.extend(known.into_iter().filter_map(price));
    }
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            visible_ms: 3_000,
            confirm_ms: 500,
            process_ms: 2_000,
            settle_ms: 30_000,
            retry_ms: 10 * 60_000,
            search_ms: 5 * 60_000,
        }
    }
}

/// Behaviours that were not established. Each has both positions, so that a client can be tried in
/// both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknowns {
    /// B writes an error's code below `error` and not beside the message.
    pub nested_errors: bool,
    /// How the coins are listed.
    pub currencies: Currencies,
    /// B's status has `paid_amount`.
    pub paid_amount_in_status: bool,
    /// Numbers are written as strings.
    pub numbers_as_text: bool,
    /// The amount of an opened payment is called `crypto_amount`, as an old client read it.
    pub legacy_amount: bool,
    /// `base_currency` is left out of an opened payment.
    pub no_base_currency: bool,
    /// Status and feed say that coins were found again; otherwise only the webhook does.
    pub recovery_is_told: bool,
    /// Status and feed tell of a transfer in another coin; otherwise it is rejected silently.
    pub wrong_coin_is_told: bool,
    /// The feed repeats its rows.
    pub repeated_rows: bool,
    /// Rows of the provider's own wallets before the first row of a payment.
    pub wallet_rows: usize,
    /// The most rows in a page of A, whatever is asked for.
    pub page_most_in_a: usize,
    /// A path that does not exist is answered in JSON and not with a page.
    pub unknown_path_is_json: bool,
    /// The store of idempotency keys is down: B opens a second payment.
    pub forgets_keys: bool,
}

impl Default for Unknowns {
    fn default() -> Unknowns {
        Unknowns {
            nested_errors: false,
            currencies: Currencies::Listed,
            paid_amount_in_status: true,
            numbers_as_text: false,
            legacy_amount: false,
            no_base_currency: false,
            recovery_is_told: false,
            wrong_coin_is_told: false,
            repeated_rows: true,
            wallet_rows: 0,
            page_most_in_a: 100,
            unknown_path_is_json: false,
            forgets_keys: false,
        }
    }
}

/// How `getSupportedCurrency` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currencies {
    /// `{currencies, all_supported}`.
    Listed,
    /// A bare list of those configured.
    Bare,
    /// Not at all: there was a time without it.
    Missing,
}
