//! The provider's words, made fit for a log: no phone numbers, one line, not too long.

/// A number has at least so many digits (E.164 gives no lower bound; the vendor's is seven).
const DIGITS_LEAST: usize = 7;

/// The end that stays readable, so that an operator can tell two numbers apart.
const DIGITS_SHOWN: usize = 2;

/// The longest message that is kept: enough for any sentence of the vendor's.
const MESSAGE_MOST: usize = 240;

/// Masks everything that may be a phone number and shortens the rest to one line.
pub(super) fn masked(text: &str) -> String {
    let mut clean = String::new();
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || (!run.is_empty() && matches!(c, ' ' | '-' | '.' | '(' | ')')) {
            run.push(c);
        } else {
            flush(&mut run, &mut clean);
            clean.push(if c.is_control() { ' ' } else { c });
        }
    }
    flush(&mut run, &mut clean);
    match clean.char_indices().nth(MESSAGE_MOST) {
        Some((end, _)) => clean.get(..end).unwrap_or_default().to_owned() + "…",
        None => clean,
    }
}

/// Moves a run of digits and separators over, masked if it is long enough to be a number.
fn flush(run: &mut String, clean: &mut String) {
    let digits: Vec<char> = run.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < DIGITS_LEAST {
        clean.push_str(run);
    } else {
        clean.push('…');
        clean.extend(digits.iter().skip(digits.len() - DIGITS_SHOWN));
        clean.extend(run.chars().rev().take_while(|c| *c == ' '));
    }
    run.clear();
}
