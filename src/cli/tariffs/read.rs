//! Prices of calls from TOML: `[[tariff]]` tables, every mistake with its line.

use serde::Deserialize;
use toml::Spanned;

use crate::cli::tables::{self, Mistake};
use crate::config::line_of;
use crate::domain::money::Usd;
use crate::domain::phone::Region;
use crate::domain::tariff::{self, Included, Prefix, STEP_MOST, Tariff, TariffFault};

/// The prices that a new database has, with the words that explain the file.
pub const BUILT_IN: &str = include_str!("../../../examples/tariffs.toml");

/// A row, and the line at which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The line.
    pub line: usize,
    /// The row.
    pub tariff: Tariff,
}

/// Reads a whole set of prices. The error holds every mistake, each beginning with its line.
pub fn parse_toml(text: &str) -> Result<Vec<Placed>, Vec<String>> {
    let (rows, mut mistakes) = tables::read(text, "tariff", make);
    let (places, rows): (Vec<usize>, Vec<Tariff>) = rows.into_iter().unzip();
    let faults = tariff::faults(&rows);
    mistakes.extend(faults.into_iter().map(|(nth, at)| (places.get(nth).copied(), words(at))));
    if mistakes.is_empty() && !tariff::is_whole(&rows) {
        let what = "no row has the prefix \"\": calls to all other numbers need a price";
        mistakes.push((None, what.to_owned()));
    }
    if !mistakes.is_empty() {
        return Err(tables::say(text, mistakes));
    }
    let placed = |(at, tariff)| Placed { line: line_of(text, at), tariff };
    Ok(places.into_iter().zip(rows).map(placed).collect())
}

/// A row as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    prefix: Spanned<String>,
    single: Spanned<String>,
    bulk: Spanned<String>,
    overage: Spanned<String>,
    transfer: Spanned<String>,
    attempt: Spanned<String>,
    #[serde(default = "each_second")]
    block_seconds: u32,
    #[serde(default)]
    minimum_seconds: u32,
    included: Option<Spanned<Where>>,
}

