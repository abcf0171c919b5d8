//! What the voice says, and when: the conversation of one connected call.
//!
//! A task marks what is to be spoken between a line `SAY:` and a line `END`. Each line between is
//! one row; `ASK: text` waits for a key or for words, `TELL: text` and a plain line do not.

use std::collections::VecDeque;

/// Speaking time of one character, milliseconds: about 160 words a minute.
const CHAR_MS: i64 = 60;
/// Nothing is said faster than this, milliseconds.
const LEAST_MS: i64 = 1_000;
/// How long a question waits for a key or for words, milliseconds.
const ANSWER_MS: i64 = 8_000;
/// After a key the voice waits this long for the next one before it acknowledges, milliseconds.
const GAP_MS: i64 = 1_500;
/// How long it takes to recognise an answering machine, milliseconds.
const MACHINE_MS: i64 = 2_000;
/// A task without a marked part is read out up to here, characters.
const UNMARKED_MOST: usize = 500;

/// One thing to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    text: String,
    then: Then,
}

/// What follows when a line has been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Next,
    Listen,
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Speaking(Then),
    /// A question was asked and nothing came yet.
    Listening,
    /// Keys came; there may be more.
    Gathering,
}

/// What the call has to do after the voice was asked to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Record this sentence: it is being said now.
    Say(String),
    /// Nothing to record.
    Quiet,
    /// The agent ends the call.
    End,
}

/// The voice's side of one conversation.
#[derive(Clone, Debug)]
pub(super) struct Talk {
    lines: VecDeque<Line>,
    doing: Doing,
    until: i64,
    keys: String,
    heard: bool,
    opted_out: bool,
    words: &'static Words,
}

impl Talk {
    /// A conversation about to begin at `at`: the first sentence, the lines, the farewell.
    pub(super) fn new(at: i64, first: Option<&str>, task: &str, language: &str) -> Talk {
        let words = Words::of(language);
        let first = first.map(|text| Line { text: text.to_owned(), then: Then::Next });
        let bye = Line { text: words.bye.to_owned(), then: Then::End };
        let lines = first.into_iter().chain(lines_of(task)).chain([bye]).collect();
        Talk::with(at, lines, words)
    }

    /// What is left on an answering machine: the message, or nothing.
    pub(super) fn to_machine(at: i64, message: Option<&str>, language: &str) -> Talk {
        let line = message.map(|text| Line { text: text.to_owned(), then: Then::End });
        Talk::with(at + MACHINE_MS, line.into_iter().collect(), Words::of(language))
    }

    fn with(until: i64, lines: VecDeque<Line>, words: &'static Words) -> Talk {
        let doing = Doing::Speaking(Then::Next);
        Talk { lines, doing, until, keys: String::new(), heard: false, opted_out: false, words }
    }

    /// When the voice goes on by itself.
    pub(super) fn until(&self) -> i64 {
        self.until
    }

    /// Whether the callee asked not to be called again.
    pub(super) fn opted_out(&self) -> bool {
        self.opted_out
    }

    /// The voice goes on: `at` is the moment of [`Talk::until`].
    pub(super) fn go_on(&mut self, at: i64) -> Voice {
        let answered = self.heard || !self.keys.is_empty();
        match self.doing {
            Doing::Speaking(Then::End) => self.acknowledge(at, Then::End).unwrap_or(Voice::End),
            Doing::Speaking(Then::Listen) if !answered => {
                self.rest(at + ANSWER_MS, Doing::Listening)
            }
            Doing::Speaking(Then::Listen) if !self.heard && !self.keys.ends_with('#') => {
                self.rest(at + GAP_MS, Doing::Gathering)
            }
            _ => self.reply_or_next(at),
        }
    }

    /// A key was pressed.
    pub(super) fn key(&mut self, at: i64, key: char) -> Voice {
        if self.opted_out {
            return Voice::Quiet;
        }
        if key == '9' {
            self.opted_out = true;
            self.keys.clear();
            return self.say(at, self.words.opt_out.to_owned(), Then::End);
        }
        self.keys.push(key);
        match self.doing {
            Doing::Speaking(_) => Voice::Quiet,
            Doing::Listening | Doing::Gathering => {
                let pause = if key == '#' { 0 } else { GAP_MS };
                self.rest(at + pause, Doing::Gathering)
            }
        }
    }

