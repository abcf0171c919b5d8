//! A request's parameters, however they came: JSON, a form, a form with files, a query.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::multipart;
use super::reply::Refusal;

/// The parameters of one request.
#[derive(Debug, Default)]
pub(super) struct Params {
    values: Map<String, Value>,
    files: HashMap<String, Upload>,
}

/// A file that came with the request.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub name: String,
    pub mime: Option<String>,
    pub bytes: Vec<u8>,
}

impl Params {
    /// Reads a body; an empty one holds no parameters.
    pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Params, Refusal> {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            _ if body.is_empty() => Ok(Params::default()),
            "application/json" => {
                let values = serde_json::from_slice(body)
                    .map_err(|_| Refusal::bad("can't parse JSON object"))?;
                Ok(Params { values, files: HashMap::new() })
            }
            "application/x-www-form-urlencoded" => {
                Ok(Params::query(&String::from_utf8_lossy(body)))
            }
            "multipart/form-data" => {
                let parts = multipart::read(content_type, body)
                    .ok_or_else(|| Refusal::bad("can't parse multipart/form-data"))?;
                Ok(Params::form(parts))
            }
            other => Err(Refusal::bad(format!("unsupported content type \"{other}\""))),
        }
    }

    /// Reads `a=1&b=2`.
    pub(super) fn query(query: &str) -> Params {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let values = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), Value::String(decode(value)))
        });
        Params { values: values.collect(), files: HashMap::new() }
    }

    fn form(parts: Vec<multipart::Part<'_>>) -> Params {
        let mut params = Params::default();
        for part in parts {
            match part.file_name {
                None => {
                    let text = String::from_utf8_lossy(part.bytes).into_owned();
                    params.values.insert(part.name, Value::String(text));
                }
                Some(name) => {
                    let file = Upload { name, mime: part.mime, bytes: part.bytes.to_vec() };
                    params.files.insert(part.name, file);
                }
            }
        }
        params
    }

    /// The names of all parameters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().chain(self.files.keys()).map(String::as_str)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    /// A whole number, also when it is written as text.
    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let wrong = || Refusal::bad(format!("parameter \"{name}\" must be an integer"));
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => number.as_i64().map(Some).ok_or_else(wrong),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| wrong()),
            Some(_) => Err(wrong()),
        }
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        match self.values.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => matches!(text.as_str(), "true" | "True" | "1" | "yes"),
            _ => false,
        }
    }

    /// A structure: an object in a JSON body, JSON text in a form.
    pub(super) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.values.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("can't parse {name}: it is not JSON"))),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    pub(super) fn chat(&self) -> Result<i64, Refusal> {
        match self.values.get("chat_id") {
            None | Some(Value::Null) => Err(Refusal::bad("chat_id is empty")),
            Some(_) => {
                self.integer("chat_id").ok().flatten().ok_or_else(|| Refusal::bad("chat not found"))
            }
        }
    }

    /// The file under a field's own name, or under the name its `attach://` gives.
    pub(super) fn file(&self, field: &str) -> Option<&Upload> {
        self.text(field).and_then(|text| self.attached(text)).or_else(|| self.files.get(field))
    }

    /// The file that an `attach://` names.
    pub(super) fn attached(&self, source: &str) -> Option<&Upload> {
        self.files.get(source.strip_prefix("attach://")?)
    }

    /// Fields that hold files and are named by `attach://` are not parameters of their own. The
    /// name may stand inside a structure.
    pub(super) fn is_attachment(&self, name: &str) -> bool {
        let wanted = format!("attach://{name}");
        let quoted = format!("\"{wanted}\"");
        let names = |value: &Value| {
            value.as_str().is_some_and(|text| text == wanted || text.contains(&quoted))
        };
        self.files.contains_key(name) && self.values.values().any(names)
    }
}

/// Reads percent-encoding; what is not valid stays as it is written.
pub(in crate::demo) fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let digits = || {
            let mut ahead = bytes.clone();
            let high = char::from(ahead.next()?).to_digit(16)?;
            let low = char::from(ahead.next()?).to_digit(16)?;
            u8::try_from(high * 16 + low).ok().map(|byte| (byte, ahead))
        };
        match byte {
            b'+' => out.push(b' '),
            b'%' => match digits() {
                Some((byte, ahead)) => {
                    out.push(byte);
                    bytes = ahead;
                }
                None => out.push(b'%'),
            },
            byte => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_reads_the_same_in_three_forms() {
        let json = Params::read("application/json; charset=utf-8", br#"{"chat_id":7,"t":"a b"}"#);
        let form = Params::read("application/x-www-form-urlencoded", b"chat_id=7&t=a+b");
        let query = Params::query("chat_id=7&t=a%20b");
        for params in [json.unwrap(), form.unwrap(), query] {
            assert_eq!((params.chat().unwrap(), params.text("t")), (7, Some("a b")));
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(Params::read("application/json", b"[1]").is_err());
        assert!(Params::read("text/plain", b"a=1").is_err());
        assert!(Params::read("", b"").is_ok());
        assert!(Params::query("chat_id=@name").chat().is_err());
        assert_eq!(decode("%C3%A9%zz%"), "é%zz%");
    }
}
