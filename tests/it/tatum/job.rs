//! The job by the world's clock: when it asks, what it believes, how it bears an outage.

use std::time::Duration;

use ivrbot::demo::tatum::{Endpoint, Fault};
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::rate::Peg;
use ivrbot::store::rates;

use crate::world::World;

pub const MINUTE: Duration = Duration::from_secs(60);

impl World {
    fn questions(&self) -> usize {
        self.tatum.asked().len()
    }

    fn last_codes(&self) -> Vec<String> {
        self.tatum.asked().last().unwrap().codes.clone()
    }
}

#[test]
fn without_a_source_nothing_is_asked_and_dollar_coins_hold() {
    let mut world = World::new();
    world.wants(Coin::ALL);
    world.wait(MINUTE * 60);
    assert_eq!((world.questions(), world.price("BTC"), world.peg()), (0, None, Peg::Holds));
}

#[test]
fn it_asks_each_minute_while_somebody_wants_to_know() {
    let mut world = World::new().with_rates();
    assert_eq!((world.questions(), world.last_codes()), (1, vec!["USDT".to_owned()]));
    assert_eq!(world.price("BTC"), None);
    world.wait(MINUTE * 5);
    // A coin that was not asked for yet does not wait for its turn.
    world.wants(&[Coin::UsdtTrc20, Coin::UsdtErc20, Coin::Btc]);
    assert_eq!((world.questions(), world.last_codes()), (2, vec!["USDT".into(), "BTC".into()]));
    assert_eq!(world.price("BTC"), Some(102_024_000_000));
    world.wants(&[Coin::Btc]);
    assert_eq!(world.questions(), 2, "wanting again asks no sooner");
    world.wait(MINUTE * 10 - Duration::from_secs(1));
    assert_eq!(world.questions(), 11);
    world.wait(MINUTE * 60);
    assert!((16..=18).contains(&world.questions()), "{}", world.questions());
    assert_eq!(world.last_codes(), ["USDT"]);
    assert_eq!((world.price("BTC"), world.last_price("BTC")), (None, Some(102_024_000_000)));
}

#[test]
fn a_day_nobody_wants_anything_costs_little() {
    let mut world = World::new().with_rates();
    world.wait(MINUTE * 60 * 24);
    assert!((144..=146).contains(&world.questions()), "{}", world.questions());
}

#[test]
fn a_jump_counts_once_a_second_reading_agrees() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    world.tatum.set("BTC", "60000");
    world.wait(MINUTE);
    assert_eq!(world.price("BTC"), Some(102_024_000_000), "one reading proves nothing");
    world.wait(MINUTE);
    assert_eq!(world.price("BTC"), Some(60_000_000_000));
    // A slip that the next reading takes back.
    world.tatum.set("BTC", "6");
    world.wait(MINUTE);
    world.tatum.set("BTC", "60100");
    world.wait(MINUTE);
    assert_eq!(world.price("BTC"), Some(60_100_000_000));
}

#[test]
fn a_jump_after_which_nobody_asks_is_asked_about_again() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Ltc]);
    world.wait(MINUTE * 9 + Duration::from_secs(30));
    world.tatum.set("LTC", "60");
    world.wants(&[Coin::Ltc]);
    world.wait(MINUTE * 9 + Duration::from_secs(50));
    assert_eq!(world.last_price("LTC"), Some(60_000_000));
}

#[test]
fn the_same_answer_again_is_no_second_reading() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    let start = world.clock.wall();
    world.tatum.set("BTC", "60000");
    for minute in 1..4_i64 {
        // The source goes on to show what it fixed at the start.
        world.tatum.configure(|settings| settings.age_ms = minute * 60_000 - 10_000);
        world.clock.set(start + MINUTE * u32::try_from(minute).unwrap());
        world.settle();
    }
    assert_eq!(world.last_price("BTC"), Some(102_024_000_000));
}

#[test]
fn an_old_rate_is_neither_taken_nor_quoted() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    world.tatum.configure(|settings| settings.age_ms = 5 * 60_000 + 1);
    world.tatum.set("BTC", "103000");
    world.wait(MINUTE * 4);
    assert_eq!(world.price("BTC"), Some(102_024_000_000), "not yet five minutes old");
    world.wait(MINUTE * 2);
    assert_eq!((world.price("BTC"), world.last_price("BTC")), (None, Some(102_024_000_000)));
    world.tatum.configure(|settings| settings.age_ms = 5 * 60_000);
    world.wait(MINUTE);
    assert_eq!(world.last_price("BTC"), Some(103_000_000_000));
}

