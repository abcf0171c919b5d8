//! What a list will cost, before it is started: prices from and to, and no more than what.

use crate::domain::money::Usd;
use crate::domain::wallet::{Basis, Cover, Purse, Short, fund};

/// The price of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its calls by what pays for them, in the order of [`Basis`].
    pub groups: Vec<Group>,
    /// What a minute costs once the plan's own are used up, if its calls could use them up.
    pub spill: Option<Range>,
    /// The longest that a call may last, in minutes.
    pub minutes: u32,
    /// What the wallet pays if every call is answered and lasts that long.
    pub most: Usd,
    /// What is in the wallet.
    pub have: Usd,
    /// What is missing, if nothing pays for the shortest of its calls.
    pub short: Option<Short>,
    /// The longest step in which seconds are counted.
    pub block: u32,
    /// The largest minimum.
    pub least: u32,
    /// The highest fee of an unanswered attempt.
    pub attempt: Usd,
}

/// Calls that are paid for in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// In which.
    pub basis: Basis,
    /// How many.
    pub count: usize,
    /// What a minute costs.
    pub minute: Range,
}

/// From a lowest to a highest price; both may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lowest.
    pub low: Usd,
    /// The highest.
    pub high: Usd,
}

impl Range {
    fn over(prices: impl Iterator<Item = Usd> + Clone) -> Option<Range> {
        Some(Range { low: prices.clone().min()?, high: prices.max()? })
    }
}

/// The price of calls that are paid for from these purses: those of one user at one moment, one
/// for each call in the order they go out. `None` when there is no call.
pub fn quote(purses: &[Purse]) -> Option<Quote> {
    let first = purses.first()?;
    let (paid, spilt): (Vec<&Purse>, Vec<&Purse>) = by_plan(purses);
    let shorts = purses.iter().map(fund).map(Result::err);
    let short = shorts.collect::<Option<Vec<Short>>>();
    let prices = || purses.iter().map(|purse| purse.outside().1);
    Some(Quote {
        groups: groups(purses, paid.is_empty()),
        spill: match paid.is_empty() {
            true => None,
            false => Range::over(spilt.iter().map(|purse| purse.overage.minute)),
        },
        minutes: purses.iter().map(Purse::limit).max().unwrap_or(0),
        most: most(purses, spilt.len()),
        have: first.available,
        short: short.and_then(|all| all.into_iter().min_by_key(|short| short.need)),
        block: prices().map(|price| price.block).max().unwrap_or(1),
        least: prices().map(|price| price.least).max().unwrap_or(0),
        attempt: prices().map(|price| price.attempt).max().unwrap_or_default(),
    })
}

/// The calls that the plan covers: those it pays for even if each lasts as long as it may, and
/// those it may be used up for.
fn by_plan(purses: &[Purse]) -> (Vec<&Purse>, Vec<&Purse>) {
    let mut rest: Option<u32> = None;
    let covered = purses.iter().filter_map(|purse| match purse.cover {
        Cover::Covered { left, .. } => Some((purse, left)),
        Cover::Nothing | Cover::Elsewhere => None,
    });
    let pays = |(purse, left): &(&Purse, u32)| {
        let before = *rest.get_or_insert(*left);
        let fits = purse.from_plan(before);
        rest = fits.map(|(_, seconds)| before - seconds).or(rest);
        fits.is_some()
    };
    let (paid, spilt): (Vec<_>, Vec<_>) = covered.partition(pays);
    let purses = |pairs: Vec<(_, u32)>| pairs.into_iter().map(|(purse, _)| purse).collect();
    (purses(paid), purses(spilt))
}

fn groups(purses: &[Purse], is_used_up: bool) -> Vec<Group> {
    let basis = |purse: &Purse| match purse.cover {
        Cover::Covered { .. } if !is_used_up => Basis::Plan,
        _ => purse.outside().0,
    };
    let group = |wanted| {
        let members = purses.iter().filter(|purse| basis(purse) == wanted);
        let minute = Range::over(members.clone().map(|purse| purse.outside().1.minute))?;
        Some(Group { basis: wanted, count: members.count(), minute })
    };
    [Basis::Plan, Basis::NoPlan, Basis::Elsewhere, Basis::UsedUp]
        .into_iter()
        .filter_map(group)
        .collect()
}

