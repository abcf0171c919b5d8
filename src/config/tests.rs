//! What is reported, where, and that no value shows.

use super::*;

const TOKEN: &str = "123456:AAcanary-token";
const CANARY: &str = "sk-canary-9";

fn file(text: &str) -> Sources {
    let file = SourceFile { path: "ivrbot.toml".into(), text: Ok(text.to_owned()) };
    Sources { file: Some(file), ..Sources::default() }
}

fn dotenv(text: &str) -> Sources {
    let file = SourceFile { path: ".env".into(), text: Ok(text.to_owned()) };
    Sources { dotenv: Some(file), ..Sources::default() }
}

fn env(pairs: &[(&str, &str)]) -> Sources {
    let env = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Sources { env, ..Sources::default() }
}

fn problems(sources: &Sources) -> Vec<String> {
    let loaded = Config::load(sources);
    assert_eq!(loaded.config.is_none(), !loaded.problems.is_empty());
    assert!(!format!("{loaded:?}").contains("canary"), "{loaded:?}");
    loaded.problems.into_iter().map(|p| format!("{}: {}", p.place, p.what)).collect()
}

fn good(sources: &Sources) -> Config {
    let loaded = Config::load(sources);
    assert_eq!(loaded.problems, []);
    loaded.config.unwrap()
}

#[test]
fn every_mistake_of_a_file_is_reported_with_its_line() {
    let text = format!(
        "stray = \"{CANARY}\"\n[telegram]\ntoken = \"{CANARY}\"\ntokn = \"{CANARY}\"\n\
         operators = [1, -2]\n[bland]\nplan = \"hourly\"\ncalls_per_day = \"5\"\n\
         api_url = \"x\"\nbase_url = \"{CANARY}\"\n[blnad]\nx = 1\n[log]\nlevel = 3\n\
         [calling]\ndefault_region = \"UK\"\n"
    );
    let got = problems(&file(&text));
    let want = [
        "ivrbot.toml:1: the key `stray` stands in no section",
        "ivrbot.toml:3: [telegram] token must be a bot token",
        "ivrbot.toml:4: unknown key `tokn` in [telegram]",
        "ivrbot.toml:5: [telegram] operators must be a list",
        "ivrbot.toml:7: [bland] plan must be one of start, build, scale, custom",
        "ivrbot.toml:8: [bland] calls_per_day must be a whole number",
        "ivrbot.toml:9: unknown key `api_url` in [bland]",
        "ivrbot.toml:10: [bland] base_url must be an address",
        "ivrbot.toml:11: unknown section `blnad`",
        "ivrbot.toml:14: [log] level must be one of",
        "ivrbot.toml:16: [calling] default_region must be a two-letter country code",
    ];
    assert_eq!(got.len(), want.len(), "{got:#?}");
    for (got, want) in got.iter().zip(want) {
        assert!(got.starts_with(want), "{got}\n{want}");
    }
}

#[test]
fn broken_toml_is_reported_by_line_and_never_quoted() {
    let lines = [
        format!("token = {CANARY}"),
        format!("token = \"{CANARY}"),
        format!("token {CANARY}"),
        CANARY.to_owned(),
        format!("token = \"a\" {CANARY}"),
        format!("\"{CANARY}\" = 1"),
        format!("token = \"\\q{CANARY}\""),
        format!("token = '''{CANARY}"),
        format!("token = [\"{CANARY}\""),
        format!("token = {{ {CANARY} }}"),
        format!("token = \"a\"\ntoken = \"{CANARY}\""),
        format!("[{CANARY}]"),
        format!("[[telegram]]\ntoken = \"{CANARY}\""),
    ];
    for line in lines {
        let got = problems(&file(&format!("[telegram]\n{line}\n[bland]\nplan = \"none\"\n")));
        assert!(!got.is_empty(), "{line}");
        assert!(!format!("{got:?}").contains("canary"), "{got:?}");
    }
    let got = problems(&file(&format!("[telegram]\ntoken = {CANARY}\n[bland]\nplan = \"no\"\n")));
    assert!(got[0].starts_with("ivrbot.toml:2: is not valid TOML"), "{got:?}");
    assert!(got[1].starts_with("ivrbot.toml:4: [bland] plan must"), "{got:?}");
}

