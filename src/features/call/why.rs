//! Why a number was not called, for whoever wanted to call it.

use anyhow::Result;

use crate::domain::ids::CallId;
use crate::features::Cx;
use crate::features::call::live;
use crate::screens;
use crate::store::calls::why;

/// Shows what the gate said of a call; the call itself if the gate was never asked.
pub fn show(cx: &mut Cx, id: CallId) -> Result<()> {
    match why::why(cx.tx, cx.user.id, id)? {
        Some(why) => cx.show(&screens::why::one(&why)),
        None => live::show_call(cx, id),
    }
}

/// Shows the numbers of a list that were not called, from one of its calls on.
pub fn skipped(cx: &mut Cx, from: CallId) -> Result<()> {
    let views = why::skipped(cx.tx, cx.user.id, from, screens::PAGE + 1)?;
    let Some(list) = views.first().and_then(|view| view.campaign) else {
        return live::show_call(cx, from);
    };
    let (page, next) = match views.split_at_checked(screens::PAGE) {
        Some((page, rest)) => (page, rest.first()),
        None => (views.as_slice(), None),
    };
    cx.show(&screens::why::skipped(list, page, next))
}
