//! A script: what a user wants said on the phone, who says it and where to call back.
//!
//! A [`Script`] is sealed: it is stored as JSON and never changed in place. Approval, rehearsal and
//! the dial name its hash, so that any edit voids them (C-11).

mod names;
mod prompt;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;

pub use names::{BusinessName, NameFault, TaskName};
pub use prompt::{FaultKind, Missing, Piece, Prompt, PromptFault, Values, Variable};

/// Everything that decides the words of a call, but the values of its variables.
///
/// The fields stand in alphabetical order, so that the stored JSON is the canonical one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Who calls, as spoken.
    pub business: BusinessName,
    /// The number spoken at the end, for questions.
    pub callback: Phone,
    /// The language of the call.
    pub language: Locale,
    /// What the user calls the task; never spoken.
    pub name: TaskName,
    /// What is to be said.
    pub prompt: Prompt,
    /// Why the person is called.
    pub purpose: Purpose,
    /// The version of this format.
    pub v: Version,
}

impl Script {
    /// The canonical JSON: keys in alphabetical order, no spaces. It is what is stored and hashed.
    pub fn json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text);
        let fields = [
            ("business", text(self.business.as_str())),
            ("callback", text(self.callback.as_str())),
            ("language", text(self.language.code())),
            ("name", text(self.name.as_str())),
            ("prompt", text(self.prompt.as_str())),
            ("purpose", text(self.purpose.into())),
            ("v", serde_json::Value::from(Version::NUMBER)),
        ];
        let object = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        serde_json::Value::Object(object).to_string()
    }

    /// SHA-256 of [`Script::json`]: what an approval is bound to.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.json()).into()
    }
}

/// The version of a stored script: the number 1. Reading any other number fails.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Version;

impl Version {
    const NUMBER: u8 = 1;
}

impl TryFrom<u8> for Version {
    type Error = String;

    fn try_from(number: u8) -> Result<Version, String> {
        match number {
            Version::NUMBER => Ok(Version),
            other => Err(format!("a script of version {other} is not known")),
        }
    }
}

impl From<Version> for u8 {
    fn from(_: Version) -> u8 {
        Version::NUMBER
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Version::NUMBER)
    }
}

/// Signs that are part of a written syllable but no letters to `char::is_alphabetic`: accents set
/// beside their letter, the viramas and nuktas of the Indic scripts, the joiners between them.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            ..='\u{36f}'
                | '\u{200c}'
                | '\u{200d}'
                | '\u{93c}'
                | '\u{9bc}'
                | '\u{a3c}'
                | '\u{abc}'
                | '\u{b3c}'
                | '\u{cbc}'
                | '\u{94d}'
                | '\u{9cd}'
                | '\u{a4d}'
                | '\u{acd}'
                | '\u{b4d}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{ccd}'
                | '\u{d4d}'
                | '\u{dca}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = concat!(
        r#"{"business":"City Dental","callback":"+12125550123","language":"en","#,
        r#""name":"Reminder","prompt":"Hello {name|there}.\nPress 1 to confirm.","#,
        r#""purpose":"reminder","v":1}"#
    );

    fn script() -> Script {
        Script {
            business: BusinessName::parse("City Dental").unwrap(),
            callback: Phone::parse("+1 212 555 0123", None).unwrap(),
            language: Locale::En,
            name: TaskName::parse("Reminder").unwrap(),
            prompt: Prompt::parse("Hello {name|there}.\nPress 1 to confirm.").unwrap(),
            purpose: Purpose::Reminder,
            v: Version,
        }
    }

    #[test]
    fn c11_the_stored_json_is_the_canonical_one() {
        assert_eq!(script().json(), JSON);
        assert_eq!(serde_json::to_string(&script()).unwrap(), JSON);
        assert_eq!(serde_json::from_str::<Script>(JSON).unwrap(), script());
    }

    #[test]
    fn c11_the_hash_of_a_stored_script_never_changes() {
        let hex: String = script().hash().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "c34ab11a1cd109dd3ee18e44ea064523c126dbc17ef0205e60c053cb06241ae6");
    }

    #[test]
    fn c11_any_edit_changes_the_hash() {
        let edits: [fn(&mut Script); 6] = [
            |script| script.business = BusinessName::parse("City Dentals").unwrap(),
            |script| script.callback = Phone::parse("+12125550124", None).unwrap(),
            |script| script.language = Locale::Fr,
            |script| script.name = TaskName::parse("reminder").unwrap(),
            |script| script.prompt = Prompt::parse("Hello {name|you}.").unwrap(),
            |script| script.purpose = Purpose::LeadFollowUp,
        ];
        for edit in edits {
            let mut edited = script();
            edit(&mut edited);
            assert_ne!(edited.hash(), script().hash(), "{edited:?}");
        }
    }

    #[test]
    fn what_is_not_a_script_is_not_read() {
        for (from, to) in [
            (r#""v":1"#, r#""v":2"#),
            (r#""v":1"#, r#""v":1,"opening":"Hello.""#),
            ("City Dental", ""),
            ("{name", "{na me"),
            ("+12125550123", "call me"),
            ("reminder\",\"v", "chat\",\"v"),
        ] {
            let broken = JSON.replace(from, to);
            assert_ne!(broken, JSON, "{from}");
            assert!(serde_json::from_str::<Script>(&broken).is_err(), "{broken}");
        }
    }
}
