//! `ivrbot flow` as people run it on files.

use std::fs;

use super::cli::{assert_holds, directory, run};

const EXAMPLE: &str = include_str!("../../examples/flows/every-node.toml");

#[test]
fn a_flow_goes_to_its_stored_form_and_back() {
    let directory = directory("");
    let at = directory.path();
    fs::write(at.join("a.toml"), EXAMPLE).unwrap();
    let check = run(at, &["flow", "check", "a.toml"]);
    assert_eq!((check.code, check.out.as_str()), (Some(0), "a.toml: 9 nodes, no problem\n"));
    let stored = run(at, &["flow", "import", "a.toml"]);
    fs::write(at.join("a.json"), &stored.out).unwrap();
    let back = run(at, &["flow", "export", "a.json"]);
    assert_eq!(back.code, Some(0), "{}", back.err);
    assert!(EXAMPLE.ends_with(&format!("\n\n{}", back.out)), "{}", back.out);
}

#[test]
fn problems_and_mistakes_have_their_own_exit_codes() {
    let directory = directory("");
    let at = directory.path();
    fs::write(at.join("loop.toml"), EXAMPLE.replace("visits = 3\n", "")).unwrap();
    let check = run(at, &["flow", "check", "loop.toml"]);
    assert_eq!(check.code, Some(1));
    assert_holds(
        &check.out,
        &["loop.toml: hello: the call may go round here for ever", "1 problem"],
    );
    let json = run(at, &["flow", "check", "--json", "loop.toml"]);
    let first: serde_json::Value = serde_json::from_str(json.out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["node"], &first["problem"]), (&"hello".into(), &"no_visit_limit".into()));
    fs::write(at.join("broken.toml"), EXAMPLE.replace("to = \"people\"", "to = \"nobody\""))
        .unwrap();
    let check = run(at, &["flow", "check", "broken.toml"]);
    assert_eq!(check.code, Some(2));
    assert_holds(&check.out, &["broken.toml:", "there is no node `nobody`"]);
    let none = run(at, &["flow", "check", "none.toml"]);
    assert_eq!(none.code, Some(1));
    assert_holds(&none.err, &["read none.toml"]);
}

#[test]
fn a_template_comes_out_in_any_language() {
    let directory = directory("");
    let at = directory.path();
    let args = ["flow", "export", "--template", "school_notice", "--language", "zh"];
    let text = run(at, &args);
    assert_eq!(text.code, Some(0), "{}", text.err);
    fs::write(at.join("a.toml"), &text.out).unwrap();
    assert_eq!(run(at, &["flow", "check", "a.toml"]).code, Some(0));
    let wrong = run(at, &["flow", "export", "--template", "robbery"]);
    assert_eq!(wrong.code, Some(2));
    assert_holds(&wrong.err, &["one of appointment, payment_due"]);
}
