//! What became of a dial: accepted, certainly not placed, or nobody knows.
//!
//! A wrong "not placed" would dial a person twice, so every doubt is [`Placed::Unclear`].

use super::answer::Answer;
use super::{is_call_id, json};
use crate::voice::{Placed, Refused};

/// Sent with a 4xx although the call may have been taken (the vendor's page "Send call").
const DOUBTS: [&str; 2] = ["unable to queue call", "unable to save request body"];

/// The vendor's sentences and codes, in lower case, with what they mean; the first match counts.
/// Those that quote our own words back come first: a script may contain any of the others.
const REFUSALS: [(&str, Refused); 20] = [
    ("flagged node", Refused::Flagged),
    ("invalid parameters", Refused::BadRequest),
    ("invalid phone number", Refused::BadRequest),
    ("invalid from", Refused::BadRequest),
    ("invalid 'from'", Refused::BadRequest),
    ("additional properties", Refused::BadRequest),
    ("dnc list", Refused::Forbidden),
    ("sensitive number", Refused::Forbidden),
    ("blacklisted", Refused::Forbidden),
    ("every 10 seconds to the same number", Refused::TooSoon),
    ("international rate limit exceeded", Refused::Destination),
    ("call_unpaid_intl_block", Refused::Destination),
    ("call_plan_destination_blocked", Refused::Destination),
    ("call_rl_plan_", Refused::RateLimited),
    ("rate limit exceeded", Refused::RateLimited),
    ("insufficient balance", Refused::Balance),
    ("no billing record found", Refused::Balance),
    ("auth_failure", Refused::Unauthorised),
    ("security review", Refused::Account),
    ("malicious use", Refused::Account),
];

/// Judges the answer to `POST /v1/calls`.
pub(super) fn verdict(status: u16, body: &[u8]) -> Placed {
    let answer = Answer::of(status, body);
    match (answer.ok(), call_id(&answer)) {
        (true, Some(provider_id)) => {
            return Placed::Queued { provider_id, capped_minutes: capped(&answer) };
        }
        (true, None) => return unclear(&answer, "accepted without a call id"),
        (false, Some(_)) => return unclear(&answer, "an error that names a call"),
        (false, None) => {}
    }
    let text = answer.text();
    if DOUBTS.iter().any(|doubt| text.contains(doubt)) {
        return unclear(&answer, "it may have been placed");
    }
    match status {
        200..=299 => by_words(&answer, &text)
            .map_or_else(|| unclear(&answer, "no clear acceptance"), |kind| refused(&answer, kind)),
        // The server or something before it gave up on an exchange that was under way.
        408 | 499 => unclear(&answer, "given up half-way"),
        400..=499 => {
            let kind = by_words(&answer, &text).unwrap_or_else(|| by_status(status));
            refused(&answer, kind)
        }
        _ => unclear(&answer, "no verdict"),
    }
}

fn call_id(answer: &Answer) -> Option<String> {
    json::text(answer.payload(), "call_id").filter(|id| is_call_id(id))
}

/// The provider's own shorter limit, in minutes.
fn capped(answer: &Answer) -> Option<u32> {
    let notice = answer.payload().get("max_duration_notice")?;
    json::text(notice, "max_duration")?.parse().ok()
}

fn by_words(answer: &Answer, text: &str) -> Option<Refused> {
    if answer.says().as_deref() == Some("dnc error") {
        return Some(Refused::Forbidden);
    }
    REFUSALS.iter().find(|(words, _)| text.contains(words)).map(|(_, kind)| *kind)
}

fn by_status(status: u16) -> Refused {
    match status {
        401 => Refused::Unauthorised,
        402 => Refused::Balance,
        403 => Refused::Account,
        429 => Refused::RateLimited,
        _ => Refused::BadRequest,
    }
}

fn refused(answer: &Answer, kind: Refused) -> Placed {
    let (reason, status) = (<&str>::from(kind), answer.status);
    tracing::warn!(reason, status, said = answer.said(), "the voice provider refused a call");
    Placed::Refused(kind)
}

fn unclear(answer: &Answer, doubt: &str) -> Placed {
    Placed::Unclear { why: format!("HTTP {}, {doubt}: {}", answer.status, answer.said()) }
}
