//! Where a library lives: what it is wrapped in is the only module that names it.

use super::scan::{Kind, Token, tokens};
use super::{Offence, all, hold, line, rust, top};

/// Each library that has a home, and the top-level modules that may name it.
const HOMES: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("refinery", "store"),
    ("frankenstein", "telegram"),
    ("ureq", "telegram voice payments rates demo"),
    ("axum", "demo http"),
    ("tokio", "daemon demo http cli"),
    ("tokio_cron_scheduler", "daemon"),
    ("fluent", "i18n"),
    ("clap", "cli"),
    ("toml", "domain config cli"),
    ("csv", "domain screens features demo cli"),
    ("hmac", "payments demo"),
    ("unicode_normalization", "domain"),
    ("unicode_security", "domain"),
    ("png", "pictures"),
    ("qrcode", "pictures"),
    ("rqrr", "pictures"),
];

#[test]
fn a_library_stays_in_its_home() {
    hold(
        "a library is named only in its home (HOMES in tests/it/tidy/homes.rs)",
        all(&rust(&["src"]), homes),
    );
}

/// Test code is held to it too: what a library does is tested where it lives.
fn homes(path: &str, text: &str) -> Vec<Offence> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (library, home) in HOMES {
        if home.split_whitespace().any(|module| module == top(path)) {
            continue;
        }
        for at in (0..tokens.len()).filter(|&at| names_library(&tokens, at, library)) {
            let what = format!("`{library}` lives in {home}: ask that module for what you need");
            found.push(Offence::new(path, line(&tokens, at), what));
        }
    }
    found
}

/// Whether a path starts here with the library's name; a local of the same name does not count.
fn names_library(tokens: &[Token], at: usize, library: &str) -> bool {
    let is = |at: Option<usize>, text: &str| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is(text))
    };
    if !tokens[at].is(library) || is(at.checked_sub(1), ".") {
        return false;
    }
    if is(at.checked_sub(1), "::") {
        // `::toml::Table` names the library, `config::toml::Table` a module.
        let before = at.checked_sub(2).and_then(|at| tokens.get(at));
        return !before.is_some_and(|token| token.kind == Kind::Word && !token.is("use"));
    }
    is(Some(at + 1), "::") || is(at.checked_sub(1), "use") || is(at.checked_sub(1), "crate")
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    #[test]
    fn a_library_abroad_is_caught() {
        caught(&homes("src/features/a.rs", "use x;\nuse rusqlite::Connection;"), &[2]);
        caught(&homes("src/store/a.rs", "use rusqlite::Connection;"), &[]);
        caught(&homes("src/bot.rs", "fn f() { ::tokio::spawn(a) }\nuse ::axum::Router;"), &[2, 1]);
        caught(&homes("src/bot.rs", "#[derive(clap::Parser)] struct A;"), &[1]);
        caught(&homes("src/bot.rs", "use ureq;\nextern crate fluent;"), &[1, 2]);
        caught(&homes("src/demo/a.rs", "use tokio_cron_scheduler::Job;"), &[1]);
        caught(&homes("src/daemon.rs", "use tokio_cron_scheduler::Job;"), &[]);
        caught(&homes("src/i18n/a.rs", "use fluent::FluentBundle;"), &[]);
        caught(&homes("src/chat/a.rs", "#[cfg(test)] mod t { use csv::Reader; }"), &[1]);
    }

    #[test]
    fn a_namesake_is_no_library() {
        let source = "mod csv; let toml = config::toml::parse(csv); a.fluent(); // rusqlite::X";
        caught(&homes("src/chat/a.rs", source), &[]);
    }
}
