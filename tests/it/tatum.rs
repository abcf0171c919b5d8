//! Exchange rates: the client against its stand-in, and what the bot believes of the answers.

mod client;
mod faults;
mod job;
mod told;
