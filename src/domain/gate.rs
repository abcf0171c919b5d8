//! The gate: one pure decision that every dial passes, all rules evaluated, every refusal named.
//!
//! [`Facts`] is everything the rules may look at, gathered in the transaction that claims the call;
//! [`decide`] looks at nothing else. Rules that are not built yet say so in every receipt and in
//! `ivrbot check`, instead of silently passing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::domain::consent::Consent;
use crate::domain::frequency::{Past, Whom, rests_until};
use crate::domain::hours::{Hours, Purpose, Window, judge};
use crate::domain::phone::{Class, Region, Zones};
use crate::domain::policy::Words;
use crate::domain::price::Price;
use crate::domain::tier::Tier;
use crate::domain::user::Standing;
use crate::domain::wallet::Basis;

/// A rule of the gate, by the name it has in receipts. The comment names its source.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, EnumString, Serialize, Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nobody's calls go out (C-21).
    AllStopped,
    /// Money stands still, since the ledger did not add up: no call can be paid for (R1, R2).
    MoneyFrozen,
    /// This user's calls do not go out (C-21).
    UserStopped,
    /// So many calls a day, by trust and by the provider's plan (C-18).
    DailyCap,
    /// Who is new calls his own numbers (C-18).
    OwnNumber,
    /// The script was approved, byte for byte (C-09 to C-11).
    ScriptApproved,
    /// The operator's own caller number (C-16).
    CallerNumber,
    /// A number that may be dialled at all (C-22).
    NumberClass,
    /// A country that the operator opened (C-22).
    Country,
    /// The callee does not want to be called (C-04, C-06).
    DoNotCall,
    /// The callee agreed (C-02, C-03).
    Consent,
    /// A lawful hour in every zone the number may be in (C-07).
    Hours,
    /// Not too often (C-08).
    Frequency,
    /// The call opens as the system says (C-17).
    Opening,
    /// Key 9 stops the calls (C-05).
    OptOutKey,
    /// Keypad fields are typed and short (C-12 to C-15).
    KeypadFields,
    /// The callee's answering machine hears only what it may (C-23).
    Voicemail,
    /// The flow was tried before (C-24).
    Tested,
    /// No brake is on (C-20).
    Brakes,
    /// The whole call is paid for (R17).
    Paid,
    /// One call to a number at a time, and not within seconds of the last.
    OneInFlight,
    /// One call to one number at a time on an unlimited plan: that is its fair use.
    OneSingle,
}

impl Rule {
    /// All rules, in the order they are shown.
    pub const ALL: [Rule; 22] = [
        Rule::AllStopped,
        Rule::MoneyFrozen,
        Rule::UserStopped,
        Rule::DailyCap,
        Rule::OwnNumber,
        Rule::ScriptApproved,
        Rule::CallerNumber,
        Rule::NumberClass,
        Rule::Country,
        Rule::DoNotCall,
        Rule::Consent,
        Rule::Hours,
        Rule::Frequency,
        Rule::Opening,
        Rule::OptOutKey,
        Rule::KeypadFields,
        Rule::Voicemail,
        Rule::Tested,
        Rule::Brakes,
        Rule::Paid,
        Rule::OneInFlight,
        Rule::OneSingle,
    ];

    /// Whether the rule decides anything yet.
    pub fn is_built(self) -> bool {
        !matches!(
            self,
            Rule::CallerNumber | Rule::KeypadFields | Rule::Voicemail | Rule::Tested | Rule::Brakes
        )
    }

    /// Whether what it asks for comes by itself when another call ends: then a call waits, though
    /// somebody watches it.
    pub fn waits(self) -> bool {
        matches!(self, Rule::OneInFlight | Rule::OneSingle)
    }

    /// The rule's name in receipts and message ids.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Everything the rules may look at, at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// When the question is asked.
    pub at: Timestamp,
    /// Whether the kill switch is on.
    pub all_stopped: bool,
    /// Whether money stands still.
    pub money_frozen: bool,
    /// Whether the user may call.
    pub standing: Standing,
    /// How far he is trusted.
    pub tier: Tier,
    /// Whose number is called.
    pub whom: Whom,
    /// The user's calls in the last 24 hours.
    pub day: Day,
    /// What kind of number it is.
    pub class: Class,
    /// The number's country; `None` when it has none or several.
    pub region: Option<Region>,
    /// The countries that the operator opened.
    pub countries: Vec<Region>,
    /// Every zone the number may be in.
    #[serde(serialize_with = "zone_names")]
    pub zones: Zones,
    /// Whose wish not to be called stands.
    pub do_not_call: Option<Forbidden>,
    /// What the callee agreed to, as far as it is on file for this purpose.
    pub consent: Option<Consent>,
    /// The calls to the number that may count against another.
    pub past: Vec<Past>,
    /// What the call is for.
    pub purpose: Purpose,
    /// The hours that decide such a call there.
    pub window: Window,
    /// What the policy says of the call's words.
    pub words: Words,
    /// The version of that policy.
    pub policy: u32,
    /// What the call says first.
    pub opening: Opening,
    /// Whether the call can be paid for.
    pub money: Money,
    /// At which price; `None` if a hold stands, which names its own.
    pub price: Option<(Basis, Price)>,
    /// Whether the line is free.
    pub line: Line,
    /// Whether the user's plan lets another call to one number out.
    pub single: Line,
}

