//! Telegram's HTML: what it refuses, how long it is, and a clean copy that is safe to show.
//!
//! Stricter than Telegram in one point: a bare `&` is refused, because the documentation demands
//! that it be escaped and only the parser happens to let it pass.

use super::reply::Refusal;

/// A text with its formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// What is read.
    pub plain: String,
    /// The same with only `b i u s code pre a blockquote tg-spoiler`, everything escaped.
    pub html: String,
}

impl Rich {
    /// A text without formatting.
    pub(super) fn plain(text: &str) -> Rich {
        Rich { plain: text.to_owned(), html: escape(text) }
    }

    /// Reads a text with `parse_mode=HTML`.
    pub(super) fn parse(source: &str) -> Result<Rich, Refusal> {
        let mut parser = Parser { source, rest: source, open: Vec::new(), rich: Rich::default() };
        parser
            .run()
            .map_err(|why| Refusal::bad(format!("can't parse entities: {why}")))
            .map(|()| parser.rich)
    }

    /// The length Telegram counts: UTF-16 units after the formatting is taken out.
    pub(super) fn len(&self) -> usize {
        self.plain.encode_utf16().count()
    }

    /// Nothing to be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.plain.trim().is_empty()
    }
}

/// Escapes what HTML would read as markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut out, c);
    }
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

struct Parser<'a> {
    source: &'a str,
    rest: &'a str,
    /// The name as written and what it is shown as; `None` for a link that leads nowhere.
    open: Vec<(String, Option<&'static str>)>,
    rich: Rich,
}

impl<'a> Parser<'a> {
    fn run(&mut self) -> Result<(), String> {
        while !self.rest.is_empty() {
            if let Some(after) = self.rest.strip_prefix("</") {
                self.end_tag(after)?;
            } else if let Some(after) = self.rest.strip_prefix('<') {
                self.start_tag(after)?;
            } else if let Some(after) = self.rest.strip_prefix('&') {
                let at = self.offset();
                let (c, after) =
                    entity(after).ok_or(format!("Unsupported entity at byte offset {at}"))?;
                self.text(c.encode_utf8(&mut [0; 4]));
                self.rest = after;
            } else {
                let end = self.rest.find(['<', '&']).unwrap_or(self.rest.len());
                let (text, after) = self.rest.split_at(end);
                self.text(text);
                self.rest = after;
            }
        }
        match self.open.pop() {
            None => Ok(()),
            Some((name, _)) => {
                Err(format!("Can't find end tag corresponding to start tag \"{name}\""))
            }
        }
    }

    fn offset(&self) -> usize {
        self.source.len() - self.rest.len()
    }

    fn text(&mut self, text: &str) {
        self.rich.plain.push_str(text);
        text.chars().for_each(|c| push_escaped(&mut self.rich.html, c));
    }

    fn start_tag(&mut self, after: &'a str) -> Result<(), String> {
        let at = self.offset();
        let (inside, rest) =
            split_tag(after).ok_or(format!("Unclosed start tag at byte offset {at}"))?;
        let (name, attributes) =
            inside.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inside, ""));
        let name = name.to_ascii_lowercase();
        let attributes = read_attributes(attributes)
            .ok_or(format!("Malformed attribute in the tag \"{name}\" at byte offset {at}"))?;
        let shown = show(&name, &attributes).map_err(|why| format!("{why} at byte offset {at}"))?;
        if let Some(tag) = &shown {
            self.rich.html.push_str(&format!("<{}>", tag.open));
        }
        self.open.push((name, shown.map(|tag| tag.close)));
        self.rest = rest;
        Ok(())
    }

    fn end_tag(&mut self, after: &'a str) -> Result<(), String> {
        let at = self.offset();
        let (name, rest) =
            after.split_once('>').ok_or(format!("Unclosed end tag at byte offset {at}"))?;
        let name = name.trim().to_ascii_lowercase();
        let Some((expected, shown)) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {at}"));
        };
        if name != expected {
            return Err(format!(
                "Unmatched end tag at byte offset {at}, \
                 expected \"</{expected}>\", found \"</{name}>\""
            ));
        }
        if let Some(tag) = shown {
            self.rich.html.push_str(&format!("</{tag}>"));
        }
        self.rest = rest;
        Ok(())
    }
}

/// How a tag is shown.
struct Tag {
    open: String,
    close: &'static str,
}

