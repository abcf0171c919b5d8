//! Who may know whom: a module names only modules above it in the table.

use super::scan::{Kind, Token, closing, outside_tests, runs, tokens};
use super::{Offence, all, hold, product, top};

/// Each top-level module and all it may name of the crate, lowest first. A name with a path
/// permits that path only.
const TABLE: &[(&str, &str)] = &[
    // 1. Time and the bell.
    ("work", ""),
    ("clock", "work"),
    // 2. Values and rules: no clock, no I/O.
    ("domain", ""),
    // 3. The two vocabularies.
    ("chat", "domain"),
    ("speech", "domain"),
    // 4. Leaves that do not know each other.
    ("screens", "domain chat speech"),
    ("store", "work clock domain chat speech"),
    ("i18n", "domain chat speech"),
    ("pictures", "domain chat speech"),
    ("telegram", "work clock domain chat speech"),
    ("payments", "work clock domain chat speech"),
    ("rates", "work clock domain chat speech"),
    ("voice", "work clock domain chat speech store::proof"),
    // 5. What happens. Features and jobs are told the time by the store.
    ("features", "work domain chat speech screens store"),
    ("jobs", "work domain chat speech screens store telegram voice payments rates"),
    ("courier", "work clock domain chat speech store i18n pictures telegram"),
    // 6. An update in.
    ("bot", "work clock domain chat speech store features"),
    // 7. What puts it together. The listener and the demo are configured; the daemon runs the
    //    loops and the listener.
    ("config", "lower"),
    ("http", "lower config"),
    ("daemon", "lower config http"),
    ("demo", "lower config"),
    // 8. The command.
    ("cli", "lower config http daemon demo"),
    ("main", "cli"),
    // It only declares: a name handed on from here would hide where it lives.
    ("lib", ""),
];

/// What `lower` stands for in the table: levels 1 to 6.
const LOWER: &str = "work clock domain chat speech screens store i18n pictures telegram payments \
    rates voice features jobs courier bot";

/// The doors to the world a job may go through, one for each job.
const JOB_DOORS: [&str; 4] = ["telegram", "voice", "payments", "rates"];

/// A path below the crate that a file names, such as `store::proof::Committed`.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    line: usize,
    path: Vec<String>,
}

#[test]
fn a_module_names_only_modules_of_lower_levels() {
    hold(
        "a module names only what TABLE in tests/it/tidy/depend.rs permits",
        all(&product(), dependence),
    );
}

#[test]
fn a_job_goes_through_one_door() {
    hold("a job knows at most one of the doors voice, payments, rates", all(&product(), doors));
}

fn dependence(path: &str, text: &str) -> Vec<Offence> {
    let owner = top(path);
    let Some((_, may)) = TABLE.iter().find(|(module, _)| *module == owner) else {
        let what = format!("`{owner}` is in no level: move the file, or add it to the table");
        return vec![Offence::new(path, 1, what)];
    };
    let mut found = Vec::new();
    for name in names(path, &outside_tests(&tokens(text))) {
        let own = name.path.first().is_some_and(|module| module == owner);
        if !own && !may.split_whitespace().any(|allowed| covers(allowed, &name.path)) {
            let wanted = name.path.join("::");
            let may = if may.is_empty() { "nothing" } else { may };
            let what = format!(
                "`{owner}` may not name `crate::{wanted}` (it may name {may}): pass a value in, \
                 or move the code to the level that knows both"
            );
            found.push(Offence::new(path, name.line, what));
        }
    }
    found
}

fn covers(allowed: &str, path: &[String]) -> bool {
    if allowed == "lower" {
        return LOWER.split_whitespace().any(|module| covers(module, path));
    }
    let mut path = path.iter();
    allowed.split("::").all(|part| path.next().is_some_and(|found| found == part))
}

