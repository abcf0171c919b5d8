//! One `multipart/form-data` body from bytes: file names are escaped, nothing touches the disk.

/// A boundary that nothing of ours holds: texts are escaped JSON, CSV has no such line, and a
/// picture would have to have it by a chance of one in 2^80.
const BOUNDARY: &str = "ivrbot-f2b7c1d094e84f0ab6d3";

/// The content type that names the boundary.
pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A file in a form: the field's name, the file's name, its content.
pub type File<'a> = (&'a str, &'a str, &'a [u8]);

/// Fields, then a file.
pub fn body(fields: &[(&str, String)], file: Option<File>) -> Vec<u8> {
    let mut out = Vec::with_capacity(file.map_or(0, |file| file.2.len()) + 1024);
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    if let Some((field, name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; \
             filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            escape(name)
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    out
}

/// As browsers do it: a raw quote or line break would end the header.
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_break_the_header() {
        let fields = [("chat_id", "7".to_string())];
        let body = body(&fields, Some(("document", "a\"\r\nb.csv", b"x")));
        let text = String::from_utf8(body).unwrap();
        assert!(text.contains("filename=\"a%22%0D%0Ab.csv\"\r\n"), "{text}");
        assert!(text.ends_with(&format!("\r\nx\r\n--{BOUNDARY}--\r\n")), "{text}");
    }
}
