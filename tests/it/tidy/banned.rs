//! Calls that have one home or none: time, panics, prints, `unsafe`, floats near money.

use super::scan::{Kind, Token, outside_tests, runs, tokens};
use super::{Offence, all, hold, line, product, rust, top};

/// The only readers of time. Waiting is theirs too.
const MAY_TELL_TIME: [&str; 2] = ["src/clock.rs", "src/work.rs"];

/// What reads the machine's time or waits for it.
const TIME: &[&[&str]] = &[
    &["SystemTime"],
    &["Instant", "::", "now"],
    &["Timestamp", "::", "now"],
    &["Zoned", "::", "now"],
    &["thread", "::", "sleep"],
    &["sleep", "("],
];

/// Modules that are told the time and never ask.
const WITHOUT_CLOCK: [&str; 6] = ["features", "jobs", "screens", "domain", "speech", "chat"];

/// What ends the process or writes past the logger. The command line writes to a locked stdout.
const PANICS: &[&[&str]] = &[
    &[".", "unwrap", "(", ")"],
    &[".", "expect", "(", "\""],
    &["todo", "!"],
    &["unimplemented", "!"],
    &["dbg", "!"],
    &["panic", "!"],
    &["print", "!"],
    &["println", "!"],
    &["eprint", "!"],
    &["eprintln", "!"],
];

/// Where money is counted: no float comes near (R4).
const MONEY: [&str; 21] = [
    "src/domain/coin",
    "src/domain/coupon",
    "src/domain/margin",
    "src/domain/money",
    "src/domain/payment",
    "src/domain/plan",
    "src/domain/price",
    "src/domain/quote",
    "src/domain/rate",
    "src/domain/refund",
    "src/domain/subscription",
    "src/domain/tariff",
    "src/domain/topup",
    "src/domain/wallet",
    "src/cli",
    "src/features/admin",
    "src/jobs",
    "src/payments",
    "src/rates",
    "src/screens",
    "src/store",
];

#[test]
fn only_the_clock_tells_the_time() {
    hold(
        "only src/clock.rs and src/work.rs read time or wait",
        all(&rust(&["src", "tests", "benches"]), time),
    );
}

#[test]
fn rules_dialogues_and_jobs_hold_no_clock() {
    hold(
        "features, jobs, screens, domain, speech and chat are told the time",
        all(&product(), clock),
    );
}

#[test]
fn nothing_panics_or_prints() {
    hold("no panic and no print outside tests", all(&product(), panics));
}

#[test]
fn nothing_is_unsafe() {
    hold("no `unsafe`", all(&rust(&["src", "tests", "examples", "benches"]), unsafety));
}

#[test]
fn r04_no_float_holds_money() {
    hold("money is integers (R4)", all(&rust(&["src"]), floats));
}

/// Tests are held to it too: they set a clock.
fn time(path: &str, text: &str) -> Vec<Offence> {
    if MAY_TELL_TIME.contains(&path) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    for pattern in TIME {
        for at in runs(&tokens, pattern) {
            let is_part = pattern[0] == "sleep" && follows(&tokens, at, "thread");
            let is_demo = pattern[0] == "sleep" && top(path) == "demo";
            if !is_part && !is_demo {
                let what = format!("`{}`: take a `&Clock`, or be told", pattern.concat());
                found.push(Offence::new(path, line(&tokens, at), what));
            }
        }
    }
    found
}

/// Whether the path up to this token ends in `module::`.
fn follows(tokens: &[Token], at: usize, module: &str) -> bool {
    at >= 2 && tokens[at - 1].is("::") && tokens[at - 2].is(module)
}

fn clock(path: &str, text: &str) -> Vec<Offence> {
    if !WITHOUT_CLOCK.contains(&top(path)) {
        return Vec::new();
    }
    let tokens = outside_tests(&tokens(text));
    let mut lines: Vec<usize> = Vec::new();
    for pattern in [&["Clock"][..], &["crate", "::", "clock"]] {
        lines.extend(runs(&tokens, pattern).into_iter().map(|at| line(&tokens, at)));
    }
    lines.sort_unstable();
    lines.dedup();
    let what = "holds a clock: take the moment as a value, such as `tx.now()`";
    lines.into_iter().map(|line| Offence::new(path, line, what)).collect()
}

fn panics(path: &str, text: &str) -> Vec<Offence> {
    let tokens = outside_tests(&tokens(text));
    let mut found = Vec::new();
    for pattern in PANICS {
        for at in runs(&tokens, pattern) {
            let what = format!("`{}`: return an error, or log", pattern.concat());
            found.push(Offence::new(path, line(&tokens, at), what));
        }
    }
    found
}

