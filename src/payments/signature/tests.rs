//! The contract's golden vectors, and everything near them that must not pass (R9).

use super::splice::with_timestamp;
use super::*;

const SECRET: &str = "whsec_test_only_not_a_real_secret";
const TIME: i64 = 1_790_000_000;
const CONFIRMED: &[u8] = include_bytes!("confirmed.json");
const UNDERPAID: &[u8] = include_bytes!("underpaid.json");

/// A body, its older and its newer signature.
const VECTORS: [(&[u8], &str, &str); 2] = [
    (
        CONFIRMED,
        "1cd0ff21941bae28d626d85cf6058f4427a464b0cfb16832e723bedcb36d0b31",
        "27896f96d215eea871f2e25ab23b74731efd52862ab12334b0afeeef512a1275",
    ),
    (
        UNDERPAID,
        "2f3dba251515689620e53edef8a89b3f4a8f6587893ce7c311b17f7511c24724",
        "96f782ecd997b06f316bf06dd36a5ebcc661a4e03b5034559a45c53a3dca30fb",
    ),
];

fn checked(secrets: &[&str], headers: Headers<'_>, body: &[u8], at: i64) -> Result<(), Untrusted> {
    let secrets: Vec<SecretString> = secrets.iter().map(|one| (*one).into()).collect();
    verify(&secrets, headers, body, Timestamp::from_second(at).unwrap())
}

fn first_of(v1: &str) -> Headers<'_> {
    Headers { timestamp: Some("1790000000"), v1: Some(v1), v2: None }
}

fn second_of(v2: &str) -> Headers<'_> {
    Headers { timestamp: None, v1: None, v2: Some(v2) }
}

fn header(hex: &str) -> String {
    format!("t={TIME},v1={hex}")
}

#[test]
fn r09_the_golden_vectors_are_believed() {
    for (body, v1, v2) in VECTORS {
        assert_eq!(checked(&[SECRET], first_of(v1), body, TIME), Ok(()));
        assert_eq!(checked(&[SECRET], second_of(&header(v2)), body, TIME), Ok(()));
        let upper = v1.to_uppercase();
        assert_eq!(checked(&[SECRET], first_of(&upper), body, TIME), Ok(()));
        assert_eq!(checked(&["", "other", SECRET], first_of(v1), body, TIME), Ok(()));
    }
}

#[test]
fn r09_another_bit_anywhere_is_wrong() {
    for (body, v1, v2) in VECTORS {
        let (v1, v2) = (first_of(v1), header(v2));
        for at in 0..body.len() {
            for bit in 0..8 {
                let mut flipped = body.to_vec();
                flipped[at] ^= 1 << bit;
                let newer = checked(&[SECRET], second_of(&v2), &flipped, TIME);
                assert_eq!(newer, Err(Untrusted::Wrong), "byte {at} bit {bit}");
                // Within the old `timestamp` value any text is as good: it is replaced.
                let older = checked(&[SECRET], v1, &flipped, TIME);
                let is_replaced = body == UNDERPAID && is_in_time(at);
                assert!(older.is_err() || is_replaced, "byte {at} bit {bit}");
            }
        }
    }
}

/// Whether the byte belongs to the value of the top-level `timestamp` of `UNDERPAID`.
fn is_in_time(at: usize) -> bool {
    let text = std::str::from_utf8(UNDERPAID).unwrap();
    let start = text.find("\"timestamp\":").unwrap() + "\"timestamp\":".len();
    (start..start + "\"2026-09-21T15:33:19.500Z\"".len()).contains(&at)
}

#[test]
fn r09_another_digit_of_the_signature_is_wrong() {
    let (body, v1, v2) = VECTORS[0];
    for at in 0..64 {
        let other = |hex: &str| {
            let digit = if &hex[at..=at] == "0" { "1" } else { "0" };
            format!("{}{digit}{}", &hex[..at], &hex[at + 1..])
        };
        let wrong = Err(Untrusted::Wrong);
        assert_eq!(checked(&[SECRET], first_of(&other(v1)), body, TIME), wrong);
        assert_eq!(checked(&[SECRET], second_of(&header(&other(v2))), body, TIME), wrong);
    }
}

#[test]
fn r09_any_of_several_signatures_will_do_while_secrets_are_rotated() {
    let (body, _, v2) = VECTORS[0];
    let zeros = "0".repeat(64);
    for header in [
        format!("t={TIME},v1={zeros},v1={v2}"),
        format!("t={TIME},v1={v2},v1={zeros}"),
        format!("v1={v2}, t={TIME}, v0=x"),
        format!("t={TIME},v1=short,v1={v2}"),
    ] {
        assert_eq!(checked(&[SECRET], second_of(&header), body, TIME), Ok(()), "{header}");
    }
    let none = format!("t={TIME},v1={zeros},v1={zeros}");
    assert_eq!(checked(&[SECRET], second_of(&none), body, TIME), Err(Untrusted::Wrong));
}

