use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use super::*;
use crate::domain::hours::Purpose;
use crate::domain::phone::Phone;
use crate::domain::script::{BusinessName, Prompt, TaskName, Version};

fn script(language: Locale, business: &str, prompt: &str) -> Script {
    Script {
        business: BusinessName::parse(business).unwrap(),
        callback: Phone::parse("+12125550123", None).unwrap(),
        language,
        name: TaskName::parse("Task").unwrap(),
        prompt: Prompt::parse(prompt).unwrap(),
        purpose: Purpose::Confirmation,
        v: Version,
    }
}

fn said(script: &Script) -> Rendered {
    render(script, &Values::new()).unwrap()
}
#[test]
fn show() {
    for language in Locale::ALL {
        let r = said(&script(language, "City Dental", examples(language)[0].prompt));
        println!(
            "{} {}\n{} {}\n",
            r.first_sentence.chars().count(),
            r.first_sentence,
            r.task.chars().count(),
            r.task
        );
        for purpose in Purpose::iter() {
            let mut s = script(language, "City Dental", examples(language)[0].prompt);
            s.purpose = purpose;
            println!("{} {}", opening(&s).chars().count(), opening(&s));
        }
    }
}
