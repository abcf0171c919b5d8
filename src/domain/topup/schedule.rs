//! How often the provider is asked about a payment (`payments.md` §1.4).

use crate::domain::ids::TopupId;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The first look: the provider keeps what a look reads only after it has answered.
pub const FIRST_LOOK_MS: i64 = 5 * SECOND;
/// How long a payment is looked at.
pub const WATCHED_MS: i64 = 7 * 24 * HOUR;

/// Up to which age a payment is looked at how often.
const STEPS: [(i64, i64); 4] =
    [(15 * MINUTE, 20 * SECOND), (2 * HOUR, MINUTE), (24 * HOUR, 10 * MINUTE), (WATCHED_MS, HOUR)];
/// A quarter of the gap at most: payments that were opened together are not looked at together.
const JITTER_PART: i64 = 4;
/// A prime, so that neighbours differ.
const SPREAD: i64 = 7_919;

/// When a payment of this age is looked at next, from now, milliseconds; `None` when it is not any
/// more.
pub fn next_look(age_ms: i64, id: TopupId) -> Option<i64> {
    let (_, gap) = STEPS.into_iter().find(|(until, _)| age_ms < *until)?;
    let jitter = id.0.wrapping_mul(SPREAD).rem_euclid(gap / JITTER_PART);
    Some(gap.saturating_sub(jitter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer_and_end_after_a_week() {
        let table = [
            (0, 20 * SECOND),
            (15 * MINUTE - 1, 20 * SECOND),
            (15 * MINUTE, MINUTE),
            (2 * HOUR, 10 * MINUTE),
            (24 * HOUR, HOUR),
            (WATCHED_MS - 1, HOUR),
        ];
        for (age, gap) in table {
            for id in 0..500 {
                let next = next_look(age, TopupId(id)).unwrap();
                assert!((gap - gap / JITTER_PART..=gap).contains(&next), "{age} {id}: {next}");
            }
        }
        assert_eq!(next_look(WATCHED_MS, TopupId(1)), None);
        assert_ne!(next_look(0, TopupId(1)), next_look(0, TopupId(2)));
        assert_eq!(next_look(0, TopupId(9)), next_look(0, TopupId(9)));
    }
}
