//! From the bytes of a file to text.

use super::SheetFault;

/// How files that are no text but may hold no NUL begin: PDF, RTF, ZIP (and with it every workbook
/// of today).
const OTHERS: [&[u8]; 3] = [b"%PDF", b"{\\rtf", b"PK\x03\x04"];

/// Windows-1252 from 0x80 to 0x9f, where it is not Latin-1; five are undefined.
const WINDOWS_1252: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

/// The text of a file. Without a mark it is UTF-8 if it can be; else what the spreadsheets of the
/// West still write.
pub(super) fn text(bytes: &[u8]) -> Result<String, SheetFault> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().copied().map(windows_1252).collect(),
        },
    };
    let other = OTHERS.iter().any(|start| bytes.starts_with(start)) || text.contains('\0');
    if other { Err(SheetFault::NotText) } else { Ok(text) }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let chars = char::decode_utf16(pairs.iter().copied().map(unit));
    chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    let own = byte.checked_sub(0x80).and_then(|nth| WINDOWS_1252.chars().nth(nth.into()));
    own.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_they_were_written() {
        let table: [(&[u8], &str); 8] = [
            (b"t\xc3\xa9l", "tél"),
            (b"\xef\xbb\xbft\xc3\xa9l", "tél"),
            (b"\xff\xfet\0\xe9\0l\0\n\0", "tél\n"),
            (b"\xfe\xff\0t\0\xe9\0l\0\n", "tél\n"),
            (b"\xfe\xff\x75\x35\x8b\xdd", "电话"),
            (b"t\xe9l \x80 \x92 \x9f \xff", "tél € ’ Ÿ ÿ"),
            (b"\x81", "\u{fffd}"),
            (b"", ""),
        ];
        for (bytes, expected) in table {
            assert_eq!(text(bytes).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn other_files_are_no_text() {
        let workbook = b"PK\x03\x04\x14\0\x06\0\x08\0".as_slice();
        let old_workbook = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0";
        let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for bytes in [workbook, old_workbook, picture, b"%PDF-1.7\n", b"{\\rtf1 +33612345678}"] {
            assert_eq!(text(bytes), Err(SheetFault::NotText));
        }
    }

    #[test]
    fn the_table_has_every_byte() {
        assert_eq!(WINDOWS_1252.chars().count(), 32);
    }
}
