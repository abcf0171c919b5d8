//! What operators are told of the ledger.

use crate::chat::message::Message;
use crate::chat::msg::Msg;

/// It does not add up: money and calls stand still.
pub fn frozen(breaches: usize) -> Message {
    Message::of(Msg::new("ledger-frozen").count("count", breaches))
}

/// It adds up again, and an operator has let money move.
pub fn lifted() -> Message {
    Message::of(Msg::new("ledger-lifted"))
}
