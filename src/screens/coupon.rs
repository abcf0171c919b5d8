//! Coupons and invitations, as their users see them.

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Message, copy, tap};
use crate::chat::msg::Msg;
use crate::domain::coupon::NoCoupon;
use crate::domain::money::Usd;
use crate::screens::plans::to_plans;
use crate::screens::{back_or_cancel, to_menu};

/// What is the code?
pub fn ask(rev: i64) -> Message {
    Message::of(Msg::new("coupon-ask")).row(back_or_cancel(rev))
}

/// Why a code is not taken.
pub fn problem(why: NoCoupon) -> Msg {
    match why {
        NoCoupon::Unknown => Msg::new("coupon-unknown"),
        NoCoupon::Over => Msg::new("coupon-over"),
        NoCoupon::UsedUp => Msg::new("coupon-used-up"),
        NoCoupon::Twice => Msg::new("coupon-twice"),
        NoCoupon::Waiting { percent } => Msg::new("coupon-waiting").count("percent", percent),
    }
}

/// Money is in the wallet.
pub fn credited(amount: Usd, balance: Usd) -> Message {
    let done = Msg::new("coupon-credited").usd("amount", amount).usd("balance", balance);
    Message::of(done).row([to_plans(), to_menu()])
}

/// A discount waits for the next plan.
pub fn discounted(percent: u8) -> Message {
    let done = Msg::new("coupon-discounted").count("percent", percent);
    Message::of(done).row([to_plans(), to_menu()])
}

/// How to invite somebody: the word that goes behind the bot's address.
pub fn invite(code: &str, amount: Usd, invited: usize) -> Message {
    let start = format!("/start r_{code}");
    Message::of(Msg::new("invite-title").usd("amount", amount))
        .line(Msg::new("invite-start").text("start", start.as_str()))
        .line(Msg::new("invite-count").count("count", invited))
        .row([copy(Msg::new("invite-copy"), start)])
        .row([tap(Msg::new("menu-account"), Button::open(Screen::Account)), to_menu()])
}

/// An invitation earned something.
pub fn earned(amount: Usd, balance: Usd) -> Message {
    Message::of(Msg::new("invite-earned").usd("amount", amount).usd("balance", balance))
}
