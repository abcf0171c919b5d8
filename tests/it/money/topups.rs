//! Filling a wallet, as chats: every way it can come out.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::dynopay::{Arrival, Landed};
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::settings::{Part, Settings};
use ivrbot::domain::topup::{Problem, State};
use rust_decimal::Decimal;

use crate::world::{Who, World, settings};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Ann at the card that says where the coins go.
fn at_the_card(dollars: &str, coin: Coin) -> (World, Who) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, dollars, coin);
    assert_eq!(world.topup(ann).state, State::Awaiting, "{}", world.transcript(ann));
    (world, ann)
}

/// What came of so much of what was asked: the wallet and the last word.
#[track_caller]
fn comes(dollars: &str, coin: Coin, arrival: &Arrival, cents: i32, says: &'static str) -> World {
    let (mut world, ann) = at_the_card(dollars, coin);
    assert_eq!(world.arrives(arrival), Landed::Here);
    world.wait(2 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(cents), "{}", world.transcript(ann));
    assert_eq!(world.topup(ann).state, State::Credited);
    assert_eq!(world.told(ann, "was added to your balance"), 1, "{}", world.transcript(ann));
    assert!(world.last(ann).text.contains(says), "{}", world.transcript(ann));
    let card = world.told(ann, says);
    assert_eq!(card, if cents == 10_000 { 1 } else { 2 }, "the card says it too");
    world
}

#[test]
fn coins_that_come_are_credited_and_told_of() {
    let (mut world, ann) = at_the_card("50", Coin::UsdtTrc20);
    let card = world.last(ann);
    assert!(card.text.contains(&world.payment().address));
    for word in ["Send exactly 50 USDT", "Only USDT on Tron (TRC-20)", "1 USDT = $1.00"] {
        assert!(card.text.contains(word), "{}", card.text);
    }
    world.arrives(&Arrival::Exact);
    world.wait(MINUTE);
    assert!(world.message(ann, card.id).text.contains("$50.00 added"), "the card follows");
    assert_eq!(world.balance(ann), Usd::cents(5_000));
    world.wait(48 * HOUR);
    assert_eq!(world.balance(ann), Usd::cents(5_000));
    assert_eq!(world.told(ann, "was added to your balance"), 1);
}

#[test]
fn a_transfer_is_told_of_when_it_is_seen() {
    let (mut world, ann) = at_the_card("50", Coin::UsdtTrc20);
    world.dynopay.configure(|account| account.pace.confirm_ms = 10 * 60_000);
    world.arrives(&Arrival::Exact);
    world.wait(MINUTE);
    assert_eq!(world.topup(ann).state, State::Detected);
    assert_eq!(world.told(ann, "A transfer for your top-up of $50.00 was seen"), 1);
    assert_eq!(world.balance(ann), Usd::ZERO);
    world.wait(15 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(5_000), "{}", world.transcript(ann));
}

#[test]
fn r10_a_volatile_coin_is_credited_at_the_locked_rate() {
    let (mut world, ann) = at_the_card("100", Coin::Btc);
    world.dynopay.configure(|account| {
        account.prices.insert("BTC".into(), Decimal::from(50_000));
    });
    world.arrives(&Arrival::Exact);
    world.wait(MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(10_000), "{}", world.transcript(ann));
}

#[test]
fn r11_less_is_credited_as_it_came() {
    let half = Arrival::Percent(60);
    comes("100", Coin::UsdtTrc20, &half, 6_000, "less than the $100.00 you asked for");
}

