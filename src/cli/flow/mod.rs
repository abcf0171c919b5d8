//! `ivrbot flow`: flows as files, without a database: checked, brought into one form and back.

mod say;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;

use crate::cli::{USAGE, out};
use crate::domain::flow::{
    Book, Flow, Kind, Mistake, Problem, Template, export, import, problems, templates,
};
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;

/// The longest file that is read, bytes: two hundred nodes with the longest texts are half of it.
const FILE_MOST: u64 = 1_048_576;
/// Stands for the numbers of an address book, which a file does not have.
const SOME_NUMBER: &str = "+12025550143";

/// Work on a flow in a file; examples/flows shows the format
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what keeps a flow from being called with
    Check {
        /// A TOML file, or - for standard input
        file: PathBuf,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Write a flow as canonical TOML
    Export {
        /// A file of a flow, as TOML or as stored JSON, or - for standard input
        #[arg(required_unless_present = "template")]
        file: Option<PathBuf>,
        /// A template instead of a file
        #[arg(long, value_name = "ID", conflicts_with = "file", value_parser = template)]
        template: Option<&'static Template>,
        /// The language of the template
        #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
        language: Locale,
        /// One JSON object with the text in it
        #[arg(long)]
        json: bool,
    },
    /// Read a flow and write it as it is stored: canonical JSON
    Import {
        /// A TOML file, or - for standard input
        file: PathBuf,
        /// One JSON object with the hash beside the flow
        #[arg(long)]
        json: bool,
    },
}

fn template(id: &str) -> Result<&'static Template, String> {
    let all = templates().iter().map(|template| template.id);
    Template::find(id).ok_or_else(|| format!("one of {}", all.collect::<Vec<_>>().join(", ")))
}

fn language(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| "one of en, hi, zh, fr".to_owned())
}

/// What a command has to say.
struct Said {
    text: String,
    code: ExitCode,
}

/// Runs the command.
pub fn main(args: &Args) -> Result<ExitCode> {
    let form = |json: &bool| if *json { Form::Json } else { Form::Lines };
    let said = match &args.command {
        Command::Check { file, json } => check(&name(file), &read(file)?, form(json)),
        Command::Import { file, json } => brought(&name(file), &read(file)?, form(json)),
        Command::Export { template: Some(template), language, json, .. } => {
            written(template.id, template.flow(*language), form(json))
        }
        Command::Export { file, json, .. } => {
            let file = file.clone().unwrap_or_default();
            let text = read(&file)?;
            let stored = text.trim_start().starts_with('{');
            let flow = if stored { from_json(&text) } else { import(&text) };
            written(&name(&file), flow, form(json))
        }
    };
    out::print(&said.text)?;
    Ok(said.code)
}

#[derive(Clone, Copy)]
enum Form {
    Lines,
    Json,
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    let named = || format!("read {}", file.display());
    if file.as_os_str() == "-" {
        std::io::stdin().take(FILE_MOST).read_to_string(&mut text).with_context(named)?;
    } else {
        let file = std::fs::File::open(file).with_context(named)?;
        file.take(FILE_MOST).read_to_string(&mut text).with_context(named)?;
    }
    Ok(text)
}

fn from_json(text: &str) -> Result<Flow, Vec<Mistake>> {
    use crate::domain::flow::Fault;
    let fault = |error: serde_json::Error| {
        vec![Mistake { line: None, fault: Fault::Format(error.to_string()) }]
    };
    serde_json::from_str(text).map_err(fault)
}

/// What is wrong with a file that is no flow.
fn refused(file: &str, mistakes: &[Mistake], form: Form) -> Said {
    let line = |mistake: &Mistake| match form {
        Form::Json => {
            let Mistake { line, fault } = mistake;
            let what = json!({"file": file, "line": line, "mistake": fault.to_string()});
            format!("{what}\n")
        }
        Form::Lines => {
            let line = mistake.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{file}{line}: {}\n", mistake.fault)
        }
    };
    Said { text: mistakes.iter().map(line).collect(), code: ExitCode::from(USAGE) }
}

