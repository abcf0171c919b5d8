//! The key and the numbers stay out of everything that may be printed.

use super::stand::{Act, Stand};
use super::{ID, KEY, TO, client, config, dial};
use crate::voice::bland::mask::masked;
use crate::voice::{Placed, Voice};

#[test]
fn the_key_is_in_no_debug_output() {
    let config = config("https://api.bland.ai");
    let shown = format!("{config:?} {config:#?} {:?}", client("https://api.bland.ai"));
    assert!(!shown.contains(KEY), "{shown}");
}

#[test]
fn what_the_provider_repeats_of_key_and_number_is_blacked_out() {
    let echo = format!(r#"{{"status":"error","message":"{KEY} may not call {TO} (12025550143)"}}"#);
    let acts = (0..4).map(|_| Act::Say(500, echo.clone())).collect();
    let stand = Stand::new(acts);
    let bland = client(&stand.base);
    let mut shown = Vec::new();
    shown.push(format!("{:?}", bland.send(&dial())));
    let fault = bland.list(Some(TO), 0, 1).unwrap_err();
    shown.push(format!("{fault} {fault:?}"));
    shown.push(format!("{:?}", bland.look(ID)));
    shown.push(format!("{:?}", bland.stop(ID)));
    for text in shown {
        assert!(text.contains("*** may not call +…43"), "{text}");
        assert!(!text.contains(KEY) && !text.contains("2025550143"), "{text}");
    }
    stand.requests();
}

#[test]
fn a_request_that_cannot_be_made_shows_neither_key_nor_number() {
    let mut faults = Vec::new();
    for base in ["no scheme", "http://127.0.0.1:1", "http://", "ftp://x"] {
        faults.push(format!("{:?}", client(base).list(Some(TO), 0, 1)));
        faults.push(format!("{:?}", client(base).send(&dial())));
    }
    let mut broken = config("http://127.0.0.1:1");
    broken.api_key = format!("{KEY}\n").into();
    let broken = super::Bland::new(broken);
    faults.push(format!("{:?} {broken:?}", broken.account()));
    for text in faults {
        assert!(!text.contains(KEY) && !text.contains("2025550143"), "{text}");
    }
}

#[test]
fn masking_keeps_short_figures_and_words() {
    for (text, shown) in [
        ("code 400 at 12", "code 400 at 12"),
        ("to +12025550143.", "to +…43"),
        ("%2B12025550143&x", "%2B…43&x"),
        ("(202) 555-0143 is busy", "(…43 is busy"),
        ("123456", "123456"),
        ("1234567", "…67"),
        ("one\ntwo", "one two"),
        ("", ""),
    ] {
        assert_eq!(masked(text), shown);
    }
    let long = masked(&"é".repeat(1000));
    assert_eq!(long.chars().count(), 241);
}

#[test]
fn an_unclear_answer_says_why_in_one_line() {
    let stand = Stand::saying(502, "<html>\nBad gateway\n</html>");
    let placed = client(&stand.base).send(&dial());
    let Placed::Unclear { why } = placed else { panic!("{placed:?}") };
    assert_eq!(why, "HTTP 502, no verdict: the answer is not JSON");
    stand.requests();
}
