//! The wizards that everybody has.

use ivrbot::chat::button::{Act, Screen, Word};
use ivrbot::domain::coupon::{self, Worth};
use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::Phone;
use ivrbot::store::coupons::{self, NewCoupon};
use ivrbot::store::tasks::NewTask;
use ivrbot::store::{numbers, tasks, users};

use super::Input::{
    Choose, Code, Contact, Does, Language, Location, Opens, Says, Uploads, Waits, Writes,
};
use super::{Input, Is, Row, carol, nothing};
use crate::plans::pay_in;
use crate::task::keep;
use crate::world::{Who, World};

const PROMPT: &str = "Hello {name|there}, see you on Monday.";
/// Answers that several rows give.
const YES: Input = Input::Word(Word::Yes);
const NOW: Input = Input::Word(Word::Now);
const LATER: Input = Input::Word(Word::Later);
const OTHER: Input = Input::Word(Word::Other);
const CHANGE: Input = Input::Word(Word::Change);
const CITY: Input = Says("Barcelona");

/// What sign-up leaves: the free plan, and a yes to the terms that came last.
const SIGNED: &str = "SELECT stage || ' ' || (SELECT count(*) FROM periods WHERE user_id = ?1)
    || ' ' || (SELECT group_concat(accepted, '') FROM terms_answers WHERE user_id = ?1)
    FROM users WHERE id = ?1";
const ZONE: &str = "SELECT stage || ' ' || zone FROM users WHERE id = ?1";
const TASKS: &str = "SELECT coalesce(group_concat(name || '/' || prompt || '/' || purpose), '')
    FROM tasks WHERE user_id = ?1 AND deleted_ms IS NULL";
const LANGUAGE: &str = "SELECT group_concat(language) FROM tasks WHERE user_id = ?1";
/// The calls, by whom they are and how they stand; those of the list together.
const CALLS: &str = "SELECT coalesce(group_concat(line, ', '), 'none') FROM (
    SELECT count(*) || ' ' || bucket || ' ' || iif(schedule_id IS NULL, 'now', 'later') || ' '
    || coalesce(state, iif(phase = 'planned', 'planned', 'away')) AS line
    FROM calls c LEFT JOIN campaigns k ON k.id = c.campaign_id WHERE c.user_id = ?1
    GROUP BY bucket, schedule_id IS NULL, coalesce(state, phase = 'planned'))";
const CALLER: &str = "SELECT business || ' ' || coalesce((SELECT substr(e164, 1, 8) FROM numbers
    WHERE id = callback_id), '') FROM users WHERE id = ?1";
const OWNS: &str = "SELECT count(*) || ' own' FROM own_numbers
    WHERE user_id = ?1 AND ended_ms IS NULL";
const TOPUPS: &str = "SELECT coalesce(group_concat(purpose || ' ' || coin || ' ' || usd_micro
    || ' ' || state), 'none') FROM topups WHERE user_id = ?1";
const PERIODS: &str = "SELECT group_concat(name || ' ' || days, ', ') FROM periods p
    JOIN plans ON plans.id = plan_id WHERE user_id = ?1";
const ASKED: &str = "SELECT coalesce(group_concat(state || ' ' || proof), 'none')
    FROM approvals WHERE user_id = ?1";
const CASES: &str = "SELECT coalesce(group_concat(words), '') FROM case_words WHERE by_whom = ?1";
const COUPONS: &str = "SELECT count(*) || ' used' FROM redemptions WHERE user_id = ?1";
const RUNS: &str = "SELECT coalesce(group_concat(state), 'none') FROM schedules
    WHERE user_id = ?1";

/// A contact as Telegram shares it, without the plus.
fn shared(id: i64) -> String {
    carol(id).trim_start_matches('+').to_owned()
}

/// Three numbers, of which two are the same, and a line without any.
fn pasted(id: i64) -> String {
    let last = id % 10_000;
    format!("+1212555{last:04}\n+1617555{last:04}\n+1212555{last:04}\nnobody")
}

fn table(id: i64) -> String {
    let last = id % 10_000;
    format!("name,phone\nAnn,+1212555{last:04}\nBob,+1617555{last:04}\n")
}

/// A number where it is night: half past eight in the evening in India.
fn asleep(id: i64) -> String {
    format!("+9198123{:05}", 40_000 + id % 10_000)
}

fn task(world: &mut World, who: Who) {
    keep(world, who, "Monday");
}

/// A task that has to be told a day, and a business that calls.
fn known(world: &mut World, who: Who) {
    let user = world.user(who);
    let phone = Phone::parse("+12125550100", None).unwrap();
    pay_in(world, who, 10_000, &format!("known {}", who.0));
    let name = "Monday";
    let prompt = "See you on {day}.";
    let purpose = ivrbot::domain::hours::Purpose::Reminder;
    let new = NewTask { name, prompt, purpose, language: user.locale };
    let made = world.store.write(|tx| {
        let number = numbers::id(tx, &phone)?;
        users::set_business(tx, user.id, "Example Clinic", number)?;
        tasks::create(tx, user.id, &new)
    });
    made.unwrap();
}

