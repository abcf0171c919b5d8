//! The tables that the rules beside this file are held to.

use super::*;

const MOST: usize = 10_000;

fn france() -> Option<Region> {
    Region::parse("FR")
}

fn sheet(text: &str) -> Sheet {
    read_text(text, france(), MOST).unwrap()
}

/// Line, number and variables of every row.
fn rows(sheet: &Sheet) -> Vec<String> {
    let row = |row: &Row| {
        let vars = row.vars.iter().map(|(name, value)| format!(" {name}={value}"));
        format!("{} {}{}", row.line, row.phone.as_str(), vars.collect::<String>())
    };
    sheet.rows.iter().map(row).collect()
}

fn bad(sheet: &Sheet) -> Vec<(u32, &str, PhoneError)> {
    sheet.bad.iter().map(|bad| (bad.line, &*bad.value, bad.reason)).collect()
}

fn duplicates(sheet: &Sheet) -> Vec<(u32, &str)> {
    sheet.duplicates.iter().map(|(line, phone)| (*line, phone.as_str())).collect()
}

/// The text gives exactly these rows and nothing else.
fn gives(text: &str, expected: &[&str]) {
    let sheet = sheet(text);
    assert_eq!(rows(&sheet), expected, "{text:?}");
    assert_eq!((bad(&sheet), duplicates(&sheet)), (vec![], vec![]), "{text:?}");
}

const TWO: [&str; 2] = ["1 +33612345678", "1 +33762345678"];

#[test]
fn one_number_a_line() {
    gives("06 12 34 56 78", &["1 +33612345678"]);
    gives("+33612345678\n07.62.34.56.78\n", &["1 +33612345678", "2 +33762345678"]);
    gives("\r\n+33612345678\r\n\r\n0762345678\r\n\r\n \r\n", &["2 +33612345678", "4 +33762345678"]);
    gives(
        "0612345678\r0762345678\u{2028}0033812345678",
        &["1 +33612345678", "2 +33762345678", "3 +33812345678"],
    );
    gives("'+33612345678\n\"0762345678\"", &["1 +33612345678", "2 +33762345678"]);
    gives("(06) 12-34-56-78\n+३३ ७६२ ३४५ ६७८", &["1 +33612345678", "2 +33762345678"]);
    gives("- 0612345678\n• 0762345678", &["1 +33612345678", "2 +33762345678"]);
}

#[test]
fn several_numbers_in_a_line() {
    for line in [
        "+33612345678, +33762345678",
        "0612345678,0762345678,",
        "0612345678;0762345678",
        "0612345678 | 0762345678",
        "0612345678\t0762345678",
        "0612345678 0762345678",
        "06 12 34 56 78, 07 62 34 56 78",
        "06 12 34 56 78 07 62 34 56 78",
        "+33 6 12 34 56 78 +33 7 62 34 56 78",
        "+33612345678 (+33) 762345678",
        "0612345678 / 0762345678",
        "0612345678 - 0762345678",
        "0612345678，0762345678",
        "0612345678、0762345678",
        "Ann: +33 6 12 34 56 78 Bob: +33 7 62 34 56 78",
    ] {
        gives(line, &TWO);
    }
    gives(
        "0612345678, 0762345678\n0812345678, 0912345678",
        &["1 +33612345678", "1 +33762345678", "2 +33812345678", "2 +33912345678"],
    );
}

#[test]
fn a_mistyped_number_does_not_hide_the_others() {
    let sheet = sheet("0612345678, 076234567\n0812345678, 0912345678, hello\n0112345678");
    let expected = ["1 +33612345678", "2 +33812345678", "2 +33912345678", "3 +33112345678"];
    assert_eq!(rows(&sheet), expected);
    assert_eq!(bad(&sheet), [(1, "076234567", PhoneError::Invalid)]);
}

#[test]
fn counters_and_headings_are_no_numbers() {
    gives("1. 0612345678\n2) 0762345678", &["1 +33612345678", "2 +33762345678"]);
    gives("Phone\n0612345678", &["2 +33612345678"]);
    gives("Phone numbers:\n0612345678, 0762345678", &["2 +33612345678", "2 +33762345678"]);
    gives("电话\n+8613812345678", &["2 +8613812345678"]);
}