    /// Something was said. Only an answer to a question changes what comes next.
    pub(super) fn words(&mut self, at: i64) -> Voice {
        match self.doing {
            Doing::Listening | Doing::Gathering => {
                self.heard = true;
                self.reply_or_next(at)
            }
            Doing::Speaking(Then::Listen) => {
                self.heard = true;
                Voice::Quiet
            }
            Doing::Speaking(_) => Voice::Quiet,
        }
    }

    fn reply_or_next(&mut self, at: i64) -> Voice {
        if let Some(reply) = self.acknowledge(at, Then::Next) {
            return reply;
        }
        match self.lines.pop_front() {
            Some(line) => self.say(at, line.text, line.then),
            None => Voice::End,
        }
    }

    /// A word on what was pressed or said since the last one, if anything was.
    fn acknowledge(&mut self, at: i64, then: Then) -> Option<Voice> {
        let keys = std::mem::take(&mut self.keys);
        let heard = std::mem::take(&mut self.heard);
        if !keys.is_empty() {
            return Some(self.say(at, self.words.noted(&keys), then));
        }
        heard.then(|| self.say(at, self.words.thanks.to_owned(), then))
    }

    fn say(&mut self, at: i64, text: String, then: Then) -> Voice {
        let chars = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let takes = chars.saturating_mul(CHAR_MS).max(LEAST_MS);
        self.until = at.saturating_add(takes);
        self.doing = Doing::Speaking(then);
        Voice::Say(text)
    }

    fn rest(&mut self, until: i64, doing: Doing) -> Voice {
        self.until = until;
        self.doing = doing;
        Voice::Quiet
    }
}

/// The lines a task asks to be spoken.
fn lines_of(task: &str) -> Vec<Line> {
    let mut lines = task.lines().map(str::trim);
    if !lines.any(|line| line == "SAY:") {
        let text = task.trim().chars().take(UNMARKED_MOST).collect();
        return vec![Line { text, then: Then::Next }];
    }
    lines.take_while(|line| *line != "END").filter(|line| !line.is_empty()).map(line_of).collect()
}

fn line_of(line: &str) -> Line {
    let (text, then) = match line.strip_prefix("ASK:") {
        Some(question) => (question, Then::Listen),
        None => (line.strip_prefix("TELL:").unwrap_or(line), Then::Next),
    };
    Line { text: text.trim().to_owned(), then }
}

/// The few sentences the voice makes up itself, in one language.
#[derive(Debug)]
struct Words {
    opt_out: &'static str,
    noted: (&'static str, &'static str),
    thanks: &'static str,
    bye: &'static str,
}

impl Words {
    fn of(language: &str) -> &'static Words {
        let tag = language.strip_prefix("babel-").unwrap_or(language);
        match tag.split('-').next() {
            Some("hi") => &HINDI,
            Some("zh") => &CHINESE,
            Some("fr") => &FRENCH,
            _ => &ENGLISH,
        }
    }

    /// The acknowledgement of `keys`; a closing `#` only says that the entry is finished.
    fn noted(&self, keys: &str) -> String {
        let entry = Some(keys.trim_end_matches('#')).filter(|entry| !entry.is_empty());
        format!("{}{}{}", self.noted.0, entry.unwrap_or(keys), self.noted.1)
    }
}

const ENGLISH: Words = Words {
    opt_out: "You will not be called again. Goodbye.",
    noted: ("Thank you, I noted ", "."),
    thanks: "Thank you.",
    bye: "Thank you for your time. Goodbye.",
};
const HINDI: Words = Words {
    opt_out: "आपको दोबारा कॉल नहीं किया जाएगा। नमस्ते।",
    noted: ("धन्यवाद, मैंने ", " नोट कर लिया है।"),
    thanks: "धन्यवाद।",
    bye: "आपके समय के लिए धन्यवाद। नमस्ते।",
};
const CHINESE: Words = Words {
    opt_out: "我们不会再给您打电话。再见。",
    noted: ("谢谢，我已记下 ", "。"),
    thanks: "谢谢。",
    bye: "感谢您的时间。再见。",
};
const FRENCH: Words = Words {
    opt_out: "Vous ne serez plus appelé. Au revoir.",
    noted: ("Merci, j'ai noté ", "."),
    thanks: "Merci.",
    bye: "Merci de votre temps. Au revoir.",
};
