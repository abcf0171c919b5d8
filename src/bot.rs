//! An update in: reads the dialogue, lets its feature answer, writes what follows.
