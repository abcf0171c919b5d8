//! Text to the terminal. `println!` panics when the reader has gone (`ivrbot check | head -1`);
//! here a closed pipe is no fault: nobody wants the rest.

use std::io::{self, ErrorKind, Write};

/// Writes to standard output.
///
/// # Errors
/// What the system says, such as a full disk; never a closed pipe.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    forgive(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes to standard error. There is nowhere to say that it failed.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn forgive(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