#[test]
fn r09_three_hundred_seconds_either_way_and_no_more() {
    let (body, v1, v2) = VECTORS[0];
    let v2 = header(v2);
    for (off, want) in
        [(0, Ok(())), (300, Ok(())), (301, Err(Untrusted::Stale)), (86_400, Err(Untrusted::Stale))]
    {
        for at in [TIME - off, TIME + off] {
            assert_eq!(checked(&[SECRET], first_of(v1), body, at), want, "{off}");
            assert_eq!(checked(&[SECRET], second_of(&v2), body, at), want, "{off}");
        }
    }
}

#[test]
fn r09_without_a_readable_signature_it_is_unsigned() {
    let (body, v1, v2) = VECTORS[0];
    let unsigned = Err(Untrusted::Unsigned);
    let time = Some("1790000000");
    for headers in [
        Headers::default(),
        Headers { timestamp: time, v1: None, v2: None },
        Headers { timestamp: None, v1: Some(v1), v2: None },
        Headers { timestamp: Some("01790000000"), v1: Some(v1), v2: None },
        Headers { timestamp: Some("-1790000000"), v1: Some(v1), v2: None },
        Headers { timestamp: Some("1790000000.0"), v1: Some(v1), v2: None },
        Headers { timestamp: time, v1: Some(""), v2: None },
        Headers { timestamp: time, v1: Some(&v1[1..]), v2: None },
        Headers { timestamp: time, v1: Some(&v1.replace('1', "+")), v2: None },
        second_of(""),
        second_of(&format!("v1={v2}")),
        second_of("t=1790000000"),
        second_of(&format!("t={TIME},t={TIME},v1={v2}")),
        second_of(&format!("t=99999999999999999999,v1={v2}")),
    ] {
        assert_eq!(checked(&[SECRET], headers, body, TIME), unsigned, "{headers:?}");
    }
    assert_eq!(checked(&[SECRET], first_of(v1), b"[1]", TIME), unsigned, "no object");
}

#[test]
fn r09_no_secret_and_another_secret_believe_nothing() {
    let (body, v1, _) = VECTORS[0];
    for secrets in [&[][..], &[""], &["other"]] {
        assert_eq!(checked(secrets, first_of(v1), body, TIME), Err(Untrusted::Wrong));
    }
}

#[test]
fn the_newer_signature_decides_alone_where_it_is_there() {
    let (body, v1, v2) = VECTORS[0];
    let bad = header(&"0".repeat(64));
    let headers = Headers { timestamp: Some("1790000000"), v1: Some(v1), v2: Some(&bad) };
    assert_eq!(checked(&[SECRET], headers, body, TIME), Err(Untrusted::Wrong));
    let good = header(v2);
    let headers = Headers { timestamp: Some("1"), v1: Some("x"), v2: Some(&good) };
    assert_eq!(checked(&[SECRET], headers, body, TIME), Ok(()));
}

#[test]
fn the_time_is_put_in_without_touching_another_byte() {
    let cases = [
        (r#"{}"#, Some(r#"{"timestamp":7}"#)),
        (r#"{"a":1}"#, Some(r#"{"a":1,"timestamp":7}"#)),
        (
            r#" { "a" : [1,{"timestamp":2}] } "#,
            Some(r#" { "a" : [1,{"timestamp":2}] ,"timestamp":7} "#),
        ),
        (r#"{"timestamp":"x, }\"","b":2}"#, Some(r#"{"timestamp":7,"b":2}"#)),
        (r#"{"a":{"b":[]},"timestamp":{"c":[1,2]}}"#, Some(r#"{"a":{"b":[]},"timestamp":7}"#)),
        (r#"{"timestamp": null , "b":2}"#, Some(r#"{"timestamp": 7 , "b":2}"#)),
        (r#"{"a":"timestamp","b":"\\"}"#, Some(r#"{"a":"timestamp","b":"\\","timestamp":7}"#)),
        (r#"{"a":1"#, None),
        (r#"{"a""#, None),
        (r#"{"a\"#, None),
        (r#"{"a":}"#, None),
        (r#"{a:1}"#, None),
        (r#"["timestamp"]"#, None),
        ("", None),
    ];
    for (body, want) in cases {
        let got = with_timestamp(body.as_bytes(), "7");
        let got = got.map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(got.as_deref(), want, "{body}");
    }
    let deep = [vec![b'['; 200_000], vec![b']'; 200_000]].concat();
    let body = [b"{\"a\":", deep.as_slice(), b"}"].concat();
    assert!(with_timestamp(&body, "7").is_some());
}
