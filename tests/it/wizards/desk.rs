//! The wizards of the one who runs the bot. Each is about a customer of its own.

use std::time::Duration;

use ivrbot::chat::button::{Act, Screen, Word};
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::coupon::{Code, Worth};
use ivrbot::domain::money::Usd;
use ivrbot::store::cases;
use ivrbot::store::coupons::{self, NewCoupon};
use ivrbot::store::refunds::{self, NewRefund};

use super::Input::{Choose, Does, Opens, Says, Writes};
use super::{Input, Is, Row, nothing};
use crate::world::{Who, World};

const YES: Input = Input::Word(Word::Yes);
const SKIP: Input = Input::Word(Word::Skip);
const DESK: Input = Says("/admin");
const COUPON: Input = Opens(Screen::NewCoupon);
const REVIEWS: [Input; 3] = [Says("/menu"), Opens(Screen::Wallet), Opens(Screen::Reviews)];

const COUPONS: &str = "SELECT coalesce(group_concat(kind || ' ' || worth || ' '
    || coalesce(uses_most, 'any') || ' ' || iif(until_ms IS NULL, 'for ever', 'ends') || ' '
    || iif(ended_ms IS NULL, 'good', 'ended')), 'none') FROM coupons
    WHERE by_whom = 'operator ' || ?1 OR by_whom = 'test ' || ?1";
/// What there is of this operator's customer.
const REFUNDS: &str = "SELECT coalesce(group_concat(r.state || ' ' || r.micro || ' '
    || coalesce(r.chain_tx <> '', '-')), 'none') FROM refunds r JOIN users c ON c.id = r.user_id
    JOIN users o ON o.telegram_id = c.telegram_id - 50000 WHERE o.id = ?1";
const WALLET: &str = "SELECT coalesce(sum(balance), 0) FROM accounts a
    JOIN users c ON c.id = a.owner_id JOIN users o ON o.telegram_id = c.telegram_id - 50000
    WHERE o.id = ?1 AND a.owner_kind = 'user' AND a.role = 'available' AND a.asset = 'usd_micro'";
const CASES: &str = "SELECT coalesce(group_concat(k.state || ' ' || coalesce((SELECT
    group_concat(words) FROM case_words w WHERE w.case_id = k.id AND w.who = 'operator'), '-')),
    'none') FROM cases k JOIN users c ON c.id = k.user_id
    JOIN users o ON o.telegram_id = c.telegram_id - 50000 WHERE o.id = ?1";
const REVIEWED: &str = "SELECT state || ' ' || coalesce(reason, '-') FROM reviews
    ORDER BY id DESC LIMIT 1";

/// How far the id of a customer is from his operator's.
const CUSTOMER: i64 = 50_000;

fn customer(id: i64) -> String {
    (id + CUSTOMER).to_string()
}

fn code(id: i64) -> String {
    format!("CODE{id}")
}

fn transfer(id: i64) -> String {
    format!("0x{id}")
}

/// Somebody with ten dollars.
fn payer(world: &mut World, who: Who) {
    let ann = Who(who.0 + CUSTOMER);
    super::stage::signs_up(world, ann, "en");
    crate::plans::pay_in(world, ann, 1_000, &format!("payer {}", who.0));
}

/// Somebody whose refund waits to be sent.
fn owed(world: &mut World, who: Who) {
    payer(world, who);
    let user = world.user(Who(who.0 + CUSTOMER)).id;
    let intent = format!("owed {}", who.0);
    let made = world.store.write(|tx| {
        let ledger = refunds::payments(tx, user, 1)?[0].ledger;
        let (amount, coin) = (Usd::cents(400), Coin::UsdtTrc20);
        let (address, reason, actor) = ("TXYZ", "asked", "test");
        let intent = intent.as_str();
        refunds::approve(tx, &NewRefund { ledger, amount, coin, address, reason, actor, intent })
    });
    made.unwrap().unwrap();
}

/// Somebody who asked.
fn asked(world: &mut World, who: Who) {
    let ann = Who(who.0 + CUSTOMER);
    super::stage::signs_up(world, ann, "en");
    let user = world.user(ann).id;
    let made = world.store.write(|tx| {
        let case = cases::open(tx, user)?;
        cases::ask(tx, user, case.id, "Where is it?")
    });
    assert!(made.unwrap());
}

fn coupon(world: &mut World, who: Who) {
    let code = Code::parse(&code(who.0)).unwrap();
    let actor = format!("test {}", world.user(who).id);
    let worth = Worth::Percent(5);
    let new = NewCoupon { code: &code, worth, uses_most: None, until: None, actor: &actor };
    assert!(world.store.write(|tx| coupons::create(tx, &new)).unwrap());
}