/// Its text speaks as a bank.
fn bank(world: &mut World, who: Who) {
    known(world, who);
    let sql = "UPDATE tasks SET prompt = 'This is Chase Bank with a reminder for {day}.'
        WHERE user_id = ?1";
    world.raw().execute(sql, [world.user(who).id.0]).unwrap();
}

fn rich(world: &mut World, who: Who) {
    pay_in(world, who, 50_000, &format!("rich {}", who.0));
}

fn gift(world: &mut World, _: Who) {
    let code = coupon::Code::parse("GIFT").unwrap();
    let worth = Worth::Credit(Usd::cents(500));
    let new = NewCoupon { code: &code, worth, uses_most: None, until: None, actor: "Op" };
    world.store.write(|tx| coupons::create(tx, &new)).unwrap();
}

/// A run that waits.
fn scheduled(world: &mut World, who: Who) {
    known(world, who);
    world.says(who, "/menu");
    world.opens(who, "1onc:0");
    world.taps(who, "Monday");
    world.says(who, &carol(who.0));
    world.says(who, "Tuesday");
    world.taps_on(who, "summary-later");
    world.taps_first(who, "🕗");
}

const fn row(name: &'static str, path: &'static [Input], look: [&'static str; 2]) -> Row {
    let [look, end] = look;
    Row { name, is: Is::User, prepare: nothing, path, look, end }
}

const fn new(row: Row) -> Row {
    Row { is: Is::Newcomer, ..row }
}

const fn with(prepare: fn(&mut World, Who), row: Row) -> Row {
    Row { prepare, ..row }
}

const MENU: Input = Says("/menu");
const CALL: Input = Opens(Screen::NewCall);
const LIST: Input = Opens(Screen::NewList);
const ACCOUNT: Input = Opens(Screen::Account);
const OWN: Input = Opens(Screen::OwnNumbers);
const TASKS_: Input = Opens(Screen::Tasks);
const TASK: Input = Opens(Screen::Task);
const PLANS: Input = Opens(Screen::Plans);
const CLINIC: Input = Says("Example Clinic");
const START: Input = Says("/start");

pub const ROWS: &[Row] = &[
    new(row("sign-up", &[START, Language, YES, YES], [SIGNED, "ready 1 1"])),
    new(row(
        "sign-up after a no, by city",
        &[START, Language, Input::Word(Word::No), YES, CHANGE, CITY, Choose(0)],
        [SIGNED, "ready 1 01"],
    )),
    new(row(
        "sign-up by location",
        &[START, Language, YES, CHANGE, Location],
        [ZONE, "ready Europe/Paris"],
    )),
    row("zone", &[MENU, ACCOUNT, Opens(Screen::Zone), Says("Tokyo")], [ZONE, "ready Asia/Tokyo"]),
    row(
        "zone of one of several cities",
        &[Says("/settings"), Opens(Screen::Zone), CITY, Choose(0)],
        [ZONE, "ready Europe/Madrid"],
    ),
    row(
        "zone by location",
        &[MENU, ACCOUNT, Opens(Screen::Zone), Location],
        [ZONE, "ready Europe/Paris"],
    ),
    row(
        "language",
        &[Says("/language"), Language],
        ["SELECT role FROM users WHERE id = ?1", "user"],
    ),
    row(
        "task",
        &[MENU, TASKS_, Opens(Screen::NewTask), Says("Monday"), Says(PROMPT), Choose(1)],
        [TASKS, "Monday/Hello {name|there}, see you on Monday./survey"],
    ),
    with(
        task,
        row(
            "task's name",
            &[MENU, TASKS_, TASK, Does(Act::RenameTask), Says("Friday")],
            [TASKS, "Friday/See you./reminder"],
        ),
    ),
    with(
        task,
        row(
            "task's text",
            &[MENU, TASKS_, TASK, Does(Act::EditTask), Says("Until then.")],
            [TASKS, "Monday/Until then./reminder"],
        ),
    ),
    with(
        task,
        row(
            "task's purpose",
            &[MENU, TASKS_, TASK, Does(Act::TaskPurpose), Choose(1)],
            [TASKS, "Monday/See you./survey"],
        ),
    ),
    with(
        task,
        row(
            "task's language",
            &[MENU, TASKS_, TASK, Does(Act::TaskLanguage), Choose(3)],
            [LANGUAGE, "fr"],
        ),
    ),
    with(
        task,
        row(
            "task deleted",
            &[MENU, TASKS_, TASK, Does(Act::DeleteTask), Does(Act::DropTask)],
            [TASKS, ""],
        ),
    ),
    row(
        "first call, typed",
        &[MENU, CALL, Choose(0), Writes(carol), CLINIC, Says("+12125550100"), NOW],
        [CALLS, "1 single now away"],
    ),
    row(
        "first call, with contacts",
        &[MENU, CALL, Choose(0), Contact(shared), CLINIC, Contact(shared), NOW],
        [CALLS, "1 single now away"],
    ),
    with(
        known,
        row(
            "call begun with a number",
            &[Writes(carol), Choose(0), Says("Tuesday"), NOW],
            [CALLS, "1 single now away"],
        ),
    ),
    with(
        known,
        row(
            "call with a new task",
            &[MENU, CALL, OTHER, Says("New"), Says(PROMPT), Choose(0), NOW, Writes(carol), NOW],
            [CALLS, "1 single now away"],
        ),
    ),
    with(
        known,
        row(
            "call at an offered time",
            &[MENU, CALL, Choose(0), Writes(carol), Says("Tuesday"), LATER, Choose(0)],
            [CALLS, "1 single later planned"],
        ),
    ),
    with(
        bank,
        row(
            "a text that needs the operator's word",
            &[
                MENU,
                CALL,
                Choose(0),
                Writes(carol),
                Says("Friday"),
                Input::Word(Word::Ask),
                Says("We are that bank, see example.com"),
            ],
            [ASKED, "open We are that bank, see example.com"],
        ),
    ),
    with(
        known,
        row(
            "call at a typed time",
            &[
                MENU,
                CALL,
                Choose(0),
                Writes(carol),
                Says("Friday"),
                LATER,
                Says("2026-11-25 15:30"),
            ],
            [CALLS, "1 single later planned"],
        ),
    ),
    with(
        known,
        row(
            "call at the next lawful time",
            &[MENU, CALL, Choose(0), Writes(asleep), Says("Tuesday"), Choose(0)],
            [CALLS, "1 single later planned"],
        ),
    ),
    with(
        known,
        row(
            "list, pasted",
            &[MENU, LIST, Choose(0), Writes(pasted), Says("Tuesday"), NOW],
            [CALLS, "2 bulk now running"],
        ),
    ),
    with(
        known,
        row(
            "list, as a file",
            &[MENU, LIST, Choose(0), Uploads(table), Waits, Says("Tuesday"), NOW],
            [CALLS, "2 bulk now running"],
        ),
    ),
    with(
        known,
        row(
            "list at a time",
            &[MENU, LIST, Choose(0), Writes(pasted), Says("Tuesday"), LATER, Choose(0)],
            [CALLS, "2 bulk later scheduled"],
        ),
    ),
    with(
        rich,
        row(
            "first list",
            &[MENU, LIST, Choose(0), Writes(pasted), CLINIC, Writes(carol), LATER, Choose(0)],
            [CALLS, "2 bulk later scheduled"],
        ),
    ),
    with(
        scheduled,
        row(
            "timed run cancelled",
            &[MENU, Opens(Screen::Schedules), Opens(Screen::Schedule), Does(Act::CancelSchedule)],
            [RUNS, "cancelled"],
        ),
    ),
    with(
        scheduled,
        row(
            "timed run started",
            &[MENU, Opens(Screen::Schedules), Opens(Screen::Schedule), Does(Act::StartSchedule)],
            [CALLS, "1 single later away"],
        ),
    ),
    row(
        "business",
        &[MENU, ACCOUNT, Opens(Screen::Business), CLINIC, Writes(carol)],
        [CALLER, "Example Clinic +1212555"],
    ),
    row(
        "own number",
        &[MENU, ACCOUNT, OWN, Opens(Screen::NewOwn), Writes(carol), NOW, Code],
        [OWNS, "1 own"],
    ),
    row(
        "top-up",
        &[MENU, Opens(Screen::Wallet), Opens(Screen::TopUp), Says("25"), Choose(0)],
        [TOPUPS, "wallet USDT-TRC20 25000000 awaiting"],
    ),
    row(
        "top-up of an offered amount",
        &[MENU, Opens(Screen::Wallet), Opens(Screen::TopUp), Choose(0), Choose(0)],
        [TOPUPS, "wallet USDT-TRC20 20000000 awaiting"],
    ),
    with(
        rich,
        row(
            "plan",
            &[MENU, PLANS, Opens(Screen::Plan), Opens(Screen::BuyPlan), YES],
            [PERIODS, "Free 2, Prime 1"],
        ),
    ),
    row(
        "plan paid for with coins",
        &[MENU, PLANS, Opens(Screen::Plan), Opens(Screen::BuyPlan), OTHER, Choose(0)],
        [TOPUPS, "plan USDT-TRC20 10000000 awaiting"],
    ),
    with(
        gift,
        row("coupon", &[MENU, PLANS, Opens(Screen::Coupon), Says("gift")], [COUPONS, "1 used"]),
    ),
    row("question about money", &[Says("/paysupport"), Says("Where?")], [CASES, "Where?"]),
    row(
        "stopped and started again",
        &[Says("/stop"), Does(Act::AskResume), Does(Act::Resume)],
        ["SELECT group_concat(state) FROM user_states WHERE user_id = ?1", "stopped,active"],
    ),
];
