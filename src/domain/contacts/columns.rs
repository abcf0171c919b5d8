//! The names of columns: which one holds the numbers, and what the others are called as variables.

use crate::domain::cities::fold::fold;
use crate::domain::phone::digit;

/// Names of nothing but a telephone number, as they are compared: without case, accents and space.
const PHONE: &[&str] = &[
    "phone",
    "phones",
    "phoneno",
    "phonenumber",
    "phonenumbers",
    "telephone",
    "telephonenumber",
    "tel",
    "telno",
    "mobile",
    "mobileno",
    "mobilenumber",
    "mobilephone",
    "mob",
    "cell",
    "cellphone",
    "cellular",
    "contactno",
    "contactnumber",
    "msisdn",
    "whatsapp",
    "numerodetelephone",
    "numtel",
    "portable",
    "gsm",
    "फोन",
    "फोननंबर",
    "फोननम्बर",
    "मोबाइल",
    "मोबाईल",
    "मोबाइलनंबर",
    "मोबाइलनम्बर",
    "टेलीफोन",
    "दूरभाष",
    "电话",
    "电话号码",
    "联系电话",
    "手机",
    "手机号",
    "手机号码",
    "電話",
    "電話號碼",
    "手機",
    "手機號碼",
    "telefono",
    "telefon",
    "telefonnummer",
    "telefone",
    "movil",
    "celular",
    "handy",
];

/// Names that mean a telephone number only if no other column does.
const NUMBER: &[&str] = &[
    "number",
    "numbers",
    "num",
    "no",
    "nr",
    "numero",
    "numeros",
    "contact",
    "contacts",
    "नंबर",
    "नम्बर",
    "संपर्क",
    "号码",
    "號碼",
];

/// What a longer name of such a column has in it: `Customer phone (mobile)`.
const WITHIN: &[&str] =
    &["phone", "mobile", "telefon", "फोन", "मोबाइल", "电话", "手机", "電話", "手機"];

/// The longest name of a column that is looked at, characters: beyond it is a sentence.
const LONGEST_HEADER: usize = 40;

/// The longest name of a variable, characters: what a script takes between braces.
const LONGEST_NAME: usize = 32;

/// How surely a header names the column of numbers; the greater the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// It has such a word in it.
    Within,
    /// It is the word "number".
    Number,
    /// It names a telephone.
    Phone,
}

/// Whether a header names the column of numbers.
pub(super) fn sure(header: &str) -> Option<Sure> {
    if header.chars().count() > LONGEST_HEADER {
        return None;
    }
    let folded: String = fold(header.trim()).collect();
    let name = folded.trim_end_matches(|c: char| digit(c).is_some());
    match name {
        name if PHONE.contains(&name) => Some(Sure::Phone),
        name if NUMBER.contains(&name) => Some(Sure::Number),
        name if WITHIN.iter().any(|word| name.contains(word)) => Some(Sure::Within),
        _ => None,
    }
}

/// Whether a line above a list of numbers only says what they are.
pub(super) fn is_heading(line: &str) -> bool {
    sure(line).is_some() && !line.chars().any(|c| digit(c).is_some())
}

/// The names of variables for these headers, all different. What has no name is called by its
/// place: `column_3`.
pub(super) fn names(headers: &[String], width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for nth in 0..width {
        let given = headers.get(nth).map(|header| variable(header)).unwrap_or_default();
        let name = if given.is_empty() { format!("column_{}", nth + 1) } else { given };
        let others = (2..).map(|number| numbered(&name, number));
        let free = std::iter::once(name.clone()).chain(others).find(|name| !names.contains(name));
        names.extend(free);
    }
    names
}

/// `name_2`, short enough.
fn numbered(name: &str, number: usize) -> String {
    let end = format!("_{number}");
    let start: String = name.chars().take(LONGEST_NAME.saturating_sub(end.len())).collect();
    start + &end
}

/// A header as what a script takes between braces: letters, digits and `_`, in lower case.
fn variable(header: &str) -> String {
    let mut name = String::new();
    for c in header.trim().chars().flat_map(char::to_lowercase) {
        match c {
            _ if c.is_alphanumeric() || (is_mark(c) && !name.is_empty()) => name.push(c),
            _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    let cut: String = name.chars().take(LONGEST_NAME).collect();
    cut.trim_end_matches('_').to_owned()
}

/// Signs of a written syllable that are no letters: loose accents, the virama and dot below of
/// Devanagari, the joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_numbers_is_known_by_its_name() {
        let table = [
            ("Phone", Some(Sure::Phone)),
            (" PHONE NUMBER ", Some(Sure::Phone)),
            ("PhoneNumber", Some(Sure::Phone)),
            ("phone_1", Some(Sure::Phone)),
            ("Tél.", Some(Sure::Phone)),
            ("Te\u{301}le\u{301}phone", Some(Sure::Phone)),
            ("Numéro de téléphone", Some(Sure::Phone)),
            ("Portable", Some(Sure::Phone)),
            ("फ़ोन", Some(Sure::Phone)),
            ("\u{95e}ोन नंबर", Some(Sure::Phone)),
            ("मोबाइल", Some(Sure::Phone)),
            ("手机号码", Some(Sure::Phone)),
            ("电话", Some(Sure::Phone)),
            ("Numéro", Some(Sure::Number)),
            ("N°", None),
            ("No.", Some(Sure::Number)),
            ("नंबर", Some(Sure::Number)),
            ("号码", Some(Sure::Number)),
            ("Customer phone (work)", Some(Sure::Within)),
            ("客户手机", Some(Sure::Within)),
            ("Order number", None),
            ("Name", None),
            ("", None),
        ];
        for (header, expected) in table {
            assert_eq!(sure(header), expected, "{header}");
        }
        assert_eq!(sure(&"phone ".repeat(10)), None);
    }

    #[test]
    fn headers_become_names_of_variables() {
        let headers =
            ["First Name", "", "first-name", "Prénom", "नाम्ना", "姓 名", "%", "FIRST NAME"];
        let headers = headers.map(str::to_owned);
        let expected = [
            "first_name",
            "column_2",
            "first_name_2",
            "prénom",
            "नाम्ना",
            "姓_名",
            "column_7",
            "first_name_3",
            "column_9",
        ];
        assert_eq!(names(&headers, 9), expected);
        let long = ["x".repeat(50), "x".repeat(60)];
        let names = names(&long, 2);
        assert!(names.iter().all(|name| name.len() == LONGEST_NAME), "{names:?}");
    }
}
