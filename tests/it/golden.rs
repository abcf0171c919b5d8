//! Rows as released versions stored them: each is still read, and means the same.
//!
//! `tests/golden/v0_1` grows until 0.1 is released and is never changed after; each release adds a
//! folder of its own. `tidy::stored` sees to it that every name of every stored enum is in a
//! `names.json`; here every such name is in a row, and every row is read by the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ivrbot::chat::button::{Act, Button, Pick, Place, Screen, Word};
use ivrbot::chat::event::Document;
use ivrbot::chat::message::Message;
use ivrbot::chat::msg::Msg;
use ivrbot::clock::Clock;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::gate::Finding;
use ivrbot::domain::ids::{CallId, CampaignId, PeriodId, UserId};
use ivrbot::domain::payment::Sighting;
use ivrbot::domain::script::Script;
use ivrbot::domain::wallet::Bucket;
use ivrbot::features::Dialogue;
use ivrbot::store::ledger::{self, Account, Asset, Command, Kind, Owner, Posting, Role};
use ivrbot::store::{Durability, Store, Tx, dialogues};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::world::World;

mod parsed;

/// The folders of the versions.
fn versions() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let folders = std::fs::read_dir(root).unwrap();
    folders.map(|folder| folder.unwrap().path()).filter(|path| path.is_dir()).collect()
}

/// One sort of row, as all versions have it.
fn rows(sort: &str) -> Vec<Value> {
    let files = versions().into_iter().map(|folder| folder.join(format!("{sort}.json")));
    let texts = files.filter_map(|file| std::fs::read_to_string(file).ok());
    let rows: Vec<Value> =
        texts.flat_map(|text| serde_json::from_str::<Vec<Value>>(&text).unwrap()).collect();
    assert!(!rows.is_empty(), "there are no golden {sort}");
    rows
}

/// The names of all stored enums, by place.
pub fn names() -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in versions() {
        let text = std::fs::read_to_string(folder.join("names.json")).unwrap();
        for (place, names) in serde_json::from_str::<BTreeMap<_, Vec<_>>>(&text).unwrap() {
            all.entry(place).or_default().extend(names);
        }
    }
    all
}

/// Reads a row and writes it again: nothing that it said may be lost.
#[track_caller]
fn read<T: DeserializeOwned + Serialize>(row: &Value) -> T {
    let read: T = serde_json::from_value(row.clone()).unwrap_or_else(|e| panic!("{e}: {row}"));
    let again = serde_json::to_value(&read).unwrap();
    assert!(keeps(row, &again), "{row}\nbecame\n{again}");
    read
}

/// Whether all that one value says is in the other, which may say more.
fn keeps(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => old.iter().all(|(key, value)| {
            // An absent value may be written as none.
            new.get(key).map_or(value.is_null(), |now| keeps(value, now))
        }),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| keeps(old, new))
        }
        _ => old == new,
    }
}

/// Whether a name is said somewhere: as a word, or as what something is called.
pub fn says(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => text == name,
        Value::Array(values) => values.iter().any(|value| says(value, name)),
        Value::Object(fields) => fields.iter().any(|(key, value)| key == name || says(value, name)),
        _ => false,
    }
}

/// Every name of these places is in one of the rows.
#[track_caller]
fn assert_covered(rows: &[Value], places: &[&str]) {
    let names = names();
    for place in places {
        for name in names.get(*place).unwrap_or_else(|| panic!("no names of {place}")) {
            let found = rows.iter().any(|row| says(row, name));
            assert!(found, "no golden row has `{name}` of {place}: write one");
        }
    }
}

/// A dialogue's row without its version, which only the dialogue's door reads.
fn without_version(row: &Value) -> Value {
    let mut row = row.clone();
    assert_eq!(row.as_object_mut().unwrap().remove("v"), Some(json!(1)));
    row
}

