//! A person who uses the bot, as the rules see him.

use strum::{EnumString, IntoStaticStr};

use crate::domain::ids::{ChatId, NumberId, UserId};
use crate::domain::locale::Locale;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The row.
    pub id: UserId,
    /// The private chat with him; Telegram gives it the person's own id.
    pub chat: ChatId,
    /// The language he reads.
    pub locale: Locale,
    /// The IANA zone he lives in.
    pub zone: String,
    /// What he may do.
    pub role: Role,
    /// Whether sign-up is behind him.
    pub stage: Stage,
    /// Whether he may call.
    pub standing: Standing,
    /// His business's name as spoken; empty until the first real call.
    pub business: String,
    /// The number people are asked to call back.
    pub callback: Option<NumberId>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Uses the bot.
    User,
    /// Runs the bot.
    Operator,
}

/// How far sign-up has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// Still answering the first questions.
    New,
    /// Done.
    Ready,
}

/// Whether a user may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, serde::Serialize)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Yes.
    Active,
    /// He stopped his own calls.
    Stopped,
    /// The operator stopped them.
    Suspended,
}
