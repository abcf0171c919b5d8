//! The outbox on its way out: in order within a chat, whatever goes wrong, and never more often
//! than it must be.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::chat::button::{Button, Screen};
use ivrbot::chat::message::{Message, tap};
use ivrbot::chat::msg::Msg;
use ivrbot::clock::Clock;
use ivrbot::courier::{Courier, Limits, Running};
use ivrbot::demo::telegram::{self, FakeTelegram, Fault};
use ivrbot::demo::town::Servers;
use ivrbot::domain::ids::ChatId;
use ivrbot::domain::locale::Locale;
use ivrbot::i18n::I18n;
use ivrbot::store::outbox::{self, Go, Lane};
use ivrbot::store::{Durability, Store, cards, users};
use ivrbot::telegram::client::{Client, Proxy};
use ivrbot::telegram::{Fail, Outgoing, Sent, StarsPage, Telegram};
use secrecy::SecretString;
use serde_json::Value;

use crate::world::{MORNING, TOKEN, Who, World};

const SECOND: Duration = Duration::from_secs(1);

fn numbered(n: usize) -> Message {
    Message::of(Msg::new("ask-task-example").text("name", n.to_string()))
}

/// The numbers a chat was sent, in the order of its messages.
fn numbers(telegram: &FakeTelegram, chat: i64) -> Vec<usize> {
    let shown = telegram.chat(chat).into_iter().filter(|message| message.from_bot);
    shown.filter_map(|message| message.text.strip_prefix("✨ ")?.parse().ok()).collect()
}

fn queue(store: &Store, who: Who, lane: Lane, n: usize) {
    let queued = store.write(|tx| {
        let user = users::by_telegram(tx, who.0)?.unwrap();
        outbox::message(tx, user.id, user.chat, lane, &numbered(n))
    });
    queued.unwrap();
}

fn three(world: &mut World) -> [Who; 3] {
    [(7, "Ann"), (8, "Ben"), (9, "Eve")].map(|(id, name)| world.sign_up(name, id, "en"))
}

#[test]
fn a_chat_stays_in_order_when_its_first_message_fails() {
    let faults = [
        (Fault::too_many(3), vec![1, 2, 3, 4]),
        (Fault::BadGateway, vec![1, 2, 3, 4]),
        (Fault::DropBeforeAccept, vec![1, 2, 3, 4]),
        (Fault::AcceptThenDrop, vec![1, 1, 2, 3, 4]),
        (Fault::OddEcho, vec![1, 2, 3, 4]),
    ];
    for (fault, expected) in faults {
        let mut world = World::new();
        let [ann, ben, _] = three(&mut world);
        (1..=3).for_each(|n| queue(&world.store, ann, Lane::Answer, n));
        world.telegram.fail("sendMessage", fault.clone());
        world.settle();
        // What is queued while the first one waits stays behind it; others do not wait.
        queue(&world.store, ann, Lane::Answer, 4);
        queue(&world.store, ben, Lane::Broadcast, 5);
        world.settle();
        assert_eq!(numbers(&world.telegram, ben.0), [5], "{fault:?}");
        world.wait(10 * SECOND);
        assert_eq!(numbers(&world.telegram, ann.0), expected, "{fault:?}");
    }
}

#[test]
fn what_waits_behind_a_failure_keeps_its_one_repetition() {
    let mut world = World::new();
    let [ann, ..] = three(&mut world);
    (1..=3).for_each(|n| queue(&world.store, ann, Lane::Answer, n));
    world.telegram.fail("sendMessage", Fault::too_many(1));
    world.settle();
    world.wait(SECOND / 2);
    // The second was taken with the first and put back: its own failure is its first.
    world.telegram.fail("sendMessage", Fault::OddEcho);
    world.telegram.fail("sendMessage", Fault::BadGateway);
    world.wait(10 * SECOND);
    assert_eq!(numbers(&world.telegram, ann.0), [1, 2, 3]);
}

#[test]
fn a_later_lane_never_delays_an_earlier_one() {
    let mut world = World::new();
    let [ann, ben, eve] = three(&mut world);
    world.telegram.limited(telegram::Limits::Off);
    (1..=300).for_each(|n| queue(&world.store, [ann, ben][n % 2], Lane::Broadcast, n));
    queue(&world.store, eve, Lane::Answer, 0);
    queue(&world.store, ann, Lane::Answer, 0);
    let taken = world.store.write(|tx| {
        let mut order = Vec::new();
        outbox::take(tx, 3, &mut |due| {
            order.push(due.chat);
            Go::Nothing
        })?;
        Ok(order)
    });
    assert_eq!(taken.unwrap(), [ChatId(eve.0)]);
    world.settle();
    assert_eq!(numbers(&world.telegram, ann.0).first(), Some(&0));
    // Nor does one that failed and waits.
    queue(&world.store, ben, Lane::Notice, 1000);
    world.telegram.fail("sendMessage", Fault::BadGateway);
    world.settle();
    queue(&world.store, ben, Lane::Answer, 1001);
    world.settle();
    assert_eq!(numbers(&world.telegram, ben.0).last(), Some(&1001));
    world.wait(5 * SECOND);
    assert_eq!(numbers(&world.telegram, ben.0).last(), Some(&1000));
}

