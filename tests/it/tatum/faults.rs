//! What bad weather at the source becomes, and that no secret comes out with it.

use std::time::Duration;

use ivrbot::demo::tatum::{Endpoint, Fault as Weather, Presence};
use ivrbot::rates::{Fault, Rates};

use super::client::{Line, PATIENCE, client, line};
use crate::world::RATES_KEY;

const BATCHES: [(Endpoint, Presence); 2] =
    [(Endpoint::V4Batch, Presence::There), (Endpoint::V3Batch, Presence::Missing(404))];

fn answer(status: u16, message: &str) -> Fault {
    Fault::Answer { status, message: message.to_owned() }
}

#[test]
fn each_fault_on_each_endpoint_is_told_apart_and_passes() {
    let odd = "the answer is not what was asked for";
    let table = [
        (Weather::Unauthorised, Fault::Unauthorised),
        (Weather::NoCredits, Fault::CreditsSpent),
        (Weather::Status(402, "{}".to_owned()), Fault::CreditsSpent),
        (Weather::TooMany, Fault::RateLimited),
        (Weather::Internal, answer(500, "internal.error: Something went wrong.")),
        (Weather::Html(502), answer(502, odd)),
        (Weather::Html(200), answer(200, odd)),
        (Weather::Status(302, String::new()), answer(302, "the answer is empty")),
        (Weather::Body("null".to_owned()), answer(200, "null")),
        (Weather::Body("[]".to_owned()), answer(200, "there is no rate in it")),
        (Weather::Body("[5]".to_owned()), answer(200, "a rate is no object")),
    ];
    for (endpoint, v4) in BATCHES {
        for (weather, fault) in &table {
            let line = line(PATIENCE);
            line.fake.configure(|settings| settings.v4 = v4);
            line.fake.fault(endpoint, weather.clone());
            assert_eq!(line.ask(&["BTC", "USDT"]).as_ref(), Err(fault), "{endpoint:?} {weather:?}");
            assert_eq!(line.ask(&["BTC", "USDT"]).map(|found| found.len()), Ok(2));
        }
    }
}

#[test]
fn a_single_question_meets_the_same_weather() {
    for (endpoint, v4) in
        [(Endpoint::V4Single, Presence::There), (Endpoint::V3Single, Presence::Missing(404))]
    {
        for (weather, fault) in [
            (Weather::TooMany, Fault::RateLimited),
            (Weather::NoCredits, Fault::CreditsSpent),
            (Weather::Unauthorised, Fault::Unauthorised),
            (Weather::Html(503), answer(503, "the answer is not what was asked for")),
        ] {
            let line = line(PATIENCE);
            line.fake.configure(|settings| settings.v4 = v4);
            line.fake.forget("DOGE");
            line.fake.fault(endpoint, weather.clone());
            assert_eq!(line.ask(&["BTC", "DOGE"]), Err(fault), "{endpoint:?} {weather:?}");
            // What was found before the weather changed is kept.
            line.fake.fault(endpoint, Weather::SlowMs(0));
            line.fake.fault(endpoint, weather);
            assert_eq!(line.ask(&["BTC", "DOGE", "LTC"]).map(|found| found.len()), Ok(1));
        }
    }
}

#[test]
fn silence_and_slowness_are_faults() {
    let line = line(Duration::from_millis(300));
    for weather in [Weather::HangUp, Weather::SlowMs(60_000)] {
        line.fake.fault(Endpoint::V4Batch, weather.clone());
        assert!(matches!(line.ask(&["BTC"]), Err(Fault::Transport(_))), "{weather:?}");
    }
    let nobody = client("http://127.0.0.1:1", RATES_KEY, PATIENCE, &line.clock);
    assert!(matches!(nobody.rates(&["BTC"]), Err(Fault::Transport(_))));
    let long = format!("[{}]", " ".repeat(1 << 20));
    line.fake.fault(Endpoint::V4Batch, Weather::Body(long));
    let Err(Fault::Transport(why)) = line.ask(&["BTC"]) else { panic!() };
    assert_eq!(why, "HTTP 200, an answer beyond all measure");
}

#[test]
fn what_is_no_price_is_no_rate() {
    let line = line(PATIENCE);
    for value in ["0", "0.00000000", "-5", "NaN", "", "null", "Infinity", "1,000.5", "1e400"] {
        line.fake.set("BTC", value);
        assert_eq!(line.ask(&["BTC"]), Err(answer(200, "BTC has no value above zero")), "{value}");
        let others = line.ask(&["BTC", "USDT"]).unwrap();
        assert_eq!(others, [("USDT", 1_000_200)], "{value}");
    }
}

#[test]
fn an_answer_must_be_in_dollars_and_about_what_was_asked() {
    let line = line(PATIENCE);
    let row = |base: &str, name: &str, batch: &str| {
        format!(
            r#"[{{"value":"1","basePair":"{base}","timestamp":{},"{name},"batchId":"{batch}"}}]"#,
            line.clock.wall().as_millisecond()
        )
    };
    for (body, why) in [
        (row("EUR", r#"symbol":"BTC""#, "BTC"), "BTC is not in dollars"),
        (row("USD", r#"symbol":"ETH""#, "BTC"), "a rate is of something that was not asked for"),
        (row("USD", r#"symbol":"BTC""#, "ETH"), "a rate is of something that was not asked for"),
        (row("USD", r#"name":"BTC""#, "BTC"), "a rate does not say of what it is"),
    ] {
        line.fake.fault(Endpoint::V4Batch, Weather::Body(body));
        assert_eq!(line.ask(&["BTC"]), Err(answer(200, why)));
    }
    line.fake.fault(Endpoint::V4Batch, Weather::Body(row("USD", r#"symbol":"BTC""#, "BTC")));
    assert_eq!(line.ask(&["BTC"]), Ok(vec![("BTC", 1_000_000)]));
}

#[test]
fn no_fault_shows_the_key() {
    fn shown(line: &Line, weather: Weather) -> String {
        line.fake.fault(Endpoint::V4Batch, weather);
        let fault = line.ask(&["BTC"]).unwrap_err();
        format!("{fault} {fault:?} {:?}", line.client)
    }
    let line = line(PATIENCE);
    let echo = format!(r#"{{"message":"{RATES_KEY} is odd"}}"#);
    assert!(shown(&line, Weather::Status(500, echo)).contains("*** is odd"));
    for weather in [Weather::Unauthorised, Weather::NoCredits, Weather::HangUp] {
        let shown = shown(&line, weather);
        assert!(!shown.contains(RATES_KEY), "{shown}");
    }
    let broken = format!("{RATES_KEY}\n");
    for (base, key) in [(line.base.as_str(), broken.as_str()), ("no scheme", RATES_KEY)] {
        let fault = client(base, key, PATIENCE, &line.clock).rates(&["BTC"]).unwrap_err();
        assert!(!format!("{fault} {fault:?}").contains(RATES_KEY), "{fault}");
    }
}
