//! Words spoken to the called person, by language of the call.
//!
//! A script and the values of one call become a [`Rendered`]: the first sentence, which is ours
//! alone (C-17), and the task, in which the user's words stand between marks and below our rules.

mod code;
mod examples;
mod lines;
mod stop;
mod task;
mod words;

use crate::domain::locale::Locale;
use crate::domain::script::{Missing, Script, Values};

pub use code::{code_script, say_code};
pub use examples::{Example, examples};
pub use stop::{asks_to_stop, complains};
pub use words::{flow_lines, opening, opt_out, wrong_number};

/// The version of all words here. It is raised whenever one of them changes, so that what was said
/// in a past call can be told from its script's hash and this number.
pub const VERSION: u32 = 1;

/// What the voice provider is told to say in one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Who calls, that it is automated, why, and how to stop it: spoken first, word for word.
    pub first_sentence: String,
    /// The rules and the words of the rest of the call, at most [`TASK_MOST`] characters.
    pub task: String,
    /// The language of the call.
    pub language: Locale,
    /// [`VERSION`] when it was rendered.
    pub version: u32,
    /// The hash of the script it was rendered from (C-11).
    pub hash: [u8; 32],
}

/// The longest task, characters (the vendor's page "Send call": keep a task under about 2,000).
pub const TASK_MOST: usize = 2_000;

/// The words of one call of this script.
pub fn render(script: &Script, values: &Values) -> Result<Rendered, Missing> {
    let lines = lines::of(&script.prompt.pieces(values)?);
    Ok(Rendered {
        first_sentence: opening(script),
        task: task::of(script, &lines),
        language: script.language,
        version: VERSION,
        hash: script.hash(),
    })
}

#[cfg(test)]
mod tests;
