//! From what stands in a file or variable to a checked value.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use secrecy::SecretString;

use super::country::Country;
use super::schema::Kind;
use crate::domain::coin::Coin;
use crate::domain::money::Usd;

/// More calls than any provider's plan allows: a slip of the hand, not a limit.
const COUNT_MAX: u32 = 1_000_000;
/// A price a minute beyond this is a slip of the hand.
const MONEY: std::ops::RangeInclusive<Usd> = Usd::ZERO..=Usd::cents(100_000);
/// A sum below this cannot be paid in; one beyond it is a slip of the hand.
const SUM: std::ops::RangeInclusive<Usd> = Usd::cents(100)..=Usd::cents(10_000_000);
/// A name is spoken and shown in headings.
const NAME_MAX: usize = 64;
/// Telegram promises that ids fit in 52 bits.
const TELEGRAM_ID_MAX: i64 = 1 << 52;

/// A value as it was written, before anybody asked what it must be.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    /// From a variable or a default: text that may stand for anything.
    Loose(String),
    /// A string in TOML.
    Text(String),
    /// An integer in TOML, in decimal.
    Whole(String),
    /// A float in TOML, as written: it never becomes binary.
    Decimal(String),
    /// `true` or `false` in TOML.
    Switch(bool),
    /// An array in TOML.
    List(Vec<Raw>),
    /// Anything else.
    Other,
}

/// A checked value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Secret(SecretString),
    Count(u32),
    Money(Usd),
    Ids(Vec<i64>),
    Countries(Vec<Country>),
    Coins(Vec<Coin>),
    Switch(bool),
}

/// Checks one value; `None` when it is not what `kind` wants.
pub(super) fn parse(kind: Kind, raw: &Raw) -> Option<Value> {
    match kind {
        Kind::BotToken => secret(raw).filter(|text| is_bot_token(text)).map(to_secret),
        Kind::Secret => secret(raw).map(to_secret),
        Kind::Url => url(text(raw)?).map(Value::Text),
        Kind::Ids => each(raw, telegram_id).map(Value::Ids),
        Kind::Country => Country::parse(text(raw)?).map(|one| Value::Countries(vec![one])),
        Kind::Countries => each(raw, |one| Country::parse(text(one)?)).map(Value::Countries),
        Kind::Count => count(raw).map(Value::Count),
        Kind::Money => dollars(raw).filter(|usd| MONEY.contains(usd)).map(Value::Money),
        Kind::Sum => dollars(raw).filter(|usd| SUM.contains(usd)).map(Value::Money),
        Kind::Coins => {
            each(raw, |one| text(one)?.parse().ok().filter(|coin: &Coin| coin.is_on_chain()))
                .filter(|coins| is_each_once(coins))
                .map(Value::Coins)
        }
        Kind::Path => text(raw).filter(|path| !path.is_empty()).map(to_text),
        Kind::OneOf(words) => text(raw).filter(|word| words.contains(word)).map(to_text),
        Kind::Contact => text(raw).filter(|text| is_contact(text)).map(to_text),
        Kind::Name => text(raw).filter(|text| is_name(text)).map(to_text),
        Kind::Socket => text(raw).filter(|text| is_socket(text)).map(to_text),
        Kind::Switch => switch(raw).map(Value::Switch),
    }
}

fn to_text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn to_secret(text: &str) -> Value {
    Value::Secret(SecretString::from(text))
}

fn text(raw: &Raw) -> Option<&str> {
    match raw {
        Raw::Loose(text) | Raw::Text(text) => Some(text.trim()),
        _ => None,
    }
}

fn secret(raw: &Raw) -> Option<&str> {
    text(raw).filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic()))
}

fn is_bot_token(text: &str) -> bool {
    let Some((id, rest)) = text.split_once(':') else { return false };
    let is_rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !id.is_empty()
        && id.chars().all(|c| c.is_ascii_digit())
        && !rest.is_empty()
        && rest.chars().all(is_rest)
}

/// The address without trailing slashes: paths are appended to it.
fn url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | '?' | '#' | '\\');
    let is_good = !host.is_empty() && !host.starts_with(':') && rest.chars().all(plain);
    is_good.then(|| text.trim_end_matches('/').to_owned())
}

/// Every item of a list; a variable separates them by commas. An empty list is no mistake.
fn each<T>(raw: &Raw, one: impl Fn(&Raw) -> Option<T>) -> Option<Vec<T>> {
    match raw {
        Raw::Loose(text) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(|item| one(&Raw::Loose(item.to_owned()))).collect()
        }
        Raw::List(items) => items.iter().map(one).collect(),
        _ => None,
    }
}

fn telegram_id(raw: &Raw) -> Option<i64> {
    let id: i64 = whole(raw)?.parse().ok()?;
    (1..TELEGRAM_ID_MAX).contains(&id).then_some(id)
}

fn count(raw: &Raw) -> Option<u32> {
    let count: u32 = whole(raw)?.parse().ok()?;
    (1..=COUNT_MAX).contains(&count).then_some(count)
}

fn whole(raw: &Raw) -> Option<&str> {
    match raw {
        Raw::Whole(digits) => Some(digits),
        Raw::Loose(text) => Some(text.trim()),
        _ => None,
    }
}

