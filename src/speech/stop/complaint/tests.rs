//! What people say of a call, and lines that only look like it.

use super::*;

fn callee(words: &str) -> Vec<Row> {
    let said = Said::Words(words.to_owned());
    vec![Row { key: "1".to_owned(), who: Speaker::Callee, said, at_ms: None }]
}

fn check(language: Locale, wrong: &[&str], abuse: &[&str], neither: &[&str]) {
    let all = [(wrong, Some(Wish::WrongNumber)), (abuse, Some(Wish::Abuse)), (neither, None)];
    for (lines, wish) in all {
        for line in lines {
            assert_eq!(complains(&callee(line), language), wish, "{line}");
        }
    }
}

#[test]
fn c06_complaints_in_english() {
    let wrong = [
        "Wrong number.",
        "Sorry, you have the wrong number.",
        "I think you've got the wrong number!",
        "no wrong number bye",
        "You dialed a wrong number, sir.",
        "You are calling the wrong person.",
        "There is nobody by that name here.",
        "this is the wrong number please stop calling",
    ];
    let abuse = [
        "I want to report this call.",
        "Report abuse.",
        "I will report you!",
        "I'm going to report you to the police",
        "I'll file a complaint against you.",
        "This is harassment.",
        "how do I report these calls",
    ];
    let neither = [
        "I gave you the wrong number of guests.",
        "I must have dialled the wrong number.",
        "Is this the wrong number?",
        "This is not the wrong number.",
        "I gave them the wrong number, sorry.",
        "I want to report an outage.",
        "I won't report you.",
        "Send me your report.",
        "I will report back to you.",
        "The number is right.",
        "Nobody is here, call later.",
        "I have a complaint about my bill.",
        "",
    ];
    check(Locale::En, &wrong, &abuse, &neither);
}

#[test]
fn c06_complaints_in_french() {
    let wrong = [
        "Vous vous êtes trompé de numéro.",
        "Vous vous trompez de numéro",
        "C'est une erreur de numéro.",
        "Mauvais numéro, au revoir.",
        "vous avez fait un faux numéro",
        "Ce n'est pas le bon numéro.",
        "Il n'y a personne de ce nom ici.",
        "Wrong number.",
    ];
    let abuse = [
        "Je vais signaler cet appel.",
        "Je vais vous signaler.",
        "Je veux signaler un abus",
        "Je porte plainte contre vous.",
        "C'est du harcèlement !",
        "Je vais déposer plainte pour ces appels.",
    ];
    let neither = [
        "Je me suis trompé de numéro.",
        "J'ai fait un faux numéro.",
        "Est-ce un mauvais numéro ?",
        "Ce n'est pas un faux numéro.",
        "Je veux signaler une panne.",
        "Je ne porte plainte contre personne.",
        "Il n'y a personne ici.",
        "Quel est le bon numéro ?",
    ];
    check(Locale::Fr, &wrong, &abuse, &neither);
}

#[test]
fn c06_complaints_in_hindi() {
    let wrong = [
        "ग़लत नंबर है।",
        "यह गलत नंबर है",
        "रॉन्ग नंबर",
        "आपने गलत नंबर लगाया है",
        "इस नाम का यहाँ कोई नहीं है",
        "galat number hai bhai",
        "wrong number",
    ];
    let abuse = [
        "मैं आपकी शिकायत करूँगा।",
        "पुलिस में शिकायत करूँगी",
        "इस नंबर की रिपोर्ट कर दूँगा",
        "aapki complaint karunga",
        "is call ki shikayat karni hai",
    ];
    let neither = [
        "मैंने गलत नंबर दिया था।",
        "यह गलत नंबर नहीं है",
        "क्या यह गलत नंबर है?",
        "मुझे पानी की शिकायत करनी है",
        "maine galat number diya",
        "कोई बात नहीं",
        "रिपोर्ट कब आएगी?",
    ];
    check(Locale::Hi, &wrong, &abuse, &neither);
}

#[test]
fn c06_complaints_in_chinese() {
    let wrong = [
        "你打错了。",
        "您打错电话了",
        "号码错了",
        "这里没有这个人。",
        "你拨错号码了吧",
        "你们找错人了",
        "Wrong number.",
    ];
    let abuse =
        ["我要举报你们。", "我要投诉这个号码", "再打我就举报你", "这是骚扰电话！", "投诉骚扰电话"];
    let neither = [
        "不好意思，我打错了。",
        "没打错，请讲。",
        "是不是打错了？",
        "名字打错了",
        "我留的号码错了",
        "我不会投诉你们",
        "我要投诉停水",
        "打车来",
    ];
    check(Locale::Zh, &wrong, &abuse, &neither);
}

#[test]
fn c06_only_words_of_the_person_called_count() {
    let mut rows = callee("Wrong number.");
    for who in [Speaker::Agent, Speaker::Action] {
        rows[0].who = who;
        assert_eq!(complains(&rows, Locale::En), None, "{who:?}");
    }
    rows[0] = Row { who: Speaker::Callee, said: Said::Keys("1".to_owned()), ..rows[0].clone() };
    assert_eq!(complains(&rows, Locale::En), None);
}
