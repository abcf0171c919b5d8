//! What a script may say (C-09, C-10, C-11): a text is folded to what it looks like, cut into
//! sentences, its phrases are looked up for what they mean in all four languages, and rules judge
//! what the meanings do to each other.
//!
//! The language of the call is not asked: whoever is called may know another one.

mod asking;
mod claiming;
mod concept;
mod fold;
mod lexicon;
mod pattern;
mod scene;
mod tokens;
mod whole;

use std::ops::Range;

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::domain::ids::UserId;
pub use whole::{Words, Wrong, words, wrong};

use scene::Scene;

/// The version of the rules and of their words. It goes into receipts; what passed an older one is
/// checked again.
pub const VERSION: u32 = 1;

/// How grave a finding is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Class {
    /// Nothing was found.
    Fine,
    /// The operator may allow it.
    Ask,
    /// Nobody may allow it.
    Never,
}

/// What a sentence does that a script may not.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// Asks for a one-time or verification code, or for what just arrived on the phone.
    OneTimeCode,
    /// Asks for a PIN.
    Pin,
    /// Asks for a password, a login or a secret answer.
    Password,
    /// Asks for a card's number, expiry or verification code.
    Card,
    /// Asks for bank account data or a bank's login.
    BankLogin,
    /// Asks for the number of an identity document.
    IdentityData,
    /// Asks for the seed phrase or key of a wallet.
    SeedPhrase,
    /// Has software for remote access installed.
    RemoteAccess,
    /// Has gift cards or prepaid vouchers bought or read out.
    GiftCard,
    /// Speaks as a bank, an authority, a telecom or a brand.
    Impersonation,
    /// Presses for money with urgency or threats.
    Pressure,
    /// Undoes the script or hides what the call is.
    HiddenInstruction,
}

/// The lawful wording that is offered instead.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Rewrite {
    /// One key confirms: "press 1 to confirm".
    PressAKey,
    /// The document is brought along.
    BringIt,
    /// "Your invoice is due, please pay as usual."
    PayAsUsual,
    /// "Please call us back at our number."
    CallBack,
    /// The own name is said.
    OwnName,
    /// The plain value stands there, without instructions.
    PlainValue,
}

impl Rule {
    /// Whether the operator may allow it.
    pub fn class(self) -> Class {
        match self {
            Rule::Impersonation | Rule::Pressure | Rule::HiddenInstruction => Class::Ask,
            _ => Class::Never,
        }
    }

    /// What is offered instead.
    pub fn rewrite(self) -> Rewrite {
        match self {
            Rule::OneTimeCode | Rule::Pin | Rule::Password => Rewrite::PressAKey,
            Rule::Card | Rule::BankLogin | Rule::GiftCard | Rule::Pressure => Rewrite::PayAsUsual,
            Rule::IdentityData => Rewrite::BringIt,
            Rule::SeedPhrase | Rule::RemoteAccess => Rewrite::CallBack,
            Rule::Impersonation => Rewrite::OwnName,
            Rule::HiddenInstruction => Rewrite::PlainValue,
        }
    }
}

/// One sentence that breaks one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which of the texts it is in.
    pub text: usize,
    /// The bytes of the sentence in that text.
    pub span: Range<usize>,
    /// What it does.
    pub rule: Rule,
}

/// All that one call may say: prompts, the words of nodes and the rendered values of variables,
/// without the opening, which is the system's own (C-17).
#[derive(Clone, Copy, Debug)]
pub struct Script<'a> {
    /// The texts, in the order in which they are likely to be spoken.
    pub texts: &'a [&'a str],
    /// The own business, as it is spoken.
    pub business: &'a str,
    /// What the operator has allowed this user or script.
    pub allowed: &'a [Allowance],
}

/// What the operator allowed. No allowance reaches what is [`Class::Never`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowance {
    /// A rule in the script of this hash; any edit voids it (C-11).
    Script {
        /// The hash of [`crate::domain::script::Script`].
        hash: [u8; 32],
        /// What it may do.
        rule: Rule,
    },
    /// A name that a user may speak as, whatever the script.
    Brand {
        /// Whose name it is.
        user: UserId,
        /// As it is spoken.
        name: String,
    },
}

