//! Reads Rust as tokens, without a compiler: comments are gone, literals are one token each.

/// What a token is. Rules match words and marks; the text of a literal never counts as code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or a keyword; `r#` is taken off.
    Word,
    /// A number with its suffix.
    Number,
    /// A string of any sort; its text is what stands between the quotes, escapes unread.
    Text,
    /// A character or byte literal.
    Char,
    /// `'a`.
    Lifetime,
    /// `::`, or any other single character.
    Mark,
}

/// One token and the line it starts on, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub line: usize,
}

impl Token<'_> {
    /// Whether it is this word or mark of the code.
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mark) && self.text == text
    }
}

/// A stretch of source: how many bytes it takes, and the token in it, if it is one.
struct Piece<'a> {
    length: usize,
    token: Option<(Kind, &'a str)>,
}

impl<'a> Piece<'a> {
    fn blank(length: usize) -> Piece<'a> {
        Piece { length, token: None }
    }

    fn whole(kind: Kind, rest: &'a str, length: usize) -> Piece<'a> {
        Piece { length, token: Some((kind, &rest[..length])) }
    }
}

/// All tokens of a file.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let after_dot = found.last().is_some_and(|last| last.is("."));
        let piece = first(rest, after_dot);
        if let Some((kind, text)) = piece.token {
            found.push(Token { kind, text, line });
        }
        line += rest[..piece.length].matches('\n').count();
        rest = &rest[piece.length..];
    }
    found
}

fn first(rest: &str, after_dot: bool) -> Piece<'_> {
    if rest.starts_with("//") {
        return Piece::blank(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Piece::blank(block_comment(rest));
    }
    if let Some(piece) = string(rest) {
        return piece;
    }
    match rest.chars().next() {
        Some('\'') => quote(rest),
        Some(c) if c.is_ascii_digit() => Piece::whole(Kind::Number, rest, number(rest, after_dot)),
        Some(c) if in_word(c) => word(rest),
        Some(c) if c.is_whitespace() => Piece::blank(c.len_utf8()),
        Some(_) if rest.starts_with("::") => Piece::whole(Kind::Mark, rest, 2),
        other => Piece::whole(Kind::Mark, rest, other.map_or(0, char::len_utf8)),
    }
}

/// The length of a block comment; they nest.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// A string with any prefix, or `None` when none starts here.
fn string(rest: &str) -> Option<Piece<'_>> {
    ["br", "cr", "b", "c", "r", ""].into_iter().find_map(|prefix| {
        let after = rest.strip_prefix(prefix)?;
        let is_raw = prefix.ends_with('r');
        let body = if is_raw { after.trim_start_matches('#') } else { after };
        let hashes = after.len() - body.len();
        let inner = body.strip_prefix('"')?;
        let end = if is_raw { raw_end(inner, hashes) } else { plain_end(inner) };
        let close = if end == inner.len() { 0 } else { 1 + hashes };
        let length = rest.len() - inner.len() + end + close;
        Some(Piece { length, token: Some((Kind::Text, &inner[..end])) })
    })
}

fn raw_end(inner: &str, hashes: usize) -> usize {
    let close = format!("\"{}", "#".repeat(hashes));
    inner.find(&close).unwrap_or(inner.len())
}

fn plain_end(inner: &str) -> usize {
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    inner.len()
}

/// A character literal or a lifetime: `'a'` or `'a`.
fn quote(rest: &str) -> Piece<'_> {
    let inner = &rest[1..];
    let one = inner.chars().next().map_or(0, char::len_utf8);
    if inner.starts_with('\\') {
        let after = inner.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
        let end = inner[after..].find('\'').map_or(inner.len(), |end| after + end + 1);
        return Piece::whole(Kind::Char, rest, 1 + end);
    }
    if inner[one..].starts_with('\'') {
        return Piece::whole(Kind::Char, rest, 1 + one + 1);
    }
    let name = inner.find(|c| !in_word(c)).unwrap_or(inner.len());
    Piece::whole(Kind::Lifetime, rest, 1 + name)
}

/// The length of a number. After a dot it is a field such as `self.0.1`, never a fraction.
fn number(rest: &str, after_dot: bool) -> usize {
    let whole = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
    let Some(fraction) = rest[whole..].strip_prefix('.') else { return whole };
    if after_dot || !fraction.starts_with(|c: char| c.is_ascii_digit()) {
        return whole;
    }
    whole + 1 + fraction.find(|c| !in_word(c)).unwrap_or(fraction.len())
}

fn word(rest: &str) -> Piece<'_> {
    let name = rest.strip_prefix("r#").unwrap_or(rest);
    let end = name.find(|c| !in_word(c)).unwrap_or(name.len());
    Piece { length: rest.len() - name.len() + end, token: Some((Kind::Word, &name[..end])) }
}

fn in_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Where each run of these words and marks starts. The pattern `"` stands for any string.
pub fn runs(tokens: &[Token], pattern: &[&str]) -> Vec<usize> {
    let fits = |window: &[Token]| {
        window.iter().zip(pattern).all(|(token, want)| match *want {
            "\"" => token.kind == Kind::Text,
            want => token.is(want),
        })
    };
    tokens.windows(pattern.len()).enumerate().filter(|(_, w)| fits(w)).map(|(at, _)| at).collect()
}

/// The index of the bracket that closes the one at `open`; the end when there is none.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if ["(", "[", "{"].iter().any(|mark| token.is(mark)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|mark| token.is(mark)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at;
            }
        }
    }
    tokens.len()
}

