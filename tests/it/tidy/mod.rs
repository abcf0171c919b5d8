//! Keeps the architecture: each rule reads the tree and names the file and line that break it.
//!
//! A rule is a function from a file to offences, so that it is tried on made-up files as well.

use std::fmt::{Display, Formatter};
use std::fs;
use std::path::Path;

use scan::Token;

mod banned;
mod depend;
mod homes;
mod messages;
mod migrations;
mod rules;
mod scan;
mod sizes;
mod stored;
mod tree;

/// A file of the repository.
#[derive(Clone, Debug)]
struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
}

/// A line that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offence {
    path: String,
    line: usize,
    /// What is wrong and what to do.
    what: String,
}

impl Offence {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Offence {
        Offence { path: path.to_owned(), line, what: what.into() }
    }
}

impl Display for Offence {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails with every offence when there is one.
fn hold(rule: &str, mut offences: Vec<Offence>) {
    offences.sort();
    let lines: Vec<String> = offences.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "\nrule: {rule}\n{}\n", lines.join("\n"));
}

/// Asserts that a rule finds something in exactly these lines of a made-up file.
#[track_caller]
fn caught(offences: &[Offence], lines: &[usize]) {
    let found: Vec<usize> = offences.iter().map(|offence| offence.line).collect();
    assert_eq!(found, lines, "{offences:#?}");
}

/// Every text file under these folders of the repository, in order of path.
fn files(folders: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        walk(root, &root.join(folder), &mut found);
    }
    found.sort_by(|a: &File, b: &File| a.path.cmp(&b.path));
    found
}

/// A folder that does not exist yet holds nothing; what is not UTF-8 is no text.
fn walk(root: &Path, folder: &Path, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("read the folder's entry").path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).expect("a path below the root");
            found.push(File { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// Every Rust file under these folders.
fn rust(folders: &[&str]) -> Vec<File> {
    files(folders).into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

/// The Rust files of the product: those below `src` that a test module does not bring in.
fn product() -> Vec<File> {
    let all = rust(&["src"]);
    all.iter().filter(|file| !tree::is_for_tests(&file.path, &all)).cloned().collect()
}

/// What a rule finds in all of these files.
fn all(files: &[File], rule: fn(&str, &str) -> Vec<Offence>) -> Vec<Offence> {
    files.iter().flat_map(|file| rule(&file.path, &file.text)).collect()
}

/// The top-level module a file of `src` belongs to: `store` for `src/store/calls.rs`.
fn top(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

/// The line of a token, or 1 beyond the end.
fn line(tokens: &[Token], at: usize) -> usize {
    tokens.get(at).map_or(1, |token| token.line)
}

#[test]
fn the_tree_is_read() {
    let paths: Vec<String> = rust(&["src", "tests"]).into_iter().map(|file| file.path).collect();
    for path in ["src/lib.rs", "src/store/proof.rs", "tests/it/tidy/mod.rs"] {
        assert!(paths.iter().any(|found| found == path), "{path} is not among {paths:?}");
    }
    assert_eq!((top("src/bot.rs"), top("src/store/a/b.rs")), ("bot", "store"));
}
