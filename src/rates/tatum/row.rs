//! One rate as it is written: read from its text, never through a float, and believed only when it
//! says itself what it is.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Asked, BASE};
use crate::domain::rate::{self, Rate};

/// Why a row is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Odd {
    #[error("a rate is no object")]
    Shape,
    #[error("a rate does not say of what it is")]
    Nameless,
    #[error("a rate is of something that was not asked for")]
    Stranger,
    #[error("{0} is not in dollars")]
    Base(&'static str),
    #[error("{0} has no value above zero")]
    Value(&'static str),
    #[error("{0} has no time")]
    Time(&'static str),
}

/// The fields of both versions. Their types vary, so each is taken as it stands.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Row<'a> {
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(borrow)]
    base_pair: Option<&'a RawValue>,
    #[serde(borrow)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow)]
    batch_id: Option<&'a RawValue>,
    /// What it is a rate of, in v4.
    #[serde(borrow)]
    symbol: Option<&'a RawValue>,
    /// The same in v3, by one of two names.
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow, rename = "_id")]
    underscored: Option<&'a RawValue>,
}

/// Reads one row as the rate of one of those asked for.
pub(super) fn read(json: &str, asked: &[Asked]) -> Result<Rate, Odd> {
    let row: Row<'_> = serde_json::from_str(json).map_err(|_| Odd::Shape)?;
    let names = [row.symbol, row.id, row.underscored];
    let name = names.into_iter().flatten().find_map(text).ok_or(Odd::Nameless)?;
    let is_it = |one: &&Asked| [one.symbol, one.code].iter().any(|own| name == **own);
    let symbol = asked.iter().find(is_it).ok_or(Odd::Stranger)?.symbol;
    if row.batch_id.and_then(text).is_some_and(|batch| batch != symbol) {
        return Err(Odd::Stranger);
    }
    if row.base_pair.and_then(text).as_deref() != Some(BASE) {
        return Err(Odd::Base(symbol));
    }
    let value = row.value.and_then(text);
    let usd = value.as_deref().and_then(rate::price).ok_or(Odd::Value(symbol))?;
    let at_ms = row.timestamp.and_then(text).as_deref().and_then(instant);
    Ok(Rate { symbol, usd, at_ms: at_ms.ok_or(Odd::Time(symbol))? })
}

/// A string's content, or a number exactly as it is written.
fn text(raw: &RawValue) -> Option<String> {
    let raw = raw.get();
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'0'..=b'9' | b'-' => Some(raw.to_owned()),
        _ => None,
    }
}

/// Milliseconds since 1970 as documented; RFC 3339 is seen in some accounts of it.
fn instant(text: &str) -> Option<i64> {
    let at = || text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond);
    text.parse::<i64>().ok().or_else(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Usd;

    const ASKED: &[Asked] =
        &[Asked { symbol: "BTC", code: "BTC" }, Asked { symbol: "USDT", code: "USDT_TRON" }];

    fn micro(json: &str) -> Result<(&'static str, i64, i64), Odd> {
        read(json, ASKED).map(|rate| (rate.symbol, rate.usd.as_micro(), rate.at_ms))
    }

    #[test]
    fn the_vendors_examples_are_read() {
        let at = 1_759_480_304_330;
        let good = [
            (
                r#"{"value":"102024.00000000","basePair":"USD","timestamp":1759480304330,
                "source":"CoinGecko","symbol":"BTC"}"#,
                ("BTC", 102_024_000_000),
            ),
            (
                r#"{"value":"119885.02776800","basePair":"USD","timestamp":1759480304330,
                "source":"CoinGecko","batchId":"BTC","symbol":"BTC"}"#,
                ("BTC", 119_885_027_768),
            ),
            (
                r#"{"id":"BTC","value":"1235.56","basePair":"USD","timestamp":1759480304330,
                "source":"fixer.io"}"#,
                ("BTC", 1_235_560_000),
            ),
            (
                r#"{"_id":"USDT_TRON","value":1.00012345678901234567,"basePair":"USD",
                "timestamp":"1759480304330","batchId":"USDT"}"#,
                ("USDT", 1_000_123),
            ),
            (
                r#"{"id":"USDT","value":9.998e-1,"basePair":"USD",
                "timestamp":"2025-10-03T08:31:44.330Z"}"#,
                ("USDT", 999_800),
            ),
        ];
        for (json, (symbol, usd)) in good {
            assert_eq!(micro(json), Ok((symbol, usd, at)), "{json}");
        }
        assert_eq!(read(good[0].0, ASKED).map(|rate| rate.usd), Ok(Usd::cents(10_202_400)));
    }

    #[test]
    fn what_is_not_a_dollar_rate_of_what_was_asked_is_refused() {
        let row = |name: &str, value: &str, base: &str, at: &str| {
            format!(r#"{{{name}"value":{value},"basePair":{base},"timestamp":{at}}}"#)
        };
        let btc = r#""symbol":"BTC","#;
        let good = row(btc, "\"1\"", "\"USD\"", "1");
        assert_eq!(micro(&good), Ok(("BTC", 1_000_000, 1)));
        let values = [
            "0",
            "\"0\"",
            "-1",
            "\"-0.1\"",
            "\"NaN\"",
            "\"\"",
            "null",
            "true",
            "{}",
            "\"1,5\"",
            "\"Infinity\"",
            "\"1e400\"",
            "\"0.0000001\"",
            "\"<html>\"",
            "[1]",
        ];
        for value in values {
            assert_eq!(micro(&row(btc, value, "\"USD\"", "1")), Err(Odd::Value("BTC")), "{value}");
        }
        for base in ["\"EUR\"", "null", "\"USDT\"", "1", "\"\""] {
            assert_eq!(micro(&row(btc, "1", base, "1")), Err(Odd::Base("BTC")), "{base}");
        }
        for at in ["null", "\"today\"", "1.5", "{}"] {
            assert_eq!(micro(&row(btc, "1", "\"USD\"", at)), Err(Odd::Time("BTC")), "{at}");
        }
        for (name, why) in [
            ("", Odd::Nameless),
            (r#""symbol":null,"#, Odd::Nameless),
            (r#""symbol":"ETH","#, Odd::Stranger),
            (r#""symbol":"BTC","batchId":"USDT","#, Odd::Stranger),
            (r#""_id":{"$oid":"5"},"#, Odd::Nameless),
        ] {
            assert_eq!(micro(&row(name, "1", "\"USD\"", "1")), Err(why), "{name}");
        }
        assert_eq!(micro("5"), Err(Odd::Shape));
    }
}
