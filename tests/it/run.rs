//! `ivrbot run` as a process, against stand-ins: it polls, invites an operator, and ends when told.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::bland::FakeBland;
use ivrbot::demo::tatum::{self, FakeTatum};
use ivrbot::demo::telegram::{FakeTelegram, PersonSeed};
use ivrbot::demo::town::Servers;
use ivrbot::domain::user::Role;
use ivrbot::store::{Durability, Store, users};

use crate::cli::{command, run};
use crate::world::{KEY, RATES_KEY, TOKEN};

/// How long a process may take for one thing, before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

struct Town {
    clock: Clock,
    telegram: FakeTelegram,
    folder: tempfile::TempDir,
    servers: Servers,
}

fn town(operators: &str) -> Town {
    let clock = Clock::system();
    let telegram = FakeTelegram::new(TOKEN, clock.clone());
    let bland = FakeBland::new(clock.clone(), KEY);
    let servers = Servers::start(1).unwrap();
    let at = servers.serve(telegram.clone().router(), 0).unwrap();
    let voice_at = servers.serve(bland.router(), 0).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let config = format!(
        "[telegram]\ntoken = \"{TOKEN}\"\napi_url = \"http://{at}\"\noperators = [{operators}]\n\
         [bland]\napi_key = \"{KEY}\"\nbase_url = \"http://{voice_at}\"\n\
         [calling]\ndefault_region = \"US\"\n"
    );
    std::fs::write(folder.path().join("ivrbot.toml"), config).unwrap();
    Town { clock, telegram, folder, servers }
}

impl Town {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn daemon(&self) -> Child {
        let mut run = command(self.path(), &["run"]);
        run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let end = self.clock.pace() + PATIENCE;
        while !holds() {
            let seen = self.telegram.bell().seen();
            assert!(self.clock.pace() < end, "it never came: {what}");
            self.telegram.bell().wait(seen, Duration::from_millis(50));
        }
    }
}

/// Sends a signal to a process and waits for its end, which must be a good one.
pub fn signal(child: &mut Child, signal: &str) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Ends a daemon as a service manager does; returns what it logged.
fn end(mut daemon: Child) -> String {
    signal(&mut daemon, "-TERM");
    let mut log = String::new();
    daemon.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(!log.contains(TOKEN) && !log.contains(KEY), "a secret came out:\n{log}");
    log
}

#[test]
fn whoever_opens_the_link_becomes_operator() {
    let town = town("");
    let mut daemon = town.daemon();
    let mut out = BufReader::new(daemon.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("https://t.me/") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "there was no link");
    }
    let (_, token) = line.trim().split_once("?start=").unwrap();
    for id in [7, 8] {
        let (first_name, language_code) = (format!("P{id}"), "en".to_owned());
        town.telegram.person(PersonSeed { id, first_name, language_code });
        town.telegram.says(id, &format!("/start {token}"));
        let greeted = if id == 7 { "operator now" } else { "used already" };
        town.until(greeted, || town.telegram.transcript(id).contains(greeted));
    }
    let log = end(daemon);
    assert!(log.contains("starting") && log.contains("missing=\"payments, rates\""), "{log}");
    assert!(log.contains("the built-in ones were brought in") && log.contains("stopped"), "{log}");
    assert_eq!(town.telegram.violations(), Vec::<String>::new());

    // The next start knows its operator and prints no link.
    let daemon = town.daemon();
    town.telegram.says(7, "/start");
    town.until("an answer", || town.telegram.pending_updates() == 0);
    let second = run(town.path(), &["run"]);
    assert_eq!(second.code, Some(1));
    assert!(second.err.contains("another ivrbot is running"), "{}", second.err);
    end(daemon);
}

#[test]
fn those_whom_the_configuration_names_are_operators_from_their_first_word_on() {
    let town = town("7");
    let daemon = town.daemon();
    for id in [7, 8] {
        town.telegram.says(id, "/start");
        town.until("an answer", || town.telegram.last_from_bot(id).is_some());
    }
    end(daemon);
    let path = town.path().join("ivrbot.db");
    let store = Store::open(&path, Clock::system(), Durability::None).unwrap();
    let role = |id| store.read(|tx| users::by_telegram(tx, id)).unwrap().unwrap().role;
    assert_eq!((role(7), role(8)), (Role::Operator, Role::User));
}

#[test]
fn check_asks_the_services() {
    let town = town("7");
    let rates = FakeTatum::new(town.clock.clone(), tatum::Settings::new(RATES_KEY));
    let at = town.servers.serve(rates.clone().router(), 0).unwrap();
    let file = town.path().join("ivrbot.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let tatum = format!("[tatum]\napi_key = \"{RATES_KEY}\"\nbase_url = \"http://{at}\"\n");
    std::fs::write(&file, text + &tatum).unwrap();
    let good = run(town.path(), &["check"]);
    assert_eq!(good.code, Some(0), "{}", good.out);
    assert!(good.out.contains("Telegram knows the bot as @"), "{}", good.out);
    assert!(good.out.contains("Bland account: active"), "{}", good.out);
    assert!(good.out.contains("Tatum: one USDT costs $1.0002"), "{}", good.out);
    assert_eq!(rates.asked().len(), 1);

    let text = std::fs::read_to_string(&file).unwrap();
    let text = text.replace(TOKEN, "1:wrong").replace(KEY, "wrong").replace(RATES_KEY, "wrong");
    std::fs::write(&file, text).unwrap();
    let bad = run(town.path(), &["check"]);
    assert_eq!(bad.code, Some(2));
    assert!(bad.out.contains("Telegram does not know it"), "{}", bad.out);
    assert!(bad.out.contains("Bland does not take it"), "{}", bad.out);
    assert!(bad.out.contains("Tatum does not take it"), "{}", bad.out);
}