#[test]
fn r11_a_little_less_is_made_whole_at_the_operators_expense() {
    let nearly = Arrival::Amount("99.6".parse().unwrap());
    let world = comes("100", Coin::UsdtTrc20, &nearly, 10_000, "$0.40 of it is from us");
    let expense: i64 = world
        .raw()
        .query_row("SELECT balance FROM accounts WHERE role = 'expense'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(expense, -400_000);
}

#[test]
fn r13_more_is_credited_whole() {
    let more = Arrival::Amount("60.10".parse().unwrap());
    comes("30", Coin::UsdtTrc20, &more, 6_010, "more than the $30.00 you asked for");
}

#[test]
fn r12_a_late_dollar_is_a_dollar() {
    let (mut world, ann) = at_the_card("20", Coin::UsdtErc20);
    let card = world.last(ann).id;
    world.wait(HOUR + 5 * MINUTE);
    assert_eq!(world.topup(ann).state, State::Expired);
    assert!(!world.message(ann, card).text.contains(&world.payment().address));
    world.arrives(&Arrival::Exact);
    world.wait(5 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(2_000), "{}", world.transcript(ann));
    world.hears(ann, &Msg::new("told-late"));
}

#[test]
fn r12_a_late_volatile_coin_waits_for_a_rate() {
    let (mut world, ann) = at_the_card("100", Coin::Btc);
    world.wait(30 * MINUTE);
    world.arrives(&Arrival::Exact);
    world.wait(HOUR);
    assert_eq!(world.topup(ann).state, State::Detected, "{}", world.transcript(ann));
    assert_eq!(world.balance(ann), Usd::ZERO);
    // There is none for a week: an operator looks.
    world.wait(8 * 24 * HOUR);
    assert_eq!(world.topup(ann).state, State::Review, "{}", world.transcript(ann));
}

#[test]
fn r12_a_late_volatile_coin_is_worth_the_lower_of_two_rates() {
    for (price, cents) in [("80000", 7_841), ("120000", 10_000)] {
        let mut world = World::new().with_rates();
        let ann = world.sign_up("Ann", 7, "en");
        world.tops_up(ann, "100", Coin::Btc);
        world.wait(30 * MINUTE);
        world.tatum.set("BTC", price);
        world.arrives(&Arrival::Exact);
        // A jump of the rate is believed at the second reading.
        world.wait(HOUR);
        assert_eq!(world.topup(ann).state, State::Credited, "{}", world.transcript(ann));
        assert_eq!(world.balance(ann).as_micro() / 10_000, i64::from(cents), "{price}");
        world.hears(ann, &Msg::new("told-late-rate"));
    }
}

/// After a day it is looked at by the hour, and a rate counts for five minutes.
#[test]
fn r12_a_late_coin_gets_its_rate_though_the_source_was_down_for_a_day() {
    let mut world = World::new().with_rates();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "100", Coin::Btc);
    world.wait(30 * MINUTE);
    world.tatum.outage(ivrbot::demo::tatum::Fault::Internal);
    world.wait(10 * MINUTE);
    world.arrives(&Arrival::Exact);
    world.wait(25 * HOUR);
    assert_eq!(world.topup(ann).state, State::Detected, "{}", world.transcript(ann));
    world.tatum.heal();
    world.wait(3 * HOUR);
    assert_eq!(world.topup(ann).state, State::Credited, "{}", world.transcript(ann));
    // The lower of two rates that are all but the same.
    assert!(world.balance(ann) > Usd::cents(9_999), "{}", world.transcript(ann));
}

#[test]
fn a_price_far_from_the_market_is_not_shown() {
    let mut world = World::new().with_rates();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    for (price, shown) in [(99_000, true), (92_000, false)] {
        world.dynopay.configure(|account| {
            account.prices.insert("BTC".into(), Decimal::from(price));
        });
        world.tops_up(ann, "100", Coin::Btc);
        world.wait(MINUTE);
        let state = world.topup(ann).state;
        assert_eq!(state == State::Awaiting, shown, "{}", world.transcript(ann));
    }
    assert_eq!(world.topup(ann).problem, Some(Problem::Quote));
    assert_eq!(world.told(boss, "offered an odd price"), 1);
    assert!(!world.transcript(ann).contains(&world.payment().address));
}

