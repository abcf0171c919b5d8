//! What `POST /v1/calls` refuses, in the vendor's words where it has published them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::answer::Response;
use super::shapes;

type Body = Map<String, Value>;
type Check = Result<(), Response>;

/// Digits of an E.164 number, least and most.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Twelve hours: the most minutes a call may last.
const MINUTES_MOST: f64 = 720.0;
/// A call scheduled for later must be at least this far ahead, milliseconds.
const LEAD_MS: i64 = 5 * 60_000;
/// The ways to say what the agent does; a request has exactly one.
const DRIVERS: [&str; 4] = ["task", "pathway_id", "persona_id", "agent_id"];

/// Every rule that needs nothing but the body.
pub(super) fn check(body: &Body, strict: bool) -> Check {
    required(body)?;
    if strict {
        shapes::known(body)?;
    }
    shapes::kinds(body)?;
    number(text(body, "phone_number"), strict)?;
    driver(body)?;
    max_duration(body)?;
    webhook(body)?;
    words(body)?;
    ranges(body)?;
    transfer(body)?;
    shapes::voicemail(body)?;
    shapes::guard_rails(body)?;
    shapes::keywords(body)
}

fn text<'a>(body: &'a Body, key: &str) -> Option<&'a str> {
    body.get(key).and_then(Value::as_str)
}

fn refuse(message: &str) -> Response {
    Response::error(400, message)
}

fn rule(holds: bool, message: &str) -> Check {
    if holds { Ok(()) } else { Err(refuse(message)) }
}

fn required(body: &Body) -> Check {
    let mut missing = Vec::new();
    if !body.contains_key("phone_number") {
        missing.push("Missing required parameter: phone_number.".to_owned());
    }
    if !DRIVERS.iter().any(|key| body.contains_key(*key)) {
        missing.push("Missing required parameter: task or pathway_id.".to_owned());
    }
    if missing.is_empty() { Ok(()) } else { Err(Response::invalid(&missing)) }
}

/// The stand-in knows no pathways, personas or agents: whoever names one is told so.
fn driver(body: &Body) -> Check {
    let sent: Vec<&str> = DRIVERS.into_iter().filter(|key| body.contains_key(*key)).collect();
    if sent.len() > 1 {
        let list = sent.join(", ");
        return Err(Response::invalid(&[format!("Only one of these may be sent: {list}.")]));
    }
    if let Some(id) = text(body, "pathway_id") {
        return Err(Response::error(404, &format!("Pathway with ID \"{id}\" not found")));
    }
    if let Some(id) = text(body, "persona_id") {
        return Err(Response::error(404, &format!("Persona with ID \"{id}\" not found")));
    }
    if body.contains_key("agent_id") {
        return Err(Response::coded(400, "AGENT_NOT_FOUND", "Agent not found."));
    }
    let task = text(body, "task").is_some_and(|task| !task.trim().is_empty());
    if task {
        return Ok(());
    }
    Err(Response::invalid(&["Missing required parameter: task or pathway_id.".to_owned()]))
}

/// A destination in E.164. Outside `strict`, the forms the docs call valid but discouraged are
/// taken too: ten digits, and digits with punctuation after a plus.
pub(super) fn number(sent: Option<&str>, strict: bool) -> Result<String, Response> {
    let malformed =
        || Response::json(400, &serde_json::json!({"error": "Invalid phone number format"}));
    let Some(sent) = sent else { return Err(malformed()) };
    let bare: String = match strict {
        true => sent.to_owned(),
        false => sent.chars().filter(|c| !matches!(c, ' ' | '(' | ')' | '-')).collect(),
    };
    let Some(digits) = bare.strip_prefix('+') else {
        let national = bare.len() == 10 && bare.chars().all(|c| c.is_ascii_digit());
        return match (strict, national) {
            (false, true) => Ok(format!("+1{bare}")),
            _ => Err(refuse(
                "Invalid phone number. Please include a country code if outside the US.",
            )),
        };
    };
    let plain = digits.chars().all(|c| c.is_ascii_digit()) && !digits.starts_with('0');
    if plain && DIGITS.contains(&digits.len()) { Ok(bare) } else { Err(malformed()) }
}

/// The caller's number: one the account owns.
pub(super) fn from(sent: &str, own: &[String]) -> Check {
    let readable = sent.chars().all(|c| c.is_ascii_digit() || c == '+');
    rule(readable, "Invalid from number format")?;
    let message = "Invalid 'from' - must be a phone number string with 10 or 12 digits.";
    rule(sent.starts_with('+') && sent.len() > *DIGITS.start(), message)?;
    rule(own.iter().any(|number| number == sent), "Invalid from phone number.")
}

