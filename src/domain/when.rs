//! Stub.
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
pub enum WhenFault {
    NotATime,
    Past,
    TooFar,
}
pub fn read(_t: &str, _n: Timestamp, _z: &TimeZone) -> Result<Timestamp, WhenFault> {
    Err(WhenFault::NotATime)
}
pub fn suggestions(n: Timestamp, _z: &TimeZone) -> [Timestamp; 3] {
    [
        n.checked_add(1.hours()).unwrap_or(n),
        n.checked_add(24.hours()).unwrap_or(n),
        n.checked_add(48.hours()).unwrap_or(n),
    ]
}
