//! Tasks for a newcomer to start from, written for each language.
//!
//! They are what a first call may well be: lawful, short, without a key 9 of their own, and every
//! variable has a fallback, so that they can be tried without a list.

use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;

/// A task to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// A name for it: parses as a `TaskName`.
    pub name: &'static str,
    /// What is said: parses as a `Prompt`.
    pub prompt: &'static str,
    /// What it is for.
    pub purpose: Purpose,
}

/// An appointment to confirm, a delivery to announce, a satisfaction survey.
pub fn examples(language: Locale) -> &'static [Example] {
    match language {
        Locale::En => &ENGLISH,
        Locale::Hi => &HINDI,
        Locale::Zh => &CHINESE,
        Locale::Fr => &FRENCH,
    }
}

const ENGLISH: [Example; 3] = [
    Example {
        name: "Confirm an appointment",
        prompt: "Hello {name|there}, your appointment is on {day|the agreed day} \
                 at {time|the agreed time}. \
                 Press 1 to confirm it, or 2 to cancel or move it. \
                 If you have chosen 2, we will call you to find another time.",
        purpose: Purpose::Confirmation,
    },
    Example {
        name: "Announce a delivery",
        prompt: "Hello {name|there}, your order arrives {day|tomorrow}, {window|during the day}. \
                 Press 1 if someone will be at home, or 2 if not. \
                 If you have chosen 2, we will suggest another day.",
        purpose: Purpose::Notice,
    },
    Example {
        name: "Ask how it went",
        prompt: "Hello {name|there}, thank you for {visit|your visit}. \
                 To rate it, press 1 for very bad, up to 5 for very good. \
                 Is there anything we could do better?",
        purpose: Purpose::Survey,
    },
];

const HINDI: [Example; 3] = [
    Example {
        name: "अपॉइंटमेंट पक्का करना",
        prompt: "नमस्ते {नाम|जी}, आपका अपॉइंटमेंट {दिन|तय दिन} को {समय|तय समय} पर है। \
                 पक्का करने के लिए 1 दबाएँ, रद्द करने या बदलने के लिए 2 दबाएँ। \
                 2 चुनने पर, नया समय तय करने के लिए हम आपको फ़ोन करेंगे।",
        purpose: Purpose::Confirmation,
    },
    Example {
        name: "डिलीवरी की सूचना",
        prompt: "नमस्ते {नाम|जी}, आपका ऑर्डर {दिन|कल} {समय|दिन में} पहुँचेगा। \
                 घर पर कोई होगा तो 1 दबाएँ, नहीं तो 2 दबाएँ। \
                 2 चुनने पर, हम आपको कोई दूसरा दिन बताएँगे।",
        purpose: Purpose::Notice,
    },
    Example {
        name: "छोटा सर्वे",
        prompt: "नमस्ते {नाम|जी}, {सेवा|हमारी सेवा} लेने के लिए धन्यवाद। \
                 आपका अनुभव कैसा रहा, 1 से 5 तक कोई बटन दबाएँ: \
                 1 यानी बहुत ख़राब, 5 यानी बहुत अच्छा। \
                 क्या हम कुछ और बेहतर कर सकते हैं?",
        purpose: Purpose::Survey,
    },
];

const CHINESE: [Example; 3] = [
    Example {
        name: "预约确认",
        prompt: "{姓名|您好}，您的预约日期是{日期|约好的日子}，时间是{时间|约好的时间}。\
                 确认请按1，取消或改期请按2。\
                 选择2的话，我们会再联系您，另约时间。",
        purpose: Purpose::Confirmation,
    },
    Example {
        name: "送货通知",
        prompt: "{姓名|您好}，您的订单将于{日期|明天}{时段|白天}送达。\
                 到时家里有人请按1，没人请按2。\
                 选择2的话，我们会另约日期。",
        purpose: Purpose::Notice,
    },
    Example {
        name: "满意度调查",
        prompt: "{姓名|您好}，感谢您选择{服务|我们的服务}。\
                 您满意吗，请按1到5打分，1是很不满意，5是非常满意。\
                 您觉得我们还有哪里可以改进？",
        purpose: Purpose::Survey,
    },
];

const FRENCH: [Example; 3] = [
    Example {
        name: "Confirmer un rendez-vous",
        prompt: "Votre rendez-vous est prévu {jour|à la date convenue}, \
                 {heure|à l'heure convenue}. \
                 Appuyez sur 1 pour confirmer, ou sur 2 pour annuler ou déplacer. \
                 Si vous avez choisi 2, nous vous rappellerons pour convenir d'une autre date.",
        purpose: Purpose::Confirmation,
    },
    Example {
        name: "Annoncer une livraison",
        prompt: "Votre {commande|commande} arrive {jour|demain}, {créneau|dans la journée}. \
                 Appuyez sur 1 si quelqu'un sera là pour la recevoir, ou sur 2 sinon. \
                 Si vous avez choisi 2, nous vous proposerons un autre jour.",
        purpose: Purpose::Notice,
    },
    Example {
        name: "Enquête de satisfaction",
        prompt: "Merci d'avoir choisi {service|nos services}. \
                 Donnez-nous une note : appuyez sur 1 pour très mauvais, jusqu'à 5 pour très bon. \
                 Que pourrions-nous améliorer ?",
        purpose: Purpose::Survey,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::script::{Prompt, TaskName, Values};
    use crate::speech::lines::{self, Then};

    #[test]
    fn every_language_has_the_same_three() {
        for language in Locale::ALL {
            let purposes: Vec<Purpose> =
                examples(language).iter().map(|example| example.purpose).collect();
            assert_eq!(purposes, [Purpose::Confirmation, Purpose::Notice, Purpose::Survey]);
            let names: BTreeSet<&str> =
                examples(language).iter().map(|example| example.name).collect();
            assert_eq!(names.len(), 3);
        }
    }

    #[test]
    fn each_can_be_saved_and_tried_as_it_is() {
        for example in Locale::ALL.into_iter().flat_map(examples) {
            assert!(TaskName::parse(example.name).is_ok(), "{example:?}");
            let prompt = Prompt::parse(example.prompt).unwrap();
            assert!(!prompt.variables().is_empty() && !example.prompt.contains('9'));
            assert!(!prompt.fill(&Values::new()).unwrap().contains("  "), "{example:?}");
            let lines = lines::of(&prompt.pieces(&Values::new()).unwrap());
            let asked = lines.iter().filter(|line| line.then == Then::Ask);
            let keys = asked.filter(|line| line.text.contains('1')).count();
            assert_eq!(keys, 1, "{lines:#?}");
        }
    }
}
