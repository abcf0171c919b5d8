//! R1, R2, R16, R18–R20 at once: any order of operations leaves the ledger sound and as a model
//! of a few integers says. The model knows nothing of the program's own rules.

use std::collections::BTreeMap;

use ivrbot::domain::ids::{CallId, PeriodId, UserId};
use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::SingleMinutes;
use ivrbot::domain::wallet::{Bucket, Funding, Purse, fund};
use ivrbot::store::holds;
use ivrbot::store::ledger::{self, LedgerRefusal, Role};
use ivrbot::store::plans;
use proptest::prelude::*;

use super::bank::{Bank, HOME, free_plan, talk};

/// Enough orders to be worth it, few enough to be quick.
const CASES: u32 = 40;
const CALLS: usize = 6;
/// A minute beyond the plan's own: everybody has one here.
const RATE: i64 = 200_000;
const LIMIT: u32 = 3;
const PLAN_SECONDS: i64 = 240;

#[derive(Clone, Copy, Debug)]
enum Op {
    Credit { user: usize, cents: i32, key: u8 },
    Hold { call: usize },
    Settle { call: usize, seconds: u32 },
    Release { call: usize },
    Late { call: usize, seconds: u32 },
}

fn op() -> impl Strategy<Value = Op> {
    let call = 0..CALLS;
    prop_oneof![
        2 => (0..2_usize, 1..4_i32, 0..6_u8)
            .prop_map(|(user, tens, key)| Op::Credit { user, cents: tens * 35, key }),
        3 => call.clone().prop_map(|call| Op::Hold { call }),
        2 => (call.clone(), 0..300_u32).prop_map(|(call, seconds)| Op::Settle { call, seconds }),
        1 => call.clone().prop_map(|call| Op::Release { call }),
        1 => (call, 0..300_u32).prop_map(|(call, seconds)| Op::Late { call, seconds }),
    ]
}

/// One stock of something: dollars or seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Stock {
    available: i64,
    held: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Held,
    Released,
    Done { charged: i64 },
}

#[derive(Clone, Copy)]
struct Held {
    seconds: bool,
    amount: i64,
    state: State,
}

#[derive(Default)]
struct Model {
    /// For each user: dollars, then seconds.
    stocks: [[Stock; 2]; 2],
    holds: BTreeMap<usize, Held>,
    credits: BTreeMap<u8, (usize, i32)>,
}

impl Model {
    fn stock(&mut self, call: usize, seconds: bool) -> &mut Stock {
        &mut self.stocks[call % 2][usize::from(seconds)]
    }

    /// What is set aside for a new call, if there is enough.
    fn hold(&mut self, call: usize) -> Option<Held> {
        let [usd, plan] = self.stocks[call % 2];
        let fits = |stock: Stock, unit: i64| (stock.available / unit).min(i64::from(LIMIT)) * unit;
        let seconds = fits(plan, 60) > 0;
        let amount = if seconds { fits(plan, 60) } else { fits(usd, RATE) };
        if amount == 0 {
            return None;
        }
        let stock = self.stock(call, seconds);
        stock.available -= amount;
        stock.held += amount;
        let held = Held { seconds, amount, state: State::Held };
        self.holds.insert(call, held);
        Some(held)
    }

    /// Settles, releases (`used` is `None`) or charges late; what the call has cost then.
    fn resolve(&mut self, call: usize, used: Option<u32>, late: bool) -> Option<(bool, i64)> {
        let held = *self.holds.get(&call)?;
        let price = |used: u32| {
            let used = i64::from(used);
            if held.seconds { used } else { (used * RATE + 59) / 60 }
        };
        let stock = self.stock(call, held.seconds);
        let state = match (held.state, used, late) {
            (State::Held, _, true) => return None,
            (State::Held, Some(used), false) => {
                let charged = price(used).min(held.amount);
                stock.held -= held.amount;
                stock.available += held.amount - charged;
                State::Done { charged }
            }
            (State::Held, None, false) => {
                stock.held -= held.amount;
                stock.available += held.amount;
                State::Released
            }
            (State::Released, Some(used), true) => {
                let charged = price(used).min(held.amount).min(stock.available);
                stock.available -= charged;
                State::Done { charged }
            }
            (done, _, _) => done,
        };
        self.holds.insert(call, Held { state, ..held });
        let State::Done { charged } = state else { return Some((held.seconds, 0)) };
        Some((held.seconds, charged))
    }
}

struct World {
    bank: Bank,
    model: Model,
    people: [(UserId, PeriodId); 2],
    calls: Vec<CallId>,
    fundings: BTreeMap<usize, Funding>,
}

