//! The stand-in on its own: what it says to a request that the client never makes.

use super::*;

const AT: &str = "2025-10-03T08:31:48.330Z";

fn fake() -> FakeTatum {
    FakeTatum::new(Clock::manual(AT.parse().unwrap()), Settings::new("t-key"))
}

fn ask(fake: &FakeTatum, method: &str, target: &str, body: &str) -> (u16, String) {
    let headers = [("X-API-Key".to_owned(), "t-key".to_owned())];
    let response = fake.request(method, target, &headers, body.as_bytes());
    (response.status, response.body)
}

#[test]
fn the_vendors_examples() {
    let fake = fake();
    let (status, body) = ask(&fake, "GET", "/v4/data/rate/symbol?symbol=BTC&basePair=USD", "");
    let wanted = r#"{"value":"102024.00000000","basePair":"USD","timestamp":1759480304330,
        "source":"CoinGecko","symbol":"BTC"}"#;
    let wanted: String = wanted.split_whitespace().collect();
    assert_eq!((status, body), (200, wanted));
    let batch =
        r#"[{"batchId":"1","basePair":"USD","symbol":"BTC"},{"batchId":"2","symbol":"USDT"}]"#;
    let (status, body) = ask(&fake, "POST", "/v4/data/rate/symbol/batch", batch);
    assert_eq!(status, 200);
    let rows: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&rows[1]["batchId"], &rows[1]["symbol"]), (&"1".into(), &"BTC".into()));
    assert_eq!((&rows[0]["basePair"], &rows[0]["value"]), (&"EUR".into(), &"0.8701740000".into()));
    let (_, body) = ask(&fake, "GET", "/v3/tatum/rate/LTC", "");
    assert!(body.contains(r#""basePair":"EUR""#) && body.contains(r#""id":"LTC""#), "{body}");
}

#[test]
fn what_is_not_as_documented_is_refused() {
    let fake = fake();
    for (method, target, body, status) in [
        ("POST", "/v4/data/rate/symbol/batch", "{}", 400),
        ("POST", "/v4/data/rate/symbol/batch", "[]", 400),
        ("POST", "/v4/data/rate/symbol/batch", r#"[{"symbol":"BTC","basePair":"USD"}]"#, 400),
        ("POST", "/v3/tatum/rate", r#"[{"batchId":"1","symbol":"BTC"}]"#, 400),
        ("GET", "/v4/data/rate/symbol?basePair=USD", "", 400),
        ("GET", "/v4/data/rate/symbol?symbol=NONE&basePair=USD", "", 403),
        ("GET", "/v4/data/rate/symbol?symbol=BTC&basePair=usd", "", 403),
        ("GET", "/v3/tatum/rate/USDT_TRON?basePair=USD", "", 403),
        ("GET", "/v4/data/rate", "", 404),
        ("POST", "/v3/tatum/rate/BTC", "", 404),
    ] {
        assert_eq!(ask(&fake, method, target, body).0, status, "{method} {target} {body}");
    }
    let stranger = fake.request("GET", "/v3/tatum/rate/BTC", &[], b"");
    assert_eq!(stranger.status, 401);
}

#[test]
fn each_rate_costs_credits_until_there_are_none() {
    let fake = fake();
    fake.configure(|settings| settings.credits = 50);
    let batch = r#"[{"batchId":"1","symbol":"BTC"},{"batchId":"2","symbol":"ETH"}]"#;
    assert_eq!(ask(&fake, "POST", "/v4/data/rate/symbol/batch", batch).0, 200);
    let (status, body) = ask(&fake, "GET", "/v3/tatum/rate/BTC", "");
    assert!(status == 403 && body.contains("limit of 10000 credits"), "{body}");
}
