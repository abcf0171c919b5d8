//! "Draft a flow for me": four short answers become a complete flow, by rules, on this machine.

use thiserror::Error;

use super::Flow;
use super::action::{Action, Head, Refusal};
use super::branch::{Branch, Key, On};
use super::node::{Ask, Choice, Kind, Name, NodeId, Scale};
use super::templates::{Words, common};
use super::timing::speech_ms;
use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;
use crate::domain::script::{NameFault, Prompt, PromptFault, TaskName};

/// Keys for answers, in the order in which they are given out.
const KEYS: [char; 8] = ['1', '2', '3', '4', '5', '6', '7', '8'];
/// Longer than this, why one calls is said in a node of its own, seconds.
const TOGETHER_SECONDS: u64 = 25;
/// The longest name of a flow that is made up, characters: what a task's name may have.
const NAME_MOST: usize = 40;
/// What tells an answer from what happens on it.
const THEN: [char; 4] = [':', '：', '=', '→'];
/// A rating from 1 to 5, in the four languages.
const RATING: [&str; 9] =
    ["1-5", "1–5", "1 to 5", "1 से 5", "1到5", "1 à 5", "rating", "रेटिंग", "打分"];

/// The four answers, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Who calls.
    pub who: String,
    /// Why: a sentence or two for the person called.
    pub why: String,
    /// What is asked. Nothing makes it a plain notice.
    pub ask: String,
    /// What happens on each answer, one a line or apart by semicolons: `Yes: See you then`.
    /// `1-5` makes it a rating; nothing, a question that is answered in words.
    pub then: String,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftFault {
    /// Who calls, or why, was left out.
    #[error("who calls and why are needed")]
    Missing,
    /// More answers than there are keys.
    #[error("more than {} answers", KEYS.len())]
    ManyAnswers,
    /// An answer cannot be a choice.
    #[error("{0}")]
    Label(NameFault),
    /// Something cannot be said.
    #[error("{0}")]
    Text(PromptFault),
    /// It is too much for a flow.
    #[error("{0}")]
    Refused(Refusal),
}

impl From<PromptFault> for DraftFault {
    fn from(fault: PromptFault) -> DraftFault {
        DraftFault::Text(fault)
    }
}

impl From<Refusal> for DraftFault {
    fn from(refusal: Refusal) -> DraftFault {
        DraftFault::Refused(refusal)
    }
}

impl From<NameFault> for DraftFault {
    fn from(fault: NameFault) -> DraftFault {
        DraftFault::Label(fault)
    }
}

/// A flow from four answers, in the language of the call. Whoever calls must give the variables
/// that the answers use without a fallback.
pub fn draft(language: Locale, purpose: Purpose, answers: &Answers) -> Result<Flow, DraftFault> {
    let (who, why) = (line(&answers.who), line(&answers.why));
    if who.is_empty() || why.is_empty() {
        return Err(DraftFault::Missing);
    }
    let name: String = format!("{who}: {why}").chars().take(NAME_MOST).collect();
    let mut making = Making {
        words: common(language),
        flow: Flow::new(TaskName::parse(name.trim_end_matches(':'))?, purpose, language),
    };
    let hello = format!(
        "{} {}",
        making.word("hello").replace("{who}", &plain(&who)),
        sentence(&why, language)
    );
    making.body(&hello, &line(&answers.ask), &answers.then)?;
    making.give()
}

/// A flow in the making.
struct Making {
    words: Words,
    flow: Flow,
}

impl Making {
    fn word(&self, key: &str) -> String {
        self.words.get(key).cloned().unwrap_or_default()
    }

    fn add(&mut self, text: &str, kind: Kind) -> Result<NodeId, DraftFault> {
        let text = Prompt::parse(text)?;
        self.flow = self.flow.apply(Action::AddNode { text, kind, after: None })?;
        let last = self.flow.nodes().last().map(|node| node.id.clone());
        last.ok_or(DraftFault::Missing)
    }

    fn connect(&mut self, from: &NodeId, on: On, to: &NodeId) -> Result<(), DraftFault> {
        let branch = Branch { on, to: to.clone() };
        self.flow = self.flow.apply(Action::Connect(from.clone(), branch))?;
        Ok(())
    }

