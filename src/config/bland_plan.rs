//! What a Bland account may do and what it pays, by plan (the vendor's page "Billing").

use strum::{EnumString, IntoStaticStr};

use super::value::Values;
use crate::domain::money::Usd;

/// The plan of the Bland account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum BlandPlan {
    /// Free of a monthly fee.
    #[default]
    Start,
    /// 299 dollars a month.
    Build,
    /// 499 dollars a month.
    Scale,
    /// A contract: the operator gives every figure.
    Custom,
}

/// What the account may do and what it costs. The account is shared by all users of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Calls that may be placed within an hour.
    pub calls_per_hour: u32,
    /// Calls that may be placed within a day.
    pub calls_per_day: u32,
    /// Calls that may be in progress at once.
    pub concurrency: u32,
    /// Cost of a connected minute.
    pub cost_per_minute: Usd,
    /// Cost of a minute of a transferred call.
    pub transfer_cost_per_minute: Usd,
}

impl BlandPlan {
    /// The name in the configuration.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The plan's published figures; a contract has none.
    pub fn allowance(self) -> Option<Allowance> {
        let (calls_per_hour, calls_per_day, concurrency, minute, transfer) = match self {
            BlandPlan::Start => (100, 100, 10, 14, 5),
            BlandPlan::Build => (1_000, 2_000, 50, 12, 4),
            BlandPlan::Scale => (1_000, 5_000, 100, 11, 3),
            BlandPlan::Custom => return None,
        };
        Some(Allowance {
            calls_per_hour,
            calls_per_day,
            concurrency,
            cost_per_minute: Usd::cents(minute),
            transfer_cost_per_minute: Usd::cents(transfer),
        })
    }
}

impl Allowance {
    /// What it means for the people who use the bot.
    pub fn meaning(&self) -> String {
        format!(
            "{} calls a day for all your users, at most {} an hour and {} at once; a connected \
             minute costs you ${}, a transferred one ${}",
            self.calls_per_day,
            self.calls_per_hour,
            self.concurrency,
            self.cost_per_minute.plain(),
            self.transfer_cost_per_minute.plain(),
        )
    }
}

/// The plan's figures with the operator's own put over them; an error names the keys that are
/// missing.
pub(super) fn allowance(plan: BlandPlan, values: &Values) -> Result<Allowance, Vec<&'static str>> {
    let base = plan.allowance();
    let mut missing = Vec::new();
    let mut count = |path: &'static str, base: Option<u32>| {
        values.count(path).or(base).unwrap_or_else(|| {
            missing.push(path);
            0
        })
    };
    let calls_per_hour = count("bland.calls_per_hour", base.map(|b| b.calls_per_hour));
    let calls_per_day = count("bland.calls_per_day", base.map(|b| b.calls_per_day));
    let concurrency = count("bland.concurrency", base.map(|b| b.concurrency));
    let mut money = |path: &'static str, base: Option<Usd>| {
        values.money(path).or(base).unwrap_or_else(|| {
            missing.push(path);
            Usd::ZERO
        })
    };
    let cost_per_minute = money("bland.cost_per_minute", base.map(|b| b.cost_per_minute));
    let transfer = "bland.transfer_cost_per_minute";
    let transfer_cost_per_minute = money(transfer, base.map(|b| b.transfer_cost_per_minute));
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(Allowance {
        calls_per_hour,
        calls_per_day,
        concurrency,
        cost_per_minute,
        transfer_cost_per_minute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_figures() {
        let table = [
            (BlandPlan::Start, 100, 100, 10, "0.14", "0.05"),
            (BlandPlan::Build, 1_000, 2_000, 50, "0.12", "0.04"),
            (BlandPlan::Scale, 1_000, 5_000, 100, "0.11", "0.03"),
        ];
        for (plan, hour, day, at_once, minute, transfer) in table {
            let got = plan.allowance().unwrap();
            assert_eq!((got.calls_per_hour, got.calls_per_day), (hour, day), "{plan:?}");
            assert_eq!(got.concurrency, at_once, "{plan:?}");
            assert_eq!(got.cost_per_minute.plain(), minute, "{plan:?}");
            assert_eq!(got.transfer_cost_per_minute.plain(), transfer, "{plan:?}");
        }
        assert_eq!(BlandPlan::Custom.allowance(), None);
    }

    #[test]
    fn the_names_are_those_of_the_schema() {
        for name in super::super::schema::PLANS {
            assert_eq!(name.parse::<BlandPlan>().unwrap().name(), *name);
        }
    }
}
