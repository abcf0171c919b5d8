//! The plans that users buy: what they include, which sets of them are sound, and what changes
//! when a set is brought in.

use strum::{EnumString, IntoStaticStr};

use crate::domain::ids::PlanId;
use crate::domain::money::Usd;

/// A name is a heading and a button.
pub const NAME_MAX: usize = 32;
/// Ten years: a longer plan is a slip of the hand.
pub const DAYS_MAX: u32 = 3_650;
/// Minutes of a plan are counted in seconds in 32 bits elsewhere; this stays far below.
pub const MINUTES_MAX: u32 = 1_000_000;

/// One plan. Its name and days together tell it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Such as `Prime`; the same name is sold for several lengths.
    pub name: String,
    /// How long it is valid.
    pub days: u32,
    /// What it costs; zero for the free one.
    pub price: Usd,
    /// Minutes of calls to lists.
    pub bulk_minutes: u32,
    /// Minutes of calls to one number.
    pub single: SingleMinutes,
    /// Whether a call may be transferred to a person.
    pub transfer: bool,
    /// Which support it brings.
    pub support: Support,
}

/// Minutes of calls to one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SingleMinutes {
    /// So many within the plan's days.
    Limited(u32),
    /// As many as anybody needs, one call at a time; beyond fair use a minute has the price of any
    /// other beyond a plan. They are counted all the same, so that it is known what is left.
    Unlimited {
        /// The minutes of fair use.
        fair_use: u32,
    },
}

impl SingleMinutes {
    /// How many there are when the plan begins.
    pub fn stock(self) -> u32 {
        match self {
            SingleMinutes::Limited(minutes) => minutes,
            SingleMinutes::Unlimited { fair_use } => fair_use,
        }
    }
}

/// The minutes of fair use of an unlimited plan that names none, by its days: those of the longest
/// of 1, 7 and 30 days that fits.
pub fn usual_fair_use(days: u32) -> u32 {
    match days {
        0..7 => 30,
        7..30 => 120,
        30.. => 300,
    }
}

/// A version of a plan, with whether it is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The version.
    pub id: PlanId,
    /// What is sold.
    pub plan: Plan,
    /// Whether it is.
    pub sale: Sale,
}

/// Whether a plan is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sale {
    /// It is not, since it costs more than it brings in and nobody agreed to that.
    Off,
    /// It is.
    On,
    /// It is: the operator agreed to the loss.
    AtALoss,
}

/// How a user is helped. Stored by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Support {
    /// Around the clock.
    #[strum(serialize = "standard_24x7")]
    Standard24x7,
    /// Before others.
    Priority,
    /// Before all.
    Premium,
}

/// Why a set of plans cannot be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// The name is empty, longer than [`NAME_MAX`], has blanks around it or a line break in it.
    Name,
    /// Not from 1 to [`DAYS_MAX`] days.
    Days,
    /// The price is below zero.
    Price,
    /// More than [`MINUTES_MAX`] minutes.
    Minutes,
    /// An earlier plan has the same name and days.
    Twice,
}

/// Everything that is wrong, each with the position of the plan in the set.
pub fn faults(plans: &[Plan]) -> Vec<(usize, PlanFault)> {
    let mut faults = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        faults.extend(faults_of(plan).into_iter().map(|fault| (at, fault)));
        if plans.iter().take(at).any(|earlier| earlier.is_same_offer(plan)) {
            faults.push((at, PlanFault::Twice));
        }
    }
    faults
}

fn faults_of(plan: &Plan) -> Vec<PlanFault> {
    let name = &plan.name;
    let is_name = (1..=NAME_MAX).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control);
    let checks = [
        (is_name, PlanFault::Name),
        ((1..=DAYS_MAX).contains(&plan.days), PlanFault::Days),
        (plan.price >= Usd::ZERO, PlanFault::Price),
        (plan.bulk_minutes.max(plan.single.stock()) <= MINUTES_MAX, PlanFault::Minutes),
    ];
    checks.into_iter().filter(|(is_good, _)| !is_good).map(|(_, fault)| fault).collect()
}

impl Plan {
    /// Whether both have the same name and days.
    pub fn is_same_offer(&self, other: &Plan) -> bool {
        (&self.name, self.days) == (&other.name, other.days)
    }
}

/// What happens to one plan of a set that is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanChange {
    /// It is new.
    Insert(Plan),
    /// It replaces another version of the same offer.
    Change {
        /// What is sold now.
        from: Plan,
        /// What will be sold.
        to: Plan,
    },
    /// It is there already.
    Keep(Plan),
}

/// What bringing in `want` does to `have`, in the order of `want`. Plans that are only in `have`
/// are let be: people may be on them.
pub fn plan_changes(have: &[Plan], want: &[Plan]) -> Vec<PlanChange> {
    let change = |plan: &Plan| match have.iter().find(|old| old.is_same_offer(plan)) {
        None => PlanChange::Insert(plan.clone()),
        Some(old) if old == plan => PlanChange::Keep(plan.clone()),
        Some(old) => PlanChange::Change { from: old.clone(), to: plan.clone() },
    };
    want.iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(name: &str, days: u32) -> Plan {
        Plan {
            name: name.to_owned(),
            days,
            price: Usd::cents(1_000),
            bulk_minutes: 100,
            single: SingleMinutes::Unlimited { fair_use: 30 },
            transfer: false,
            support: Support::Priority,
        }
    }

    #[test]
    fn odd_plans_are_refused_by_position() {
        let mut dear = plan("B", 1);
        dear.price = Usd::cents(-1);
        dear.bulk_minutes = MINUTES_MAX + 1;
        let plans = [plan("A", 1), plan(" A", 0), dear, plan("A", 1), plan("A", 2), plan("", 1)];
        let want = [
            (1, PlanFault::Name),
            (1, PlanFault::Days),
            (2, PlanFault::Price),
            (2, PlanFault::Minutes),
            (3, PlanFault::Twice),
            (5, PlanFault::Name),
        ];
        assert_eq!(faults(&plans), want);
    }

    #[test]
    fn bringing_a_set_in_twice_changes_nothing() {
        let want = [plan("A", 1), plan("A", 7)];
        let first = plan_changes(&[], &want);
        assert!(first.iter().all(|change| matches!(change, PlanChange::Insert(_))));
        let second = plan_changes(&want, &want);
        assert!(second.iter().all(|change| matches!(change, PlanChange::Keep(_))));
    }

    #[test]
    fn a_changed_offer_names_both_and_others_are_let_be() {
        let mut dearer = plan("A", 1);
        dearer.price = Usd::cents(2_000);
        let changes = plan_changes(&[plan("Old", 1), plan("A", 1)], std::slice::from_ref(&dearer));
        assert_eq!(changes, [PlanChange::Change { from: plan("A", 1), to: dearer }]);
    }

    #[test]
    fn fair_use_follows_the_days_unless_it_is_named() {
        for (days, minutes) in [(1, 30), (2, 30), (7, 120), (14, 120), (30, 300), (365, 300)] {
            assert_eq!(usual_fair_use(days), minutes, "{days} days");
        }
    }

    #[test]
    fn support_is_stored_by_name() {
        for (support, name) in [
            (Support::Standard24x7, "standard_24x7"),
            (Support::Priority, "priority"),
            (Support::Premium, "premium"),
        ] {
            assert_eq!(<&str>::from(support), name);
            assert_eq!(name.parse(), Ok(support));
        }
    }
}
