//! The outbox out: locale, pace, retry, blocked users.
