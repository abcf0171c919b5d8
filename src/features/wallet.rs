//! The wallet: balance, statement, payments under way.

use anyhow::Result;

use crate::domain::money::Usd;
use crate::domain::settings::Part;
use crate::domain::user;
use crate::features::Cx;
use crate::screens::{self, wallet as draw};
use crate::store::ledger::{self, Account, Asset, Role};
use crate::store::{reviews, topups};

/// Lines of a statement that comes as a file: years of most users, and far below Telegram's limit.
const FILE_LINES: usize = 5_000;

/// Shows the wallet.
pub fn show(cx: &mut Cx) -> Result<()> {
    let view = draw::View {
        available: money(cx, Role::Available)?,
        held: money(cx, Role::Held)?,
        pending: topups::pending_count(cx.tx, cx.user.id)?,
        payments: match cx.settings.stars {
            Some(_) => Part::Ready,
            None => cx.settings.payments,
        },
        down: match cx.settings.payments {
            Part::Ready => topups::line::down_since(cx.tx)?,
            Part::Missing => None,
        },
        reviews: match cx.user.role {
            user::Role::Operator => Some(reviews::count(cx.tx)?),
            user::Role::User => None,
        },
        id: cx.user.chat.0,
    };
    cx.show(&draw::wallet(&view))
}

/// What a user has in one of his accounts.
pub(super) fn money(cx: &Cx, role: Role) -> Result<Usd> {
    let account = Account::user(cx.user.id, role, Asset::Usd);
    ledger::balance(cx.tx, &account).map(Usd::micro)
}

/// One page of the statement, older than an entry; 0 is the newest.
pub fn statement(cx: &mut Cx, before: i64) -> Result<()> {
    let from = (before > 0).then_some(before);
    let page = ledger::lines(cx.tx, cx.user.id, from, screens::PAGE)?;
    cx.show(&draw::statement(&page.lines, before, page.next))
}

/// The statement as a file.
pub fn file(cx: &mut Cx) -> Result<()> {
    let page = ledger::lines(cx.tx, cx.user.id, None, FILE_LINES)?;
    let csv = draw::statement_csv(&page.lines)?;
    cx.say(&draw::statement_file(csv))
}

/// One page of the top-ups that are not over.
pub fn payments(cx: &mut Cx, page: i64) -> Result<()> {
    let total = topups::pending_count(cx.tx, cx.user.id)?;
    let page = page.clamp(0, screens::last_page(total));
    let skip = usize::try_from(page)? * screens::PAGE;
    let rows = topups::pending(cx.tx, cx.user.id, skip, screens::PAGE)?;
    cx.show(&draw::payments(page, total, &rows))
}