impl World {
    fn open() -> World {
        let bank = Bank::open();
        let plan = free_plan(SingleMinutes::Limited(u32::try_from(PLAN_SECONDS / 60).unwrap()), 0);
        bank.seed(&[plan]);
        let people = [1, 2].map(|telegram_id| {
            let user = bank.user(telegram_id, 0);
            (user, bank.write(|tx| plans::grant_free(tx, user)).unwrap())
        });
        let calls = (0..CALLS).map(|call| bank.single(people[call % 2].0)).collect();
        let mut model = Model::default();
        for stocks in &mut model.stocks {
            stocks[1].available = PLAN_SECONDS;
        }
        World { bank, model, people, calls, fundings: BTreeMap::new() }
    }

    fn play(&mut self, op: Op) {
        match op {
            Op::Credit { user, cents, key } => self.credit(user, cents, key),
            Op::Hold { call } => self.hold(call),
            Op::Settle { call, seconds } => self.resolve(call, Some(seconds), false),
            Op::Release { call } => self.resolve(call, None, false),
            Op::Late { call, seconds } => self.resolve(call, Some(seconds), true),
        }
    }

    fn credit(&mut self, user: usize, cents: i32, key: u8) {
        let (id, name) = (self.people[user].0, format!("credit:{key}"));
        let amount = Usd::cents(cents);
        let done = self.bank.write(|tx| ledger::credit(tx, id, amount, "", "Op", &name));
        match self.model.credits.get(&key) {
            None => {
                assert!(matches!(done, Ok(ledger::Posted::Now(_))));
                self.model.credits.insert(key, (user, cents));
                self.model.stocks[user][0].available += i64::from(cents) * 10_000;
            }
            Some(first) if *first == (user, cents) => {
                assert!(matches!(done, Ok(ledger::Posted::Before(_))));
            }
            Some(_) => assert_eq!(done, Err(LedgerRefusal::KeyConflict)),
        }
    }

    fn hold(&mut self, call: usize) {
        let (id, (user, period)) = (self.calls[call], self.people[call % 2]);
        let known = self.model.holds.get(&call).copied();
        let funding = match self.fundings.get(&call) {
            Some(first) => Ok(*first),
            None => {
                let (purse, _) = self.bank.purse(user, Bucket::Single, HOME);
                fund(&Purse { limit_minutes: LIMIT, ..purse })
            }
        };
        let Ok(funding) = funding else {
            assert!(self.model.hold(call).is_none());
            return;
        };
        let done = self.bank.write(|tx| holds::take(tx, id, user, &funding, Some(period)));
        match known.map(|held| held.state) {
            None => assert!(done.is_ok() && self.model.hold(call).is_some()),
            Some(State::Held) => assert!(done.is_ok()),
            Some(_) => assert_eq!(done, Err(LedgerRefusal::Resolved)),
        }
        self.fundings.insert(call, funding);
    }

    fn resolve(&mut self, call: usize, used: Option<u32>, late: bool) {
        let id = self.calls[call];
        let done = self.bank.store.write(|tx| match (used, late) {
            (None, _) => holds::release(tx, id),
            (Some(used), false) => holds::settle(tx, id, talk(used)),
            (Some(used), true) => holds::charge_late(tx, id, talk(used)),
        });
        match (self.model.resolve(call, used, late), used) {
            (Some((true, charged)), _) => {
                assert_eq!(i64::from(done.unwrap().plan_seconds), charged);
            }
            (Some((false, charged)), _) => assert_eq!(done.unwrap().usd.as_micro(), charged),
            (None, None) => assert_eq!(done.unwrap(), holds::Charged::NOTHING),
            (None, Some(_)) => assert!(done.is_err()),
        }
    }

    fn compare(&self) {
        for (user, stocks) in self.people.iter().zip(self.model.stocks) {
            let (user, period) = *user;
            let usd = |role| self.bank.balance(user, role).as_micro();
            let plan = |role| self.bank.plan_seconds(user, role, period);
            let [money, time] = stocks;
            assert_eq!((usd(Role::Available), usd(Role::Held)), (money.available, money.held));
            assert_eq!((plan(Role::Available), plan(Role::Held)), (time.available, time.held));
        }
        assert_eq!(self.bank.breaches(), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_order_of_operations_leaves_the_ledger_sound(
        ops in prop::collection::vec(op(), 1..50)
    ) {
        let mut world = World::open();
        for op in ops {
            world.play(op);
            world.compare();
        }
        world.bank.assert_sound();
    }
}