fn check(file: &str, text: &str, form: Form) -> Said {
    let flow = match import(text) {
        Ok(flow) => flow,
        Err(mistakes) => return refused(file, &mistakes, form),
    };
    let problems = problems(&flow, &entries(&flow));
    let line = |problem: &Problem| match form {
        Form::Json => {
            let (kind, what) = (problem.trouble.word(), say::trouble(&problem.trouble));
            let node = problem.node.as_ref().map(ToString::to_string);
            format!("{}\n", json!({"file": file, "node": node, "problem": kind, "say": what}))
        }
        Form::Lines => {
            let node = problem.node.as_ref().map(|node| format!("{node}: ")).unwrap_or_default();
            format!("{file}: {node}{}\n", say::trouble(&problem.trouble))
        }
    };
    let mut text: String = problems.iter().map(line).collect();
    let (nodes, hash) = (flow.nodes().len(), hex(&flow.hash()));
    text += &match form {
        Form::Json => {
            let count = problems.len();
            let whole = json!({"file": file, "nodes": nodes, "problems": count, "sha256": hash});
            format!("{whole}\n")
        }
        Form::Lines if problems.is_empty() => format!("{file}: {nodes} nodes, no problem\n"),
        Form::Lines => format!("{file}: {nodes} nodes, {} problems\n", problems.len()),
    };
    let code = if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    Said { text, code }
}

/// The entries that a flow names, as if the user's address book had them.
fn entries(flow: &Flow) -> Book {
    let named = flow.nodes().iter().filter_map(|node| match &node.kind {
        Kind::Transfer(entry) => entry.clone(),
        _ => None,
    });
    let some = Phone::parse(SOME_NUMBER, None).ok();
    named.filter_map(|entry| Some((entry, some.clone()?))).collect()
}

fn brought(file: &str, text: &str, form: Form) -> Said {
    match import(text) {
        Err(mistakes) => refused(file, &mistakes, form),
        Ok(flow) => {
            let text = match form {
                Form::Lines => flow.json(),
                Form::Json => json!({"flow": flow, "sha256": hex(&flow.hash())}).to_string(),
            };
            Said { text: text + "\n", code: ExitCode::SUCCESS }
        }
    }
}

fn written(file: &str, flow: Result<Flow, Vec<Mistake>>, form: Form) -> Said {
    match flow {
        Err(mistakes) => refused(file, &mistakes, form),
        Ok(flow) => {
            let text = match form {
                Form::Lines => export(&flow),
                Form::Json => format!("{}\n", json!({"file": file, "toml": export(&flow)})),
            };
            Said { text, code: ExitCode::SUCCESS }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples: a head of comments, then the text as it is exported.
    const EXAMPLES: [&str; 5] = [
        include_str!("../../../examples/flows/every-node.toml"),
        include_str!("../../../examples/flows/appointment.toml"),
        include_str!("../../../examples/flows/survey.toml"),
        include_str!("../../../examples/flows/rsvp.toml"),
        include_str!("../../../examples/flows/water-outage.toml"),
    ];

    #[test]
    fn the_examples_are_canonical_and_without_problems() {
        for text in EXAMPLES {
            let flow = import(text).unwrap();
            assert_eq!(problems(&flow, &entries(&flow)), [], "{text}");
            let (_, body) = text.split_once("\n\n").unwrap();
            assert_eq!(export(&flow), body);
            assert_eq!(from_json(&flow.json()), Ok(flow));
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_lines_and_in_json() {
        let none = "v = 1\nname = \"A\"\npurpose = \"notice\"\nlanguage = \"en\"\n";
        let said = check("a.toml", none, Form::Lines);
        assert_eq!(said.text, "a.toml: there is no node: add one\na.toml: 0 nodes, 1 problems\n");
        assert_eq!(said.code, ExitCode::FAILURE);
        let said = check("a.toml", none, Form::Json);
        let first = said.text.lines().next().unwrap();
        let first: serde_json::Value = serde_json::from_str(first).unwrap();
        assert_eq!(first["problem"], "empty");
        let said = check("a.toml", "v = 1\nnme = 3\n", Form::Lines);
        assert!(said.text.starts_with("a.toml:2: unknown field `nme`"), "{}", said.text);
        assert_eq!(said.code, ExitCode::from(USAGE));
    }
}
