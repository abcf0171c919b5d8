//! `ivrbot credit`: puts money into a user's wallet, with a reason for the record.

use std::process::ExitCode;

use crate::config::Config;
use crate::domain::money::Usd;

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

/// Runs the command.
pub fn main(_args: &Args, _config: &Config) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not wired")
}
