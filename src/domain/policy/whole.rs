//! The verdict on a sealed script with the values of one call: what the gate asks (C-09, C-11).

use serde::{Deserialize, Serialize};

use super::{Allowance, Class, Finding, Rule, check, reserved};
use crate::domain::script::{self, Values};

/// What the policy says of a call's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// Nothing is against them.
    Clean,
    /// The operator allowed what is.
    Allowed,
    /// The operator has to be asked.
    Ask,
    /// Nobody may say them.
    Never,
}

/// A sentence of a call that may not be said as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What it does.
    pub rule: Rule,
    /// The sentence.
    pub sentence: String,
}

/// All that is wrong with a script when it is filled with these values, the gravest first. A value
/// that is missing is said nowhere.
pub fn wrong(script: &script::Script, values: &Values, allowed: &[Allowance]) -> Vec<Wrong> {
    let filled = script.prompt.fill(values).unwrap_or_else(|_| script.prompt.as_str().to_owned());
    let mut texts = vec![filled.as_str()];
    texts.extend(values.values().map(String::as_str));
    let business = script.business.as_str();
    let found = check(&super::Script { texts: &texts, business, allowed });
    let sentence = |finding: &Finding| {
        let text = texts.get(finding.text).and_then(|text| text.get(finding.span.clone()));
        text.unwrap_or_default().trim().to_owned()
    };
    let mut all: Vec<Wrong> =
        found.iter().map(|found| Wrong { rule: found.rule, sentence: sentence(found) }).collect();
    let is_brand =
        |one: &Allowance| matches!(one, Allowance::Brand { name, .. } if name == business);
    let is_rule =
        |one: &Allowance| matches!(one, Allowance::Script { rule: Rule::Impersonation, .. });
    if reserved(business).is_some() && !allowed.iter().any(|one| is_brand(one) || is_rule(one)) {
        all.push(Wrong { rule: Rule::Impersonation, sentence: business.to_owned() });
    }
    all.sort_by_key(|wrong| std::cmp::Reverse(wrong.rule.class()));
    all.dedup();
    all
}

/// The verdict on what was found, and on what was allowed before.
pub fn words(found: &[Wrong], allowed: &[Allowance]) -> Words {
    match found.iter().map(|wrong| wrong.rule.class()).max() {
        Some(Class::Never) => Words::Never,
        Some(Class::Ask) => Words::Ask,
        Some(Class::Fine) | None if allowed.is_empty() => Words::Clean,
        Some(Class::Fine) | None => Words::Allowed,
    }
}
