//! Who picks up: a script that acts by the clock, or the person at the demo page.

/// What a number does when it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    /// Acts one after another, from the first ring. One that never answers lets it ring out.
    Script(Vec<Act>),
    /// The demo page's phone: rings until somebody presses a button there.
    Person,
}

/// One thing a scripted callee does. Acts that make no sense at the time are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Does nothing for this many milliseconds.
    Wait(i64),
    /// Picks up.
    Answer,
    /// The answering machine picks up.
    Machine,
    /// The line is engaged.
    Busy,
    /// The carrier cannot connect: a SIP code (`404`, `480`, `486`, `608`) or its text.
    Fail(String),
    /// Presses a key.
    Key(char),
    /// Speaks.
    Say(String),
    /// Hangs up.
    HangUp,
}

/// How long a phone rings before a scripted callee picks up, milliseconds.
const PICK_UP_MS: i64 = 3_000;
/// The pause before each key: long enough to hear a short sentence, milliseconds.
const KEY_MS: i64 = 2_000;
/// Whoever hangs up early does so after this long, milliseconds.
const EARLY_MS: i64 = 1_500;

impl Callee {
    /// Answers and presses `keys`, one every two seconds.
    pub fn human(keys: &str) -> Callee {
        Callee::human_every(KEY_MS, keys)
    }

    /// Answers and presses `keys`, with `each_ms` before every one of them.
    pub fn human_every(each_ms: i64, keys: &str) -> Callee {
        let presses = keys.chars().flat_map(|key| [Act::Wait(each_ms), Act::Key(key)]);
        Callee::answering(Act::Answer, presses)
    }

    /// Answers and neither speaks nor presses anything.
    pub fn silent() -> Callee {
        Callee::answering(Act::Answer, [])
    }

    /// Answers and hangs up in the middle of the first sentence.
    pub fn hangup_early() -> Callee {
        Callee::answering(Act::Answer, [Act::Wait(EARLY_MS), Act::HangUp])
    }

    /// An answering machine.
    pub fn voicemail() -> Callee {
        Callee::answering(Act::Machine, [])
    }

    /// Nobody is in.
    pub fn no_answer() -> Callee {
        Callee::Script(Vec::new())
    }

    /// Engaged.
    pub fn busy() -> Callee {
        Callee::Script(vec![Act::Busy])
    }

    /// Cannot be connected, for the reason of a SIP code or in the carrier's words.
    pub fn failed(sip: &str) -> Callee {
        Callee::Script(vec![Act::Fail(sip.to_owned())])
    }

    fn answering(how: Act, then: impl IntoIterator<Item = Act>) -> Callee {
        Callee::Script([Act::Wait(PICK_UP_MS), how].into_iter().chain(then).collect())
    }
}

/// The vendor's sentence for a SIP code; other texts are passed through.
pub(super) fn carrier_words(sip: &str) -> String {
    let words = match sip {
        "404" => "The number you dialed is not found.",
        "480" => "The number you dialed is temporarily unavailable.",
        "486" => BUSY_WORDS,
        "608" => {
            "Service Provider Blocked Call due to Spam or Number Reputation. \
             Try a different number."
        }
        other => other,
    };
    words.to_owned()
}

/// What the vendor writes when the line was engaged.
pub(super) const BUSY_WORDS: &str = "The number you dialed is busy. Please try again later.";