/// The most that the wallet pays. Which calls find the plan used up depends on when they end: the
/// dearest are counted.
fn most(purses: &[Purse], spilt: usize) -> Usd {
    let worst = |purse: &Purse| {
        let (_, price) = purse.outside();
        price.worst(purse.limit()).unwrap_or(Usd::micro(i64::MAX))
    };
    let is_covered = |purse: &&Purse| matches!(purse.cover, Cover::Covered { .. });
    let (covered, other): (Vec<&Purse>, Vec<&Purse>) = purses.iter().partition(is_covered);
    let mut covered: Vec<Usd> = covered.into_iter().map(worst).collect();
    covered.sort_unstable_by(|one, other| other.cmp(one));
    let all = covered.into_iter().take(spilt).chain(other.into_iter().map(worst));
    all.fold(Usd::ZERO, |sum, one| sum.plus(one).unwrap_or(Usd::micro(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TariffId;
    use crate::domain::price::Price;

    fn price(cents: i32) -> Price {
        Price {
            tariff: TariffId(1),
            minute: Usd::cents(cents),
            transfer: Usd::ZERO,
            attempt: Usd::cents(2),
            block: 1,
            least: 0,
        }
    }

    fn purse(cover: Cover, plain: i32, overage: i32) -> Purse {
        let (available, held) = (Usd::cents(1_000), Usd::ZERO);
        let (plain, overage) = (price(plain), price(overage));
        Purse { cover, available, held, plain, overage, limit_minutes: 5 }
    }

    fn group(basis: Basis, count: usize, low: i32, high: i32) -> Group {
        Group { basis, count, minute: range(low, high) }
    }

    fn range(low: i32, high: i32) -> Range {
        Range { low: Usd::cents(low), high: Usd::cents(high) }
    }

    #[test]
    fn without_a_plan_the_wallet_pays_for_all() {
        let purses = [20, 45, 20].map(|cents| purse(Cover::Nothing, cents, 1));
        let quote = quote(&purses).unwrap();
        assert_eq!(quote.groups, [group(Basis::NoPlan, 3, 20, 45)]);
        // Each with its attempt: 1.02, 2.27, 1.02.
        assert_eq!((quote.most, quote.spill, quote.short), (Usd::cents(431), None, None));
        assert_eq!((quote.minutes, quote.attempt), (5, Usd::cents(2)));
        assert_eq!(super::quote(&[]), None);
    }

    #[test]
    fn a_plan_pays_as_far_as_it_surely_lasts() {
        let purses = |left: u32, overages: [i32; 4]| {
            let cover = Cover::Covered { left, held: 0 };
            overages.map(|cents| purse(cover, 99, cents)).to_vec()
        };
        let dear = [20, 30, 20, 30];
        let table = [
            (1_200, Basis::Plan, 0, None),
            (1_199, Basis::Plan, 0, None),
            // The fourth has less than a minute; the dearest are taken for it.
            (959, Basis::Plan, 152, Some(range(30, 30))),
            (300, Basis::Plan, 152 + 152 + 102, Some(range(20, 30))),
            (60, Basis::Plan, 152 + 152 + 102, Some(range(20, 30))),
            (59, Basis::UsedUp, 508, None),
        ];
        for (left, basis, most, spill) in table {
            let quote = quote(&purses(left, dear)).unwrap();
            assert_eq!(quote.groups, [group(basis, 4, 20, 30)], "{left} s");
            assert_eq!((quote.most, quote.spill), (Usd::cents(most), spill), "{left} s");
        }
    }

    #[test]
    fn what_is_not_covered_is_told_apart() {
        let cover = Cover::Covered { left: 6_000, held: 0 };
        let purses = [purse(cover, 20, 20), purse(Cover::Elsewhere, 85, 20), purse(cover, 20, 20)];
        let quote = quote(&purses).unwrap();
        let groups = [group(Basis::Plan, 2, 20, 20), group(Basis::Elsewhere, 1, 85, 85)];
        assert_eq!((quote.groups, quote.most), (groups.to_vec(), Usd::cents(427)));
    }

    #[test]
    fn it_is_short_only_when_no_call_can_be_paid_for() {
        let poor = |cents| Purse { available: Usd::cents(30), ..purse(Cover::Nothing, cents, 1) };
        assert_eq!(quote(&[poor(85), poor(20)]).unwrap().short, None);
        let short = quote(&[poor(85), poor(45)]).unwrap().short.unwrap();
        assert_eq!((short.need, short.have), (Usd::cents(47), Usd::cents(30)));
    }
}
