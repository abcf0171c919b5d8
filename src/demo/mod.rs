//! Stand-ins for the four services on loopback.

pub mod bland;
