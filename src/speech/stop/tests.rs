//! What people say: requests not to be called, and lines that only look like one.

use super::*;

fn row(who: Speaker, said: Said) -> Row {
    Row { key: "1".to_owned(), who, said, at_ms: None }
}

fn callee(words: &str) -> Vec<Row> {
    vec![row(Speaker::Callee, Said::Words(words.to_owned()))]
}

fn check(language: Locale, requests: &[&str], others: &[&str]) {
    let is_request = |words: &&&str| asks_to_stop(&callee(words), language);
    let missed: Vec<_> = requests.iter().filter(|words| !is_request(words)).collect();
    let wrong: Vec<_> = others.iter().filter(is_request).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:#?}\nwrong {wrong:#?}");
    assert!(requests.len() >= 15 && others.len() >= 15);
}

#[test]
fn c05_requests_in_english() {
    let requests = [
        "Stop calling me.",
        "Please stop calling this number!",
        "Could you stop calling us please",
        "stop these calls",
        "Don't call me again.",
        "Do not call me anymore, thank you.",
        "hello who is this please do not call me again i am busy today",
        "Never call here again",
        "don’t ever call this number again",
        "Please don't call me.",
        "I told you not to call me anymore",
        "Remove me from your list.",
        "take my name off your calling list please",
        "Put me on your do not call list",
        "Please delete my number.",
        "I'd like to opt out.",
        "Unsubscribe",
        "No more calls, please.",
        "I don't want any more calls",
        "I don't want to be called again.",
        "If you don't stop calling me, I will complain.",
        "quit ringing my phone",
        "Lose my number.",
        "DO NOT CONTACT ME AGAIN",
        "Stop calling me now!",
        "Don't you dare call me again.",
        "Could you not call me again?",
        "not interested please take us off your list",
        "I don't want you calling me",
        "I would appreciate it if you stop calling me",
        "This number is on the do-not-call registry.",
    ];
    let others = [
        "Stop at the door and call me.",
        "Call me again tomorrow.",
        "Please stop. Call me later.",
        "Don't call before nine.",
        "Don't call me before nine, I'm asleep.",
        "Please don't call me tomorrow, call on Monday.",
        "Don't call me at work.",
        "Don't call again today.",
        "I don't call people on Sundays.",
        "They never call again.",
        "Why did you stop calling me?",
        "I can't stop calling him.",
        "The bus stop calls are too loud, can you repeat?",
        "Remove my appointment.",
        "Take me off the waiting list.",
        "Can I opt out of the lunch?",
        "There are no more calls on my side.",
        "No, call me back.",
        "Don't call it a bill.",
        "Don't call the police!",
        "Is this the call about my list?",
        "I did not call you.",
        "Stop.",
        "Delete my booking please.",
        "Is that when you stop calling people in?",
        "I don't want to stop the calls.",
        "Don't call me Bob.",
        "Don't forget to call me again.",
        "",
    ];
    check(Locale::En, &requests, &others);
}

#[test]
fn c05_requests_in_french() {
    let requests = [
        "Ne m'appelez plus.",
        "Ne m’appelez plus jamais !",
        "m'appelez plus s'il vous plaît",
        "Ne me rappelez plus, merci.",
        "ne rappelez plus",
        "Ne nous téléphonez plus.",
        "Arrêtez de m'appeler !",
        "Cessez d'appeler.",
        "Arrêtez ces appels.",
        "Merci de ne plus m'appeler",
        "Je ne veux plus être appelé.",
        "Je ne veux plus recevoir vos appels.",
        "je souhaite ne plus être appelée",
        "Je veux plus d'appels.",
        "Je ne veux plus que vous m'appeliez",
        "Retirez-moi de votre liste.",
        "Supprimez mon numéro de vos fichiers, s'il vous plaît.",
        "Effacez mon numéro.",
        "Désinscrivez-moi.",
        "Plus d'appels, merci.",
        "Ne m'appelez pas.",
        "non merci ne m'appelez plus au revoir",
        "Do not call me again.",
        "Ne me contactez plus sur ce numéro.",
        "Il ne faut plus m'appeler.",
        "N'appelez plus ce numéro.",
        "J'en ai marre, arrêtez de nous appeler !",
    ];
    let others = [
        "Appelez-moi plus tard.",
        "Rappelez-moi demain.",
        "Ne m'appelez pas avant neuf heures.",
        "Ne m'appelez pas le dimanche.",
        "Ne m'appelez plus tard que vingt heures.",
        "Je ne m'appelle plus Durand.",
        "Je m'appelle Durand.",
        "Vous ne m'appelez plus, que se passe-t-il ?",
        "Pourquoi avez-vous arrêté de m'appeler ?",
        "Arrêtez-vous devant la porte.",
        "Il n'y a plus d'appels en attente.",
        "Ne quittez pas.",
        "Supprimez mon rendez-vous.",
        "Retirez-moi de la liste d'attente.",
        "Je ne veux plus de ce produit.",
        "J'ai un autre appel, un instant.",
        "Vous appelez de la part de qui ?",
        "Je ne peux plus parler, rappelez plus tard.",
        "Non, je n'ai pas appelé.",
        "N'appelez pas la police.",
        "Arrêtez.",
        "Oui, appelez-moi plus souvent.",
        "Ne m'oubliez pas, je vous rappelle plus tard.",
    ];
    check(Locale::Fr, &requests, &others);
}

