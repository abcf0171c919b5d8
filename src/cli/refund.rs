//! `ivrbot refund`: sets money aside to go back to a user, and notes when it was sent (R23).

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use uuid::{NoContext, Uuid};

use crate::cli::{open, out};
use crate::config::Config;
use crate::domain::coin::Coin;
use crate::domain::ids::{LedgerId, RefundId};
use crate::domain::money::Usd;
use crate::domain::refund::{Refund, State};
use crate::screens::admin::refunds as draw;
use crate::store::outbox::{self, Lane};
use crate::store::refunds::{self, NewRefund, NoRefund};
use crate::store::{Tx, users};

/// Who does it, in the record.
const ACTOR: &str = "command line";
/// How many refunds are shown.
const SHOWN: usize = 1_000;

/// Send money back to a user.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Set a payment, or a part of it, aside to be sent back
    Add(Add),
    /// Show the refunds that wait to be sent
    List,
    /// Note that a refund was sent
    Paid {
        /// Its number
        refund: i64,
        /// The transfer's id on the chain
        #[arg(long, value_name = "ID")]
        tx: String,
    },
    /// Give a refund that was not sent back to its user's wallet
    Withdraw {
        /// Its number
        refund: i64,
        /// Why; it is kept in the record
        #[arg(long, value_name = "T")]
        reason: String,
    },
}

#[derive(Debug, clap::Args)]
struct Add {
    /// The payment's reference, which its user was told
    payment: i64,
    /// Dollars, such as 25 or 0.50
    #[arg(value_parser = amount)]
    amount: Usd,
    /// The address it is sent to
    #[arg(long, value_name = "ADDRESS")]
    to: String,
    /// The coin it is sent in
    #[arg(long, value_name = "COIN", default_value = "USDT-TRC20", value_parser = coin)]
    coin: Coin,
    /// Why; it is kept in the record
    #[arg(long, value_name = "T")]
    reason: String,
}

fn amount(text: &str) -> Result<Usd, String> {
    let amount = Usd::parse(text).filter(|usd| usd.is_positive());
    amount.ok_or_else(|| "wanted: dollars above zero, such as 25 or 0.50".to_owned())
}

fn coin(text: &str) -> Result<Coin, String> {
    let coin = text.parse().ok().filter(|coin: &Coin| coin.is_dollar());
    coin.ok_or_else(|| "wanted: USDT-TRC20 or USDT-ERC20".to_owned())
}

/// Runs the command. It may run beside the daemon, which sends the notice within seconds.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let store = open(config)?;
    let says = match &args.command {
        Command::List => show(&store.read(|tx| refunds::page(tx, 0, SHOWN))?),
        Command::Add(add) => store.write(|tx| told(tx, approve(tx, add)?))?,
        Command::Paid { refund, tx: transfer } => {
            let id = RefundId(*refund);
            store.write(|tx| told(tx, refunds::paid(tx, id, transfer, ACTOR)?))?
        }
        Command::Withdraw { refund, reason } => {
            let id = RefundId(*refund);
            store.write(|tx| told(tx, refunds::withdraw(tx, id, reason, ACTOR)?))?
        }
    };
    out::print(&says)?;
    Ok(ExitCode::SUCCESS)
}

fn approve(tx: &Tx, add: &Add) -> Result<Result<Refund, NoRefund>> {
    // Each run of the command is a wish of its own.
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let intent = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0)).to_string();
    let (ledger, address, actor) = (LedgerId(add.payment), add.to.as_str(), ACTOR);
    let (amount, coin, reason) = (add.amount, add.coin, add.reason.as_str());
    refunds::approve(
        tx,
        &NewRefund { ledger, amount, coin, address, reason, actor, intent: &intent },
    )
}

/// Tells the user, and says what was done; a refusal undoes everything.
fn told(tx: &Tx, refund: Result<Refund, NoRefund>) -> Result<String> {
    let refund = match refund {
        Ok(refund) => refund,
        Err(why) => bail!("nothing was moved: {why}"),
    };
    let user = users::get(tx, refund.user)?;
    let notice = draw::notice(&refund);
    outbox::message(tx, user.id, user.chat, Lane::Notice, &notice)?;
    Ok(format!("{}\n", describe(&refund)))
}

fn describe(refund: &Refund) -> String {
    let Refund { id, amount, coin, units, address, state, .. } = refund;
    let (amount, units, code) = (amount.plain(), coin.plain(*units), coin.code());
    match state {
        State::Payable => format!("Refund {id}: ${amount}; send {units} {code} to {address}"),
        State::Paid => format!("Refund {id}: ${amount} was sent"),
        State::Withdrawn => format!("Refund {id}: ${amount} is back in the wallet"),
    }
}

fn show(refunds: &[Refund]) -> String {
    let mut text = String::new();
    for refund in refunds {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", describe(refund));
    }
    if text.is_empty() { "No refund waits to be sent.\n".to_owned() } else { text }
}
