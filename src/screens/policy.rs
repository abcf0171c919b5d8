//! Why a sentence may not be said in a call, and what may be said instead.

use crate::chat::msg::Msg;
use crate::domain::policy::{Class, Rewrite, Rule};

/// A refused sentence, why it is refused, and the lawful wording that is offered.
pub fn refused(rule: Rule, sentence: &str) -> Msg {
    let text = match rule.class() {
        Class::Ask => Msg::new("policy-ask"),
        Class::Never | Class::Fine => Msg::new("policy-never"),
    };
    text.text("sentence", sentence).msg("why", why(rule)).msg("offer", offer(rule.rewrite()))
}

/// What a rule is there for, as one sentence.
pub fn why(rule: Rule) -> Msg {
    match rule {
        Rule::OneTimeCode => Msg::new("policy-why-one-time-code"),
        Rule::Pin => Msg::new("policy-why-pin"),
        Rule::Password => Msg::new("policy-why-password"),
        Rule::Card => Msg::new("policy-why-card"),
        Rule::BankLogin => Msg::new("policy-why-bank-login"),
        Rule::IdentityData => Msg::new("policy-why-identity-data"),
        Rule::SeedPhrase => Msg::new("policy-why-seed-phrase"),
        Rule::RemoteAccess => Msg::new("policy-why-remote-access"),
        Rule::GiftCard => Msg::new("policy-why-gift-card"),
        Rule::Impersonation => Msg::new("policy-why-impersonation"),
        Rule::Pressure => Msg::new("policy-why-pressure"),
        Rule::HiddenInstruction => Msg::new("policy-why-hidden-instruction"),
    }
}

/// The lawful wording, as it may be taken into the script.
pub fn offer(rewrite: Rewrite) -> Msg {
    match rewrite {
        Rewrite::PressAKey => Msg::new("policy-offer-press-a-key"),
        Rewrite::BringIt => Msg::new("policy-offer-bring-it"),
        Rewrite::PayAsUsual => Msg::new("policy-offer-pay-as-usual"),
        Rewrite::CallBack => Msg::new("policy-offer-call-back"),
        Rewrite::OwnName => Msg::new("policy-offer-own-name"),
        Rewrite::PlainValue => Msg::new("policy-offer-plain-value"),
    }
}
