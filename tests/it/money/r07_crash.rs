//! R7: wherever the process ends, after the next start the payment is credited once and told once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ivrbot::demo::dynopay::Arrival;
use ivrbot::domain::coin::Coin;
use ivrbot::domain::money::Usd;
use ivrbot::domain::payment::Sighting;
use ivrbot::domain::topup::State;
use ivrbot::payments::{Ask, Fault, Opening, Payments};

use crate::world::{Who, World};

const MINUTE: Duration = Duration::from_secs(60);

/// Where the process ends.
#[derive(Clone, Copy, Debug)]
enum Point {
    /// At a question to the provider: before it is asked, or before its answer is kept.
    Door(Question, When),
    /// In a transaction, at this statement.
    Statement(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Open,
    Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Before,
    After,
}

/// The points, numbered in the order in which a payment passes them.
const POINTS: &[Point] = &[
    Point::Statement("AFTER INSERT ON topups"),
    Point::Door(Question::Open, When::Before),
    Point::Door(Question::Open, When::After),
    Point::Statement("AFTER UPDATE ON topups WHEN new.state = 'awaiting'"),
    Point::Door(Question::Look, When::Before),
    Point::Door(Question::Look, When::After),
    Point::Statement("AFTER INSERT ON sightings"),
    Point::Statement("AFTER INSERT ON ledger WHEN new.kind = 'top_up'"),
    Point::Statement("AFTER INSERT ON entries"),
    Point::Statement("AFTER INSERT ON arrivals"),
    Point::Statement("AFTER UPDATE ON topups WHEN new.state = 'credited'"),
    Point::Statement("AFTER UPDATE ON cards WHEN new.kind = 'topup' AND new.wanted_rev > 2"),
    Point::Statement("AFTER INSERT ON outbox WHEN new.op = 'message'"),
    Point::Statement("BEFORE UPDATE ON outbox WHEN new.state = 'sending' AND new.op = 'message'"),
];

/// A door at which the process ends once.
struct Deadly {
    door: Arc<dyn Payments>,
    question: Question,
    when: When,
    armed: AtomicBool,
}

impl Deadly {
    fn around<T>(&self, question: Question, ask: impl FnOnce() -> T) -> T {
        let dies = |when| {
            let here = question == self.question && when == self.when;
            assert!(!here || !self.armed.swap(false, Ordering::SeqCst), "the process ends");
        };
        dies(When::Before);
        let answer = ask();
        dies(When::After);
        answer
    }
}

impl Payments for Deadly {
    fn open(&self, ask: &Ask) -> Opening {
        self.around(Question::Open, || self.door.open(ask))
    }

    fn look(&self, provider_id: &str) -> Result<Option<Sighting>, Fault> {
        self.around(Question::Look, || self.door.look(provider_id))
    }

    fn completed(&self, page: u32) -> Result<Option<Vec<Sighting>>, Fault> {
        self.door.completed(page)
    }

    fn coins(&self) -> Result<Vec<Coin>, Fault> {
        self.door.coins()
    }

    fn ready_in(&self) -> Duration {
        self.door.ready_in()
    }
}

fn arm(world: &mut World, point: Point) {
    match point {
        Point::Door(question, when) => world.wrap_payments(|door| {
            Arc::new(Deadly { door, question, when, armed: AtomicBool::new(true) })
        }),
        Point::Statement(when) => {
            let sql = format!("CREATE TRIGGER dies {when} BEGIN SELECT raise(ABORT, 'dies'); END");
            world.raw().execute_batch(&sql).unwrap();
        }
    }
}

/// Plays a part of the story; if the process ends in it, it starts again.
fn play(world: &mut World, part: impl FnOnce(&mut World)) -> bool {
    let ended = catch_unwind(AssertUnwindSafe(|| part(world))).is_err();
    if ended {
        world.raw().execute_batch("DROP TRIGGER IF EXISTS dies").unwrap();
        world.restart();
        world.settle();
    }
    ended
}

/// Asks for 20 dollars, as far as the question of the coin.
fn asks(world: &mut World, ann: Who) {
    world.taps_on(ann, "menu-wallet");
    world.taps_on(ann, "button-top-up");
    world.says(ann, "20");
}

fn story(point: Point) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    asks(&mut world, ann);
    arm(&mut world, point);
    let mut ended = play(&mut world, |world| {
        world.taps_on(ann, "coin-usdt-trc20");
        world.wait(Duration::from_secs(3));
    });
    if world.dynopay.payments().is_empty() {
        // The tap itself was lost with the process: it is made again.
        world.raw().execute_batch("DROP TRIGGER IF EXISTS dies").unwrap();
        ended = true;
        world.wait(MINUTE);
        world.tops_up(ann, "20", Coin::UsdtTrc20);
    }
    world.wait(Duration::from_secs(1));
    world.arrives(&Arrival::Exact);
    ended |= play(&mut world, |world| world.wait(10 * MINUTE));
    world.wait(10 * MINUTE);
    assert!(ended, "{point:?} was never passed");
    assert_eq!(world.topup(ann).state, State::Credited, "{point:?}\n{}", world.transcript(ann));
    assert_eq!(world.balance(ann), Usd::cents(2_000), "{point:?}");
    assert_eq!(world.dynopay.payments().len(), 1, "{point:?}");
    let told = world.told(ann, "was added to your balance");
    assert_eq!(told, 1, "{point:?}\n{}", world.transcript(ann));
    // What the process had begun is no error of the story.
    world.forgive = true;
    world.settle();
    let breaches = world.store.read(ivrbot::store::ledger::self_check).unwrap();
    assert_eq!(breaches, []);
}

#[test]
fn r07_a_crash_anywhere_changes_nothing() {
    for point in POINTS {
        story(*point);
    }
}
