//! Stand-ins for the four services on loopback.
