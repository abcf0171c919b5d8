//! The commands that answer line by line, as a pipe uses them.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::{assert_holds, command, run};

/// What a command answers to these lines on its standard input.
pub fn piped(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let empty = TempDir::new().unwrap();
    let mut command = command(empty.path(), args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn c22_each_line_of_numbers_has_its_answer() {
    let input = "+1 212 555 0143\n\n020 7946 0143\n911\r\n+1 900 555 0143\nhello\n9.19812E+11";
    let (code, out, err) = piped(&["numbers", "check", "--region", "gb", "--json", "-"], input);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let answers = objects(&out);
    assert_eq!(answers.len(), 7, "{out}");
    let new_york = json!({
        "e164": "+12125550143", "region": "US", "type": "fixed_or_mobile",
        "zones": ["America/New_York"], "dialable": true, "rule": null, "why": null,
    });
    assert_eq!(answers[0], new_york);
    let short = |answer: &Value| {
        (answer["e164"].clone(), answer["dialable"].clone(), answer["why"].clone())
    };
    assert_eq!(short(&answers[1]), (Value::Null, json!(false), json!("empty")));
    assert_eq!(answers[2]["e164"], "+442079460143");
    assert_eq!(short(&answers[3]), (Value::Null, json!(false), json!("short")));
    assert_eq!(answers[3]["type"], "short");
    assert_eq!(short(&answers[4]), (json!("+19005550143"), json!(false), Value::Null));
    assert_eq!(
        (&answers[4]["type"], &answers[4]["rule"]),
        (&json!("premium"), &json!("number_class"))
    );
    assert_eq!(short(&answers[5]), (Value::Null, json!(false), json!("not_a_number")));
    assert_eq!(short(&answers[6]), (Value::Null, json!(false), json!("rounded")));

    let (code, out, _) = piped(&["numbers", "check", "-"], "+12125550143\n12\n");
    assert_eq!(code, Some(0));
    let said = "+12125550143: US, fixed_or_mobile, may be dialled; America/New_York\n\
                12: no number: short\n";
    assert_eq!(out, said);
}

#[test]
fn lines_that_cannot_be_read_are_named() {
    let empty = TempDir::new().unwrap();
    let missing = run(empty.path(), &["numbers", "check", "absent.txt"]);
    assert_eq!(missing.code, Some(1));
    assert_holds(&missing.err, &["open absent.txt"]);
    std::fs::write(empty.path().join("odd.txt"), b"+12125550143\n\xff\n").unwrap();
    let odd = run(empty.path(), &["numbers", "check", "odd.txt"]);
    assert_eq!(odd.code, Some(1));
    assert_holds(&odd.err, &["line 2 is not UTF-8"]);
}

fn hours(args: &[&str]) -> Value {
    let (code, out, err) = piped(&[&["hours", "check", "--json"], args].concat(), "");
    assert_eq!(code, Some(0), "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn c07_the_hours_of_a_number_are_told() {
    // A Sunday morning in New York, in which the clocks were put forward.
    let at = ["--number", "+12125550143", "--at", "2026-03-08T13:30:00Z"];
    let answer = hours(&at);
    let closed = json!({
        "allowed": false,
        "local": ["2026-03-08T09:30:00-04:00[America/New_York]"],
        "next": "2026-03-08T14:00:00Z",
    });
    assert_eq!(answer, closed);
    let strict = hours(&[&at[..], &["--pack", "strict"]].concat());
    assert_eq!(strict["next"], "2026-03-09T13:00:00Z");
    let own = hours(&[&at[..], &["--window", "Sun 09:00-10:00"]].concat());
    assert_eq!((&own["allowed"], &own["next"]), (&json!(true), &Value::Null));
    let never = hours(&[&at[..], &["--window", "Daily closed"]].concat());
    assert_eq!((&never["allowed"], &never["next"]), (&json!(false), &Value::Null));
    let sales = hours(&[&at[..], &["--purpose", "lead_follow_up", "--pack", "FR"]].concat());
    assert_eq!(sales["next"], "2026-03-09T14:00:00Z");
    // Every zone that a toll-free number may be in, from Newfoundland to Hawaii.
    let toll_free = hours(&["--number", "+18002530000", "--at", "2026-06-01T12:00:00Z"]);
    assert!(toll_free["local"].as_array().unwrap().len() > 10, "{toll_free}");
}

#[test]
fn wrong_hours_say_what_is_wrong() {
    let table: [(&[&str], &str); 4] = [
        (&["--number", "12", "--at", "2026-03-08T13:30:00Z"], "12: an emergency or short number"),
        (&["--number", "+12125550143", "--at", "noon"], "noon"),
        (&["--number", "+12125550143", "--at", "2026-03-08T13:30Z", "--pack", "XX"], "FR, GB, IN"),
        (
            &["--number", "+12125550143", "--at", "2026-03-08T13:30Z", "--window", "Mon 9"],
            "neither",
        ),
    ];
    for (args, said) in table {
        let (code, _, err) = piped(&[&["hours", "check"], args].concat(), "");
        assert_eq!(code, Some(2), "{err}");
        assert_holds(&err, &[said]);
    }
}

#[test]
fn the_operators_own_hours_count() {
    let directory = TempDir::new().unwrap();
    let example = include_str!("../../examples/country-packs.toml");
    let own =
        example.replace("informational = \"Daily 08:00-20:00\"", "informational = \"Daily 11-12\"");
    assert_ne!(own, example);
    std::fs::write(directory.path().join("own.toml"), own).unwrap();
    let config = "[calling]\npacks_file = \"own.toml\"\n";
    std::fs::write(directory.path().join("ivrbot.toml"), config).unwrap();
    let args = ["hours", "check", "--number", "+12125550143", "--at", "2026-06-01T14:00:00Z"];
    let told = run(directory.path(), &args);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert_holds(&told.out, &["not allowed", "next at 2026-06-01T15:00:00Z"]);
    let check = run(directory.path(), &["check", "--offline"]);
    assert_holds(&check.out, &["hours of own.toml, version 2026-11: CA, CN, FR, GB, IN, US"]);
    std::fs::write(directory.path().join("own.toml"), "version = 3").unwrap();
    let told = run(directory.path(), &args);
    assert_eq!(told.code, Some(2));
    assert_holds(&told.err, &["[calling] packs_file: own.toml is not right", "version"]);
}
