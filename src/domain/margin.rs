//! Whether what is sold brings in what it costs the operator, who shall not lose money unknowingly.

use crate::domain::money::Usd;
use crate::domain::plan::{Plan, Sale};
use crate::domain::tariff::Tariff;

/// A tariff must be at least so many hundredths of its cost: unanswered attempts, fees of payments
/// and rounding come on top of the connected minutes.
const FLOOR_PERCENT: u32 = 120;

/// What the voice provider charges the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// A connected minute.
    pub minute: Usd,
    /// A minute of a transferred call.
    pub transfer: Usd,
}

/// What a plan brings in and what it costs when every minute of it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    /// What it is sold for.
    pub price: Usd,
    /// What its minutes cost.
    pub cost: Usd,
}

impl Margin {
    /// Of a plan at what a connected minute costs.
    pub fn of(plan: &Plan, minute: Usd) -> Margin {
        let minutes = plan.bulk_minutes.saturating_add(plan.single.stock());
        // Beyond the range is beyond every price.
        let cost = minute.for_minutes(minutes).unwrap_or(Usd::micro(i64::MAX));
        Margin { price: plan.price, cost }
    }

    /// What is left of the price; below zero for a loss.
    pub fn left(&self) -> Usd {
        self.price.minus(self.cost).unwrap_or(Usd::micro(i64::MIN))
    }

    /// Whether it is sold below its cost. A plan for nothing is a gift and known to be one.
    pub fn is_loss(&self) -> bool {
        self.price != Usd::ZERO && self.left() < Usd::ZERO
    }
}

/// Whether a plan that is brought in is sold before the operator has said anything of it.
pub fn sale_at_first(plan: &Plan, minute: Usd) -> Sale {
    if Margin::of(plan, minute).is_loss() { Sale::Off } else { Sale::On }
}

impl Costs {
    /// The prices of a row that are too near their cost, each with the least it should be.
    pub fn too_near(&self, row: &Tariff) -> Vec<(&'static str, Usd)> {
        let prices = row.minutes().into_iter().filter_map(|(name, price)| {
            let cost = if name == "transfer" { self.transfer } else { self.minute };
            let floor = cost.percent(FLOOR_PERCENT).unwrap_or(Usd::micro(i64::MAX));
            (price < floor).then_some((name, floor))
        });
        prices.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{SingleMinutes, Support};
    use crate::domain::tariff::{Included, Prefix};

    fn plan(cents: i32, bulk_minutes: u32, single: SingleMinutes) -> Plan {
        let (name, days, support) = ("A".to_owned(), 1, Support::Priority);
        Plan { name, days, price: Usd::cents(cents), bulk_minutes, single, transfer: true, support }
    }

    #[test]
    fn a_plan_costs_what_all_its_minutes_cost() {
        let fair = SingleMinutes::Unlimited { fair_use: 30 };
        let table = [
            (plan(1_000, 100, fair), 1_820, -820, true),
            (plan(1_820, 100, fair), 1_820, 0, false),
            (plan(1_819, 100, fair), 1_820, -1, true),
            (plan(2_000, 0, SingleMinutes::Limited(100)), 1_400, 600, false),
            (plan(0, 0, SingleMinutes::Limited(2)), 28, -28, false),
        ];
        for (plan, cost, left, is_loss) in table {
            let margin = Margin::of(&plan, Usd::cents(14));
            assert_eq!((margin.cost, margin.left()), (Usd::cents(cost), Usd::cents(left)));
            assert_eq!(margin.is_loss(), is_loss, "{plan:?}");
            let sale = if is_loss { Sale::Off } else { Sale::On };
            assert_eq!(sale_at_first(&plan, Usd::cents(14)), sale, "{plan:?}");
        }
        assert!(Margin::of(&plan(1, 2, fair), Usd::micro(i64::MAX)).is_loss());
    }

    #[test]
    fn a_tariff_stands_a_fifth_above_its_cost() {
        let costs = Costs { minute: Usd::cents(14), transfer: Usd::cents(5) };
        let mut row = Tariff {
            prefix: Prefix::default(),
            single: Usd::cents(30),
            bulk: Usd::micro(168_000),
            overage: Usd::cents(20),
            transfer: Usd::cents(6),
            attempt: Usd::ZERO,
            block: 1,
            least: 0,
            included: Included::Home,
        };
        assert_eq!(costs.too_near(&row), []);
        row.bulk = Usd::micro(167_999);
        row.transfer = Usd::cents(5);
        let want = [("bulk", Usd::micro(168_000)), ("transfer", Usd::cents(6))];
        assert_eq!(costs.too_near(&row), want);
    }
}
