//! Commands that answer line by line, so that they fit into a pipe.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use serde::Serialize;

/// The longest line that is read: a script and its variables are far shorter, and a file without
/// line breaks shall not fill the memory.
const LONGEST: u64 = 1 << 20;

/// Where the lines come from: a file, or `-` for standard input.
#[derive(Clone, Debug)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl FromStr for Input {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Input, Infallible> {
        Ok(if text == "-" { Input::Standard } else { Input::File(text.into()) })
    }
}

impl Input {
    /// Opens it.
    ///
    /// # Errors
    /// There is no such file, or it may not be read.
    pub fn open(&self) -> Result<Box<dyn BufRead>> {
        Ok(match self {
            Input::Standard => Box::new(io::stdin().lock()),
            Input::File(path) => {
                let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
                Box::new(BufReader::new(file))
            }
        })
    }
}

/// Writes an answer for each line as soon as there is one. When the reader has gone, nobody wants
/// the rest.
///
/// # Errors
/// The input is not text, or cannot be read; the output cannot be written.
pub fn each(input: &Input, mut answer: impl FnMut(&str) -> Result<String>) -> Result<ExitCode> {
    let mut from = input.open()?;
    let mut to = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let mut some = io::Read::take(&mut from, LONGEST);
        let length = some.read_until(b'\n', &mut line).context("read a line")?;
        if length == 0 {
            break;
        }
        let Ok(text) = std::str::from_utf8(&line) else { bail!("line {number} is not UTF-8") };
        if u64::try_from(length).is_ok_and(|length| length >= LONGEST) {
            bail!("line {number} is longer than {LONGEST} bytes");
        }
        let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        match to.write_all(answer(text)?.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            other => other.context("write an answer")?,
        }
    }
    match to.flush() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("write"),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// One object, on a line of its own.
///
/// # Errors
/// It cannot be written as JSON.
pub fn json(answer: &impl Serialize) -> Result<String> {
    let mut text = serde_json::to_string(answer).context("write JSON")?;
    text.push('\n');
    Ok(text)
}
