//! Who does not want to be called: what people say, the list on the command line, and the race
//! against the dial (C-04 to C-06, C-30).

use std::fs;
use std::path::Path;

use ivrbot::demo::bland::{Act, Callee};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::call::{CAROL, MINUTE, again_to_summary, now, signed_up, to_summary};
use crate::cli::{Ran, command, ran};
use crate::world::World;

mod race;

/// Answers, says this, and stays on the line for a while.
fn who_says(words: &str) -> Callee {
    let say = [Act::Wait(3_000), Act::Answer, Act::Wait(2_000), Act::Say(words.into())];
    Callee::Script(say.into_iter().chain([Act::Wait(3_000), Act::HangUp]).collect())
}

fn entries(world: &World) -> Vec<(String, String)> {
    let file = world.raw();
    let sql = "SELECT scope, source FROM do_not_call ORDER BY id";
    let mut rows = file.prepare(sql).unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn c06_a_wrong_number_or_a_report_ends_the_calls_of_all() {
    let table = [
        ("Sorry, you have the wrong number.", "daemon", "wrong number", "is a wrong number"),
        ("I will report this call!", "daemon", "report of abuse", "reported the call"),
        ("Please stop calling me.", "user", "spoken", "asked not to be called again"),
    ];
    for (words, scope, source, told) in table {
        let (mut world, ann) = signed_up();
        world.bland.callee_for(CAROL, who_says(words));
        to_summary(&mut world, ann);
        now(&mut world, ann);
        world.wait(3 * MINUTE);
        assert_eq!(entries(&world), [(scope.to_owned(), source.to_owned())], "{words}");
        assert!(world.transcript(ann).contains(told), "{words}: {}", world.transcript(ann));
        let bob = world.sign_up("Bob", 8, "en");
        to_summary(&mut world, bob);
        assert_eq!(world.shows(bob, "✅ Call now"), scope == "user", "{words}");
        again_to_summary(&mut world, ann, CAROL);
        assert!(!world.shows(ann, "✅ Call now"), "{words}");
    }
}

/// A directory in which commands find this database.
fn beside(database: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    let config = format!(
        "[database]\npath = {:?}\n[calling]\ndefault_region = \"US\"\n",
        database.to_str().unwrap()
    );
    fs::write(folder.path().join("ivrbot.toml"), config).unwrap();
    folder
}

fn dnc(folder: &TempDir, args: &[&str]) -> Ran {
    let args: Vec<&str> = [&["dnc"], args].concat();
    ran(&mut command(folder.path(), &args))
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn checked(folder: &TempDir, numbers: &str) -> Vec<Value> {
    write(folder, "asked", numbers);
    let ran = dnc(folder, &["check", "--json", "asked"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn c04_a_list_is_taken_in_asked_and_given_out() {
    let (mut world, ann) = signed_up();
    let folder = beside(world.path());
    write(&folder, "plain", "(212) 555-0143\n+33 1 99 00 12 34\nnobody\n2125550143\n");
    let dry = dnc(&folder, &["import", "--dry-run", "--source", "national list", "plain"]);
    assert_eq!(
        dry.out,
        "Would add 3 numbers; 0 are on the list already; 1 lines have no number.\n"
    );
    assert_eq!(entries(&world), []);
    let taken = dnc(&folder, &["import", "--source", "national list", "plain"]);
    assert_eq!(taken.code, Some(1));
    assert_eq!(taken.err, "line 3: no number: not_a_number\n");
    assert_eq!(taken.out, "Added 2 numbers; 1 were on the list already; 1 lines have no number.\n");
    let mine = "Name;Téléphone\nCarol;+1 212 555 0143\nDan;+1 212 555 0144\n";
    write(&folder, "mine.csv", mine);
    let ann_id = ann.0.to_string();
    let mine = ["import", "--source", "our forms", "--user", &ann_id, "mine.csv"];
    assert_eq!(dnc(&folder, &mine).code, Some(0));

    let answers = checked(&folder, "+12125550143\n2125550144\n+12125550145\nx\n");
    let brief = |answer: &Value| json!([answer["e164"], answer["listed"], answer["scope"]]);
    let expected = [
        json!(["+12125550143", true, "daemon"]),
        json!(["+12125550144", true, "user"]),
        json!(["+12125550145", false, null]),
        json!([null, false, null]),
    ];
    assert_eq!(answers.iter().map(brief).collect::<Vec<_>>(), expected);
    assert_eq!(answers[0]["source"], "national list");
    assert_eq!(answers[0]["since"].as_str().map(|since| since.ends_with('Z')), Some(true));

    let given = dnc(&folder, &["export"]).out;
    assert!(given.starts_with("number,scope,user,source,since\n+12125550143,daemon,,national"));
    let given: Vec<Value> = dnc(&folder, &["export", "--json"])
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(given.len(), 4);
    assert_eq!(given[3]["user"], json!(ann.0));

    to_summary(&mut world, ann);
    assert!(world.last(ann).text.contains("asked not to be called"), "{}", world.transcript(ann));
}

#[test]
fn c06_no_import_lifts_an_entry() {
    let (world, ann) = signed_up();
    let folder = beside(world.path());
    let ann_id = ann.0.to_string();
    write(&folder, "first", "+12125550143\n+12125550144\n");
    write(&folder, "second", "+12125550143\n");
    dnc(&folder, &["import", "--source", "first", "first"]);
    let before = dnc(&folder, &["export"]).out;
    let again = dnc(&folder, &["import", "--source", "second", "second"]);
    assert_eq!(again.out, "Added 0 numbers; 1 were on the list already; 0 lines have no number.\n");
    assert_eq!(dnc(&folder, &["export"]).out, before, "as it was, with its source and time");
    // Not even an entry of one user takes the place of one for all.
    dnc(&folder, &["import", "--source", "third", "--user", &ann_id, "second"]);
    assert_eq!(checked(&folder, "+12125550143\n")[0]["scope"], "daemon");
}

#[test]
fn c06_after_a_restore_the_export_is_merged() {
    let (mut world, ann) = signed_up();
    world.forbid("+12125550150");
    let backup = world.backup();
    world.bland.callee_for(CAROL, Callee::human("9"));
    to_summary(&mut world, ann);
    now(&mut world, ann);
    world.wait(3 * MINUTE);
    world.forbid("+12125550151");
    let folder = beside(world.path());
    let kept = dnc(&folder, &["export"]).out;
    world.restore(&backup);
    let folder = beside(world.path());
    write(&folder, "kept.csv", &kept);
    let merged = dnc(&folder, &["import", "--source", "export of yesterday", "kept.csv"]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    let answers = checked(&folder, &format!("+12125550150\n{CAROL}\n+12125550151\n"));
    let scopes: Vec<&Value> = answers.iter().map(|answer| &answer["scope"]).collect();
    assert_eq!(scopes, ["daemon", "user", "daemon"]);
    assert_eq!(answers[0]["source"], "operator", "what the backup had is as it was");
    world.settle();
}

/// Far more than one piece, on the file of a running daemon.
#[test]
fn c04_a_long_list_is_taken_in_pieces() {
    let (world, _) = signed_up();
    let folder = beside(world.path());
    let many: String = (0..1_001).map(|n| format!("+1212{:07}\n", 3_000_000 + n)).collect();
    write(&folder, "many", &many);
    let taken = dnc(&folder, &["import", "--source", "long list", "many"]);
    assert_eq!(
        taken.out,
        "Added 1001 numbers; 0 were on the list already; 0 lines have no number.\n"
    );
    let broken = world.store.read(ivrbot::store::events::first_broken).unwrap();
    assert_eq!(broken, None);
}
