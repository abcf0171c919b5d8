//! Puts a time into a JSON object without touching any other byte of it.

/// The object with its top-level `timestamp` set to the integer `time`: replaced where it stands,
/// or added at the end. `None` when the bytes are no object.
pub(super) fn with_timestamp(body: &[u8], time: &str) -> Option<Vec<u8>> {
    let mut walk = Walk { body, at: 0 };
    walk.space();
    walk.take(b'{')?;
    walk.space();
    let mut is_empty = true;
    while walk.peek()? != b'}' {
        if !is_empty {
            walk.take(b',')?;
            walk.space();
        }
        is_empty = false;
        let key = walk.string()?;
        walk.space();
        walk.take(b':')?;
        walk.space();
        let value = walk.value()?;
        if key == b"\"timestamp\"" {
            let (before, after) = (body.get(..value.start)?, body.get(value.end..)?);
            return Some([before, time.as_bytes(), after].concat());
        }
        walk.space();
    }
    let (before, after) = (body.get(..walk.at)?, body.get(walk.at..)?);
    let comma = if is_empty { "" } else { "," };
    Some([before, comma.as_bytes(), b"\"timestamp\":", time.as_bytes(), after].concat())
}

/// A place in the bytes. It goes over values and does not judge them: a body that is not quite
/// JSON has no valid signature either.
struct Walk<'a> {
    body: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    fn peek(&self) -> Option<u8> {
        self.body.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// A string with its quotes.
    fn string(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        self.take(b'"')?;
        loop {
            let byte = self.peek()?;
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return self.body.get(start..self.at);
            }
        }
    }

    /// Any value; nested ones by counting brackets, so that no depth can exhaust the stack.
    fn value(&mut self) -> Option<std::ops::Range<usize>> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' if depth == 0 => break,
                _ => self.at += 1,
            }
        }
        let value = self.body.get(start..self.at)?.trim_ascii_end();
        (!value.is_empty()).then(|| start..start + value.len())
    }
}
