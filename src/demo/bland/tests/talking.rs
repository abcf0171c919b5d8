//! What is said, in which order, and what keys do.

use serde_json::{Value, json};

use super::super::{Act, Callee};
use super::{Rig, TO, but, said};

fn call_with(callee: Callee, fields: Value) -> Value {
    let rig = Rig::new();
    rig.fake.callee_for(TO, callee);
    rig.finished(&but(fields))
}

const MENU: &str = "You are a polite voice.\nSAY:\nTELL: This is Example Clinic.\n\
                    ASK: Press 1 to confirm.\nSee you soon.\nEND\nNever read codes back.";

#[test]
fn the_first_sentence_the_marked_lines_and_the_farewell() {
    let call = call_with(Callee::silent(), json!({"task": MENU, "first_sentence": "Hello, Ann."}));
    assert_eq!(
        said(&call),
        [
            "assistant: Hello, Ann.",
            "assistant: This is Example Clinic.",
            "assistant: Press 1 to confirm.",
            "assistant: See you soon.",
            "assistant: Thank you for your time. Goodbye.",
            "agent-action: Ended call",
        ]
    );
    let whole = call["concatenated_transcript"].as_str().unwrap();
    assert!(whole.starts_with("assistant: Hello, Ann. \n assistant: This is"), "{whole}");
}

#[test]
fn a_task_without_marks_is_read_out_up_to_500_characters() {
    let call = call_with(Callee::silent(), json!({"task": "y".repeat(600)}));
    assert_eq!(said(&call)[0], format!("assistant: {}", "y".repeat(500)));
}

#[test]
fn a_question_waits_eight_seconds() {
    let call = call_with(Callee::silent(), json!({"task": "SAY:\nASK: Well?\nEND"}));
    let at: Vec<&str> = call["transcripts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["created_at"].as_str().unwrap())
        .collect();
    assert_eq!(at[0], "2026-11-22T10:00:03.400000+00:00");
    assert_eq!(at[1], "2026-11-22T10:00:12.400000+00:00", "a second to ask, eight to wait");
}

#[test]
fn a_key_answers_a_question_at_once() {
    let call = call_with(Callee::human_every(3_000, "1"), json!({"task": MENU}));
    assert_eq!(
        said(&call),
        [
            "assistant: This is Example Clinic.",
            "assistant: Press 1 to confirm.",
            "user: Pressed Button: 1",
            "assistant: Thank you, I noted 1.",
            "assistant: See you soon.",
            "assistant: Thank you for your time. Goodbye.",
            "agent-action: Ended call",
        ]
    );
}

#[test]
fn keys_in_quick_succession_are_one_entry_with_a_row_each() {
    let call = call_with(
        Callee::human_every(1_000, "482#"),
        json!({"task": "SAY:\nASK: Which flat?\nEND"}),
    );
    assert_eq!(
        said(&call)[..6],
        [
            "assistant: Which flat?",
            "user: Pressed Button: 4",
            "user: Pressed Button: 8",
            "user: Pressed Button: 2",
            "user: Pressed Button: #",
            "assistant: Thank you, I noted 482.",
        ]
    );
    assert_eq!(call["summary"], "The callee pressed 482#.");
}

#[test]
fn nine_is_never_again_in_every_language() {
    for (language, words) in [
        ("en", "You will not be called again. Goodbye."),
        ("babel-hi", "आपको दोबारा कॉल नहीं किया जाएगा। नमस्ते।"),
        ("zh", "我们不会再给您打电话。再见。"),
        ("fr-FR", "Vous ne serez plus appelé. Au revoir."),
    ] {
        let call = call_with(Callee::human("91"), json!({"task": MENU, "language": language}));
        let rows = said(&call);
        let nine = rows.iter().position(|row| row == "user: Pressed Button: 9").unwrap();
        assert_eq!(rows[nine + 1], format!("assistant: {words}"));
        assert_eq!(rows.last().unwrap(), "agent-action: Ended call");
        assert_eq!(call["disposition_tag"], "DO_NOT_CONTACT");
        assert_eq!(call["call_ended_by"], "ASSISTANT");
    }
}

#[test]
fn other_keys_are_acknowledged_in_the_calls_language() {
    for (language, words) in [
        ("fr", "Merci, j'ai noté *."),
        ("zh", "谢谢，我已记下 *。"),
        ("hi", "धन्यवाद, मैंने * नोट कर लिया है।"),
    ] {
        let call = call_with(Callee::human("*"), json!({"task": MENU, "language": language}));
        assert!(said(&call).contains(&format!("assistant: {words}")), "{call}");
    }
}

#[test]
fn words_answer_a_question_too() {
    let script = vec![Act::Answer, Act::Wait(4_000), Act::Say("Yes, please.".to_owned())];
    let call = call_with(Callee::Script(script), json!({"task": MENU}));
    let rows = said(&call);
    let yes = rows.iter().position(|row| row == "user: Yes, please.").unwrap();
    assert_eq!(rows[yes + 1], "assistant: Thank you.");
}

#[test]
fn keys_can_be_ignored_by_request() {
    let call = call_with(Callee::human("1"), json!({"task": MENU, "ignore_button_press": true}));
    assert!(said(&call).iter().all(|row| !row.contains("Pressed Button")));
}

#[test]
fn the_action_that_runs_on_a_machine_is_derived() {
    let leaves = ["assistant: Call us.", "agent-action: Ended call"].map(str::to_owned).to_vec();
    let hangs_up = vec!["agent-action: Ended call".to_owned()];
    let table = [
        (json!({}), hangs_up.clone()),
        (json!({"voicemail": {"action": "hangup"}}), hangs_up),
        (json!({"voicemail": {"action": "hangup", "message": "Call us."}}), leaves.clone()),
        (json!({"voicemail": {"action": "ignore", "message": "Call us."}}), leaves.clone()),
        (json!({"voicemail": {"action": "leave_message", "message": "Call us."}}), leaves),
    ];
    for (fields, rows) in table {
        let call = call_with(Callee::voicemail(), fields.clone());
        assert_eq!(said(&call), rows, "{fields}");
        assert_eq!(call["status"], "completed");
        assert_eq!(call["answered_by"], "voicemail");
    }
    for fields in [
        json!({"voicemail": {"action": "ignore"}}),
        json!({"ivr_mode": true, "voicemail": {"action": "hangup", "message": "Call us."}}),
    ] {
        let call = call_with(Callee::voicemail(), fields);
        assert_eq!(said(&call)[0], "assistant: Hello.");
        assert_eq!(call["answered_by"], "voicemail");
    }
}
