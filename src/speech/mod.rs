//! Words spoken to the called person, by language of the call.
