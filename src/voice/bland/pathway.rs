//! A sealed flow as a pathway: the graph the provider's model walks.
//!
//! The provider routes by a language model that reads labels, so that little of a flow is enforced
//! there. What is asked in its prompts is checked afterwards: the record of a call is the sealed
//! flow played over the observed keys (`domain::flow::record`), and where the provider went
//! elsewhere the call left the script.
//!
//! | feature of a flow | here | enforced | asked in the prompt | checked afterwards |
//! |---|---|---|---|---|
//! | the opening comes first | `isStart` | yes | | |
//! | the words of a node | `text` | | yes: word for word | by the transcript |
//! | variables | `request_data`, `{{v0}}` | yes | | |
//! | a message goes on by itself | `skipUserResponse` | yes | | |
//! | which branch a key takes | edge `Pressed 1` | | yes | yes: keys are events |
//! | which branch words take | edge `Said one of` | | yes: by meaning | yes: by the phrases |
//! | a choice that is named | the edge's description | | yes | yes |
//! | no input, invalid input | edges of their own | | yes | yes: by the transitions |
//! | repeats | `condition` | | yes | only what follows them |
//! | the wait for an answer | `condition` | | yes | no |
//! | digits: how many, which key ends them | `condition` | | yes | yes |
//! | limit of visits | an edge to the system's end | | yes | yes |
//! | a kept answer | `extractVars` | | yes: to be spoken | yes: the record's counts |
//! | 9 opts out, but in a typed field | a global node | | yes | yes: wherever it came |
//! | the way back from an opt-out | the global node returns | | yes | yes |
//! | transfer | `Transfer Call` | yes | | by `transferred_to` |
//! | the end | `End Call` | yes | | |
//! | voice, language, length | the call, not the pathway | yes | | |
//!
//! A pathway is made once for a sealed hash, which is in its name, and never changed.

use serde_json::{Map, Value, json};

use crate::domain::flow::{
    Ask, Branch, Compiled, Field, Key, Kind, Name, Node, NodeId, On, Scale, unbraced,
};
use crate::domain::script::{Piece, Values};

/// How much of the hash is in the name: 128 bits tell any two flows apart.
const HASH_BYTES: usize = 16;
/// Between two nodes in the vendor's editor.
const STEP: usize = 160;

/// The system's instruction to the model, for the whole call.
const GLOBAL: &str = "This is an automated phone call that follows a script. \
    Say the text of each node word for word, and add nothing. \
    When the user message is of the form 'Pressed Button: N' the caller pressed key N. \
    Choose the next node only by the labels. \
    Never ask for codes, passwords, card numbers or identity numbers, and never repeat any.";

/// The name of the pathway of a sealed flow. A create whose answer was unclear is found by it.
pub fn name(compiled: &Compiled) -> String {
    let hash = compiled.hash();
    let hex: String = hash.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("ivrbot-{hex}")
}

/// The body that makes the pathway: name, description, nodes and edges.
pub fn compile(compiled: &Compiled) -> Value {
    let names = names(compiled);
    let flow = compiled.flow();
    let mut nodes = vec![json!({"globalConfig": {"globalPrompt": GLOBAL}})];
    nodes.push(opening(compiled));
    nodes.extend(flow.nodes().iter().map(|node| user_node(compiled, &names, node)));
    nodes.extend(system_nodes(compiled));
    for (at, node) in nodes.iter_mut().enumerate() {
        if let Some(fields) = node.as_object_mut() {
            fields.insert("position".to_owned(), json!({"x": 0, "y": at * STEP}));
        }
    }
    let edges: Vec<Value> = edges(compiled).into_iter().enumerate().map(Edge::json).collect();
    json!({
        "name": name(compiled),
        "description": flow.name.as_str(),
        "nodes": nodes,
        "edges": edges,
    })
}

/// The variables of one call, for `request_data`: every one of the pathway has a value.
pub fn request_data(compiled: &Compiled, values: &Values) -> Map<String, Value> {
    let mut all = compiled.flow().fallbacks();
    let given = values.iter().filter(|(_, value)| !value.trim().is_empty());
    all.extend(given.map(|(name, value)| (name.clone(), value.clone())));
    let value = |name: &str| {
        let value = all.get(name).map(String::as_str).unwrap_or_default();
        let words: Vec<&str> = value.split_whitespace().collect();
        Value::from(unbraced(&words.join(" ")))
    };
    let names = names(compiled);
    names.iter().enumerate().map(|(at, name)| (key(at), value(name))).collect()
}

/// Every variable of the texts and every kept answer. At the provider each is known by its place:
/// nobody documents which signs its names may have.
fn names(compiled: &Compiled) -> Vec<String> {
    let flow = compiled.flow();
    let mut all: Vec<String> = flow.variables().into_iter().map(str::to_owned).collect();
    for ask in flow.nodes().iter().filter_map(|node| node.kind.ask()) {
        if !all.iter().any(|name| name == ask.keep.as_str()) {
            all.push(ask.keep.as_str().to_owned());
        }
    }
    all
}