fn switch(raw: &Raw) -> Option<bool> {
    match raw {
        Raw::Switch(on) => Some(*on),
        Raw::Loose(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn is_each_once(coins: &[Coin]) -> bool {
    let mut sorted = coins.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.len() == coins.len()
}

fn dollars(raw: &Raw) -> Option<Usd> {
    let (Raw::Loose(text) | Raw::Text(text) | Raw::Whole(text) | Raw::Decimal(text)) = raw else {
        return None;
    };
    Usd::parse(text)
}

fn is_contact(text: &str) -> bool {
    match text.strip_prefix('@') {
        // Telegram user names: five to thirty-two letters, digits and underscores.
        Some(name) => {
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            (5..=32).contains(&name.len()) && plain
        }
        None => {
            let rest = text.strip_prefix("https://").unwrap_or_default();
            !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(|c| !c.is_whitespace())
        }
    }
}

fn is_socket(text: &str) -> bool {
    text.parse::<SocketAddr>().is_ok()
}

fn is_name(text: &str) -> bool {
    (1..=NAME_MAX).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// The checked values by path; asking for the wrong sort gives nothing.
#[derive(Debug, Default)]
pub(super) struct Values(pub BTreeMap<&'static str, Value>);

impl Values {
    pub fn text(&self, path: &str) -> Option<String> {
        match self.0.get(path) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    pub fn secret(&self, path: &str) -> Option<SecretString> {
        match self.0.get(path) {
            Some(Value::Secret(secret)) => Some(secret.clone()),
            _ => None,
        }
    }

    pub fn count(&self, path: &str) -> Option<u32> {
        match self.0.get(path) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    pub fn is_on(&self, path: &str) -> bool {
        matches!(self.0.get(path), Some(Value::Switch(true)))
    }

    pub fn money(&self, path: &str) -> Option<Usd> {
        match self.0.get(path) {
            Some(Value::Money(usd)) => Some(*usd),
            _ => None,
        }
    }

    pub fn ids(&self, path: &str) -> Vec<i64> {
        match self.0.get(path) {
            Some(Value::Ids(ids)) => ids.clone(),
            _ => Vec::new(),
        }
    }

    pub fn coins(&self, path: &str) -> Vec<Coin> {
        match self.0.get(path) {
            Some(Value::Coins(coins)) => coins.clone(),
            _ => Vec::new(),
        }
    }

    pub fn countries(&self, path: &str) -> Vec<Country> {
        match self.0.get(path) {
            Some(Value::Countries(countries)) => countries.clone(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(kind: Kind, raw: &Raw) -> bool {
        parse(kind, raw).is_some()
    }

    #[test]
    fn loose_text_is_read_by_kind() {
        let table: &[(Kind, &[&str], &[&str])] = &[
            (
                Kind::BotToken,
                &["1:a", "123456:AA-b_9"],
                &["", "123456", ":a", "1:", "a:b", "1:a b"],
            ),
            (Kind::Secret, &["sk-1", "a=b"], &["", " ", "a b", "ключ"]),
            (
                Kind::Url,
                &["https://a.b/c/", "http://127.0.0.1:80"],
                &["a.b", "ftp://a", "https://", "https:///x", "https://u:p@a", "https://a?k=1"],
            ),
            (Kind::Ids, &["1", "1, 2", ""], &["-1", "0", "a", "1;2", "99999999999999999"]),
            (Kind::Country, &["IN"], &["", "UK", "in", "IN,FR"]),
            (Kind::Countries, &["IN, FR", "IN"], &["IN,UK", "IN FR"]),
            (Kind::Count, &["1", "1000000"], &["0", "-1", "1.5", "1000001", "many"]),
            (Kind::Money, &["0", "0.14", "1000"], &["-1", "1e2", "0.0000001", "1000.01", "inf"]),
            (Kind::Sum, &["1", "25.50", "100000"], &["0", "0.99", "100000.01", "-1", "ten"]),
            (
                Kind::Coins,
                &["BTC", "USDT-TRC20, LTC", ""],
                &["btc", "USDT", "BTC,BTC", "XRP", "BTC LTC"],
            ),
            (
                Kind::Contact,
                &["@ann_b", "https://a.b"],
                &["ann", "@a", "@a-b-c-d", "http://a", "https:///"],
            ),
            (Kind::Name, &["a", "A & B"], &["", "a\nb"]),
            (Kind::Socket, &["127.0.0.1:80", "[::1]:8080"], &["", "80", "localhost:80", "1.2.3.4"]),
        ];
        for (kind, good, bad) in table {
            for text in *good {
                assert!(ok(*kind, &Raw::Loose((*text).to_owned())), "{kind:?} {text:?}");
            }
            for text in *bad {
                assert!(!ok(*kind, &Raw::Loose((*text).to_owned())), "{kind:?} {text:?}");
            }
        }
    }

    #[test]
    fn toml_types_are_not_bent() {
        let quoted = |text: &str| Raw::Text(text.to_owned());
        assert!(!ok(Kind::Count, &quoted("5")));
        assert!(!ok(Kind::Ids, &Raw::Whole("5".to_owned())));
        assert!(!ok(Kind::Countries, &quoted("IN")));
        assert!(!ok(Kind::Secret, &Raw::Whole("5".to_owned())));
        assert!(!ok(Kind::Name, &Raw::Other));
        assert!(ok(Kind::Money, &quoted("0.14")));
        assert!(ok(Kind::Money, &Raw::Decimal("0.14".to_owned())));
    }
}
