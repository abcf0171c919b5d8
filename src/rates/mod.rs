//! Exchange rates: one of the four doors to the world.
