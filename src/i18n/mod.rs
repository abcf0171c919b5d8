//! Words: a [`Msg`] becomes text in one of four languages, at the moment it is sent.
//!
//! The texts are Fluent files compiled in. A missing text or value is a bug that tests find; at run
//! time the English text stands in, and the fault is logged once it is seen.

use std::borrow::Cow;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::chat::msg::{Arg, Msg};
use crate::domain::locale::Locale;

mod format;

/// Whom a text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The language.
    pub locale: Locale,
    /// The IANA zone that moments are shown in.
    pub zone: String,
}

/// Whether the text may carry Telegram's HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Message bodies: values are escaped.
    Html,
    /// Button labels, toasts, file contents: nothing is escaped.
    Plain,
}

/// The four bundles.
pub struct I18n {
    bundles: [FluentBundle<FluentResource>; 4],
}

macro_rules! files {
    ($locale:literal) => {
        [
            include_str!(concat!("../../i18n/", $locale, "/format.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/start.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/menu.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/ask.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/call.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/list.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/ledger.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/money.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/wallet.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/stars.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/reviews.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/stop.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/tasks.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/account.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/own.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/plans.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/cases.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/policy.ftl")),
            include_str!(concat!("../../i18n/", $locale, "/admin.ftl")),
        ]
    };
}

impl I18n {
    /// The built-in texts. An error names the file's fault: tests keep that from shipping.
    pub fn builtin() -> anyhow::Result<I18n> {
        Ok(I18n {
            bundles: [
                bundle(Locale::En, &files!("en"))?,
                bundle(Locale::Hi, &files!("hi"))?,
                bundle(Locale::Zh, &files!("zh"))?,
                bundle(Locale::Fr, &files!("fr"))?,
            ],
        })
    }

    /// The text of `msg` for `reader`.
    pub fn text(&self, msg: &Msg, reader: &Reader, style: Style) -> String {
        match self.strict(msg, reader, style) {
            Ok(text) => text,
            Err(fault) => {
                let locale = reader.locale.code();
                tracing::error!(text = %msg.id, locale, fault, "a text is broken");
                let english = Reader { locale: Locale::En, zone: reader.zone.clone() };
                self.strict(msg, &english, style).unwrap_or_else(|_| msg.id.to_string())
            }
        }
    }

    /// Like [`I18n::text`], but says what is wrong instead of falling back; for tests.
    pub fn strict(&self, msg: &Msg, reader: &Reader, style: Style) -> Result<String, String> {
        let bundle = self.bundle(reader.locale);
        let found = bundle.get_message(&msg.id).and_then(|m| m.value());
        let pattern = found.ok_or_else(|| format!("no text `{}`", msg.id))?;
        let mut args = FluentArgs::new();
        for (name, arg) in &msg.args {
            args.set(name.clone(), self.value(arg, reader, style)?);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if errors.is_empty() { Ok(text) } else { Err(format!("{}: {errors:?}", msg.id)) }
    }

    fn value(
        &self,
        arg: &Arg,
        reader: &Reader,
        style: Style,
    ) -> Result<FluentValue<'static>, String> {
        let text = match arg {
            Arg::Count(count) => return Ok(FluentValue::from(*count)),
            Arg::Text(text) => escape(text, style).into_owned(),
            Arg::Phone(e164) => format::phone(e164),
            Arg::Seconds(seconds) => format::seconds(*seconds),
            Arg::Usd(usd) => self.strict(&format::usd(*usd, reader.locale), reader, style)?,
            Arg::Price(usd) => self.strict(&format::price(*usd, reader.locale), reader, style)?,
            Arg::At(at) => self.strict(&format::at(*at, &reader.zone), reader, style)?,
            Arg::Exact(at) => self.strict(&format::exact(*at, &reader.zone), reader, style)?,
            Arg::ClockIn(at, zone) => self.strict(&format::clock(*at, zone), reader, style)?,
            Arg::Msg(msg) => self.strict(msg, reader, style)?,
            Arg::Lines(lines) => {
                let each = lines.iter().map(|line| self.strict(line, reader, style));
                each.collect::<Result<Vec<_>, _>>()?.join("\n")
            }
        };
        Ok(FluentValue::from(text))
    }

    fn bundle(&self, locale: Locale) -> &FluentBundle<FluentResource> {
        let [en, hi, zh, fr] = &self.bundles;
        match locale {
            Locale::En => en,
            Locale::Hi => hi,
            Locale::Zh => zh,
            Locale::Fr => fr,
        }
    }
}

fn bundle(locale: Locale, files: &[&str]) -> anyhow::Result<FluentBundle<FluentResource>> {
    let tag: LanguageIdentifier = locale.code().parse()?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks around values would end up inside links, numbers and copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Hi => format::indian,
        Locale::Fr => format::french,
        Locale::En | Locale::Zh => format::western,
    }));
    for file in files {
        let resource = FluentResource::try_new((*file).to_string())
            .map_err(|(_, errors)| anyhow::anyhow!("{}: {errors:?}", locale.code()))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| anyhow::anyhow!("{}: {errors:?}", locale.code()))?;
    }
    Ok(bundle)
}

/// Telegram's HTML needs three characters escaped.
fn escape(text: &str, style: Style) -> Cow<'_, str> {
    if style == Style::Plain || !text.contains(['<', '>', '&']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}
