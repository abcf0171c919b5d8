//! Consent: what a business says of the person it calls, and whether that is enough (C-02, C-03).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::domain::hours::Purpose;
use crate::domain::ids::ConsentId;

/// How long a consent counts that was told of a single number: a year.
pub const OF_ONE: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How long an attestation counts for a whole list of one origin: 90 days; one tap renews it.
pub const OF_LIST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What the callee did to agree. Stored by name.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    EnumIter,
    EnumString,
    IntoStaticStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A customer or member: gave the business this number for this.
    Given,
    /// Agreed in writing to such calls.
    Written,
}

impl Kind {
    /// Whether it is enough for calls of a purpose: sales need it in writing.
    pub fn is_enough_for(self, purpose: Purpose) -> bool {
        self == Kind::Written || !purpose.is_marketing()
    }

    /// Those that are enough for a purpose, the usual one first.
    pub fn enough_for(purpose: Purpose) -> Vec<Kind> {
        use strum::IntoEnumIterator;
        Kind::iter().filter(|kind| kind.is_enough_for(purpose)).collect()
    }
}

/// A consent that is on file for a number, a business and a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The row.
    pub id: ConsentId,
    /// What the callee did.
    pub kind: Kind,
    /// When it ends.
    pub until: Timestamp,
}

impl Consent {
    /// Whether it allows a call of this purpose at a moment.
    pub fn allows(&self, purpose: Purpose, at: Timestamp) -> bool {
        self.kind.is_enough_for(purpose) && at < self.until
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn c02_sales_need_it_in_writing_and_nothing_counts_after_its_end() {
        let until: Timestamp = "2026-11-23T15:00:00Z".parse().unwrap();
        let before = until - SignedDuration::from_secs(1);
        for purpose in Purpose::iter() {
            for kind in Kind::iter() {
                let consent = Consent { id: ConsentId(1), kind, until };
                let enough = kind == Kind::Written || purpose != Purpose::LeadFollowUp;
                assert_eq!(consent.allows(purpose, before), enough, "{purpose:?} {kind:?}");
                assert!(!consent.allows(purpose, until), "{purpose:?} {kind:?}");
                assert_eq!(Kind::enough_for(purpose).contains(&kind), enough);
            }
        }
    }
}
