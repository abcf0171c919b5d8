//! Reading single fields of an answer whose types vary from page to page.

use jiff::Timestamp;
use serde_json::Value;

/// A field as text: a string, or a number as written. Empty strings stand for null.
pub(super) fn text(object: &Value, field: &str) -> Option<String> {
    as_text(object.get(field)?)
}

/// The same of a value on its own.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field as a finite number, from a number or from its text.
pub(super) fn number(object: &Value, field: &str) -> Option<f64> {
    text(object, field)?.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A field as true or false, also where everything is text.
pub(super) fn flag(object: &Value, field: &str) -> bool {
    match object.get(field) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// A field as one word in one spelling: `IN_PROGRESS` and `in-progress` are the same.
pub(super) fn word(object: &Value, field: &str) -> Option<String> {
    text(object, field).map(|text| text.to_ascii_lowercase().replace('_', "-"))
}

/// A field as an instant: RFC 3339 in any of its spellings, or milliseconds since 1970.
pub(super) fn instant(object: &Value, field: &str) -> Option<Timestamp> {
    let text = text(object, field)?;
    match text.parse::<i64>() {
        Ok(ms) => Timestamp::from_millisecond(ms).ok(),
        Err(_) => text.parse::<Timestamp>().ok(),
    }
}
