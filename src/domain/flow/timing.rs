//! How long things take on the phone, for rehearsals and limits.

use crate::domain::locale::Locale;

/// How long a person takes to find a key, milliseconds.
pub(super) const KEY_MS: u64 = 1_500;
/// How long answering takes before anybody speaks, milliseconds.
pub(super) const ANSWER_MS: u64 = 1_000;

/// How long a voice takes for a text, milliseconds: about 155 words a minute, 270 characters in
/// Chinese. An estimate: voices differ by a third.
pub fn speech_ms(text: &str, language: Locale) -> u64 {
    let each = match language {
        Locale::En => 65,
        Locale::Fr => 68,
        // Vowel signs count as characters of their own.
        Locale::Hi => 70,
        Locale::Zh => 220,
    };
    let count = text.chars().filter(|c| !c.is_whitespace() || language != Locale::Zh).count();
    u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(each)
}
