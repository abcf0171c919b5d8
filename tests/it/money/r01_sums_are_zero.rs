//! R1: the entries of a command add up to zero in each asset, and so does the whole ledger.

use ivrbot::domain::ids::{LedgerId, PeriodId, UserId};
use ivrbot::domain::wallet::Bucket;
use ivrbot::store::ledger::{self, Account, Asset, Breach, Command, Kind, Posting, Role};

use super::bank::{Bank, minutes};

fn post(bank: &Bank, postings: &[Posting]) -> anyhow::Result<()> {
    let (kind, key, actor, reason) = (Kind::Credit, "a", "Op", "");
    let command = Command { kind, key, actor, reason, call: None, postings };
    bank.store.write(|tx| ledger::post(tx, &command)).map(drop)
}

#[test]
fn r01_what_leaves_one_account_arrives_in_another() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let call = bank.single(ann);
    bank.hold(call, ann, &minutes(3), None);
    bank.assert_sound();
    let sum: i64 =
        bank.raw().query_row("SELECT sum(delta) FROM entries", [], |row| row.get(0)).unwrap();
    assert_eq!(sum, 0);
}

#[test]
fn r01_a_posting_that_would_not_balance_is_an_error() {
    let bank = Bank::open();
    let (period, bucket) = (PeriodId(1), Bucket::Single);
    let usd = Account::system(Role::Adjustment, Asset::Usd);
    let to = Account::user(UserId(1), Role::Available, Asset::Usd);
    let seconds = Account { asset: Asset::Seconds { period, bucket }, ..to };
    let odd = [
        Posting { from: usd, to, amount: 0 },
        Posting { from: usd, to, amount: -1 },
        Posting { from: usd, to, amount: i64::MIN },
        Posting { from: usd, to: seconds, amount: 1 },
        Posting { from: to, to, amount: 1 },
    ];
    for posting in odd {
        assert!(post(&bank, &[posting]).is_err(), "{posting:?}");
    }
    assert!(post(&bank, &[]).is_err());
    let most = Posting { from: usd, to, amount: i64::MAX };
    assert!(post(&bank, &[most, most]).is_err(), "beyond the range");
    let entries: i64 =
        bank.raw().query_row("SELECT count(*) FROM entries", [], |row| row.get(0)).unwrap();
    assert_eq!(entries, 0);
}

#[test]
fn r01_a_missing_entry_is_found() {
    let bank = Bank::open();
    bank.user(1, 100);
    let broken = "DROP TRIGGER entries_kept; DELETE FROM entries WHERE delta < 0";
    bank.raw().execute_batch(broken).unwrap();
    let asset = || "usd_micro".to_owned();
    let found = bank.breaches();
    let command = Breach::Command { ledger: LedgerId(1), asset: asset(), sum: 1_000_000 };
    assert!(found.contains(&command), "{found:?}");
    assert!(found.contains(&Breach::Asset { asset: asset(), sum: 1_000_000 }), "{found:?}");
}
