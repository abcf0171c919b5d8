//! Which row counts, what plans cover, what is sound.

use super::*;

fn row(prefix: &str) -> Tariff {
    Tariff {
        prefix: prefix.parse().unwrap(),
        single: Usd::cents(30),
        bulk: Usd::cents(20),
        overage: Usd::cents(25),
        transfer: Usd::cents(10),
        attempt: Usd::cents(2),
        block: 1,
        least: 0,
        included: Included::Home,
    }
}

fn region(code: &str) -> Option<Region> {
    Some(Region::parse(code).unwrap())
}

#[test]
fn the_longest_prefix_counts() {
    let prefixes = ["", "1", "1876", "44", "447", "4479", "33"];
    let rows = || (1..).map(TariffId).zip(prefixes.map(row)).collect::<Vec<_>>();
    let table = [
        ("+12125550143", "1"),
        ("+18765550143", "1876"),
        ("+442070313000", "44"),
        ("+447400123456", "447"),
        ("+447911123456", "4479"),
        ("+33142278186", "33"),
        ("+919812345678", ""),
    ];
    for (number, prefix) in table {
        let phone = Phone::parse(number, None).unwrap();
        let (id, found) = longest(rows(), &phone).unwrap();
        assert_eq!(found.prefix.as_str(), prefix, "{number}");
        assert_eq!(prefixes.get(usize::try_from(id.0 - 1).unwrap()), Some(&prefix));
        let all = Prefix::all_of(&phone);
        assert!(all.contains(&prefix) && all.contains(&&number[1..]), "{all:?}");
        assert_eq!(all.len(), number.len());
    }
    let french = Phone::parse("+33142278186", None).unwrap();
    assert_eq!(longest(vec![(TariffId(1), row("1"))], &french), None);
}

#[test]
fn a_prefix_is_digits_of_a_country() {
    for text in ["", "1", "4479", "123456789012345"] {
        assert_eq!(text.parse::<Prefix>().unwrap().as_str(), text);
    }
    for text in ["+1", "01", "1-2", "1234567890123456", "१", " 1", "all"] {
        assert_eq!(text.parse::<Prefix>(), Err(NoPrefix), "{text}");
    }
    assert_eq!(row("44").prefix.to_string(), "+44");
    assert_eq!(row("").prefix.to_string(), "all others");
}

#[test]
fn plans_cover_countries_and_not_what_shares_their_code() {
    let home = Included::Home;
    let both: Included = "US CA".parse().unwrap();
    let none: Included = "".parse().unwrap();
    for (number, at_home, in_both) in [
        ("+12125550143", true, true),
        ("+15062345678", false, true),
        ("+18765230123", false, false),
        ("+12423456789", false, false),
        ("+18092345678", false, false),
        ("+17872345678", false, false),
        ("+18002345678", false, false),
        ("+442070313000", false, false),
    ] {
        let of = Phone::parse(number, None).unwrap().region();
        assert_eq!(home.covers(of, region("US")), at_home, "{number}");
        assert_eq!(both.covers(of, region("IN")), in_both, "{number}");
        assert!(!none.covers(of, region("US")), "{number}");
        assert!(!home.covers(of, None), "without a default region: {number}");
    }
}

#[test]
fn coverage_is_stored_as_text() {
    for text in ["home", "US CA", ""] {
        assert_eq!(text.parse::<Included>().unwrap().to_string(), text);
    }
    assert!("US XX".parse::<Included>().is_err());
}

#[test]
fn a_call_is_promised_one_price_of_its_row() {
    let table = [
        (Rate::Single, Fee::Never, 30, 0),
        (Rate::Bulk, Fee::Counted, 20, 2),
        (Rate::Overage, Fee::Counted, 25, 2),
    ];
    for (rate, fee, minute, attempt) in table {
        let price = row("").price(TariffId(7), rate, fee);
        assert_eq!((price.minute, price.attempt), (Usd::cents(minute), Usd::cents(attempt)));
        assert_eq!((price.tariff, price.transfer), (TariffId(7), Usd::cents(10)));
    }
}

#[test]
fn odd_rows_are_refused_by_position() {
    let odd = |change: fn(&mut Tariff)| {
        let mut row = row("7");
        change(&mut row);
        row
    };
    let rows = [
        row("7"),
        odd(|row| row.prefix = "8".parse().unwrap()),
        odd(|row| row.attempt = Usd::cents(-1)),
        odd(|row| (row.prefix, row.overage) = (Prefix::default(), Usd::cents(100_001))),
        odd(|row| (row.prefix, row.block) = ("9".parse().unwrap(), 0)),
        odd(|row| (row.prefix, row.least) = ("91".parse().unwrap(), 301)),
    ];
    let want = [
        (2, TariffFault::Price),
        (2, TariffFault::Twice),
        (3, TariffFault::Price),
        (4, TariffFault::Block),
        (5, TariffFault::Least),
    ];
    assert_eq!(faults(&rows), want);
    assert!(is_whole(&rows) && !is_whole(&rows[..2]));
}

#[test]
fn a_set_brought_in_again_changes_only_what_differs() {
    let mut dearer = row("44");
    dearer.single = Usd::cents(45);
    let have = [row(""), row("1"), row("44")];
    let want = [row("33"), dearer.clone(), row("")];
    let changes = [
        TariffChange::Insert(row("33")),
        TariffChange::Change { from: row("44"), to: dearer },
        TariffChange::Keep(row("")),
        TariffChange::End(row("1")),
    ];
    assert_eq!(tariff_changes(&have, &want), changes);
    let again = tariff_changes(&want, &want);
    assert!(again.iter().all(|change| matches!(change, TariffChange::Keep(_))));
}