#[test]
fn whatever_is_no_number_is_named_with_its_line_and_reason() {
    let sheet = sheet(concat!(
        "0612345678\n\nAnn\n9.19812E+11\n112\n+33123456789 poste 4\n",
        "+16502530000,12\n061234567890123\n+3361234\n",
        "a sentence that is so much longer than what is quoted back to anybody"
    ));
    assert_eq!(rows(&sheet), ["1 +33612345678"]);
    let expected = [
        (3, "Ann", PhoneError::NotANumber),
        (4, "9.19812E+11", PhoneError::Rounded),
        (5, "112", PhoneError::Short),
        (6, "+33123456789 poste 4", PhoneError::Extension),
        (7, "+16502530000,12", PhoneError::Extension),
        (8, "061234567890123", PhoneError::TooLong),
        (9, "+3361234", PhoneError::TooShort),
        (10, "a sentence that is so much longer than …", PhoneError::NotANumber),
    ];
    assert_eq!(bad(&sheet), expected);
    let abroad = read_text("0612345678\n+33612345678", None, MOST).unwrap();
    assert_eq!(rows(&abroad), ["2 +33612345678"]);
    assert_eq!(bad(&abroad), [(1, "0612345678", PhoneError::NoCountry)]);
}

#[test]
fn a_number_is_called_once_however_it_is_spelt() {
    let sheet = sheet("0612345678\n+33 6 12 34 56 78\n0033612345678, 0762345678\n33612345678");
    assert_eq!(rows(&sheet), ["1 +33612345678", "3 +33762345678"]);
    assert_eq!(duplicates(&sheet), [(2, "+33612345678"), (3, "+33612345678"), (4, "+33612345678")]);
    let table = super::read_text("name,phone\nAnn,0612345678\nBob,+33612345678", france(), 1);
    assert_eq!(rows(&table.unwrap()), ["2 +33612345678 name=Ann"]);
}

#[test]
fn a_table_is_read_by_its_header() {
    for sign in [",", ";", "\t", "|", " ; "] {
        let text = "First Name,Phone,City\nAnn,06 12 34 56 78,Paris\nBob,+33762345678,\n";
        gives(
            &text.replace(',', sign),
            &["2 +33612345678 city=Paris first_name=Ann", "3 +33762345678 first_name=Bob"],
        );
    }
    for (name, phone) in
        [("Prénom", "Téléphone"), ("नाम", "मोबाइल नंबर"), ("姓名", "手机"), ("Ref number", "Mobile")]
    {
        let sheet = sheet(&format!("{name},{phone}\nAnn,0612345678"));
        let names = sheet.columns.clone();
        let expected = format!("2 +33612345678 {}=Ann", names.join(","));
        assert_eq!(rows(&sheet), [expected], "{name}");
        assert_eq!(names, [name.to_lowercase().replace(' ', "_")]);
    }
}

#[test]
fn the_header_decides_between_columns_of_numbers() {
    let text = "Number,Office,Phone\n0112345678,0212345678,0612345678\n0312345678,,0762345678";
    let expected =
        ["2 +33612345678 number=0112345678 office=0212345678", "3 +33762345678 number=0312345678"];
    gives(text, &expected);
    gives(
        "Mobile,Phone,Name\n,0612345678,Ann\n,0762345678,Bob",
        &["2 +33612345678 name=Ann", "3 +33762345678 name=Bob"],
    );
}

#[test]
fn a_table_without_a_header_is_read_by_its_numbers() {
    gives(
        "Ann,0612345678,Paris\nBob,0762345678,Lyon",
        &[
            "1 +33612345678 column_1=Ann column_3=Paris",
            "2 +33762345678 column_1=Bob column_3=Lyon",
        ],
    );
    gives("Ann, 0612345678", &["1 +33612345678 column_1=Ann"]);
    gives(
        "0612345678;42\n0762345678;35",
        &["1 +33612345678 column_2=42", "2 +33762345678 column_2=35"],
    );
    gives(
        "0612345678;0112345678;Ann\n0762345678;0212345678;Bob",
        &[
            "1 +33612345678 column_2=0112345678 column_3=Ann",
            "2 +33762345678 column_2=0212345678 column_3=Bob",
        ],
    );
    gives(
        "Nombre y apellido;Fono\nAnn;0612345678\nBob;0762345678",
        &["2 +33612345678 nombre_y_apellido=Ann", "3 +33762345678 nombre_y_apellido=Bob"],
    );
}

