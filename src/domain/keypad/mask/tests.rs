//! The tables that the rules beside this file are held to.

use super::*;

#[test]
fn c13_codes_after_a_secrecy_word_are_masked() {
    let table = [
        ("The code is 123456.", "The code is •••."),
        ("Your one-time password for Acme is 8472", "Your one-time password for Acme is •••"),
        ("the code I just got on my phone is 4711", "the code I just got on my phone is •••"),
        ("PIN: 4711, again 4711", "PIN: •••, again •••"),
        ("O.T.P. 1 2 3 4 5 6", "O.T.P. •••"),
        ("otp is 12-34-56", "otp is •••"),
        ("CVV 123", "CVV •••"),
        ("CODE 1, 2, 3, 4", "CODE •••"),
        ("code 1234 56789 0", "code ••• ••• 0"),
        ("PIN#4711", "PIN#•••"),
        ("code１２３４", "code•••"),
        ("मेरा कोड १२३४ है", "मेरा कोड ••• है"),
        ("आपका ओटीपी 482913 है", "आपका ओटीपी ••• है"),
        ("पिन 4711", "पिन •••"),
        ("पासवर्ड है 99887", "पासवर्ड है •••"),
        ("mera OTP 482913 hai", "mera OTP ••• hai"),
        ("gupt sankhya 4711", "gupt sankhya •••"),
        ("您的验证码是482913。", "您的验证码是•••。"),
        ("密码：4711", "密码：•••"),
        ("驗證碼 48 29 13", "驗證碼 •••"),
        ("votre code secret est le 4711", "votre code secret est le •••"),
        ("mon mot de passe est 99887", "mon mot de passe est •••"),
        ("le cryptogramme, 123", "le cryptogramme, •••"),
        ("4711 is my PIN", "••• is my PIN"),
        ("482913 is your verification code", "••• is your verification code"),
        ("4711是我的密码", "•••是我的密码"),
        ("4711 mera pin hai", "••• mera pin hai"),
        ("482913 est mon code", "••• est mon code"),
    ];
    for (text, shown) in table {
        assert_eq!(masked(text), shown);
    }
}

#[test]
fn c13_other_numbers_and_words_are_left() {
    let untouched = [
        "",
        "Your appointment is on 14 March 2026 at 10:30.",
        "Your booking reference is 471199.",
        "Call us on +33 1 42 27 81 86.",
        "My postal code is 75001.",
        "code postal 75001, Paris",
        "area code 650",
        "The country code comes first: +91 98123 45678.",
        "code +91 98123 45678",
        "code 12",
        "my code is four seven one one",
        "मेरा कोड चार सात एक एक है",
        "验证码是四七一一",
        "nine nine nine",
        "coder 4711",
        "spin 4711 times",
        "我的号码是 4711",
        "je passe de 1000 à 2000",
        "In the first year we had 1200 calls and then a code",
        "+919812345678",
        "Ticket 4111111111111112",
        "12.50 and 1,000.00",
        "…—·",
    ];
    for text in untouched {
        assert_eq!(masked(text), text);
    }
    let far = "The code was sent to the phone that we have on file for you in room 304";
    assert_eq!(masked(far), far);
}

/// A small generator, so that the numbers are the same in every run.
fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// A number of `length` digits of which the check sum is right.
fn card(length: usize, next: &mut impl FnMut(u64) -> u64) -> String {
    let mut digits: Vec<u32> = (1..length).map(|_| next(10) as u32).collect();
    digits.push(0);
    while !luhn(&digits) {
        *digits.last_mut().unwrap() += 1;
    }
    digits.iter().filter_map(|&digit| char::from_digit(digit, 10)).collect()
}

fn grouped(number: &str, size: usize, gap: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    let groups: Vec<String> = chars.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(gap)
}

#[test]
fn c13_generated_card_numbers_never_survive() {
    let mut next = numbers(7);
    for round in 0..300 {
        for length in CARD {
            let card = card(length, &mut next);
            let (size, gap) = [(19, ""), (4, " "), (4, "-"), (1, " "), (5, ", ")][round % 5];
            let written = grouped(&card, size, gap);
            assert_eq!(masked(&format!("It is {written}!")), "It is •••!", "{written}");
            let among = masked(&format!("pay 25 {written} 12/29 with it"));
            assert!(!among.contains(&written), "{among}");
            let devanagari: String = written
                .chars()
                .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x966 + d)).unwrap_or(c))
                .collect();
            assert_eq!(masked(&devanagari), MASK);
        }
    }
}

#[test]
fn numbers_of_that_length_with_a_wrong_check_sum_are_left() {
    let mut next = numbers(11);
    for _ in 0..300 {
        for length in CARD {
            let mut number = card(length, &mut next);
            let last = number.pop().and_then(|last| last.to_digit(10)).unwrap();
            number.push(char::from_digit((last + 1 + next(9) as u32) % 10, 10).unwrap());
            assert_eq!(masked(&number), number);
        }
    }
}

#[test]
fn c13_generated_codes_never_survive() {
    let mut next = numbers(13);
    let frames = ["the code is {}", "OTP {} ok", "मेरा पिन {} है", "密码是{}。", "mot de passe : {}"];
    for frame in frames {
        for length in CODE {
            for _ in 0..20 {
                let code: String = (0..length).map(|_| next(10).to_string()).collect();
                for gap in ["", " ", "-", ", "] {
                    let text = frame.replace("{}", &grouped(&code, 1, gap));
                    assert_eq!(masked(&text), frame.replace("{}", MASK), "{text}");
                }
            }
        }
    }
}

#[test]
fn any_text_is_taken_and_its_words_are_left() {
    let mut next = numbers(17);
    let signs =
        ["4", "11", " ", "-", "code", "密码", "पिन", "१", "+", ".", "é", "’", "🙂", "9999", "\n"];
    for _ in 0..3000 {
        let text: String =
            (0..next(30)).map(|_| signs[next(signs.len() as u64) as usize]).collect();
        let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        assert_eq!(words(&masked(&text)), words(&text), "{text}");
    }
}

#[test]
fn the_check_sum_is_that_of_the_standard() {
    let read = |text: &str| text.chars().filter_map(digit).collect::<Vec<_>>();
    for good in ["4111111111111111", "378282246310005", "5555555555554444", "79927398713"] {
        assert!(luhn(&read(good)), "{good}");
        let mut wrong = read(good);
        wrong[0] = (wrong[0] + 1) % 10;
        assert!(!luhn(&wrong), "{good}");
    }
}

#[test]
fn c12_an_entry_that_the_voice_repeats_is_masked() {
    let table = [
        ("Thank you, I noted 73184628.", "73184628", "Thank you, I noted •••."),
        ("I noted 7318, go on", "73184628", "I noted •••, go on"),
        ("7 3 1 8 4 6 2 8, right?", "73184628", "•••, right?"),
        ("谢谢，我已记下 ७३१८", "73184628", "谢谢，我已记下 •••"),
        ("Press 1 to confirm.", "11", "Press 1 to confirm."),
        ("At 10:30 on the 24th", "73184628", "At 10:30 on the 24th"),
        ("I noted 12", "1", "I noted 12"),
    ];
    for (text, pressed, shown) in table {
        assert_eq!(masked_echo(text, pressed), shown);
    }
}
