//! Who is called agreed to it: one tap on the summary, kept with its wording (C-02, C-03).

use anyhow::Result;

use crate::chat::button::Word;
use crate::chat::msg::Msg;
use crate::domain::consent::Kind;
use crate::domain::ids::NumberId;
use crate::features::call::{Draft, Step, To, confirm, step, task_of};
use crate::features::{Cx, menu};
use crate::screens;
use crate::store::consents::{self, Attested, Of};
use crate::store::numbers;

/// The answer to "did they agree?".
pub(super) fn answer(cx: &mut Cx, draft: Draft, word: Word, then: Then) -> Result<()> {
    let (kind, wording) = match word {
        Word::Given => (Kind::Given, "consent-given"),
        Word::Written => (Kind::Written, "consent-written"),
        _ => return end(cx),
    };
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    if !kind.is_enough_for(task.purpose) {
        // A button of a card that was drawn for another purpose.
        return step(cx, Step::Summary { draft }, None);
    }
    let numbers = numbers_of(cx, &draft.to)?;
    let of = match (&draft.to, numbers.as_slice()) {
        (To::One(_), [number]) => Of::One(*number),
        (_, numbers) => Of::List(numbers),
    };
    let (user, locale) = (cx.user.id, cx.user.locale);
    let attested = Attested { user, purpose: task.purpose, kind, of, wording, locale };
    consents::attest(cx.tx, &attested)?;
    match then {
        // A list costs more than one call: it is shown once more, with what it comes to.
        Then::Call if matches!(draft.to, To::One(_)) => confirm::now(cx, draft),
        Then::Call => step(cx, Step::Summary { draft }, None),
        Then::Ask => step(cx, Step::When { draft }, None),
    }
}

/// What follows a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The call.
    Call,
    /// The question for its time.
    Ask,
}

fn numbers_of(cx: &Cx, to: &To) -> Result<Vec<NumberId>> {
    match to {
        To::One(callee) => Ok(vec![numbers::id(cx.tx, &callee.phone)?]),
        To::Many { rows, .. } => rows.iter().map(|row| numbers::id(cx.tx, &row.phone)).collect(),
    }
}

/// They did not, or nobody knows: nobody is called, and the user learns what would help.
fn end(cx: &mut Cx) -> Result<()> {
    cx.end()?;
    let message = menu::message(cx)?;
    cx.show(&screens::under(Msg::new("consent-ended"), message))
}
