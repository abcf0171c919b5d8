//! What a card shows: views become messages.
