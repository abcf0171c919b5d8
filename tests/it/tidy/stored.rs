//! What is stored by name keeps its name: the golden rows of `tests/golden` know every name of
//! every enum that reaches the file.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{Kind, Token, closing, outside_tests, tokens};
use super::{File, Offence, files, hold, product};

/// Each stored enum, and the place in the file that its names have in `names.json`.
const STORED: &[(&str, &str)] = &[
    ("chat::event::Way", "stars.way"),
    ("chat::message::Ask", "messages.ask"),
    ("chat::message::Content", "messages.content"),
    ("chat::message::Does", "messages.does"),
    ("chat::msg::Arg", "messages.arg"),
    ("chat::picture::Picture", "messages.picture"),
    ("chat::picture::Sign", "messages.sign"),
    ("domain::call::Details", "calls.details"),
    ("domain::call::Outcome", "calls.outcome"),
    ("domain::call::Phase", "calls.phase"),
    ("domain::call::Settlement", "calls.settlement"),
    ("domain::call::Speaker", "call_lines.who"),
    ("domain::coin::Coin", "topups.coin"),
    ("domain::consent::Kind", "consents.kind"),
    ("domain::coupon::Worth", "dialogues.worth"),
    ("domain::frequency::By", "receipts.by"),
    ("domain::frequency::Came", "receipts.came"),
    ("domain::frequency::Whom", "receipts.whom"),
    ("domain::gate::Forbidden", "receipts.do_not_call"),
    ("domain::gate::Line", "receipts.line"),
    ("domain::gate::Money", "receipts.money"),
    ("domain::gate::Opening", "receipts.opening"),
    ("domain::gate::Rule", "receipts.rule"),
    ("domain::gate::Says", "receipts.says"),
    ("domain::hours::Purpose", "tasks.purpose"),
    ("domain::locale::Locale", "users.locale"),
    ("domain::payment::Stage", "sightings.stage"),
    ("domain::phone::Class", "receipts.class"),
    ("domain::plan::Support", "plans.support"),
    ("domain::rate::Peg", "peg.state"),
    ("domain::rate::Verdict", "rates.verdict"),
    ("domain::refund::State", "refunds.state"),
    ("domain::subscription::Moment", "subscriptions.done"),
    ("domain::tier::Tier", "receipts.tier"),
    ("domain::topup::Problem", "topups.problem"),
    ("domain::topup::Purpose", "topups.purpose"),
    ("domain::topup::State", "topups.state"),
    ("domain::topup::judge::Why", "arrivals.why"),
    ("domain::user::Role", "users.role"),
    ("domain::user::Stage", "users.stage"),
    ("domain::user::Standing", "user_states.state"),
    ("domain::wallet::Basis", "receipts.basis"),
    ("domain::wallet::Bucket", "calls.bucket"),
    ("domain::wallet::Source", "holds.source"),
    ("features::Dialogue", "dialogues.kind"),
    ("features::account::Step", "dialogues.account"),
    ("features::admin::Step", "dialogues.admin"),
    ("features::admin::cases::Step", "dialogues.admin_cases"),
    ("features::admin::coupons::Step", "dialogues.admin_coupons"),
    ("features::admin::refunds::Step", "dialogues.admin_refunds"),
    ("features::admin::refunds::What", "dialogues.what"),
    ("features::admin::reviews::How", "dialogues.how"),
    ("features::admin::reviews::Step", "dialogues.review"),
    ("features::call::Step", "dialogues.call"),
    ("features::call::To", "dialogues.to"),
    ("features::cases::Step", "dialogues.case"),
    ("features::coupon::Step", "dialogues.coupon"),
    ("features::own::Step", "dialogues.own"),
    ("features::plans::Step", "dialogues.plans"),
    ("features::start::Step", "dialogues.start"),
    ("features::task::Part", "dialogues.part"),
    ("features::task::Step", "dialogues.task"),
    ("features::topup::Step", "dialogues.topup"),
    ("domain::policy::Rule", "approvals.rule"),
    ("domain::policy::whole::Words", "receipts.words"),
    ("store::approvals::State", "approvals.state"),
    ("store::campaigns::State", "campaigns.state"),
    ("store::cards::Kind", "cards.kind"),
    ("store::cases::State", "cases.state"),
    ("store::cases::Who", "case_words.who"),
    ("store::events::Kind", "events.kind"),
    ("store::holds::State", "holds.state"),
    ("store::inbox::End", "inbox.state"),
    ("store::ledger::Kind", "ledger.kind"),
    ("store::ledger::account::Role", "accounts.role"),
    ("store::numbers::Scope", "do_not_call.scope"),
    ("store::topups::apply::Found", "arrivals.found_by"),
    ("store::webhooks::Heard", "deliveries.heard"),
    ("store::webhooks::Trust", "webhooks.trust"),
    // With `provider_` before it.
    ("voice::Refused", "calls.refusal"),
];

