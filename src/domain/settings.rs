//! What the operator decided, as the rules and the dialogues need it.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::coin::Coin;
use crate::domain::hours::Packs;
use crate::domain::margin::Costs;
use crate::domain::money::Usd;
use crate::domain::phone::Region;
use crate::domain::stars::Rail;

/// The operator's decisions, fixed while the daemon runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the service calls itself.
    pub service: String,
    /// Where a person gets help: a link or an `@name`.
    pub support: Option<String>,
    /// The terms that everybody accepts first.
    pub terms: Terms,
    /// The country of numbers typed without a country code.
    pub region: Option<Region>,
    /// The countries that may be called.
    pub countries: Vec<Region>,
    /// Whether there is a voice provider to place calls with.
    pub voice: Part,
    /// When people may be called.
    pub packs: Arc<Packs>,
    /// Calls that the provider's plan allows.
    pub allowance: Allowance,
    /// What an invitation earns; zero where there are none.
    pub referral: Usd,
    /// Whether there is a payment provider to top up through.
    pub payments: Part,
    /// How wallets are filled.
    pub wallet: Wallet,
    /// How Telegram Stars are taken; `None` where they are not.
    pub stars: Option<Rail>,
    /// What the provider charges by that plan.
    pub costs: Costs,
}

/// How wallets are filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wallet {
    /// The least that one top-up adds: below it, fees eat too much of it.
    pub min_top_up: Usd,
    /// The most that one top-up adds, and the most that is credited without an operator (R15).
    pub max_top_up: Usd,
    /// What it can be paid with, the first offered first.
    pub coins: Vec<Coin>,
}

/// The least that one top-up adds, unless the operator says otherwise: of 10 dollars the payment
/// provider keeps about a tenth, of less a greater part.
const MIN_TOP_UP: Usd = Usd::cents(1_000);
/// The most, unless he says otherwise: more than a small business calls for in a year.
const MAX_TOP_UP: Usd = Usd::cents(500_000);
/// What it can be paid with, unless he says otherwise.
const COINS: [Coin; 4] = [Coin::UsdtTrc20, Coin::UsdtErc20, Coin::Btc, Coin::Ltc];

impl Default for Wallet {
    fn default() -> Wallet {
        Wallet { min_top_up: MIN_TOP_UP, max_top_up: MAX_TOP_UP, coins: COINS.to_vec() }
    }
}

/// Whether a part of the service has its credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It works.
    Ready,
    /// It was not set up; users are told in plain words.
    Missing,
}

/// How many calls the provider's plan allows, for all users together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// In any 60 minutes.
    pub per_hour: u32,
    /// In any 24 hours.
    pub per_day: u32,
    /// At the same time.
    pub at_once: u32,
    /// Of one user in any 24 hours: provisional until trust tiers decide it.
    pub per_user_day: u32,
}

/// The terms of use. Their version is the hash of their text: another text is another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The text, at most what one message holds.
    pub text: Option<String>,
    /// Names the text; kept with each person's answer.
    pub version: String,
}

impl Terms {
    /// The operator's own terms.
    pub fn own(text: &str) -> Terms {
        let hash = Sha256::digest(text.as_bytes());
        let version = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Terms { text: Some(text.trim().to_string()), version }
    }

    /// The short built-in terms, in each person's language.
    pub fn builtin() -> Terms {
        Terms { text: None, version: "builtin-1".to_string() }
    }
}
