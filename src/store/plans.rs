//! Plans (being built in another branch).
use crate::domain::ids::UserId;
use crate::store::Tx;
use anyhow::Result;
/// Grants the free plan.
pub fn grant_free(_tx: &Tx, _user: UserId) -> Result<()> {
    Ok(())
}
