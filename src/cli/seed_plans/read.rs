//! Plans from TOML: `[[plan]]` tables, every mistake with its line.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::config::line_of;
use crate::domain::money::Usd;
use crate::domain::plan::{self, Plan, PlanFault, SingleMinutes, Support};

/// The ten plans that come with the program.
pub const BUILT_IN: &str = include_str!("../../../examples/plans.toml");

/// Reads a set of plans. The error holds every mistake, each beginning with its line.
pub fn parse_toml(text: &str) -> Result<Vec<Plan>, Vec<String>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let offset = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
        let say =
            |e: &toml::de::Error| at(text, offset(e), format!("not valid TOML: {}", e.message()));
        return Err(errors.iter().map(say).collect());
    }
    let mut mistakes = Vec::new();
    let mut plans = Vec::new();
    for (name, value) in table.into_inner() {
        let offset = value.span().start;
        match value.into_inner() {
            DeValue::Array(tables) if name.get_ref() == "plan" => {
                for table in tables {
                    match read(text, table) {
                        Ok(plan) => plans.push(plan),
                        Err(mistake) => mistakes.push(mistake),
                    }
                }
            }
            _ => mistakes.push(at(text, offset, "only [[plan]] tables belong here".to_owned())),
        }
    }
    let (lines, plans): (Vec<usize>, Vec<Plan>) = plans.into_iter().unzip();
    for (nth, fault) in plan::faults(&plans) {
        let line = lines.get(nth).copied().unwrap_or_default();
        mistakes.push(format!("line {line}: {}", words(fault)));
    }
    if plans.is_empty() && mistakes.is_empty() {
        mistakes.push("there is no [[plan]] table".to_owned());
    }
    if mistakes.is_empty() { Ok(plans) } else { Err(mistakes) }
}

/// A plan as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    days: u32,
    price: String,
    bulk_minutes: u32,
    single_minutes: Single,
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

/// One plan and the line where it begins.
fn read(text: &str, value: Spanned<DeValue<'_>>) -> Result<(usize, Plan), String> {
    let start = value.span().start;
    let written = Written::deserialize(ValueDeserializer::from(value)).map_err(|error| {
        let offset = error.span().map_or(start, |span| span.start);
        at(text, offset, error.message().to_owned())
    })?;
    let Some(price) = Usd::parse(&written.price) else {
        return Err(at(text, start, "price must be dollars in quotes, such as \"10\"".to_owned()));
    };
    let plan = Plan {
        name: written.name,
        days: written.days,
        price,
        bulk_minutes: written.bulk_minutes,
        single: match written.single_minutes {
            Single::Limited(minutes) => SingleMinutes::Limited(minutes),
            Single::Word(Unlimited::Unlimited) => SingleMinutes::Unlimited,
        },
        transfer: written.transfer,
        support: match written.support {
            Level::Standard24x7 => Support::Standard24x7,
            Level::Priority => Support::Priority,
            Level::Premium => Support::Premium,
        },
    };
    Ok((line_of(text, start), plan))
}

fn at(text: &str, offset: usize, what: String) -> String {
    format!("line {}: {what}", line_of(text, offset))
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

    /// Name, dollars, days, bulk and single minutes, transfer, support.
    type Row = (&'static str, i32, u32, u32, Option<u32>, bool, Support);

    /// Written out by hand, apart from the file.
    #[rustfmt::skip]
    const TEN: [Row; 10] = [
        ("Free",   0,  2,   0, Some(2), true,  Support::Standard24x7),
        ("Prime", 10,  1, 100, None,    false, Support::Standard24x7),
        ("Prime", 20,  7, 200, None,    true,  Support::Standard24x7),
        ("Prime", 30, 30, 500, None,    true,  Support::Standard24x7),
        ("Elite", 15,  1, 150, None,    true,  Support::Priority),
        ("Elite", 25,  7, 300, None,    true,  Support::Priority),
        ("Elite", 35, 30, 600, None,    true,  Support::Priority),
        ("Ultra", 20,  1, 200, None,    true,  Support::Premium),
        ("Ultra", 30,  7, 400, None,    true,  Support::Premium),
        ("Ultra", 40, 30, 800, None,    true,  Support::Premium),
    ];

    #[test]
    fn the_ten_plans_are_those_of_the_original() {
        let plans = parse_toml(BUILT_IN).unwrap();
        let row = |plan: &Plan| {
            let single = match plan.single {
                SingleMinutes::Limited(minutes) => Some(minutes),
                SingleMinutes::Unlimited => None,
            };
            let cents = i32::try_from(plan.price.as_micro() / 10_000).unwrap();
            (
                plan.name.clone(),
                cents,
                plan.days,
                plan.bulk_minutes,
                single,
                plan.transfer,
                plan.support,
            )
        };
        let want = TEN.map(|(name, dollars, days, bulk, single, transfer, support)| {
            (name.to_owned(), dollars * 100, days, bulk, single, transfer, support)
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
            (free.replace("\"1\"", "\"one\""), "line 1: price must be dollars"),
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
    }
}
