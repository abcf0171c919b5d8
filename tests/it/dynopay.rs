//! The client of the payment provider against its stand-in, over HTTP: every example and every
//! error of the contract, in both versions, and what is unknown in both positions.

mod arrivals;
mod hooks;
mod open;
mod pace;
mod rig;
mod secrets;
mod strict;
mod version;
mod weather;