/// The tokens that are not test code: neither `#[cfg(test)]` items nor `#[test]` functions.
pub fn outside_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is("#") && tokens.get(at + 1).is_some_and(|t| t.is("!")) {
            if is_for_tests(tokens, at + 2) {
                return kept;
            }
        } else if tokens[at].is("#") && is_for_tests(tokens, at + 1) {
            at = item_end(tokens, closing(tokens, at + 1) + 1);
            continue;
        }
        kept.push(tokens[at]);
        at += 1;
    }
    kept
}

/// Whether the attribute whose `[` is at `open` leaves its item out of the product.
fn is_for_tests(tokens: &[Token], open: usize) -> bool {
    if !tokens.get(open).is_some_and(|token| token.is("[")) {
        return false;
    }
    let end = closing(tokens, open).min(tokens.len());
    let words: Vec<&str> = tokens[open + 1..end].iter().map(|token| token.text).collect();
    matches!(
        words.as_slice(),
        ["test"]
            | [.., "::", "test"]
            | ["cfg", "(", "test", ")"]
            | ["cfg", "(", "all", "(", "test", ..]
    )
}

/// The index after the item that starts at `start`, further attributes included.
fn item_end(tokens: &[Token], start: usize) -> usize {
    const ITEMS: [&str; 14] = [
        "pub",
        "mod",
        "fn",
        "use",
        "impl",
        "struct",
        "enum",
        "const",
        "static",
        "trait",
        "type",
        "async",
        "let",
        "macro_rules",
    ];
    let mut at = start;
    while tokens.get(at).is_some_and(|token| token.is("#")) {
        at = closing(tokens, at + 1) + 1;
    }
    let is_item = tokens.get(at).is_some_and(|token| ITEMS.iter().any(|item| token.is(item)));
    while let Some(token) = tokens.get(at) {
        match token.text {
            _ if !matches!(token.kind, Kind::Mark) => at += 1,
            "{" => return closing(tokens, at) + 1,
            "(" | "[" => at = closing(tokens, at) + 1,
            ";" => return at + 1,
            "," if !is_item => return at + 1,
            "}" | ")" | "]" => return at,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        tokens(source).iter().map(|token| token.text).collect()
    }

    fn kept(source: &str) -> String {
        let all = tokens(source);
        outside_tests(&all).iter().map(|token| token.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_nest_and_vanish_and_lines_are_counted() {
        let found = tokens("a // b \"\n/* c /* d */\n e */ f\n/// g\nh");
        let seen: Vec<_> = found.iter().map(|token| (token.text, token.line)).collect();
        assert_eq!(seen, [("a", 1), ("f", 3), ("h", 5)]);
    }

    #[test]
    fn strings_are_one_token_whatever_their_prefix() {
        let source = r####"x("a\"b // c", r"\", r#"d "e" f"#, b"g", br##"h"#"##, c"i") y"####;
        let strings: Vec<_> = tokens(source).into_iter().filter(|t| t.kind == Kind::Text).collect();
        let inside: Vec<_> = strings.iter().map(|token| token.text).collect();
        assert_eq!(inside, [r#"a\"b // c"#, r"\", r#"d "e" f"#, "g", r##"h"#"##, "i"]);
        assert_eq!(texts(source).last(), Some(&"y"));
    }

    #[test]
    fn a_string_over_lines_keeps_the_count() {
        assert_eq!(tokens("\"a\nb\"\nc").last().unwrap().line, 3);
    }

    #[test]
    fn characters_are_not_lifetimes() {
        let kinds = |source| tokens(source).iter().map(|token| token.kind).collect::<Vec<_>>();
        assert_eq!(kinds("'a"), [Kind::Lifetime]);
        assert_eq!(kinds(r"'\'' '\u{1F}' '\\' 'é' '(' '''"), [Kind::Char; 6]);
        assert_eq!(texts("&'a str")[1], "'a");
        assert_eq!(kinds("b'\"' x").last(), Some(&Kind::Word));
        assert_eq!(texts("<'_>"), ["<", "'_", ">"]);
    }

    #[test]
    fn numbers_words_and_paths_are_told_apart() {
        assert_eq!(
            texts("1.5e3 0..9 self.0.1 2.max(3) 1_f64 0x1F"),
            [
                "1.5e3", "0", ".", ".", "9", "self", ".", "0", ".", "1", "2", ".", "max", "(", "3",
                ")", "1_f64", "0x1F",
            ]
        );
        assert_eq!(texts("r#type::broad::br"), ["type", "::", "broad", "::", "br"]);
    }

    #[test]
    fn a_text_is_never_code() {
        let found = tokens(r#"f("Instant", "::", "now"); a.expect("b")"#);
        assert!(runs(&found, &["Instant"]).is_empty());
        assert_eq!(runs(&found, &[".", "expect", "(", "\""]).len(), 1);
    }

    #[test]
    fn test_code_is_left_out() {
        assert_eq!(kept("a #[cfg(test)] mod tests { b { c } } d"), "a d");
        assert_eq!(kept("a #[cfg(test)] mod tests; d"), "a d");
        assert_eq!(kept("#[cfg(all(test, unix))] #[x] fn f<A, B>(a: [u8; 2]) { b } d"), "d");
        assert_eq!(kept("#[test] fn f() { b } d"), "d");
        assert_eq!(kept("S { #[cfg(test)] a: 1, b: 2 }"), "S { b : 2 }");
        assert_eq!(kept("a #![cfg(test)] b"), "a");
    }

    #[test]
    fn product_code_is_kept() {
        for source in ["# [ cfg ( not ( test ) ) ] fn f ( )", "# [ cfg ( any ( test , unix ) ) ] a"]
        {
            assert_eq!(kept(source), source);
        }
        assert_eq!(kept(r#"#[cfg(feature = "test")] a"#), "# [ cfg ( feature = test ) ] a");
    }
}
