//! Coins that are sent to an address, and where the provider books them.

use rust_decimal::Decimal;

use super::coins::Coin;
use super::payment::{End, Transfer};
use super::state::State;

/// How long an address belongs to a payment, milliseconds. After that another may get it.
pub(super) const RESERVED_MS: i64 = 120 * 60_000;

/// What the payer does, or what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// What was asked for. It is late when the clock says so.
    Exact,
    /// So many percent of it: 60 is short, 120 too much.
    Percent(u32),
    /// This much of the coin.
    Amount(Decimal),
    /// The same figure in another coin, by its code.
    WrongCoin(String),
    /// What was asked for, and the provider cannot forward it.
    Stuck,
    /// The same, and later it can.
    StuckForAWhile,
    /// What was asked for, and the provider sends it back.
    Refunded,
    /// What was asked for, missed at first and found by the search for lost coins.
    Recovered,
    /// What was asked for, and the provider never notices.
    Silence,
    /// Nothing, and the provider gives the payment up.
    GivenUp,
}

/// Where it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landed {
    /// On the payment it was meant for.
    Here,
    /// On the payment that has the address now.
    On(String),
    /// Nowhere yet: the search will find it.
    ToBeFound,
    /// Nowhere: a second transfer, another coin, or one that is never noticed.
    Ignored,
    /// There is no such payment.
    Unknown,
}

/// Books an arrival at `now`.
pub(super) fn arrive(state: &mut State, id: &str, arrival: &Arrival, now: i64) -> Landed {
    let Some(meant) = state.payment(id).cloned() else { return Landed::Unknown };
    if *arrival == Arrival::GivenUp {
        if let Some(payment) = state.payment_mut(id) {
            payment.given_up = Some(now);
        }
        return Landed::Here;
    }
    let told = state.settings.unknowns.wrong_coin_is_told;
    let is_unseen = match arrival {
        Arrival::WrongCoin(_) => !told,
        Arrival::Silence => true,
        _ => false,
    };
    let holder = state.holder(&meant.address).unwrap_or_default();
    let is_taken = state.payment(&holder).is_some_and(|payment| payment.transfer.is_some());
    if is_unseen || is_taken {
        return Landed::Ignored;
    }
    let mut transfer = transfer(state, meant.coin, meant.expected, arrival, now);
    let is_lost = *arrival == Arrival::Recovered || now - meant.created >= RESERVED_MS;
    let landed = if holder != id {
        Landed::On(holder.clone())
    } else if is_lost {
        let residue = meant.expected * Decimal::new(state.settings.residue_percent.into(), 2);
        transfer.amount += residue.round_dp(meant.coin.places);
        transfer.at += state.settings.pace.search_ms;
        transfer.found_for = Some(meant.id);
        Landed::ToBeFound
    } else {
        Landed::Here
    };
    if let Some(payment) = state.payment_mut(&holder) {
        payment.transfer = Some(transfer);
    }
    state.announce(&holder);
    landed
}

fn transfer(
    state: &mut State,
    coin: Coin,
    expected: Decimal,
    arrival: &Arrival,
    now: i64,
) -> Transfer {
    let amount = match arrival {
        Arrival::Percent(percent) => {
            (expected * Decimal::new((*percent).into(), 2)).round_dp(coin.places)
        }
        Arrival::Amount(amount) => *amount,
        _ => expected,
    };
    let code = match arrival {
        Arrival::WrongCoin(code) => code,
        _ => coin.code,
    };
    let tx = coin.transfer(state.next_serial());
    let mut transfer = Transfer::new(tx, amount, code, now, state.settings.pace);
    transfer.end = match arrival {
        Arrival::Stuck => End::Stuck,
        Arrival::StuckForAWhile => End::StuckThenSettled,
        Arrival::Refunded => End::Refunded,
        _ => End::Settled,
    };
    transfer
}
