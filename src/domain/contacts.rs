//! Stub.
use crate::domain::phone::{Phone, PhoneError, Region};
use std::collections::BTreeMap;
pub struct Row {
    pub phone: Phone,
    pub vars: BTreeMap<String, String>,
    pub line: u32,
}
pub struct Bad {
    pub line: u32,
    pub value: String,
    pub reason: PhoneError,
}
pub struct Sheet {
    pub rows: Vec<Row>,
    pub bad: Vec<Bad>,
    pub duplicates: Vec<(u32, Phone)>,
    pub columns: Vec<String>,
}
pub enum SheetFault {
    NotText,
    Empty,
    TooMany { found: usize },
}
pub fn read(b: &[u8], r: Option<Region>, m: usize) -> Result<Sheet, SheetFault> {
    read_text(&String::from_utf8_lossy(b), r, m)
}
pub fn read_text(t: &str, r: Option<Region>, _m: usize) -> Result<Sheet, SheetFault> {
    let mut s = Sheet { rows: vec![], bad: vec![], duplicates: vec![], columns: vec![] };
    for l in t.lines() {
        match Phone::parse(l, r) {
            Ok(p) => s.rows.push(Row { phone: p, vars: BTreeMap::new(), line: 1 }),
            Err(e) => s.bad.push(Bad { line: 1, value: l.into(), reason: e }),
        }
    }
    Ok(s)
}
