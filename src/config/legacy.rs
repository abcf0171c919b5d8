//! The environment variables of the bot this one replaces, so that its `.env` can be kept.

/// What became of an old name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It fills this key, when nothing else does.
    Fills(&'static str),
    /// It has no use any more, for this reason.
    Unused(&'static str),
}

const OLD_NAMES: &[(&str, Fate)] = &[
    ("API_TOKEN", Fate::Fills("telegram.token")),
    ("BLAND_API_KEY", Fate::Fills("bland.api_key")),
    ("BLAND_WEBHOOK_SIGNING_SECRET", Fate::Fills("bland.webhook_signing_secret")),
    ("x-api-key", Fate::Fills("dynopay.api_key")),
    ("dynopay_base_url", Fate::Fills("dynopay.base_url")),
    ("x_api_tatum", Fate::Fills("tatum.api_key")),
    ("TATUM_API_URL", Fate::Fills("tatum.base_url")),
    ("CHANNEL_LINK", Fate::Fills("service.support")),
    (
        "webhook_url",
        Fate::Unused("payments and calls are polled, so nothing needs a public address"),
    ),
    (
        "TERMS_AND_CONDITIONS_URL",
        Fate::Unused(
            "users read and accept the terms in the chat; put their text into a file and \
                      name it in [service] terms_file",
        ),
    ),
];

/// The old bot named the whole address of one endpoint; the host is what is wanted now.
const OLD_TATUM_PATH: &str = "/v3/tatum/rate";

/// What became of a variable of the old bot; `None` for a name it did not know.
pub(super) fn fate(name: &str) -> Option<Fate> {
    OLD_NAMES.iter().find(|(old, _)| *old == name).map(|(_, fate)| *fate)
}

/// The old value in the form that the key wants.
pub(super) fn translate(path: &str, value: &str) -> String {
    let plain = value.trim().trim_end_matches('/');
    match path {
        "tatum.base_url" => plain.strip_suffix(OLD_TATUM_PATH).unwrap_or(plain).to_owned(),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::schema::KEYS;

    #[test]
    fn old_names_fill_keys_that_exist() {
        for (name, fate) in OLD_NAMES {
            if let Fate::Fills(path) = fate {
                assert!(KEYS.iter().any(|key| key.path == *path), "{name}");
            }
        }
        assert_eq!(OLD_NAMES.len(), 10);
    }

    #[test]
    fn the_old_tatum_address_becomes_its_host() {
        let host = "https://api.tatum.io";
        for old in
            ["https://api.tatum.io/v3/tatum/rate/", "https://api.tatum.io/v3/tatum/rate", host]
        {
            assert_eq!(translate("tatum.base_url", old), host);
        }
    }
}
