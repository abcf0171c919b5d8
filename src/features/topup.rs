//! Filling the wallet with coins: how much, with which coin, then a card that follows the payment.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::chat::button::{Pick, Word};
use crate::chat::event::{Checkout, Person};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::coin::Coin;
use crate::domain::ids::{PlanId, TopupId};
use crate::domain::money::Usd;
use crate::domain::rate::Peg;
use crate::domain::settings::{Part, Settings};
use crate::domain::topup::{State, read_amount};
use crate::features::{Cx, Dialogue, Input, plans, wallet};
use crate::screens::{self, stars, topup as draw};
use crate::store::topups::{self, NewTopup};
use crate::store::{Tx, cards, rates};

/// Unpaid payments of one user at a time: each keeps an address of the provider's pool from
/// others, and more than a few confuse their owner.
const UNPAID_MOST: usize = 5;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// How much?
    Amount,
    /// What with?
    Coin {
        /// How much.
        usd: Usd,
        /// The plan that is bought with it at once.
        #[serde(default)]
        plan: Option<PlanId>,
    },
}

/// Opens the dialogue, if coins can be received at all.
pub fn start(cx: &mut Cx) -> Result<()> {
    if cx.settings.payments == Part::Missing && cx.settings.stars.is_none() {
        return wallet::show(cx);
    }
    let unpaid = topups::unpaid_count(cx.tx, cx.user.id)?;
    if unpaid >= UNPAID_MOST {
        cx.toast = Some(Msg::new("topup-many").count("count", unpaid));
        return wallet::payments(cx, 0);
    }
    step(cx, Step::Amount, None)
}

/// The same for what is missing for a plan, which is bought as soon as the money is there.
pub fn for_plan(cx: &mut Cx, plan: PlanId, missing: Usd) -> Result<()> {
    let bounds = &cx.settings.wallet;
    let usd = missing.up_to_cent().unwrap_or(missing).max(bounds.min_top_up);
    let none = cx.settings.payments == Part::Missing && cx.settings.stars.is_none();
    if usd > bounds.max_top_up || none {
        cx.end()?;
        return start(cx);
    }
    step(cx, Step::Coin { usd, plan: Some(plan) }, None)
}

/// Takes one answer.
pub fn advance(cx: &mut Cx, at: Step, input: Input) -> Result<()> {
    match (at, input) {
        (Step::Amount, Input::Text(text)) => amount(cx, &text),
        // Choices are millionths of a dollar, judged like what is typed.
        (Step::Amount, Input::Pick(Pick::Choose(micro))) => amount(cx, &Usd::micro(micro).plain()),
        (Step::Amount, Input::Pick(Pick::Word(Word::Back))) => {
            cx.end()?;
            wallet::show(cx)
        }
        (Step::Coin { plan: Some(plan), .. }, Input::Pick(Pick::Word(Word::Back))) => {
            plans::start(cx, plan)
        }
        (Step::Coin { .. }, Input::Pick(Pick::Word(Word::Back))) => step(cx, Step::Amount, None),
        (Step::Coin { usd, plan }, Input::Pick(Pick::Choose(at))) => match offered(cx, at)? {
            Some(Coin::Stars) => bill(cx, &NewTopup { coin: Coin::Stars, usd, plan }),
            Some(coin) => make(cx, &NewTopup { coin, usd, plan }),
            None => step(cx, Step::Coin { usd, plan }, None),
        },
        (at @ Step::Coin { .. }, Input::Text(_)) => ask(cx, &at, Some(Msg::new("use-the-buttons"))),
        (at, Input::Other | Input::Pick(_)) => ask(cx, &at, None),
        (at, _) => ask(cx, &at, Some(Msg::new("call-not-that"))),
    }
}

/// Draws a step's question, with what was wrong above it.
pub fn ask(cx: &mut Cx, at: &Step, problem: Option<Msg>) -> Result<()> {
    let message = match at {
        Step::Amount => draw::amount(cx.rev, &cx.settings.wallet),
        Step::Coin { usd, .. } => which_coin(cx, *usd)?,
    };
    let message = match problem {
        Some(problem) => screens::under(problem, message),
        None => message,
    };
    cx.show(&message)
}

/// The coins that are taken at the moment. Rates are asked for meanwhile, so that the provider's
/// price can be held against them.
fn which_coin(cx: &Cx, usd: Usd) -> Result<Message> {
    let peg = rates::dollar_holds(cx.tx)?;
    let mut taken = coins(cx);
    taken.retain(|coin| peg == Peg::Holds || !coin.is_dollar());
    let priced: Vec<Coin> = taken.iter().copied().filter(|coin| !coin.is_dollar()).collect();
    rates::want(cx.tx, &priced)?;
    taken.extend(cx.settings.stars.map(|_| Coin::Stars));
    Ok(draw::coin(cx.rev, usd, &taken, peg))
}

