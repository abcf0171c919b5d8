//! Which row of the tariff a call is promised, and that a later change does not touch it.

use ivrbot::domain::money::Usd;
use ivrbot::domain::phone::Phone;
use ivrbot::domain::plan::SingleMinutes;
use ivrbot::domain::tariff::{Included, Tariff, TariffChange};
use ivrbot::domain::wallet::{Basis, Bucket, Source, fund};
use ivrbot::store::{costs, holds, ledger, plans, tariffs};

use crate::call::{CAROL, credit, now, signed_up, to_summary};

use super::bank::{Bank, HOME, free_plan, minutes, talk};

/// The row that every database begins with, changed.
fn row(bank: &Bank, prefix: &str, change: impl FnOnce(&mut Tariff)) -> Tariff {
    let (_, mut row) = bank.read(tariffs::now).remove(0);
    row.prefix = prefix.parse().unwrap();
    change(&mut row);
    row
}

fn kinds(changes: &[TariffChange]) -> Vec<&'static str> {
    changes.iter().map(Into::into).collect()
}

#[test]
fn a_price_list_brought_in_twice_changes_nothing_and_old_versions_stay() {
    let bank = Bank::open();
    let others = row(&bank, "", |_| {});
    let uk = row(&bank, "44", |row| row.single = Usd::cents(45));
    let mobile = row(&bank, "447", |row| row.included = Included::Regions(Vec::new()));
    let list = [others.clone(), uk.clone(), mobile.clone()];
    let import = |rows: &[Tariff]| kinds(&bank.write(|tx| tariffs::import(tx, rows)));
    assert_eq!(import(&list), ["keep", "insert", "insert"]);
    assert_eq!(import(&list), ["keep", "keep", "keep"]);
    let dearer = Tariff { single: Usd::cents(50), ..uk };
    assert_eq!(import(&[dearer.clone(), others.clone()]), ["change", "keep", "end"]);
    let now: Vec<Tariff> = bank.read(tariffs::now).into_iter().map(|(_, row)| row).collect();
    assert_eq!(now, [others, dearer]);
    let versions: i64 =
        bank.raw().query_row("SELECT count(*) FROM tariffs", [], |row| row.get(0)).unwrap();
    assert_eq!(versions, 4);
    let phone = Phone::parse("+447400123456", None).unwrap();
    let (_, found) = bank.read(|tx| tariffs::of(tx, &phone));
    assert_eq!(found.single, Usd::cents(50), "what ended counts no more");
    bank.assert_sound();
}

#[test]
fn a_plan_covers_the_default_region_and_elsewhere_the_wallet_pays() {
    let bank = Bank::open();
    let rows = [
        row(&bank, "", |_| {}),
        row(&bank, "1", |row| {
            row.single = Usd::cents(45);
            row.included = "US CA".parse().unwrap();
        }),
    ];
    bank.write(|tx| tariffs::import(tx, &rows));
    bank.seed(&[free_plan(SingleMinutes::Limited(2), 0)]);
    let ann = bank.user(1, 100);
    let basis = |number: &str| {
        let funding = fund(&bank.purse(ann, Bucket::Single, number).0).unwrap();
        (funding.basis, funding.price.minute)
    };
    assert_eq!(basis(HOME), (Basis::NoPlan, Usd::cents(30)));
    bank.write(|tx| plans::grant_free(tx, ann)).unwrap();
    assert_eq!(basis(HOME).0, Basis::Plan);
    assert_eq!(basis("+12125550143").0, Basis::Plan);
    assert_eq!(basis("+442070313000"), (Basis::Elsewhere, Usd::cents(30)));
    // Jamaica shares the code and is another country.
    assert_eq!(basis("+18765230123"), (Basis::Elsewhere, Usd::cents(45)));
}

#[test]
fn r17_a_balance_below_one_step_is_refused() {
    let bank = Bank::open();
    bank.write(|tx| tariffs::import(tx, &[row(&bank, "", |row| row.block = 90)]));
    let ann = bank.user(1, 44);
    let short = fund(&bank.purse(ann, Bucket::Single, HOME).0).unwrap_err();
    assert_eq!((short.need, short.have), (Usd::cents(45), Usd::cents(44)));
    let bob = bank.user(2, 45);
    let funding = fund(&bank.purse(bob, Bucket::Single, HOME).0).unwrap();
    assert_eq!(funding.source, Source::Wallet { amount: Usd::cents(45) });
}

#[test]
fn r19_a_price_that_changes_leaves_promised_calls_alone_and_all_is_traced_to_its_row() {
    let bank = Bank::open();
    let ann = bank.user(1, 100);
    let old = bank.single(ann);
    bank.hold(old, ann, &minutes(2), None);
    let dearer = row(&bank, "", |row| {
        (row.single, row.block, row.least) = (Usd::cents(40), 6, 30);
    });
    bank.write(|tx| tariffs::import(tx, &[dearer]));
    let new = bank.single(ann);
    let funding = fund(&bank.purse(ann, Bucket::Single, HOME).0).unwrap();
    bank.hold(new, ann, &funding, None);
    for (call, seconds, micro) in [(old, 7, 35_000), (new, 7, 200_000)] {
        let charged = bank.write(|tx| holds::settle(tx, call, talk(seconds)));
        assert_eq!(charged.usd, Usd::micro(micro));
    }
    let reasons = bank.read(|tx| ledger::entries_of(tx, ann, None, 100));
    let of = |call| reasons.iter().find(|entry| entry.call == Some(call)).unwrap();
    assert_eq!((of(old).reason.as_str(), of(new).reason.as_str()), ("tariff 1", "tariff 2"));
    bank.assert_sound();
}

#[test]
fn what_a_minute_costs_is_measured_once_enough_was_said() {
    let bank = Bank::open();
    let ann = bank.user(1, 0);
    let raw = bank.raw();
    let now = bank.clock.wall().as_millisecond();
    let day = 24 * 3600 * 1000;
    let call = |age: i64, seconds: i64, micro: Option<i64>| {
        let id = bank.single(ann).0;
        let sql = "UPDATE calls SET placed_ms = ?2, seconds = ?3, paid_micro = ?4 WHERE id = ?1";
        raw.execute(sql, rusqlite::params![id, now - age, seconds, micro]).unwrap();
    };
    let minute = || bank.read(costs::measured).map(Usd::plain);
    assert_eq!(minute(), None);
    // Too old, or nothing is known of its price.
    call(7 * day, 36_000, Some(1));
    call(day, 36_000, None);
    call(day, 3_599, Some(7_200_000));
    assert_eq!(minute(), None);
    // An attempt that nobody answered costs too.
    call(6 * day, 0, Some(15_000));
    call(0, 1, Some(15_000));
    assert_eq!(minute().as_deref(), Some("0.1205"));
}

#[test]
fn a_receipt_names_the_row_and_the_reason_of_its_price() {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 10);
    to_summary(&mut world, ann);
    now(&mut world, ann);
    let sql = "SELECT r.facts, h.tariff_id FROM receipts r JOIN holds h ON h.id = r.hold_id";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
    let (facts, row) = world.raw().query_row(sql, [], read).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    assert_eq!((&facts["price"][0], &facts["price"][1]["tariff"]), (&"plan".into(), &row.into()));
    world.bland.callee_for(CAROL, ivrbot::demo::bland::Callee::no_answer());
    world.wait(std::time::Duration::from_secs(300));
}
