//! Payments: one of the four doors to the world.