    fn body(&mut self, hello: &str, ask: &str, then: &str) -> Result<(), DraftFault> {
        let language = self.flow.language;
        let replies = replies(then);
        let scale = is_rating(then).then_some(Scale::Rating);
        if replies.len() > KEYS.len() {
            return Err(DraftFault::ManyAnswers);
        }
        let ask = if ask.is_empty() { String::new() } else { sentence(ask, language) };
        let question = if scale.is_some() {
            format!("{ask} {}", self.word("rate"))
        } else if !replies.is_empty() {
            format!("{ask} {}", self.choices(&replies))
        } else if ask.is_empty() {
            String::new()
        } else {
            format!("{ask} {}", self.word("speak"))
        };
        let together = format!("{hello} {}", question.trim());
        let long = speech_ms(&together, language) > TOGETHER_SECONDS * 1_000;
        let before = match question.is_empty() || long {
            true => Some(self.add(hello, Kind::Play)?),
            false => None,
        };
        let asked = match question.trim() {
            "" => None,
            question if before.is_some() => Some(self.asking(question, &replies, scale)?),
            _ => Some(self.asking(together.trim(), &replies, scale)?),
        };
        let bye = match &asked {
            Some(asked) => self.answers(asked, &replies)?,
            None => {
                let bye = self.word("bye");
                self.add(&bye, Kind::End)?
            }
        };
        if let Some(before) = before {
            self.connect(&before, On::Otherwise, asked.as_ref().unwrap_or(&bye))?;
        }
        Ok(())
    }

    /// `For yes, press 1. For no, press 2.`
    fn choices(&self, replies: &[(String, String)]) -> String {
        let press = self.word("press");
        let each = replies.iter().zip(KEYS).map(|((label, _), key)| {
            press.replace("{key}", &key.to_string()).replace("{label}", &plain(label))
        });
        each.collect::<Vec<_>>().join(" ")
    }

    fn asking(
        &mut self,
        text: &str,
        replies: &[(String, String)],
        scale: Option<Scale>,
    ) -> Result<NodeId, DraftFault> {
        let keep = Name::parse("answer").ok_or(DraftFault::Missing)?;
        let ask = Ask::new(keep);
        let kind = match scale {
            Some(scale) => Kind::Feedback(ask, scale),
            None if replies.is_empty() => Kind::Question(ask),
            None => {
                let choice = |((label, _), key): (&(String, String), char)| {
                    let key = Key::new(key).ok_or(DraftFault::ManyAnswers)?;
                    Ok(Choice { key, label: TaskName::parse(label)? })
                };
                let choices = replies.iter().zip(KEYS).map(choice);
                Kind::Menu(ask, choices.collect::<Result<_, DraftFault>>()?)
            }
        };
        self.add(text, kind)
    }

    /// What follows each answer, no answer, and all of them: the farewell.
    fn answers(
        &mut self,
        asked: &NodeId,
        replies: &[(String, String)],
    ) -> Result<NodeId, DraftFault> {
        let language = self.flow.language;
        let mut last = Vec::new();
        let noted = self.word("noted");
        for ((_, reply), key) in replies.iter().zip(KEYS) {
            let text = if reply.is_empty() { noted.clone() } else { sentence(reply, language) };
            let told = self.add(&text, Kind::Play)?;
            let key = Key::new(key).ok_or(DraftFault::ManyAnswers)?;
            self.connect(asked, On::Key(key), &told)?;
            last.push(told);
        }
        if replies.is_empty() {
            let told = self.add(&noted, Kind::Play)?;
            self.connect(asked, On::Otherwise, &told)?;
            last.push(told);
        }
        let (missed, bye) = (self.word("missed"), self.word("bye"));
        let missed = self.add(&missed, Kind::Play)?;
        self.connect(asked, On::NoInput, &missed)?;
        last.push(missed);
        let bye = self.add(&bye, Kind::End)?;
        for told in last {
            self.connect(&told, On::Otherwise, &bye)?;
        }
        Ok(bye)
    }

    /// Variables without a fallback are to be given by whoever calls.
    fn give(self) -> Result<Flow, DraftFault> {
        let fallbacks = self.flow.fallbacks();
        let names: Vec<Name> = self
            .flow
            .variables()
            .into_iter()
            .filter(|name| !fallbacks.contains_key(*name))
            .filter_map(Name::parse)
            .collect();
        let mut flow = self.flow;
        for name in names {
            flow = flow.apply(Action::Set(Head::Give(name)))?;
        }
        Ok(flow)
    }
}

