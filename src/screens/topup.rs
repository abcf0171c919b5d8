//! Filling the wallet: the questions, the card that follows a payment, and what is told of it.

use crate::chat::button::{Button, Screen};
use crate::chat::message::{Key, Message, copy, tap};
use crate::chat::msg::Msg;
use crate::chat::picture::{Picture, Sign};
use crate::domain::coin::Coin;
use crate::domain::money::Usd;
use crate::domain::payment::Quote;
use crate::domain::rate::Peg;
use crate::domain::settings::Wallet;
use crate::domain::topup::{
    self, AmountFault, Arrival, Open, Problem, Size, Standing, State, Time, Topup, Why,
};
use crate::screens::wallet::{to_wallet, top_up};
use crate::screens::{back_or_cancel, cancel, stars, to_menu};

/// Tries after which a user is told that it takes longer.
const TRIES_SLOW: u32 = 2;
/// A coin cheaper than this is priced by the hundred.
const CHEAP: Usd = Usd::cents(90);
/// Less than what is shown is not told.
const CENT: Usd = Usd::cents(1);
/// So many.
const LOT: i64 = 100;

// ---- the questions -----------------------------------------------------------------------------

/// How much?
pub fn amount(rev: i64, wallet: &Wallet) -> Message {
    let (least, most) = (wallet.min_top_up, wallet.max_top_up);
    let presets = topup::presets(least, most).into_iter().map(|usd| {
        let label = Msg::new("topup-preset").usd("usd", usd);
        tap(label, Button::choose(rev, usd.as_micro()))
    });
    Message::of(Msg::new("topup-ask-amount").usd("least", least).usd("most", most))
        .row(presets)
        .row([cancel(rev)])
}

/// Why a text is no amount.
pub fn amount_problem(fault: AmountFault, wallet: &Wallet) -> Msg {
    match fault {
        AmountFault::Unread => Msg::new("topup-amount-unread"),
        AmountFault::TooLittle => Msg::new("topup-amount-little").usd("least", wallet.min_top_up),
        AmountFault::TooMuch => Msg::new("topup-amount-much").usd("most", wallet.max_top_up),
    }
}

/// What with? Choices are places in the list of all rails.
pub fn coin(rev: i64, usd: Usd, coins: &[Coin], peg: Peg) -> Message {
    let keys = coins.iter().filter_map(|coin| {
        let at = Coin::RAILS.iter().position(|one| one == coin)?;
        Some(tap(name(*coin), Button::choose(rev, i64::try_from(at).ok()?)))
    });
    let high = coins.iter().filter(|coin| topup::fee_is_high(**coin, usd));
    let warnings: Vec<Msg> = high.map(|coin| fee_warning(*coin)).collect();
    let mut message = Message::of(Msg::new("topup-ask-coin").usd("usd", usd));
    if peg == Peg::Paused {
        message = message.line(Msg::new("topup-no-dollars"));
    }
    if !warnings.is_empty() {
        message = message.line(Msg::new("topup-fees").lines("lines", warnings));
    }
    message.rows(keys).row(back_or_cancel(rev))
}

fn fee_warning(coin: Coin) -> Msg {
    Msg::new("topup-fee").msg("coin", name(coin)).usd("fee", topup::usual_fee(coin))
}

/// A coin and its network in words.
pub fn name(coin: Coin) -> Msg {
    Msg::new(match coin {
        Coin::UsdtTrc20 => "coin-usdt-trc20",
        Coin::UsdtErc20 => "coin-usdt-erc20",
        Coin::Btc => "coin-btc",
        Coin::Ltc => "coin-ltc",
        Coin::Eth => "coin-eth",
        Coin::Doge => "coin-doge",
        Coin::Bch => "coin-bch",
        Coin::Trx => "coin-trx",
        Coin::Stars => "coin-stars",
    })
}

// ---- the card ----------------------------------------------------------------------------------