#[test]
fn a_dollar_that_is_none_is_not_taken() {
    let mut world = World::new().with_rates();
    let ann = world.sign_up("Ann", 7, "en");
    world.tatum.set("USDT", "0.90");
    world.wait(2 * HOUR);
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    world.says(ann, "20");
    world.hears(ann, &Msg::new("topup-no-dollars"));
    assert!(!world.shows(ann, "USDT on Tron (TRC-20)"));
    assert!(world.shows(ann, "Bitcoin (BTC)"));
}

#[test]
fn r15_what_is_odd_waits_for_an_operator() {
    let wrong = Arrival::WrongCoin("USDT-ERC20".into());
    let ways = [
        (Arrival::Percent(301), "more than three times the amount"),
        (wrong, "another coin or network"),
        (Arrival::Recovered, "found by the provider"),
    ];
    for (arrival, why) in ways {
        let (mut world, ann) = at_the_card("20", Coin::UsdtTrc20);
        world.dynopay.configure(|account| {
            account.unknowns.recovery_is_told = true;
            account.unknowns.wrong_coin_is_told = true;
        });
        let boss = world.sign_up("Boss", 8, "en");
        world.appoint(boss);
        world.arrives(&arrival);
        world.wait(20 * MINUTE);
        assert_eq!(world.topup(ann).state, State::Review, "{}", world.transcript(ann));
        assert_eq!(world.balance(ann), Usd::ZERO);
        assert_eq!(world.told(ann, "a person must look at"), 1);
        assert_eq!(world.told(boss, why), 1, "{}", world.transcript(boss));
    }
}

#[test]
fn coins_that_were_sent_back_are_told_of_once() {
    let (mut world, ann) = at_the_card("20", Coin::UsdtTrc20);
    // The provider says at once that it sends them back.
    world.dynopay.configure(|account| account.pace.confirm_ms = 0);
    world.arrives(&Arrival::Refunded);
    world.wait(48 * HOUR);
    let back = world.told(ann, "sent your coins back");
    let credited = world.balance(ann) > Usd::ZERO;
    assert!(back == 1 || credited, "{}", world.transcript(ann));
}

#[test]
fn coins_that_the_provider_cannot_pass_on_are_the_users_all_the_same() {
    let (mut world, ann) = at_the_card("20", Coin::UsdtTrc20);
    let boss = world.sign_up("Boss", 8, "en");
    world.appoint(boss);
    world.arrives(&Arrival::Stuck);
    world.wait(48 * HOUR);
    assert_eq!(world.balance(ann), Usd::cents(2_000), "{}", world.transcript(ann));
    assert!(world.told(boss, "cannot pass them on") >= 1, "{}", world.transcript(boss));
}

#[test]
fn what_nobody_paid_is_closed_after_a_week() {
    let (mut world, ann) = at_the_card("20", Coin::UsdtTrc20);
    world.wait(8 * 24 * HOUR);
    let topup = world.topup(ann);
    assert_eq!((topup.state, topup.problem), (State::Abandoned, Some(Problem::Unpaid)));
    // It stays quiet: that nothing came is no news.
    assert_eq!(world.told(ann, "Reference"), 0, "{}", world.transcript(ann));
}

#[test]
fn r12_what_comes_after_it_was_closed_waits_for_an_operator() {
    let (mut world, ann) = at_the_card("20", Coin::UsdtTrc20);
    let boss = world.sign_up("Boss", 8, "en");
    world.appoint(boss);
    world.wait(8 * 24 * HOUR);
    assert_eq!(world.topup(ann).state, State::Abandoned);
    let payment = world.payment().payment_id;
    world.dynopay.arrive(&payment, &Arrival::Exact);
    world.wait(26 * HOUR);
    let topup = world.topup(ann);
    assert_eq!((topup.state, topup.problem), (State::Review, None), "{}", world.transcript(ann));
    assert_eq!(world.balance(ann), Usd::ZERO);
    assert_eq!(world.told(ann, "a person must look at"), 1);
    assert!(world.told(boss, "P1") >= 1, "{}", world.transcript(boss));
}

