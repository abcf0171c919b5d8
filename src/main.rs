//! The command: runs the command line and turns its error into an exit code.
fn main() {}
