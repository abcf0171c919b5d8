//! R2: a balance is the sum of its entries, and a balance that was tampered with is found.

use ivrbot::store::ledger::Breach;

use super::bank::{Bank, minutes};

#[test]
fn r02_a_wrong_balance_is_found() {
    let bank = Bank::open();
    bank.user(1, 100);
    bank.assert_sound();
    let sql = "UPDATE accounts SET balance = balance + 1 WHERE owner_kind = 'user'";
    bank.raw().execute(sql, []).unwrap();
    let found = bank.breaches();
    assert!(
        matches!(found[..], [Breach::Balance { cached: 1_000_001, sum: 1_000_000, .. }]),
        "{found:?}"
    );
}

#[test]
fn r02_a_hold_that_does_not_match_what_is_held_is_found() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    bank.hold(call, ann, &minutes(2), None);
    let sql = "UPDATE holds SET state = 'released', resolved_ms = 1";
    bank.raw().execute(sql, []).unwrap();
    let asset = "usd_micro".to_owned();
    let held = Breach::Held { user: ann, asset, balance: 600_000, holds: 0 };
    assert_eq!(bank.breaches(), [held]);
}

#[test]
fn r02_a_hold_of_money_that_was_never_moved_is_found() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    let sql = "INSERT INTO holds (user_id, call_id, source, asset, amount, tariff_id, rate_micro,
                   transfer_micro, attempt_micro, block_seconds, least_seconds, made_ms)
               VALUES (?1, ?2, 'wallet', 'usd_micro', 5, 1, 5, 0, 0, 1, 0, 0)";
    bank.raw().execute(sql, [ann.0, call.0]).unwrap();
    let held = Breach::Held { user: ann, asset: "usd_micro".to_owned(), balance: 0, holds: 5 };
    assert_eq!(bank.breaches(), [held]);
}