#[test]
fn a_thousand_waiting_rows_of_one_chat_keep_nobody_else() {
    let mut world = World::new();
    let [ann, ben, _] = three(&mut world);
    world.telegram.fail("sendMessage", Fault::too_many(60));
    queue(&world.store, ann, Lane::Answer, 0);
    world.settle();
    (1..=1000).for_each(|n| queue(&world.store, ann, Lane::Answer, n));
    queue(&world.store, ben, Lane::Broadcast, 1);
    world.settle();
    assert_eq!(numbers(&world.telegram, ben.0), [1]);
    world.telegram.limited(telegram::Limits::Off);
    world.wait(61 * SECOND);
    assert_eq!(numbers(&world.telegram, ann.0), (0..=1000).collect::<Vec<_>>());
}

#[test]
fn a_person_who_blocked_the_bot_is_marked_and_keeps_nobody() {
    let mut world = World::new();
    let [ann, ben, _] = three(&mut world);
    world.telegram.fail("sendMessage", Fault::Blocked);
    queue(&world.store, ann, Lane::Answer, 1);
    queue(&world.store, ann, Lane::Answer, 2);
    queue(&world.store, ben, Lane::Answer, 3);
    world.settle();
    assert_eq!(numbers(&world.telegram, ann.0), [2]);
    assert_eq!(numbers(&world.telegram, ben.0), [3]);
    let sql = "SELECT reachable FROM users WHERE telegram_id = 7";
    let reachable: i64 = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(reachable, 0);
}

#[test]
fn three_chats_told_to_wait_pause_the_whole_bot() {
    let mut world = World::new();
    let people = three(&mut world);
    let zoe = world.sign_up("Zoe", 10, "en");
    for who in people {
        world.telegram.fail("sendMessage", Fault::too_many(5));
        queue(&world.store, who, Lane::Answer, 1);
    }
    world.settle();
    queue(&world.store, zoe, Lane::Answer, 2);
    world.wait(4 * SECOND);
    assert_eq!(numbers(&world.telegram, zoe.0), Vec::<usize>::new());
    world.wait(2 * SECOND);
    assert_eq!(numbers(&world.telegram, zoe.0), [2]);
    assert!(people.iter().all(|who| numbers(&world.telegram, who.0) == [1]));
}

#[test]
fn what_a_crash_left_on_the_wire_is_repeated_once() {
    let mut world = World::new();
    let [ann, ..] = three(&mut world);
    let crash = |world: &mut World| {
        let taken = world.store.write(|tx| outbox::take(tx, 9, &mut |_| Go::Now)).unwrap();
        world.restart();
        taken.len()
    };
    queue(&world.store, ann, Lane::Answer, 1);
    assert_eq!(crash(&mut world), 1);
    world.settle();
    assert_eq!(numbers(&world.telegram, ann.0), [1]);
    queue(&world.store, ann, Lane::Answer, 2);
    assert_eq!((crash(&mut world), crash(&mut world), crash(&mut world)), (1, 1, 0));
    world.settle();
    assert_eq!(numbers(&world.telegram, ann.0), [1], "it may have arrived twice by now");
}

#[test]
fn what_may_have_arrived_is_sent_twice_and_never_a_third_time() {
    for (fault, shown) in [(Fault::AcceptThenDrop, 2), (Fault::BadGateway, 0)] {
        let mut world = World::new();
        let [ann, ..] = three(&mut world);
        (0..9).for_each(|_| world.telegram.fail("sendMessage", fault.clone()));
        queue(&world.store, ann, Lane::Answer, 1);
        world.wait(600 * SECOND);
        world.telegram.heal();
        queue(&world.store, ann, Lane::Answer, 2);
        world.wait(600 * SECOND);
        let expected: Vec<usize> = std::iter::repeat_n(1, shown).chain([2]).collect();
        assert_eq!(numbers(&world.telegram, ann.0), expected, "{fault:?}");
    }
}

#[test]
fn a_change_waits_for_the_message_it_changes_and_the_newest_is_shown() {
    let mut world = World::new();
    let [ann, ..] = three(&mut world);
    let card = world.store.write(|tx| {
        let user = users::by_telegram(tx, ann.0)?.unwrap();
        let body = numbered(1).row([tap(Msg::new("button-menu"), Button::open(Screen::Menu))]);
        let about = (cards::Kind::Screen, 0);
        let card = cards::send(tx, user.id, user.chat, Lane::Answer, about, &body)?;
        outbox::strip(tx, user.id, user.chat, card)?;
        Ok(card)
    });
    let card = card.unwrap();
    world.telegram.fail("sendMessage", Fault::AcceptThenDrop);
    world.wait(5 * SECOND);
    assert_eq!(world.last(ann).keyboard, Vec::<Vec<_>>::new(), "{}", world.transcript(ann));
    for n in 2..=4 {
        world.store.write(|tx| cards::show(tx, card, Lane::Interactive, &numbered(n))).unwrap();
    }
    world.wait(5 * SECOND);
    assert_eq!(numbers(&world.telegram, ann.0), [1, 4], "one is what the lost answer left");
}