/// The card of a top-up. It changes in place until the payment is over; a sign takes the place of
/// the code as soon as that must not be scanned any more.
pub fn card(topup: &Topup) -> Message {
    let title = Msg::new("topup-title").usd("usd", topup.usd).text("reference", topup.reference());
    let message = Message::of(title);
    let Some(open) = &topup.open else { return unopened(message, topup) };
    if topup.coin == Coin::Stars && topup.state == State::Awaiting {
        return message.line(stars::asking(open)).row(away());
    }
    let (sign, message) = match topup.state {
        State::Created | State::Awaiting => return asking(message, topup, open),
        State::Expired => (Sign::Over, message.line(Msg::new("topup-expired")).row([top_up()])),
        State::Detected => (Sign::OnTheWay, message.line(Msg::new("topup-seen")).line(price(open))),
        State::Credited => {
            let came = Msg::new("topup-came").lines("lines", came(topup));
            let checked = topup.in_review().map(review);
            let lines = how(topup).into_iter().chain(checked);
            (Sign::Done, message.line(came).lines(lines).row([top_up()]))
        }
        State::Review => {
            let why = topup.in_review().unwrap_or(Why::Unmeasured);
            (Sign::LookedAt, message.line(review(why)))
        }
        State::Refunded if topup.coin == Coin::Stars => {
            (Sign::Over, message.line(Msg::new("stars-went-back")))
        }
        State::Refunded => (Sign::Over, message.line(Msg::new("topup-refunded"))),
        State::Abandoned => (Sign::Over, closed(message, topup)),
    };
    message.with_picture(Picture::Sign { sign }).row(away())
}

/// Before there is an address, or when there will be none.
fn unopened(message: Message, topup: &Topup) -> Message {
    if topup.state == State::Abandoned {
        return closed(message, topup).row(away());
    }
    let slow = topup.tries >= TRIES_SLOW;
    let id = if slow { "topup-preparing-slow" } else { "topup-preparing" };
    message.line(Msg::new(id).msg("coin", name(topup.coin))).row(away())
}

fn closed(message: Message, topup: &Topup) -> Message {
    let problem = topup.problem.unwrap_or(Problem::Unreachable);
    let own = stars::problem(problem).filter(|_| topup.coin == Coin::Stars);
    message.line(own.unwrap_or_else(|| self::problem(problem))).row([top_up()])
}

/// What to send where, with everything that keeps a person from losing it.
fn asking(message: Message, topup: &Topup, open: &Open) -> Message {
    let coin = topup.coin;
    let amount = coin.plain(open.quote.units);
    let send = Msg::new("topup-send")
        .text("amount", amount.as_str())
        .text("symbol", coin.symbol())
        .text("address", open.address.as_str());
    let mut message = message
        .with_picture(Picture::Qr { text: open.scanned() })
        .line(send)
        .line(price(open))
        .line(Msg::new("topup-network").msg("coin", name(coin)));
    if topup::fee_is_high(coin, topup.usd) {
        message = message.line(fee_warning(coin));
    }
    message
        .line(Msg::new("topup-after"))
        .line(Msg::new("topup-never"))
        .row([
            copy(Msg::new("topup-copy-amount"), amount),
            copy(Msg::new("topup-copy-address"), open.address.as_str()),
        ])
        .row(away())
}

/// The rate and until when it holds.
fn price(open: &Open) -> Msg {
    Msg::new("topup-rate").msg("rate", rate(&open.quote)).at("until", open.locked_until)
}

/// What a coin costs by this quote; of cheap ones a hundred, because cents are too coarse for one.
fn rate(quote: &Quote) -> Msg {
    let price = |lot| quote.price(lot).unwrap_or(Usd::ZERO);
    let (lot, usd) = if price(1) < CHEAP { (LOT, price(LOT)) } else { (1, price(1)) };
    Msg::new("rate").count("lot", lot).text("symbol", stars::symbol(quote.coin)).usd("usd", usd)
}

/// One line for each transfer that was credited.
fn came(topup: &Topup) -> Vec<Msg> {
    let line = |arrival: &Arrival| {
        let (Standing::Credited { usd, .. }, Some(units)) = (arrival.standing, arrival.units)
        else {
            return None;
        };
        let line = Msg::new("topup-credited")
            .text("amount", arrival.coin.plain(units))
            .text("symbol", stars::symbol(arrival.coin))
            .msg("rate", rate(&Quote { coin: arrival.coin, units, usd }))
            .usd("usd", usd);
        Some(line)
    };
    topup.arrivals.iter().filter_map(line).collect()
}

/// How what came compares with what was asked for, and that it was late.
fn how(topup: &Topup) -> Vec<Msg> {
    let late = topup
        .arrivals
        .iter()
        .any(|arrival| matches!(arrival.standing, Standing::Credited { time: Time::Late, .. }));
    let late = late.then(|| self::late(topup.coin));
    let sum = topup.credited().unwrap_or(topup.usd);
    let forgiven = topup::tolerance(topup.usd);
    let size = if sum < topup.usd {
        Size::Short
    } else if sum.minus(topup.usd).is_some_and(|over| over > forgiven) {
        Size::Over
    } else {
        Size::Exact
    };
    late.into_iter().chain(self::size(size, topup.usd)).collect()
}

