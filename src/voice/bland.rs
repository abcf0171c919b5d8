//! The Bland client.