#[test]
fn c05_requests_in_hindi() {
    let requests = [
        "फ़ोन मत करना।",
        "मुझे दोबारा कॉल मत करो",
        "कृपया इस नंबर पर कॉल न करें।",
        "आगे से कॉल नहीं करना",
        "आज के बाद मुझे फोन मत कीजिएगा।",
        "कॉल करना बंद करो",
        "फ़ोन करना बंद कर दीजिए।",
        "ये कॉल बंद करो",
        "मेरा नंबर अपनी लिस्ट से हटा दो।",
        "लिस्ट से मेरा नाम हटा दीजिए",
        "मुझे ऐसी कॉल नहीं चाहिए।",
        "मत करो फोन",
        "कभी फ़ोन मत करना यहाँ",
        "फिर से कॉल मत करिए",
        "Mujhe call mat karo.",
        "call mat karna please",
        "Dobara phone mat kijiye",
        "aaj ke baad call mat karna",
        "is number pe call na kare",
        "call karna band karo",
        "mera number list se hata do",
        "mujhe dobara call mat karna bhai",
        "please don't call me again",
        "Stop calling yaar",
        "प्लीज़ मुझे कॉल मत किया करो",
        "baar baar call mat karo",
    ];
    let others = [
        "अभी फ़ोन मत करो, शाम को करना।",
        "कल कॉल मत करना।",
        "रात को फ़ोन मत करना",
        "नौ बजे से पहले कॉल मत कीजिए।",
        "फ़ोन मत काटना।",
        "मैंने कॉल नहीं किया।",
        "मुझे दोबारा कॉल कीजिए।",
        "मेरा फ़ोन बंद था।",
        "दुकान बंद करो।",
        "मुझे नया फ़ोन नहीं चाहिए",
        "मेरा अपॉइंटमेंट हटा दो।",
        "वेटिंग लिस्ट से मेरा नाम हटा दो",
        "मेरा नंबर बदल गया है।",
        "चिंता मत करो",
        "abhi call mat karo",
        "kal call mat karna, parso karna",
        "phone mat kaatna",
        "mujhe baad mein call karo",
        "maine call nahi kiya",
        "tension mat lo",
        "raat ko call mat karna",
        "call karna mat bhoolna",
        "मैं कॉल नहीं कर पाया",
        "",
    ];
    check(Locale::Hi, &requests, &others);
}

#[test]
fn c05_requests_in_chinese() {
    let requests = [
        "别再打了。",
        "不要再给我打电话了！",
        "请不要再打来。",
        "别打电话了",
        "不要给我打电话。",
        "请勿再致电。",
        "以后不要打给我",
        "以后别再联系我了。",
        "别老给我打电话",
        "不要再打这个号码了",
        "别再骚扰我",
        "叫你们不要再打",
        "麻烦你们以后不要打电话过来",
        "我再也不想接到你们的电话",
        "停止给我打电话。",
        "我不想再接到你们的电话。",
        "不需要这种电话",
        "把我的号码删掉。",
        "请把我从名单里删除",
        "请删除我的电话号码",
        "你们能不能不要再打过来了？",
        "我在开会，别打电话了。",
        "不要 再 打 电话 给 我",
        "Don't call me again.",
    ];
    let others = [
        "明天再打给我。",
        "现在别打电话，晚点打。",
        "晚上不要打电话。",
        "九点以前不要再打电话。",
        "别再打针了，孩子怕。",
        "别再打折了",
        "不要打电话给医生。",
        "我不要打电话，发短信就行。",
        "为什么不打电话给我？",
        "不要挂电话。",
        "别担心，再打一次吧。",
        "把我的预约取消。",
        "把我从候补名单里删除。",
        "我的电话坏了。",
        "停止营业了吗？",
        "请再打一次电话。",
        "我再打给你们。",
        "不要忘记打电话给我",
        "开车的时候不要打电话",
        "你打错了",
        "别打断我。",
        "不要打车来",
        "",
    ];
    check(Locale::Zh, &requests, &others);
}

#[test]
fn c05_only_words_of_the_person_called_count() {
    let words = || Said::Words("Stop calling me.".to_owned());
    let keys = Said::Keys("9".to_owned());
    let ours = [row(Speaker::Agent, words()), row(Speaker::Action, words())];
    assert!(!asks_to_stop(&ours, Locale::En));
    assert!(!asks_to_stop(&[row(Speaker::Callee, keys)], Locale::En));
    assert!(!asks_to_stop(&[], Locale::En));
    let late = [callee("Yes?"), ours.to_vec(), callee("Stop calling me.")].concat();
    assert!(asks_to_stop(&late, Locale::En));
}

#[test]
fn long_talk_is_read_in_no_time() {
    let words = "don't please please stop 别 不要 再 再 再 ne m'appelez मत कॉल ".repeat(2_000);
    for language in Locale::ALL {
        asks_to_stop(&callee(&words), language);
    }
}

/// A word with an accent or a nukta could never be found.
#[test]
fn the_phrases_are_written_as_they_are_looked_for() {
    let both = Locale::ALL.map(complaint::both);
    let complaints = both.iter().flat_map(|both| [both.wrong, both.abuse]);
    for phrases in Locale::ALL.map(of).into_iter().chain(complaints) {
        let lists = [phrases.certain, phrases.lookalikes, phrases.plain, phrases.timed];
        let slots = lists.into_iter().flatten().copied().flatten().copied().flatten();
        let words = slots.chain(phrases.filling).chain(phrases.times);
        for word in words.filter(|word| **word != OVER) {
            let space = if phrases.spaced { " " } else { "" };
            assert_eq!(phrases.clauses(word), [format!("{word}{space}")]);
        }
    }
}
