//! Plans from TOML: `[[plan]]` tables, every mistake with its line.

use serde::Deserialize;
use toml::Spanned;

use crate::cli::tables::{self, Mistake};
use crate::domain::money::Usd;
use crate::domain::plan::{self, Plan, PlanFault, SingleMinutes, Support, usual_fair_use};

/// The ten plans that come with the program.
pub const BUILT_IN: &str = include_str!("../../../examples/plans.toml");

/// Reads a set of plans. The error holds every mistake, each beginning with its line.
pub fn parse_toml(text: &str) -> Result<Vec<Plan>, Vec<String>> {
    let (rows, mut mistakes) = tables::read(text, "plan", make);
    let (places, plans): (Vec<usize>, Vec<Plan>) = rows.into_iter().unzip();
    let faults = plan::faults(&plans);
    mistakes.extend(faults.into_iter().map(|(nth, at)| (places.get(nth).copied(), words(at))));
    if mistakes.is_empty() { Ok(plans) } else { Err(tables::say(text, mistakes)) }
}

/// A plan as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    days: u32,
    price: Spanned<String>,
    bulk_minutes: u32,
    single_minutes: Single,
    fair_use_single_minutes: Option<Spanned<u32>>,
    transfer: bool,
    support: Level,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a whole number of minutes or \"unlimited\" is wanted")]
enum Single {
    Limited(u32),
    Word(Unlimited),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unlimited {
    Unlimited,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    #[serde(rename = "24/7")]
    Standard24x7,
    Priority,
    Premium,
}

fn make(written: Written) -> Result<Plan, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let price = Usd::parse(written.price.get_ref());
    if price.is_none() {
        let what = "price must be dollars in quotes, such as \"10\"".to_owned();
        mistakes.push((Some(written.price.span().start), what));
    }
    let single = match (written.single_minutes, written.fair_use_single_minutes) {
        (Single::Limited(minutes), None) => SingleMinutes::Limited(minutes),
        (Single::Limited(minutes), Some(fair_use)) => {
            let what = "fair_use_single_minutes is for a plan with unlimited single_minutes";
            mistakes.push((Some(fair_use.span().start), what.to_owned()));
            SingleMinutes::Limited(minutes)
        }
        (Single::Word(Unlimited::Unlimited), fair_use) => SingleMinutes::Unlimited {
            fair_use: fair_use.map_or_else(|| usual_fair_use(written.days), Spanned::into_inner),
        },
    };
    let Some(price) = price.filter(|_| mistakes.is_empty()) else { return Err(mistakes) };
    Ok(Plan {
        name: written.name,
        days: written.days,
        price,
        bulk_minutes: written.bulk_minutes,
        single,
        transfer: written.transfer,
        support: match written.support {
            Level::Standard24x7 => Support::Standard24x7,
            Level::Priority => Support::Priority,
            Level::Premium => Support::Premium,
        },
    })
}

fn words(fault: PlanFault) -> String {
    match fault {
        PlanFault::Name => format!("name must be 1 to {} characters on one line", plan::NAME_MAX),
        PlanFault::Days => format!("days must be from 1 to {}", plan::DAYS_MAX),
        PlanFault::Price => "price must not be below zero".to_owned(),
        PlanFault::Minutes => format!("no plan has more than {} minutes", plan::MINUTES_MAX),
        PlanFault::Twice => "an earlier plan has the same name and days".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, dollars, days, bulk and single minutes, fair use, transfer, support.
    type Row = (&'static str, i32, u32, u32, Option<u32>, Option<u32>, bool, Support);

    /// Written out by hand, apart from the file.
    #[rustfmt::skip]
    const TEN: [Row; 10] = [
        ("Free",     0,  2,   0, Some(2), None,      true,  Support::Standard24x7),
        ("Prime",  10,  1, 100, None,    Some(30),  false, Support::Standard24x7),
        ("Prime",  20,  7, 200, None,    Some(120), true,  Support::Standard24x7),
        ("Prime",  30, 30, 500, None,    Some(300), true,  Support::Standard24x7),
        ("Elite",  15,  1, 150, None,    Some(30),  true,  Support::Priority),
        ("Elite",  25,  7, 300, None,    Some(120), true,  Support::Priority),
        ("Elite",  35, 30, 600, None,    Some(300), true,  Support::Priority),
        ("Ultra",  20,  1, 200, None,    Some(30),  true,  Support::Premium),
        ("Ultra",  30,  7, 400, None,    Some(120), true,  Support::Premium),
        ("Ultra",  40, 30, 800, None,    Some(300), true,  Support::Premium),
    ];

    #[test]
    fn the_ten_plans_are_those_of_the_original() {
        let plans = parse_toml(BUILT_IN).unwrap();
        let row = |plan: &Plan| {
            let (single, fair_use) = match plan.single {
                SingleMinutes::Limited(minutes) => (Some(minutes), None),
                SingleMinutes::Unlimited { fair_use } => (None, Some(fair_use)),
            };
            let cents = i32::try_from(plan.price.as_micro() / 10_000).unwrap();
            (
                plan.name.clone(),
                cents,
                plan.days,
                plan.bulk_minutes,
                single,
                fair_use,
                plan.transfer,
                plan.support,
            )
        };
        let want = TEN.map(|(name, dollars, days, bulk, single, fair_use, transfer, support)| {
            (name.to_owned(), dollars * 100, days, bulk, single, fair_use, transfer, support)
        });
        assert_eq!(plans.iter().map(row).collect::<Vec<_>>(), want);
    }

    #[test]
    fn every_mistake_has_its_line() {
        let free = "[[plan]]\nname = \"A\"\ndays = 1\nprice = \"1\"\nbulk_minutes = 0\n\
                    single_minutes = 1\ntransfer = true\nsupport = \"24/7\"\n";
        let table = [
            (String::new(), "there is no [[plan]]"),
            ("plan = 3".to_owned(), "line 1: only [[plan]]"),
            (format!("{free}[other]\nx = 1\n"), "line 9: only [[plan]]"),
            (free.replace("days = 1", "days = one"), "line 3: not valid TOML"),
            (free.replace("days = 1", "days = -1"), "line 3: "),
            (free.replace("days = 1", "days = 0"), "line 1: days must be from 1"),
            (free.replace("days = 1\n", ""), "line 1: missing field `days`"),
            (free.replace("transfer", "transfers"), "line 7: unknown field `transfers`"),
            (free.replace("\"1\"", "\"one\""), "line 4: price must be dollars"),
            (format!("{free}fair_use_single_minutes = 5\n"), "line 9: fair_use_single_minutes is"),
            (free.replace("minutes = 1", "minutes = \"all\""), "line 6: a whole number of minutes"),
            (free.replace("24/7", "none"), "line 8: unknown variant"),
            (format!("{free}{free}"), "line 9: an earlier plan"),
        ];
        for (text, want) in table {
            let mistakes = parse_toml(&text).unwrap_err();
            assert!(mistakes[0].starts_with(want), "{mistakes:?}\n{want}");
        }
        let two = free.replace("days = 1", "days = \"x\"").replace("[[plan]]", "[[plan]]\n");
        assert_eq!(parse_toml(&format!("{two}{two}")).unwrap_err().len(), 2);
        let unlimited = free.replace("minutes = 1", "minutes = \"unlimited\"");
        let named = format!("{unlimited}fair_use_single_minutes = 7\n");
        for (text, fair_use) in [(unlimited, 30), (named, 7)] {
            let plans = parse_toml(&text).unwrap();
            assert_eq!(plans[0].single, SingleMinutes::Unlimited { fair_use });
        }
    }
}
