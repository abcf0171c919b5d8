//! Edits, deletions, and answers to taps.

use super::*;

fn edit(id: i64, text: &str) -> Value {
    json!({"chat_id": ANN, "message_id": id, "text": text, "parse_mode": "HTML"})
}

#[test]
fn an_edit_must_change_something() {
    let world = World::new();
    let rows = json!([[{"text": "a", "callback_data": "1"}]]);
    let id = world.sent("one", rows.clone());
    let mut same = edit(id, "one");
    same["reply_markup"] = json!({"inline_keyboard": rows});
    world.refused("editMessageText", same, 400, "Bad Request: message is not modified");
    world.ok("editMessageText", edit(id, "one"));
    assert_eq!(world.telegram.last_from_bot(ANN).unwrap().keyboard, Vec::<Vec<Button>>::new());
    world.refused("editMessageText", edit(id, "one"), 400, "message is not modified");
    let echo = world.ok("editMessageText", edit(id, "<b>one</b>"));
    assert!(echo["edit_date"].is_i64());
    let bare = json!({"chat_id": ANN, "message_id": id});
    world.refused("editMessageReplyMarkup", bare, 400, "message is not modified");
    assert_eq!(world.telegram.last_from_bot(ANN).unwrap().edited, 2);
}

#[test]
fn only_the_bots_own_plain_messages_are_edited() {
    let world = World::new();
    world.refused("editMessageText", edit(99, "x"), 400, "message to edit not found");
    world.refused("editMessageText", edit(1, "x"), 400, "message can't be edited");
    let keyboard = json!({"keyboard": [["A"]]});
    let ask = json!({"chat_id": ANN, "text": "?", "reply_markup": keyboard});
    let asked = world.ok("sendMessage", ask)["message_id"].as_i64().unwrap();
    world.refused("editMessageText", edit(asked, "x"), 400, "message can't be edited");
    let id = world.sent("one", json!([]));
    let mut reply = edit(id, "x");
    reply["reply_markup"] = keyboard;
    world.refused("editMessageText", reply, 400, "inline keyboard expected");
    let caption = json!({"chat_id": ANN, "message_id": id, "caption": "c"});
    world.refused("editMessageCaption", caption, 400, "there is no caption in the message to edit");
}

#[test]
fn a_file_has_a_caption_and_no_text() {
    let world = World::new();
    world.telegram.uploads(ANN, "a.txt", b"a", "text/plain");
    let file = world.updates(json!({"offset": -1}))[0]["message"]["document"]["file_id"].clone();
    let id = world.ok("sendDocument", json!({"chat_id": ANN, "document": file}))["message_id"]
        .as_i64()
        .unwrap();
    world.refused("editMessageText", edit(id, "x"), 400, "there is no text in the message to edit");
    let caption = json!({"chat_id": ANN, "message_id": id, "caption": "c"});
    assert_eq!(world.ok("editMessageCaption", caption.clone())["caption"], "c");
    world.refused("editMessageCaption", caption, 400, "message is not modified");
}

#[test]
fn deletion_is_once_and_within_two_days() {
    let world = World::new();
    let (first, second) = (world.sent("one", json!([])), world.sent("two", json!([])));
    let delete = |id: i64| json!({"chat_id": ANN, "message_id": id});
    world.ok("deleteMessage", delete(first));
    world.refused("deleteMessage", delete(first), 400, "message to delete not found");
    world.refused("editMessageText", edit(first, "x"), 400, "message to edit not found");
    world.later(48 * 3600 + 1);
    world.refused("deleteMessage", delete(second), 400, "message can't be deleted");
    assert!(world.telegram.taps(ANN, first, "a").is_err());
    assert_eq!(world.telegram.transcript(ANN), "Ann: /start\nbot #3: two\n");
}

#[test]
fn a_tap_is_answered_once_and_within_15_seconds() {
    let world = World::new();
    let id = world.sent("?", json!([[{"text": "Yes", "callback_data": "y"}]]));
    let tap = || match world.telegram.taps(ANN, id, "y").unwrap() {
        Tapped::Asked(query) => {
            json!({"callback_query_id": query, "text": "ok", "show_alert": true})
        }
        other => panic!("{other:?}"),
    };
    let too_old = "query is too old and response timeout expired or query ID is invalid";
    let query = tap();
    let update = world.updates(json!({"offset": -1})).remove(0);
    assert_eq!(update["callback_query"]["data"], "y");
    assert_eq!(update["callback_query"]["message"]["message_id"], id);
    world.later(15);
    world.ok("answerCallbackQuery", query.clone());
    world.refused("answerCallbackQuery", query, 400, too_old);
    let late = tap();
    world.later(16);
    world.refused("answerCallbackQuery", late, 400, too_old);
    world.refused("answerCallbackQuery", json!({"callback_query_id": "999"}), 400, too_old);
    let mut long = tap();
    long["text"] = json!("x".repeat(201));
    world.refused("answerCallbackQuery", long, 400, "MESSAGE_TOO_LONG");
    assert_eq!(world.telegram.toasts(ANN), [Toast { text: "ok".to_owned(), alert: true }]);
}

#[test]
fn only_a_button_that_is_there_is_tapped() {
    let world = World::new();
    let rows = json!([[{"text": "Docs", "url": "https://a.b"}],
        [{"text": "Key", "copy_text": {"text": "k1"}}]]);
    let id = world.sent("?", rows);
    let before = world.telegram.pending_updates();
    assert_eq!(world.telegram.taps(ANN, id, "Docs").unwrap(), Tapped::Opened("https://a.b".into()));
    assert_eq!(world.telegram.taps_at(ANN, id, 1, 0).unwrap(), Tapped::Copied("k1".into()));
    assert_eq!(world.telegram.pending_updates(), before);
    assert!(world.telegram.taps(ANN, id, "Yes").is_err());
    assert!(world.telegram.taps_at(ANN, id, 2, 0).is_err());
    world.ok("editMessageReplyMarkup", json!({"chat_id": ANN, "message_id": id}));
    assert!(world.telegram.taps(ANN, id, "Docs").is_err());
}
