//! Who holds what: the accounts that entries are written to.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr};

use crate::domain::coin::Coin;
use crate::domain::ids::{CampaignId, PeriodId, UserId};
use crate::domain::wallet::Bucket;

/// Whose account it is. Only the system's may go below zero: money comes from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A person's.
    User(UserId),
    /// A campaign's.
    Campaign(CampaignId),
    /// The operator's own books.
    System,
}

/// What the account is for. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Free to spend.
    Available,
    /// Set aside for calls that are on their way.
    Held,
    /// Set aside for a campaign.
    Fenced,
    /// What calls and plans brought in; of plan seconds, those used up.
    Revenue,
    /// What the operator bears: overruns and write-offs.
    Expense,
    /// Between a payment's arrival and its credit.
    Clearing,
    /// Where gifts come from: the seconds of a plan, coupons, what an invitation earned.
    Promo,
    /// Where corrections by hand come from.
    Adjustment,
    /// Where coins come from, and where they go when they leave.
    World,
    /// What came and is nobody's until an operator decides.
    Suspense,
    /// Set aside to be paid out to its owner (R23).
    Payable,
}

/// What is counted. Entries balance within one asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asset {
    /// Millionths of a dollar: `usd_micro`.
    Usd,
    /// A coin in its smallest counted unit: `coin:USDT-TRC20`.
    Coin(Coin),
    /// Seconds of one plan period and one bucket: `seconds:7:single`. Each period is its own
    /// asset, so that what is left when it ends cannot be spent in the next.
    Seconds {
        /// The period.
        period: PeriodId,
        /// Which of its stocks.
        bucket: Bucket,
    },
}

/// One account. It is made by the first entry that needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// Whose.
    pub owner: Owner,
    /// What for.
    pub role: Role,
    /// What is in it.
    pub asset: Asset,
}

impl Account {
    /// A person's account.
    pub fn user(user: UserId, role: Role, asset: Asset) -> Account {
        Account { owner: Owner::User(user), role, asset }
    }

    /// The operator's account.
    pub fn system(role: Role, asset: Asset) -> Account {
        Account { owner: Owner::System, role, asset }
    }
}

impl Owner {
    /// The two columns that name it.
    pub(super) fn columns(self) -> (&'static str, i64) {
        match self {
            Owner::User(id) => ("user", id.0),
            Owner::Campaign(id) => ("campaign", id.0),
            Owner::System => ("system", 0),
        }
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Asset::Usd => f.write_str("usd_micro"),
            Asset::Coin(coin) => write!(f, "coin:{}", coin.code()),
            Asset::Seconds { period, bucket } => {
                write!(f, "seconds:{period}:{}", <&str>::from(bucket))
            }
        }
    }
}

/// The text is no asset of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an asset that this version does not know")]
pub struct UnknownAsset;

impl FromStr for Asset {
    type Err = UnknownAsset;

    fn from_str(text: &str) -> Result<Asset, UnknownAsset> {
        if text == "usd_micro" {
            return Ok(Asset::Usd);
        }
        if let Some(code) = text.strip_prefix("coin:") {
            return code.parse().map(Asset::Coin).map_err(|_| UnknownAsset);
        }
        let parts = text.strip_prefix("seconds:").and_then(|rest| rest.split_once(':'));
        let (period, bucket) = parts.ok_or(UnknownAsset)?;
        let period = PeriodId(period.parse().map_err(|_| UnknownAsset)?);
        Ok(Asset::Seconds { period, bucket: bucket.parse().map_err(|_| UnknownAsset)? })
    }
}

/// As the record tells it: `user:7 available`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = self.owner.columns();
        write!(f, "{kind}:{id} {}", <&str>::from(self.role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_reads_back() {
        let seconds = |bucket| Asset::Seconds { period: PeriodId(7), bucket };
        let stored = [
            (Asset::Usd, "usd_micro"),
            (Asset::Coin(Coin::UsdtTrc20), "coin:USDT-TRC20"),
            (seconds(Bucket::Single), "seconds:7:single"),
            (seconds(Bucket::Bulk), "seconds:7:bulk"),
        ];
        for (asset, text) in stored {
            assert_eq!(asset.to_string(), text);
            assert_eq!(text.parse(), Ok(asset));
        }
        for odd in [
            "",
            "usd",
            "coin:",
            "coin:XMR",
            "seconds:",
            "seconds:x:bulk",
            "seconds:7:both",
            "seconds:7",
        ] {
            assert_eq!(odd.parse::<Asset>(), Err(UnknownAsset), "{odd}");
        }
    }
}
