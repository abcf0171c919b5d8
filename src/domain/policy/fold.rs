//! Letters as they look: accents, widths, styles, look-alikes and hidden signs are folded away, and
//! each letter remembers the bytes it was written with.
//!
//! The same is done to the lexicon, so that its files are written as people write.

use std::collections::HashMap;
use std::iter;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

use crate::domain::phone::digit;

/// A folded letter and the bytes of the original it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Small Latin letters that look like others' and that the Unicode table maps to a rarer twin.
const TWINS: &[(&str, &str)] = &[
    ("втнкмгилпэяιηκτνμεωβσφλπχ", "bthkmrunnerinktvmewboflnx"),
    ("ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıɩɡɑĸ", "abcdefghijklmnoprstuvwyziigak"),
];

/// The traditional forms of the characters in the Chinese lexicon, and the simplified ones.
const TRADITIONAL: &[(&str, &str)] = &[
    (
        "驗證碼號帳賬戶輸請發給訴說讀唸報確認銀轉匯錢購買禮",
        "验证码号账账户输请发给诉说读念报确认银转汇钱购买礼",
    ),
    (
        "儲備詞遠協載裝機構稅務檢視聯國醫療護標識簽個這該將對應",
        "储备词远协载装机构税务检视联国医疗护标识签个这该将对应",
    ),
    (
        "條維話電腦後時間馬門開關級緊費單據繳納凍結斷網銷訊記錄簡長數",
        "条维话电脑后时间马门开关级紧费单据缴纳冻结断网销讯记录简长数",
    ),
    (
        "動態驗鑰書學區場預約舊壓縮處罰訴訟線營業屬實會員係臺灣與問題顯",
        "动态验钥书学区场预约旧压缩处罚诉讼线营业属实会员系台湾与问题显",
    ),
    (
        "獲訂積優貴經產辦僅從來詢歲鍵陸絡隱別為嗎麼幾點啟筆錯誤種類壞變讓幫無絕過還",
        "获订积优贵经产办仅从来询岁键陆络隐别为吗么几点启笔错误种类坏变让帮无绝过还",
    ),
];

/// The folded letters of a text. What nobody sees is left out.
pub(super) fn fold(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        each(c, |c| letters.push(Letter { c, start, end }));
    }
    letters
}

/// Hands on what a character is folded to: none, one or, for a ligature, several.
fn each(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        return match c {
            '\n' | '\r' => take('\n'),
            _ if c.is_ascii_control() => take(' '),
            _ => take(c.to_ascii_lowercase()),
        };
    }
    if is_han(c) {
        return take(simplified(c));
    }
    if is_hidden(c) {
        return;
    }
    if let Some(letter) = badge(c) {
        return take(letter);
    }
    for c in iter::once(c).nfkd().flat_map(char::to_lowercase) {
        match c {
            _ if is_devanagari(c) => devanagari(c).into_iter().for_each(&mut take),
            _ if is_combining_mark(c) || is_hidden(c) => {}
            _ if c.is_ascii() => take(c),
            _ if digit(c).is_some() => {
                digit(c)
                    .and_then(|digit| char::from_digit(digit, 10))
                    .into_iter()
                    .for_each(&mut take);
            }
            _ => take(likeness(c)),
        }
    }
}

/// The Latin letter that a foreign one looks like, or the sign itself.
fn likeness(c: char) -> char {
    if is_han(c) {
        return simplified(c);
    }
    if !c.is_alphabetic() {
        return c;
    }
    if let Some(twin) = SAME.get(&c) {
        return *twin;
    }
    let mut buffer = [0; 4];
    let mut look = skeleton(c.encode_utf8(&mut buffer)).filter(|c| !is_combining_mark(*c));
    match (look.next(), look.next()) {
        (Some(one), None) if one.is_ascii_alphanumeric() => one.to_ascii_lowercase(),
        (Some(one), None) => SAME.get(&one).copied().unwrap_or(c),
        _ => c,
    }
}

/// Letters in boxes and discs that have no decomposition: 🅿, 🅞, 🇴.
fn badge(c: char) -> Option<char> {
    let from = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];
    let code = u32::from(c);
    let offset = from.iter().filter_map(|from| code.checked_sub(*from)).find(|at| *at < 26)?;
    char::from_u32(u32::from('a') + offset)
}

/// Long and short vowels, nasal signs and dotted letters are one: they are mixed up in writing.
fn devanagari(c: char) -> Option<char> {
    Some(match c {
        '\u{93c}' | '\u{951}' | '\u{952}' => return None,
        'ई' => 'इ',
        'ऊ' => 'उ',
        'ी' => 'ि',
        'ू' => 'ु',
        'ँ' => 'ं',
        'ऑ' | 'ऒ' => 'ओ',
        'ॉ' | 'ॆ' | 'ॊ' => 'ो',
        '०'..='९' => char::from_digit(u32::from(c) - u32::from('०'), 10)?,
        '।' | '॥' => '.',
        _ => c,
    })
}

fn simplified(c: char) -> char {
    SAME.get(&c).copied().unwrap_or(c)
}

/// Both tables, from the foreign character to the one it is read as.
static SAME: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let pairs = TWINS.iter().chain(TRADITIONAL);
    pairs.flat_map(|(from, to)| from.chars().zip(to.chars())).collect()
});

/// Characters without a width, and marks that direct or vary what is written.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{20e3}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Chinese characters.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

/// Devanagari, with its vowel signs.
pub(super) fn is_devanagari(c: char) -> bool {
    ('\u{900}'..='\u{97f}').contains(&c)
}
