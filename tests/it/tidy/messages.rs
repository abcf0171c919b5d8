//! Words for people: four locales with the same messages and variables, each used and defined.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;

use super::scan::{Kind, outside_tests, runs, tokens};
use super::{File, Offence, files, hold, product};

/// The locale that the others are compared with comes first.
const LOCALES: [&str; 4] = ["en", "hi", "zh", "fr"];

/// Beginnings of ids that the code puts together; each with a comment that says where.
const DYNAMIC_PREFIXES: &[&str] = &[];

/// What takes an id as its first argument.
const CALLS: [&[&str]; 2] = [&["Msg", "::", "new", "(", "\""], &["msg", "!", "(", "\""]];

/// One definition: `menu-title`, its attribute `menu-title.hint`, or a term `-brand`.
struct Definition {
    path: String,
    line: usize,
    /// The variables and terms it names, `$name` and `-brand`.
    names: BTreeSet<String>,
}

/// All definitions of one locale by id.
type Catalogue = BTreeMap<String, Definition>;

#[test]
fn every_locale_has_the_same_files() {
    hold("i18n/en, hi, zh and fr hold the same files", same_files(&translations()));
}

#[test]
fn translations_parse_and_define_an_id_once() {
    hold("a translation has no syntax error and no id twice", catalogues(&translations()).1);
}

#[test]
fn every_locale_has_the_same_messages() {
    hold(
        "every locale defines the same ids with the same variables",
        same_messages(&catalogues(&translations()).0),
    );
}

#[test]
fn every_message_is_defined_and_used() {
    let english = catalogues(&translations()).0.remove(LOCALES[0]).unwrap_or_default();
    let sources = product();
    let mut found = undefined(&english, &sources);
    found.extend(unused(&english, &sources, DYNAMIC_PREFIXES));
    hold("every id that the code names is defined, and the other way round", found);
}

fn translations() -> Vec<File> {
    files(&["i18n"]).into_iter().filter(|file| file.path.ends_with(".ftl")).collect()
}

/// The locale and the name of a file: `en` and `menu.ftl` for `i18n/en/menu.ftl`.
fn place(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("i18n/")?.split_once('/')
}

fn same_files(files: &[File]) -> Vec<Offence> {
    let mut found = Vec::new();
    for file in files {
        let Some((locale, name)) = place(&file.path).filter(|(at, _)| LOCALES.contains(at)) else {
            found.push(Offence::new(&file.path, 1, "it is in none of the four locales: move it"));
            continue;
        };
        for other in LOCALES.into_iter().filter(|other| *other != locale) {
            let twin = format!("i18n/{other}/{name}");
            if !files.iter().any(|file| file.path == twin) {
                let what = format!("there is no {twin}: translate this file");
                found.push(Offence::new(&file.path, 1, what));
            }
        }
    }
    found
}

/// The definitions of each locale, and what is wrong with the files themselves.
fn catalogues(files: &[File]) -> (BTreeMap<String, Catalogue>, Vec<Offence>) {
    let mut all: BTreeMap<String, Catalogue> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files {
        let Some((locale, _)) = place(&file.path) else { continue };
        let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let line = 1 + file.text[..error.pos.start].matches('\n').count();
                found.push(Offence::new(&file.path, line, format!("{}: mend it", error.kind)));
            }
            resource
        });
        let catalogue = all.entry(locale.to_owned()).or_default();
        for (id, names, line) in definitions(&resource, &file.text) {
            let definition = Definition { path: file.path.clone(), line, names };
            let Some(first) = catalogue.get(&id) else {
                catalogue.insert(id, definition);
                continue;
            };
            let what = format!("`{id}` stands in {}:{} already", first.path, first.line);
            found.push(Offence::new(&file.path, line, what));
        }
    }
    (all, found)
}

