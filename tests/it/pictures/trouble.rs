//! Pictures with everything that goes wrong on the way: lost answers, refusals, the end of the
//! process.

use ivrbot::demo::telegram::Fault;
use ivrbot::store::outbox;

use super::{Card, SECOND, code, refused, text};

/// A send that was lost is repeated once and may double; an edit is repeated and does not.
#[test]
fn a_lost_answer_doubles_at_most_a_new_message() {
    let mut card = Card::queued(&code("1", "a"), Some(("sendPhoto", Fault::AcceptThenDrop)));
    card.world.wait(10 * SECOND);
    assert_eq!(card.messages().len(), 2);
    for (words, holds, method) in [("2", "a", "editMessageCaption"), ("3", "b", "editMessageMedia")]
    {
        for fault in [Fault::AcceptThenDrop, Fault::DropBeforeAccept, Fault::BadGateway] {
            let body = code(&format!("{words} {fault:?}"), holds);
            let shown = card.show_with(&body, method, fault);
            assert!(shown.text.starts_with(&format!("✨ {words}")), "{method}");
            assert_eq!(card.seen().2.as_deref(), Some(holds), "{method}");
        }
    }
    assert_eq!(card.messages().len(), 2);
    card.show_with(&text("4"), "deleteMessage", Fault::AcceptThenDrop);
    let standing = card.messages().into_iter().filter(|message| !message.deleted);
    assert_eq!(standing.map(|message| message.text).collect::<Vec<_>>(), ["✨ 1", "✨ 4"]);
}

#[test]
fn a_new_photo_is_repeated_once_and_no_more() {
    let mut card = Card::queued(&code("1", "a"), Some(("sendPhoto", Fault::AcceptThenDrop)));
    card.world.telegram.fail("sendPhoto", Fault::AcceptThenDrop);
    card.world.wait(120 * SECOND);
    assert_eq!(card.messages().len(), 2);
    assert_eq!(card.world.store.read(outbox::open).unwrap(), 0);
    assert_eq!((card.show(&code("2", "a")).text.as_str(), card.messages().len()), ("✨ 2", 3));
}

#[test]
fn a_switch_whose_answer_was_lost_still_takes_the_old_message_away() {
    let mut card = Card::of(&text("1"));
    card.show_with(&code("2", "a"), "sendPhoto", Fault::AcceptThenDrop);
    let [old, lost, new] = card.messages().try_into().unwrap();
    assert!(old.deleted && !lost.deleted && !new.deleted);
    assert_eq!((lost.text.as_str(), new.text.as_str()), ("✨ 2", "✨ 2"));
}

/// The wrong code under the right words would be paid to the wrong place.
#[test]
fn a_picture_that_may_have_changed_is_sent_whole_again() {
    let mut card = Card::of(&code("1", "a"));
    card.world.telegram.fail("editMessageMedia", Fault::AcceptThenDrop);
    card.queue(&code("2", "b"));
    card.world.settle();
    card.queue(&code("3", "a"));
    card.world.wait(10 * SECOND);
    assert_eq!((card.last().text.as_str(), card.seen().2.as_deref()), ("✨ 3", Some("a")));
    // The same when the process ended: the code is uploaded, although it was shown last.
    let (_, before, _) = card.seen();
    card.queue(&code("4", "b"));
    assert_eq!(card.crash(), 1);
    card.show(&code("5", "a"));
    let (_, after, holds) = card.seen();
    assert!(after != before && holds.as_deref() == Some("a"));
}

#[test]
fn told_to_slow_down_every_method_waits_and_then_goes() {
    let mut card = Card::queued(&code("1", "a"), Some(("sendPhoto", Fault::too_many(3))));
    card.world.settle();
    assert_eq!(card.messages().len(), 0);
    card.world.wait(4 * SECOND);
    assert_eq!(card.messages().len(), 1);
    for (n, holds, method) in [("2", "a", "editMessageCaption"), ("3", "b", "editMessageMedia")] {
        card.world.telegram.fail(method, Fault::too_many(3));
        card.show(&code(n, holds));
        assert_ne!(card.last().text, format!("✨ {n}"), "{method}");
        card.world.wait(4 * SECOND);
        assert_eq!(card.last().text, format!("✨ {n}"), "{method}");
    }
    card.world.telegram.fail("deleteMessage", Fault::too_many(3));
    card.show(&text("4"));
    assert_eq!(card.story().matches("bot #").count(), 2);
    card.world.wait(4 * SECOND);
    assert_eq!(card.story().matches("bot #").count(), 1);
}

