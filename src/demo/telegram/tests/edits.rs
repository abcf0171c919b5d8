//! Edits, deletions, and answers to taps.

use super::sends::{png, upload_with};
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

/// Puts an upload in the place of a message's content.
fn put(world: &World, id: i64, media: Value, bytes: &[u8]) -> (u16, Value) {
    let fields = [("message_id", id.to_string()), ("media", media.to_string())];
    upload_with(world, "editMessageMedia", &fields, "new", bytes)
}

#[test]
fn a_photo_takes_the_place_of_a_photo_or_a_text() {
    let world = World::new();
    let id = world.sent("one", json!([]));
    let media = json!({"type": "photo", "media": "attach://new", "caption": "<b>c</b>",
        "parse_mode": "HTML"});
    let (status, answer) = put(&world, id, media.clone(), &png(300, 200));
    assert_eq!((status, &answer["result"]["caption"]), (200, &json!("c")), "{answer}");
    let first = answer["result"]["photo"][0]["file_id"].clone();
    world.refused("editMessageText", edit(id, "x"), 400, "there is no text in the message to edit");
    let (_, answer) = put(&world, id, media, &png(300, 200));
    let second = answer["result"]["photo"][0]["file_id"].clone();
    assert_ne!(first, second, "every upload is a new file");
    let known = |file: &Value, caption: &str| {
        let media = json!({"type": "photo", "media": file, "caption": caption});
        json!({"chat_id": ANN, "message_id": id, "media": media})
    };
    world.ok("editMessageMedia", known(&second, "c"));
    let not_modified = "Bad Request: message is not modified";
    world.refused("editMessageMedia", known(&second, "c"), 400, not_modified);
    world.ok("editMessageMedia", known(&first, "c"));
    assert_eq!(world.telegram.last_from_bot(ANN).unwrap().edited, 4);
    let long = known(&first, &"x".repeat(1025));
    world.refused("editMessageMedia", long, 400, "message caption is too long");
    assert_eq!(world.telegram.violations(), Vec::<String>::new());
}

#[test]
fn media_that_cannot_be_read_is_refused() {
    let world = World::new();
    let id = world.sent("one", json!([]));
    let unreadable = |media: Value, why: &str| {
        let params = json!({"chat_id": ANN, "message_id": id, "media": media});
        world.refused("editMessageMedia", params, 400, why);
    };
    let bare = json!({"chat_id": ANN, "message_id": id});
    world.refused("editMessageMedia", bare, 400, "parameter \"media\" is required");
    unreadable(json!("x"), "can't parse input media JSON object");
    unreadable(json!({"media": "x"}), "can't parse InputMedia: Can't find field \"type\"");
    unreadable(json!({"type": "photo"}), "can't parse InputMedia: media not found");
    unreadable(json!({"type": "sticker", "media": "x"}), "type \"sticker\" is unsupported");
    unreadable(json!({"type": "photo", "media": "x"}), "wrong file identifier/HTTP URL specified");
    unreadable(json!({"type": "photo", "media": "attach://x"}), "wrong file identifier");
    let media = json!({"type": "photo", "media": "attach://new", "size": 3});
    let (status, answer) = put(&world, id, media, b"hello");
    assert_eq!(
        (status, &answer["description"]),
        (400, &json!("Bad Request: IMAGE_PROCESS_FAILED"))
    );
    assert_eq!(world.telegram.violations(), ["media: unknown field size"]);
    let person = json!({"chat_id": ANN, "message_id": 1, "media": {"type": "photo", "media": "x"}});
    world.refused("editMessageMedia", person, 400, "wrong file identifier");
    assert_eq!(world.telegram.last_from_bot(ANN).unwrap().text, "one");
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
