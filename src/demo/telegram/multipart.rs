//! `multipart/form-data` as a browser or an HTTP client writes it.

/// One field of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub name: String,
    /// Present for files.
    pub file_name: Option<String>,
    pub mime: Option<String>,
    pub bytes: &'a [u8],
}

/// Reads a whole form; `None` when it is not well formed.
pub(super) fn read<'a>(content_type: &str, body: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let boundary = parameter(content_type, "boundary")?;
    let first = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let (head, after) = cut(rest.strip_prefix(b"\r\n")?, b"\r\n\r\n")?;
        let (bytes, after) = cut(after, between.as_bytes())?;
        parts.push(part(std::str::from_utf8(head).ok()?, bytes)?);
        rest = after;
    }
}

fn part<'a>(head: &str, bytes: &'a [u8]) -> Option<Part<'a>> {
    let header = |wanted: &str| {
        head.split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition").filter(|d| d.starts_with("form-data"))?;
    Some(Part {
        name: parameter(disposition, "name")?,
        file_name: parameter(disposition, "filename"),
        mime: header("content-type").map(str::to_owned),
        bytes,
    })
}

/// One `; name=value` of a header, unquoted; `%22`, `%0D` and `%0A` are read back as browsers
/// write them.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header;
    loop {
        let (_, after) = rest.split_once(';')?;
        let (name, after) = after.split_once('=')?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.find(';').map_or((after, ""), |end| after.split_at(end)),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            let value = value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
            return Some(value);
        }
        rest = after;
    }
}

fn cut<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n\
        --x\r\ncontent-disposition: form-data; name=\"document\"; filename=\"a%22;b.csv\"\r\n\
        Content-Type: text/csv\r\n\r\none\r\n--\r\ntwo\r\n--x--\r\n";

    #[test]
    fn fields_and_files_come_out_byte_for_byte() {
        let parts = read("multipart/form-data; boundary=x", FORM).unwrap();
        assert_eq!((parts[0].name.as_str(), parts[0].bytes), ("chat_id", &b"7"[..]));
        assert_eq!(parts[1].file_name.as_deref(), Some("a\";b.csv"));
        assert_eq!(parts[1].mime.as_deref(), Some("text/csv"));
        assert_eq!(parts[1].bytes, b"one\r\n--\r\ntwo");
    }

    #[test]
    fn a_cut_form_is_refused() {
        let boundary = "multipart/form-data; boundary=\"x\"";
        assert!(read(boundary, FORM).is_some());
        assert_eq!(read(boundary, &FORM[..FORM.len() - 12]), None);
        assert_eq!(read("multipart/form-data", FORM), None);
        assert_eq!(read("multipart/form-data; boundary=y", FORM), None);
    }
}
