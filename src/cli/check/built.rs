//! What this version does by itself, and what it does not do yet.

use super::Finding;
use crate::domain::gate::Rule;
use crate::jobs;

/// The jobs, and the rules of the gate that decide nothing yet.
pub(super) fn findings() -> Vec<Finding> {
    let jobs = jobs::TABLE.iter().map(|job| format!("job {}: {}", job.name, job.does));
    let rules = Rule::ALL.into_iter().filter(|rule| !rule.is_built());
    let rules = rules.map(|rule| {
        let what = format!("gate: `{}` is not checked yet: {}", rule.name(), says(rule));
        Finding::note(what, "See to it yourself until a later version does.")
    });
    rules.chain(jobs.map(Finding::ok)).collect()
}

/// The rule in words; those that are built need none here.
fn says(rule: Rule) -> &'static str {
    match rule {
        Rule::ScriptApproved => "what is said was approved by you",
        Rule::CallerNumber => "calls show a number of your own",
        Rule::KeypadFields => "no card number, code or PIN is asked for",
        Rule::Voicemail => "an answering machine hears only what it may",
        Rule::Tested => "what is said was tried on a number of the user's own",
        Rule::Brakes => "calls slow down when complaints or failures grow",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_not_built_is_told_in_words() {
        for rule in Rule::ALL {
            assert_eq!(says(rule).is_empty(), rule.is_built(), "{}", rule.name());
        }
    }
}
