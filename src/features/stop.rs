//! `/stop` and `/stopall`: at once, without a question; starting again asks twice.

use anyhow::Result;

use crate::chat::button::Act;
use crate::chat::msg::Msg;
use crate::domain::user::{Role, Standing};
use crate::features::{Cx, menu};
use crate::screens;
use crate::store::stops;

/// `/stop`: this user's calls.
pub fn mine(cx: &mut Cx) -> Result<()> {
    cx.end()?;
    let ending = stops::stop_user(cx.tx, cx.user.id)?;
    cx.show(&screens::stop::mine(ending))
}

/// `/stopall`: everybody's calls; only operators.
pub fn all(cx: &mut Cx) -> Result<()> {
    if cx.user.role != Role::Operator {
        return menu::show(cx);
    }
    cx.end()?;
    let ending = stops::stop_all(cx.tx, cx.user.id)?;
    cx.show(&screens::stop::all(ending))
}

/// A button of these screens: the first asks again, the second acts.
pub fn act(cx: &mut Cx, act: Act) -> Result<()> {
    match act {
        Act::AskResume => cx.show(&screens::stop::ask_mine()),
        Act::Resume => {
            stops::resume_user(cx.tx, cx.user.id)?;
            let suspended = cx.user.standing == Standing::Suspended;
            let says = if suspended { "stop-suspended" } else { "stop-resumed" };
            cx.toast = Some(Msg::new(says));
            menu::show(cx)
        }
        Act::AskResumeAll if cx.user.role == Role::Operator => cx.show(&screens::stop::ask_all()),
        Act::ResumeAll if cx.user.role == Role::Operator => {
            stops::resume_all(cx.tx, cx.user.id)?;
            cx.toast = Some(Msg::new("stop-resumed"));
            menu::show(cx)
        }
        _ => menu::show(cx),
    }
}
