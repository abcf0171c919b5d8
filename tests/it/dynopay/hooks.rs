//! The stand-in's events: what they say, how they are signed, sent and given up; read and
//! verified by the bot's own side.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use ivrbot::demo::dynopay::{Arrival, Delivery, Hook, Version};
use ivrbot::domain::coin::Coin;
use ivrbot::payments::signature::{Headers, Untrusted, verify};
use ivrbot::payments::webhook::{self, Event, Webhook};
use jiff::Timestamp;

use super::rig::{BOTH, LATER, Rig};

const SECRET: &str = "whsec_own";

fn hook(url: &str) -> Hook {
    Hook { url: url.to_owned(), secret: Some(SECRET.to_owned()), previous: None, opted_in: false }
}

fn rig(version: Version, change: impl FnOnce(&mut Hook)) -> Rig {
    let mut hook = hook("http://127.0.0.1:1/hook");
    change(&mut hook);
    Rig::with(version, |settings| settings.webhook = Some(hook))
}

fn header<'a>(delivery: &'a Delivery, name: &str) -> Option<&'a str> {
    let found = delivery.headers.iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| value.as_str())
}

fn verified(delivery: &Delivery, secrets: &[&str], late_s: i64) -> Result<(), Untrusted> {
    let headers = Headers {
        timestamp: header(delivery, "x-dynopay-timestamp"),
        v1: header(delivery, "x-dynopay-signature"),
        v2: header(delivery, "x-dynopay-signature-v2"),
    };
    let secrets: Vec<_> = secrets.iter().map(|secret| (*secret).into()).collect();
    let at = headers.timestamp.unwrap().parse::<i64>().unwrap() + late_s;
    let now = Timestamp::from_second(at).unwrap();
    verify(&secrets, headers, delivery.body.as_bytes(), now)
}

fn events(rig: &Rig, arrival: Arrival) -> Vec<&'static str> {
    let id = rig.opened(Coin::UsdtTrc20, 2_000).provider_id;
    let before = rig.fake.deliveries().len();
    rig.fake.arrive(&id, &arrival);
    rig.fake.deliveries().iter().skip(before).map(|delivery| delivery.event).collect()
}

#[test]
fn each_arrival_has_its_events() {
    const PENDING: &str = "payment.pending";
    const UNDERPAID: &str = "payment.underpaid";
    const CONFIRMED: &str = "payment.confirmed";
    const SETTLED: &str = "payment.settled";
    const FAILED: &str = "payment.settlement_failed";
    let table = [
        (Arrival::Exact, vec![PENDING, CONFIRMED, SETTLED]),
        (Arrival::Percent(50), vec![PENDING, UNDERPAID, CONFIRMED, SETTLED]),
        (Arrival::Percent(150), vec![PENDING, CONFIRMED, SETTLED]),
        // A thousandth is forgiven.
        (Arrival::Amount("19.98".parse().unwrap()), vec![PENDING, CONFIRMED, SETTLED]),
        (Arrival::Amount("19.9799".parse().unwrap()), vec![PENDING, UNDERPAID, CONFIRMED, SETTLED]),
        (Arrival::Stuck, vec![PENDING, CONFIRMED, FAILED]),
        (Arrival::StuckForAWhile, vec![PENDING, CONFIRMED, FAILED, SETTLED]),
        (Arrival::Recovered, vec![CONFIRMED, SETTLED]),
        (Arrival::Silence, vec![]),
        (Arrival::WrongCoin("BTC".to_owned()), vec![]),
    ];
    for version in BOTH {
        let rig = rig(version, |_| {});
        for (arrival, want) in &table {
            // A keeps the settlement to itself.
            let keep = |event: &&&str| version == Version::B || **event != SETTLED;
            let want: Vec<&str> = want.iter().filter(keep).copied().collect();
            assert_eq!(events(&rig, arrival.clone()), want, "{version:?} {arrival:?}");
        }
    }
    let asked = rig(Version::B, |hook| hook.opted_in = true);
    let over = ["payment.pending", "payment.confirmed", "payment.overpaid", "payment.settled"];
    assert_eq!(events(&asked, Arrival::Percent(150)), over);
    assert_eq!(asked.fake.deliveries()[0].event, "payment.created");
}

#[test]
fn r09_what_the_stand_in_signs_the_bot_believes() {
    for version in BOTH {
        for as_text in [false, true] {
            let rig = rig(version, |_| {});
            rig.fake.configure(|settings| settings.unknowns.numbers_as_text = as_text);
            for arrival in [Arrival::Percent(50), Arrival::Percent(0), Arrival::Recovered] {
                events(&rig, arrival);
            }
            for delivery in rig.fake.deliveries() {
                let newer = header(&delivery, "x-dynopay-signature-v2");
                assert_eq!(newer.is_some(), version == Version::B);
                assert_eq!(verified(&delivery, &[SECRET], 0), Ok(()), "{delivery:?}");
                assert_eq!(verified(&delivery, &[SECRET], 300), Ok(()));
                assert_eq!(verified(&delivery, &[SECRET], 301), Err(Untrusted::Stale));
                assert_eq!(verified(&delivery, &["other"], 0), Err(Untrusted::Wrong));
                let mut older = delivery.clone();
                older.headers.retain(|(name, _)| *name != "x-dynopay-signature-v2");
                assert_eq!(verified(&older, &[SECRET], 0), Ok(()), "{}", older.body);
            }
        }
    }
}

