//! What bringing in plans does, one line a plan.

use std::fmt::Write;

use crate::domain::plan::{Plan, PlanChange, SingleMinutes, Support};

/// One line for each change and a count at the end.
pub fn show(changes: &[PlanChange]) -> String {
    let mut text = String::new();
    let (mut inserted, mut changed, mut kept) = (0, 0, 0);
    for change in changes {
        let line = match change {
            PlanChange::Insert(plan) => {
                inserted += 1;
                format!("inserted  {}", whole(plan))
            }
            PlanChange::Change { from, to } => {
                changed += 1;
                format!("changed   {}: {}", title(to), differences(from, to))
            }
            PlanChange::Keep(plan) => {
                kept += 1;
                format!("kept      {}", whole(plan))
            }
        };
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "{inserted} inserted, {changed} changed, {kept} kept");
    text
}

fn title(plan: &Plan) -> String {
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
        SingleMinutes::Unlimited => "unlimited".to_owned(),
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
    use crate::domain::money::Usd;
    use crate::domain::plan::plan_changes;

    #[test]
    fn each_plan_has_a_line_and_a_change_says_what_differs() {
        let mut want = parse_toml(BUILT_IN).unwrap();
        want.truncate(3);
        let mut have = want.clone();
        have.remove(0);
        have[1].price = Usd::cents(1_950);
        have[1].transfer = false;
        let text = show(&plan_changes(&have, &want));
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "inserted  Free, 2 days: price $0.00, bulk minutes 0, single minutes 2, \
                 transfer yes, support 24/7",
                "kept      Prime, 1 day: price $10.00, bulk minutes 100, single minutes unlimited, \
                 transfer no, support 24/7",
                "changed   Prime, 7 days: price $19.50 -> $20.00, transfer no -> yes",
                "1 inserted, 1 changed, 1 kept",
            ]
        );
    }
}
