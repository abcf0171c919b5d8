//! Results as a table: one row a call, safe to open in a spreadsheet.

use anyhow::Result;

use crate::domain::call::Outcome;
use crate::domain::views::CallView;

/// A CSV with one row a call, in the order of the list. The headings are the field names of the
/// data, the same in every language, so that a table can be read by a program.
pub fn csv(calls: &[CallView]) -> Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "phone",
        "status",
        "outcome",
        "answers",
        "seconds",
        "cost_usd",
        "plan_seconds",
        "placed_utc",
    ])?;
    for call in calls {
        let phase: &str = call.phase.into();
        let outcome: &str = call.outcome.map_or("", |outcome: Outcome| outcome.into());
        let keys: Vec<&str> = call.presses.iter().map(|press| press.key.as_str()).collect();
        let placed = call.placed.map_or_else(String::new, |at| at.to_string());
        let refused = call.refusal.join(" ");
        let status =
            if refused.is_empty() { phase.to_string() } else { format!("{phase}: {refused}") };
        out.write_record([
            inert(&call.phone),
            inert(&status),
            outcome.to_string(),
            inert(&keys.join(" ")),
            call.seconds.to_string(),
            call.cost.plain(),
            call.plan_seconds.to_string(),
            placed,
        ])?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

/// A cell that a spreadsheet would take for a formula is made text by a leading apostrophe.
pub(in crate::screens) fn inert(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+4912", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(inert(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(inert("1 2"), "1 2");
        assert_eq!(inert(""), "");
    }
}
