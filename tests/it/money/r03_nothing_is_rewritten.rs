//! R3: what the ledger says is never changed and never taken away, not even past the program.

use super::bank::Bank;

#[test]
fn r03_update_and_delete_are_refused() {
    let bank = Bank::open();
    bank.user(1, 100);
    let raw = bank.raw();
    let attempts = [
        "UPDATE entries SET delta = delta + 1",
        "DELETE FROM entries",
        "UPDATE ledger SET reason = 'other'",
        "DELETE FROM ledger",
        "UPDATE events SET body = '{}'",
        "DELETE FROM events",
    ];
    for sql in attempts {
        let error = raw.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    bank.assert_sound();
}
