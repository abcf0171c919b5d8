//! `/paysupport`: a question about money gets a number at once, and goes to the operators.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::msg::Msg;
use crate::domain::ids::CaseId;
use crate::features::{Cx, Dialogue, Input};
use crate::screens::{self, admin, cases as draw};
use crate::store::outbox::{self, Lane};
use crate::store::{cases, users};

/// The longest message in a case: operators read it whole in one message.
const WORDS_MOST: usize = 1_500;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is it about?
    Words {
        /// The case that was opened.
        case: CaseId,
    },
}

/// Opens a case, or goes on with the one that is open.
pub fn start(cx: &mut Cx) -> Result<()> {
    let case = cases::open(cx.tx, cx.user.id)?;
    step(cx, case.id, None)
}

fn step(cx: &mut Cx, case: CaseId, problem: Option<Msg>) -> Result<()> {
    let step = Step::Words { case };
    cx.go(Dialogue::Case(step.clone()))?;
    ask(cx, &step, problem)
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let Step::Words { case } = at;
    let message = draw::ask(cx.rev, case.0, cx.settings, cx.user.chat.0);
    cx.show(&match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    })
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    let Step::Words { case } = at;
    match input {
        Input::Text(text) => match read(&text) {
            Ok(words) => keep(cx, case, words),
            Err(problem) => step(cx, case, Some(problem)),
        },
        Input::Other | Input::Pick(_) => ask(cx, &at, None),
        _ => ask(cx, &at, Some(Msg::new("call-not-that"))),
    }
}

/// What somebody wrote in a case, or why it cannot be taken.
pub(super) fn read(text: &str) -> Result<&str, Msg> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Msg::new("case-words-empty")),
        1..=WORDS_MOST => Ok(text),
        _ => Err(Msg::new("case-words-long").count("most", WORDS_MOST)),
    }
}

fn keep(cx: &mut Cx, case: CaseId, words: &str) -> Result<()> {
    // Closed while he wrote: what he wrote opens another.
    let case = if cases::ask(cx.tx, cx.user.id, case, words)? {
        case
    } else {
        let case = cases::open(cx.tx, cx.user.id)?.id;
        cases::ask(cx.tx, cx.user.id, case, words)?;
        case
    };
    for operator in users::operators(cx.tx)? {
        let news = admin::cases::news(case, words);
        outbox::message(cx.tx, operator.id, operator.chat, Lane::Notice, &news)?;
    }
    cx.end()?;
    cx.show(&draw::kept(case.0))
}
