//! The chain of migrations: numbered without a gap, strict tables, no floating point.

use super::{File, Offence, all, files, hold};

/// What a column may hold. `REAL` is left out (R4), and so are `INT` and `ANY`: one word each.
const TYPES: [&str; 3] = ["TEXT", "INTEGER", "BLOB"];

/// What a part of a table may start with, other than a column's name.
const CONSTRAINTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

#[test]
fn migrations_are_numbered_from_one() {
    hold(
        "migrations are V1__name.sql, V2__name.sql, … without a gap",
        chain(&files(&["migrations"])),
    );
}

#[test]
fn tables_are_strict_and_hold_no_floats() {
    hold("every table is STRICT, of TEXT, INTEGER and BLOB", all(&files(&["migrations"]), tables));
}

fn chain(files: &[File]) -> Vec<Offence> {
    let mut found = Vec::new();
    let mut numbered: Vec<(u32, &File)> = Vec::new();
    for file in files {
        match number(&file.path) {
            Some(number) => numbered.push((number, file)),
            None => {
                let what = "name it V<number>__<lower_case_words>.sql";
                found.push(Offence::new(&file.path, 1, what));
            }
        }
    }
    numbered.sort_by_key(|(number, _)| *number);
    for ((number, file), wanted) in numbered.into_iter().zip(1_u32..) {
        if number != wanted {
            let what = format!("number {wanted} is next: migrations have no gap and no twins");
            found.push(Offence::new(&file.path, 1, what));
            break;
        }
    }
    found
}

fn number(path: &str) -> Option<u32> {
    let name = path.strip_prefix("migrations/")?.strip_prefix('V')?.strip_suffix(".sql")?;
    let (number, words) = name.split_once("__")?;
    let is_plain = |c: char| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_canonical = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    (is_canonical && !words.is_empty() && words.chars().all(is_plain))
        .then(|| number.parse().ok())
        .flatten()
}

/// A word or a mark of SQL, in capitals, with its line. Comments and texts are gone.
type Words = Vec<(String, usize)>;

fn tables(path: &str, text: &str) -> Vec<Offence> {
    let words = words(text);
    let mut found = Vec::new();
    for (word, line) in &words {
        if word == "REAL" {
            found.push(Offence::new(path, *line, "`REAL`: keep an integer and name its unit"));
        }
    }
    for at in 0..words.len() {
        let is = |at: usize, wanted: &str| words.get(at).is_some_and(|(word, _)| word == wanted);
        let temporary = is(at + 1, "TEMP") || is(at + 1, "TEMPORARY");
        if is(at, "CREATE") && is(at + 1 + usize::from(temporary), "TABLE") {
            table(path, &words, at, &mut found);
        }
    }
    found
}

/// Judges the table whose `CREATE` is at `at`.
fn table(path: &str, words: &Words, at: usize, found: &mut Vec<Offence>) {
    let end = words.iter().skip(at).position(|(word, _)| word == ";");
    let statement = &words[at..end.map_or(words.len(), |end| at + end)];
    let mut depth = 0_usize;
    let mut starts_part = false;
    let mut is_strict = false;
    for (index, (word, line)) in statement.iter().enumerate() {
        match word.as_str() {
            "(" => (depth, starts_part) = (depth + 1, depth == 0),
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 1 => starts_part = true,
            "STRICT" if depth == 0 => is_strict = true,
            name if starts_part => {
                starts_part = false;
                let kind = statement.get(index + 1).map_or("", |(word, _)| word);
                if !CONSTRAINTS.contains(&name) && !TYPES.contains(&kind) && kind != "REAL" {
                    let what = format!("column {name} needs a type: one of {}", TYPES.join(", "));
                    found.push(Offence::new(path, *line, what));
                }
            }
            _ => {}
        }
    }
    if !is_strict {
        found.push(Offence::new(path, words[at].1, "the table is not STRICT: say so at its end"));
    }
}

fn words(text: &str) -> Words {
    let mut found: Words = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            _ if in_word(first) => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        if in_word(first) || matches!(first, '(' | ')' | ',' | ';') {
            let word = rest[..length].trim_matches(['"', '`']);
            found.push((word.to_ascii_uppercase(), line));
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// A quoted name counts as a word.
fn in_word(c: char) -> bool {
    matches!(c, '_' | '"' | '`') || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    fn named(names: &[&str]) -> Vec<Offence> {
        let file = |name: &&str| File { path: format!("migrations/{name}"), text: String::new() };
        chain(&names.iter().map(file).collect::<Vec<_>>())
    }

    #[test]
    fn gaps_twins_and_odd_names_are_caught() {
        caught(&named(&["V1__base.sql", "V10__j.sql", "V2__b.sql"]), &[1]);
        caught(&named(&["V1__a.sql", "V2__b_2.sql"]), &[]);
        caught(&named(&["V1__a.sql", "V1__b.sql"]), &[1]);
        for name in ["V2__b.sql", "V01__a.sql", "V1_a.sql", "V1__A.sql", "1__a.sql", "V1__a.txt"] {
            caught(&named(&[name]), &[1]);
        }
    }

    #[test]
    fn a_loose_table_is_caught() {
        let strict = "CREATE TABLE a (\n  id INTEGER PRIMARY KEY, -- it's REAL\n  b TEXT NOT NULL \
            CHECK (b IN ('x, y', 'REAL')),\n  UNIQUE (id, b)\n) STRICT, WITHOUT ROWID;\n";
        caught(&tables("migrations/V1__a.sql", strict), &[]);
        let loose = strict.replace("STRICT, ", "");
        caught(&tables("migrations/V1__a.sql", &format!("\n{loose}")), &[2]);
        caught(&tables("a", "create temp table if not exists a (b text);"), &[1]);
        caught(&tables("a", "CREATE VIRTUAL TABLE a USING fts5(b);"), &[]);
        caught(&tables("a", "CREATE TABLE a AS SELECT 1;"), &[1]);
    }

    #[test]
    fn floats_and_untyped_columns_are_caught() {
        caught(&tables("a", "CREATE TABLE a (\nb REAL, c BLOB) STRICT;"), &[2]);
        caught(&tables("a", "ALTER TABLE a ADD COLUMN b\nreal;"), &[2]);
        caught(&tables("a", "CREATE TABLE a (\n\"b\" ANY,\n\"c\" DOUBLE, d) STRICT;"), &[2, 3, 3]);
    }
}