#[test]
fn quoted_cells_hold_separators_breaks_and_quotes() {
    let text = concat!(
        "sep=,\r\n\"Name\",\"Phone\",\"Note\"\r\n",
        "\"Doe, Ann\",\"06 12 34 56 78\",\"two\r\nlines\"\r\n\r\n",
        "\"Bob \"\"B\"\"\",\"'+33762345678\",\"\"\r\n\"X\",\"9,19812E+11\",\r\n"
    );
    let sheet = sheet(text);
    let expected = ["3 +33612345678 name=Doe, Ann note=two lines", "6 +33762345678 name=Bob \"B\""];
    assert_eq!(rows(&sheet), expected);
    assert_eq!(bad(&sheet), [(7, "9,19812E+11", PhoneError::Rounded)]);
    assert_eq!(sheet.columns, ["name", "note"]);
}

#[test]
fn an_open_quotation_mark_does_not_swallow_the_list() {
    let row = |nth: u32| format!("\"Ann {nth},06123456{nth:02}\n");
    let text: String = (10..40).map(row).collect();
    assert_eq!(sheet(&format!("name,phone\n{text}")).rows.len(), 30);
    let once = text.replacen('"', "", 29);
    assert_eq!(sheet(&format!("name,phone\n{once}")).rows.len(), 30);
    let closed = once.replace(",0612345639", "\",0612345639");
    assert_eq!(rows(&sheet(&closed)).last().unwrap(), "30 +33612345639 column_1=Ann 39");
}

#[test]
fn ragged_rows_are_read_and_empty_cells_named() {
    let sheet = sheet("phone,name\n0612345678\n0762345678,Bob,extra\n,Eve\n,\n\n");
    assert_eq!(rows(&sheet), ["2 +33612345678", "3 +33762345678 column_3=extra name=Bob"]);
    assert_eq!(bad(&sheet), [(4, "", PhoneError::Empty)]);
    assert_eq!(sheet.columns, ["name", "column_3"]);
}

#[test]
fn a_header_alone_is_a_table_of_nobody() {
    for text in ["phone,name", "Name;Téléphone\r\n", "phone\n", "\u{feff}电话,姓名\n\n"] {
        let sheet = read(text.as_bytes(), france(), MOST).unwrap();
        assert_eq!((rows(&sheet), bad(&sheet)), (vec![], vec![]), "{text:?}");
    }
    assert_eq!(sheet("phone,name").columns, ["name"]);
}

#[test]
fn files_of_every_encoding_are_read() {
    let text = "Prénom;Tél\nZoé;0612345678\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    let little = utf16(u16::to_le_bytes);
    let big = utf16(u16::to_be_bytes);
    for bytes in [text.as_bytes().to_vec(), marked, little, big, latin] {
        let sheet = read(&bytes, france(), MOST).unwrap();
        assert_eq!(rows(&sheet), ["2 +33612345678 prénom=Zoé"]);
    }
}

#[test]
fn what_is_no_list_is_refused_whole() {
    assert_eq!(read(b"", None, MOST), Err(SheetFault::Empty));
    assert_eq!(read(b"\xef\xbb\xbf \r\n\t\r\n", None, MOST), Err(SheetFault::Empty));
    assert_eq!(read(b"PK\x03\x04\x14\0", None, MOST), Err(SheetFault::NotText));
    let three = "0612345678\n0762345678\n0612345678\n0812345678\nAnn";
    assert_eq!(read_text(three, france(), 2), Err(SheetFault::TooMany { found: 3 }));
    assert_eq!(read_text(three, france(), 3).unwrap().rows.len(), 3);
}

#[test]
fn a_thousand_lines_are_read_whole() {
    let numbers = (0..1_000).map(|nth| format!("061234{nth:04}"));
    let lines: Vec<String> = numbers.collect();
    for (text, first) in [
        (lines.join("\n"), 1),
        (lines.join(", "), 1),
        (lines.join(" "), 1),
        (format!("name;phone\nAnn;{}", lines.join("\nAnn;")), 2),
    ] {
        let sheet = sheet(&text);
        assert_eq!((sheet.rows.len(), sheet.bad.len()), (1_000, 0));
        assert_eq!(sheet.rows.first().map(|row| row.line), Some(first));
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, text: String) {
        let _ = read(&bytes, france(), MOST);
        let _ = read_text(&text, france(), MOST);
    }

    #[test]
    fn lines_are_those_of_the_text(text in "[0-9+,;\"\n a]{0,80}") {
        let lines = u32::try_from(text.split('\n').count()).unwrap();
        if let Ok(sheet) = read_text(&text, france(), MOST) {
            let bad = sheet.bad.iter().map(|bad| bad.line);
            let mut read = sheet.rows.iter().map(|row| row.line).chain(bad);
            assert!(read.all(|line| (1..=lines).contains(&line)));
        }
    }
}
