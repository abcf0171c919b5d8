//! One `multipart/form-data` body from bytes: file names are escaped, nothing touches the disk.

/// A boundary that no text of ours can hold: texts are escaped JSON, CSV has no such line.
const BOUNDARY: &str = "ivrbot-f2b7c1d094e84f0ab6d3";

/// The content type that names the boundary.
pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// Fields, then one file.
pub fn body(fields: &[(&str, String)], file: (&str, &str, &[u8])) -> Vec<u8> {
    let mut out = Vec::with_capacity(file.2.len() + 1024);
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    let (field, name, bytes) = file;
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n",
        escape(name)
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(bytes);
    out.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
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
        let body = body(&[("chat_id", "7".into())], ("document", "a\"\r\nb.csv", b"x"));
        let text = String::from_utf8(body).unwrap();
        assert!(text.contains("filename=\"a%22%0D%0Ab.csv\"\r\n"), "{text}");
        assert!(text.ends_with(&format!("\r\nx\r\n--{BOUNDARY}--\r\n")), "{text}");
    }
}
