//! Each rule of money has a test named after it and a mistake that turns one red, so that neither
//! can be lost unseen; and each weakness of the old system names tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{Offence, caught, files, hold};

/// What the rules are called, and how many there are of each.
const RULES: &[(char, u32)] = &[('r', 28), ('s', 5)];
/// The table of the old system's weaknesses, and how many it must show.
const ORIGINAL: (&str, u32) = ("tests/it/money/original.rs", 16);
const MUTANTS: &str = ".ci/mutants";

#[test]
fn every_rule_has_a_test_and_a_mutant() {
    let tests = tests();
    let mut offences = missing("a test", RULES, |rule| {
        tests.iter().any(|test| test.starts_with(&format!("{rule}_")))
    });
    let mutants = mutants();
    offences.extend(missing("a mutant", RULES, |rule| {
        let is_named = |test: &String| test.contains(&format!("::{rule}_"));
        mutants.iter().any(is_named)
    }));
    hold("each of the rules has a test `r01_…` and a mutant that names one", offences);
}

#[test]
fn every_weakness_of_the_old_system_names_tests_that_exist() {
    let (path, count) = ORIGINAL;
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    hold("each row names tests that exist", rows(path, &text, count, &tests()));
}

/// The rules for which there is nothing.
fn missing(what: &str, rules: &[(char, u32)], has: impl Fn(&str) -> bool) -> Vec<Offence> {
    let all = rules
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number:02}")));
    let lost = all.filter(|rule| !has(rule));
    lost.map(|rule| Offence::new("tests/it/money", 1, format!("{rule} has not {what}"))).collect()
}

/// Names of all test functions of the crate.
fn tests() -> BTreeSet<String> {
    let all = files(&["src", "tests"]);
    let lines = all.iter().filter(|file| file.path.ends_with(".rs")).flat_map(|f| f.text.lines());
    let names = lines.filter_map(|line| line.trim_start().strip_prefix("fn "));
    names.filter_map(|rest| rest.split_once("()")).map(|(name, _)| name.to_owned()).collect()
}

/// The tests that mutants name.
fn mutants() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(MUTANTS);
    let patches = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let patches = patches.filter(|path| path.extension().is_some_and(|end| end == "patch"));
    let texts = patches.map(|path| fs::read_to_string(path).unwrap());
    let is_test = |line: &&str| line.starts_with("# test: ");
    let named = |text: String| text.lines().find(is_test).map(str::to_owned);
    texts.filter_map(named).collect()
}

/// The rows of a list in a module's own words: `A1.` to `A{count}.`, each with the names of tests
/// in code marks on the lines below it.
fn rows(path: &str, text: &str, count: u32, tests: &BTreeSet<String>) -> Vec<Offence> {
    let mut offences = Vec::new();
    let mut row: Option<(usize, usize)> = None;
    let mut seen = 0;
    for (at, line) in text.lines().enumerate().take_while(|(_, line)| line.starts_with("//!")) {
        if line.starts_with(&format!("//! A{}.", seen + 1)) {
            offences.extend(row.filter(|(_, named)| *named == 0).map(|(at, _)| silent(path, at)));
            (row, seen) = (Some((at, 0)), seen + 1);
        }
        let Some((_, named)) = row.as_mut() else { continue };
        for test in line.split('`').skip(1).step_by(2) {
            *named += 1;
            if !tests.contains(test) {
                offences.push(Offence::new(path, at + 1, format!("there is no test `{test}`")));
            }
        }
    }
    offences.extend(row.filter(|(_, named)| *named == 0).map(|(at, _)| silent(path, at)));
    if seen != count {
        offences.push(Offence::new(path, 1, format!("A{} has no row", seen + 1)));
    }
    offences
}

fn silent(path: &str, at: usize) -> Offence {
    Offence::new(path, at + 1, "the row names no test")
}

#[test]
fn what_is_missing_is_found() {
    let rules = &[('r', 2)];
    assert_eq!(missing("a test", rules, |rule| rule == "r01").len(), 1);
    assert_eq!(missing("a test", rules, |_| true), []);
    let known = BTreeSet::from(["one".to_owned()]);
    let text = "//! A1. x:\n//!   `one`\n//! A2. x:\n//!   `two`\n//! A3. x\n";
    caught(&rows("x.rs", text, 3, &known), &[4, 5]);
    caught(&rows("x.rs", text, 4, &known), &[4, 5, 1]);
}
