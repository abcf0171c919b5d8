//! Filling a wallet, as chats.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::topup::State;

use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn coins_that_come_are_credited_and_told_of() {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    world.tops_up(ann, "50", Coin::UsdtTrc20);
    let card = world.last(ann).id;
    world.wait(Duration::from_secs(2));
    println!("{}", world.transcript(ann));
    assert_eq!(world.topup(ann).state, State::Awaiting);
    assert!(world.message(ann, card).text.contains(&world.payment().address));
    world.arrives(&Arrival::Exact);
    world.wait(MINUTE);
    println!("{}", world.transcript(ann));
    assert_eq!(world.topup(ann).state, State::Credited);
    assert_eq!(world.balance(ann), Usd::cents(5_000));
    assert_eq!(world.told(ann, "was added to your balance"), 1);
    world.wait(Duration::from_secs(2 * 24 * 3600));
    assert_eq!(world.balance(ann), Usd::cents(5_000));
    world.hears(ann, &Msg::new("told-late").text("x", ""));
}
