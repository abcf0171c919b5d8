//! Proofs that something is on disk: a [`Draft`] is made inside a transaction and becomes
//! [`Committed`] only when that transaction has committed.

/// Made inside a write transaction; worth nothing until it commits.
#[derive(Debug)]
#[must_use]
pub struct Draft<T>(T);

/// What it holds is durable. Only the store makes one.
#[derive(Debug)]
pub struct Committed<T>(T);

impl<T> Draft<T> {
    /// Only the store's own modules draft proofs.
    pub(in crate::store) fn new(value: T) -> Draft<T> {
        Draft(value)
    }

    /// Only [`super::Store`] says that a commit succeeded.
    pub(in crate::store) fn commit(self) -> Committed<T> {
        Committed(self.0)
    }
}

impl<T> Committed<T> {
    /// Takes the value out: the proof is used up.
    pub fn take(self) -> T {
        self.0
    }

    /// Looks at the value.
    pub fn get(&self) -> &T {
        &self.0
    }
}
