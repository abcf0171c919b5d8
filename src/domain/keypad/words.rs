//! The words that make the digits near them a secret, in the four languages and in Hindi written
//! with Latin letters.

/// How many words the longest phrase has.
const LONGEST_PHRASE: usize = 3;

/// Words and phrases, in lower case.
const SECRET: &[&str] = &[
    // English; most of it is said in the other languages too.
    "code",
    "codes",
    "passcode",
    "passcodes",
    "password",
    "passwords",
    "pin",
    "pins",
    "pincode",
    "otp",
    "otps",
    "o t p",
    "p i n",
    "cvv",
    "cvc",
    "csc",
    "c v v",
    "c v c",
    "one time",
    "onetime",
    "security number",
    "secret number",
    "verification number",
    // Hindi.
    "कोड",
    "पासकोड",
    "पासवर्ड",
    "पिन",
    "ओटीपी",
    "ओ टी पी",
    "सीवीवी",
    "सी वी वी",
    "वन टाइम",
    "गुप्त",
    "गोपनीय",
    "gupt",
    "gopniya",
    "kod",
    "pasword",
    "paasword",
    "pasvard",
    // French.
    "mot de passe",
    "mots de passe",
    "cryptogramme",
    "confidentiel",
    "numéro secret",
    "usage unique",
];

/// Codes that everybody may know.
const HARMLESS: &[&str] = &[
    "postal code",
    "post code",
    "zip code",
    "area code",
    "country code",
    "dialling code",
    "dialing code",
    "dress code",
    "code postal",
    "पोस्टल कोड",
];

/// Chinese is searched within its unbroken text.
const SECRET_HAN: &[&str] = &[
    "验证码",
    "驗證碼",
    "校验码",
    "校驗碼",
    "动态码",
    "動態碼",
    "安全码",
    "安全碼",
    "确认码",
    "確認碼",
    "识别码",
    "授权码",
    "密码",
    "密碼",
    "口令",
    "一次性",
];

/// Words after digits that say whose or what they are.
const NAMES: &[&str] = &[
    "is",
    "was",
    "my",
    "your",
    "the",
    "est",
    "c'est",
    "c’est",
    "mon",
    "votre",
    "hai",
    "mera",
    "meri",
    "aapka",
    "है",
    "मेरा",
    "मेरी",
    "आपका",
];

/// What the words heard so far make of digits that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// They are a secret.
    Secret,
    /// They are not, though it sounded so.
    Harmless,
    /// Nothing new.
    None,
}

/// The last few words heard.
#[derive(Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// Takes the next word, or the next stretch of Chinese.
    pub(super) fn hear(&mut self, word: &str, han: bool) -> Sense {
        if han {
            self.0.clear();
            let secret = SECRET_HAN.iter().any(|secret| word.contains(secret));
            return if secret { Sense::Secret } else { Sense::None };
        }
        self.0.push(word.to_lowercase());
        if self.0.len() > LONGEST_PHRASE {
            self.0.remove(0);
        }
        match () {
            () if self.ends_with_any(HARMLESS) => Sense::Harmless,
            () if self.ends_with_any(SECRET) => Sense::Secret,
            () => Sense::None,
        }
    }

    /// Whether a word after digits may go on to say what they are.
    pub(super) fn names(word: &str) -> bool {
        let word = word.to_lowercase();
        NAMES.contains(&word.as_str()) || word.starts_with(['是', '为', '為'])
    }

    fn ends_with_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let heard = self.0.iter().rev();
            let wanted = phrase.split(' ').rev();
            let length = phrase.split(' ').count();
            length <= self.0.len() && heard.zip(wanted).all(|(heard, wanted)| heard == wanted)
        })
    }
}
