//! Walks to the end, whatever happens at each step.

use ivrbot::chat::button::{Button, Word};
use ivrbot::domain::locale::Locale;
use serde_json::{Value, json};

use super::Input;
use super::stage::Stage;
use super::table::each;

/// The longest text that Telegram lets anybody send.
const LONG: usize = 4_096;
/// An answer of this length says the text back, and has no room for the question.
const ANSWER_MOST: usize = 3_000;

/// Goes over a row, with something done at each step of its dialogue before the right answer.
fn troubled(mut trouble: impl FnMut(&mut Stage, usize)) {
    each(|row| {
        let mut stage = Stage::new(row, Locale::En);
        for (step, input) in row.path.iter().enumerate() {
            if stage.at().is_some() {
                trouble(&mut stage, step);
            }
            stage.goes(*input);
        }
        stage.has_ended();
    });
}

#[test]
fn a_restart_or_start_at_any_step_loses_nothing() {
    troubled(|stage, _| {
        let at = stage.at();
        stage.world.restart();
        assert_eq!(stage.at(), at, "{}", stage.told());
        let before = stage.world.last(stage.who);
        stage.world.says(stage.who, "/start");
        stage.is_well();
        assert_eq!(stage.at(), at, "{}", stage.told());
        let now = stage.world.last(stage.who);
        assert!(now.id > before.id, "nothing is said: {}", stage.told());
    });
}

/// What no step has a use for, and the steps that have one all the same.
struct Wrong {
    send: fn(&Stage),
    but_at: &'static [&'static str],
}

const TEXTS: &[&str] = &[
    "start.zone",
    "start.which",
    "call.value",
    "call.proof",
    "call.business",
    "account.business",
    "task.name",
    "task.text",
    "task.change",
    "case.words",
    "admin.cases.answer",
    "admin.coupons.code",
    "admin.refunds.address",
    "admin.refunds.reason",
    "admin.refunds.transfer",
    "admin.refunds.withdraw",
    "admin.refunds.correct_reason",
    "review.reason",
];
const CITIES: &[&str] = &["start.zone", "start.which"];

const WRONG: &[Wrong] = &[
    Wrong { send: |stage| says(stage, "zzqx"), but_at: TEXTS },
    Wrong { send: |stage| says(stage, "   "), but_at: CITIES },
    Wrong { send: |stage| says(stage, &"x".repeat(LONG)), but_at: CITIES },
    Wrong { send: |stage| says(stage, &"&".repeat(LONG)), but_at: CITIES },
    Wrong { send: |stage| says(stage, &"😀".repeat(LONG / 2)), but_at: CITIES },
    Wrong { send: |stage| says(stage, "/nonsense"), but_at: &[] },
    Wrong { send: |stage| sends(stage, "sticker", json!({"file_id": "s"})), but_at: &[] },
    Wrong { send: |stage| sends(stage, "photo", json!([{"file_id": "p"}])), but_at: &[] },
    Wrong { send: |stage| sends(stage, "voice", json!({"file_id": "v"})), but_at: &[] },
    Wrong {
        send: |stage| drop_id(stage.world.telegram.shares_location(stage.who.0, 48.86, 2.35)),
        but_at: &["start.zone", "start.which", "start.city"],
    },
    Wrong {
        send: |stage| drop_id(stage.world.telegram.shares_contact_of(stage.who.0, "12", None)),
        but_at: &[],
    },
    Wrong {
        send: |stage| drop_id(stage.world.telegram.uploads(stage.who.0, "a.pdf", b"%PDF", "a/b")),
        but_at: &["call.list"],
    },
];

fn drop_id(_: i64) {}

fn says(stage: &Stage, text: &str) {
    stage.world.telegram.says(stage.who.0, text);
}

/// A message of a kind that the bot does not read.
fn sends(stage: &Stage, kind: &str, content: Value) {
    let id = stage.who.0;
    let mut message = json!({
        "message_id": 1, "date": 0, "chat": {"id": id, "type": "private"},
        "from": {"id": id, "is_bot": false, "first_name": "Ann"},
    });
    message[kind] = content;
    stage.world.telegram.odd_update(json!({"message": message}));
}

#[test]
fn a_wrong_answer_is_told_and_the_step_goes_on() {
    troubled(|stage, _| {
        let (at, step) = (stage.at(), stage.step().unwrap());
        let wrong = WRONG.iter().filter(|wrong| !wrong.but_at.contains(&step.as_str()));
        let mut sent = 0;
        for wrong in wrong {
            (wrong.send)(stage);
            sent += 1;
        }
        let before = stage.messages();
        stage.world.settle();
        assert!(stage.messages() >= before + sent, "silent: {}", stage.told());
        let answers = stage.world.telegram.chat(stage.who.0).into_iter();
        for answer in answers.filter(|answer| answer.from_bot && answer.id > before) {
            let length = answer.text.chars().count();
            assert!(length < ANSWER_MOST, "{length} characters: {}", stage.told());
        }
        stage.is_well();
        assert_eq!(stage.at(), at, "{}", stage.told());
    });
}

/// The answers under the last message.
fn answers(stage: &Stage) -> Vec<String> {
    let all = stage.buttons().into_iter();
    all.filter(|(button, _)| matches!(button, Button::Pick { .. })).map(|(_, data)| data).collect()
}

#[test]
fn each_button_tapped_twice_and_stale_ones_act_once() {
    each(|row| {
        let mut stage = Stage::new(row, Locale::En);
        let mut stale = Vec::new();
        for input in row.path {
            let passed = answers_if_open(&stage);
            if input.is_tap() {
                let button = stage.button(*input);
                stage.taps(&[button.clone(), button]);
            } else {
                stage.goes(*input);
            }
            let (at, left) = (stage.at(), stage.left());
            stage.taps(&passed);
            assert_eq!((stage.at(), stage.left()), (at, left), "{}", stage.told());
            stale.extend(passed);
        }
        stage.has_ended();
        let left = stage.left();
        stage.taps(&stale);
        assert_eq!(stage.left(), left, "{}", stage.told());
        stage.has_ended();
    });
}

fn answers_if_open(stage: &Stage) -> Vec<String> {
    if stage.at().is_some() { answers(stage) } else { Vec::new() }
}

#[test]
fn back_leads_to_a_step_before_from_which_all_goes_on() {
    each(|row| {
        let mut stage = Stage::new(row, Locale::En);
        let mut steps = Vec::new();
        for (at, input) in row.path.iter().enumerate() {
            let back = stage.at().and_then(|_| stage.word(Word::Back));
            if let Some(back) = back {
                let here = stage.step();
                stage.taps(&[back.clone(), back]);
                let now = stage.step();
                assert_ne!(here, now, "{}", stage.told());
                // Where a row took a short cut, Back leads by the long way: it begins anew.
                let to = steps.iter().rposition(|step| *step == now);
                if to.is_none() {
                    stage.goes(Input::Says("/cancel"));
                }
                let to = to.unwrap_or(0);
                for input in &row.path[to..at] {
                    stage.goes(*input);
                }
                assert_eq!(stage.step(), here, "{}", stage.told());
            }
            steps.push(stage.step());
            stage.goes(*input);
        }
        stage.has_ended();
    });
}
