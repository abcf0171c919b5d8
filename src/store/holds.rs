//! What is set aside for a call before it is dialled, and what becomes of it: taken once, settled
//! or released once (R17–R20).
//!
//! The call's own columns belong to the caller: it notes there what these functions return, in
//! the same transaction.

use anyhow::{Context, Result, ensure};
use rusqlite::{Row, params};
use strum::{EnumString, IntoStaticStr};

use crate::domain::ids::{CallId, HoldId, PeriodId, TariffId, UserId};
use crate::domain::money::Usd;
use crate::domain::price::{Price, Usage};
use crate::domain::wallet::{self, Charge, Funding, Source};
use crate::store::ledger::{self, Account, Asset, Command, Kind, LedgerRefusal, Posting, Role};
use crate::store::{Tx, subscriptions};

/// Who the record names: no person decides over a hold.
const ACTOR: &str = "system";

/// What a call cost its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charged {
    /// From the wallet.
    pub usd: Usd,
    /// From the plan; nothing where the plan does not count.
    pub plan_seconds: u32,
}

impl Charged {
    /// Nothing.
    pub const NOTHING: Charged = Charged { usd: Usd::ZERO, plan_seconds: 0 };
}

/// Where a hold is. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
enum State {
    /// It stands.
    Held,
    /// Charged, and the rest given back.
    Settled,
    /// Given back.
    Released,
    /// Given back, and charged afterwards.
    Late,
}

struct Hold {
    id: HoldId,
    user: UserId,
    call: CallId,
    source: Source,
    asset: Asset,
    price: Price,
    captured: i64,
    state: State,
}

/// The hold of a call, while it stands.
pub fn standing(tx: &Tx, call: CallId) -> Result<Option<HoldId>> {
    let hold = find(tx, call)?;
    Ok(hold.filter(|hold| hold.state == State::Held).map(|hold| hold.id))
}

/// When the hold of a call was settled or went back, milliseconds UTC.
pub fn resolved_ms(tx: &Tx, call: CallId) -> Result<Option<i64>> {
    let sql = "SELECT resolved_ms FROM holds WHERE call_id = ?1";
    Ok(tx.one(sql, [call.0], |row| row.get(0))?.flatten())
}

/// Sets aside what pays for the call: of the user's running `period` if the plan pays.
///
/// The same again returns the same hold. A call has one hold for ever: once it is resolved it
/// pays for no other dial ([`LedgerRefusal::Resolved`]).
pub fn take(
    tx: &Tx,
    call: CallId,
    user: UserId,
    funding: &Funding,
    period: Option<PeriodId>,
) -> Result<Result<HoldId, LedgerRefusal>> {
    let asset = asset_of(tx, call, user, funding.source, period)?;
    if let Some(hold) = find(tx, call)? {
        let same = (hold.source, hold.asset, hold.price) == (funding.source, asset, funding.price);
        return Ok(match hold.state {
            State::Held if same => Ok(hold.id),
            State::Held => Err(LedgerRefusal::KeyConflict),
            State::Settled | State::Released | State::Late => Err(LedgerRefusal::Resolved),
        });
    }
    let amount = amount_of(funding.source);
    let account = |role| Account::user(user, role, asset);
    let moved = (account(Role::Available), account(Role::Held), amount);
    let reason = reason(&funding.price);
    if let Err(refusal) = post(tx, call, Kind::Hold, &reason, &[moved])? {
        return Ok(Err(refusal));
    }
    write(tx, call, user, asset, funding, State::Held).map(Ok)
}

/// Notes what a call may cost at most that was made and not paid for: it is charged late, out of
/// what is available then ([`charge_late`]). Nothing is set aside.
pub fn owe(tx: &Tx, call: CallId, user: UserId, funding: &Funding) -> Result<()> {
    let asset = asset_of(tx, call, user, funding.source, None)?;
    write(tx, call, user, asset, funding, State::Released).map(drop)
}

