//! The languages the bot speaks, on the screen and on the phone.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// One of the four languages. The stored name is the ISO 639-1 code.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Hindi.
    Hi,
    /// Chinese, simplified.
    Zh,
    /// French.
    Fr,
}

impl Locale {
    /// All four, in the order they are offered.
    pub const ALL: [Locale; 4] = [Locale::En, Locale::Hi, Locale::Zh, Locale::Fr];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The language's name in itself: it is shown to people who may read no other.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Hi => "हिन्दी",
            Locale::Zh => "中文",
            Locale::Fr => "Français",
        }
    }

    /// From a language tag such as Telegram's `language_code`: `fr`, `zh-hans`, `hi-IN`.
    pub fn from_tag(tag: &str) -> Option<Locale> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        primary.parse().ok()
    }
}