/// Each id with what its pattern names and its line. The attributes of a term are left out: they
/// are facts of its grammar, such as a gender, and each locale has its own.
fn definitions(resource: &Resource<&str>, text: &str) -> Vec<(String, BTreeSet<String>, usize)> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(it) => (it.id.name.to_owned(), it.value.as_ref(), &it.attributes[..]),
            Entry::Term(it) => (format!("-{}", it.id.name), Some(&it.value), &[][..]),
            _ => continue,
        };
        let nth = seen.entry(id.clone()).and_modify(|nth| *nth += 1).or_default();
        let line = line_of(text, &id, *nth);
        for attribute in attributes {
            let id = format!("{id}.{}", attribute.id.name);
            found.push((id, names(&attribute.value), line));
        }
        found.push((id, value.map(names).unwrap_or_default(), line));
    }
    found
}

/// The line of the nth definition of this id: the syntax tree does not keep it.
fn line_of(text: &str, id: &str, nth: usize) -> usize {
    let defines = |line: &str| {
        line.strip_prefix(id).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('='))
    };
    let mut lines = text.lines().enumerate().filter(|(_, line)| defines(line));
    lines.nth(nth).map_or(1, |(at, _)| at + 1)
}

/// The variables and the terms a pattern names, at any depth.
fn names(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    in_pattern(pattern, &mut found);
    found
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            variants.iter().for_each(|variant| in_pattern(&variant.value, found));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    let mut in_arguments = |arguments: &CallArguments<&str>| {
        arguments.positional.iter().for_each(|inline| in_inline(inline, found));
        arguments.named.iter().for_each(|named| in_inline(&named.value, found));
    };
    match inline {
        InlineExpression::FunctionReference { arguments, .. } => in_arguments(arguments),
        InlineExpression::TermReference { id, arguments, .. } => {
            arguments.iter().for_each(in_arguments);
            found.insert(format!("-{}", id.name));
        }
        InlineExpression::MessageReference { id, .. } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::VariableReference { id } => {
            found.insert(format!("${}", id.name));
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn same_messages(catalogues: &BTreeMap<String, Catalogue>) -> Vec<Offence> {
    let mut found = Vec::new();
    for (locale, catalogue) in catalogues {
        for (id, here) in catalogue {
            let mut offend = |what| found.push(Offence::new(&here.path, here.line, what));
            for name in here.names.iter().filter(|name| !name.starts_with('$')) {
                if !catalogue.contains_key(name) {
                    offend(format!("`{id}` refers to `{name}`, which {locale} does not define"));
                }
            }
            for other in LOCALES.into_iter().filter(|other| other != locale) {
                let there = catalogues.get(other).and_then(|catalogue| catalogue.get(id));
                let Some(there) = there else {
                    offend(format!("`{id}` is not in {other}: translate it, or take it out"));
                    continue;
                };
                let (ours, theirs) = (variables(here), variables(there));
                // Told once, at the locale that differs from the first.
                if other == LOCALES[0] && ours != theirs {
                    offend(format!("`{id}` has {ours:?}, but {theirs:?} in {other}"));
                }
            }
        }
    }
    found
}

fn variables(definition: &Definition) -> Vec<&str> {
    definition.names.iter().map(String::as_str).filter(|name| name.starts_with('$')).collect()
}

/// Ids that the code hands to a message and no translation defines.
fn undefined(catalogue: &Catalogue, sources: &[File]) -> Vec<Offence> {
    let mut found = Vec::new();
    for file in sources {
        let tokens = tokens(&file.text);
        let tokens = outside_tests(&tokens);
        for call in CALLS {
            // `.msg("name", …)` names a value of a message, not a message.
            let is_method = |at: &usize| *at > 0 && tokens[at - 1].is(".");
            for at in runs(&tokens, call).into_iter().filter(|at| !is_method(at)) {
                let id = tokens[at + call.len() - 1];
                if !catalogue.contains_key(id.text) {
                    let what = format!("`{}` is in no translation: write it", id.text);
                    found.push(Offence::new(&file.path, id.line, what));
                }
            }
        }
    }
    found
}

/// Messages that no literal of the code names, and terms that no message refers to.
fn unused(catalogue: &Catalogue, sources: &[File], dynamic: &[&str]) -> Vec<Offence> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for file in sources {
        let tokens = tokens(&file.text);
        let texts = outside_tests(&tokens).into_iter();
        used.extend(texts.filter(|t| t.kind == Kind::Text).map(|token| token.text));
    }
    let referred = catalogue.values().flat_map(|definition| &definition.names);
    used.extend(referred.map(String::as_str).filter(|name| name.starts_with('-')));
    let idle = catalogue.iter().filter(|(id, _)| {
        !used.contains(id.as_str()) && !dynamic.iter().any(|start| id.starts_with(start))
    });
    let what = |id| format!("`{id}` is used nowhere in src: use it, or take it out everywhere");
    idle.map(|(id, at)| Offence::new(&at.path, at.line, what(id))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// The same text in all four locales, but for French.
    fn locales(text: &str, french: &str) -> BTreeMap<String, Catalogue> {
        let files = LOCALES.map(|locale| {
            let text = if locale == "fr" { french } else { text };
            file(&format!("i18n/{locale}/a.ftl"), text)
        });
        let (catalogues, offences) = catalogues(&files);
        caught(&offences, &[]);
        catalogues
    }

    #[test]
    fn a_missing_file_is_caught() {
        let all = LOCALES.map(|locale| file(&format!("i18n/{locale}/a.ftl"), ""));
        caught(&same_files(&all), &[]);
        caught(&same_files(&all[1..]), &[1, 1, 1]);
        caught(&same_files(&[file("i18n/de/a.ftl", "")]), &[1]);
    }

    #[test]
    fn errors_and_twins_are_caught() {
        let (_, found) = catalogues(&[file("i18n/en/a.ftl", "a = b\nc = { $d\n\ne = f\n")]);
        assert_eq!(found.len(), 1, "{found:?}");
        let twins = [file("i18n/en/a.ftl", "a = b\na = c"), file("i18n/en/b.ftl", "\na  = d\n")];
        caught(&catalogues(&twins).1, &[2, 2]);
    }

    #[test]
    fn a_missing_message_is_caught() {
        caught(&same_messages(&locales("a = b\n", "a = c\n")), &[]);
        // English, Hindi and Chinese each miss it in French.
        caught(&same_messages(&locales("a = b\nb = c\n", "a = b\n")), &[2, 2, 2]);
        caught(&same_messages(&locales("a = b\n", "a = b\n\nb = c\n")), &[3, 3, 3]);
        caught(&same_messages(&locales("a = b\n    .c = d\n", "a = b\n")), &[1, 1, 1]);
        caught(&same_messages(&locales("-a = b\n", "\n")), &[1, 1, 1]);
        caught(&same_messages(&locales("-a = b\n    .c = d\n", "-a = b\n")), &[]);
    }

    #[test]
    fn other_variables_are_caught() {
        let many = "{ $n -> \n  [one] { $n } { $x }\n *[other] { NUMBER($m) }\n}";
        let english = format!("-t = t\na = {many} {{ -t(c: \"d\") }}\n");
        let fine = "-t = t\na = { $n } { $x } { { $m } }\n";
        caught(&same_messages(&locales(&english, fine)), &[]);
        caught(&same_messages(&locales(&english, "-t = t\na = { $n } { $m }\n")), &[2]);
        caught(&same_messages(&locales("a = { $n -> \n*[x] y\n}\n", "a = y\n")), &[1]);
        caught(&same_messages(&locales("a = b\n  .c = { $n }\n", "a = b\n  .c = d\n")), &[1]);
        caught(&same_messages(&locales("a = b\n", "a = { -t }\n")), &[1]);
    }

    #[test]
    fn undefined_and_unused_ids_are_caught() {
        let catalogues = locales("a = { -t }\nb = c\nd-e = f\n-t = g\n-u = h\n", "");
        let english = &catalogues["en"];
        let source = "f(Msg::new(\"a\").msg(\"w\", m), \"b\"); // \"d-e\"\nmsg!(\"x\");\n\
            msg(\"y\");\n\
            #[cfg(test)] mod t { fn f() { msg(\"z\"); \"d-e\" } }";
        let sources = [file("src/a.rs", source)];
        caught(&undefined(english, &sources), &[2]);
        // The term that no message refers to, and the id that only a test names.
        caught(&unused(english, &sources, &[]), &[5, 3]);
        caught(&unused(english, &sources, &["d-"]), &[5]);
    }
}