fn late(coin: Coin) -> Msg {
    Msg::new(if coin.is_dollar() { "told-late" } else { "told-late-rate" })
}

fn size(size: Size, asked: Usd) -> Option<Msg> {
    match size {
        Size::Exact => None,
        Size::Short => Some(Msg::new("told-short").usd("asked", asked)),
        Size::Over => Some(Msg::new("told-over").usd("asked", asked)),
    }
}

fn review(why: Why) -> Msg {
    Msg::new("topup-review").msg("why", self::why(why))
}

/// Why a person looks at a transfer, for its sender.
fn why(why: Why) -> Msg {
    Msg::new(match why {
        Why::WrongCoin => "why-wrong-coin",
        Why::TooMuch | Why::Cap => "why-too-much",
        Why::TooLate => "why-too-late",
        Why::Second => "why-second",
        Why::Recovered | Why::Reused | Why::Unmeasured | Why::Unknown => "why-unclear",
    })
}

/// Why it came to nothing.
fn problem(problem: Problem) -> Msg {
    Msg::new(match problem {
        Problem::Coin => "topup-no-coin",
        Problem::Amount => "topup-no-amount",
        Problem::Paused => "topup-paused",
        Problem::Unreachable => "topup-unreachable",
        Problem::Quote => "topup-odd-quote",
        Problem::Unpaid => "topup-unpaid",
        Problem::Rejected => "topup-rejected",
    })
}

/// How far a top-up is, in a word.
pub fn state(topup: &Topup) -> Msg {
    Msg::new(match topup.state {
        State::Created => "topup-state-created",
        State::Awaiting => "topup-state-awaiting",
        State::Expired => "topup-state-expired",
        State::Detected => "topup-state-detected",
        State::Credited => "topup-state-credited",
        State::Review => "topup-state-review",
        State::Refunded => "topup-state-refunded",
        State::Abandoned => "topup-state-abandoned",
    })
}

fn away() -> [Key; 2] {
    [to_wallet(), to_menu()]
}

// ---- what is told ------------------------------------------------------------------------------

/// What happened to a payment, told once (R28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A transfer was seen.
    Seen,
    /// A transfer was credited.
    Credited {
        /// What came, in the coin.
        credit: topup::Credit,
        /// What is in the wallet now.
        balance: Usd,
    },
    /// A person looks at a transfer.
    Review(Why),
    /// An operator credited it after a look.
    Approved {
        /// With so much.
        usd: Usd,
        /// What is in the wallet now.
        balance: Usd,
    },
    /// An operator decided against it.
    Rejected,
    /// The provider sent it back.
    Refunded,
    /// There will be no address.
    Failed,
}

/// The notice of it.
pub fn notice(topup: &Topup, news: News) -> Message {
    let reference = topup.reference();
    let named = |id: &'static str| Msg::new(id).text("reference", reference.as_str());
    let message = match news {
        News::Seen => Message::of(named("told-seen").usd("usd", topup.usd)),
        News::Credited { credit, balance } => credited(topup, &credit, balance),
        News::Review(why) => Message::of(named("told-review").msg("why", self::why(why))),
        News::Approved { usd, balance } => {
            Message::of(named("told-approved").usd("usd", usd).usd("balance", balance))
        }
        News::Rejected => Message::of(named("told-rejected")),
        News::Refunded => Message::of(named("told-refunded")),
        News::Failed => {
            let why = problem(topup.problem.unwrap_or(Problem::Unreachable));
            Message::of(named("told-failed").msg("why", why)).row([top_up()])
        }
    };
    let open = Button::open_at(Screen::Payment, topup.id.0);
    message.row([tap(Msg::new("told-open"), open)])
}

fn credited(topup: &Topup, credit: &topup::Credit, balance: Usd) -> Message {
    let usd = credit.value.plus(credit.allowance).unwrap_or(credit.value);
    let (coin, units) = (topup.coin, credit.units);
    let told = Msg::new("told-credited")
        .text("amount", coin.plain(units))
        .text("symbol", stars::symbol(coin))
        .msg("rate", rate(&Quote { coin, units, usd: credit.value }))
        .usd("usd", usd)
        .usd("balance", balance)
        .text("reference", topup.reference());
    let mut message = Message::of(told);
    if credit.time == Time::Late {
        message = message.line(late(coin));
    }
    if credit.allowance >= CENT {
        message = message.line(Msg::new("told-allowance").usd("allowance", credit.allowance));
    }
    message.lines(size(credit.size, topup.usd))
}
