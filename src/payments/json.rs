//! Reading JSON whose numbers must keep their digits: a field stays text until it is asked for, so
//! that no amount passes through a float (R4).

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// An object whose fields vary in type from version to version.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Object(HashMap<String, Box<RawValue>>);

impl Object {
    /// `None` when the text is not a JSON object.
    pub(super) fn read(text: &str) -> Option<Object> {
        serde_json::from_str(text).ok()
    }

    /// A field as written.
    pub(super) fn raw(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(|raw| raw.get()).filter(|raw| *raw != "null")
    }

    /// A field as text: a string, or a number digit for digit. Empty strings stand for null.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        as_text(self.raw(field)?)
    }

    /// The first of several fields that has a text: names change between versions.
    pub(super) fn first(&self, fields: &[&str]) -> Option<String> {
        fields.iter().find_map(|field| self.text(field))
    }

    /// A field as one word in small letters.
    pub(super) fn word(&self, field: &str) -> Option<String> {
        self.text(field).map(|text| text.to_ascii_lowercase())
    }

    /// A field that is an object itself.
    pub(super) fn object(&self, field: &str) -> Option<Object> {
        Object::read(self.raw(field)?)
    }

    /// A field as true or false, also where everything is text.
    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        match self.raw(field)? {
            "true" | "\"true\"" => Some(true),
            "false" | "\"false\"" => Some(false),
            _ => None,
        }
    }
}

/// A list of objects; `None` when the text is anything else.
pub(super) fn objects(text: &str) -> Option<Vec<Object>> {
    serde_json::from_str(text).ok()
}

/// A list of texts; what is neither string nor number is left out.
pub(super) fn texts(text: &str) -> Option<Vec<String>> {
    let list: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
    Some(list.iter().filter_map(|raw| as_text(raw.get())).collect())
}

fn as_text(raw: &str) -> Option<String> {
    let text = match raw.as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(raw).ok()?,
        b'-' | b'0'..=b'9' => raw.to_owned(),
        _ => return None,
    };
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r04_numbers_keep_every_digit_in_both_spellings() {
        let text = r#"{"a":0.1234567890123456789,"b":"25.000001","c":1e-7,"d":1E400,"e":-0.0,
            "f":" 7 ","g":"","h":null,"i":[1],"j":{"k":9007199254740993},"l":true,"m":"false"}"#;
        let object = Object::read(text).unwrap();
        let cases = [
            ("a", Some("0.1234567890123456789")),
            ("b", Some("25.000001")),
            ("c", Some("1e-7")),
            ("d", Some("1E400")),
            ("e", Some("-0.0")),
            ("f", Some("7")),
            ("g", None),
            ("h", None),
            ("i", None),
            ("j", None),
            ("l", None),
            ("none", None),
        ];
        for (field, want) in cases {
            assert_eq!(object.text(field).as_deref(), want, "{field}");
        }
        let inner = object.object("j").unwrap();
        assert_eq!(inner.text("k").as_deref(), Some("9007199254740993"));
        assert_eq!(
            (object.flag("l"), object.flag("m"), object.flag("a")),
            (Some(true), Some(false), None)
        );
        assert_eq!(object.first(&["g", "none", "b", "a"]).as_deref(), Some("25.000001"));
    }

    #[test]
    fn what_is_no_object_and_no_list_is_nothing() {
        for text in ["", "[]", "1", "\"x\"", "{", "<html>", "null"] {
            assert!(Object::read(text).is_none(), "{text}");
        }
        assert!(objects("{}").is_none() && objects("[1]").is_none());
        assert_eq!(objects("[{},{\"a\":1}]").unwrap().len(), 2);
        assert_eq!(texts("[\"BTC\",7,null,{}]").unwrap(), ["BTC", "7"]);
        assert!(texts("{}").is_none());
    }
}
