//! From pasted text to `+` and digits, or to the reason why not.

use super::PhoneError;

/// The zeros of the scripts whose digits phones and keyboards write: ASCII, Arabic, Persian,
/// Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Thai,
/// fullwidth. In each the ten digits follow one another.
const ZEROS: [char; 14] = ['0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '０'];

/// What may stand between the digits of a number: brackets, dots, dashes, strokes and the like.
const SEPARATORS: &str = "()[]{}.-/~_（）［］．－／～‐‑‒–—―−·•・、　";

/// What spreadsheets put before a number to keep it a text.
const QUOTES: [char; 6] = ['\'', '’', '‘', '`', '"', '＇'];

/// How many digits stand before a sign that opens an extension; before that it is only noise.
const DIGITS_BEFORE_EXTENSION: usize = 6;

/// A sheet writes a number it took for an amount with decimals: `919812345678.0`. With fewer
/// digits before the point it could be somebody's way of writing groups.
const DIGITS_OF_A_SHEET_NUMBER: usize = 9;

/// The value of a decimal digit of any script in `ZEROS`.
pub fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    ZEROS.iter().find_map(|&zero| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        (value < 10).then_some(value)
    })
}

/// Reduces a pasted text to an optional `+` and ASCII digits.
pub(super) fn clean(text: &str) -> Result<String, PhoneError> {
    let text = plain(text);
    if rounded(&text) {
        return Err(PhoneError::Rounded);
    }
    let text = without_scheme(whole(text.trim_matches(QUOTES)));
    let mut number = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() || (c == '+' && number.is_empty()) {
            number.push(c);
        } else if !(c.is_whitespace() || SEPARATORS.contains(c)) {
            return Err(odd_sign(&number, text.get(at..).unwrap_or_default()));
        }
    }
    if number.trim_start_matches('+').is_empty() {
        return Err(PhoneError::Empty);
    }
    match number.strip_prefix("+00") {
        Some(rest) => Ok(format!("+{rest}")),
        None => Ok(number),
    }
}

/// With ASCII digits and plus, without the marks of direction and the zero-width signs that
/// address books and chats wrap numbers in.
fn plain(text: &str) -> String {
    let unseen = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{feff}' | '\u{ad}')
    };
    let ascii = |c: char| match (c, digit(c)) {
        ('＋' | '﹢', _) => '+',
        (_, Some(value)) => char::from_digit(value, 10).unwrap_or(c),
        (_, None) => c,
    };
    let text: String = text.chars().filter(|&c| !unseen(c)).map(ascii).collect();
    text.trim().to_owned()
}

/// Whether it is a number in E-notation: `9.19812E+11`, `9,2e11`.
fn rounded(text: &str) -> bool {
    let text = text.trim_matches(QUOTES).trim_start_matches(['+', '-']);
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let all = |text: &str, extra: &[char]| {
        text.chars().any(|c| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || extra.contains(&c))
    };
    all(mantissa, &['.', ',']) && all(exponent, &[])
}

/// Without the `.0` of a sheet that took the number for an amount.
fn whole(text: &str) -> &str {
    match text.split_once('.') {
        Some((number, places))
            if !places.is_empty()
                && places.chars().all(|c| c == '0')
                && number.len() >= DIGITS_OF_A_SHEET_NUMBER
                && number.trim_start_matches('+').chars().all(|c| c.is_ascii_digit()) =>
        {
            number
        }
        _ => text,
    }
}

/// Without `tel:` or `callto:` and the slashes that some programs write after it.
fn without_scheme(text: &str) -> &str {
    let scheme = text.split_once(':').filter(|(scheme, _)| {
        scheme.eq_ignore_ascii_case("tel") || scheme.eq_ignore_ascii_case("callto")
    });
    scheme.map_or(text, |(_, rest)| rest.trim_start_matches('/'))
}

/// Why a text cannot be read on: an extension, or no number at all.
fn odd_sign(number: &str, rest: &str) -> PhoneError {
    let rest = rest.to_lowercase();
    let opens = ["x", "ext", "poste", ",", ";", "#", "*", "p", "w"];
    let extension = opens.iter().any(|sign| {
        rest.strip_prefix(sign).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+');
            rest.trim_start_matches("ext=").starts_with(|c: char| c.is_ascii_digit())
        })
    });
    let named = rest.starts_with("ext") || rest.starts_with("poste");
    let digits = number.trim_start_matches('+').len();
    match digits >= DIGITS_BEFORE_EXTENSION && (extension || named) {
        true => PhoneError::Extension,
        false => PhoneError::NotANumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_is_reduced_to_digits() {
        let good = [
            ("+33 6 12 34 56 78", "+33612345678"),
            ("＋３３ ６１２ ３４５ ６７８", "+33612345678"),
            ("+९१ ९८१२३ ४५६७८", "+919812345678"),
            ("'+1 (650) 253-0000", "+16502530000"),
            ("\u{202a}+1\u{a0}650\u{2011}253\u{2011}0000\u{202c}", "+16502530000"),
            ("tel:+1-650-253-0000", "+16502530000"),
            ("TEL://+16502530000", "+16502530000"),
            ("06.12.34.56.78", "0612345678"),
            ("919812345678.0", "919812345678"),
            ("12.00", "1200"),
            ("+0033612345678", "+33612345678"),
            ("(+33)612345678", "+33612345678"),
        ];
        for (text, number) in good {
            assert_eq!(clean(text).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        let bad = [
            ("", PhoneError::Empty),
            ("+", PhoneError::Empty),
            (" - ", PhoneError::Empty),
            ("9.19812E+11", PhoneError::Rounded),
            ("9,19812e11", PhoneError::Rounded),
            ("'9.2E+11", PhoneError::Rounded),
            ("९.१९E+११", PhoneError::Rounded),
            ("4E9", PhoneError::Rounded),
            ("+1 650 253 0000 ext. 12", PhoneError::Extension),
            ("+1 650 253 0000x12", PhoneError::Extension),
            ("tel:+16502530000;ext=12", PhoneError::Extension),
            ("+16502530000,12", PhoneError::Extension),
            ("+33123456789 poste 4", PhoneError::Extension),
            ("0612345678, 0712345678", PhoneError::Extension),
            ("+33+612345678", PhoneError::NotANumber),
            ("1-800-FLOWERS", PhoneError::NotANumber),
            ("Ann", PhoneError::NotANumber),
            ("=+33612345678", PhoneError::NotANumber),
            ("ann@example.org", PhoneError::NotANumber),
            ("06 12 34 56 78 (Ann)", PhoneError::NotANumber),
        ];
        for (text, error) in bad {
            assert_eq!(clean(text), Err(error), "{text}");
        }
    }

    #[test]
    fn digits_of_every_listed_script_have_their_value() {
        for zero in ZEROS {
            for value in 0..10 {
                let c = char::from_u32(u32::from(zero) + value).unwrap();
                assert_eq!(digit(c), Some(value), "{c}");
            }
        }
        for c in ['a', '/', ':', '½', '一', '०'.to_uppercase().next().unwrap()] {
            assert_eq!(digit(c).is_some(), c == '०', "{c}");
        }
    }
}