/// Those whose names are texts' ids, words of a log or somebody else's format.
const NOT_STORED: &[&str] = &[
    "domain::contacts::SheetFault",
    "domain::hours::holidays::Substitute",
    "domain::hours::packs::Urgency",
    "domain::flow::check::Trouble",
    // Of flows, which are files so far: the table that holds them brings their golden rows.
    "domain::flow::node::Holds",
    "domain::flow::node::Scale",
    "domain::flow::node::Sort",
    "domain::flow::session::At",
    "domain::flow::session::Ending",
    "domain::flow::session::Input",
    // Not yet: a script that is refused is not kept.
    "domain::policy::Allowance",
    "domain::policy::Class",
    "domain::policy::Rewrite",
    "domain::policy::concept::Concept",
    "domain::phone::PhoneError",
    "domain::script::names::NameFault",
    "domain::script::prompt::FaultKind",
    "domain::tariff::TariffChange",
    "domain::when::WhenFault",
    "payments::Refused",
    "payments::webhook::Event",
    "screens::reviews::Alert",
];

/// Modules that have no file to store anything in.
const ELSEWHERE: [&str; 3] = ["demo", "config", "cli"];

/// An enum whose variants have names for the world.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    /// Its path below the crate.
    path: String,
    file: String,
    line: usize,
    names: BTreeSet<String>,
}

#[test]
fn every_stored_name_is_golden() {
    let golden = golden(&files(&["tests/golden"]));
    assert!(!golden.is_empty(), "there are no golden names");
    let named: Vec<Named> = product().iter().flat_map(enums).collect();
    hold("stored names are those of tests/golden/*/names.json", offences(&named, &golden));
}

/// The golden names of all versions: a name that was ever stored must be read for ever.
fn golden(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.ends_with("/names.json")) {
        let names: BTreeMap<String, Vec<String>> = serde_json::from_str(&file.text).unwrap();
        for (place, names) in names {
            all.entry(place).or_default().extend(names);
        }
    }
    all
}

fn offences(named: &[Named], golden: &BTreeMap<String, BTreeSet<String>>) -> Vec<Offence> {
    let mut found = Vec::new();
    for one in named {
        let Some((_, place)) = STORED.iter().find(|(path, _)| *path == one.path) else {
            if !NOT_STORED.contains(&one.path.as_str()) {
                let what = format!("say where `{}` is stored, or that it is not", one.path);
                found.push(Offence::new(&one.file, one.line, what));
            }
            continue;
        };
        let rows = golden.get(*place).cloned().unwrap_or_default();
        for name in one.names.difference(&rows) {
            let what = format!("`{name}` has no golden row in `{place}`");
            found.push(Offence::new(&one.file, one.line, what));
        }
        for name in rows.difference(&one.names) {
            let what = format!("`{name}` of `{place}` is stored somewhere and no longer read");
            found.push(Offence::new(&one.file, one.line, what));
        }
    }
    for (path, _) in STORED.iter().filter(|(path, _)| !named.iter().any(|one| one.path == *path)) {
        found.push(Offence::new("tests/it/tidy/stored.rs", 1, format!("there is no `{path}`")));
    }
    found
}

fn enums(file: &File) -> Vec<Named> {
    let module = module(&file.path);
    if ELSEWHERE.iter().any(|top| module.split("::").next() == Some(top)) {
        return Vec::new();
    }
    let tokens = tokens(&file.text);
    let tokens = outside_tests(&tokens);
    let mut found = Vec::new();
    let mut attributes: Vec<&[Token]> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is("#") && tokens.get(at + 1).is_some_and(|token| token.is("[")) {
            let end = closing(&tokens, at + 1);
            attributes.push(&tokens[at + 1..end]);
            at = end + 1;
            continue;
        }
        if tokens[at].is("enum") && is_named(&attributes) {
            let open = at + 2;
            let body = &tokens[open + 1..closing(&tokens, open)];
            let path = [module.as_str(), tokens[at + 1].text].join("::");
            let (file, line) = (file.path.clone(), tokens[at].line);
            let names = variants(body, style(&attributes));
            found.push(Named { path: path.trim_start_matches("::").into(), file, line, names });
        }
        if !["pub", "(", ")", "crate", "super"].iter().any(|word| tokens[at].is(word)) {
            attributes.clear();
        }
        at += 1;
    }
    found
}

