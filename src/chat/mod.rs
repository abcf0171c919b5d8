//! The vocabulary of a conversation: what comes in, what goes out, without words or wires.

pub mod button;
pub mod event;
pub mod message;
pub mod msg;
pub mod picture;
