//! R26: each payment that the provider lists has one credit or one review here, and each credit
//! stands in its list; operators are told of exactly the differences.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::{Coin, Units};
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::{Sighting, Stage};
use ivrbot::domain::topup::State;
use ivrbot::payments::{Ask, Fault, Opening, Payments};

use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3_600);

/// A door whose looks find nothing, and whose list has rows added and taken away.
struct Deaf {
    door: Arc<dyn Payments>,
    list: Arc<Mutex<List>>,
}

#[derive(Default)]
struct List {
    added: Vec<Sighting>,
    hidden: Vec<String>,
    deaf: bool,
}

impl Payments for Deaf {
    fn open(&self, ask: &Ask) -> Opening {
        self.door.open(ask)
    }

    fn look(&self, provider_id: &str) -> Result<Option<Sighting>, Fault> {
        let deaf = self.list.lock().unwrap().deaf;
        if deaf { Ok(None) } else { self.door.look(provider_id) }
    }

    fn completed(&self, page: u32) -> Result<Option<Vec<Sighting>>, Fault> {
        let list = self.list.lock().unwrap();
        let rows = self.door.completed(page)?;
        Ok(match (rows, page) {
            (None, 1) => Some(list.added.clone()),
            (None, _) => None,
            (Some(mut rows), page) => {
                rows.retain(|row| !list.hidden.contains(&row.provider_id));
                if page == 1 {
                    rows.extend(list.added.clone());
                }
                Some(rows)
            }
        })
    }

    fn coins(&self) -> Result<Vec<Coin>, Fault> {
        self.door.coins()
    }

    fn ready_in(&self) -> Duration {
        self.door.ready_in()
    }
}

fn deaf(world: &mut World) -> Arc<Mutex<List>> {
    let list = Arc::new(Mutex::new(List::default()));
    let shared = list.clone();
    world.wrap_payments(move |door| Arc::new(Deaf { door, list: shared }));
    list
}

fn stray() -> Sighting {
    Sighting {
        provider_id: "11111111-2222-4333-8444-555555555555".into(),
        stage: Stage::Arrived,
        coin: Some(Coin::UsdtTrc20),
        received: Some(Units(7_000_000)),
        chain_tx: Some("stray".into()),
        seen_ms: None,
        recovered: false,
    }
}

#[test]
fn r26_gaps_both_ways_are_named_and_nothing_else() {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    let list = deaf(&mut world);
    // P1 is credited and listed. P2 is credited, and the list lacks it.
    for dollars in ["20", "30"] {
        world.tops_up(ann, dollars, Coin::UsdtTrc20);
        world.arrives(&Arrival::Exact);
        world.wait(2 * MINUTE);
    }
    assert_eq!(world.balance(ann), Usd::cents(5_000));
    list.lock().unwrap().hidden.push(world.payment().payment_id);
    // P3 is paid, and no look finds that. One payment was asked for by nobody.
    world.tops_up(ann, "40", Coin::UsdtTrc20);
    list.lock().unwrap().deaf = true;
    list.lock().unwrap().added.push(stray());
    world.arrives(&Arrival::Exact);
    world.wait(DAY + 10 * MINUTE);
    assert_eq!(world.balance(ann), Usd::cents(9_000), "{}", world.transcript(ann));
    let notice = world.telegram.chat(boss.0).into_iter().rev();
    let notice = notice.map(|it| it.text).find(|text| text.contains("daily comparison"));
    let notice = notice.expect("a notice");
    assert!(notice.contains("differs in 3 places"), "{notice}");
    let lines: Vec<&str> = notice.lines().filter(|line| line.starts_with('•')).collect();
    for (line, words) in lines.iter().zip([
        "P3: 40 USDT-TRC20 was missing here and is added now",
        "?: 7 USDT-TRC20 was missing here and waits for you",
        "P2: 30 USDT-TRC20 was added here, and the provider does not list it",
    ]) {
        assert!(line.contains(words), "{notice}");
    }
    assert_eq!(lines.len(), 3, "{notice}");
    assert_eq!(world.told(boss, "nobody asked for it"), 1, "the stray one can be looked at");
    // The next day only what still differs is named.
    world.wait(DAY);
    let again = world.told(boss, "differs in 1 place");
    assert_eq!(again, 1, "{}", world.transcript(boss));
    assert_eq!(world.balance(ann), Usd::cents(9_000));
}

#[test]
fn r26_a_day_without_gaps_is_quiet() {
    let mut world = World::new();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    world.tops_up(ann, "20", Coin::UsdtTrc20);
    world.arrives(&Arrival::Exact);
    world.wait(3 * DAY);
    assert_eq!(world.topup(ann).state, State::Credited);
    assert_eq!(world.told(boss, "comparison"), 0, "{}", world.transcript(boss));
}