#[test]
fn who_blocked_the_bot_is_marked_whatever_was_sent() {
    let reachable = |card: &Card| -> i64 {
        let sql = "SELECT reachable FROM users WHERE telegram_id = 7";
        card.world.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let mut card = Card::queued(&code("1", "a"), Some(("sendPhoto", Fault::Blocked)));
    card.world.settle();
    assert_eq!((card.messages().len(), reachable(&card)), (0, 0));
    for (holds, method) in [("a", "editMessageCaption"), ("b", "editMessageMedia")] {
        let mut card = Card::of(&code("1", "a"));
        card.show_with(&code("2", holds), method, Fault::Blocked);
        assert_eq!((card.last().text.as_str(), reachable(&card)), ("✨ 1", 0), "{method}");
    }
    let mut card = Card::of(&text("1"));
    card.show_with(&code("2", "a"), "deleteMessage", Fault::Blocked);
    assert_eq!(reachable(&card), 0);
}

#[test]
fn a_restart_between_the_new_message_and_the_deletion_leaves_one() {
    let mut card = Card::of(&text("1"));
    card.queue(&code("2", "a"));
    // The new message, then the end: the deletion is queued and nothing else is done.
    assert!(card.world.piece(1));
    assert_eq!(card.story().matches("bot #").count(), 2);
    assert_eq!(card.crash(), 1);
    card.world.settle();
    assert_eq!((card.story().matches("bot #").count(), card.messages().len()), (1, 2));
}

#[test]
fn a_switch_that_a_crash_left_on_the_wire_is_repeated_once() {
    let mut card = Card::of(&text("1"));
    card.queue(&code("2", "a"));
    assert_eq!(card.crash(), 1);
    card.world.settle();
    assert_eq!(card.story().matches("bot #").count(), 1);
    card.queue(&text("3"));
    assert_eq!((card.crash(), card.crash(), card.crash()), (1, 1, 0));
    card.world.settle();
    assert_eq!(card.last().text, "✨ 2", "it may have arrived twice by now");
    card.show(&text("4"));
    assert_eq!((card.last().text.as_str(), card.story().matches("bot #").count()), ("✨ 4", 1));
    // An edit in place may be repeated as often as it takes.
    card.queue(&text("5"));
    assert_eq!((card.crash(), card.crash(), card.crash()), (1, 1, 1));
    card.world.settle();
    assert_eq!(card.last().text, "✨ 5");
}

#[test]
fn a_name_that_telegram_forgot_costs_an_upload() {
    let mut card = Card::of(&code("1", "a"));
    let (_, photo, _) = card.seen();
    card.show(&text("2"));
    for forgotten in
        ["wrong file identifier/HTTP URL specified", "wrong remote file identifier specified: x"]
    {
        let fault = refused(&format!("Bad Request: {forgotten}"));
        card.show_with(&code("3", "a"), "sendPhoto", fault);
        let (_, again, holds) = card.seen();
        assert!(again != photo && holds.as_deref() == Some("a"), "{forgotten}");
        card.show(&text("4"));
    }
}

#[test]
fn a_photo_that_the_person_deleted_comes_again() {
    let mut card = Card::of(&code("1", "a"));
    let (message, photo, _) = card.seen();
    for (n, holds, method) in [("2", "a", "editMessageCaption"), ("3", "b", "editMessageMedia")] {
        let gone = refused("Bad Request: message to edit not found");
        assert_eq!(card.show_with(&code(n, holds), method, gone).text, format!("✨ {n}"));
    }
    let [first, second, third] = card.messages().try_into().unwrap();
    assert_eq!((first.id, second.file.map(|file| file.id)), (message, photo));
    assert_eq!((third.text.as_str(), card.seen().2.as_deref()), ("✨ 3", Some("b")));
}