/// Somebody who paid four times what he was asked for.
fn overpaid(world: &mut World, who: Who) {
    let ann = Who(who.0 + CUSTOMER);
    super::stage::signs_up(world, ann, "en");
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.arrives(&Arrival::Percent(400));
    world.wait(Duration::from_secs(120));
    assert_eq!(world.store.read(ivrbot::store::reviews::count).unwrap(), 1);
}

const fn row(
    name: &'static str,
    prepare: fn(&mut World, Who),
    path: &'static [Input],
    look: [&'static str; 2],
) -> Row {
    let [look, end] = look;
    Row { name, is: Is::Operator, prepare, path, look, end }
}

const REFUND: Input = Opens(Screen::NewRefund);
const REFUNDS_: Input = Opens(Screen::Refunds);
const CASES_: Input = Opens(Screen::Cases);
const ONE: Input = Opens(Screen::Refund);

pub const ROWS: &[Row] = &[
    row(
        "coupon with all limits",
        nothing,
        &[DESK, Opens(Screen::Coupons), COUPON, Says("5"), Choose(0), Choose(0), Writes(code)],
        [COUPONS, "credit 5000000 1 ends good"],
    ),
    row(
        "coupon without any",
        nothing,
        &[DESK, Opens(Screen::Coupons), COUPON, Says("25%"), SKIP, SKIP, SKIP],
        [COUPONS, "percent 25 any for ever good"],
    ),
    row(
        "coupon by command, all typed",
        nothing,
        &[Says("/coupon"), Says("25%"), Says("7"), Says("30"), Writes(code)],
        [COUPONS, "percent 25 7 ends good"],
    ),
    row(
        "coupon ended",
        coupon,
        &[DESK, Opens(Screen::Coupons), Opens(Screen::CouponOf), Does(Act::EndCoupon)],
        [COUPONS, "percent 5 any for ever ended"],
    ),
    row(
        "refund",
        payer,
        &[
            DESK,
            REFUNDS_,
            REFUND,
            Writes(customer),
            Choose(0),
            YES,
            Says("TXYZ"),
            Says("asked"),
            YES,
        ],
        [REFUNDS, "payable 10000000 -"],
    ),
    row(
        "refund of a part, from a case",
        |world, who| {
            asked(world, who);
            let ann = Who(who.0 + CUSTOMER);
            crate::plans::pay_in(world, ann, 1_000, &format!("payer {}", who.0));
        },
        &[
            DESK,
            CASES_,
            Opens(Screen::Case),
            REFUND,
            Choose(0),
            Says("4"),
            Says("TXYZ"),
            Says("asked"),
            YES,
        ],
        [REFUNDS, "payable 4000000 -"],
    ),
    row(
        "refund sent",
        owed,
        &[DESK, REFUNDS_, ONE, Does(Act::PaidRefund), Writes(transfer)],
        [REFUNDS, "paid 4000000 1"],
    ),
    row(
        "refund withdrawn",
        owed,
        &[DESK, REFUNDS_, ONE, Does(Act::WithdrawRefund), Says("wrong address")],
        [REFUNDS, "withdrawn 4000000 -"],
    ),
    row(
        "correction",
        |world, who| {
            asked(world, who);
            let ann = Who(who.0 + CUSTOMER);
            crate::plans::pay_in(world, ann, 1_000, &format!("payer {}", who.0));
        },
        &[
            DESK,
            CASES_,
            Opens(Screen::Case),
            Opens(Screen::Correction),
            Says("-2.50"),
            Says("slip"),
            YES,
        ],
        [WALLET, "7500000"],
    ),
    row(
        "correction of anybody",
        payer,
        &[DESK, Opens(Screen::Correction), Writes(customer), Says("5"), Says("slip"), YES],
        [WALLET, "15000000"],
    ),
    row(
        "case answered",
        asked,
        &[DESK, CASES_, Opens(Screen::Case), Does(Act::AnswerCase), Says("Here.")],
        [CASES, "answered Here."],
    ),
    row(
        "case closed",
        asked,
        &[DESK, CASES_, Opens(Screen::Case), Does(Act::CloseCase)],
        [CASES, "closed -"],
    ),
    row(
        "transfer credited",
        overpaid,
        &[
            REVIEWS[0],
            REVIEWS[1],
            REVIEWS[2],
            Opens(Screen::Review),
            Does(Act::CreditReview),
            Says("she asked"),
        ],
        [REVIEWED, "credited she asked"],
    ),
    row(
        "transfer rejected",
        overpaid,
        &[DESK, Opens(Screen::Reviews), Opens(Screen::Review), Does(Act::RejectReview), Says("no")],
        [REVIEWED, "rejected no"],
    ),
];