fn each_second() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "\"home\" or a list of two-letter country codes is wanted")]
enum Where {
    Word(Home),
    Codes(Vec<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Home {
    Home,
}

fn make(written: Written) -> Result<Tariff, Vec<Mistake>> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    let mut price = |name: &str, text: &Spanned<String>| {
        Usd::parse(text.get_ref()).unwrap_or_else(|| {
            let what = format!("{name} must be dollars in quotes, such as \"0.30\"");
            mistakes.push((Some(text.span().start), what));
            Usd::ZERO
        })
    };
    let (single, bulk) = (price("single", &written.single), price("bulk", &written.bulk));
    let overage = price("overage", &written.overage);
    let transfer = price("transfer", &written.transfer);
    let attempt = price("attempt", &written.attempt);
    let prefix = written.prefix.get_ref().parse().unwrap_or_else(|_| {
        let what = "prefix must be the digits that numbers begin with, without +, such as \"44\"";
        mistakes.push((Some(written.prefix.span().start), what.to_owned()));
        Prefix::default()
    });
    let included = included(written.included, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let (block, least) = (written.block_seconds, written.minimum_seconds);
    Ok(Tariff { prefix, single, bulk, overage, transfer, attempt, block, least, included })
}

fn included(written: Option<Spanned<Where>>, mistakes: &mut Vec<Mistake>) -> Included {
    let Some(written) = written else { return Included::Home };
    let at = written.span().start;
    let codes = match written.into_inner() {
        Where::Word(Home::Home) => return Included::Home,
        Where::Codes(codes) => codes,
    };
    let mut region = |code: &String| {
        let region = Region::parse(code);
        if region.is_none() {
            // Control characters would reach the terminal.
            let what = format!("included: {code:?} is no two-letter country code such as \"GB\"");
            mistakes.push((Some(at), what));
        }
        region
    };
    Included::Regions(codes.iter().filter_map(&mut region).collect())
}

fn words(fault: TariffFault) -> String {
    match fault {
        TariffFault::Price => {
            format!("prices must be from $0 to ${}", tariff::PRICE_MOST.plain())
        }
        TariffFault::Block => format!("block_seconds must be from 1 to {STEP_MOST}"),
        TariffFault::Least => format!("minimum_seconds must be at most {STEP_MOST}"),
        TariffFault::Twice => "an earlier row has the same prefix".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "[[tariff]]\nprefix = \"\"\nsingle = \"0.30\"\nbulk = \"0.20\"\n\
                       overage = \"0.25\"\ntransfer = \"0.10\"\nattempt = \"0.02\"\n";

    fn only(text: &str) -> Tariff {
        let [placed] = &parse_toml(text).unwrap()[..] else { panic!("one row") };
        placed.tariff.clone()
    }

    #[test]
    fn a_row_says_what_differs_from_the_usual() {
        let usual = only(ROW);
        assert_eq!((usual.block, usual.least, usual.included.clone()), (1, 0, Included::Home));
        assert_eq!((usual.single, usual.overage), (Usd::cents(30), Usd::cents(25)));
        let more = "block_seconds = 6\nminimum_seconds = 30\nincluded = [\"US\", \"ca\"]\n";
        let more = only(&format!("{ROW}{more}"));
        assert_eq!((more.block, more.least, more.included.to_string()), (6, 30, "US CA".into()));
        for (written, stored) in [("\"home\"", "home"), ("[]", "")] {
            let row = only(&format!("{ROW}included = {written}\n"));
            assert_eq!(row.included.to_string(), stored);
        }
    }

    #[test]
    fn the_built_in_prices_are_those_of_the_contract() {
        let row = only(BUILT_IN);
        let prices = row.minutes().map(|(_, price)| price.plain());
        assert_eq!(prices, ["0.30", "0.20", "0.20", "0.10"]);
        assert_eq!((row.prefix, row.attempt), (Prefix::default(), Usd::cents(2)));
        assert_eq!((row.block, row.least, row.included), (1, 0, Included::Home));
    }

    #[test]
    fn every_mistake_has_its_line() {
        let table = [
            (String::new(), "there is no [[tariff]]"),
            ("tariff = 3".to_owned(), "line 1: only [[tariff]]"),
            (ROW.replace("= \"\"", "= \"44\""), "no row has the prefix \"\""),
            (ROW.replace("= \"\"", "= \"+44\""), "line 2: prefix must be the digits"),
            (ROW.replace("= \"\"", "= 44"), "line 2: invalid type"),
            (ROW.replace("0.30", "thirty"), "line 3: single must be dollars"),
            (ROW.replace("0.20", "-0.20"), "line 1: prices must be from $0"),
            (ROW.replace("attempt", "atempt"), "line 7: unknown field `atempt`"),
            (ROW.replace("attempt = \"0.02\"\n", ""), "line 1: missing field `attempt`"),
            (format!("{ROW}block_seconds = 0\n"), "line 1: block_seconds must be from 1"),
            (format!("{ROW}minimum_seconds = 999\n"), "line 1: minimum_seconds must be at most"),
            (format!("{ROW}included = \"abroad\"\n"), "line 8: \"home\" or a list"),
            (format!("{ROW}included = [\"UK\"]\n"), "line 8: included: \"UK\" is no two-letter"),
            (format!("{ROW}{ROW}"), "line 8: an earlier row"),
        ];
        for (text, want) in table {
            let mistakes = parse_toml(&text).unwrap_err();
            assert!(mistakes[0].starts_with(want), "{mistakes:?}\n{want}");
        }
        let three = ROW.replace("0.30", "x").replace("0.25", "y").replace("0.02", "z");
        let mistakes = parse_toml(&format!("{three}{three}")).unwrap_err();
        let lines: Vec<_> = mistakes.iter().filter_map(|one| one.split(':').next()).collect();
        assert_eq!(lines, ["line 3", "line 5", "line 7", "line 10", "line 12", "line 14"]);
    }
}
