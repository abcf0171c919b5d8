//! What happens in one step: people, the operator, time, and pieces of work.

use ivrbot::demo::dynopay::Arrival;

use super::faults::{DIES, POINTS};
use super::*;

/// So many of a hundred never pay.
const SILENT: usize = 5;

impl Sim {
    pub(super) fn person(&mut self) -> String {
        // Who is at it mostly goes on.
        if self.chance.percent(25) {
            self.turn = self.chance.below(self.people.len());
        }
        let who = self.turn;
        let did = self.people[who].act(&mut self.world, &mut self.chance);
        if did.ends_with("blocks the bot") {
            self.blockers.push(self.people[who].who.0);
        }
        did
    }

    /// The process will end: at a request to the outside, or in the middle of a transaction.
    pub(super) fn light(&mut self) -> String {
        if self.chance.percent(40) {
            self.disarm();
            let point = self.chance.below(POINTS.len());
            let when = POINTS[point];
            let dies =
                format!("CREATE TRIGGER dies {when} BEGIN SELECT raise(ABORT, '{DIES}'); END");
            self.world.raw().execute_batch(&dies).unwrap();
            return format!("the process will end at point {point}: {when}");
        }
        let nth = i64::try_from(self.chance.between(1, 6)).unwrap();
        let after = self.chance.percent(60);
        self.fuse.light(nth, after);
        format!("the process will end at request {nth}, {}", if after { "after" } else { "before" })
    }

    pub(super) fn disarm(&self) {
        self.world.raw().execute_batch("DROP TRIGGER IF EXISTS dies").unwrap();
    }

    /// Somebody sends coins.
    pub(super) fn coins(&mut self) -> String {
        let now = self.world.clock.wall().as_millisecond();
        let Some((said, sent)) = coins::pay(&self.world.dynopay, now, &mut self.chance) else {
            return "nobody has anything to pay".into();
        };
        self.sent.extend(sent);
        said
    }

    /// Most of those who have not paid yet do it now, rather late.
    pub(super) fn pay_all(&mut self) {
        let now = self.world.clock.wall().as_millisecond();
        for payment in self.world.dynopay.payments() {
            let is_paid = self.sent.iter().any(|sent| sent.payment == payment.payment_id);
            if is_paid || self.chance.percent(SILENT) {
                continue;
            }
            let exact = Arrival::Exact;
            let (said, sent) = coins::send(&self.world.dynopay, &payment, &exact, now);
            self.sent.extend(sent);
            self.note(said);
        }
    }

    /// The operator gives money, puts a number on the list, stops all calls for a while.
    pub(super) fn operator(&mut self) -> String {
        match self.chance.below(10) {
            0..6 => self.credit(),
            6 => {
                let (_, number) = *self.chance.pick(&NUMBERS[4..]);
                self.world.forbid(number);
                format!("nobody may call {number}")
            }
            7 => {
                self.sql(
                    "INSERT INTO stops (by_whom, reason, from_ms) VALUES ('x', 'x', ?1)
                          ON CONFLICT DO NOTHING",
                );
                "all calls are stopped".into()
            }
            _ => {
                self.go_again();
                "calls go out again".into()
            }
        }
    }

    pub(super) fn go_again(&self) {
        self.sql("UPDATE stops SET until_ms = ?1 WHERE until_ms IS NULL");
    }

    /// As another process would write it.
    pub(super) fn sql(&self, sql: &str) {
        let file = rusqlite::Connection::open(self.world.path()).unwrap();
        file.execute(sql, [self.world.clock.wall().as_millisecond()]).unwrap();
    }

    pub(super) fn credit(&mut self) -> String {
        let who = self.chance.pick(&self.people).who;
        let cents = i32::try_from(self.chance.between(10, 400)).unwrap();
        let key = format!("sim:{}", self.credits.len());
        let user = self.world.store.write(|tx| {
            let Some(user) = users::by_telegram(tx, who.0)? else { return Ok(None) };
            ledger::credit(tx, user.id, Usd::cents(cents), "test", "operator", &key)?.unwrap();
            Ok(Some(user.id.0))
        });
        let Some(user) = user.unwrap() else { return "nobody gets money".into() };
        self.credits.insert(key, (user, i64::from(cents) * 10_000));
        format!("user {user} gets {cents} cents")
    }

    pub(super) fn time(&mut self) {
        let seconds = match self.chance.below(20) {
            0..9 => self.chance.between(1, 30),
            9..18 => self.chance.between(30, 400),
            18 => self.chance.between(3_600, 4 * 3_600),
            _ => self.chance.between(6 * 3_600, 30 * 3_600),
        };
        let time = Duration::from_secs(seconds);
        if self.chance.percent(10) {
            self.note(format!("the process is down for {time:?}"));
            self.world.clock.advance(time);
            self.world.restart();
            self.rest();
        } else {
            self.note(format!("{time:?} pass"));
            self.pass(time);
        }
    }

    /// Lets time pass, stopping at each moment at which something falls due.
    pub(super) fn pass(&mut self, time: Duration) {
        let until = self.world.clock.wall().checked_add(time).unwrap();
        loop {
            self.rest();
            let now = self.world.clock.wall();
            // What is due and yet not done waits for a moment to pass.
            let moment = now.checked_add(Duration::from_millis(100)).unwrap();
            match self.world.next().filter(|next| *next < until) {
                Some(next) => self.world.clock.set(next.max(moment)),
                None => break,
            }
        }
        self.world.clock.set(until.max(self.world.clock.wall()));
        self.rest();
    }

    /// Does work in any order until there is none.
    pub(super) fn rest(&mut self) {
        let kinds = World::pieces();
        let (mut idle, mut at) = (0, self.chance.below(kinds));
        for _ in 0..PIECES_MOST {
            if idle == kinds {
                return;
            }
            idle = if self.piece(at) { 0 } else { idle + 1 };
            at = (at + 1) % kinds;
        }
        panic!("the world does not come to rest");
    }

    pub(super) fn pieces(&mut self, most: usize) {
        for _ in 0..most {
            let which = self.chance.below(World::pieces());
            self.piece(which);
        }
    }

    /// One piece of work; the process may end in the middle of it.
    pub(super) fn piece(&mut self, which: usize) -> bool {
        if which == 0 && self.world.telegram.pending_updates() == 0 {
            return false;
        }
        match catch_unwind(AssertUnwindSafe(|| self.world.try_piece(which))) {
            Ok(Ok(made)) => made,
            Ok(Err(fault)) if format!("{fault:#}").contains(DIES) => {
                self.note(format!("the process ends in a transaction of piece {which}"));
                self.disarm();
                self.world.restart();
                true
            }
            Ok(Err(fault)) => panic!("piece {which}: {fault:#}"),
            Err(why) if why.is::<Ended>() => {
                self.note(format!("the process ends in piece {which}"));
                self.world.restart();
                true
            }
            Err(fault) => resume_unwind(fault),
        }
    }
}
