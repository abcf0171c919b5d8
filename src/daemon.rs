//! Runs the bot: starts the loops and ends them.