/// `store::ledger::account` for `src/store/ledger/account.rs`.
fn module(path: &str) -> String {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    inside.trim_end_matches("/mod").trim_end_matches("lib").replace('/', "::")
}

/// Whether the variants have names: by `strum` or `serde`.
fn is_named(attributes: &[&[Token]]) -> bool {
    let derives = ["EnumString", "IntoStaticStr", "Serialize", "Deserialize"];
    attributes
        .iter()
        .filter(|attribute| attribute.iter().any(|token| token.is("derive")))
        .any(|attribute| attribute.iter().any(|t| derives.iter().any(|word| t.is(word))))
}

/// How names are made of variants, as the enum's attributes say.
fn style<'a>(attributes: &[&[Token<'a>]]) -> Option<&'a str> {
    let says = |word: &str| attributes.iter().find_map(|attribute| value(attribute, word));
    says("serialize_all").or_else(|| says("rename_all"))
}

/// What an attribute sets a word to.
fn value<'a>(attribute: &[Token<'a>], word: &str) -> Option<&'a str> {
    let at = attribute.iter().position(|token| token.is(word))?;
    let text = attribute.get(at + 2).filter(|_| attribute[at + 1].is("="))?;
    (text.kind == Kind::Text).then_some(text.text)
}

fn variants(body: &[Token], style: Option<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut own: Option<String> = None;
    let mut at = 0;
    while at < body.len() {
        if body[at].is("#") {
            let end = closing(body, at + 1);
            let attribute = &body[at + 1..end];
            let set = value(attribute, "serialize").or_else(|| value(attribute, "rename"));
            own = own.or(set.map(str::to_owned));
            at = end + 1;
            continue;
        }
        names.insert(own.take().unwrap_or_else(|| name(body[at].text, style)));
        // Past what the variant holds and the comma behind it.
        while at < body.len() && !body[at].is(",") {
            let opens = ["(", "{"].iter().any(|mark| body[at].is(mark));
            at = if opens { closing(body, at) + 1 } else { at + 1 };
        }
        at += 1;
    }
    names
}

fn name(variant: &str, style: Option<&str>) -> String {
    match style {
        Some("lowercase") => variant.to_lowercase(),
        Some("snake_case") => {
            let mut snake = String::new();
            for c in variant.chars() {
                if c.is_uppercase() && !snake.is_empty() {
                    snake.push('_');
                }
                snake.extend(c.to_lowercase());
            }
            snake
        }
        Some(other) => panic!("no stored enum is written in {other} yet"),
        None => variant.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_up(text: &str) -> File {
        File { path: "src/domain/call.rs".into(), text: text.into() }
    }

    #[test]
    fn names_are_read_as_strum_and_serde_write_them() {
        let file = made_up(
            "#[derive(Debug)] enum Plain { A }
             #[derive(Clone, strum::EnumString)]
             #[strum(serialize_all = \"snake_case\")]
             pub(crate) enum Phase {
                 /// Doc.
                 NotYet, Held { since: Vec<(i64, String)>, by: u8 }, Taken(u8, [u8; 2]),
                 #[strum(serialize = \"USDT-TRC20\")] UsdtTrc20,
             }
             #[derive(Serialize)] enum Bare { OneTwo = 1, Three }",
        );
        let found = enums(&file);
        let names = |at: usize| found[at].names.iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].path.as_str(), found[0].line), ("domain::call::Phase", 4));
        assert_eq!(names(0), ["USDT-TRC20", "held", "not_yet", "taken"]);
        assert_eq!(names(1), ["OneTwo", "Three"]);
    }

    #[test]
    fn a_name_that_changed_or_came_or_belongs_nowhere_is_an_offence() {
        let file = made_up(
            "#[derive(EnumString)] #[strum(serialize_all = \"snake_case\")]
             enum Phase { Planned, Begun }
             #[derive(Serialize)] enum Fresh { A }",
        );
        let names = ["planned", "claimed"].map(str::to_owned);
        let golden = BTreeMap::from([("calls.phase".to_owned(), BTreeSet::from(names))]);
        let found: Vec<String> = offences(&enums(&file), &golden)
            .into_iter()
            .filter(|offence| offence.path == "src/domain/call.rs")
            .map(|offence| offence.what)
            .collect();
        assert_eq!(
            found,
            [
                "`begun` has no golden row in `calls.phase`",
                "`claimed` of `calls.phase` is stored somewhere and no longer read",
                "say where `domain::call::Fresh` is stored, or that it is not",
            ]
        );
    }
}
