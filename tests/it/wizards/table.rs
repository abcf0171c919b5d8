//! The table itself: every row comes to its end in every language, and every step is in a row.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;

use ivrbot::domain::locale::Locale;
use serde_json::Value;

use super::stage::{Stage, name};
use super::{Row, desk, users};
use crate::golden;

/// All rows.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    users::ROWS.iter().chain(desk::ROWS)
}

/// Walks all rows; those that fail are named together at the end.
pub fn each(mut walk: impl FnMut(&'static Row)) {
    let mut failed = Vec::new();
    for row in rows() {
        let walked = std::panic::catch_unwind(AssertUnwindSafe(|| walk(row)));
        failed.extend(walked.is_err().then_some(row.name));
    }
    assert!(failed.is_empty(), "{failed:#?} failed");
}

/// Walks every row in one language; where the dialogues stood on the way.
fn walk(locale: Locale) -> Vec<Value> {
    let mut seen = Vec::new();
    each(|row| {
        let mut stage = Stage::new(row, locale);
        for input in row.path {
            stage.goes(*input);
            seen.extend(stage.at());
        }
        stage.has_ended();
    });
    seen
}

/// Steps that come up where Stars are taken, which they are not in these worlds; walked in
/// `money::s03_stars_back`.
const WITH_STARS: [&str; 3] = ["stars_reason", "stars_confirm", "stars_anyway"];

#[test]
fn every_step_is_in_a_row() {
    let seen = walk(Locale::En);
    let steps: BTreeSet<String> = seen.iter().map(name).collect();
    let names = golden::names();
    for kind in &names["dialogues.kind"] {
        for step in &names[&format!("dialogues.{kind}")] {
            let inner = names.get(&format!("dialogues.{kind}_{step}"));
            let wanted = match inner {
                Some(inner) => inner.iter().map(|inner| format!("{kind}.{step}.{inner}")).collect(),
                None => vec![format!("{kind}.{step}")],
            };
            let with_stars = |step: &str| WITH_STARS.iter().any(|last| step.ends_with(last));
            for step in wanted.into_iter().filter(|step| !with_stars(step)) {
                assert!(steps.contains(&step), "no row comes to {step}: write one");
            }
        }
    }
    // Choices within steps.
    for (place, words) in names.iter().filter(|(place, _)| place.starts_with("dialogues.")) {
        for word in words.iter().filter(|word| !WITH_STARS.contains(&word.as_str())) {
            let is_there = seen.iter().any(|at| golden::says(at, word));
            assert!(is_there, "no row comes to `{word}` of {place}: write one");
        }
    }
}

#[test]
fn every_wizard_comes_to_its_end_in_hindi() {
    walk(Locale::Hi);
}

#[test]
fn every_wizard_comes_to_its_end_in_chinese() {
    walk(Locale::Zh);
}

#[test]
fn every_wizard_comes_to_its_end_in_french() {
    walk(Locale::Fr);
}
