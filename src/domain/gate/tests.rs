//! The rules, one by one and together.

use super::*;
use crate::domain::consent::Kind;
use crate::domain::frequency::{By, Came};
use crate::domain::hours::{Packs, Urgency, Which};
use crate::domain::ids::ConsentId;
use crate::domain::phone::Phone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A New York number on a Monday at ten.
fn lawful() -> Facts {
    let phone = Phone::parse("+12125550143", None).unwrap();
    let us = Region::parse("US").unwrap();
    Facts {
        at: at("2026-11-23T15:00:00Z"),
        all_stopped: false,
        money_frozen: false,
        standing: Standing::Active,
        tier: Tier::Verified,
        whom: Whom::Other,
        day: Day { made: 0, most: 10, frees: None },
        class: phone.class(),
        region: phone.region(),
        countries: vec![us],
        zones: phone.zones(),
        do_not_call: None,
        consent: Some(Consent {
            id: ConsentId(1),
            kind: Kind::Given,
            until: at("2027-11-23T15:00:00Z"),
        }),
        past: Vec::new(),
        purpose: Purpose::Reminder,
        window: Packs::built_in().window(Which::Of(Some(us)), Purpose::Reminder, Urgency::Ordinary),
        opening: Opening::System,
        money: Money::Enough,
        price: None,
        line: Line::Free,
        single: Line::Free,
    }
}

fn refused(change: impl Fn(&mut Facts)) -> Vec<(Rule, Option<Timestamp>)> {
    let mut facts = lawful();
    change(&mut facts);
    decide(&facts).refusals().collect()
}

#[test]
fn a_lawful_call_passes_every_rule_that_is_built() {
    let verdict = decide(&lawful());
    assert!(verdict.allows());
    assert_eq!(verdict.findings.len(), Rule::ALL.len());
    for finding in verdict.findings {
        let expected = if finding.rule.is_built() { Says::Pass } else { Says::NotYet };
        assert_eq!(finding.says, expected, "{:?}", finding.rule);
    }
}

#[test]
fn c16_ones_own_number_needs_neither_trust_nor_consent() {
    let own = |facts: &mut Facts| {
        facts.tier = Tier::New;
        facts.consent = None;
        facts.whom = Whom::Own;
    };
    assert_eq!(refused(own), []);
}

#[test]
fn each_rule_refuses_alone_and_names_itself() {
    let soon = at("2026-11-23T15:00:30Z");
    type Case<'a> = (Rule, Option<Timestamp>, &'a dyn Fn(&mut Facts));
    let table: [Case; 21] = [
        (Rule::AllStopped, None, &|f| f.all_stopped = true),
        (Rule::MoneyFrozen, None, &|f| f.money_frozen = true),
        (Rule::UserStopped, None, &|f| f.standing = Standing::Stopped),
        (Rule::UserStopped, None, &|f| f.standing = Standing::Suspended),
        (Rule::DailyCap, Some(soon), &|f| {
            f.day = Day { made: 10, most: 10, frees: Some(at("2026-11-23T15:00:30Z")) };
        }),
        (Rule::OwnNumber, None, &|f| f.tier = Tier::New),
        (Rule::Consent, None, &|f| f.consent = None),
        (Rule::Consent, None, &|f| {
            f.consent = f.consent.map(|consent| Consent { until: f.at, ..consent });
        }),
        (Rule::Consent, None, &|f| f.purpose = Purpose::LeadFollowUp),
        (Rule::Frequency, Some(soon), &|f| {
            let at = at("2026-11-22T15:00:30Z");
            f.past = vec![Past { at, by: By::Same, came: Came::Answered }; 2];
        }),
        (Rule::NumberClass, None, &|f| f.class = Class::Premium),
        (Rule::Country, None, &|f| f.countries = vec![Region::parse("FR").unwrap()]),
        (Rule::Country, None, &|f| f.region = None),
        (Rule::DoNotCall, None, &|f| f.do_not_call = Some(Forbidden::ForUser)),
        (Rule::DoNotCall, None, &|f| f.do_not_call = Some(Forbidden::ForAll)),
        (Rule::Hours, Some(at("2026-11-24T13:00:00Z")), &|f| {
            f.at = at("2026-11-24T04:00:00Z");
        }),
        (Rule::Hours, None, &|f| f.zones = Zones::default()),
        (Rule::Paid, None, &|f| f.money = Money::Short),
        (Rule::Paid, Some(soon), &|f| f.money = Money::Away(at("2026-11-23T15:00:30Z"))),
        (Rule::OneInFlight, Some(soon), &|f| {
            f.line = Line::Taken(at("2026-11-23T15:00:30Z"));
        }),
        (Rule::OneSingle, Some(soon), &|f| {
            f.single = Line::Taken(at("2026-11-23T15:00:30Z"));
        }),
    ];
    for (rule, until, change) in table {
        assert_eq!(refused(change), [(rule, until)], "{rule:?}");
    }
}

#[test]
fn an_altered_opening_also_loses_the_way_out() {
    let rules: Vec<Rule> =
        refused(|f| f.opening = Opening::Altered).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, [Rule::Opening, Rule::OptOutKey]);
}

#[test]
fn a_refusal_passes_when_the_last_of_its_reasons_does() {
    let mut facts = lawful();
    facts.at = at("2026-11-24T04:00:00Z");
    facts.line = Line::Taken(at("2026-11-24T04:00:30Z"));
    assert_eq!(decide(&facts).passes_at(), Some(at("2026-11-24T13:00:00Z")));
    facts.do_not_call = Some(Forbidden::ForAll);
    assert_eq!(decide(&facts).passes_at(), None);
}
