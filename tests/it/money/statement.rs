//! What a person sees of his own money.

use ivrbot::domain::money::Usd;
use ivrbot::store::holds;
use ivrbot::store::ledger::{Entry, Kind, Role, entries_of};

use super::bank::{Bank, minutes, talk};

#[test]
fn a_statement_is_paged_newest_first_and_shows_nobody_else() {
    let bank = Bank::open();
    let (ann, bob) = (bank.user(1, 100), bank.user(2, 100));
    for user in [ann, bob] {
        let call = bank.single(user);
        bank.hold(call, user, &minutes(2), None);
        bank.write(|tx| holds::settle(tx, call, talk(60)));
    }
    let all = bank.read(|tx| entries_of(tx, ann, None, 100));
    let short: Vec<_> = all.iter().map(|e| (e.kind, e.role, Usd::micro(e.delta))).collect();
    let (back, out) = (Usd::cents(30), Usd::cents(-30));
    let want = [
        (Kind::Settle, Role::Available, back),
        (Kind::Settle, Role::Held, out),
        (Kind::Settle, Role::Held, out),
        (Kind::Hold, Role::Held, Usd::cents(60)),
        (Kind::Hold, Role::Available, Usd::cents(-60)),
        (Kind::Credit, Role::Available, Usd::cents(100)),
    ];
    assert_eq!(short, want);
    assert_eq!(all.last().unwrap().reason, "gift");
    let mut paged: Vec<Entry> = Vec::new();
    loop {
        let before = paged.last().map(|entry| entry.id);
        let page = bank.read(|tx| entries_of(tx, ann, before, 4));
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, all);
}
