//! The shape of the tree: first lines, file names, reachable files, the four traits.

use super::scan::{Kind, outside_tests, runs, tokens};
use super::{File, Offence, all, files, hold, line, product, rust, top};

/// A first line shorter than this only repeats the module's name.
const SAYS_SOMETHING: usize = 15;

/// Words that promise a later that does not come. Taken apart, so that this file may hold them.
const PROMISES: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")];

/// Names under which anything could be filed.
const NAMELESS: [&str; 9] =
    ["util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "shared"];

/// The doors to the world, and the module each is in. No other trait exists to be mocked.
const DOORS: [(&str, &str); 4] =
    [("Telegram", "telegram"), ("Voice", "voice"), ("Payments", "payments"), ("Rates", "rates")];

/// The files that nobody declares.
const ROOTS: [&str; 3] = ["src/lib.rs", "src/main.rs", "tests/it/main.rs"];

#[test]
fn a_module_says_what_it_is_for() {
    hold("the first line is `//!` and a sentence", all(&rust(&["src"]), first_line));
}

#[test]
fn nothing_is_left_for_later() {
    hold(
        "no promises in the tree: open an issue",
        all(&files(&["src", "tests", "migrations", "i18n"]), promises),
    );
}

#[test]
fn a_file_is_named_after_its_subject() {
    let folders = ["src", "tests", "examples", "benches", "migrations", "i18n"];
    hold("a file is named after its subject", all(&files(&folders), nameless));
}

#[test]
fn every_file_is_declared() {
    hold("every file is reached by a `mod`", undeclared(&rust(&["src", "tests/it"])));
}

#[test]
fn there_are_four_doors() {
    hold("the only traits are Telegram, Voice, Payments, Rates", all(&product(), traits));
}

fn first_line(path: &str, text: &str) -> Vec<Offence> {
    let said = text.lines().next().and_then(|line| line.strip_prefix("//!")).unwrap_or_default();
    if said.trim().chars().count() >= SAYS_SOMETHING {
        return Vec::new();
    }
    vec![Offence::new(path, 1, "start with `//!` and a sentence that says what the module is for")]
}

fn promises(path: &str, text: &str) -> Vec<Offence> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let words = line.split(|c: char| c != '_' && !c.is_alphanumeric());
        for word in words.filter(|word| PROMISES.contains(word)) {
            found.push(Offence::new(path, at + 1, format!("`{word}`: do it, or open an issue")));
        }
    }
    found
}

fn nameless(path: &str, _: &str) -> Vec<Offence> {
    let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    let bad = parts.filter(|part| NAMELESS.contains(part));
    bad.map(|part| Offence::new(path, 1, format!("`{part}` names no subject: say which"))).collect()
}

fn undeclared(files: &[File]) -> Vec<Offence> {
    let what = "no `mod` brings this file in: declare it in its parent, or delete it";
    let lost = files.iter().filter(|file| {
        !ROOTS.contains(&file.path.as_str()) && declaration(&file.path, files).is_none()
    });
    lost.map(|file| Offence::new(&file.path, 1, what)).collect()
}

fn traits(path: &str, text: &str) -> Vec<Offence> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for at in runs(&tokens, &["trait"]) {
        let name = tokens.get(at + 1).filter(|token| token.kind == Kind::Word);
        let name = name.map_or("", |token| token.text);
        if !DOORS.contains(&(name, top(path))) {
            let what = format!("trait `{name}`: write the function, or pass a closure or an enum");
            found.push(Offence::new(path, line(&tokens, at), what));
        }
    }
    found
}

/// Whether a file is brought in for tests only, by itself or with a module above it.
pub fn is_for_tests(path: &str, files: &[File]) -> bool {
    let mut here = path.to_owned();
    while let Some((parent, for_tests)) = declaration(&here, files) {
        if for_tests {
            return true;
        }
        here = parent;
    }
    false
}

/// The file that declares `path` as its module, and whether only for tests.
fn declaration(path: &str, files: &[File]) -> Option<(String, bool)> {
    let (folder, name) = path.rsplit_once('/')?;
    let (folder, stem) = match name {
        "mod.rs" => folder.rsplit_once('/')?,
        _ => (folder, name.trim_end_matches(".rs")),
    };
    let beside = ["mod.rs", "lib.rs", "main.rs"].map(|name| format!("{folder}/{name}"));
    let above = format!("{folder}.rs");
    beside.iter().chain([&above]).find_map(|parent| {
        let file = files.iter().find(|file| file.path == *parent && file.path != path)?;
        let all = tokens(&file.text);
        let declares = |tokens: &[_]| !runs(tokens, &["mod", stem, ";"]).is_empty();
        let for_tests = !declares(&outside_tests(&all));
        declares(&all).then(|| (parent.clone(), for_tests))
    })
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_silent_first_line_is_caught() {
        caught(&first_line("src/a.rs", "//! Reads the configuration.\n"), &[]);
        for text in
            ["", "use x;", "// Reads the configuration.", "//! config.", "\n//! Reads all of it."]
        {
            caught(&first_line("src/a.rs", text), &[1]);
        }
    }

    #[test]
    fn a_promise_is_caught() {
        for word in PROMISES {
            caught(&promises("migrations/V1__a.sql", &format!("a\n-- {word}: later")), &[2]);
            caught(&promises("src/a.rs", &format!("let {word}_LIST = 1; a{word}")), &[]);
        }
    }

    #[test]
    fn a_nameless_file_is_caught() {
        for path in ["src/utils.rs", "src/store/helper.rs", "tests/it/common/mod.rs"] {
            caught(&nameless(path, ""), &[1]);
        }
        caught(&nameless("src/commons/utility.rs", ""), &[]);
    }

    #[test]
    fn a_dead_file_is_caught() {
        let files = [
            file("src/lib.rs", "pub mod a; mod b; // mod c;"),
            file("src/main.rs", ""),
            file("src/a/mod.rs", "pub(crate) mod d;"),
            file("src/a/d.rs", "mod e;"),
            file("src/a/d/e.rs", ""),
            file("src/a/f.rs", "mod f;"),
            file("src/b.rs", "mod g { }"),
            file("src/b/g.rs", ""),
            file("src/c.rs", ""),
        ];
        let found = undeclared(&files);
        let paths: Vec<&str> = found.iter().map(|offence| offence.path.as_str()).collect();
        assert_eq!(paths, ["src/a/f.rs", "src/b/g.rs", "src/c.rs"]);
    }

    #[test]
    fn a_file_of_tests_is_known() {
        let files = [
            file("src/lib.rs", "mod a;"),
            file("src/a/mod.rs", "mod b;\n#[cfg(test)]\nmod tests;"),
            file("src/a/b.rs", ""),
            file("src/a/tests/mod.rs", "mod c;"),
            file("src/a/tests/c.rs", ""),
        ];
        let of = |path| is_for_tests(path, &files);
        assert!(of("src/a/tests/mod.rs") && of("src/a/tests/c.rs"));
        assert!(!of("src/a/b.rs") && !of("src/a/mod.rs") && !of("src/lib.rs"));
    }

    #[test]
    fn a_fifth_trait_is_caught() {
        caught(&traits("src/voice/mod.rs", "pub trait Voice: Send {}"), &[]);
        caught(&traits("src/store/mod.rs", "\npub trait Voice {}\ntrait Row {}"), &[2, 3]);
    }
}