#[test]
fn an_edit_that_changes_nothing_is_fine_and_a_deleted_message_comes_again() {
    let mut world = World::new();
    let [ann, ..] = three(&mut world);
    let show = |world: &mut World, n| {
        let card = world.store.read(|tx| cards::at(tx, ChatId(ann.0), world.last(ann).id));
        let card = card.unwrap().unwrap();
        world.store.write(|tx| cards::redraw(tx, card, &numbered(n))).unwrap();
        world.settle();
    };
    show(&mut world, 1);
    show(&mut world, 1);
    let description = "Bad Request: message to edit not found".into();
    let gone = Fault::Status { code: 400, description, retry_after: None };
    world.telegram.fail("editMessageText", gone);
    show(&mut world, 2);
    assert_eq!(numbers(&world.telegram, ann.0), [1, 2]);
}

/// A line to Telegram on which some messages fail at their first try, each in a way of its own.
struct Rough {
    client: Client,
    tries: Mutex<HashMap<(ChatId, usize), usize>>,
}

/// What happens to the first try of message `n` of a chat.
fn trouble(chat: ChatId, n: usize) -> Option<Fail> {
    match (usize::try_from(chat.0).unwrap() + n) % 7 {
        0 => Some(Fail::Wait(SECOND)),
        1 => Some(Fail::Down("rough".into())),
        2 => Some(Fail::Unknown("rough".into())),
        _ => None,
    }
}

/// An unknown outcome hides a delivery in every second chat.
fn arrives(chat: ChatId) -> bool {
    chat.0 % 2 == 0
}

impl Telegram for Rough {
    fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Value>, Fail> {
        self.client.poll(offset, wait)
    }

    fn send(&self, out: &Outgoing) -> Result<Sent, Fail> {
        let Outgoing::Text { chat, html, .. } = out else { panic!("only texts are queued") };
        let n = html.strip_prefix("✨ ").unwrap().parse().unwrap();
        let tries = {
            let mut tries = self.tries.lock().unwrap();
            let tries = tries.entry((*chat, n)).or_default();
            *tries += 1;
            *tries
        };
        match trouble(*chat, n).filter(|_| tries == 1) {
            Some(fail @ Fail::Unknown(_)) if arrives(*chat) => {
                self.client.send(out)?;
                Err(fail)
            }
            Some(fail) => Err(fail),
            None => self.client.send(out),
        }
    }

    fn file(&self, file_id: &str) -> Result<Vec<u8>, Fail> {
        self.client.file(file_id)
    }

    fn stars(&self, skip: i64) -> Result<StarsPage, Fail> {
        self.client.stars(skip)
    }

    fn me(&self) -> Result<String, Fail> {
        self.client.me()
    }

    fn hang_up(&self) {
        self.client.hang_up();
    }
}

#[test]
fn many_lines_keep_every_chat_in_order_whatever_fails() {
    const CHATS: i64 = 40;
    const EACH: usize = 12;
    let clock = Clock::manual(MORNING.parse().unwrap());
    let telegram = FakeTelegram::new(TOKEN, clock.clone());
    telegram.limited(telegram::Limits::Off);
    let servers = Servers::start(1).unwrap();
    let at = servers.serve(telegram.clone().router(), 0).unwrap();
    let token = SecretString::from(TOKEN);
    let client = Client::new(&format!("http://{at}"), &token, Duration::ZERO, Proxy::None);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ivrbot.db");
    let store = Arc::new(Store::open(&path, clock.clone(), Durability::None).unwrap());
    let rough = Arc::new(Rough { client, tries: Mutex::default() });
    let i18n = Arc::new(I18n::builtin().unwrap());
    let courier = Arc::new(Courier::new(store.clone(), rough, i18n, Limits::Off));
    let running = Running::start(courier).unwrap();
    let signed_up = store.write(|tx| {
        (1..=CHATS).try_for_each(|id| users::create(tx, id, Locale::En, "UTC").map(drop))
    });
    signed_up.unwrap();
    for id in 1..=CHATS {
        telegram.says(id, "hello");
    }
    for n in 0..EACH {
        (1..=CHATS).for_each(|id| queue(&store, Who(id), Lane::Answer, n));
    }
    for round in 0.. {
        let seen = telegram.bell().seen();
        if store.read(outbox::open).unwrap() == 0 {
            break;
        }
        assert!(round < 10_000, "the outbox is never empty");
        telegram.bell().wait(seen, Duration::from_millis(5));
        clock.advance(SECOND / 10);
    }
    running.stop();
    for id in 1..=CHATS {
        let twice = |n| matches!(trouble(ChatId(id), n), Some(Fail::Unknown(_)) if id % 2 == 0);
        let expected: Vec<usize> =
            (0..EACH).flat_map(|n| std::iter::repeat_n(n, 1 + usize::from(twice(n)))).collect();
        assert_eq!(numbers(&telegram, id), expected, "chat {id}");
    }
}
