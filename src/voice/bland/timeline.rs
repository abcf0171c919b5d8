//! What a pathway call did, from the vendor's timeline (`pathway_calls` with `v=2`).

use serde_json::Value;

use super::json;
use crate::domain::call::{Row, Said, Speaker};
use crate::domain::flow::{NodeId, Seen};
use crate::domain::locale::Locale;
use crate::speech::asks_to_stop;

/// How a key of the callee reads among his words; the event of its own is counted instead.
const PRESSED: &str = "Pressed Button:";

/// The events that judge a call, in their order: by `sequence`, whose gaps mean nothing. The keys
/// of our own agent are no `button.press`.
pub fn seen(events: &Value, language: Locale) -> Vec<Seen> {
    let rows = events.as_array().or_else(|| events.get("data").and_then(Value::as_array));
    let mut rows: Vec<&Value> = rows.into_iter().flatten().collect();
    rows.sort_by_key(|row| row.get("sequence").and_then(Value::as_i64));
    rows.into_iter().filter_map(|row| one(row, language)).collect()
}

fn one(row: &Value, language: Locale) -> Option<Seen> {
    let payload = row.get("payload")?;
    let node = |id: String| NodeId::try_from(id).ok();
    match json::text(row, "event_type")?.as_str() {
        "node.transition" => node(json::text(payload, "chosen_node_id")?).map(Seen::Node),
        "button.press" => {
            let keys = json::text(payload, "button")?;
            Some(Seen::Keys { node: json::text(row, "node_id").and_then(node), keys })
        }
        "transcript.assistant" => json::text(payload, "text").map(Seen::Spoke),
        "transcript.user" => {
            let text = json::text(payload, "text")?;
            let spoken = !text.starts_with(PRESSED);
            spoken.then(|| if stops(&text, language) { Seen::Stop } else { Seen::Words(text) })
        }
        _ => None,
    }
}

fn stops(text: &str, language: Locale) -> bool {
    let said = Said::Words(text.to_owned());
    let row = Row { key: String::new(), who: Speaker::Callee, said, at_ms: None };
    asks_to_stop(&[row], language)
}