fn doors(path: &str, text: &str) -> Vec<Offence> {
    // The table of jobs hands each its door, so it knows all of them.
    if top(path) != "jobs" || path == "src/jobs/mod.rs" {
        return Vec::new();
    }
    let mut first: Option<String> = None;
    let mut found = Vec::new();
    for name in names(path, &outside_tests(&tokens(text))) {
        let door = name.path.first().cloned().unwrap_or_default();
        if !JOB_DOORS.contains(&door.as_str()) {
            continue;
        }
        let known = first.get_or_insert_with(|| door.clone());
        if *known != door {
            let what = format!("this job knows `{known}` and `{door}`: make it two jobs");
            found.push(Offence::new(path, name.line, what));
        }
    }
    found
}

/// Every path below the crate's root: from `crate`, from the crate's own name, and from enough
/// `super`s.
fn names(path: &str, tokens: &[Token]) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = at == 0 || !tokens[at - 1].is("::") || (at > 1 && tokens[at - 2].is("self"));
        match root(path, tokens, at).filter(|_| starts) {
            Some(after) => {
                tree(tokens, after, &[], &mut found);
                at = after;
            }
            None => at += 1,
        }
    }
    found
}

/// The index after `crate::` or what amounts to it, when it stands at `at`.
fn root(path: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let follows = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is("::"));
    let token = tokens.get(at)?;
    if token.is("crate") || token.is("ivrbot") {
        // `use crate as other` would hide every later name: the tree reads it as the name `as`.
        let renamed = token.is("crate") && tokens.get(at + 1).is_some_and(|next| next.is("as"));
        return if renamed { Some(at + 1) } else { follows(at).then_some(at + 2) };
    }
    if !token.is("super") {
        return None;
    }
    let depth = depth(path, tokens, at);
    let mut after = at;
    let mut climbed = 0;
    while climbed < depth && tokens.get(after)?.is("super") && follows(after) {
        (after, climbed) = (after + 2, climbed + 1);
    }
    (climbed == depth && depth > 0).then_some(after)
}

/// How many modules enclose a token: those of the file's path and those opened in the file.
fn depth(path: &str, tokens: &[Token], at: usize) -> usize {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let parts = inside.split('/').filter(|part| !["mod", "lib", "main"].contains(part)).count();
    let opened = runs(&tokens[..at], &["mod"]).into_iter().filter(|open| {
        tokens.get(open + 2).is_some_and(|token| token.is("{")) && closing(tokens, open + 2) > at
    });
    parts + opened.count()
}

