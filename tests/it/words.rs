//! The words of the bot: every text renders in every language, and a chat that is not English
//! holds no English.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use ivrbot::chat::msg::{Arg, Msg};
use ivrbot::demo::bland::Callee;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::i18n::{I18n, Reader, Style};
use ivrbot::store::{Tx, ledger, users};
use serde_json::json;

use crate::world::{Who, World, settings};

/// Numbers in New York: one that answers, one that asks for peace, one that is not in.
const CAROL: &str = "+12125550143";
const DAVE: &str = "+12125550144";
const ERIN: &str = "+12125550145";

/// Common words of English that no other language of the bot's has.
const ENGLISH: [&str; 32] = [
    "the", "call", "calls", "called", "calling", "number", "numbers", "your", "you", "is", "are",
    "was", "not", "and", "with", "that", "this", "what", "when", "which", "who", "please", "again",
    "here", "one", "time", "button", "list", "key", "keys", "lasted", "answered",
];

/// Values of texts that are numbers; all others are words.
const COUNTS: [&str; 9] =
    ["n", "most", "found", "count", "minutes", "total", "dropped", "done", "calls"];

/// The first English word of a text.
fn english(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.find(|word| ENGLISH.contains(word)).map(str::to_owned)
}

/// What is wrong with the marks of a text: each language has its own.
fn bad_marks(locale: Locale, text: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().collect();
    let pairs = || letters.windows(2).map(|pair| (pair[0], pair[1]));
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let devanagari = |c: char| ('\u{900}'..='\u{97f}').contains(&c);
    match locale {
        Locale::Fr if pairs().any(|(a, b)| a == ' ' && ":;!?»".contains(b)) => {
            Some("a plain space where a narrow no-break space belongs")
        }
        Locale::Fr if text.contains(['\'', '"', '“']) => Some("a mark that is not French"),
        Locale::Zh if pairs().any(|(a, b)| han(a) && ",.:;!?()".contains(b)) => {
            Some("a narrow mark after a Chinese character")
        }
        Locale::Hi if pairs().any(|(a, b)| devanagari(a) && b == '.') => {
            Some("a full stop, not a danda")
        }
        _ => None,
    }
}