fn show(name: &str, attributes: &[(String, String)]) -> Result<Option<Tag>, String> {
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, v)| v);
    let tag = |close: &'static str| Ok(Some(Tag { open: close.to_owned(), close }));
    match name {
        "b" | "strong" => tag("b"),
        "i" | "em" => tag("i"),
        "u" | "ins" => tag("u"),
        "s" | "strike" | "del" => tag("s"),
        "code" => tag("code"),
        "pre" => tag("pre"),
        "blockquote" => tag("blockquote"),
        "tg-spoiler" => tag("tg-spoiler"),
        "span" if value("class").is_some_and(|class| class == "tg-spoiler") => tag("tg-spoiler"),
        "span" => Err("Tag \"span\" must have class \"tg-spoiler\"".to_owned()),
        "tg-emoji" if value("emoji-id").is_some() => Ok(None),
        "tg-emoji" => Err("Tag \"tg-emoji\" must have attribute \"emoji-id\"".to_owned()),
        "a" => Ok(value("href")
            .filter(|href| is_link(href))
            .map(|href| Tag { open: format!("a href=\"{}\"", escape(href)), close: "a" })),
        name => Err(format!("Unsupported start tag \"{name}\"")),
    }
}

/// Telegram shows other links as mere text.
pub(super) fn is_link(href: &str) -> bool {
    ["http://", "https://", "tg://", "mailto:", "tel:"].iter().any(|scheme| {
        href.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && href.len() > scheme.len()
    })
}

/// Splits at the `>` that ends a tag: one inside quotes does not.
fn split_tag(after: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in after.char_indices() {
        match (quote, c) {
            (None, '>') => return Some((after.get(..at)?, after.get(at + 1..)?)),
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

fn read_attributes(mut rest: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(found);
        }
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => match after.chars().next()? {
                quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
                _ => after.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((after, "")),
            },
        };
        let value = Rich::parse(value).map(|rich| rich.plain).unwrap_or(value.to_owned());
        found.push((name.to_ascii_lowercase(), value));
        rest = after;
    }
}

/// One entity after its `&`: the four names Telegram knows, and numbers.
fn entity(after: &str) -> Option<(char, &str)> {
    let (name, rest) = after.split_once(';')?;
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    };
    Some((c, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(source: &str, plain: &str, html: &str) {
        let rich = Rich::parse(source).unwrap();
        assert_eq!((rich.plain.as_str(), rich.html.as_str()), (plain, html));
    }

    #[test]
    fn formatting_is_kept_under_one_name() {
        reads("a <strong>b</strong> &amp; <EM>c</EM>", "a b & c", "a <b>b</b> &amp; <i>c</i>");
        reads("<span class=\"tg-spoiler\">x</span>", "x", "<tg-spoiler>x</tg-spoiler>");
        reads("<blockquote expandable>q</blockquote>", "q", "<blockquote>q</blockquote>");
        reads("<pre><code class='language-sh'>ls</code></pre>", "ls", "<pre><code>ls</code></pre>");
        reads("it&#39;s 1 > 0", "it's 1 > 0", "it's 1 &gt; 0");
    }

    #[test]
    fn links_that_lead_nowhere_are_text() {
        reads(
            "<a href=\"https://a.b/?x=1&amp;y=2\">go</a>",
            "go",
            "<a href=\"https://a.b/?x=1&amp;y=2\">go</a>",
        );
        reads("<a href=\"javascript:alert(1)\">go</a>", "go", "go");
        reads(
            "<a href='https://a.b/\"><script>'>go</a>",
            "go",
            "<a href=\"https://a.b/&quot;&gt;&lt;script&gt;\">go</a>",
        );
    }

    #[test]
    fn what_telegram_cannot_parse_is_refused() {
        for source in [
            "<b>x",
            "x</b>",
            "<b><i>x</b></i>",
            "<font>x</font>",
            "a < b",
            "<b",
            "</b",
            "<br>",
            "AT&T",
            "&nbsp;",
            "&#xD800;",
            "<span>x</span>",
            "<a =x>y</a>",
            "<a href=\"x>y</a>",
        ] {
            let refusal = Rich::parse(source).expect_err(source).reply();
            let text = String::from_utf8(refusal.body).unwrap();
            assert!(text.contains("Bad Request: can't parse entities: "), "{source}: {text}");
        }
    }

    #[test]
    fn length_is_counted_in_utf16_units_without_tags() {
        assert_eq!(Rich::parse("<b>a😀</b>&lt;").unwrap().len(), 4);
    }
}
