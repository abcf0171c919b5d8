//! The command as people run it: in an empty directory, with an empty environment.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Stands in for every secret; must never come out.
const CANARY: &str = "canary-7f3a";

/// A configuration that `run` would take.
pub const GOOD: &str = "[telegram]\ntoken = \"1:canary-7f3a\"\noperators = [5]\n[bland]\n\
                    api_key = \"canary-7f3a\"\n[calling]\ndefault_region = \"IN\"\n";

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn directory(config: &str) -> TempDir {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("ivrbot.toml"), config).unwrap();
    directory
}

pub fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ivrbot"));
    command.args(args).current_dir(directory).env_clear().stdin(Stdio::null());
    command
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    for text in [&out, &err] {
        assert!(!text.contains(CANARY), "a secret came out:\n{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
    Ran { code: output.status.code(), out, err }
}

pub fn run(directory: &Path, args: &[&str]) -> Ran {
    ran(&mut command(directory, args))
}

pub fn assert_holds(text: &str, wanted: &[&str]) {
    for want in wanted {
        assert!(text.contains(want), "not there: {want}\n{text}");
    }
}

#[test]
fn example_config_prints_the_file_and_check_takes_it() {
    let empty = TempDir::new().unwrap();
    let example = run(empty.path(), &["example-config"]);
    assert_eq!(example.code, Some(0));
    assert_eq!(example.out, include_str!("../../ivrbot.toml.example"));

    let directory = directory(&example.out);
    let check = run(directory.path(), &["check", "--offline"]);
    assert_eq!(check.code, Some(2), "{}", check.out);
    assert_holds(
        &check.out,
        &[
            "ivrbot.toml:10 [telegram] token: is missing",
            "[bland] api_key: is missing",
            "[calling] default_region: is missing",
            "3 problems.",
        ],
    );
}

#[test]
fn check_reports_every_mistake_of_every_source_at_once() {
    let directory = directory(&format!(
        "[telegram]\ntoken = \"{CANARY}\"\ntokn = \"{CANARY}\"\n[bland]\napi_key = {CANARY}\n\
         calls_per_day = \"ten\"\n[service]\nterms_file = 3\n[servcie]\nname = \"x\"\n"
    ));
    let dotenv = format!("# old\nx-api-key={CANARY}\nIVRBOT_LOG_LEVEL=loud\n{CANARY}\n");
    fs::write(directory.path().join(".env"), dotenv).unwrap();
    let mut check = command(directory.path(), &["check", "--offline"]);
    check.env("IVRBOT_BLAND_PLAN", CANARY).env("IVRBOT_TATUM_APIKEY", CANARY);
    check.env("webhook_url", "https://old.example").env("RUST_LOG", "trace");
    let check = ran(&mut check);
    assert_eq!(check.code, Some(2));
    assert_holds(
        &check.out,
        &[
            "ivrbot.toml:2: [telegram] token must be a bot token",
            "ivrbot.toml:3: unknown key `tokn` in [telegram]",
            "ivrbot.toml:5: is not valid TOML",
            "ivrbot.toml:6: [bland] calls_per_day must be a whole number",
            "ivrbot.toml:8: [service] terms_file must be a file name",
            "ivrbot.toml:9: unknown section `servcie`",
            ".env:3 IVRBOT_LOG_LEVEL: [log] level must be one of error, warn",
            ".env:4: this line is not NAME=value",
            "IVRBOT_BLAND_PLAN: [bland] plan must be one of start",
            "IVRBOT_TATUM_APIKEY: unknown variable",
            "[calling] default_region: is missing",
            ".env:2 x-api-key: is an old name of [dynopay] api_key",
            "webhook_url: is not used",
            "[tatum] api_key: is missing",
            "11 problems.",
        ],
    );
}

#[test]
fn check_of_a_good_configuration_says_what_the_plan_means() {
    let directory = directory(GOOD);
    let check = run(directory.path(), &["check", "--offline"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""));
    assert_holds(
        &check.out,
        &["Bland plan start: 100 calls a day for all your users", "go to: IN", "No problems."],
    );
}

#[test]
fn unreadable_terms_are_a_problem() {
    let directory = directory(&format!("{GOOD}[service]\nterms_file = \"terms.txt\"\n"));
    let check = run(directory.path(), &["check", "--offline"]);
    assert_eq!(check.code, Some(2));
    assert_holds(&check.out, &["terms.txt cannot be read"]);
    fs::write(directory.path().join("terms.txt"), "Be kind.").unwrap();
    assert_eq!(run(directory.path(), &["check", "--offline"]).code, Some(0));
}

#[test]
fn run_refuses_with_everything_that_is_wrong_or_missing() {
    let directory = directory("[telegram]\n[bland]\nplan = \"x\"\n");
    let run = run(directory.path(), &["run"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_holds(
        &run.err,
        &["ivrbot.toml:1 [telegram] token: is missing", "ivrbot.toml:3: [bland] plan must be"],
    );
}

#[test]
fn the_named_file_is_read_before_and_after_the_command() {
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("other.toml"), GOOD).unwrap();
    for args in [
        ["--config", "other.toml", "check", "--offline"],
        ["check", "--offline", "--config", "other.toml"],
    ] {
        assert_eq!(run(directory.path(), &args).code, Some(0), "{args:?}");
    }
    let absent = run(directory.path(), &["check", "--config", "absent.toml"]);
    assert_eq!(absent.code, Some(2));
    assert_holds(&absent.out, &["absent.toml: cannot be read"]);
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let directory = directory(GOOD);
    let wrong: &[&[&str]] = &[
        &[],
        &["dance"],
        &["credit", "5", "10"],
        &["credit", "5", "-10", "--reason", "x"],
        &["credit", "ann", "10", "--reason", "x"],
        &["credit", "5", "1e3", "--reason", "x"],
        &["credit", "5", "10", "--reason", " "],
        &["demo", "--port", "99999"],
        &["demo", "--script", "--port", "1"],
    ];
    for args in wrong {
        let ran = run(directory.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    for args in [&["--help"][..], &["check", "--help"], &["--version"]] {
        let ran = run(directory.path(), args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_not_a_fault() {
    let directory = directory(GOOD);
    for args in [&["example-config"][..], &["check", "--offline"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut closed = command(directory.path(), args);
        let output = closed.stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn an_invitation_is_printed_without_a_network() {
    let config = GOOD.replace("[telegram]\n", "[telegram]\napi_url = \"http://127.0.0.1:9\"\n");
    let directory = directory(&config);
    let none = run(directory.path(), &["invite"]);
    assert_eq!(none.code, Some(1), "there is no bot yet: {}", none.err);
    let path = directory.path().join("ivrbot.db");
    let clock = ivrbot::clock::Clock::system();
    drop(ivrbot::store::Store::open(&path, clock, ivrbot::store::Durability::None).unwrap());
    let made = run(directory.path(), &["invite", "--days", "3"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    assert!(made.out.starts_with("/start in-"), "{}", made.out);
    let long = run(directory.path(), &["invite", "--days", "31"]);
    assert_eq!(long.code, Some(2), "{}", long.err);
}