fn key(at: usize) -> String {
    format!("v{at}")
}

fn opening(compiled: &Compiled) -> Value {
    let data = json!({
        "name": "Opening",
        "isStart": true,
        "text": unbraced(&compiled.lines().opening),
        "modelOptions": says_and_goes_on(),
    });
    node_json(&Compiled::opening(), "Default", data)
}

fn node_json(id: &NodeId, kind: &str, data: Value) -> Value {
    json!({"id": id.as_str(), "type": kind, "data": data})
}

fn says_and_goes_on() -> Value {
    json!({"temperature": 0.0, "interruptibility": 2, "skipUserResponse": true})
}

fn listens() -> Value {
    json!({"temperature": 0.0, "interruptibility": 3, "skipUserResponse": false})
}

fn user_node(compiled: &Compiled, names: &[String], node: &Node) -> Value {
    let mut data = Map::new();
    let mut put = |field: &str, value: Value| data.insert(field.to_owned(), value);
    put("name", json!(node.id.as_str()));
    put("text", json!(text(compiled, names, node)));
    put("tag", json!({"name": node.id.as_str(), "color": "#3366cc"}));
    if let Some(ask) = node.kind.ask() {
        put("condition", json!(condition(&node.kind, ask)));
        put("extractVars", json!([extract(names, node, &ask.keep)]));
        put("modelOptions", listens());
    }
    let kind = match &node.kind {
        Kind::Play => {
            put("modelOptions", says_and_goes_on());
            "Default"
        }
        Kind::Transfer(_) => {
            let number = compiled.number(node).map(|phone| phone.as_str().to_owned());
            put("transferNumber", json!(number));
            "Transfer Call"
        }
        Kind::End => "End Call",
        _ => "Default",
    };
    node_json(&node.id, kind, Value::Object(data))
}

/// What a node says, with a place for each variable.
fn text(compiled: &Compiled, names: &[String], node: &Node) -> String {
    let place = |at: usize| format!("{{{{{}}}}}", key(at));
    let places = names.iter().enumerate().map(|(at, name)| (name.clone(), place(at)));
    let pieces = node.text.pieces(&places.collect()).unwrap_or_default().into_iter();
    let said: String = pieces
        .map(|piece| match piece {
            Piece::Text(text) => unbraced(&text),
            Piece::Value(place) => place,
        })
        .collect();
    match node.kind {
        Kind::End => compiled.last_words(&said),
        _ => said,
    }
}

fn condition(kind: &Kind, ask: &Ask) -> String {
    let wanted = match kind {
        Kind::Menu(_, choices) => {
            let keys: Vec<String> = choices.iter().map(|choice| choice.key.to_string()).collect();
            format!("The caller pressed one of these keys: {}, or named a choice.", keys.join(" "))
        }
        Kind::Feedback(_, Scale::Rating) => {
            "The caller pressed one of these keys: 1 2 3 4 5, or said one of these numbers."
                .to_owned()
        }
        Kind::Keypad(_, field) => digits(field),
        _ => "The caller answered in words.".to_owned(),
    };
    let (timeout, retries) = (ask.timeout, ask.retries);
    format!(
        "{wanted} If nothing comes for {timeout} seconds, or anything else comes, say the text \
         again, at most {retries} times."
    )
}

fn digits(field: &Field) -> String {
    let Field { min, max, .. } = field;
    let end = match field.end {
        Some(key) => format!("and then {key}"),
        None => "and no more".to_owned(),
    };
    format!("The caller entered {min} to {max} digits {end}. In this node 9 is a digit.")
}

/// What the model takes from the conversation, so that later texts may say it. It is a hint: the
/// record has the answer.
fn extract(names: &[String], node: &Node, keep: &Name) -> [String; 3] {
    let at = names.iter().position(|name| name == keep.as_str()).unwrap_or_default();
    let what = match &node.kind {
        Kind::Menu(_, choices) => {
            let each = choices
                .iter()
                .map(|c| format!("\"{}\" for key {}", plain(c.label.as_str()), c.key));
            format!("The choice of the caller: {}", each.collect::<Vec<_>>().join("; "))
        }
        Kind::Keypad(..) => "The digits that the caller pressed, and nothing else".to_owned(),
        Kind::Feedback(_, Scale::Rating) => "The key that the caller pressed, 1 to 5".to_owned(),
        _ => "The answer, in the words of the caller".to_owned(),
    };
    [key(at), "string".to_owned(), what]
}

/// A label between quotation marks.
fn plain(label: &str) -> String {
    unbraced(&label.replace('"', "'"))
}