#[test]
fn a_key_that_was_given_wrongly_is_not_called_missing_too() {
    for text in ["[telegram]\ntoken = 5", "[telegram]\ntoken = x"] {
        let loaded = Config::load(&file(text));
        assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);
        assert!(!loaded.missing.iter().any(|p| p.place.contains("token")));
    }
    let broken = Config::load(&dotenv("IVRBOT_TELEGRAM_TOKEN=a b"));
    assert!(!broken.missing.iter().any(|p| p.place.contains("token")));
}

#[test]
fn mistakes_in_variables_name_the_variable() {
    let got = problems(&env(&[
        ("IVRBOT_BLAND_PLAN", CANARY),
        ("IVRBOT_BLAND_APIKEY", CANARY),
        ("IVRBOT_TELEGRAM_OPERATORS", "1,two"),
        ("PATH", "/bin"),
    ]));
    assert_eq!(got.len(), 3, "{got:?}");
    assert!(got[0].starts_with("IVRBOT_BLAND_PLAN: [bland] plan must"));
    assert!(got[1].starts_with("IVRBOT_BLAND_APIKEY: unknown variable"));
    let dotted = dotenv(&format!("FOO=a b\nIVRBOT_BLAND_PLAN={CANARY}\n{CANARY}\n"));
    let got = problems(&dotted);
    assert!(got[0].starts_with(".env:2 IVRBOT_BLAND_PLAN: [bland] plan must"), "{got:?}");
    assert!(got[1].starts_with(".env:3: this line is not NAME=value"), "{got:?}");
}

#[test]
fn the_environment_wins_over_dotenv_over_the_file_over_the_defaults() {
    let name = |sources: &Sources| good(sources).service.name;
    let mut sources = Sources::default();
    assert_eq!(name(&sources), "ivrbot");
    sources.file = file("[service]\nname = \"file\"").file;
    assert_eq!(name(&sources), "file");
    sources.dotenv = dotenv("IVRBOT_SERVICE_NAME=dotenv").dotenv;
    assert_eq!(name(&sources), "dotenv");
    sources.env = env(&[("IVRBOT_SERVICE_NAME", "process")]).env;
    assert_eq!(name(&sources), "process");
    sources.env = env(&[("IVRBOT_SERVICE_NAME", "")]).env;
    assert_eq!(name(&sources), "dotenv");
}

#[test]
fn the_old_bots_names_fill_what_is_not_set() {
    let old = format!(
        "API_TOKEN={TOKEN}\nBLAND_API_KEY=b\nBLAND_WEBHOOK_SIGNING_SECRET=s\nx-api-key=d\n\
         dynopay_base_url=https://old.example/api/\nwebhook_url=https://w.example\n\
         x_api_tatum=t\nTATUM_API_URL=https://api.tatum.io/v3/tatum/rate\n\
         CHANNEL_LINK=https://t.me/help\nTERMS_AND_CONDITIONS_URL=https://t.example\n"
    );
    let loaded = Config::load(&dotenv(&old));
    let config = loaded.config.unwrap();
    assert!(config.telegram.token.is_some());
    assert!(config.bland.unwrap().webhook_signing_secret.is_some());
    assert_eq!(config.dynopay.unwrap().base_url, "https://old.example/api");
    assert_eq!(config.tatum.unwrap().base_url, "https://api.tatum.io");
    assert_eq!(config.service.support.as_deref(), Some("https://t.me/help"));
    let notes: Vec<_> = loaded.notes.iter().filter(|n| n.place.starts_with(".env")).collect();
    assert_eq!(notes.len(), 10);
    assert!(notes[5].what.contains("not used") && notes[9].what.contains("not used"));

    let mut both = dotenv("CHANNEL_LINK=https://t.me/old");
    both.file = file("[service]\nsupport = \"@new_name\"").file;
    assert_eq!(good(&both).service.support.as_deref(), Some("@new_name"));
}

