//! `ivrbot demo` as a process: the script, and the page it serves.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::cli::{assert_holds, command};
use crate::run::signal;

#[test]
fn the_script_plays_the_main_job() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = command(folder.path(), &["demo", "--script"]);
    let output = script.env("TMPDIR", folder.path()).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{out}");
    assert_holds(
        &out,
        &[
            "ok      that took 10 taps and texts, at most 10",
            "ok      they are credited without a tap",
            "ok      at an hour when it is lawful",
            "ok      results-1.csv is a table of 20 rows",
            "ok      that is what left the wallet",
            "ok      the plan is bought without a tap",
            "ok      the ledger has both payments, each once",
            "ok      they left the plan, and no money the wallet",
            "26 calls: 17 answered, 2 busy, 4 no_answer, 3 voicemail",
            "ok      the ledger adds up",
            " 0 failed, in ",
        ],
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

/// What the strip's button says when there is nothing to pay.
const NO_TOP_UP: &str = "No top-up is open: Menu, Wallet, Top up. Then the coins can come.";

struct Demo {
    child: Child,
    folder: tempfile::TempDir,
    address: String,
    agent: ureq::Agent,
}

impl Demo {
    fn start() -> Demo {
        let folder = tempfile::tempdir().unwrap();
        let mut demo = command(folder.path(), &["demo"]);
        demo.env("TMPDIR", folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = demo.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://").expect("an address");
        let address = format!("http://{}", rest.split_once('/').unwrap().0);
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        Demo { child, folder, address, agent: config.build().into() }
    }

    fn get(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.address);
        self.agent.get(url).call().unwrap().body_mut().read_json().unwrap()
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.address);
        self.agent.post(url).send_json(body).unwrap().body_mut().read_json().unwrap()
    }
}

#[test]
fn the_demo_begins_in_the_morning_where_the_browser_is() {
    let mut demo = Demo::start();
    assert_eq!(demo.get("/demo/strip")["zone"], "America/New_York");
    assert_eq!(demo.get("/phone/state"), json!({"calls": []}));
    assert_eq!(demo.post("/demo/act/zone", json!({"zone": "Asia/Calcutta"})), json!({}));
    let strip = demo.get("/demo/strip");
    assert_eq!((&strip["zone"], &strip["can_pay"]), (&json!("Asia/Kolkata"), &json!(true)));
    let wall = strip["wall"].as_str().unwrap();
    assert!(wall.contains("T04:30:"), "ten in Delhi, not {wall}");
    let poor = demo.post("/demo/act/pay", json!({}));
    assert_eq!(poor["error"], NO_TOP_UP);

    // The moved daemon answers, and from then on the demo stays where it is.
    demo.post("/demo/send", json!({"text": "/start"}));
    let mut state = demo.get("/demo/state");
    while state["messages"].as_array().unwrap().len() < 2 {
        state = demo.get(&format!("/demo/state?since={}", state["version"]));
    }
    demo.post("/demo/act/zone", json!({"zone": "Europe/Paris"}));
    assert_eq!(demo.get("/demo/strip")["zone"], "Asia/Kolkata");
    let none = demo.post("/demo/act/pay", json!({"way": "under"}));
    assert_eq!(none["error"], NO_TOP_UP);

    signal(&mut demo.child, "-INT");
    assert_eq!(fs::read_dir(demo.folder.path()).unwrap().count(), 0, "the folder was left behind");
}
