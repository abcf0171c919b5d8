//! What concerns everybody who might call: that somebody else answers this number, or that the
//! person called reports the call (C-06, C-30).
//!
//! As with requests, only phrases about calls count, each within a clause; "I gave you the wrong
//! number" is none, nor is "I want to report an outage".

mod chinese;

use super::{OVER, Phrase, Phrases, Slot};
use crate::domain::call::{Row, Said, Speaker, Wish};
use crate::domain::locale::Locale;

/// What the callee says that ends all calls to the number, whoever makes them. Words of our own
/// voice never count. English is understood in calls of every language.
pub fn complains(rows: &[Row], language: Locale) -> Option<Wish> {
    let heard = [both(Locale::En), both(language)];
    let said = |phrases: &Phrases| rows.iter().any(|row| phrases.said_in(row));
    if heard.iter().any(|both| said(both.abuse)) {
        return Some(Wish::Abuse);
    }
    heard.iter().any(|both| said(both.wrong)).then_some(Wish::WrongNumber)
}

/// The phrases of one language.
pub(super) struct Both {
    /// Somebody else answers this number.
    pub(super) wrong: &'static Phrases,
    /// The call is reported.
    pub(super) abuse: &'static Phrases,
}

pub(super) fn both(language: Locale) -> Both {
    let (wrong, abuse) = match language {
        Locale::En => (&ENGLISH_WRONG, &ENGLISH_ABUSE),
        Locale::Hi => (&HINDI_WRONG, &HINDI_ABUSE),
        Locale::Zh => (&chinese::WRONG, &chinese::ABUSE),
        Locale::Fr => (&FRENCH_WRONG, &FRENCH_ABUSE),
    };
    Both { wrong, abuse }
}

impl Phrases {
    fn said_in(&self, row: &Row) -> bool {
        match (row.who, &row.said) {
            (Speaker::Callee, Said::Words(words)) => self.asked_in(words),
            _ => false,
        }
    }
}

/// Phrases without times: nobody complains "until tomorrow".
const fn phrases(
    plain: &'static [Phrase],
    lookalikes: &'static [Phrase],
    filling: &'static [&'static str],
) -> Phrases {
    Phrases {
        certain: &[],
        lookalikes,
        plain,
        timed: &[],
        times: &[],
        near: (0, 0),
        filling,
        spaced: true,
        apostrophe: "",
    }
}

const WRONG: Slot = &["wrong number", "wrong phone number", "wrong person"];

const ENGLISH_WRONG: Phrases = phrases(
    &[
        &[
            WRONG,
            &[
                OVER, "bye", "goodbye", "sorry", "thanks", "thank", "there", "nobody", "please",
                "dont", "do", "stop", "sir", "maam", "mate", "here", "i", "again", "you", "who",
            ],
        ],
        &[&["nobody", "no one", "noone"], &["by that name", "of that name", "called that"]],
        &[
            &["not", "isnt"],
            &["her number", "his number", "their number"],
            &["anymore", "any more"],
        ],
    ],
    &[
        &[
            &["i", "we", "ive", "weve", "did i", "he", "she", "they"],
            &[
                "called", "dialed", "dialled", "rang", "gave", "given", "got", "wrote", "typed",
                "entered", "put", "have", "had", "left",
            ],
            WRONG,
        ],
        &[&["not", "isnt", "arent"], WRONG],
        &[&["is this", "is it", "was it", "if this is", "if it is", "if its", "when its"], WRONG],
    ],
    &["the", "a", "you", "them", "have", "must", "may", "probably", "just", "in", "here", "my"],
);

const ENGLISH_ABUSE: Phrases = phrases(
    &[
        &[
            &["report"],
            &[
                "abuse",
                "this call",
                "these calls",
                "this caller",
                "this number",
                "your number",
                "your calls",
                "this as abuse",
                "this as spam",
                "this as a scam",
                "this to the police",
            ],
        ],
        &[
            &[
                "ill",
                "i will",
                "im going to",
                "i am going to",
                "we will",
                "well",
                "i want to",
                "id like to",
                "i would like to",
                "i have to",
                "im gonna",
                "going to",
            ],
            &["report", "sue"],
            &["you", "your company", "your number", "your business"],
        ],
        &[
            &["complain about", "a complaint about", "complaint against", "complain to the"],
            &[
                "this call",
                "these calls",
                "your calls",
                "you",
                "your company",
                "police",
                "ftc",
                "fcc",
                "ofcom",
                "regulator",
                "authorities",
            ],
            &[OVER, "and", "now", "today", "because", "for", "please", "to", "calling"],
        ],
        &[&["this is", "its", "it is"], &["harassment", "a scam call", "a spam call"]],
    ],
    &[
        &[
            &["dont", "wont", "will not", "do not", "not going to", "never"],
            &["report", "complain"],
        ],
        &[&["the report", "my report", "your report", "a report", "test report"]],
        &[&["this is", "its", "it is"], &["not"], &["harassment", "a scam call", "a spam call"]],
    ],
    &["the", "just", "really", "please", "want", "to", "all", "now", "of", "have"],
);

