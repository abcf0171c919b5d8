//! Sending: text, files, keyboards, limits, who may be written to.

use super::*;

/// The start of a PNG with these edges.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

fn upload(world: &World, method: &str, field: &str, bytes: &[u8]) -> (u16, Value) {
    upload_with(world, method, &[], field, bytes)
}

/// A form for Ann's chat, with more fields and a file.
pub(super) fn upload_with(
    world: &World,
    method: &str,
    fields: &[(&str, String)],
    field: &str,
    bytes: &[u8],
) -> (u16, Value) {
    let mut head = String::new();
    for (name, value) in [("chat_id", ANN.to_string())].iter().chain(fields) {
        head +=
            &format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let mut form = format!(
        "{head}--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"f.bin\"\r\n\
         Content-Type: text/plain\r\n\r\n"
    )
    .into_bytes();
    form.extend(bytes);
    form.extend(b"\r\n--x--\r\n");
    let reply = world.telegram.request(method, "multipart/form-data; boundary=x", &form);
    (reply.status, serde_json::from_slice(&reply.body).unwrap())
}

#[test]
fn a_text_has_1_to_4096_units_after_parsing() {
    let world = World::new();
    world.ok("sendMessage", say(&format!("<b>{}</b>", "x".repeat(4096))));
    world.ok("sendMessage", say(&"&lt;".repeat(4096)));
    world.refused("sendMessage", say(&"😀".repeat(2049)), 400, "Bad Request: message is too long");
    for empty in ["", " \n", "<b> </b>"] {
        world.refused("sendMessage", say(empty), 400, "message text is empty");
    }
    world.refused("sendMessage", json!({"chat_id": ANN}), 400, "message text is empty");
    world.refused("sendMessage", say("<b>x"), 400, "Bad Request: can't parse entities: ");
    let markdown = json!({"chat_id": ANN, "text": "*x*", "parse_mode": "MarkdownV2"});
    world.refused("sendMessage", markdown, 400, "unsupported parse_mode");
    let plain = json!({"chat_id": ANN, "text": "a < b"});
    assert_eq!(world.ok("sendMessage", plain)["text"], "a < b");
}

#[test]
fn only_people_who_wrote_and_did_not_block_are_reached() {
    let world = World::new();
    world.refused("sendMessage", json!({"text": "x"}), 400, "chat_id is empty");
    world.refused("sendMessage", json!({"chat_id": 5, "text": "x"}), 400, "chat not found");
    world.person(5, "Ben");
    let ben = json!({"chat_id": 5, "text": "x"});
    world.refused("sendMessage", ben.clone(), 403, "bot can't initiate conversation with a user");
    world.telegram.says(5, "hi");
    world.ok("sendMessage", ben.clone());
    world.telegram.blocks(5);
    world.refused("sendMessage", ben.clone(), 403, "Forbidden: bot was blocked by the user");
    world.refused("sendChatAction", json!({"chat_id": 5, "action": "typing"}), 403, "blocked");
    world.telegram.unblocks(5);
    world.ok("sendMessage", ben);
    let last = world.updates(json!({"offset": -1}));
    assert_eq!(last[0]["my_chat_member"]["new_chat_member"]["status"], "member");
}

#[test]
fn a_chat_takes_a_burst_of_20_and_then_one_each_second() {
    let world = World::new();
    for _ in 0..20 {
        world.ok("sendMessage", say("x"));
    }
    let (status, answer) = world.call("sendMessage", say("x"));
    assert_eq!((status, &answer["parameters"]["retry_after"]), (429, &json!(1)));
    assert_eq!(answer["description"], "Too Many Requests: retry after 1");
    assert_eq!(world.telegram.chat(ANN).len(), 21);
    world.later(1);
    world.ok("sendMessage", say("x"));
    world.refused("sendMessage", say("x"), 429, "Too Many Requests");
    world.telegram.limited(Limits::Off);
    world.ok("sendMessage", say("x"));
}

#[test]
fn all_chats_together_take_30_a_second() {
    let world = World::new();
    for id in 0..31 {
        world.telegram.says(2000 + id, "hi");
    }
    let send = |id: i64| world.call("sendMessage", json!({"chat_id": 2000 + id, "text": "x"})).0;
    assert!((0..30).all(|id| send(id) == 200));
    assert_eq!(send(30), 429);
    world.later(1);
    assert_eq!(send(30), 200);
}

#[test]
fn files_are_kept_and_sent_again_by_id() {
    let world = World::new();
    let (status, answer) = upload(&world, "sendDocument", "document", b"a\r\n--y");
    assert_eq!(status, 200, "{answer}");
    let id = answer["result"]["document"]["file_id"].clone();
    let again =
        json!({"chat_id": ANN, "document": id, "caption": "<i>c</i>", "parse_mode": "HTML"});
    world.ok("sendDocument", again);
    let shown = world.telegram.last_from_bot(ANN).unwrap();
    assert_eq!((shown.html.as_str(), &*shown.file.unwrap().bytes), ("<i>c</i>", &b"a\r\n--y"[..]));
    let path = world.ok("getFile", json!({"file_id": id}))["file_path"].clone();
    assert!(path.as_str().unwrap().starts_with("documents/"));

    world.refused("sendPhoto", json!({"chat_id": ANN, "photo": id}), 400, "can't use file of type");
    let unknown = json!({"chat_id": ANN, "document": "BQx"});
    world.refused("sendDocument", unknown, 400, "wrong file identifier");
    let none = json!({"chat_id": ANN});
    world.refused("sendDocument", none, 400, "there is no document in the request");
    let long = json!({"chat_id": ANN, "document": id, "caption": "x".repeat(1025)});
    world.refused("sendDocument", long, 400, "caption is too long");
    assert_eq!(upload(&world, "sendDocument", "document", b"").0, 400);
    assert_eq!(world.telegram.violations(), Vec::<String>::new());
}

#[test]
fn a_photo_is_a_picture_of_bearable_size() {
    let world = World::new();
    let (status, answer) = upload(&world, "sendPhoto", "photo", &png(300, 200));
    assert_eq!((status, &answer["result"]["photo"][0]["width"]), (200, &json!(300)));
    let refused =
        |bytes: &[u8]| upload(&world, "sendPhoto", "photo", bytes).1["description"].clone();
    assert_eq!(refused(b"hello"), "Bad Request: IMAGE_PROCESS_FAILED");
    assert_eq!(refused(&png(9000, 2000)), "Bad Request: PHOTO_INVALID_DIMENSIONS");
    assert_eq!(refused(&png(2100, 100)), "Bad Request: PHOTO_INVALID_DIMENSIONS");
}

#[test]
fn the_keyboard_below_the_chat_comes_and_goes() {
    let world = World::new();
    let keyboard = json!({"keyboard": [["A"]], "one_time_keyboard": true});
    let ask = |markup: Value| {
        let params = json!({"chat_id": ANN, "text": "?", "reply_markup": markup});
        world.ok("sendMessage", params);
    };
    ask(keyboard.clone());
    assert_eq!(world.telegram.reply_keyboard(ANN)[0][0].label, "A");
    world.telegram.says(ANN, "A");
    assert!(world.telegram.reply_keyboard(ANN).is_empty());
    ask(keyboard);
    ask(json!({"remove_keyboard": true}));
    assert!(world.telegram.reply_keyboard(ANN).is_empty());
}

#[test]
fn groups_are_chats_of_their_own() {
    let world = World::new();
    world.telegram.says_in_group(-77, ANN, "/start@ivr_demo_bot");
    let update = world.updates(json!({"offset": -1})).remove(0);
    assert_eq!(update["message"]["chat"]["type"], "supergroup");
    world.ok("sendMessage", json!({"chat_id": -77, "text": "Not here, please."}));
    assert_eq!(
        world.telegram.transcript(-77),
        "Ann: /start@ivr_demo_bot\nbot #2: Not here, please.\n"
    );
}
