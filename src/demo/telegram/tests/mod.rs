//! Each rule of the stand-in, by a request that keeps it and one that breaks it.

mod edits;
mod http;
mod polling;
mod sends;
mod stars;

use std::time::Duration;

use serde_json::{Value, json};

use super::*;

pub(super) const TOKEN: &str = "42:secret";
pub(super) const ANN: i64 = 1001;

/// A Telegram with Ann in it, who has pressed Start.
pub(super) struct World {
    pub telegram: FakeTelegram,
    pub clock: Clock,
}

impl World {
    pub(super) fn new() -> World {
        let clock = Clock::manual("2026-03-01T12:00:00Z".parse().unwrap());
        let telegram = FakeTelegram::new(TOKEN, clock.clone());
        let world = World { telegram, clock };
        world.person(ANN, "Ann");
        world.telegram.says(ANN, "/start");
        world
    }

    pub(super) fn person(&self, id: i64, name: &str) {
        let (first_name, language_code) = (name.to_owned(), "en".to_owned());
        self.telegram.person(PersonSeed { id, first_name, language_code });
    }

    pub(super) fn later(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// A request's whole answer.
    pub(super) fn call(&self, method: &str, params: Value) -> (u16, Value) {
        let body = params.to_string();
        let reply = self.telegram.request(method, "application/json", body.as_bytes());
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    #[track_caller]
    pub(super) fn ok(&self, method: &str, params: Value) -> Value {
        let (status, answer) = self.call(method, params);
        assert_eq!((status, &answer["ok"]), (200, &json!(true)), "{answer}");
        answer["result"].clone()
    }

    /// The id of a message sent to Ann.
    #[track_caller]
    pub(super) fn sent(&self, text: &str, rows: Value) -> i64 {
        let markup = json!({"inline_keyboard": rows});
        let params = json!({"chat_id": ANN, "text": text, "reply_markup": markup});
        self.ok("sendMessage", params)["message_id"].as_i64().unwrap()
    }

    #[track_caller]
    pub(super) fn refused(&self, method: &str, params: Value, status: u16, why: &str) {
        let (got, answer) = self.call(method, params);
        assert_eq!((got, &answer["ok"]), (status, &json!(false)), "{answer}");
        assert_eq!(answer["error_code"], json!(status));
        let text = answer["description"].as_str().unwrap();
        assert!(text.contains(why), "{text}");
    }

    pub(super) fn updates(&self, params: Value) -> Vec<Value> {
        self.ok("getUpdates", params).as_array().unwrap().clone()
    }
}

pub(super) fn say(text: &str) -> Value {
    json!({"chat_id": ANN, "text": text, "parse_mode": "HTML"})
}

#[test]
fn a_chat_reads_as_a_transcript() {
    let world = World::new();
    let docs = json!({"text": "Docs", "url": "https://a.b"});
    let rows = json!([[{"text": "Yes", "callback_data": "y"}, docs],
        [{"text": "Key", "copy_text": {"text": "k1"}}]]);
    let id = world.sent("Shall we?\nReally?", rows);
    insta::assert_snapshot!(world.telegram.transcript(ANN), @r"
    Ann: /start
    bot #2: Shall we?
      Really?
      [Yes] [Docs ↗ https://a.b]
      [Key ⧉ k1]
    ");
    let Ok(Tapped::Asked(query)) = world.telegram.taps(ANN, id, "Yes") else { panic!() };
    world.ok("answerCallbackQuery", json!({"callback_query_id": query, "text": "Saved"}));
    world.ok("editMessageText", json!({"chat_id": ANN, "message_id": id, "text": "Done"}));
    world.telegram.shares_contact(ANN, "+15550100");
    world.telegram.uploads(ANN, "list.csv", b"a,b", "text/csv");
    let keyboard = json!({"keyboard": [[{"text": "My number", "request_contact": true}]]});
    world.ok("sendMessage", json!({"chat_id": ANN, "text": "Number?", "reply_markup": keyboard}));
    insta::assert_snapshot!(world.telegram.transcript(ANN), @r"
    Ann: /start
    bot #2 (edited): Done
    Ann taps [Yes]
    toast: Saved
    Ann: <contact +15550100>
    Ann: <document list.csv>
    bot #5: Number?
    keyboard: [My number]
    ");
}

#[test]
fn what_telegram_does_not_know_is_noted() {
    let world = World::new();
    assert_eq!(world.telegram.violations(), Vec::<String>::new());
    world.ok("sendMessage", json!({"chat_id": ANN, "text": "x", "disable_web_page_preview": true}));
    world.sent("x", json!([[{"text": "a", "callback_data": "b", "colour": "red"}]]));
    world.refused("sendMesage", json!({}), 404, "Not Found");
    assert_eq!(
        world.telegram.violations(),
        [
            "sendMessage: unknown parameter disable_web_page_preview",
            "reply_markup: unknown field colour",
            "unknown method sendMesage",
        ]
    );
}

#[test]
fn faults_come_in_order_and_then_are_over() {
    let world = World::new();
    let fail = |fault| world.telegram.fail("sendMessage", fault);
    fail(Fault::too_many(86_400));
    fail(Fault::Blocked);
    fail(Fault::BadGateway);
    fail(Fault::DropBeforeAccept);
    let (status, answer) = world.call("sendMessage", say("x"));
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(86_400)));
    world.refused("sendMessage", say("x"), 403, "Forbidden: bot was blocked by the user");
    let reply = || {
        world.telegram.request("sendMessage", "application/json", br#"{"chat_id":1001,"text":"x"}"#)
    };
    assert_eq!((reply().status, world.telegram.chat(ANN).len()), (502, 1));
    assert_eq!((reply().lost, world.telegram.chat(ANN).len()), (true, 1));
    fail(Fault::AcceptThenDrop);
    assert_eq!((reply().lost, world.telegram.chat(ANN).len()), (true, 2));
    fail(Fault::OddEcho);
    assert_eq!(world.ok("sendMessage", say("y"))["chat"]["type"], "hologram");
    assert_eq!(world.ok("sendMessage", say("z"))["chat"]["type"], "private");
    assert_eq!(world.telegram.chat(ANN).len(), 4);
}

#[test]
fn commands_are_checked_and_shown_in_the_persons_language() {
    let world = World::new();
    let one = |name: &str| json!([{"command": name, "description": "d"}]);
    world.refused("setMyCommands", json!({"commands": one("Menu")}), 400, "BOT_COMMAND_INVALID");
    world.refused(
        "setMyCommands",
        json!({"commands": one("m"), "scope": {"type": "x"}}),
        400,
        "Scope",
    );
    world.refused(
        "setMyCommands",
        json!({"commands": one("m"), "language_code": "eng"}),
        400,
        "language",
    );
    world.ok("setMyCommands", json!({"commands": one("any")}));
    world.ok("setMyCommands", json!({"commands": one("french"), "language_code": "fr"}));
    let first = || world.telegram.screen(ANN, 10).commands[0].0.clone();
    assert_eq!(first(), "any");
    world.ok("setMyCommands", json!({"commands": one("english"), "language_code": "en"}));
    assert_eq!(first(), "english");
    world.ok("deleteMyCommands", json!({"language_code": "en"}));
    assert_eq!(first(), "any");
    world.ok("setChatMenuButton", json!({"menu_button": {"type": "commands"}}));
    world.ok("setMyDescription", json!({"description": "d"}));
}
