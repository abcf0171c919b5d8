//! The contract's examples and errors as fixtures, and a loopback server that misbehaves.

mod over_http;
mod place;
mod reports;
mod secrets;
mod stand;

use std::time::Duration;

use super::{Bland, BlandConfig};
use crate::domain::dial::Dial;
use crate::domain::locale::Locale;

const KEY: &str = "org_f3c0ffee_sk_very_secret";
const TO: &str = "+12025550143";
const ID: &str = "5f0a3a52-2b0f-4f5a-8d31-9a7f2c6e1b44";
const OURS: &str = "018f9a52-7c31-7b2e-9d55-0a1b2c3d4e5f";

/// Long enough for the busiest machine: no test waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

fn dial() -> Dial {
    Dial {
        cb_request_id: OURS.to_owned(),
        to: TO.to_owned(),
        from: Some("+14155550199".to_owned()),
        first_sentence: "This is an automated call from Example Clinic.".to_owned(),
        task: "Ask for 1 to confirm or 2 to cancel.".to_owned(),
        language: Locale::Fr,
        max_minutes: 5,
    }
}

fn config(base_url: &str) -> BlandConfig {
    BlandConfig {
        base_url: base_url.to_owned(),
        api_key: KEY.into(),
        org_id: None,
        http_timeout: PATIENCE,
        proxy_from_env: false,
    }
}

fn client(base_url: &str) -> Bland {
    Bland::new(config(base_url))
}