/// The coins that the provider takes, if there is one.
fn coins(cx: &Cx) -> Vec<Coin> {
    match cx.settings.payments {
        Part::Ready => cx.settings.wallet.coins.clone(),
        Part::Missing => Vec::new(),
    }
}

fn step(cx: &mut Cx, at: Step, problem: Option<Msg>) -> Result<()> {
    cx.go(Dialogue::Topup(at.clone()))?;
    ask(cx, &at, problem)
}

fn amount(cx: &mut Cx, text: &str) -> Result<()> {
    let bounds = &cx.settings.wallet;
    match read_amount(text, bounds.min_top_up, bounds.max_top_up) {
        Ok(usd) => step(cx, Step::Coin { usd, plan: None }, None),
        Err(fault) => {
            let problem = draw::amount_problem(fault, &cx.settings.wallet);
            step(cx, Step::Amount, Some(problem))
        }
    }
}

/// The coin with this place in the list of all rails, if it is taken.
fn offered(cx: &Cx, at: i64) -> Result<Option<Coin>> {
    let coin = usize::try_from(at).ok().and_then(|at| Coin::RAILS.get(at).copied());
    if coin == Some(Coin::Stars) {
        return Ok(coin.filter(|_| cx.settings.stars.is_some()));
    }
    let (peg, coins) = (rates::dollar_holds(cx.tx)?, coins(cx));
    let listed = |coin: &Coin| coins.contains(coin);
    Ok(coin.filter(listed).filter(|coin| peg == Peg::Holds || !coin.is_dollar()))
}

/// Keeps the top-up; the provider is asked by a job, and the card shows what it says.
fn make(cx: &mut Cx, new: &NewTopup) -> Result<()> {
    let id = topups::create(cx.tx, cx.user.id, new)?;
    cx.end()?;
    show(cx, id)
}

/// Puts a bill in Stars: no provider is asked, and Telegram takes the payment in this chat.
fn bill(cx: &mut Cx, new: &NewTopup) -> Result<()> {
    let again = Step::Coin { usd: new.usd, plan: new.plan };
    let Some(rail) = cx.settings.stars else { return step(cx, again, None) };
    let room = topups::stars::room(cx.tx, cx.user.id, &rail)?;
    let price = rail.price(new.usd).filter(|_| new.usd <= room);
    let Some(price) = price else {
        return step(cx, again, Some(stars::too_much(room)));
    };
    let id = topups::create(cx.tx, cx.user.id, new)?;
    topups::stars::begin(cx.tx)?;
    let topup = topups::stars::open(cx.tx, id, price)?;
    cx.end()?;
    show(cx, id)?;
    match &topup.open {
        Some(open) => cx.say(&stars::bill(&topup, open)),
        None => Ok(()),
    }
}

/// Why a payment may not go on about which nothing was found out in time.
pub fn too_slow() -> Msg {
    stars::slow()
}

/// Whether a payment in Stars may go on (S2); a read, for it must be answered in time.
pub fn checkout(
    tx: &Tx,
    settings: &Settings,
    payer: &Person,
    asked: &Checkout,
) -> Result<Option<Msg>> {
    let Checkout { currency, amount, payload, .. } = asked;
    let ask =
        topups::stars::Ask { telegram_id: payer.telegram_id, currency, amount: *amount, payload };
    let answer = topups::stars::checkout(tx, settings.stars.as_ref(), &ask)?;
    Ok(answer.err().map(stars::refusal))
}

/// Shows a top-up of the user's. Until it is over, the card lives on with it.
pub fn show(cx: &mut Cx, id: TopupId) -> Result<()> {
    let Some(topup) = topups::get(cx.tx, cx.user.id, id)? else {
        cx.toast = Some(Msg::new("gone"));
        return wallet::show(cx);
    };
    cx.show(&draw::card(&topup))?;
    match cx.card {
        Some(card) => cards::become_about(cx.tx, card, cards::Kind::Topup, id.0),
        None => Ok(()),
    }
}

/// The card of a top-up whose address came while its user was leaving the card.
pub fn unread(cx: &Cx, id: TopupId) -> Result<Option<Message>> {
    let topup = topups::get(cx.tx, cx.user.id, id)?;
    let awaited = topup.filter(|topup| topup.state == State::Awaiting);
    Ok(awaited.as_ref().map(draw::card))
}
