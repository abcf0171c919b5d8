//! How the stand-in behaves: the account, and every behaviour the vendor leaves open.

/// The account. Every field may be changed while the stand-in runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The one API key that is accepted.
    pub key: String,
    /// Credits that are left; each rate costs 20.
    pub credits: i64,
    /// Whether version 4 is there.
    pub v4: Presence,
    /// Whether version 3 answers batches; clients only infer it.
    pub v3_batch: Presence,
    /// The field in which v3 says what it is a rate of.
    pub id: IdField,
    /// How v3 calls the dollar coin.
    pub dollar: Dollar,
    /// How a value is written; documented as text, and clients defend against numbers.
    pub value: ValueAs,
    /// How a time is written; documented as milliseconds.
    pub stamp: Stamp,
    /// How old a rate is when it is asked for, milliseconds.
    pub age_ms: i64,
    /// Whether a batch is answered newest first, so that a client must not rely on the order.
    pub reversed: bool,
}

impl Settings {
    /// An account with `key` that has credits, at a source as it is documented.
    pub fn new(key: &str) -> Settings {
        Settings {
            key: key.to_owned(),
            credits: PLENTY,
            v4: Presence::There,
            v3_batch: Presence::There,
            id: IdField::Id,
            dollar: Dollar::Usdt,
            value: ValueAs::Text,
            stamp: Stamp::Milliseconds,
            age_ms: 4_000,
            reversed: true,
        }
    }
}

/// No test that is not about credits should meet their end.
const PLENTY: i64 = 1_000_000_000;

/// Whether an endpoint is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    There,
    /// It is not, and this status says so.
    Missing(u16),
}

/// Two spellings of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdField {
    /// `id`
    Id,
    /// `_id`
    Underscored,
}

/// Two names of one coin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dollar {
    /// `USDT`
    Usdt,
    /// `USDT_TRON`
    UsdtTron,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueAs {
    /// In quotes.
    Text,
    /// As it is.
    Number,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// `1759480304330`
    Milliseconds,
    /// `2025-10-03T08:31:44.330Z`
    Rfc3339,
}
