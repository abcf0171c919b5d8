//! A picture as it is decided: values, and [`Msg`](crate::chat::msg::Msg) for what is written in
//! it. The courier puts the labels into words and draws it at the moment it is sent, so that it
//! speaks the reader's language of that moment, and nothing but values is stored.

use serde::{Deserialize, Serialize};

/// A picture above a message's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// A QR code, to be read from this screen by another device.
    Qr {
        /// What it holds; at most 2,331 bytes.
        text: String,
    },
    /// A sign on a broad strip.
    Sign {
        /// Which.
        sign: Sign,
    },
}

/// What a sign says of what stood in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// It is on its way.
    OnTheWay,
    /// It came.
    Done,
    /// Somebody looks at it.
    LookedAt,
    /// It is over.
    Over,
}

impl Sign {
    /// All of them.
    pub const ALL: [Sign; 4] = [Sign::OnTheWay, Sign::Done, Sign::LookedAt, Sign::Over];
}
