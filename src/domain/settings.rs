//! What the operator decided, as the rules and the dialogues need it.

use sha2::{Digest, Sha256};

use crate::domain::margin::Costs;
use crate::domain::money::Usd;
use crate::domain::phone::Region;

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
    /// Calls that the provider's plan allows.
    pub allowance: Allowance,
    /// What an invitation earns; zero where there are none.
    pub referral: Usd,
    /// What the provider charges by that plan.
    pub costs: Costs,
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
