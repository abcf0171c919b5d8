//! Problems of a flow in words for a terminal: what, and what to do.

use crate::domain::flow::Trouble;

/// One problem.
pub fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Empty => "there is no node: add one".to_owned(),
        Trouble::Unreachable => "no branch leads here: connect it, or delete it".to_owned(),
        Trouble::DeadEnd => {
            "the call has no way on from here: add a branch on = \"otherwise\"".to_owned()
        }
        Trouble::NoChoices => "the menu has no choices: list its keys".to_owned(),
        Trouble::KeyWithoutBranch(key) => {
            format!("key {key} is listed and leads nowhere: add a branch on it")
        }
        Trouble::KeyNotListed(key) => {
            format!("there is a branch on key {key}, which the menu does not list")
        }
        Trouble::KeyTwice(key) => format!("two branches are on key {key}: keep one"),
        Trouble::BranchTwice(on) => format!("two branches are on {on}: keep one"),
        Trouble::NoInputMissing => {
            "nothing is said of silence: add a branch on = \"no_input\"".to_owned()
        }
        Trouble::NoNumber => {
            "the transfer has no number: name an entry of the address book".to_owned()
        }
        Trouble::TextTooLong { seconds } => {
            format!("the text takes {seconds} seconds: nobody listens as long, make it two nodes")
        }
        Trouble::Undefined(name) => format!(
            "{{{name}}} may have no value here: write {{{name}|a fallback}}, list it in given, \
             or ask for it on every way here"
        ),
        Trouble::NoVisitLimit => {
            "the call may go round here for ever: set visits on a node of the loop".to_owned()
        }
    }
}