#[test]
fn every_step_of_every_dialogue_is_read() {
    let rows = rows("dialogues");
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for row in &rows {
        let row = without_version(row);
        read::<Dialogue>(&row);
        let step = row["step"].as_str().map(str::to_owned);
        let step = step.or_else(|| row["step"].as_object()?.keys().next().cloned());
        found.insert((row["kind"].as_str().unwrap().to_owned(), step.expect("a step")));
    }
    let names = names();
    for kind in &names["dialogues.kind"] {
        let steps = names.get(&format!("dialogues.{kind}"));
        for step in steps.unwrap_or_else(|| panic!("no names of the steps of {kind}")) {
            let is_there = found.contains(&(kind.clone(), step.clone()));
            assert!(is_there, "no golden row has the step {kind} {step}: write one");
        }
    }
    // Steps within steps, and choices within those.
    let places = names.keys().filter(|place| place.starts_with("dialogues."));
    assert_covered(&rows, &places.map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn an_open_dialogue_of_any_version_goes_on() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let user = world.user(ann).id;
    let set_aside = world.words(ann, &Msg::new("dialogue-set-aside"));
    let fault = world.words(ann, &Msg::new("fault"));
    for row in rows("dialogues") {
        world.store.write(|tx| dialogues::save(tx, user, &row.to_string())).unwrap();
        world.restart();
        world.says(ann, "Good morning");
        let told = world.transcript(ann);
        assert!(!told.contains(&set_aside) && !told.contains(&fault), "{row}");
    }
}

#[test]
fn every_message_is_read_and_has_words() {
    let rows = rows("messages");
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    for row in &rows {
        let message: Message = read(row);
        let labels = message.keys.iter().flatten().map(|key| &key.label);
        for msg in message.lines.iter().chain(labels) {
            assert!(!world.words(ann, msg).is_empty(), "{row}");
        }
    }
    let names = names();
    let places = names.keys().filter(|place| place.starts_with("messages."));
    assert_covered(&rows, &places.map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn every_button_ever_drawn_is_understood() {
    let rows = rows("buttons");
    let texts = rows.iter().map(|row| row.as_str().expect("a button's data"));
    let drawn: Vec<Button> = texts
        .map(|data| {
            let button = Button::decode(data).unwrap_or_else(|| panic!("{data} is not read"));
            assert_eq!(button.encode(), data);
            button
        })
        .collect();
    let there = |is: &dyn Fn(&Button) -> bool| drawn.iter().any(is);
    for screen in Screen::ALL {
        let is = |b: &Button| matches!(b, Button::Open(Place { screen: s, .. }) if s == screen);
        assert!(there(&is), "no golden button opens {screen:?}");
    }
    for word in Word::ALL {
        let is = |b: &Button| matches!(b, Button::Pick { pick: Pick::Word(w), .. } if w == word);
        assert!(there(&is), "no golden button says {word:?}");
    }
    for act in Act::ALL {
        let is = |b: &Button| matches!(b, Button::Act { act: a, .. } if a == act);
        assert!(there(&is), "no golden button does {act:?}");
    }
    assert!(there(&|b: &Button| matches!(b, Button::Pick { pick: Pick::Choose(_), .. })));
}

#[test]
fn every_receipt_is_read_and_says_what_receipts_say_now() {
    let rows = rows("receipts");
    for row in &rows {
        read::<Vec<Finding>>(&row["findings"]);
    }
    let facts = rows.iter().map(|row| row["facts"].clone()).collect::<Vec<_>>();
    let findings = rows.iter().map(|row| row["findings"].clone()).collect::<Vec<_>>();
    assert_covered(&findings, &["receipts.rule", "receipts.says"]);
    let places = [
        "basis",
        "by",
        "came",
        "class",
        "do_not_call",
        "line",
        "money",
        "opening",
        "tier",
        "whom",
        "words",
    ];
    let places = places.map(|of| format!("receipts.{of}"));
    assert_covered(&facts, &places.each_ref().map(String::as_str));
    assert_covered(&facts, &["consents.kind", "tasks.purpose", "user_states.state"]);

    // Facts are only written: what the program writes now has the names of the golden ones.
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.first_call(ann, "+12125550143");
    let sql = "SELECT facts FROM receipts";
    let fresh: String = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
    let fresh: Value = serde_json::from_str(&fresh).unwrap();
    assert_eq!(fields(&[fresh]), fields(&facts), "the fields of a receipt's facts");
    world.wait(Duration::from_secs(300));
}

/// What the fields of these values are called, and those of the objects in them.
fn fields(values: &[Value]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for value in values {
        match value {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    let named = self::fields(std::slice::from_ref(inner));
                    all.extend(named.into_iter().map(|inner| format!("{name}.{inner}")));
                    all.insert(name.clone());
                }
            }
            // A variant that holds something is no field.
            Value::Array(values) => all.extend(fields(values)),
            _ => {}
        }
    }
    // The first call to a number has no calls before it.
    all.retain(|name| !name.starts_with("past."));
    all.retain(|name| !["line.taken", "single.taken", "money.away"].contains(&name.as_str()));
    all
}

#[test]
fn every_sealed_script_keeps_its_hash() {
    for row in rows("scripts") {
        let body = row["body"].as_str().unwrap();
        let script: Script = serde_json::from_str(body).unwrap();
        let hash: String = script.hash().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((script.json().as_str(), json!(hash)), (body, row["hash"].clone()));
    }
}

#[test]
fn all_work_and_every_sighting_is_read() {
    let work = rows("work");
    for row in &work {
        read::<Document>(&row["args"]);
    }
    assert_covered(&work, &["work.kind"]);
    let sightings = rows("sightings");
    for row in &sightings {
        read::<Sighting>(row);
    }
    assert_covered(&sightings, &["sightings.stage"]);
}

#[test]
fn every_asset_is_read() {
    let rows = rows("assets");
    for row in &rows {
        let text = row.as_str().unwrap();
        let asset: Asset = text.parse().unwrap_or_else(|e| panic!("{e}: {text}"));
        assert_eq!(asset.to_string(), text);
    }
    for coin in Coin::RAILS {
        let text = json!(Asset::Coin(*coin).to_string());
        assert!(rows.contains(&text), "no golden row has {text}: write one");
    }
}

/// A command given again by a later version must be known as the same (R5).
#[test]
fn a_command_keeps_its_hash() {
    let (period, bucket) = (PeriodId(7), Bucket::Single);
    let assets = [Asset::Usd, Asset::Seconds { period, bucket }, Asset::Coin(Coin::Btc)];
    let accounts = [
        Account::user(UserId(1), Role::Available, assets[0]),
        Account::user(UserId(1), Role::Held, assets[1]),
        Account { owner: Owner::Campaign(CampaignId(2)), role: Role::Fenced, asset: assets[2] },
    ];
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual("2026-11-23T15:00:00Z".parse().unwrap());
    let store = Store::open(&folder.path().join("x.db"), clock, Durability::None).unwrap();
    for row in rows("ledger") {
        let (key, at) = (row["key"].as_str().unwrap(), row["at"].as_u64().unwrap());
        let to = accounts[usize::try_from(at).unwrap()];
        let from = Account::system(Role::World, to.asset);
        let postings = &[Posting { from, to, amount: 1_000 }];
        let call = row["call"].as_i64().map(CallId);
        let kind: Kind = row["kind"].as_str().unwrap().parse().unwrap();
        let command = Command { kind, key, actor: "system", reason: "why", call, postings };
        store.write(|tx: &Tx| ledger::post(tx, &command)).unwrap().unwrap();
        let file = rusqlite::Connection::open(store.path()).unwrap();
        let sql = "SELECT lower(hex(input_hash)) FROM ledger WHERE idem_key = ?1";
        let hash: String = file.query_row(sql, [key], |row| row.get(0)).unwrap();
        assert_eq!(json!(hash), row["hash"], "{row}");
    }
}

/// What the schema admits and what is golden is the same, for every column that lists its words.
#[test]
fn the_schema_admits_every_stored_name_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    drop(Store::open(&path, Clock::system(), Durability::None).unwrap());
    let file = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL";
    let mut tables = file.prepare(sql).unwrap();
    let rows = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let names = names();
    let mut seen = 0;
    for (table, sql) in rows.map(Result::<(String, String), _>::unwrap) {
        for (column, words) in admitted(&sql) {
            let place = format!("{table}.{column}");
            let golden = names.get(&place).unwrap_or_else(|| panic!("no names of {place}"));
            assert_eq!(words, golden.iter().cloned().collect(), "{place}");
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} columns list their words");
}

/// The columns of a table that list their words: `CHECK (state IN ('a', 'b'))`.
fn admitted(sql: &str) -> Vec<(String, BTreeSet<String>)> {
    let checks = sql.split("CHECK (").skip(1);
    checks
        .filter_map(|check| {
            let (column, rest) = check.split_once(" IN (")?;
            let (list, _) = rest.split_once(')')?;
            let is_column = column.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let words: BTreeSet<String> =
                list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
            (is_column && !words.is_empty()).then(|| (column.to_owned(), words))
        })
        .collect()
}
