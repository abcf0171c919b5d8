//! What bringing in prices does, one line a row.

use std::fmt::Write;

use crate::domain::tariff::{Included, Tariff, TariffChange};

/// One line for each row and a count at the end.
pub fn show(changes: &[TariffChange]) -> String {
    let mut text = String::new();
    let (mut inserted, mut changed, mut kept, mut ended) = (0, 0, 0, 0);
    for change in changes {
        let line = match change {
            TariffChange::Insert(row) => {
                inserted += 1;
                format!("inserted  {}", whole(row))
            }
            TariffChange::Change { from, to } => {
                changed += 1;
                format!("changed   {}: {}", to.prefix, differences(from, to))
            }
            TariffChange::Keep(row) => {
                kept += 1;
                format!("kept      {}", whole(row))
            }
            TariffChange::End(row) => {
                ended += 1;
                format!("ended     {}", whole(row))
            }
        };
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "{inserted} inserted, {changed} changed, {kept} kept, {ended} ended");
    text
}

fn whole(row: &Tariff) -> String {
    let facts = facts(row).map(|(name, value)| format!("{name} {value}"));
    format!("{}: {}", row.prefix, facts.join(", "))
}

fn differences(from: &Tariff, to: &Tariff) -> String {
    let pairs = facts(from).into_iter().zip(facts(to)).filter(|(old, new)| old != new);
    let said: Vec<_> =
        pairs.map(|((name, old), (_, new))| format!("{name} {old} -> {new}")).collect();
    said.join(", ")
}

fn facts(row: &Tariff) -> [(&'static str, String); 8] {
    let dollars = |usd: crate::domain::money::Usd| format!("${}", usd.plain());
    let plans = match &row.included {
        Included::Home => "the default region".to_owned(),
        Included::Regions(regions) if regions.is_empty() => "nothing".to_owned(),
        regions => regions.to_string(),
    };
    [
        ("single", dollars(row.single)),
        ("bulk", dollars(row.bulk)),
        ("overage", dollars(row.overage)),
        ("transfer", dollars(row.transfer)),
        ("attempt", dollars(row.attempt)),
        ("step", format!("{} s", row.block)),
        ("minimum", format!("{} s", row.least)),
        ("plans cover", plans),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::tariffs::{BUILT_IN, parse_toml};
    use crate::domain::money::Usd;
    use crate::domain::tariff::tariff_changes;

    #[test]
    fn each_row_has_a_line_and_a_change_says_what_differs() {
        let base = parse_toml(BUILT_IN).unwrap()[0].tariff.clone();
        let row = |prefix: &str| Tariff { prefix: prefix.parse().unwrap(), ..base.clone() };
        let dearer = Tariff { single: Usd::micro(455_000), least: 30, ..row("44") };
        let have = [row(""), row("44"), row("33")];
        let none = Tariff { included: "".parse().unwrap(), ..row("1876") };
        let text = show(&tariff_changes(&have, &[row(""), dearer, none]));
        let usual = "single $0.30, bulk $0.20, overage $0.20, transfer $0.10, attempt $0.02, \
                     step 1 s, minimum 0 s, plans cover";
        let want = [
            format!("kept      all others: {usual} the default region"),
            "changed   +44: single $0.30 -> $0.455, minimum 0 s -> 30 s".to_owned(),
            format!("inserted  +1876: {usual} nothing"),
            format!("ended     +33: {usual} the default region"),
            "1 inserted, 1 changed, 1 kept, 1 ended".to_owned(),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), want);
    }
}