/// The user's calls in the last 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// How many were placed.
    pub made: u32,
    /// How many are allowed.
    pub most: u32,
    /// When the oldest of them falls out of the window.
    pub frees: Option<Timestamp>,
}

/// Whose wish not to be called stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    /// For this user's business.
    ForUser,
    /// For everybody.
    ForAll,
}

/// What the call says first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// The system's own sentence, with the way to stop the calls.
    System,
    /// Anything else.
    Altered,
}

/// Whether the call can be paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Money {
    /// A hold is taken or can be.
    Enough,
    /// What would pay is set aside for calls on their way: asked again by then (R21).
    Away(Timestamp),
    /// Not even for one minute.
    Short,
}

/// Whether the line to a number is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// It is.
    Free,
    /// A call of ours to this number is not over, or ended a moment ago: free by then at the
    /// latest, as far as anybody knows.
    Taken(Timestamp),
}

/// What one rule says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// Its answer.
    pub says: Says,
}

/// A rule's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Nothing against it.
    Pass,
    /// The rule is not built yet.
    NotYet,
    /// No, until this moment if it passes by itself.
    Refuse(Option<Timestamp>),
}

/// The gate's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What every rule says, in order.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// Whether the call may be dialled now.
    pub fn allows(&self) -> bool {
        self.refusals().next().is_none()
    }

    /// The rules that say no.
    pub fn refusals(&self) -> impl Iterator<Item = (Rule, Option<Timestamp>)> + '_ {
        self.findings.iter().filter_map(|finding| match finding.says {
            Says::Refuse(until) => Some((finding.rule, until)),
            Says::Pass | Says::NotYet => None,
        })
    }

    /// When all that refuses now has passed by itself; `None` if something will not.
    pub fn passes_at(&self) -> Option<Timestamp> {
        let mut latest = None;
        for (_, until) in self.refusals() {
            latest = latest.max(Some(until?));
        }
        latest
    }
}

/// Asks every rule.
pub fn decide(facts: &Facts) -> Verdict {
    let ask = |rule: Rule| Finding { rule, says: says(rule, facts) };
    Verdict { findings: Rule::ALL.into_iter().map(ask).collect() }
}

fn says(rule: Rule, facts: &Facts) -> Says {
    match rule {
        Rule::AllStopped => never_if(facts.all_stopped),
        Rule::MoneyFrozen => never_if(facts.money_frozen),
        Rule::UserStopped => never_if(facts.standing != Standing::Active),
        Rule::DailyCap if facts.day.made >= facts.day.most => Says::Refuse(facts.day.frees),
        Rule::ScriptApproved => never_if(matches!(facts.words, Words::Ask | Words::Never)),
        Rule::OwnNumber => never_if(facts.whom == Whom::Other && !facts.tier.calls_others()),
        Rule::NumberClass => never_if(!facts.class.dialable()),
        Rule::Country => never_if(!facts.region.is_some_and(|r| facts.countries.contains(&r))),
        Rule::DoNotCall => never_if(facts.do_not_call.is_some()),
        Rule::Consent => never_if(!agreed(facts)),
        Rule::Hours => hours(facts),
        Rule::Frequency => {
            let until = rests_until(&facts.past, facts.purpose, facts.whom, facts.at);
            until.map_or(Says::Pass, |until| Says::Refuse(Some(until)))
        }
        Rule::Opening => never_if(facts.opening != Opening::System),
        // The key is part of the system's own opening: whoever alters it alters both.
        Rule::OptOutKey => never_if(facts.opening != Opening::System),
        Rule::Paid => match facts.money {
            Money::Enough => Says::Pass,
            Money::Away(until) => Says::Refuse(Some(until)),
            Money::Short => Says::Refuse(None),
        },
        Rule::OneInFlight => free(facts.line),
        Rule::OneSingle => free(facts.single),
        rule if rule.is_built() => Says::Pass,
        _ => Says::NotYet,
    }
}

/// Whoever answers his own phone agrees by that, and a call with a code is how he proves it.
fn agreed(facts: &Facts) -> bool {
    let allows = |consent: &Consent| consent.allows(facts.purpose, facts.at);
    facts.whom != Whom::Other || facts.consent.as_ref().is_some_and(allows)
}

fn free(line: Line) -> Says {
    match line {
        Line::Free => Says::Pass,
        Line::Taken(until) => Says::Refuse(Some(until)),
    }
}

fn hours(facts: &Facts) -> Says {
    match judge(&facts.zones, &facts.window, facts.at) {
        Hours::Open => Says::Pass,
        Hours::Closed { next } => Says::Refuse(next),
    }
}

fn never_if(wrong: bool) -> Says {
    if wrong { Says::Refuse(None) } else { Says::Pass }
}

fn zone_names<S: serde::Serializer>(zones: &Zones, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(zones.names())
}

#[cfg(test)]
mod tests;