fn system_nodes(compiled: &Compiled) -> Vec<Value> {
    let lines = compiled.lines();
    let back = compiled.offers_way_back();
    let global = "User message is 'Pressed Button: 9' in a node where 9 is not a digit, or the \
                  caller asks not to be called again";
    let returns = ". If the caller then presses 1, go back to the node before";
    let mut opt_out = json!({
        "name": "Opt out",
        "text": unbraced(&lines.opt_out),
        "isGlobal": true,
        "globalLabel": "Pressed 9",
        "globalDescription": format!("{global}{}", if back { returns } else { "" }),
        "tag": {"name": "OPT_OUT", "color": "#cc0000"},
    });
    if let Some(data) = opt_out.as_object_mut().filter(|_| back) {
        data.insert("modelOptions".to_owned(), listens());
    }
    let kind = if back { "Default" } else { "End Call" };
    let mut all = vec![node_json(&Compiled::opt_out(), kind, opt_out)];
    if back {
        let data = json!({
            "name": "Opted out",
            "text": unbraced(&lines.goodbye),
            "tag": {"name": "OPT_OUT", "color": "#cc0000"},
        });
        all.push(node_json(&Compiled::opted_out(), "End Call", data));
    }
    if compiled.flow().nodes().iter().any(|node| limit(node).is_some()) {
        let text = unbraced(&compiled.last_words(&lines.goodbye));
        let data = json!({"name": "Over", "text": text});
        all.push(node_json(&Compiled::over(), "End Call", data));
    }
    all
}

/// How often a node may be entered. Where the call ends it is entered once anyway.
fn limit(node: &Node) -> Option<u8> {
    node.visits.filter(|_| !node.kind.is_last())
}

/// A way between two nodes.
struct Edge {
    from: NodeId,
    to: NodeId,
    label: String,
    description: String,
}

impl Edge {
    /// The label stands twice: the vendor's pages and its server disagree on where it belongs.
    fn json((at, edge): (usize, Edge)) -> Value {
        json!({
            "id": format!("e{at}"),
            "source": edge.from.as_str(),
            "target": edge.to.as_str(),
            "label": edge.label,
            "description": edge.description,
            "data": {"label": edge.label, "description": edge.description},
        })
    }
}

fn edges(compiled: &Compiled) -> Vec<Edge> {
    let mut all = Vec::new();
    let go_on = |from: NodeId, to: NodeId| Edge {
        from,
        to,
        label: "Go on".to_owned(),
        description: "Always, once the text is said".to_owned(),
    };
    if let Some(start) = compiled.flow().start() {
        all.push(go_on(Compiled::opening(), start.clone()));
    }
    for node in compiled.flow().nodes() {
        if let Some(most) = limit(node) {
            all.push(Edge {
                from: node.id.clone(),
                to: Compiled::over(),
                label: format!("Entered more than {most} times"),
                description: "At once, instead of saying the text once more".to_owned(),
            });
        }
        match &node.kind {
            Kind::Play => {
                let to = node.way(&On::Otherwise).cloned();
                all.extend(to.map(|to| go_on(node.id.clone(), to)));
            }
            _ => all.extend(asked(node)),
        }
    }
    if compiled.offers_way_back() {
        all.push(Edge {
            from: Compiled::opt_out(),
            to: Compiled::opted_out(),
            label: "Not pressed 1".to_owned(),
            description: "Anything but 'Pressed Button: 1' comes, or nothing".to_owned(),
        });
    }
    all
}

/// The ways from a node that asks; the one of invalid input is always written out.
fn asked(node: &Node) -> Vec<Edge> {
    let menu = matches!(node.kind, Kind::Menu(..));
    let written = node.branches().iter();
    let written = written.filter(|branch| !(menu && branch.on == On::Otherwise));
    let mut all: Vec<Edge> = written.filter_map(|branch| edge(node, branch)).collect();
    let has_own = node.branches().iter().any(|branch| branch.on == On::Invalid);
    if node.kind.ask().is_some() && !has_own {
        let to = node.way(&On::Invalid).cloned();
        let branch = to.map(|to| Branch { on: On::Invalid, to });
        all.extend(branch.and_then(|branch| edge(node, &branch)));
    }
    all
}

fn edge(node: &Node, branch: &Branch) -> Option<Edge> {
    let (label, description) = match &branch.on {
        On::Key(key) => (format!("Pressed {key}"), pressed(node, *key)?),
        On::Says(phrases) => {
            let all = phrases.all().join("; ");
            let same = format!("The caller says one of these, or the same in other words: {all}");
            (format!("Said one of: {all}"), same)
        }
        On::NoInput => {
            ("No input".to_owned(), "Nothing came, after the last repeat too".to_owned())
        }
        On::Invalid => {
            let what = "What came is none of what was asked for, after the last repeat too";
            ("Invalid input".to_owned(), what.to_owned())
        }
        On::Otherwise => {
            let what = "What was asked for came, and no other label fits";
            ("Otherwise".to_owned(), what.to_owned())
        }
    };
    Some(Edge { from: node.id.clone(), to: branch.to.clone(), label, description })
}

fn pressed(node: &Node, key: Key) -> Option<String> {
    let said = match &node.kind {
        Kind::Menu(_, choices) => {
            let choice = choices.iter().find(|choice| choice.key == key)?;
            format!("the caller says \"{}\"", plain(choice.label.as_str()))
        }
        _ => format!("the caller says the number {key}"),
    };
    Some(format!("User message is 'Pressed Button: {key}', or {said}"))
}