#[test]
fn the_plan_fills_the_figures_and_each_can_be_overridden() {
    let bland = |text: &str| good(&file(text)).bland.unwrap();
    let plain = bland("[bland]\napi_key = \"k\"");
    assert_eq!(Some(plain.allowance), BlandPlan::Start.allowance());
    let own = bland(
        "[bland]\napi_key = \"k\"\nplan = \"build\"\ncalls_per_day = 7\ncost_per_minute = 0.1",
    );
    assert_eq!((own.allowance.calls_per_day, own.allowance.calls_per_hour), (7, 1_000));
    assert_eq!(own.allowance.cost_per_minute.plain(), "0.10");

    let got = problems(&file("[bland]\napi_key = \"k\"\nplan = \"custom\"\ncalls_per_day = 7"));
    assert_eq!(got.len(), 1);
    assert!(got[0].starts_with("ivrbot.toml:3: the custom plan needs every figure"));
    assert!(
        got[0].ends_with("calls_per_hour, concurrency, cost_per_minute, transfer_cost_per_minute")
    );
}

#[test]
fn what_run_needs_is_missing_but_not_wrong() {
    let loaded = Config::load(&file("[telegram]\n\n[calling]\ncountries = []"));
    let places: Vec<_> = loaded.missing.iter().map(|p| p.place.as_str()).collect();
    let region = "ivrbot.toml:3 [calling] default_region";
    assert_eq!(places, ["ivrbot.toml:1 [telegram] token", "[bland] api_key", region]);
    assert_eq!(loaded.config.unwrap().runnable().len(), 3);

    let whole = env(&[
        ("IVRBOT_TELEGRAM_TOKEN", TOKEN),
        ("IVRBOT_BLAND_API_KEY", CANARY),
        ("IVRBOT_CALLING_COUNTRIES", "FR,IN,FR"),
    ]);
    let config = good(&whole);
    assert_eq!(config.runnable(), []);
    let codes: Vec<_> = config.calling.countries.iter().map(|c| c.code()).collect();
    assert_eq!(codes, ["FR", "IN"]);
    assert!(!format!("{config:?}").contains("canary"));
}

#[test]
fn a_named_file_must_be_there() {
    let absent = Sources::from_process(Some(Path::new("/nonexistent/ivrbot.toml")));
    let file = Sources { file: absent.file, ..Sources::default() };
    assert!(problems(&file)[0].starts_with("/nonexistent/ivrbot.toml: cannot be read"));
}

#[test]
fn no_key_repeats_its_value_and_no_secret_shows_in_debug() {
    // Blanks and letters beyond ASCII are wrong for every kind but a file name and a short text.
    let odd = "canary \u{fc}";
    let takes_any = |kind| matches!(kind, schema::Kind::Path | schema::Kind::Name);
    for key in schema::KEYS.iter().filter(|key| !takes_any(key.kind)) {
        let got = problems(&env(&[(&key.variable(), odd)]));
        assert_eq!(got.len(), 1, "{got:?}");
    }
    let mut all: Vec<(String, String)> = Vec::new();
    for key in schema::KEYS.iter().filter(|key| key.is_secret()) {
        all.push((key.variable(), "1:canary".to_owned()));
    }
    assert_eq!(all.len(), 6);
    let config = good(&Sources { env: all, ..Sources::default() });
    assert!(!format!("{config:?}").contains("canary"), "{config:?}");
}

#[test]
fn stars_are_off_unless_they_are_switched_on_and_worth_something() {
    assert_eq!(good(&file("")).stars, None);
    assert_eq!(good(&file("[stars]\nusd_per_star = 0.02\n")).stars, None);
    let on = good(&file("[stars]\nenabled = true\nmax_first = 5\n")).stars;
    let first_most = Usd::cents(500);
    assert_eq!(on, Some(stars::Rail { first_most, ..stars::Rail::default() }));
    assert!(good(&env(&[("IVRBOT_STARS_ENABLED", "true")])).stars.is_some());
    for text in ["enabled = \"yes\"", "enabled = 1", "enabled = true\nusd_per_star = 0"] {
        assert_eq!(problems(&file(&format!("[stars]\n{text}\n"))).len(), 1, "{text}");
    }
}
