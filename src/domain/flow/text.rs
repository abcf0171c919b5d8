//! A flow as text: TOML that reads well in a diff. `examples/flows` documents it.

use std::fmt::Write;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::Flow;
use super::fault::{Fault, Mistake, Place};
use super::written::{self, Written, WrittenBranch, WrittenNode};

/// Writes a flow. The text is canonical: equal flows have equal text.
pub fn export(flow: &Flow) -> String {
    let written = Written::from(flow.clone());
    let mut text = String::new();
    line(&mut text, "v", &written.v.to_string());
    line(&mut text, "name", &quoted(&written.name));
    line(&mut text, "purpose", &quoted(&written.purpose));
    line(&mut text, "language", &quoted(&written.language));
    if let Some(voice) = &written.voice {
        line(&mut text, "voice", &quoted(voice));
    }
    if !written.given.is_empty() {
        let given: Vec<String> = written.given.iter().map(|name| quoted(name)).collect();
        line(&mut text, "given", &format!("[{}]", given.join(", ")));
    }
    if let Some(start) = &written.start {
        line(&mut text, "start", &quoted(start));
    }
    for node in &written.node {
        text.push_str("\n[[node]]\n");
        write_node(&mut text, node);
    }
    text
}

fn write_node(text: &mut String, node: &WrittenNode) {
    line(text, "id", &quoted(&node.id));
    line(text, "type", &quoted(&node.r#type));
    line(text, "text", &quoted(&node.text));
    let words = [("keep", &node.keep), ("scale", &node.scale), ("entry", &node.entry)];
    for (name, word) in words {
        if let Some(word) = word {
            line(text, name, &quoted(word));
        }
    }
    let choices = node.choices.iter().flatten();
    let choices: Vec<String> = choices
        .map(|choice| pairs(&[("key", Some(&choice.key)), ("label", Some(&choice.label))]))
        .collect();
    list(text, "choices", &choices);
    if let Some(digits) = &node.digits {
        let end = digits.end.as_ref().map(|end| format!(", end = {}", quoted(end)));
        let (holds, end) = (quoted(&digits.holds), end.unwrap_or_default());
        let range = format!("min = {}, max = {}", digits.min, digits.max);
        line(text, "digits", &format!("{{ holds = {holds}, {range}{end} }}"));
    }
    let numbers = [("retries", node.retries), ("timeout", node.timeout), ("visits", node.visits)];
    for (name, number) in numbers {
        if let Some(number) = number {
            line(text, name, &number.to_string());
        }
    }
    let go: Vec<String> = node.go.iter().map(branch).collect();
    list(text, "go", &go);
}

fn branch(branch: &WrittenBranch) -> String {
    let WrittenBranch { key, on, says, to } = branch;
    let fields = [("key", key.as_ref()), ("says", says.as_ref()), ("on", on.as_ref())];
    let mut fields = fields.to_vec();
    fields.push(("to", Some(to)));
    pairs(&fields)
}

fn pairs(fields: &[(&str, Option<&String>)]) -> String {
    let there = fields.iter().filter_map(|(name, value)| Some((name, (*value)?)));
    let all: Vec<String> =
        there.map(|(name, value)| format!("{name} = {}", quoted(value))).collect();
    format!("{{ {} }}", all.join(", "))
}

/// One element a line, so that a change is a line of a diff.
fn list(text: &mut String, name: &str, elements: &[String]) {
    if elements.is_empty() {
        return;
    }
    let all: String = elements.iter().map(|element| format!("  {element},\n")).collect();
    line(text, name, &format!("[\n{all}]"));
}

fn line(text: &mut String, name: &str, value: &str) {
    // Writing to a string never fails.
    let _ = writeln!(text, "{name} = {value}");
}

/// A basic string: one line, whatever is in it.
pub(super) fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            // What may not stand in a string, and what would be a line's end or turn the line.
            c if c.is_control()
                || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(text, "\\u{:04X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

/// Reads a flow. The error holds every mistake that was found, in the order of the lines.
pub fn import(text: &str) -> Result<Flow, Vec<Mistake>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let at = |span: Option<std::ops::Range<usize>>| span.map(|span| line_of(text, span.start));
    let told = |error: &toml::de::Error, what: String| Mistake {
        line: at(error.span()),
        fault: Fault::Format(what),
    };
    if !errors.is_empty() {
        let say = |error: &toml::de::Error| {
            told(error, format!("not valid TOML: {}; see examples/flows", error.message()))
        };
        return Err(errors.iter().map(say).collect());
    }
    let read = Deserializer::parse(text).and_then(Written::deserialize);
    let written = read.map_err(|error| vec![told(&error, error.message().to_owned())])?;
    written::read(written).map_err(|faults| {
        let table = table.get_ref();
        let mut all: Vec<Mistake> = faults
            .into_iter()
            .map(|(place, fault)| Mistake { line: at(span(table, place)), fault })
            .collect();
        all.sort_by_key(|mistake| mistake.line);
        all
    })
}

/// Where a place of a written flow stands in its text: the element, else the field, else the node.
fn span(table: &DeTable<'_>, place: Place) -> Option<std::ops::Range<usize>> {
    let node = |nth: usize| element(table.get("node")?, nth);
    let (holder, around) = match place.node {
        None => (Some(table), None),
        Some(nth) => {
            let node = node(nth)?;
            (node.get_ref().as_table(), Some(node.span()))
        }
    };
    let field = holder.and_then(|holder| holder.get(place.field));
    let part = || place.nth.and_then(|nth| element(field?, nth)).map(Spanned::span);
    part().or_else(|| field.map(Spanned::span)).or(around)
}

fn element<'a, 'i>(list: &'a Spanned<DeValue<'i>>, nth: usize) -> Option<&'a Spanned<DeValue<'i>>> {
    list.get_ref().as_array()?.get(nth)
}

/// The line of an offset, counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"v = 1
name = "A"
purpose = "notice"
language = "en"

[[node]]
id = "ask"
type = "menu"
text = "Press 1."
keep = "answer"
choices = [
  { key = "1", label = "Yes" },
]
retries = 1
timeout = 6
go = [
  { key = "1", to = "bye" },
  { on = "no_input", to = "bye" },
]

[[node]]
id = "bye"
type = "end"
text = "Bye."
"#;

    #[test]
    fn every_mistake_has_its_line_and_says_what_to_do() {
        assert!(import(GOOD).is_ok());
        for (from, to, line, say) in [
            ("v = 1", "v = 2", 1, "write v = 1"),
            ("v = 1", "v = ", 1, "not valid TOML"),
            ("\"notice\"", "\"news\"", 3, "write one of reminder, survey"),
            ("\"en\"", "\"de\"", 4, "write one of en, hi"),
            ("name = \"A\"", "nam = \"A\"", 2, "unknown field `nam`"),
            ("name = \"A\"", "name = \"\"", 2, "1 to 40 characters"),
            ("id = \"ask\"", "id = \"bye\"", 22, "give each its own"),
            ("id = \"ask\"", "id = \"opening\"", 7, "the system's"),
            ("\"menu\"", "\"menus\"", 8, "write one of play"),
            ("\"menu\"", "\"question\"", 11, "has no `choices`"),
            ("\"Press 1.\"", "\"Press {1.\"", 9, "a brace without"),
            ("keep = \"answer\"\n", "", 8, "needs `keep`"),
            ("key = \"1\", label", "key = \"9\", label", 12, "9 always ends"),
            ("key = \"1\", to", "key = \"9\", to", 17, "9 always ends"),
            ("key = \"1\", to", "key = \"x\", to", 17, "is no key"),
            ("\"no_input\"", "\"noinput\"", 18, "write one of no_input"),
            ("on = \"no_input\", ", "", 18, "one of `key`, `says` and `on`"),
            ("retries = 1", "retries = 9", 14, "from 0 to 3"),
            ("timeout = 6", "timeout = 600", 15, ""),
            ("to = \"bye\" },\n]", "to = \"by\" },\n]", 18, "there is no node `by`"),
            ("text = \"Bye.\"", "text = \"Bye.\"\nkeep = \"a\"", 25, "has no `keep`"),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let mistakes = import(&GOOD.replace(from, to)).unwrap_err();
            let first = &mistakes[0];
            assert_eq!(first.line, Some(line), "{to}: {mistakes:?}");
            assert!(first.fault.to_string().contains(say), "{to}: {first:?}");
        }
    }
}
