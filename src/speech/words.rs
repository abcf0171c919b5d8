//! The sentences of the system: opening, opt-out, wrong number, closing.

use crate::domain::flow::Lines;
use crate::domain::hours::Purpose;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;
use crate::domain::script::{BusinessName, Script};

/// The system's sentences in one language. `{business}`, `{about}` and `{number}` are put in.
#[derive(Debug)]
struct Words {
    /// The first sentence of every call (C-17).
    opening: &'static str,
    reminder: &'static str,
    survey: &'static str,
    notice: &'static str,
    confirmation: &'static str,
    /// Says that something is offered: a marketing call may not hide it.
    lead_follow_up: &'static str,
    /// After key 9 or a spoken request, then the way back.
    opt_out: &'static str,
    /// The same where there is no way back: marketing.
    opt_out_at_once: &'static str,
    wrong_number: &'static str,
    /// The last line before the farewell (C-17).
    closing: &'static str,
    /// The farewell of a flow's call that ends elsewhere than at a node of its own.
    goodbye: &'static str,
    /// The `+` of a number, spoken, and what stands between its groups.
    plus: &'static str,
    pause: &'static str,
}

const ENGLISH: Words = Words {
    opening: "This is an automated call from {business} {about}. To stop these calls, press 9.",
    reminder: "with a reminder for you",
    survey: "with a short survey",
    notice: "with a notice for you",
    confirmation: "to confirm an arrangement",
    lead_follow_up: "with an offer you asked about",
    opt_out: "You will not be called again. If that was a mistake, press 1 now.",
    opt_out_at_once: "You will not be called again. Goodbye.",
    wrong_number: "Sorry to have disturbed you. We will not call this number again. Goodbye.",
    closing: "If you have questions, call {number}.",
    goodbye: "Goodbye.",
    plus: "plus",
    pause: ", ",
};

/// "की ओर से" takes any name as it is, and no verb agrees with the person called.
const HINDI: Words = Words {
    opening: "यह {business} की ओर से {about} ऑटोमैटिक कॉल है। ऐसी कॉल बंद करने के लिए 9 दबाएँ।",
    reminder: "कुछ याद दिलाने के लिए",
    survey: "एक छोटे सर्वे के लिए",
    notice: "एक सूचना देने के लिए",
    confirmation: "एक बात पक्की करने के लिए",
    lead_follow_up: "आपके पूछे हुए ऑफ़र के बारे में",
    opt_out: "अब आपको दोबारा कॉल नहीं आएगी। अगर यह ग़लती से हुआ हो, तो अभी 1 दबाएँ।",
    opt_out_at_once: "अब आपको दोबारा कॉल नहीं आएगी। नमस्ते।",
    wrong_number: "असुविधा के लिए माफ़ कीजिए। अब इस नंबर पर कॉल नहीं आएगी। नमस्ते।",
    closing: "कोई सवाल हो, तो {number} पर कॉल कीजिए।",
    goodbye: "नमस्ते।",
    plus: "प्लस",
    pause: ", ",
};

const CHINESE: Words = Words {
    opening: "您好，这是{business}的自动语音电话，{about}。不想再接到来电，请按9。",
    reminder: "提醒您一件事",
    survey: "请您做个简短调查",
    notice: "有一则通知",
    confirmation: "跟您确认一件事",
    lead_follow_up: "介绍您咨询过的优惠",
    opt_out: "好的，我们不会再给您打电话。如果按错了，请现在按1。",
    opt_out_at_once: "好的，我们不会再给您打电话。再见。",
    wrong_number: "抱歉打扰您了，我们不会再拨打这个号码。再见。",
    closing: "如有疑问，请拨打{number}。",
    goodbye: "再见。",
    plus: "加",
    pause: "，",
};