fn write(
    tx: &Tx,
    call: CallId,
    user: UserId,
    asset: Asset,
    funding: &Funding,
    state: State,
) -> Result<HoldId> {
    let price = &funding.price;
    let id = tx.insert(
        "INSERT INTO holds (user_id, call_id, source, asset, amount, tariff_id, rate_micro,
             transfer_micro, attempt_micro, block_seconds, least_seconds, state, made_ms,
             resolved_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            user.0,
            call.0,
            <&str>::from(funding.source),
            asset.to_string(),
            amount_of(funding.source),
            price.tariff.0,
            price.minute.as_micro(),
            price.transfer.as_micro(),
            price.attempt.as_micro(),
            price.block,
            price.least,
            <&str>::from(state),
            tx.now_ms(),
            (state != State::Held).then(|| tx.now_ms()),
        ],
    )?;
    Ok(HoldId(id))
}

/// Whether the call is paid for with this asset, by a hold that stands.
pub fn is_of(tx: &Tx, call: CallId, asset: Asset) -> Result<bool> {
    let hold = find(tx, call)?;
    Ok(hold.is_some_and(|hold| hold.state == State::Held && hold.asset == asset))
}

/// Charges the call for what became of it, at the price fixed when the hold was taken, and gives
/// the rest back. What it cost beyond the hold is the operator's expense (R19). On a resolved hold
/// it does nothing and returns what was charged before.
pub fn settle(tx: &Tx, call: CallId, usage: Usage) -> Result<Charged> {
    let hold = get(tx, call)?;
    if hold.state != State::Held {
        return hold.charged();
    }
    let Charge { amount, overrun } = hold.charge(usage)?;
    let rest = amount_of(hold.source) - amount;
    let moves = [
        (hold.account(Role::Held), hold.revenue(), amount),
        (hold.account(Role::Held), hold.account(Role::Available), rest),
        (hold.expense(), hold.revenue(), overrun),
    ];
    hold.resolve(tx, Kind::Settle, State::Settled, amount, &moves)
}

/// Gives all of it back: the call was not dialled, or never came to anything. On a resolved hold
/// it does nothing and returns what was charged before. A call without a hold owes nothing.
pub fn release(tx: &Tx, call: CallId) -> Result<Charged> {
    let Some(hold) = find(tx, call)? else { return Ok(Charged::NOTHING) };
    if hold.state != State::Held {
        return hold.charged();
    }
    let (held, available) = (hold.account(Role::Held), hold.account(Role::Available));
    let moves = [(held, available, amount_of(hold.source))];
    hold.resolve(tx, Kind::Release, State::Released, 0, &moves)
}

/// Charges a call whose hold was released and which turned out to have happened (R20): once, no
/// more than had been set aside and no more than is available; what is missing is the operator's
/// expense. A call that was settled, or charged late before, is left as it is. An error while the
/// hold stands: settle it.
pub fn charge_late(tx: &Tx, call: CallId, usage: Usage) -> Result<Charged> {
    let hold = get(tx, call)?;
    ensure!(hold.state != State::Held, "the hold of call {call} stands: it is settled, not late");
    if hold.state != State::Released {
        return hold.charged();
    }
    let available = hold.account(Role::Available);
    let charge = hold.charge(usage)?.at_most(ledger::balance(tx, &available)?);
    let Charge { amount, overrun } = charge.context("overrun beyond the range")?;
    let moves = [(available, hold.revenue(), amount), (hold.expense(), hold.revenue(), overrun)];
    hold.resolve(tx, Kind::Late, State::Late, amount, &moves)
}

impl Hold {
    fn account(&self, role: Role) -> Account {
        Account::user(self.user, role, self.asset)
    }

    fn revenue(&self) -> Account {
        Account::system(Role::Revenue, self.asset)
    }

    fn expense(&self) -> Account {
        Account::system(Role::Expense, self.asset)
    }

    fn charge(&self, usage: Usage) -> Result<Charge> {
        let charge = wallet::charge(self.source, &self.price, usage);
        charge.with_context(|| format!("price of call {} beyond the range", self.call))
    }

    /// What `captured` of it means.
    fn charged(&self) -> Result<Charged> {
        Ok(match self.source {
            Source::Plan { .. } => {
                Charged { plan_seconds: self.captured.try_into()?, ..Charged::NOTHING }
            }
            Source::Wallet { .. } => Charged { usd: Usd::micro(self.captured), ..Charged::NOTHING },
        })
    }

