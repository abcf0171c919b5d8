//! Whether a webhook comes from the payment provider: its two signatures, over the bytes as they
//! came (R9).
//!
//! The newer one signs `t.body`. The older one signs the body as the provider's JavaScript would
//! write it with a `timestamp` in it: that value is put into the raw bytes here, because no
//! other JSON writer spells every number as that one does.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

mod splice;

/// How far the provider's clock and ours may be apart, seconds, either way (the vendor's figure).
const WINDOW_S: u64 = 300;
/// Parts of one header that are looked at: the time and two signatures while secrets are rotated.
const PARTS_MOST: usize = 8;

/// The headers of a delivery, as they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `X-DynoPay-Timestamp`: Unix seconds.
    pub timestamp: Option<&'a str>,
    /// `X-DynoPay-Signature`.
    pub v1: Option<&'a str>,
    /// `X-Dynopay-Signature-V2`; where it is there it decides alone.
    pub v2: Option<&'a str>,
}

/// Why a delivery is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// It carries no signature, or none that can be read.
    #[error("it is not signed")]
    Unsigned,
    /// It was signed too long ago, or in the future.
    #[error("its signature is stale")]
    Stale,
    /// The signature is not of these bytes by our secret.
    #[error("its signature is wrong")]
    Wrong,
}

/// Checks a delivery. The API key and the company may sign with different secrets, so that there
/// may be more than one; an empty secret never matches.
///
/// # Errors
/// Why it is not believed: answer 401, keep it, and act on nothing in it.
pub fn verify(
    secrets: &[SecretString],
    headers: Headers<'_>,
    body: &[u8],
    now: Timestamp,
) -> Result<(), Untrusted> {
    let Signed { timestamp, signatures, message } = match headers.v2 {
        Some(v2) => second(v2, body),
        None => first(headers, body),
    }
    .ok_or(Untrusted::Unsigned)?;
    if timestamp.abs_diff(now.as_second()) > WINDOW_S {
        return Err(Untrusted::Stale);
    }
    let usable = secrets.iter().filter(|secret| !secret.expose_secret().is_empty());
    let matches = |secret: &SecretString| {
        let keyed = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes());
        let signed = keyed.ok().map(|mac| mac.chain_update(&message));
        // `verify_slice` takes the same time wherever the first difference is.
        signed.is_some_and(|mac| signatures.iter().any(|s| mac.clone().verify_slice(s).is_ok()))
    };
    if usable.into_iter().any(matches) { Ok(()) } else { Err(Untrusted::Wrong) }
}

/// What a header claims: at this second these bytes were signed so.
struct Signed {
    timestamp: i64,
    signatures: Vec<[u8; 32]>,
    message: Vec<u8>,
}

/// `t=<unix>,v1=<hex>`, with one `v1` for each secret while they are rotated.
fn second(header: &str, body: &[u8]) -> Option<Signed> {
    let mut time = None;
    let mut signatures = Vec::new();
    for part in header.split(',').take(PARTS_MOST) {
        match part.trim().split_once('=') {
            Some(("t", value)) if time.is_none() => time = Some(value),
            Some(("t", _)) => return None,
            Some(("v1", value)) => signatures.extend(unhex(value)),
            _ => {}
        }
    }
    let time = time?;
    let timestamp = seconds(time)?;
    let message = [time.as_bytes(), b".", body].concat();
    (!signatures.is_empty()).then_some(Signed { timestamp, signatures, message })
}

/// The hex alone; the time is in a header of its own and was signed within the body.
fn first(headers: Headers<'_>, body: &[u8]) -> Option<Signed> {
    let time = headers.timestamp?.trim();
    let timestamp = seconds(time)?;
    let signatures = vec![unhex(headers.v1?.trim())?];
    let message = splice::with_timestamp(body, time)?;
    Some(Signed { timestamp, signatures, message })
}

/// Digits only: what is spliced and signed is this very text.
fn seconds(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 2 * bytes.len() || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        // `from_str_radix` would take a sign.
        if !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests;