fn max_duration(body: &Body) -> Check {
    let Some(value) = body.get("max_duration") else { return Ok(()) };
    let Some(minutes) = value.as_f64() else {
        return Err(refuse("max_duration must be a number."));
    };
    rule(minutes >= 0.0, "max_duration must be a positive number.")?;
    rule(minutes >= 1.0, "Max duration must be at least 1")?;
    rule(minutes <= MINUTES_MOST, "max_duration must be at most 12 hours.")?;
    rule(value.is_u64(), "max_duration must be an integer.")
}

fn webhook(body: &Body) -> Check {
    let Some(value) = body.get("webhook") else { return Ok(()) };
    let rest = value.as_str().and_then(|url| url.strip_prefix("https://"));
    let message = "webhook must be a string that starts with https://.";
    let Some(rest) = rest else { return Err(refuse(message)) };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !host.is_empty() && !rest.chars().any(|c| c.is_whitespace() || c.is_control());
    rule(plain, "Webhook must be a valid URI")
}

/// Fields that hold one word out of a set.
fn words(body: &Body) -> Check {
    if let Some(language) = text(body, "language") {
        rule(is_language(language), "Invalid language code")?;
    }
    if let Some(zone) = text(body, "timezone") {
        rule(TimeZone::get(zone).is_ok(), &format!("Invalid timezone: {zone}"))?;
    }
    if let Some(model) = text(body, "model") {
        rule(matches!(model, "base" | "turbo"), "model must be one of: base, turbo.")?;
    }
    if let Some(track) = text(body, "background_track") {
        let known = matches!(track, "office" | "cafe" | "restaurant" | "none");
        rule(known, "Invalid background_track.")?;
    }
    if let Some(tones) = text(body, "precall_dtmf_sequence") {
        let valid = tones.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '#' | 'w'));
        rule(valid, "Precall DTMF sequence must be a valid DTMF sequence")?;
    }
    Ok(())
}

/// `en`, `en-US`, `babel-en` and the vendor's own words for "find out".
fn is_language(code: &str) -> bool {
    const KNOWN: &str = "ar bg cs da de el en es et fi fr he hi hr hu id it ja ko lt lv ms nl no \
                         pl pt ro ru sk sl sv ta th tr uk vi zh";
    if matches!(code, "auto" | "babel" | "fluent") {
        return true;
    }
    let tag = code.strip_prefix("babel-").unwrap_or(code);
    let (primary, region) = tag.split_once('-').unwrap_or((tag, "US"));
    let region = region.len() == 2 && region.chars().all(|c| c.is_ascii_uppercase());
    region && KNOWN.split_whitespace().any(|known| known == primary)
}

fn ranges(body: &Body) -> Check {
    let within = |key: &str, least: f64, most: f64| {
        let value = body.get(key).and_then(Value::as_f64).unwrap_or(least);
        let message = format!("{key} must be between {least} and {most}.");
        rule((least..=most).contains(&value), &message)
    };
    within("temperature", 0.0, 1.0)?;
    within("interruptibility", 0.0, 3.0)?;
    within("resumption_speed", 1.0, 3.0)
}

fn transfer(body: &Body) -> Check {
    let Some(target) = text(body, "transfer_phone_number") else { return Ok(()) };
    number(Some(target), true)?;
    let same = text(body, "phone_number") == Some(target);
    rule(!same, "Transfer phone number cannot be the same as the phone number.")
}

/// When the call is to start, milliseconds. The past is dialled at once; the next five minutes are
/// refused: the vendor's docs say both.
pub(super) fn start(sent: Option<&str>, now: i64) -> Result<Option<i64>, Response> {
    let Some(sent) = sent else { return Ok(None) };
    let Some(at) = moment(sent) else { return Err(refuse("Invalid start_time.")) };
    let lead = at - now;
    let soon = (1..LEAD_MS).contains(&lead);
    rule(!soon, "Calls must be scheduled at least 5 minutes in advance, or more")?;
    Ok(Some(at))
}

fn moment(sent: &str) -> Option<i64> {
    let with_offset = ["%Y-%m-%d %H:%M:%S %:z", "%Y-%m-%d %H:%M:%S%:z"]
        .into_iter()
        .find_map(|format| Timestamp::strptime(format, sent).ok());
    let utc = || DateTime::strptime("%Y-%m-%d %H:%M:%S", sent).ok()?.to_zoned(TimeZone::UTC).ok();
    let at = with_offset.or_else(|| sent.parse().ok()).or_else(|| Some(utc()?.timestamp()))?;
    Some(at.as_millisecond())
}
