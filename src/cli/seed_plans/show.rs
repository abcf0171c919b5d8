//! What bringing in plans does, one line a plan, and what each brings in and costs.

use std::fmt::Write;

use crate::domain::margin::Margin;
use crate::domain::money::Usd;
use crate::domain::plan::{Plan, PlanChange, Sale, SingleMinutes, Support};

/// What the command did, or would do.
pub struct Outcome {
    /// What became of each plan that was brought in.
    pub changes: Vec<PlanChange>,
    /// Those that were put on sale at a loss.
    pub sold: Vec<Plan>,
    /// Which of all plans are on sale by then.
    pub sales: Vec<(Plan, Sale)>,
    /// What a connected minute costs.
    pub minute: Usd,
}

/// One line for each change with its margin below it, and a count at the end.
pub fn show(outcome: &Outcome) -> String {
    let mut text = String::new();
    let (mut inserted, mut changed, mut kept) = (0, 0, 0);
    for change in &outcome.changes {
        let (line, plan) = match change {
            PlanChange::Insert(plan) => {
                inserted += 1;
                (format!("inserted  {}", whole(plan)), plan)
            }
            PlanChange::Change { from, to } => {
                changed += 1;
                (format!("changed   {}: {}", title(to), differences(from, to)), to)
            }
            PlanChange::Keep(plan) => {
                kept += 1;
                (format!("kept      {}", whole(plan)), plan)
            }
        };
        let _ = writeln!(text, "{line}\n          {}", money(outcome, plan));
    }
    for plan in &outcome.sold {
        let _ = writeln!(text, "on sale   {}: {}", title(plan), money(outcome, plan));
    }
    let _ = writeln!(text, "{inserted} inserted, {changed} changed, {kept} kept");
    let off = outcome.sales.iter().filter(|(_, sale)| *sale == Sale::Off).count();
    if off > 0 {
        let _ = writeln!(
            text,
            "Not on sale: {off}. They cost more than they bring in when all their minutes are \
             used, at ${} a minute. Change them in a file, or agree to the loss with \
             --sell-at-a-loss NAME/DAYS.",
            outcome.minute.plain()
        );
    }
    text
}

fn money(outcome: &Outcome, plan: &Plan) -> String {
    let sale = outcome.sales.iter().find(|(other, _)| other.is_same_offer(plan));
    margin(plan, sale.map_or(Sale::Off, |(_, sale)| *sale), outcome.minute)
}

/// What a plan brings in, what it costs at full use, and whether it is on sale.
pub fn margin(plan: &Plan, sale: Sale, minute: Usd) -> String {
    let margin = Margin::of(plan, minute);
    let (price, cost, left) = (margin.price.plain(), margin.cost.plain(), margin.left().plain());
    if plan.price == Usd::ZERO {
        return format!("a gift that costs you up to ${cost} for each newcomer");
    }
    let sale = match sale {
        Sale::Off => "not on sale",
        Sale::On if margin.is_loss() => "on sale, and its cost has risen since",
        Sale::On => "on sale",
        Sale::AtALoss => "on sale at a loss",
    };
    format!("price ${price}, cost at full use ${cost}, margin ${left}: {sale}")
}

/// Name and days.
pub fn title(plan: &Plan) -> String {
    let unit = if plan.days == 1 { "day" } else { "days" };
    format!("{}, {} {unit}", plan.name, plan.days)
}

fn whole(plan: &Plan) -> String {
    let facts = facts(plan).map(|(name, value)| format!("{name} {value}"));
    format!("{}: {}", title(plan), facts.join(", "))
}

fn differences(from: &Plan, to: &Plan) -> String {
    let pairs = facts(from).into_iter().zip(facts(to)).filter(|(old, new)| old != new);
    let said: Vec<_> =
        pairs.map(|((name, old), (_, new))| format!("{name} {old} -> {new}")).collect();
    said.join(", ")
}

fn facts(plan: &Plan) -> [(&'static str, String); 5] {
    let single = match plan.single {
        SingleMinutes::Limited(minutes) => minutes.to_string(),
        SingleMinutes::Unlimited { fair_use } => format!("unlimited (fair use {fair_use})"),
    };
    let support = match plan.support {
        Support::Standard24x7 => "24/7",
        Support::Priority => "priority",
        Support::Premium => "premium",
    };
    [
        ("price", format!("${}", plan.price.plain())),
        ("bulk minutes", plan.bulk_minutes.to_string()),
        ("single minutes", single),
        ("transfer", if plan.transfer { "yes" } else { "no" }.to_owned()),
        ("support", support.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::seed_plans::read::{BUILT_IN, parse_toml};
    use crate::domain::plan::plan_changes;

    #[test]
    fn each_plan_has_a_line_with_its_margin_and_a_change_says_what_differs() {
        let mut want = parse_toml(BUILT_IN).unwrap();
        want.truncate(3);
        let mut have = want.clone();
        have.remove(0);
        have[1].price = Usd::cents(1_950);
        have[1].transfer = false;
        let sales = [Sale::On, Sale::Off, Sale::AtALoss];
        let outcome = Outcome {
            changes: plan_changes(&have, &want),
            sold: vec![want[2].clone()],
            sales: want.iter().cloned().zip(sales).collect(),
            minute: Usd::cents(14),
        };
        let text = show(&outcome);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "inserted  Free, 2 days: price $0.00, bulk minutes 0, single minutes 2, \
                 transfer yes, support 24/7",
                "          a gift that costs you up to $0.28 for each newcomer",
                "kept      Prime, 1 day: price $10.00, bulk minutes 100, single minutes \
                 unlimited (fair use 30), transfer no, support 24/7",
                "          price $10.00, cost at full use $18.20, margin $-8.20: not on sale",
                "changed   Prime, 7 days: price $19.50 -> $20.00, transfer no -> yes",
                "          price $20.00, cost at full use $44.80, margin $-24.80: on sale at a \
                 loss",
                "on sale   Prime, 7 days: price $20.00, cost at full use $44.80, margin $-24.80: \
                 on sale at a loss",
                "1 inserted, 1 changed, 1 kept",
                "Not on sale: 1. They cost more than they bring in when all their minutes are \
                 used, at $0.14 a minute. Change them in a file, or agree to the loss with \
                 --sell-at-a-loss NAME/DAYS.",
            ]
        );
    }

    #[test]
    fn a_plan_whose_cost_has_risen_is_told_apart() {
        let plans = parse_toml(BUILT_IN).unwrap();
        let said = margin(&plans[1], Sale::On, Usd::cents(14));
        assert!(said.ends_with("on sale, and its cost has risen since"), "{said}");
        assert!(margin(&plans[1], Sale::On, Usd::cents(1)).ends_with(": on sale"));
    }
}