fn unsafety(path: &str, text: &str) -> Vec<Offence> {
    let tokens = tokens(text);
    let found = runs(&tokens, &["unsafe"]).into_iter();
    found.map(|at| Offence::new(path, line(&tokens, at), "`unsafe`: find a safe way")).collect()
}

fn floats(path: &str, text: &str) -> Vec<Offence> {
    if !MONEY.iter().any(|start| path.starts_with(start)) {
        return Vec::new();
    }
    let found = tokens(text).into_iter().filter(is_float);
    let what = "a float beside money: count in integers, parse with `rust_decimal`";
    found.map(|token| Offence::new(path, token.line, what)).collect()
}

fn is_float(token: &Token) -> bool {
    match token.kind {
        Kind::Word => matches!(token.text, "f32" | "f64"),
        Kind::Number => {
            let after = token.text.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
            after.starts_with(['.', 'e', 'f'])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::caught;
    use super::*;

    #[test]
    fn reading_time_is_caught() {
        for source in [
            "use std::time::SystemTime;",
            "let a = Instant::now();",
            "let a = jiff::Timestamp::now();",
            "let a = Zoned :: now();",
            "std::thread::sleep(a);",
            "use std::thread::sleep;",
            "sleep(a);",
            "tokio::time::sleep(a).await;",
            "#[cfg(test)] mod tests { fn f() { sleep(a) } }",
        ] {
            caught(&time("src/bot.rs", source), &[1]);
            caught(&time("src/clock.rs", source), &[]);
        }
        caught(&time("src/bot.rs", "\"SystemTime\" // sleep(a)\nlet sleep = 1;"), &[]);
    }

    #[test]
    fn the_demo_may_wait_but_not_block_or_read() {
        caught(&time("src/demo/a.rs", "tokio::time::sleep(a).await;"), &[]);
        caught(&time("src/demo/a.rs", "thread::sleep(a);\nInstant::now();"), &[2, 1]);
    }

    #[test]
    fn a_clock_in_a_rule_is_caught() {
        let source = "use crate::{\n clock::Clock};\nfn f() { crate::clock::x() }\n";
        caught(&clock("src/domain/a.rs", source), &[2, 3]);
        caught(&clock("src/jobs/a.rs", "fn f(c: &Clock) {}"), &[1]);
        caught(&clock("src/courier.rs", source), &[]);
        caught(&clock("src/jobs/a.rs", "#[cfg(test)] mod tests { use x::Clock; }"), &[]);
    }

    #[test]
    fn panics_and_prints_are_caught() {
        for source in [
            "a.unwrap();",
            "a\n .unwrap ();",
            "a.expect(\"b\");",
            "a.expect(r#\"b\"#);",
            "todo!()",
            "unimplemented!()",
            "dbg!(a);",
            "panic!(\"b\");",
            "print!(\"b\");",
            "println!();",
            "eprint!(\"b\");",
            "eprintln!();",
        ] {
            assert_eq!(panics("src/cli/a.rs", source).len(), 1, "{source}");
            let in_test = format!("#[cfg(test)] mod tests {{ fn f() {{ {source} }} }}");
            caught(&panics("src/cli/a.rs", &in_test), &[]);
        }
        let fine = "a.unwrap_or(b); p.expect(Kind::Word); /// a.unwrap()\n \"panic!\"; Panic!()";
        caught(&panics("src/cli/a.rs", fine), &[]);
    }

    #[test]
    fn unsafe_code_is_caught() {
        caught(&unsafety("tests/it/a.rs", "\nunsafe { f() }"), &[2]);
        caught(&unsafety("src/lib.rs", "#![forbid(unsafe_code)] // unsafe"), &[]);
    }

    #[test]
    fn floats_beside_money_are_caught() {
        let path = "src/domain/tariff/tiers.rs";
        for source in ["let a: f64 = b;", "a as f32", "1.5", "1_f64", "2f32", "1e6", "1e-6"] {
            caught(&floats(path, source), &[1]);
            caught(&floats("src/store/ledger_sums.rs", source), &[1]);
            caught(&floats("src/domain/flow.rs", source), &[]);
        }
        caught(&floats(path, "a.0.1; 0..9; 0xfe; 1_000; \"1.5\"; 3.max(4); 5_usize; 6u8"), &[]);
    }
}