/// Reads one branch of a `use` tree or one path, and notes each full name.
fn tree(tokens: &[Token], at: usize, before: &[String], found: &mut Vec<Name>) -> usize {
    let Some(token) = tokens.get(at) else { return at };
    if token.is("{") {
        let end = closing(tokens, at);
        let mut next = at + 1;
        while next < end {
            next = tree(tokens, next, before, found).max(next + 1);
        }
        return end + 1;
    }
    if token.kind != Kind::Word && !token.is("*") {
        return at + 1;
    }
    let mut path = before.to_vec();
    path.push(token.text.to_owned());
    let goes_on = tokens.get(at + 1).is_some_and(|next| next.is("::"))
        && tokens
            .get(at + 2)
            .is_some_and(|next| next.kind == Kind::Word || next.is("{") || next.is("*"));
    if goes_on {
        return tree(tokens, at + 2, &path, found);
    }
    found.push(Name { line: token.line, path });
    // A new name (`as other`) is no part of the path.
    let renamed = tokens.get(at + 1).is_some_and(|next| next.is("as"));
    at + if renamed { 3 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    #[test]
    fn the_table_is_ordered_lowest_first() {
        let mut above: Vec<&str> = Vec::new();
        for (module, may) in TABLE {
            for name in may.split_whitespace() {
                let first = name.split("::").next().unwrap();
                let is_above = above.contains(&first) || name == "lower";
                assert!(is_above, "{module} names {name}, which is not above it");
            }
            assert!(!above.contains(module), "{module} stands twice");
            if *module == "config" {
                assert_eq!(LOWER.split_whitespace().collect::<Vec<_>>(), above);
            }
            above.push(module);
        }
    }

    #[test]
    fn names_are_read_from_trees_and_paths() {
        let source = "use crate::{domain::{ids::*, money::Usd as M}, store}; use std::fmt; \
            fn f() -> crate::bot::X { crate::clock::Clock::<u8>::now() } // crate::cli\n \
            pub(crate) fn g() {}";
        let found = names("src/jobs/a.rs", &tokens(source));
        let paths: Vec<String> = found.iter().map(|name| name.path.join("::")).collect();
        let wanted = ["domain::ids::*", "domain::money::Usd", "store", "bot::X", "clock::Clock"];
        assert_eq!(paths, wanted);
    }

    #[test]
    fn an_upward_name_is_caught() {
        let source = "//! x\nuse crate::{\n    domain::ids,\n    store::Store,\n};\n";
        caught(&dependence("src/screens/a.rs", source), &[4]);
        caught(&dependence("src/features/a.rs", source), &[]);
        caught(&dependence("src/domain/a.rs", "fn f(c: &crate::clock::Clock) {}"), &[1]);
        caught(&dependence("src/work.rs", "use crate::clock::Clock;"), &[1]);
        caught(&dependence("src/clock.rs", "use crate::work::Bell;"), &[]);
        caught(&dependence("src/features/a.rs", "use crate::jobs;\nuse crate::courier;"), &[1, 2]);
        caught(&dependence("src/jobs/a.rs", "use crate::i18n::I18n;"), &[1]);
        caught(&dependence("src/bot.rs", "use crate::jobs::Job;"), &[1]);
    }

    #[test]
    fn the_voice_names_the_proof_and_nothing_else_of_the_store() {
        caught(&dependence("src/voice/a.rs", "use crate::store::proof::Committed;"), &[]);
        caught(&dependence("src/voice/a.rs", "use crate::store::Store;"), &[1]);
        caught(&dependence("src/voice/a.rs", "use crate::store::{proof::{Draft}, Tx};"), &[1]);
        caught(&dependence("src/rates/a.rs", "use crate::store::proof::Committed;"), &[1]);
    }

    #[test]
    fn ways_around_are_caught() {
        caught(&dependence("src/bot.rs", "use super::jobs::Job;"), &[1]);
        caught(&dependence("src/bot.rs", "use self::super::jobs::Job;"), &[1]);
        caught(&dependence("src/chat/a/b.rs", "use super::super::super::store::Tx;"), &[1]);
        caught(&dependence("src/chat/a.rs", "use super::store::Tx;"), &[]);
        caught(&dependence("src/chat/mod.rs", "mod x { use super::super::store::Tx; }"), &[1]);
        caught(&dependence("src/chat/mod.rs", "use crate as other;"), &[1]);
        caught(&dependence("src/chat/mod.rs", "use crate::*;\nuse crate::{self as c};"), &[1, 2]);
        caught(&dependence("src/chat/mod.rs", "fn f() { $crate::store::go() }"), &[1]);
        caught(&dependence("src/main.rs", "fn f() { ivrbot::store::go() }"), &[1]);
        caught(&dependence("src/lib.rs", "pub use crate::store::Store;"), &[1]);
        caught(&dependence("src/extra/mod.rs", ""), &[1]);
    }

    #[test]
    fn tests_may_know_anybody() {
        let source = "use crate::domain; #[cfg(test)] mod tests { use crate::store::Store; }";
        caught(&dependence("src/chat/a.rs", source), &[]);
    }

    #[test]
    fn a_job_with_two_doors_is_caught() {
        let source = "use crate::voice::Voice;\nuse crate::voice::Fault;\nuse crate::rates::Rates;";
        caught(&doors("src/jobs/a.rs", source), &[3]);
        caught(&doors("src/jobs/mod.rs", source), &[]);
    }
}