/// The gravest of the findings, for a text by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How grave it is.
    pub class: Class,
    /// What it does; `None` when all is fine.
    pub finding: Option<Finding>,
}

impl Verdict {
    /// Of several findings the gravest, and of those the first.
    pub fn of(findings: &[Finding]) -> Verdict {
        let finding = findings.iter().rev().max_by_key(|finding| finding.rule.class()).cloned();
        let class = finding.as_ref().map_or(Class::Fine, |finding| finding.rule.class());
        Verdict { class, finding }
    }

    /// Whether it may be said as it is.
    pub fn is_allowed(&self) -> bool {
        self.class == Class::Fine
    }
}

/// Everything in a script that is refused, in the order of its texts; at most one finding for each
/// sentence and class.
pub fn check(script: &Script<'_>) -> Vec<Finding> {
    let texts: Vec<Vec<Scene>> = script.texts.iter().map(|text| scenes(text)).collect();
    let names = names(script);
    let mut found = Vec::new();
    for (text, scenes) in texts.iter().enumerate() {
        for scene in scenes {
            let rules = [asking::alone(scene), claiming::alone(scene, &names)];
            let rules = rules.into_iter().flatten();
            found.extend(rules.map(|rule| finding(text, scene, rule)));
        }
    }
    found.extend(split(&texts));
    found.retain(|finding| !is_allowed(script, finding.rule));
    found.sort_by_key(|finding| (finding.text, finding.span.start, finding.rule));
    found.dedup();
    found
}

/// The verdict on one text, such as a line of a file or a prompt that is being written.
pub fn judge(text: &str, business: &str) -> Verdict {
    Verdict::of(&check(&Script { texts: &[text], business, allowed: &[] }))
}

/// The institution or brand after which a business is called, so that the operator must allow its
/// name ([`Allowance::Brand`]); `None` for a name that is nobody else's.
pub fn reserved(business: &str) -> Option<String> {
    claiming::reserved(business)
}

fn scenes(text: &str) -> Vec<Scene> {
    tokens::sentences(text).into_iter().map(Scene::read).collect()
}

fn names(script: &Script<'_>) -> claiming::Names {
    let own = Some(script.business).filter(|name| reserved(name).is_none());
    let allowed = script.allowed.iter().filter_map(|allowance| match allowance {
        Allowance::Brand { name, .. } => Some(name.as_str()),
        Allowance::Script { .. } => None,
    });
    claiming::Names::new(own.into_iter().chain(allowed))
}

fn is_allowed(script: &Script<'_>, rule: Rule) -> bool {
    let mut allowed = script.allowed.iter();
    rule.class() == Class::Ask
        && allowed
            .any(|one| matches!(one, Allowance::Script { rule: allowed, .. } if *allowed == rule))
}

fn finding(text: usize, scene: &Scene, rule: Rule) -> Finding {
    Finding { text, span: scene.sentence.span.clone(), rule }
}

/// What only several sentences together do: within a text and where one text follows another, and
/// for a secret named in any text and asked for in any other, since the paths of a flow are many.
fn split(texts: &[Vec<Scene>]) -> Vec<Finding> {
    let spoken = texts
        .iter()
        .enumerate()
        .flat_map(|(text, scenes)| scenes.iter().map(move |scene| (text, scene)));
    let spoken: Vec<(usize, &Scene)> =
        spoken.filter(|(_, scene)| asking::is_spoken(scene)).collect();
    let scenes: Vec<&Scene> = spoken.iter().map(|(_, scene)| *scene).collect();
    let near = [asking::across(&scenes), claiming::across(&scenes)].into_iter().flatten();
    let mut found: Vec<Finding> = near
        .filter_map(|(at, rule)| spoken.get(at).map(|(text, scene)| finding(*text, scene, rule)))
        .collect();
    let named =
        spoken.iter().find_map(|(text, scene)| asking::named(scene).map(|rule| (*text, rule)));
    if let Some((from, rule)) = named {
        let asked =
            spoken.iter().filter(|(text, scene)| *text != from && asking::asks_for_it(scene));
        found.extend(asked.map(|(text, scene)| finding(*text, scene, rule)));
    }
    found
}