/// The name is the subject, so that no "de" has to be elided or contracted before it.
const FRENCH: Words = Words {
    opening: "Bonjour, {business} vous contacte par appel automatique {about}. \
              Pour arrêter ces appels, tapez 9.",
    reminder: "pour un simple rappel",
    survey: "pour une courte enquête",
    notice: "pour une information",
    confirmation: "pour une confirmation",
    lead_follow_up: "pour une offre commerciale",
    opt_out: "C'est noté, nous ne vous appellerons plus. Si c'est une erreur, tapez 1 maintenant.",
    opt_out_at_once: "C'est noté, nous ne vous appellerons plus. Au revoir.",
    wrong_number: "Désolés pour le dérangement. Nous n'appellerons plus ce numéro. Au revoir.",
    closing: "Pour toute question, composez {number}.",
    goodbye: "Au revoir.",
    plus: "plus",
    pause: ", ",
};

fn words(language: Locale) -> &'static Words {
    match language {
        Locale::En => &ENGLISH,
        Locale::Hi => &HINDI,
        Locale::Zh => &CHINESE,
        Locale::Fr => &FRENCH,
    }
}

/// The first sentence of a call: the business, that it is automated, why, and key 9 (C-05, C-17).
pub fn opening(script: &Script) -> String {
    opens(&script.business, script.purpose, script.language)
}

/// The system's sentences in a flow's call: they are said in nodes of their own.
pub fn flow_lines(
    business: &BusinessName,
    callback: &Phone,
    purpose: Purpose,
    language: Locale,
) -> Lines {
    Lines {
        closing: closes(callback, language),
        goodbye: words(language).goodbye.to_owned(),
        opening: opens(business, purpose, language),
        opt_out: opt_out(language, purpose).to_owned(),
    }
}

fn opens(business: &BusinessName, purpose: Purpose, language: Locale) -> String {
    let words = words(language);
    let about = match purpose {
        Purpose::Reminder => words.reminder,
        Purpose::Survey => words.survey,
        Purpose::Notice => words.notice,
        Purpose::Confirmation => words.confirmation,
        Purpose::LeadFollowUp => words.lead_follow_up,
    };
    // The name comes last, so that nothing in it is taken for a place to fill.
    words.opening.replace("{about}", about).replace("{business}", business.as_str())
}

/// What is said after key 9 or a spoken request. Only informational calls offer a way back, by
/// key 1: a second question in a marketing call would be one more attempt to sell.
pub fn opt_out(language: Locale, purpose: Purpose) -> &'static str {
    let words = words(language);
    match purpose.is_marketing() {
        true => words.opt_out_at_once,
        false => words.opt_out,
    }
}

/// What is said when the person called is not the one who was meant.
pub fn wrong_number(language: Locale) -> &'static str {
    words(language).wrong_number
}

/// The last line of a call: where to call back (C-17).
pub(super) fn closing(script: &Script) -> String {
    closes(&script.callback, script.language)
}

fn closes(callback: &Phone, language: Locale) -> String {
    words(language).closing.replace("{number}", &spoken(callback, language))
}

/// A number digit by digit, in the groups in which it is written: `plus 1, 2 1 2, 5 5 5`. Digits
/// that stand together would be read as one number.
fn spoken(phone: &Phone, language: Locale) -> String {
    let words = words(language);
    let pretty = phone.pretty();
    let groups = pretty.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let groups: Vec<String> = groups.map(apart).collect();
    format!("{} {}", words.plus, groups.join(words.pause))
}

fn apart(group: &str) -> String {
    let digits: Vec<String> = group.chars().map(String::from).collect();
    digits.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_has_the_opening_and_the_end_of_a_task() {
        let business = BusinessName::parse("City Dental").unwrap();
        let callback = Phone::parse("+12125550123", None).unwrap();
        for language in Locale::ALL {
            for purpose in [Purpose::Survey, Purpose::LeadFollowUp] {
                let lines = flow_lines(&business, &callback, purpose, language);
                assert!(lines.opening.contains("City Dental") && lines.opening.contains('9'));
                assert_eq!(lines.opt_out.contains('1'), !purpose.is_marketing());
                assert!(lines.closing.contains("5 5 5") && !lines.goodbye.is_empty());
            }
        }
    }
}