/// The English files, one after the other.
fn source() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n/en");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The ids of all texts.
fn ids(source: &str) -> Vec<&str> {
    let ids = source.lines().filter_map(|line| Some(line.split_once(" =")?.0));
    ids.filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

/// A value for everything that any text names.
fn values(source: &str, count: i64) -> Vec<(Cow<'static, str>, Arg)> {
    let named = source.split('$').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    let value = |name: String| match COUNTS.contains(&name.as_str()) {
        true => (Cow::Owned(name), Arg::Count(count)),
        false => (Cow::Owned(name), Arg::Text("…".into())),
    };
    named.filter(|name| !name.is_empty()).collect::<BTreeSet<_>>().into_iter().map(value).collect()
}

#[test]
fn every_text_renders_in_every_language() {
    let i18n = I18n::builtin().unwrap();
    let source = source();
    for id in ids(&source) {
        for locale in Locale::ALL {
            let reader = Reader { locale, zone: "UTC".into() };
            let mut seen = BTreeSet::new();
            for count in [0, 1, 2, 12] {
                let msg = Msg { id: id.to_owned().into(), args: values(&source, count) };
                let text = i18n.strict(&msg, &reader, Style::Html).unwrap();
                let english = english(&text).filter(|_| locale != Locale::En);
                assert_eq!(english, None, "{id} in {locale:?}: {text}");
                assert_eq!(bad_marks(locale, &text), None, "{id} in {locale:?}: {text}");
                if seen.insert(text.clone()) {
                    println!("{:?} {id}: {text}", locale);
                }
            }
        }
    }
}

/// A chat that is read as it goes: a card is edited in place, and what it said before is gone.
struct Chat {
    world: World,
    who: Who,
    locale: Locale,
    /// What people and operators named themselves, in whatever language.
    names: Vec<String>,
    /// Toasts that were read.
    heard: usize,
}

impl Chat {
    fn new(locale: Locale, business: &str) -> Chat {
        let mut world = World::new();
        world.bland.callee_for(CAROL, Callee::human("1"));
        world.bland.callee_for(DAVE, Callee::human("9"));
        world.bland.callee_for(ERIN, Callee::no_answer());
        let who = world.person("Ann", 7, locale.code());
        let names = [settings().service, business.to_owned(), Locale::En.own_name().to_owned()];
        Chat { world, who, locale, names: names.into(), heard: 0 }
    }

    /// Nobody types faster than Telegram takes messages.
    fn says(&mut self, text: &str) {
        println!("> {text}");
        self.world.says(self.who, text);
        self.world.wait(Duration::from_secs(3));
        self.look();
    }

    fn taps(&mut self, sign: &str) {
        println!("> [{sign}]");
        self.world.taps_first(self.who, sign);
        self.look();
    }

    fn waits(&mut self, seconds: u64) {
        self.world.wait(Duration::from_secs(seconds));
        self.look();
    }

    /// Taps a button that no screen shows as yet.
    fn opens(&mut self, data: &str) {
        println!("> ({data})");
        let last = self.world.last(self.who);
        let chat = json!({"id": self.who.0, "type": "private", "first_name": "Ann"});
        let from = json!({"id": self.who.0, "is_bot": false, "first_name": "Ann"});
        let message = json!({"message_id": last.id, "date": 1, "chat": chat, "text": last.text});
        self.world.telegram.odd_update(json!({"callback_query": {
            "id": "1", "from": from, "message": message, "chat_instance": "1", "data": data,
        }}));
        self.world.settle();
        self.look();
    }

    fn credit(&self) {
        let write = |tx: &Tx| {
            let user = users::by_telegram(tx, self.who.0)?.unwrap().id;
            ledger::credit(tx, user, Usd::cents(2_000), "test", "operator", "test:1")
        };
        self.world.store.write(write).unwrap().unwrap();
    }

    /// Reads the last message and the toasts since the last look.
    fn look(&mut self) {
        let last = self.world.last(self.who);
        let labels = last.keyboard.iter().flatten().map(|button| button.label.clone());
        let toasts = self.world.telegram.toasts(self.who.0).into_iter().map(|toast| toast.text);
        let toasts: Vec<String> = toasts.skip(self.heard).collect();
        self.heard += toasts.len();
        let said: Vec<String> = [last.text].into_iter().chain(labels).chain(toasts).collect();
        println!("{}\n", said.join("\n  | "));
        said.iter().for_each(|text| self.check(text));
    }

    fn check(&self, text: &str) {
        if self.locale == Locale::En {
            return;
        }
        // What was said on the phone is the voice provider's to say.
        for line in text.lines().filter(|line| !line.starts_with('🤖')) {
            let line = self.names.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
            assert_eq!(english(&line), None, "{:?}: {text}", self.locale);
        }
    }
}

/// From the first greeting to the summary; many questions are answered wrong before they are
/// answered right.
fn first_summary(chat: &mut Chat, business: &str) {
    chat.says("/start");
    for sign in ["•", "✅"] {
        chat.taps(sign);
    }
    chat.world.verify(chat.who);
    chat.says("?");
    chat.says("Xyzzyville");
    chat.says("New York");
    chat.world.verify(chat.who);
    chat.taps("📞");
    chat.taps("✨");
    for number in ["?", "112", "+1 212", "+49 30 123456", CAROL] {
        chat.says(number);
    }
    for name in ["x", "https://example.com", business] {
        chat.says(name);
    }
    chat.says("+12125550100");
}

/// To the summary of another call, when all about the business is known.
fn next_summary(chat: &mut Chat, number: &str) {
    chat.says("/menu");
    chat.taps("📞");
    let task = chat.world.last(chat.who).keyboard[0][0].label.clone();
    chat.taps(&task);
    chat.says(number);
}

/// To the summary of a list with every kind of line.
fn list_summary(chat: &mut Chat) {
    chat.opens("1onl:0");
    let task = chat.world.last(chat.who).keyboard[0][0].label.clone();
    chat.taps(&task);
    chat.says("?");
    chat.says(&format!("{CAROL}\n{CAROL}\n{DAVE}\n{ERIN}\n?"));
}

fn story(locale: Locale, business: &str) {
    let mut chat = Chat::new(locale, business);
    first_summary(&mut chat, business);
    chat.taps("🗓");
    chat.says("?");
    chat.taps("🕗");
    chat.taps("▶️");
    chat.waits(5);
    chat.waits(300);
    chat.taps("💬");
    next_summary(&mut chat, DAVE);
    chat.taps("✅");
    chat.waits(300);
    next_summary(&mut chat, DAVE);
    next_summary(&mut chat, ERIN);
    chat.taps("✅");
    chat.waits(300);
    chat.taps("🔁");
    chat.taps("↩️");
    // Midnight has passed in New York.
    chat.waits(14 * 3600);
    next_summary(&mut chat, CAROL);
    chat.taps("🕗");
    chat.taps("✕");
    for screen in ["1ocs:0", "1oin:0", "1oss:0"] {
        chat.opens(screen);
    }
    list_summary(&mut chat);
    chat.credit();
    list_summary(&mut chat);
    chat.taps("✅");
    // The list waits for the morning in New York.
    chat.waits(5);
    chat.waits(8 * 3600);
    chat.taps("📄");
    list_summary(&mut chat);
    chat.taps("🗓");
    chat.taps("🕗");
    chat.opens("1oss:0");
    chat.waits(3600);
}

#[test]
fn a_first_call_in_english() {
    story(Locale::En, "Lilac Clinic");
}

#[test]
fn a_first_call_in_hindi() {
    story(Locale::Hi, "शर्मा क्लिनिक");
}

#[test]
fn a_first_call_in_chinese() {
    story(Locale::Zh, "阳光诊所");
}

#[test]
fn a_first_call_in_french() {
    story(Locale::Fr, "Clinique des Lilas");
}