    fn resolve(
        self,
        tx: &Tx,
        kind: Kind,
        state: State,
        captured: i64,
        moves: &[(Account, Account, i64)],
    ) -> Result<Charged> {
        // What was held is there, so a refusal is no answer but a broken ledger.
        post(tx, self.call, kind, &reason(&self.price), moves)?
            .with_context(|| format!("resolve hold of call {}", self.call))?;
        tx.run(
            "UPDATE holds SET state = ?2, captured = ?3, resolved_ms = ?4 WHERE id = ?1",
            params![self.id.0, <&str>::from(state), captured, tx.now_ms()],
        )?;
        if let (Asset::Seconds { period, bucket }, true) = (self.asset, captured > 0) {
            subscriptions::note_use(tx, period, bucket, captured)?;
        }
        Hold { captured, state, ..self }.charged()
    }
}

/// The row of the tariff, named by every movement for a call.
fn reason(price: &Price) -> String {
    format!("tariff {}", price.tariff)
}

/// Posts what moves; nothing at all where nothing does. A call has one command of each kind, so
/// the two make its key.
fn post(
    tx: &Tx,
    call: CallId,
    kind: Kind,
    reason: &str,
    moves: &[(Account, Account, i64)],
) -> Result<Result<(), LedgerRefusal>> {
    let moves = moves.iter().filter(|(_, _, amount)| *amount != 0);
    let postings: Vec<_> = moves.map(|&(from, to, amount)| Posting { from, to, amount }).collect();
    if postings.is_empty() {
        return Ok(Ok(()));
    }
    let key = format!("{}:{call}", <&str>::from(kind));
    let (call, postings) = (Some(call), postings.as_slice());
    let command = Command { kind, key: &key, actor: ACTOR, reason, call, postings };
    Ok(ledger::post(tx, &command)?.map(drop))
}

fn amount_of(source: Source) -> i64 {
    match source {
        Source::Plan { seconds } => i64::from(seconds),
        Source::Wallet { amount } => amount.as_micro(),
    }
}

/// What the call is paid in. The call must be the user's.
fn asset_of(
    tx: &Tx,
    call: CallId,
    user: UserId,
    source: Source,
    period: Option<PeriodId>,
) -> Result<Asset> {
    let sql = "SELECT bucket FROM calls WHERE id = ?1 AND user_id = ?2";
    let bucket = tx.one(sql, params![call.0, user.0], |row| row.get::<_, String>(0))?;
    let bucket = bucket.with_context(|| format!("user {user} has no call {call}"))?;
    if let Source::Wallet { .. } = source {
        return Ok(Asset::Usd);
    }
    let period = period.with_context(|| format!("call {call} is paid by a plan, but by which?"))?;
    Ok(Asset::Seconds { period, bucket: bucket.parse()? })
}

fn get(tx: &Tx, call: CallId) -> Result<Hold> {
    find(tx, call)?.with_context(|| format!("call {call} has no hold"))
}

fn find(tx: &Tx, call: CallId) -> Result<Option<Hold>> {
    let sql = "SELECT id, user_id, call_id, source, amount, asset, captured, state, tariff_id,
                   rate_micro, transfer_micro, attempt_micro, block_seconds, least_seconds
               FROM holds WHERE call_id = ?1";
    let hold = tx.one(sql, [call.0], |row| Ok(read(row)))?.transpose();
    hold.with_context(|| format!("read hold of call {call}"))
}

fn read(row: &Row<'_>) -> Result<Hold> {
    let source = match row.get::<_, String>(3)?.as_str() {
        "plan" => Source::Plan { seconds: row.get(4)? },
        "wallet" => Source::Wallet { amount: Usd::micro(row.get(4)?) },
        other => anyhow::bail!("source {other} is not known"),
    };
    Ok(Hold {
        id: HoldId(row.get(0)?),
        user: UserId(row.get(1)?),
        call: CallId(row.get(2)?),
        source,
        asset: row.get::<_, String>(5)?.parse()?,
        captured: row.get(6)?,
        state: row.get::<_, String>(7)?.parse()?,
        price: Price {
            tariff: TariffId(row.get(8)?),
            minute: Usd::micro(row.get(9)?),
            transfer: Usd::micro(row.get(10)?),
            attempt: Usd::micro(row.get(11)?),
            block: row.get(12)?,
            least: row.get(13)?,
        },
    })
}
