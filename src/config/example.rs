//! The example file: every key with a comment, defaults commented out.

/// `ivrbot.toml.example`, as `ivrbot example-config` prints it.
pub const EXAMPLE: &str = include_str!("../../ivrbot.toml.example");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::schema::KEYS;
    use crate::config::{Config, SourceFile, Sources};

    /// The example with its keys uncommented: those lines that read `# name = value`.
    fn uncommented() -> String {
        let is_key = |line: &str| line.split_once(" = ").is_some_and(|(name, _)| is_name(name));
        let lines = EXAMPLE.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_key(rest) => rest,
            _ => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn is_name(text: &str) -> bool {
        text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    }

    fn sources(text: String) -> Sources {
        let file = SourceFile { path: "ivrbot.toml".into(), text: Ok(text) };
        Sources { file: Some(file), ..Sources::default() }
    }

    #[test]
    fn it_loads_as_it_is_and_asks_only_for_what_is_needed() {
        let loaded = Config::load(&sources(EXAMPLE.to_owned()));
        assert_eq!(loaded.problems, []);
        let missing: Vec<_> = loaded.missing.iter().map(|p| p.place.as_str()).collect();
        assert_eq!(missing.len(), 3, "{missing:?}");
        assert!(loaded.config.is_some());
    }

    #[test]
    fn it_loads_with_everything_uncommented() {
        let loaded = Config::load(&sources(uncommented()));
        assert_eq!((loaded.problems, loaded.missing), (vec![], vec![]));
        let config = loaded.config.unwrap();
        assert!(config.bland.is_some() && config.dynopay.is_some() && config.tatum.is_some());
    }

    #[test]
    fn it_shows_every_key_once_and_no_other() {
        let text = uncommented();
        let table: toml::Table = text.parse().unwrap();
        let mut shown = BTreeSet::new();
        for (section, keys) in &table {
            for name in keys.as_table().unwrap().keys() {
                shown.insert(format!("{section}.{name}"));
            }
        }
        let known: BTreeSet<_> = KEYS.iter().map(|key| key.path.to_owned()).collect();
        assert_eq!(shown, known);
    }

    #[test]
    fn the_defaults_it_shows_are_the_defaults() {
        let table: toml::Table = uncommented().parse().unwrap();
        for key in KEYS {
            if let Some(default) = key.default {
                let shown = &table[key.section()][key.name()];
                let shown = shown
                    .as_bool()
                    .map(|on| on.to_string())
                    .or_else(|| shown.as_str().map(str::to_owned))
                    .unwrap_or_default();
                assert_eq!(shown, default, "{}", key.path);
            }
        }
    }
}
