//! `ivrbot credit`: puts money into a user's wallet, with a reason for the record.

use std::process::ExitCode;

use anyhow::{Result, bail};
use uuid::{NoContext, Uuid};

use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::cli::out;
use crate::config::Config;
use crate::domain::ids::LedgerId;
use crate::domain::money::Usd;
use crate::store::ledger::{self, Account, Asset, Posted, Role};
use crate::store::outbox::{self, Lane};
use crate::store::{Tx, users};

/// The most one command adds: more is taken for a slip of the hand.
const AMOUNT_MAX: Usd = Usd::cents(10_000_000);

/// Put money into a user's wallet.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The user's Telegram id
    #[arg(value_parser = clap::value_parser!(i64).range(1..))]
    pub user: i64,
    /// Dollars, such as 25 or 0.50
    #[arg(value_parser = amount)]
    pub amount: Usd,
    /// Why; it is kept in the record
    #[arg(long, value_name = "T", value_parser = reason)]
    pub reason: String,
}

fn amount(text: &str) -> Result<Usd, String> {
    let amount = Usd::parse(text).filter(|usd| usd.is_positive() && *usd <= AMOUNT_MAX);
    let wanted = "dollars above zero and up to 100000, with at most six decimal places";
    amount.ok_or_else(|| format!("wanted: {wanted}"))
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("wanted: a few words".to_owned()) } else { Ok(text.to_owned()) }
}

/// Who does it, in the record.
const ACTOR: &str = "command line";

/// Runs the command. It may run beside the daemon, which sends the notice within seconds.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let store = super::open(config)?;
    let done = store.write(|tx| credit(tx, args.user, args.amount, &args.reason, ACTOR))?;
    let Some(Credited { balance, reference }) = done else {
        bail!(
            "no user has the Telegram id {}: he must write to the bot first (his id is a number, \
             not the @name)",
            args.user
        );
    };
    out::print(&format!(
        "Credited ${} to user {}; the balance is ${} now. Reference {reference}.\n",
        args.amount.plain(),
        args.user,
        balance.plain(),
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// What a credit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credited {
    /// The balance after it.
    pub balance: Usd,
    /// Its row in the ledger, which the user is told.
    pub reference: LedgerId,
}

/// Puts money into the wallet of the user behind a Telegram account, and tells him. `None` when
/// nobody has this account.
pub fn credit(
    tx: &Tx,
    telegram_id: i64,
    amount: Usd,
    reason: &str,
    actor: &str,
) -> Result<Option<Credited>> {
    let Some(user) = users::by_telegram(tx, telegram_id)? else { return Ok(None) };
    // Each run of the command is an intent of its own.
    let seconds = u64::try_from(tx.now().as_second()).unwrap_or(0);
    let uuid = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let key = format!("credit:{uuid}");
    let reference = match ledger::credit(tx, user.id, amount, reason, actor, &key)? {
        Ok(Posted::Now(id) | Posted::Before(id)) => id,
        Err(refusal) => bail!("the ledger refuses: {refusal}"),
    };
    let wallet = Account::user(user.id, Role::Available, Asset::Usd);
    let balance = Usd::micro(ledger::balance(tx, &wallet)?);
    let notice = Msg::new("money-credited")
        .usd("amount", amount)
        .usd("balance", balance)
        .text("reference", reference.to_string());
    outbox::message(tx, user.id, user.chat, Lane::Notice, &Message::of(notice))?;
    Ok(Some(Credited { balance, reference }))
}