fn is_rating(then: &str) -> bool {
    let then = then.trim().to_lowercase();
    RATING.contains(&then.as_str())
}

/// The answers, each with what is said on it.
fn replies(then: &str) -> Vec<(String, String)> {
    if is_rating(then) {
        return Vec::new();
    }
    let parts = then.split(['\n', ';', '；']).map(line).filter(|part| !part.is_empty());
    let pair = |part: String| match part.split_once(THEN) {
        Some((label, reply)) => (line(label), line(reply)),
        None => (part, String::new()),
    };
    parts.map(pair).filter(|(label, _)| !label.is_empty()).collect()
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Braces of a name are no variables.
fn plain(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A text that ends as a sentence does.
fn sentence(text: &str, language: Locale) -> String {
    let ended = text.ends_with(['.', '!', '?', '。', '！', '？', '।', '…']);
    let stop = match language {
        Locale::En | Locale::Fr => ".",
        Locale::Hi => "।",
        Locale::Zh => "。",
    };
    if ended { text.to_owned() } else { format!("{text}{stop}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Book, Sort, problems};
    use super::*;

    fn answers(who: &str, why: &str, ask: &str, then: &str) -> Answers {
        let [who, why, ask, then] = [who, why, ask, then].map(str::to_owned);
        Answers { who, why, ask, then }
    }

    fn sorts(flow: &Flow) -> Vec<Sort> {
        flow.nodes().iter().map(|node| node.kind.sort()).collect()
    }

    #[test]
    fn four_answers_make_a_flow_that_may_be_called_with() {
        use Sort::{End, Feedback, Menu, Play, Question};
        let table: [(Locale, Answers, &[Sort]); 6] = [
            (
                Locale::En,
                answers(
                    "City Dental",
                    "Your check-up is on {day}",
                    "Will you come?",
                    "Yes: See you then; No: We will call you",
                ),
                &[Menu, Play, Play, Play, End],
            ),
            (Locale::Fr, answers("La mairie", "Il n'y a pas d'eau demain", "", ""), &[Play, End]),
            (
                Locale::Hi,
                answers("नगर क्लिनिक", "जाँच कल है", "क्या आप आएँगे?", "हाँ\nनहीं: फ़ोन करेंगे"),
                &[Menu, Play, Play, Play, End],
            ),
            (
                Locale::Zh,
                answers("仁和诊所", "感谢您的光临", "您满意吗？", "1到5"),
                &[Feedback, Play, Play, End],
            ),
            (
                Locale::En,
                answers("A & B", "We repaired your bike", "What was wrong?", ""),
                &[Question, Play, Play, End],
            ),
            (
                Locale::En,
                answers("A", &"We repaired it. ".repeat(24), "Fine?", "Yes: Good"),
                &[Play, Menu, Play, Play, End],
            ),
        ];
        for (language, answers, want) in table {
            let flow = draft(language, Purpose::Notice, &answers).unwrap();
            assert_eq!(sorts(&flow), want, "{answers:?}");
            assert_eq!(problems(&flow, &Book::new()), [], "{answers:?}");
        }
        let none = draft(Locale::En, Purpose::Notice, &answers("", "x", "", ""));
        assert_eq!(none, Err(DraftFault::Missing));
        let many = draft(Locale::En, Purpose::Notice, &answers("A", "x", "y", "1;2;3;4;5;6;7;8;9"));
        assert_eq!(many, Err(DraftFault::ManyAnswers));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 64,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_draft_is_valid_or_refused(
            who in "[a-zA-Zअ-ह一-龥{}| ]{0,30}",
            why in "[a-zA-Zअ-ह{}|.?\n ]{0,120}",
            ask in "\\PC{0,60}",
            then in "[a-z:;=\n 1-5]{0,60}",
        ) {
            for language in Locale::ALL {
                let made = draft(language, Purpose::Survey, &answers(&who, &why, &ask, &then));
                if let Ok(flow) = made {
                    prop_assert_eq!(problems(&flow, &Book::new()), vec![]);
                }
            }
        }
    }
}
