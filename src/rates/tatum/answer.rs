//! One answer: the rates in it, or why there are none.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Asked;
use super::row::{self, Odd};
use super::wire::{Reply, brief};
use crate::domain::rate::Rate;
use crate::rates::Fault;

/// Why there are no rates.
pub(super) enum No {
    /// There is no such endpoint.
    Gone(Fault),
    /// One of the pairs is not known, or nobody can say what is wrong with them.
    Pair(Fault),
    /// It answered, and nothing in the answer can be used.
    Odd(Fault),
    /// Asking another way would not help.
    Fault(Fault),
}

/// An HTTP status and what was said with it.
pub(super) struct Answer {
    status: u16,
    body: String,
}

/// The vendor's errors; a rate has none of these.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Complaint {
    error_code: Option<String>,
    message: Option<String>,
}

impl Answer {
    pub(super) fn of(reply: Reply) -> Answer {
        Answer { status: reply.status, body: reply.body }
    }

    /// Every usable rate among those that were asked for.
    pub(super) fn rates(&self, asked: &[Asked]) -> Result<Vec<Rate>, No> {
        if !(200..300).contains(&self.status) {
            return Err(self.refusal());
        }
        let rows = self.rows().ok_or_else(|| No::Odd(self.fault(&self.said())))?;
        let mut rates: Vec<Rate> = Vec::new();
        let mut odd: Option<Odd> = None;
        for row in rows {
            match row::read(row.get(), asked) {
                Ok(rate) if rates.iter().all(|known| known.symbol != rate.symbol) => {
                    rates.push(rate);
                }
                Ok(_) => {}
                Err(why) => {
                    tracing::debug!(%why, "a rate cannot be used");
                    odd.get_or_insert(why);
                }
            }
        }
        if rates.is_empty() {
            let why =
                odd.map_or_else(|| "there is no rate in it".to_owned(), |odd| odd.to_string());
            return Err(No::Odd(self.fault(&why)));
        }
        Ok(rates)
    }

    /// The rows of a batch, or the one row of a single answer.
    fn rows(&self) -> Option<Vec<&RawValue>> {
        let whole: &RawValue = serde_json::from_str(&self.body).ok()?;
        match whole.get().as_bytes().first() {
            Some(b'[') => serde_json::from_str(whole.get()).ok(),
            Some(b'{') => Some(vec![whole]),
            _ => None,
        }
    }

    /// Two things are said with 403: that the credits are used up, and that a pair is not known.
    /// Only the words tell them apart; whatever is not about credits is about the pair.
    fn refusal(&self) -> No {
        let fault = self.fault(&self.said());
        match self.status {
            401 => No::Fault(Fault::Unauthorised),
            402 => No::Fault(Fault::CreditsSpent),
            403 if speaks_of_credits(&self.said()) => No::Fault(Fault::CreditsSpent),
            400 | 403 | 422 => No::Pair(fault),
            404 | 405 | 410 | 501 => No::Gone(fault),
            429 => No::Fault(Fault::RateLimited),
            _ => No::Fault(fault),
        }
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::Answer { status: self.status, message: message.to_owned() }
    }

    /// What it says is wrong. The refusal for want of credits is no JSON although it has braces.
    fn said(&self) -> String {
        if let Ok(complaint) = serde_json::from_str::<Complaint>(&self.body) {
            let words = [complaint.error_code, complaint.message];
            let words: Vec<String> = words.into_iter().flatten().collect();
            return match words.is_empty() {
                true => "the answer is not what was asked for".to_owned(),
                false => brief(&words.join(": ")),
            };
        }
        match self.body.trim_start().as_bytes().first() {
            None => "the answer is empty".to_owned(),
            Some(b'<' | b'[') => "the answer is not what was asked for".to_owned(),
            Some(_) => brief(&self.body),
        }
    }
}

fn speaks_of_credits(said: &str) -> bool {
    let said = said.to_lowercase();
    ["credit", "upgrade your plan", "quota"].iter().any(|word| said.contains(word))
}