#[test]
fn a_dollar_coin_that_is_no_dollar_pauses_and_comes_back() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::UsdtTrc20]);
    for (value, pegs) in [
        ("0.9799", [Peg::Holds, Peg::Holds, Peg::Paused]),
        ("1.0", [Peg::Paused, Peg::Paused, Peg::Holds]),
        // A fall beyond a jump counts from its first reading on.
        ("0.5", [Peg::Holds, Peg::Holds, Peg::Paused]),
    ] {
        world.tatum.set("USDT", value);
        for peg in pegs {
            world.wants(&[Coin::UsdtTrc20]);
            world.wait(MINUTE);
            assert_eq!(world.peg(), peg, "{value}");
        }
    }
    world.restart();
    assert_eq!(world.peg(), Peg::Paused, "a restart forgets nothing");
    world.tatum.outage(Fault::HangUp);
    world.wait(MINUTE * 60 * 23);
    assert_eq!(world.peg(), Peg::Paused);
    world.wait(MINUTE * 60 * 2);
    assert_eq!(world.peg(), Peg::Holds, "nobody can tell any more: dollar coins go on");
}

#[test]
fn r25_an_outage_is_borne_with_ever_longer_rests() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    let start = world.clock.wall().as_millisecond();
    world.tatum.outage(Fault::Internal);
    world.wait(MINUTE * 60);
    let minutes: Vec<i64> =
        world.tatum.asked().iter().skip(2).map(|one| (one.at_ms - start) / 60_000).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 26, 36, 46, 56]);
    assert_eq!((world.price("BTC"), world.last_price("BTC")), (None, Some(102_024_000_000)));
    // The bot goes on meanwhile.
    let ann = world.sign_up("Ann", 7, "en");
    assert!(!world.last(ann).keyboard.is_empty());
    world.tatum.heal();
    world.wait(MINUTE * 10);
    world.wants(&[Coin::Btc]);
    assert_eq!(world.price("BTC"), Some(102_024_000_000));
}

#[test]
fn a_source_that_is_down_from_the_first_is_left_alone_too() {
    let world = World::new();
    world.tatum.outage(Fault::HangUp);
    let mut world = world.with_rates();
    assert_eq!(world.questions(), 1);
    world.wait(MINUTE * 3);
    assert_eq!(world.questions(), 3);
    world.tatum.heal();
    world.wait(MINUTE * 5);
    assert_eq!(world.price("USDT"), Some(1_000_200));
}

#[test]
fn without_credits_it_rests_for_hours_and_a_restart_asks_anew() {
    let mut world = World::new().with_rates();
    world.tatum.configure(|settings| settings.credits = 0);
    world.wait(MINUTE * 60 * 6);
    assert_eq!(world.questions(), 2);
    world.wait(MINUTE * 60);
    assert_eq!(world.questions(), 3);
    world.tatum.configure(|settings| settings.credits = 1_000);
    world.restart();
    world.settle();
    assert_eq!(world.questions(), 4);
    assert_eq!(world.price("USDT"), Some(1_000_200));
}

#[test]
fn readings_are_logged_with_what_became_of_them_and_not_for_ever() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    world.tatum.set("BTC", "1");
    world.wait(MINUTE);
    world.tatum.configure(|settings| settings.age_ms = 600_000);
    world.wait(MINUTE);
    let file = world.raw();
    let sql = "SELECT group_concat(verdict, ' ') FROM rate_log WHERE symbol = 'BTC'";
    let verdicts: String = file.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(verdicts, "accepted held stale");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO rate_log (symbol, usd_micro, at_ms, heard_ms, verdict)
        SELECT 'BTC', 1, i, i, 'held' FROM n";
    file.execute_batch(many).unwrap();
    world.wait(MINUTE);
    let count = "SELECT count(*) FROM rate_log";
    let count: i64 = file.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 15_000);
}

#[test]
fn r10_a_rate_that_was_read_does_not_change_under_a_reader() {
    let mut world = World::new().with_rates();
    world.wants(&[Coin::Btc]);
    let quoted = world.store.read(|tx| rates::now(tx, "BTC")).unwrap().unwrap();
    world.tatum.set("BTC", "120000");
    world.wait(MINUTE);
    assert_eq!(quoted.usd, Usd::cents(10_202_400));
    assert_eq!(world.price("BTC"), Some(120_000_000_000));
}

#[test]
fn a_coin_the_source_does_not_know_leaves_the_others_alone() {
    let mut world = World::new().with_rates();
    world.tatum.forget("DOGE");
    world.wants(&[Coin::Doge, Coin::Btc]);
    assert_eq!((world.price("DOGE"), world.price("BTC")), (None, Some(102_024_000_000)));
    world.wait(MINUTE);
    let last = world.tatum.asked().pop().unwrap();
    assert_eq!((last.endpoint, last.codes.len()), (Endpoint::V4Batch, 2));
}
