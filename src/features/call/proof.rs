//! A script that needs the operator's word: its user asks, with one line of proof.

use anyhow::Result;

use crate::chat::msg::Msg;
use crate::domain::policy::{Class, Rule};
use crate::features::call::{Draft, Step, To, step, summary, task_of};
use crate::features::{Cx, menu};
use crate::screens::{self, approvals as draw};
use crate::store::approvals::{self, Question};
use crate::store::outbox::{self, Lane};
use crate::store::{tasks, users};

/// The longest proof: a name, a number, a link.
const PROOF_MOST: usize = 300;

/// The line of proof: the question goes to the operators.
pub(super) fn given(cx: &mut Cx, draft: Draft, text: &str) -> Result<()> {
    let proof = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if proof.is_empty() || proof.chars().count() > PROOF_MOST {
        let problem = Msg::new("approval-proof-long").count("most", PROOF_MOST);
        return step(cx, Step::Proof { draft }, Some(problem));
    }
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    let script = summary::script(cx, &task)?;
    let callee = match &draft.to {
        To::One(callee) => Some(callee),
        To::Many { rows, .. } => rows.first(),
    };
    let Some(callee) = callee else { return step(cx, Step::Summary { draft }, None) };
    let wrong = summary::preview(cx, &script, callee, &draft.to)?.gathered.wrong;
    let Some(first) = wrong.first().filter(|wrong| wrong.rule.class() == Class::Ask) else {
        return step(cx, Step::Summary { draft }, None);
    };
    let mut rules: Vec<Rule> = wrong.iter().map(|wrong| wrong.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let question = Question {
        user: cx.user.id,
        script: tasks::seal(cx.tx, cx.user.id, &script)?,
        rules: &rules,
        sentence: &first.sentence,
        proof: &proof,
    };
    if let Some(id) = approvals::ask(cx.tx, &question)? {
        for operator in users::operators(cx.tx)? {
            outbox::message(cx.tx, operator.id, operator.chat, Lane::Notice, &draw::news(id))?;
        }
    }
    cx.end()?;
    let message = menu::message(cx)?;
    cx.show(&screens::under(Msg::new("approval-asked"), message))
}
