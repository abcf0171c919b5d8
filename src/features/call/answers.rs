//! What people answer to the questions about a call.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::chat::msg::Msg;
use crate::domain::contacts::{self, Sheet, SheetFault};
use crate::domain::ids::TaskId;
use crate::domain::phone::{Phone, PhoneError};
use crate::domain::script::{Missing, Prompt};
use crate::features::call::{Callee, Draft, LIST_MOST, Step, To, step, task_of};
use crate::features::{Cx, account, own};
use crate::screens::ask_call as screens;

/// The longest value of a variable that is typed.
const VALUE_MOST: usize = 60;

/// A number, typed or shared.
pub(super) fn number(cx: &mut Cx, task: TaskId, text: &str) -> Result<()> {
    match phone(cx, text) {
        Ok(phone) => {
            let to = To::One(Callee { phone, vars: BTreeMap::new() });
            next(cx, Draft { task, to })
        }
        Err(problem) => step(cx, Step::Number { task }, Some(problem)),
    }
}

/// A number of an open country. Telegram shares contacts without the plus; with a country code
/// they read as they are.
pub(in crate::features) fn phone(cx: &Cx, text: &str) -> Result<Phone, Msg> {
    let parsed = Phone::parse(text, cx.settings.region);
    let shared = || Phone::parse(&format!("+{}", text.trim()), None);
    let phone = match parsed {
        Ok(phone) => phone,
        Err(fault) => shared().map_err(|_| screens::phone_problem(fault))?,
    };
    let open = phone.region().is_some_and(|region| cx.settings.countries.contains(&region));
    match (phone.class().dialable(), open) {
        (false, _) => Err(screens::phone_problem(PhoneError::Invalid)),
        (true, false) => Err(screens::country_problem(cx.settings)),
        (true, true) => Ok(phone),
    }
}

/// Numbers pasted as text.
pub(super) fn pasted(cx: &mut Cx, task: TaskId, text: &str) -> Result<()> {
    let sheet = contacts::read_text(text, cx.settings.region, LIST_MOST);
    listed(cx, task, sheet)
}

/// Numbers in a document.
pub(super) fn file(cx: &mut Cx, task: TaskId, bytes: &[u8]) -> Result<()> {
    let sheet = contacts::read(bytes, cx.settings.region, LIST_MOST);
    listed(cx, task, sheet)
}

fn listed(cx: &mut Cx, task: TaskId, sheet: Result<Sheet, SheetFault>) -> Result<()> {
    let sheet = match sheet {
        Ok(sheet) if !sheet.rows.is_empty() => sheet,
        Ok(_) => return step(cx, Step::List { task }, Some(Msg::new("list-no-numbers"))),
        Err(fault) => {
            return step(cx, Step::List { task }, Some(screens::sheet_problem(&fault, LIST_MOST)));
        }
    };
    let rows: Vec<Callee> =
        sheet.rows.into_iter().map(|row| Callee { phone: row.phone, vars: row.vars }).collect();
    let to = To::Many { rows, bad: sheet.bad.len(), duplicates: sheet.duplicates.len() };
    next(cx, Draft { task, to })
}

/// The value of a variable, for one number or for all that have none.
pub(super) fn value(cx: &mut Cx, mut draft: Draft, name: String, text: &str) -> Result<()> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > VALUE_MOST {
        let problem = Msg::new("call-value-long").count("most", VALUE_MOST);
        return step(cx, Step::Value { draft, name }, Some(problem));
    }
    for callee in callees(&mut draft.to) {
        let value = callee.vars.entry(name.clone()).or_default();
        if !value.chars().any(|c| !c.is_control() && !c.is_whitespace()) {
            *value = text.to_string();
        }
    }
    next(cx, draft)
}

fn callees(to: &mut To) -> &mut [Callee] {
    match to {
        To::One(callee) => std::slice::from_mut(callee),
        To::Many { rows, .. } => rows,
    }
}

/// The next open question of a draft; when there is none, the summary.
pub(in crate::features) fn next(cx: &mut Cx, mut draft: Draft) -> Result<()> {
    if let To::One(callee) = &draft.to
        && own::is_missing(cx, &callee.phone)?
    {
        return own::offer(cx, callee.phone.clone(), Some(draft));
    }
    let Some(task) = task_of(cx, &draft)? else { return Ok(()) };
    if let Ok(prompt) = Prompt::parse(&task.prompt) {
        name_values(&mut draft.to, &prompt);
        // The call itself will read the values this way: what it would miss is asked for now.
        let missing =
            callees(&mut draft.to).iter().find_map(|callee| prompt.fill(&callee.vars).err());
        if let Some(Missing(name)) = missing {
            return step(cx, Step::Value { draft, name }, None);
        }
    }
    if cx.user.business.is_empty() || cx.user.callback.is_none() {
        return step(cx, Step::Business { draft }, None);
    }
    step(cx, Step::Summary { draft }, None)
}

/// Columns of a list have small names; a prompt may write them as it likes.
fn name_values(to: &mut To, prompt: &Prompt) {
    for variable in prompt.variables() {
        let small = variable.name.to_lowercase();
        for callee in callees(to) {
            if let Some(value) = callee.vars.get(&small).cloned() {
                callee.vars.entry(variable.name.clone()).or_insert(value);
            }
        }
    }
}

/// The business's name as it is spoken.
pub(super) fn business(cx: &mut Cx, draft: Draft, text: &str) -> Result<()> {
    match account::read_business(text) {
        Ok(name) => step(cx, Step::Callback { draft, name }, None),
        Err(problem) => step(cx, Step::Business { draft }, Some(problem)),
    }
}

/// The number that people may call back.
pub(super) fn callback(cx: &mut Cx, draft: Draft, name: String, text: &str) -> Result<()> {
    match account::keep_business(cx, &name, text)? {
        Ok(()) => next(cx, draft),
        Err(problem) => step(cx, Step::Callback { draft, name }, Some(problem)),
    }
}
