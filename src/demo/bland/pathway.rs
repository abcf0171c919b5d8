//! A pathway as the vendor's pages describe it, read strictly: what the vendor would refuse, this
//! refuses. It knows nothing of the program that wrote it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// The types of nodes that the vendor's pages name and this stand-in can walk.
const TYPES: [&str; 3] = ["Default", "End Call", "Transfer Call"];
/// The fields of `data` that are documented for those.
const FIELDS: [&str; 12] = [
    "name",
    "text",
    "prompt",
    "isStart",
    "isGlobal",
    "globalLabel",
    "globalDescription",
    "condition",
    "extractVars",
    "transferNumber",
    "tag",
    "modelOptions",
];
/// The documented options of the model.
const OPTIONS: [&str; 8] = [
    "modelType",
    "modelName",
    "temperature",
    "interruptionThreshold",
    "interruptibility",
    "block_interruptions",
    "skipUserResponse",
    "disableSilenceRepeat",
];

/// A pathway that the vendor would take.
#[derive(Clone, Debug)]
pub struct Pathway {
    pub(super) start: String,
    pub(super) global: Option<String>,
    pub(super) nodes: BTreeMap<String, Node>,
}

/// One node with the edges that leave it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: String,
    pub text: String,
    pub condition: String,
    pub skips: bool,
    pub label: String,
    pub description: String,
    pub extract: Vec<(String, String)>,
    pub edges: Vec<Edge>,
}

/// One edge.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub to: String,
    pub label: String,
    pub description: String,
}

impl Pathway {
    /// Reads the body of a create; the error is what the vendor would complain of first.
    pub fn read(body: &Value) -> Result<Pathway, String> {
        let list = |name: &str| {
            let list = body.get(name).and_then(Value::as_array);
            list.filter(|list| !list.is_empty())
        };
        let missing = || "Invalid pathway data - no blocks or links found".to_owned();
        if body.get("name").and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err("name must be a string.".to_owned());
        }
        let mut nodes = BTreeMap::new();
        let (mut starts, mut globals) = (Vec::new(), Vec::new());
        for value in list("nodes").ok_or_else(missing)? {
            if value.get("globalConfig").is_some() {
                continue;
            }
            let id = string(value, "id")?;
            let data = value.get("data").and_then(Value::as_object);
            let data = data.ok_or_else(|| format!("node {id} has no data"))?;
            let set = |name: &str| data.get(name).and_then(Value::as_bool) == Some(true);
            starts.extend(set("isStart").then(|| id.clone()));
            globals.extend(set("isGlobal").then(|| id.clone()));
            let node = node(&id, value, data)?;
            if nodes.insert(id.clone(), node).is_some() {
                return Err(format!("two nodes have the id {id}"));
            }
        }
        let mut ids = BTreeSet::new();
        for value in list("edges").ok_or_else(missing)? {
            let id = string(value, "id")?;
            if !ids.insert(id.clone()) {
                return Err(format!("two edges have the id {id}"));
            }
            let (from, edge) = edge(&id, value)?;
            if !nodes.contains_key(&edge.to) {
                return Err(format!("edge {id} leads to {}, which is not there", edge.to));
            }
            let node = nodes.get_mut(&from);
            let node =
                node.ok_or_else(|| format!("edge {id} leaves {from}, which is not there"))?;
            if node.kind != "Default" {
                return Err(format!("edge {id} leaves {from}, where the call ends"));
            }
            node.edges.push(edge);
        }
        let [start] = &starts[..] else {
            return Err(format!("{} nodes have isStart, one must", starts.len()));
        };
        let stuck = |(id, node): (&String, &Node)| {
            (node.kind == "Default" && node.edges.is_empty()).then(|| id.clone())
        };
        if let Some(id) = nodes.iter().find_map(stuck) {
            return Err(format!("no edge leaves {id}"));
        }
        Ok(Pathway { start: start.clone(), global: globals.into_iter().next(), nodes })
    }
}

fn string(value: &Value, name: &str) -> Result<String, String> {
    let text = value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| format!("{name} must be a string: {value}"))
}

fn node(id: &str, value: &Value, data: &Map<String, Value>) -> Result<Node, String> {
    let kind = string(value, "type")?;
    if !TYPES.contains(&kind.as_str()) {
        return Err(format!("node {id} has the type {kind}"));
    }
    if let Some(field) = data.keys().find(|field| !FIELDS.contains(&field.as_str())) {
        return Err(format!("node {id} has a field {field}"));
    }
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if text("name").is_empty() || (text("text").is_empty() && text("prompt").is_empty()) {
        return Err(format!("node {id} has no name, or neither text nor prompt"));
    }
    let options = data.get("modelOptions").and_then(Value::as_object);
    let unknown = options.and_then(|all| all.keys().find(|o| !OPTIONS.contains(&o.as_str())));
    if let Some(option) = unknown {
        return Err(format!("node {id} has a model option {option}"));
    }
    let number = text("transferNumber");
    let dialled = number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
    });
    if kind == "Transfer Call" && !dialled {
        return Err(format!("node {id} has no transferNumber in E.164"));
    }
    let skips = options.and_then(|all| all.get("skipUserResponse")).and_then(Value::as_bool);
    let extract = match data.get("extractVars") {
        None => Vec::new(),
        Some(all) => extract(all).ok_or_else(|| format!("node {id}: extractVars are triples"))?,
    };
    Ok(Node {
        kind,
        text: text("text"),
        condition: text("condition"),
        skips: skips.unwrap_or(false),
        label: text("globalLabel"),
        description: text("globalDescription"),
        extract,
        edges: Vec::new(),
    })
}

/// `[["name", "string|integer|boolean", "description"], …]`
fn extract(all: &Value) -> Option<Vec<(String, String)>> {
    let one = |row: &Value| {
        let row = row.as_array()?;
        let [name, kind, what] = &row[..] else { return None };
        let known = matches!(kind.as_str()?, "string" | "integer" | "boolean");
        known.then_some(())?;
        Some((name.as_str()?.to_owned(), what.as_str()?.to_owned()))
    };
    all.as_array()?.iter().map(one).collect()
}

/// The label may stand at the top or in `data`; where it stands in both it must be the same.
fn edge(id: &str, value: &Value) -> Result<(String, Edge), String> {
    let at = |name: &str| {
        let top = value.get(name).and_then(Value::as_str);
        let within = value.get("data").and_then(|data| data.get(name)).and_then(Value::as_str);
        match (top, within) {
            (Some(a), Some(b)) if a != b => Err(format!("edge {id} has two different {name}s")),
            (a, b) => Ok(a.or(b).unwrap_or_default().to_owned()),
        }
    };
    let label = at("label")?;
    if label.is_empty() {
        return Err(format!("edge {id} has no label"));
    }
    let edge = Edge { to: string(value, "target")?, label, description: at("description")? };
    Ok((string(value, "source")?, edge))
}
