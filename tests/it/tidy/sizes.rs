//! How long a file, a function and a line may be.

use super::scan::{Kind, Token, closing, outside_tests, tokens};
use super::{Offence, all, hold, line, rust};

/// A file that fits in a head: about a hundred lines are aimed at.
const FILE_LINES: usize = 400;
/// A function that fits on a screen: about ten lines are aimed at.
const FUNCTION_LINES: usize = 60;
/// Two files fit side by side.
const COLUMNS: usize = 100;
/// A literal of this many characters without a space cannot be broken well.
const UNBREAKABLE: usize = 60;
/// Tables that are data in the form of Rust: any length, but no functions to speak of.
const DATA: &[&str] = &[];

const FOLDERS: [&str; 4] = ["src", "tests", "examples", "benches"];

#[test]
fn files_are_short() {
    hold("a file has at most 400 lines", all(&rust(&FOLDERS), file_length));
}

#[test]
fn functions_are_short() {
    hold("a function has at most 60 lines", all(&rust(&FOLDERS), function_length));
}

#[test]
fn lines_are_narrow() {
    hold("a line has at most 100 columns", all(&rust(&FOLDERS), line_width));
}

fn file_length(path: &str, text: &str) -> Vec<Offence> {
    let length = text.lines().count();
    if length <= FILE_LINES || DATA.contains(&path) {
        return Vec::new();
    }
    let what = format!("{length} lines: split it where the subject changes");
    vec![Offence::new(path, FILE_LINES + 1, what)]
}

/// From `fn` to its closing brace. Test modules are left out: a table of cases may be long.
fn function_length(path: &str, text: &str) -> Vec<Offence> {
    let tokens = outside_tests(&tokens(text));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is("fn")) {
        let Some(open) = body(&tokens, at) else { continue };
        let length = line(&tokens, closing(&tokens, open)).saturating_sub(token.line) + 1;
        if length > FUNCTION_LINES {
            let name = tokens.get(at + 1).map_or("", |name| name.text);
            let what = format!("`{name}` has {length} lines: name its parts");
            found.push(Offence::new(path, token.line, what));
        }
    }
    found
}

/// The brace that opens the body of the function at `at`; `None` for a type such as `fn(u8)` and
/// for a declaration without a body.
fn body(tokens: &[Token], at: usize) -> Option<usize> {
    let name = tokens.get(at + 1)?;
    if name.kind != Kind::Word && !name.is("$") {
        return None;
    }
    let mut here = at + 2;
    loop {
        let token = tokens.get(here)?;
        if token.is("{") {
            return Some(here);
        }
        if token.is(";") {
            return None;
        }
        let opens = token.is("(") || token.is("[");
        here = if opens { closing(tokens, here) } else { here } + 1;
    }
}

fn line_width(path: &str, text: &str) -> Vec<Offence> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let width = line.chars().count();
        if width > COLUMNS && !is_unbreakable(line) && !DATA.contains(&path) {
            let what = format!("{width} columns: break the line");
            found.push(Offence::new(path, at + 1, what));
        }
    }
    found
}

/// Whether the line holds a URL, or a long literal without a space.
fn is_unbreakable(line: &str) -> bool {
    let long =
        |text: &str| text.chars().count() >= UNBREAKABLE && !text.contains(char::is_whitespace);
    line.contains("://") || line.split('"').skip(1).step_by(2).any(long)
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    #[test]
    fn a_long_file_is_caught() {
        caught(&file_length("src/a.rs", &"\n".repeat(FILE_LINES)), &[]);
        caught(&file_length("src/a.rs", &"\n".repeat(FILE_LINES + 1)), &[FILE_LINES + 1]);
    }

    #[test]
    fn a_long_function_is_caught() {
        let of =
            |lines: usize| format!("\nfn f<T>(a: [u8; 2]) -> T {{{}}}\n", "\n".repeat(lines - 1));
        caught(&function_length("src/a.rs", &of(FUNCTION_LINES)), &[]);
        caught(&function_length("src/a.rs", &of(FUNCTION_LINES + 1)), &[2]);
        let in_tests = format!("#[cfg(test)] mod tests {{ {} }}", of(FUNCTION_LINES + 1));
        caught(&function_length("src/a.rs", &in_tests), &[]);
        let none = format!("trait T {{ fn f(); }} type F = fn(u8); {}", "\n".repeat(99));
        caught(&function_length("src/a.rs", &none), &[]);
        let brace = format!("fn f() {{ '}}'; \"}}\"; // }}\n{} }}", "\n".repeat(FUNCTION_LINES));
        caught(&function_length("src/a.rs", &brace), &[1]);
    }

    #[test]
    fn a_wide_line_is_caught() {
        caught(&line_width("src/a.rs", &"é".repeat(COLUMNS)), &[]);
        caught(&line_width("src/a.rs", &format!("\n{}", "a ".repeat(COLUMNS))), &[2]);
        let literal = format!("const A: &str = \"{}\";", "a".repeat(COLUMNS));
        caught(&line_width("src/a.rs", &literal), &[]);
        let link = format!("// https://example.org/ {}", "a ".repeat(COLUMNS));
        caught(&line_width("src/a.rs", &link), &[]);
        let words = format!("const A: &str = \"{}\";", "a ".repeat(COLUMNS));
        caught(&line_width("src/a.rs", &words), &[1]);
    }
}
