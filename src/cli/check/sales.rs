//! What is sold, and whether it brings in what it costs the operator.

use anyhow::Result;

use super::Finding;
use crate::cli::seed_plans;
use crate::config::Country;
use crate::domain::margin::{Costs, Margin};
use crate::domain::money::Usd;
use crate::domain::plan::{Offer, Sale};
use crate::domain::tariff::{Included, Tariff};
use crate::store::{Tx, costs, plans, tariffs};

/// Plans and prices, and what minutes cost.
pub(super) struct Sales {
    offers: Vec<Offer>,
    tariffs: Vec<Tariff>,
    costs: Costs,
    measured: Option<Usd>,
}

impl Sales {
    pub(super) fn on_sale(&self) -> usize {
        self.offers.iter().filter(|offer| offer.sale != Sale::Off).count()
    }
}

/// Reads them, with the costs as measured or else as configured.
pub(super) fn look(tx: &Tx, configured: Costs) -> Result<Sales> {
    Ok(Sales {
        offers: plans::all(tx)?,
        tariffs: tariffs::now(tx)?.into_iter().map(|(_, row)| row).collect(),
        costs: costs::now(tx, configured)?,
        measured: costs::measured(tx)?,
    })
}

/// What there is to say of them.
pub(super) fn findings(sales: &Sales, home: Option<Country>) -> Vec<Finding> {
    let mut found = vec![cost(sales)];
    if sales.offers.is_empty() {
        let what = "there are no plans";
        found.push(Finding::note(what, "`ivrbot run` and `ivrbot seed-plans` bring in the ten."));
    }
    found.extend(sales.offers.iter().map(|offer| of_plan(offer, sales.costs.minute)));
    found.extend(sales.tariffs.iter().flat_map(|row| of_tariff(row, sales.costs)));
    if home.is_none() && sales.tariffs.iter().any(|row| row.included == Included::Home) {
        let what = "plans cover no number: there is no [calling] default_region";
        let remedy = "Name the region, or the countries as `included` in a file of tariffs.";
        found.push(Finding::note(what, remedy));
    }
    found
}

fn cost(sales: &Sales) -> Finding {
    let how = match sales.measured {
        Some(_) => "measured over the last 7 days",
        None => "by the Bland plan; measured once enough was said",
    };
    let minute = sales.costs.minute.plain();
    Finding::ok(format!("a connected minute costs you ${minute}, {how}"))
}

fn of_plan(offer: &Offer, minute: Usd) -> Finding {
    let Offer { plan, sale, .. } = offer;
    let name = format!("{}/{}", plan.name, plan.days);
    let what = format!("plan {name}: {}", seed_plans::margin(plan, *sale, minute));
    match (sale, Margin::of(plan, minute).is_loss()) {
        (Sale::AtALoss, _) | (Sale::On, false) => Finding::ok(what),
        (Sale::On, true) => Finding::note(
            what,
            format!(
                "Raise its price or lower its minutes in a file for `ivrbot seed-plans`, or agree \
                 to the loss: `ivrbot seed-plans --sell-at-a-loss {name}`."
            ),
        ),
        (Sale::Off, _) => Finding::note(
            what,
            format!(
                "To sell it, change it in a file for `ivrbot seed-plans`, or agree to the loss: \
                 `ivrbot seed-plans --sell-at-a-loss {name}`."
            ),
        ),
    }
}

fn of_tariff(row: &Tariff, costs: Costs) -> Vec<Finding> {
    let near = costs.too_near(row).into_iter().map(|(price, floor)| {
        let (prefix, floor) = (&row.prefix, floor.plain());
        let what = format!("tariff {prefix}: {price} is below ${floor}, a fifth above its cost");
        Finding::note(what, "Raise it in a file for `ivrbot tariffs import`.")
    });
    near.collect()
}
