//! The client against a server on loopback: what is asked, and what bad weather becomes.

use std::net::TcpListener;
use std::time::Duration;

use serde_json::{Value, json};

use super::reports::details;
use super::stand::{Act, Stand};
use super::{ID, KEY, OURS, TO, client, config, dial};
use crate::domain::call::Outcome;
use crate::voice::bland::{Bland, BlandConfig, body};
use crate::voice::{Account, Fault, Placed, Refused, Stopped, Voice};

/// 2026-11-20T15:04:05.120Z.
const T0: i64 = 1_795_187_045_120;

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap()
}

#[test]
fn a_dial_is_one_post_with_the_bare_key() {
    let stand = Stand::saying(200, &format!(r#"{{"status":"success","call_id":"{ID}"}}"#));
    let placed = client(&stand.base).send(&dial());
    assert_eq!(placed, Placed::Queued { provider_id: ID.to_owned(), capped_minutes: None });
    let requests = stand.requests();
    let (head, sent) = requests[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(first_line(head), "POST /v1/calls HTTP/1.1");
    let head = head.to_ascii_lowercase();
    assert!(head.contains(&format!("\r\nauthorization: {KEY}\r\n")), "{head}");
    assert!(head.contains("\r\ncontent-type: application/json"), "{head}");
    assert!(!head.contains("x-bland-org-id"), "{head}");
    assert_eq!(serde_json::from_str::<Value>(sent).unwrap(), body::body(&dial()));
}

#[test]
fn the_organisation_is_named_where_it_is_known() {
    let stand = Stand::saying(200, r#"{"data":[],"errors":null}"#);
    let mut config = config(&format!("{}/", stand.base));
    config.org_id = Some("org-1".to_owned());
    assert_eq!(Bland::new(config).active(), Ok(vec![]));
    let request = stand.requests().remove(0);
    assert_eq!(first_line(&request), "GET /v1/calls/active HTTP/1.1");
    assert!(request.to_ascii_lowercase().contains("\r\nx-bland-org-id: org-1\r\n"), "{request}");
}

#[test]
fn a_dial_in_bad_weather_is_unclear() {
    let redirect =
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    for act in [
        Act::Drop,
        Act::CutOff,
        Act::Raw(redirect.as_bytes().to_vec()),
        Act::Raw(b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec()),
        Act::Say(200, " ".repeat(10 * 1024 * 1024)),
        Act::Say(502, "<html>Bad gateway</html>".to_owned()),
        Act::Say(200, "<html>Sign in</html>".to_owned()),
    ] {
        let stand = Stand::new(vec![act]);
        let placed = client(&stand.base).send(&dial());
        assert!(matches!(placed, Placed::Unclear { .. }), "{placed:?}");
        assert_eq!(stand.requests().len(), 1);
    }
}

/// Ten megabytes of spaces in some sixty kilobytes: one literal, then matches of 258 at distance 1.
fn packed_spaces() -> Vec<u8> {
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut code = |value: u32, length: u32| {
        bits.extend((0..length).rev().map(|place| value >> place & 1 == 1));
    };
    code(0x50, 8);
    for _ in 0..10 * 1024 * 1024 / 258 {
        code(0xC5, 8);
        code(0, 5);
    }
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    let packed = bits.chunks(8).map(byte);
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff].into_iter().chain(packed).collect()
}

#[test]
fn an_answer_that_unpacks_beyond_the_limit_is_not_read_on() {
    let packed = packed_spaces();
    assert!(packed.len() < 100_000);
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
    let acts = [
        Act::Say(200, " ".repeat(10 * 1024 * 1024)),
        Act::Raw([head.as_bytes(), &packed].concat()),
    ];
    for act in acts {
        let stand = Stand::new(vec![act]);
        let why = "HTTP 200, an answer beyond all measure".to_owned();
        assert_eq!(client(&stand.base).look(ID), Err(Fault::Transport(why)));
        stand.requests();
    }
}

#[test]
fn a_dial_never_takes_a_connection_kept_from_before() {
    let me = r#"{"status":"active","billing":{}}"#;
    let queued = format!(r#"{{"status":"success","call_id":"{ID}"}}"#);
    // A second question on the kept connection would wait for ever: the stand has left it.
    let stand = Stand::new(vec![Act::Keep(me.to_owned()), Act::Say(200, queued)]);
    let bland = client(&stand.base);
    assert!(bland.account().is_ok());
    assert!(matches!(bland.send(&dial()), Placed::Queued { .. }));
    stand.requests();
}

#[test]
fn a_question_in_bad_weather_is_a_fault() {
    let answers: Vec<Fault> = [
        Act::Drop,
        Act::CutOff,
        Act::Say(200, " ".repeat(10 * 1024 * 1024)),
        Act::Say(502, "<html>Bad gateway</html>".to_owned()),
        Act::Say(302, String::new()),
        Act::Say(429, r#"{"status":"error","message":"Rate limit exceeded"}"#.to_owned()),
    ]
    .into_iter()
    .map(|act| {
        let stand = Stand::new(vec![act]);
        let fault = client(&stand.base).look(ID).unwrap_err();
        stand.requests();
        fault
    })
    .collect();
    assert!(answers[..3].iter().all(|f| matches!(f, Fault::Transport(_))), "{answers:?}");
    assert!(matches!(answers[3], Fault::Answer { status: 502, .. }), "{answers:?}");
    assert!(matches!(answers[4], Fault::Answer { status: 302, .. }), "{answers:?}");
    assert_eq!(answers[5], Fault::RateLimited);
}

#[test]
fn a_dribbling_answer_is_given_up_in_time() {
    let stand = Stand::new(vec![Act::Dribble, Act::Dribble]);
    let hasty = BlandConfig { http_timeout: Duration::from_millis(300), ..config(&stand.base) };
    let bland = Bland::new(hasty);
    assert!(matches!(bland.send(&dial()), Placed::Unclear { why } if why.contains("timeout")));
    assert!(matches!(bland.look(ID), Err(Fault::Transport(why)) if why.contains("timeout")));
    stand.requests();
}

#[test]
fn where_nobody_listens_nothing_was_dialled() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(client(&base).send(&dial()), Placed::Refused(Refused::Unreachable));
    assert!(matches!(client(&base).look(ID), Err(Fault::Transport(_))));
}

#[test]
fn a_look_reads_the_call_that_was_asked_for() {
    let other = json!({"call_id": "0b6f3c1e-5d2a-4c58-9a44-3f1f8f6f2c10", "completed": true});
    let mut failed = details();
    failed["status"] = json!("error");
    let acts = [
        (200, details()),
        (200, json!({"data": details(), "errors": null})),
        (200, failed),
        (404, json!({"message": "anything"})),
        (200, other),
        (200, json!({"status": "error", "message": "Internal server error."})),
        (200, json!({"data": null, "errors": [{"error": "NOT_FOUND", "message": "No call"}]})),
        (401, json!({"data": null, "errors": [{"error": "AUTH_FAILURE", "message": "Un"}]})),
    ];
    let stand = Stand::new(acts.map(|(s, body)| Act::Say(s, body.to_string())).into());
    let bland = client(&stand.base);
    let look = || bland.look(ID);
    for _ in 0..2 {
        let report = look().unwrap().unwrap();
        assert_eq!((report.seconds, report.rows.len()), (Some(30), 3));
    }
    assert_eq!(look().unwrap().unwrap().outcome, Some(Outcome::Failed));
    assert_eq!(look(), Ok(None));
    for (status, message) in [
        (200, "the answer is not what was asked for"),
        (200, "Internal server error."),
        (200, "NOT_FOUND; No call"),
        (401, "AUTH_FAILURE; Un"),
    ] {
        assert_eq!(look(), Err(Fault::Answer { status, message: message.to_owned() }));
    }
    let line = format!("GET /v1/calls/{ID} HTTP/1.1");
    assert!(stand.requests().iter().all(|request| first_line(request) == line));
}

#[test]
fn an_id_that_is_no_id_never_becomes_a_path() {
    let bland = client("http://127.0.0.1:1");
    for id in ["", "active", "ACTIVE", "a/b", "..", "x?y", "%2e", &"a".repeat(65)] {
        assert_eq!(bland.look(id), Ok(None), "{id}");
        assert_eq!(bland.stop(id), Ok(Stopped::NotNow), "{id}");
    }
}

fn list_row() -> Value {
    json!({"call_id": ID, "created_at": "2026-11-20T15:04:05.120+00:00", "call_length": 0.5,
        "to": TO, "from": "+14155550199", "inbound": false, "completed": true,
        "queue_status": "complete", "error_message": null, "answered_by": "human",
        "batch_id": null, "metadata": {"cb_request_id": OURS}})
}

#[test]
fn a_list_is_asked_for_by_number_and_time() {
    let stand = Stand::saying(200, r#"{"total_count":0,"count":0,"calls":[]}"#);
    assert_eq!(client(&stand.base).list(Some(TO), T0, T0 + 60_000), Ok(vec![]));
    let expected = "GET /v1/calls?to_number=%2B12025550143\
        &start_date=2026-11-20T15%3A04%3A05.120Z&end_date=2026-11-20T15%3A05%3A05.120Z\
        &inbound=false&ascending=true&limit=1000 HTTP/1.1";
    assert_eq!(first_line(&stand.requests()[0]), expected);
    let stand = Stand::saying(200, "[]");
    assert_eq!(client(&stand.base).list(None, i64::MIN, i64::MAX), Ok(vec![]));
    let line = stand.requests().remove(0);
    assert!(!line.contains("to_number") && line.contains("9999-12-30T"), "{line}");
}

#[test]
fn list_rows_are_read_with_and_without_metadata() {
    let mut bare = list_row();
    bare.as_object_mut().unwrap().remove("metadata");
    bare["created_at"] = json!("2026-11-20T15:04:04Z");
    bare["to"] = json!("2025550143");
    let mut stranger = list_row();
    stranger["to"] = json!("+442071838750");
    let answer = json!({"count": 3, "calls": [list_row(), stranger, bare]});
    let stand = Stand::saying(200, &answer.to_string());
    let found = client(&stand.base).list(Some(TO), T0, T0).unwrap();
    let ids: Vec<_> = found.iter().map(|report| report.cb_request_id.as_deref()).collect();
    assert_eq!(ids, [None, Some(OURS)], "oldest first, and nobody else's");
    assert_eq!(found[1].outcome, Some(Outcome::Answered));
    assert_eq!(found[1].seconds, Some(30));
    stand.requests();
}

#[test]
fn a_list_that_cannot_be_read_whole_is_a_fault() {
    for answer in [
        json!({"calls": [list_row(), {"to": TO}]}),
        json!({"count": 1}),
        json!({"data": null, "errors": null}),
        json!({"data": null, "errors": ["No"]}),
        json!({"status": "error", "message": "No", "calls": []}),
    ] {
        let stand = Stand::saying(200, &answer.to_string());
        let listed = client(&stand.base).list(None, 0, 1);
        assert!(matches!(listed, Err(Fault::Answer { status: 200, .. })), "{answer}");
        stand.requests();
    }
}

#[test]
fn active_calls_are_read_though_everything_is_text() {
    let row = |status: &str| {
        json!({"call_id": ID, "user_id": "u", "from": "+14155550199", "to": TO,
            "objective": "You are a ...", "pathway_id": "", "start_time": "",
            "international": "false", "status": status, "timestamp": "1795187045120"})
    };
    let answer = json!({"data": [row("QUEUED"), row("IN_PROGRESS"), row("")], "errors": null});
    let stand = Stand::saying(200, &answer.to_string());
    let found = client(&stand.base).active().unwrap();
    let started: Vec<bool> = found.iter().map(|report| report.started).collect();
    assert_eq!(started, [false, true, false]);
    assert!(found.iter().all(|report| report.created_ms == Some(T0) && !report.completed));
    assert_eq!(found[0].to, TO);
    stand.requests();
}

#[test]
fn stopping_is_yes_or_not_now() {
    let no_line = json!({"status": "error", "message": "SID not found for the given c_id."});
    let acts = [
        (200, json!({"status": "success", "message": "Call ended successfully."})),
        (200, no_line.clone()),
        (400, no_line.clone()),
        (500, no_line),
        (404, json!({"message": "Not found"})),
        (200, json!({"status": "error", "message": "Internal server error."})),
        (429, json!({"status": "error", "message": "Rate limit exceeded"})),
    ];
    let stand = Stand::new(acts.map(|(s, body)| Act::Say(s, body.to_string())).into());
    let bland = client(&stand.base);
    assert_eq!(bland.stop(ID), Ok(Stopped::Yes));
    for _ in 0..4 {
        assert_eq!(bland.stop(ID), Ok(Stopped::NotNow));
    }
    let message = "Internal server error.".to_owned();
    assert_eq!(bland.stop(ID), Err(Fault::Answer { status: 200, message }));
    assert_eq!(bland.stop(ID), Err(Fault::RateLimited));
    let line = format!("POST /v1/calls/{ID}/stop HTTP/1.1");
    assert!(stand.requests().iter().all(|request| first_line(request) == line));
}

#[test]
fn the_account_says_what_is_left() {
    let billing = json!({"current_balance": 41.37, "refill_to": null});
    let acts = [
        (200, json!({"status": "active", "billing": billing, "total_calls": 1203})),
        (200, json!({"data": {"status": "suspended", "current_balance": "0"}, "errors": null})),
        (401, json!({"data": null, "errors": [{"error": "AUTH_FAILURE", "message": "No"}]})),
        (200, json!({"total_calls": 1})),
    ];
    let stand = Stand::new(acts.map(|(s, body)| Act::Say(s, body.to_string())).into());
    let bland = client(&stand.base);
    let account = |status: &str, balance: &str| {
        Ok(Account { status: status.to_owned(), balance: Some(balance.to_owned()) })
    };
    assert_eq!(bland.account(), account("active", "41.37"));
    assert_eq!(bland.account(), account("suspended", "0"));
    assert!(matches!(bland.account(), Err(Fault::Answer { status: 401, .. })));
    assert!(matches!(bland.account(), Err(Fault::Answer { status: 200, .. })));
    assert_eq!(first_line(&stand.requests()[0]), "GET /v1/me HTTP/1.1");
}