#[test]
fn an_account_that_must_be_verified_pauses_top_ups() {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    world.dynopay.configure(|account| account.unverified = true);
    for _ in 0..2 {
        world.tops_up(ann, "20", Coin::UsdtTrc20);
        world.wait(MINUTE);
        assert_eq!(world.topup(ann).problem, Some(Problem::Paused));
    }
    assert_eq!(world.told(ann, "Top-ups are paused; the operator has been told."), 4);
    assert_eq!(world.told(boss, "wants your account verified"), 1, "once a day");
}

#[test]
fn a_coin_without_a_purse_is_refused_in_words() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.dynopay.configure(|account| account.wallets.retain(|coin| coin != "LTC"));
    world.tops_up(ann, "20", Coin::Ltc);
    world.wait(MINUTE);
    assert_eq!(world.topup(ann).problem, Some(Problem::Coin), "{}", world.transcript(ann));
    world.hears(ann, &Msg::new("topup-no-coin"));
}

#[test]
fn amounts_are_asked_for_until_they_can_be_used() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    for (text, id) in [("ten", "topup-amount-unread"), ("9.99", "topup-amount-little")] {
        world.says(ann, text);
        let msg = Msg::new(id).usd("least", Usd::cents(1_000));
        world.hears(ann, &msg);
    }
    world.says(ann, "5000.01");
    world.hears(ann, &Msg::new("topup-amount-much").usd("most", Usd::cents(500_000)));
    world.says(ann, "$ 12,50");
    let card = world.last(ann).text;
    assert!(card.contains("What will you pay $12.50 with?"), "{card}");
    // Two dollars to send twelve and a half.
    assert!(card.contains("USDT on Tron (TRC-20): sending usually costs about $2.00"), "{card}");
    assert!(!card.contains("Litecoin (LTC): sending"), "{card}");
    world.taps_on(ann, "button-back");
    world.taps(ann, "$100.00");
    assert!(!world.last(ann).text.contains("sending usually costs"));
    world.taps_on(ann, "button-cancel");
    assert_eq!(world.dynopay.payments(), []);
}

#[test]
fn a_double_tap_opens_one_payment() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    world.says(ann, "20");
    world.taps_twice(ann, "coin-btc");
    assert_eq!(world.dynopay.payments().len(), 1);
}

#[test]
fn more_than_a_few_unpaid_ones_are_too_many() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    for _ in 0..5 {
        world.tops_up(ann, "20", Coin::UsdtTrc20);
        world.wait(MINUTE);
    }
    world.says(ann, "/menu");
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    world.hears(ann, &Msg::new("payments-title").count("total", 5));
    world.wait(2 * HOUR);
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    assert_eq!(world.dynopay.payments().len(), 6);
}

#[test]
fn without_a_provider_the_wallet_says_how_money_comes() {
    let settings = Settings { payments: Part::Missing, ..settings() };
    let mut world = World::with(settings);
    let ann = world.sign_up("Ann", 7, "en");
    world.taps_on(ann, "menu-wallet");
    world.hears(ann, &Msg::new("wallet-by-hand").text("id", "7"));
    assert!(!world.shows(ann, "➕ Top up"));
    // A button of another day leads to the same words.
    world.taps_data(ann, "1otu:0");
    world.hears(ann, &Msg::new("wallet-by-hand").text("id", "7"));
}

#[test]
fn who_leaves_the_card_gets_the_address_all_the_same() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.dynopay.fault(ivrbot::demo::dynopay::Endpoint::Open, ivrbot::demo::dynopay::Fault::Drop);
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.hears(ann, &Msg::new("topup-preparing").msg("coin", Msg::new("coin-usdt-trc20")));
    world.taps_on(ann, "button-menu");
    world.wait(2 * MINUTE);
    assert!(world.last(ann).text.contains("Send exactly 20 USDT"), "{}", world.transcript(ann));
    assert_eq!(world.dynopay.payments().len(), 1);
}
