//! Names compared as people type them: without case, accents, hyphens and apostrophes.

/// How well a typed text fits a name, the better the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Not at all.
    No,
    /// The name begins with it.
    Prefix,
    /// It is the whole name.
    Whole,
}

/// Plain letters and the letters that fold to them; all in lower case.
const PLAIN: [(&str, &str); 29] = [
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æǽ"),
    ("b", "ḃɓ"),
    ("c", "çćĉċč"),
    ("d", "ďđḍḏḑɗð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệəǝ"),
    ("f", "ḟƒ"),
    ("g", "ĝğġģǧɣ"),
    ("h", "ĥħḥẖḩ"),
    ("i", "ìíîïĩīĭįıǐỉịḯ"),
    ("j", "ĵǰ"),
    ("k", "ķǩḳƙĸ"),
    ("l", "ĺļľŀłḷḻ"),
    ("m", "ṁṃ"),
    ("n", "ñńņňŋṅṇṉŉ"),
    ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("p", "ṗƥ"),
    ("r", "ŕŗřṛṟ"),
    ("s", "śŝşšșṣṡ"),
    ("ss", "ß"),
    ("t", "ţťŧțṭṯẗ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔụủứừửữựṳ"),
    ("v", "ṽṿ"),
    ("w", "ŵẁẃẅ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżžẓẕƶ"),
];

/// Compares a name with a typed text that is folded; nothing fits nothing.
pub(super) fn compare(name: &str, typed: &str) -> Match {
    let mut name = fold(name);
    if typed.is_empty() || typed.chars().any(|wanted| name.next() != Some(wanted)) {
        return Match::No;
    }
    if name.next().is_none() { Match::Whole } else { Match::Prefix }
}

/// The letters that count, one after another. Word breaks do not, so that `Saint-Denis`,
/// `saint denis` and `saintdenis` are one.
pub(in crate::domain) fn fold(text: &str) -> impl Iterator<Item = char> {
    let plain = |c: char| {
        let found = (!c.is_ascii()).then(|| PLAIN.iter().find(|(_, fancy)| fancy.contains(c)));
        let nukta = ('\u{958}'..='\u{95f}').contains(&c).then(|| without_nukta(c));
        let text = found.flatten().map(|(plain, _)| *plain).unwrap_or_default();
        let one = if text.is_empty() { Some(nukta.unwrap_or(c)) } else { None };
        one.into_iter().chain(text.chars())
    };
    text.chars().flat_map(char::to_lowercase).filter(|&c| counts(c)).flat_map(plain)
}

/// Letters, digits and the vowel signs of Devanagari; not its dot below, nor loose accents and the
/// letter-like apostrophes of transcriptions.
fn counts(c: char) -> bool {
    if ('\u{2b0}'..='\u{36f}').contains(&c) {
        return false;
    }
    let sign = ('\u{900}'..='\u{94f}').contains(&c) && c != '\u{93c}';
    sign || c.is_alphanumeric()
}

/// The letters that Unicode also has with the dot below in one piece.
fn without_nukta(c: char) -> char {
    match c {
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        _ => 'य',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_letters() {
        let table = [
            ("Paris", "paris", Match::Whole),
            ("Paris", "PAR", Match::Prefix),
            ("Paris", "parish", Match::No),
            ("Saint-Denis", "saint denis", Match::Whole),
            ("Xi’an", "xian", Match::Whole),
            ("Đà Nẵng", "da nang", Match::Whole),
            ("Łódź", "lodz", Match::Whole),
            ("İzmir", "izmir", Match::Whole),
            ("Gießen", "giessen", Match::Whole),
            ("कानपुर", "कानपुर", Match::Whole),
            ("कान", "कानपुर", Match::No),
            ("ग़ाज़ियाबाद", "गाजियाबाद", Match::Whole),
            ("चण्डीगढ़", "चण्डीग\u{95d}", Match::Whole),
            ("上海", "上", Match::Prefix),
            ("Paris", "", Match::No),
            ("Paris", " - ", Match::No),
        ];
        for (name, typed, fit) in table {
            let folded: String = fold(typed).collect();
            assert_eq!(compare(name, &folded), fit, "{name} {typed}");
        }
    }

    #[test]
    fn every_name_of_the_list_can_be_typed_without_accents() {
        for c in crate::domain::cities::LIST.lines().flat_map(fold) {
            let latin = ('\u{80}'..'\u{370}').contains(&c) || ('\u{1e00}'..'\u{1f00}').contains(&c);
            assert!(!latin, "{c} {:x}", u32::from(c));
        }
    }
}
