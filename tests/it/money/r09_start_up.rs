//! R9: with webhooks on, the program does not start without a secret of its own.

use std::fs;

use crate::cli::{GOOD, assert_holds, command, directory, ran};

const LISTEN: &str = "[http]\nlisten = \"127.0.0.1:0\"\n";
const KEY: &str = "[dynopay]\napi_key = \"canary-7f3a\"\n";
const SECRET: &str = "webhook_secret = \"canary-7f3a\"\n";

/// Whether both `run` and `check` refuse this configuration, and name what is missing.
fn refused(what: &str, config: &str, variables: &[(&str, &str)]) {
    let directory = directory(config);
    for args in [&["run"][..], &["check", "--offline"]] {
        let mut program = command(directory.path(), args);
        program.envs(variables.iter().copied());
        let done = ran(&mut program);
        assert_eq!(done.code, Some(2), "{what}: {}{}", done.out, done.err);
        let said = format!("{}{}", done.out, done.err);
        assert_holds(&said, &["webhook_secret"]);
        assert!(!said.contains("listening"), "{what}: {said}");
        assert!(!directory.path().join("ivrbot.db").exists(), "{what}: nothing was begun");
    }
}

#[test]
fn r09_webhooks_without_a_secret_do_not_start() {
    let no_key = format!("{GOOD}{LISTEN}");
    refused("no provider at all", &no_key, &[]);
    refused("a key and no secret", &format!("{GOOD}{LISTEN}{KEY}"), &[]);
    for blank in ["", " ", "\\t"] {
        let config = format!("{GOOD}{LISTEN}{KEY}webhook_secret = \"{blank}\"\n");
        refused("a blank secret", &config, &[]);
    }
    let listens = [("IVRBOT_HTTP_LISTEN", "127.0.0.1:0")];
    refused("the variable alone", &format!("{GOOD}{KEY}"), &listens);
    let blank = [("IVRBOT_DYNOPAY_WEBHOOK_SECRET", "")];
    refused("a blank variable", &format!("{GOOD}{LISTEN}{KEY}"), &blank);
}

#[test]
fn r09_a_secret_in_any_source_will_do_and_without_webhooks_none_is_asked_for() {
    let whole = format!("{GOOD}{LISTEN}{KEY}{SECRET}");
    let keyed = format!("{GOOD}{LISTEN}{KEY}");
    let variable = [("IVRBOT_DYNOPAY_WEBHOOK_SECRET", "canary-7f3a")];
    let cases = [
        (&whole, "", &[][..]),
        (&keyed, "", &variable[..]),
        (&keyed, "IVRBOT_DYNOPAY_WEBHOOK_SECRET=canary-7f3a\n", &[]),
        (&format!("{GOOD}{KEY}"), "", &[]),
    ];
    for (config, dotenv, variables) in cases {
        let directory = directory(config);
        fs::write(directory.path().join(".env"), dotenv).unwrap();
        let mut check = command(directory.path(), &["check", "--offline"]);
        check.envs(variables.iter().copied());
        let check = ran(&mut check);
        assert_eq!(check.code, Some(0), "{config}{dotenv}{variables:?}: {}", check.out);
    }
}