const FRENCH_WRONG: Phrases = Phrases {
    apostrophe: " ",
    ..phrases(
        &[
            &[
                &["vous vous etes", "vous vous trompez", "tu t es", "vous etes", "vous trompez"],
                &[
                    "de numero",
                    "trompe de numero",
                    "trompes de numero",
                    "trompee de numero",
                    "trompe de personne",
                ],
            ],
            &[
                &["mauvais numero", "faux numero", "erreur de numero", "mauvaise personne"],
                &[
                    OVER,
                    "au revoir",
                    "desole",
                    "desolee",
                    "merci",
                    "je",
                    "il",
                    "monsieur",
                    "madame",
                ],
            ],
            &[&["pas"], &["le bon numero", "la bonne personne"]],
            &[&["personne de ce nom", "personne a ce nom", "pas de ce nom"]],
        ],
        &[
            &[
                &["je", "j", "nous", "on", "il", "elle"],
                &["ai", "avons", "a", "me suis trompe", "me suis trompee", "ai fait", "ai donne"],
                &["mauvais numero", "faux numero", "de numero", "erreur de numero"],
            ],
            &[&["pas"], &["mauvais numero", "faux numero", "une erreur de numero"]],
            &[
                &["est ce", "si c est", "si ce n est"],
                &["mauvais numero", "faux numero", "erreur de numero", "pas le bon numero"],
            ],
        ],
        &["un", "le", "une", "fait", "donne", "vous", "compose", "avez", "faites", "du", "sur"],
    )
};

const FRENCH_ABUSE: Phrases = Phrases {
    apostrophe: " ",
    ..phrases(
        &[
            &[
                &["signaler", "signale", "signalerai", "denoncer", "denonce"],
                &[
                    "un abus",
                    "cet appel",
                    "ces appels",
                    "vos appels",
                    "ce numero",
                    "votre numero",
                    "cet abus",
                    "votre societe",
                    "votre entreprise",
                ],
            ],
            &[
                &["vais vous", "vais te", "voudrais vous", "veux vous", "dois vous"],
                &["signaler", "denoncer"],
            ],
            &[
                &[
                    "porter plainte",
                    "porte plainte",
                    "porterai plainte",
                    "deposer plainte",
                    "depose plainte",
                    "deposer une plainte",
                ],
                &[
                    "contre vous",
                    "contre votre",
                    "pour ces appels",
                    "pour cet appel",
                    "pour harcelement",
                    "pour vos appels",
                ],
            ],
            &[&["c est du"], &["harcelement", "demarchage abusif"]],
        ],
        &[&[&["ne"], &["signale", "porte plainte", "vais pas", "signalerai"]]],
        &["bien", "donc", "aussi", "tout de suite", "maintenant", "la", "a", "police"],
    )
};

const HINDI_WRONG_NUMBER: Slot = &[
    "गलत नंबर",
    "गलत नम्बर",
    "रॉन्ग नंबर",
    "रॉंग नंबर",
    "रोंग नंबर",
    "रांग नंबर",
    "गलत आदमी को",
    "galat number",
    "galat nambar",
    "galat no",
    "wrong number",
    "rong number",
];

const HINDI_WRONG: Phrases = phrases(
    &[
        &[HINDI_WRONG_NUMBER],
        &[
            &["इस नाम का", "इस नाम की", "is naam ka", "is naam ki"],
            &["कोई नहीं", "यहां कोई नहीं", "koi nahi", "yahan koi nahi", "yaha koi nahi"],
        ],
    ],
    &[
        &[&["मैंने", "मैने", "हमने", "maine", "humne", "मुझसे", "mujhse"], HINDI_WRONG_NUMBER],
        &[HINDI_WRONG_NUMBER, &["नहीं", "nahi", "nahin", "तो नहीं", "मत", "mat"]],
        &[&["क्या", "kya", "अगर", "agar"], HINDI_WRONG_NUMBER],
    ],
    &["यह", "ये", "ही", "आपको", "apko", "aapko", "yeh", "ye", "से", "ko", "को", "है", "hai", "पर"],
);

const HINDI_OF_CALLS: Slot = &[
    "आपकी",
    "तुम्हारी",
    "इस कॉल की",
    "इन कॉल की",
    "इस नंबर की",
    "आपके खिलाफ",
    "तुम्हारे खिलाफ",
    "आपके नंबर की",
    "इस कॉल को",
    "इस नंबर को",
    "पुलिस में",
    "पुलिस को",
    "aapki",
    "apki",
    "tumhari",
    "is call ki",
    "is number ki",
    "aapke khilaf",
    "police me",
    "police mein",
    "is call ko",
    "is number ko",
];

const HINDI_COMPLAINT: Slot =
    &["शिकायत", "रिपोर्ट", "कंप्लेंट", "कम्प्लेंट", "shikayat", "report", "complaint", "complain"];

const HINDI_ABUSE: Phrases = phrases(
    &[&[
        HINDI_OF_CALLS,
        HINDI_COMPLAINT,
        &[
            "करूंगा",
            "करूंगी",
            "करेंगे",
            "करता",
            "करती",
            "करनी",
            "करना",
            "दर्ज",
            "कर दूंगा",
            "कर दूंगी",
            "कर रहा",
            "कर रही",
            "karunga",
            "karungi",
            "karenge",
            "karni",
            "karna",
            "kar dunga",
            "kar dungi",
            "darj",
        ],
    ]],
    &[&[&["शिकायत", "रिपोर्ट", "shikayat", "report"], &["नहीं", "मत", "nahi", "mat"]]],
    &["मैं", "main", "अब", "ab", "भी", "bhi", "की", "ki", "करनी है", "तो", "to"],
);

#[cfg(test)]
mod tests;
