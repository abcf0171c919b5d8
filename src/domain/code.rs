//! A code spoken in a call, by which whoever answers proves the number his own (C-16).

use std::fmt;

use jiff::SignedDuration;

/// How often one code may be typed wrong (C-16).
pub const TRIES_MOST: u32 = 3;
/// How long a code counts from the moment its call is planned (C-16).
pub const LIVES: SignedDuration = SignedDuration::from_mins(10);
/// Calls with a code that one user has in 24 hours: enough for a bad line and a second phone.
pub const USER_MOST: u32 = 3;
/// Calls with a code to one number in 24 hours, whoever asks: nobody's phone is rung for fun.
pub const NUMBER_MOST: u32 = 2;
/// The longest a call with a code lasts, minutes: it says two sentences twice.
pub const MINUTES: u32 = 1;
/// Digits of a code: three guesses hit one in 177,000.
const DIGITS: usize = 6;
/// How many digits there are: a 9 pressed in the call ends all calls (C-05), so a code has none,
/// and who types it on the telephone by mistake loses nothing.
const BASE: u64 = 9;

/// The code of one call. It is the user's secret: it is shown to nobody and written to no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A code made of chance.
    pub fn of(chance: u64) -> Code {
        let mut rest = chance;
        let mut digit = || {
            let digit = rest % BASE;
            rest /= BASE;
            char::from(b'0' + u8::try_from(digit).unwrap_or(0))
        };
        Code((0..DIGITS).map(|_| digit()).collect())
    }

    /// A code as it was kept.
    pub fn kept(stored: String) -> Code {
        Code(stored)
    }

    /// The code on its way to the one column that holds it.
    pub fn to_keep(&self) -> &str {
        &self.0
    }

    /// Its digits, each by itself.
    pub fn digits(&self) -> impl Iterator<Item = char> + '_ {
        self.0.chars()
    }

    /// A code as it was typed; `None` for what is none, and costs no try. People write codes in
    /// groups, and with the digits of their keyboard.
    pub fn typed(text: &str) -> Option<Code> {
        let written = |c: &char| !c.is_whitespace() && !",.-–、，".contains(*c);
        let digits: Option<String> =
            text.chars().filter(written).take(DIGITS + 1).map(western).collect();
        digits.filter(|digits| digits.len() == DIGITS).map(Code)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A digit of the keyboards of our languages as `0-9`.
fn western(c: char) -> Option<char> {
    let from = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|at| *at <= 9);
    let at = ['0', '०', '０'].into_iter().find_map(from);
    at.and_then(|at| char::from_digit(at, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c16_a_code_has_six_digits_and_no_nine() {
        for chance in [0, 1, 8, 9, 531_440, u64::MAX, 0x0123_4567_89ab_cdef] {
            let code = Code::of(chance);
            let digits: String = code.digits().collect();
            assert_eq!(digits.len(), 6, "{digits}");
            assert!(digits.chars().all(|c| ('0'..='8').contains(&c)), "{digits}");
            assert_eq!(Code::typed(&digits), Some(code));
        }
        assert_ne!(Code::of(1), Code::of(2));
    }

    #[test]
    fn c16_a_code_is_read_as_people_type_it() {
        let code = Code::kept("481516".to_owned());
        for typed in
            ["481516", " 48 15 16 ", "481-516", "4, 8, 1, 5, 1, 6", "४८१५१६", "４８１５１６"]
        {
            assert_eq!(Code::typed(typed), Some(code.clone()), "{typed}");
        }
        assert_ne!(Code::typed("481517"), Some(code));
        for typed in ["", "48151", "4815160", "code 481516", "hello!", "+12125550143"] {
            assert_eq!(Code::typed(typed), None, "{typed}");
        }
    }

    #[test]
    fn c16_nobody_sees_a_code() {
        assert_eq!(format!("{:?}", Code::of(7)), "***");
    }
}
