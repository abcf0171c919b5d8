//! What the phrases of the lexicon mean to the rules.

use strum::{EnumString, IntoStaticStr};

/// What a phrase means to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Concept {
    // Things. What may never be asked for:
    Code,
    Pin,
    /// A PIN, but in India a postal code as well.
    PinCode,
    Password,
    Card,
    Bank,
    Identity,
    Seed,
    Remote,
    Gift,
    // Things that are secret by what stands with them:
    WeakCode,
    Digits,
    Message,
    WeakCard,
    Document,
    /// Sounds like one of these and is none.
    Harmless,
    // What is done with them:
    Tell,
    Send,
    Enter,
    Check,
    Acquire,
    Question,
    /// Said after the thing: "is required".
    Passive,
    /// Another thing is done with it: brought, shown, renewed.
    Neutral,
    /// The caller gives it to the person.
    Outward,
    Install,
    Buy,
    // What turns it round:
    Negator,
    /// After a negator it is no prohibition: "don't hesitate".
    Unnegator,
    Condition,
    /// What swindlers do: a warning.
    Warning,
    // Circumstances:
    Arrived,
    Here,
    /// A place or a person where it is given, not to the caller.
    Elsewhere,
    /// A page or an app where it is typed.
    Online,
    Anaphor,
    Please,
    Answer,
    Postal,
    OnCard,
    Own,
    /// The person who is called.
    You,
    Copula,
    /// A letter, a call: it may be ignored.
    Notice,
    /// Between "this is" and a name, it shows that the name is not the caller's.
    Aside,
    // Who is said to call, and what for:
    Institution,
    Brand,
    Department,
    Claim,
    ClaimAfter,
    Pose,
    Alarm,
    Threat,
    Urgent,
    Pay,
    Override,
    Disguise,
}

/// Concepts that compete for the same words: the longest phrase wins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Thing,
    Verb,
    Other(Concept),
}

impl Concept {
    /// Whether it is a thing that is never asked for, by its name alone.
    pub(super) fn is_secret(self) -> bool {
        use Concept::*;
        matches!(
            self,
            Code | Pin | PinCode | Password | Card | Bank | Identity | Seed | Remote | Gift
        )
    }

    /// Words so short or common that the letters of a secret spelled out may look like them.
    pub(super) fn is_small(self) -> bool {
        use Concept::*;
        matches!(
            self,
            Negator
                | Unnegator
                | Condition
                | Copula
                | Anaphor
                | Here
                | Aside
                | Online
                | Elsewhere
                | Answer
                | Please
                | Notice
        )
    }

    pub(super) fn group(self) -> Group {
        use Concept::*;
        match self {
            Code | Pin | PinCode | Password | Card | Bank | Identity | Seed | Remote | Gift
            | WeakCode | Digits | Message | WeakCard | Document | Harmless | Institution
            | Brand => Group::Thing,
            Tell | Send | Enter | Check | Acquire | Question | Passive | Neutral | Outward => {
                Group::Verb
            }
            other => Group::Other(other),
        }
    }
}