#[test]
fn r09_while_secrets_are_rotated_either_will_do() {
    let rig = rig(Version::B, |hook| hook.previous = Some("whsec_before".to_owned()));
    events(&rig, Arrival::Exact);
    let delivery = rig.fake.deliveries().remove(0);
    for secret in [SECRET, "whsec_before"] {
        assert_eq!(verified(&delivery, &[secret], 0), Ok(()));
    }
}

#[test]
fn r09_without_a_secret_of_ours_nothing_is_believed() {
    for version in BOTH {
        let rig = rig(version, |hook| hook.secret = None);
        events(&rig, Arrival::Exact);
        let delivery = rig.fake.deliveries().remove(0);
        let want = match version {
            Version::A => Untrusted::Wrong,
            Version::B => Untrusted::Unsigned,
        };
        assert_eq!(verified(&delivery, &[SECRET], 0), Err(want));
        assert!(verified(&delivery, &[], 0).is_err());
    }
}

#[test]
fn every_event_is_read_as_a_trigger_for_its_payment() {
    let rig = rig(Version::B, |hook| hook.opted_in = true);
    for arrival in [Arrival::Percent(50), Arrival::Percent(150), Arrival::Stuck] {
        events(&rig, arrival);
    }
    let ids: Vec<String> = rig.fake.payments().into_iter().map(|one| one.payment_id).collect();
    let mut seen = Vec::new();
    for delivery in rig.fake.deliveries() {
        let Webhook::Look(trigger) = webhook::read(delivery.body.as_bytes()) else {
            panic!("{}", delivery.body)
        };
        assert!(ids.contains(&trigger.payment_id) && !trigger.recovered);
        let named = trigger.intent.is_some();
        let is_bare = matches!(
            trigger.event,
            Some(Event::Underpaid | Event::SettlementFailed | Event::Overpaid | Event::Created)
        );
        assert_eq!(named, !is_bare, "{}", delivery.body);
        seen.extend(trigger.event);
    }
    for event in [Event::Created, Event::Pending, Event::Underpaid, Event::Overpaid] {
        assert!(seen.contains(&event), "{event:?}");
    }
    let before = rig.fake.deliveries().len();
    events(&rig, Arrival::Recovered);
    let found = &rig.fake.deliveries()[before + 1];
    let Webhook::Look(trigger) = webhook::read(found.body.as_bytes()) else { panic!() };
    assert!(trigger.recovered);
    assert_eq!(trigger.original_payment_id.as_ref(), Some(&trigger.payment_id));
}

/// Answers each request with the next of these statuses; gives the requests back.
fn receiver(statuses: Vec<u16>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let answer = move |status: u16| {
        let (mut stream, _) = listener.accept().unwrap();
        let request = request(&mut stream);
        let head = "Content-Length: 0\r\nConnection: close";
        write!(stream, "HTTP/1.1 {status} X\r\n{head}\r\n\r\n").unwrap();
        request
    };
    (url, std::thread::spawn(move || statuses.into_iter().map(answer).collect()))
}

fn request(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut chunk = [0; 4096];
    while !text.ends_with('}') {
        let count = stream.read(&mut chunk).unwrap();
        assert!(count > 0, "{text}");
        text.push_str(std::str::from_utf8(&chunk[..count]).unwrap());
    }
    text
}

#[test]
fn events_are_sent_when_their_moment_has_come() {
    let (url, requests) = receiver(vec![200, 200, 200]);
    let rig = rig(Version::B, |hook| hook.url = url);
    events(&rig, Arrival::Exact);
    assert_eq!((rig.fake.deliver(), rig.fake.deliver()), (1, 0));
    rig.pass(LATER);
    assert_eq!((rig.fake.deliver(), rig.fake.deliver()), (2, 0));
    let requests = requests.join().unwrap();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert!(head.to_ascii_lowercase().contains("x-dynopay-event: payment.pending"), "{head}");
    assert_eq!(body, rig.fake.deliveries()[0].body);
}

#[test]
fn what_fails_is_sent_three_times_and_what_is_refused_once() {
    for (statuses, seconds) in [
        (vec![500, 503, 500], [1, 2, 60]),
        (vec![429, 200], [1, 60, 60]),
        (vec![401], [60, 60, 60]),
    ] {
        let sends = statuses.len();
        let (url, requests) = receiver(statuses);
        let rig = rig(Version::A, |hook| hook.url = url);
        rig.fake.configure(|settings| settings.pace.confirm_ms = 1_000_000_000);
        events(&rig, Arrival::Exact);
        let mut sent = rig.fake.deliver();
        for pause in seconds {
            rig.pass(Duration::from_secs(pause));
            sent += rig.fake.deliver();
        }
        assert_eq!((sent, requests.join().unwrap().len()), (sends, sends));
    }
}

#[test]
fn an_address_that_is_not_there_five_times_is_left_alone_for_a_day() {
    let (url, requests) = receiver(vec![404; 6]);
    let rig = rig(Version::A, |hook| hook.url = url);
    for _ in 0..4 {
        events(&rig, Arrival::Exact);
    }
    rig.pass(LATER);
    assert_eq!(rig.fake.deliver(), 5, "of eight");
    rig.pass(Duration::from_secs(24 * 3_600));
    events(&rig, Arrival::Exact);
    assert_eq!(rig.fake.deliver(), 1);
    assert_eq!(requests.join().unwrap().len(), 6);
}
