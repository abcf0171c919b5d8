//! The vocabulary of a conversation: events, buttons, messages.
