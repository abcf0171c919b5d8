//! Words for people: a message and a locale become text.
