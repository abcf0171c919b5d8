//! Coupons, as the operator makes and ends them.

use crate::chat::button::{Act, Button, Screen, Word};
use crate::chat::message::{Message, copy, tap};
use crate::chat::msg::Msg;
use crate::domain::coupon::{Code, Coupon, State, Worth};
use crate::domain::ids::CouponId;
use crate::screens::admin::to_desk;
use crate::screens::{back_or_cancel, cancel, pages};

/// The limits that are offered; another one is typed.
pub const USES: [u32; 3] = [1, 10, 100];
/// The days that are offered; others are typed.
pub const DAYS: [u32; 3] = [7, 30, 90];

/// One page of the coupons.
pub fn list(page: i64, total: usize, rows: &[(CouponId, Code, Coupon)]) -> Message {
    let keys = rows.iter().map(|(id, code, coupon)| {
        let mark = match coupon.state {
            State::Open => "coupons-row",
            State::Ended => "coupons-row-ended",
        };
        let label = Msg::new(mark).text("code", code.as_str()).msg("worth", worth(coupon.worth));
        tap(label, Button::open_at(Screen::CouponOf, id.0))
    });
    let title = match total {
        0 => Msg::new("coupons-empty"),
        _ => Msg::new("coupons-title").count("total", total),
    };
    Message::of(title)
        .rows(keys)
        .row(pages(Screen::Coupons, page, total))
        .row([tap(Msg::new("coupons-new"), Button::open(Screen::NewCoupon))])
        .row([to_desk()])
}

fn worth(worth: Worth) -> Msg {
    match worth {
        Worth::Credit(usd) => Msg::new("coupon-worth-credit").usd("amount", usd),
        Worth::Percent(percent) => Msg::new("coupon-worth-percent").count("percent", percent),
    }
}

/// One coupon.
pub fn one(id: CouponId, code: &Code, coupon: &Coupon) -> Message {
    let uses = match coupon.uses_most {
        Some(most) => Msg::new("coupon-uses").count("uses", coupon.uses).count("most", most),
        None => Msg::new("coupon-uses-any").count("uses", coupon.uses),
    };
    let until = match coupon.until {
        Some(until) => Msg::new("coupon-until").at("until", until),
        None => Msg::new("coupon-for-ever"),
    };
    let title =
        Msg::new("coupon-title").text("code", code.as_str()).msg("worth", worth(coupon.worth));
    let message = Message::of(title).line(uses).line(until);
    let message = match coupon.state {
        State::Ended => message.line(Msg::new("coupon-is-ended")),
        State::Open => message.row([copy(Msg::new("coupon-copy"), code.as_str())]).row([tap(
            Msg::new("coupon-end"),
            Button::Act { act: Act::EndCoupon, id: id.0, rev: 0 },
        )]),
    };
    message.row([tap(Msg::new("button-back"), Button::open(Screen::Coupons)), to_desk()])
}

/// What is it worth?
pub fn ask_worth(rev: i64) -> Message {
    Message::of(Msg::new("coupon-ask-worth")).row([cancel(rev)])
}

/// How often may it be used?
pub fn ask_uses(rev: i64) -> Message {
    let keys = USES.iter().map(|uses| {
        tap(
            Msg::new("coupon-uses-choice").count("count", *uses),
            Button::choose(rev, (*uses).into()),
        )
    });
    let any = tap(Msg::new("coupon-uses-no-limit"), Button::word(rev, Word::Skip));
    Message::of(Msg::new("coupon-ask-uses")).row(keys).row([any]).row(back_or_cancel(rev))
}

/// How long is it good for?
pub fn ask_days(rev: i64) -> Message {
    let keys = DAYS.iter().map(|days| {
        tap(Msg::new("plan-days").count("days", *days), Button::choose(rev, (*days).into()))
    });
    let any = tap(Msg::new("coupon-days-no-end"), Button::word(rev, Word::Skip));
    Message::of(Msg::new("coupon-ask-days")).row(keys).row([any]).row(back_or_cancel(rev))
}

/// What is its code?
pub fn ask_code(rev: i64) -> Message {
    let make = tap(Msg::new("coupon-make-code"), Button::word(rev, Word::Skip));
    Message::of(Msg::new("coupon-ask-code")).row([make]).row(back_or_cancel(rev))
}
