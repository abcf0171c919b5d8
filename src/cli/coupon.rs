//! `ivrbot coupon`: makes coupons, shows them, ends them.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;

use crate::cli::{open, out};
use crate::config::Config;
use crate::domain::coupon::{Code, DAYS_MOST, State, USES_MOST, Worth};
use crate::store::Tx;
use crate::store::coupons::{self, NewCoupon, Stored};

/// Who does it, in the record.
const ACTOR: &str = "command line";
/// How many coupons are shown, the newest first.
const SHOWN: usize = 1_000;

/// Make, show and end coupons.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a coupon
    Add(Add),
    /// Show the coupons, the newest first
    List,
    /// End a coupon: nobody can use it from now on
    End {
        /// Its code
        #[arg(value_parser = code)]
        code: Code,
    },
}

#[derive(Debug, clap::Args)]
struct Add {
    /// 4 to 24 letters and digits
    #[arg(value_parser = code)]
    code: Code,
    /// Dollars for the wallet, such as 5, or off the next plan, such as 20%
    #[arg(value_parser = worth)]
    worth: Worth,
    /// How often it may be used by all together; without a limit when left out
    #[arg(long, value_name = "N", value_parser = up_to(USES_MOST))]
    uses: Option<u32>,
    /// How many days it is good for; without an end when left out
    #[arg(long, value_name = "N", value_parser = up_to(DAYS_MOST))]
    days: Option<u32>,
}

/// A whole number from one.
fn up_to(most: u32) -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=i64::from(most))
}

fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| "wanted: 4 to 24 letters A to Z and digits".to_owned())
}

fn worth(text: &str) -> Result<Worth, String> {
    let wanted = "wanted: dollars up to 1000, such as 5, or a whole percentage, such as 20%";
    Worth::parse(text).ok_or_else(|| wanted.to_owned())
}

/// Runs the command. It may run beside the daemon.
pub fn main(args: &Args, config: &Config) -> Result<ExitCode> {
    let store = open(config)?;
    let says = match &args.command {
        Command::Add(add) => store.write(|tx| self::add(tx, add))?,
        Command::List => show(&store.read(|tx| coupons::page(tx, 0, SHOWN))?),
        Command::End { code } => {
            if !store.write(|tx| coupons::end(tx, code, ACTOR))? {
                bail!("no open coupon has the code {code}: `ivrbot coupon list` shows them");
            }
            format!("The coupon {code} is ended.\n")
        }
    };
    out::print(&says)?;
    Ok(ExitCode::SUCCESS)
}

fn add(tx: &Tx, add: &Add) -> Result<String> {
    let length = add.days.map(|days| SignedDuration::from_hours(i64::from(days) * 24));
    let until = length.map(|length| tx.now().checked_add(length)).transpose();
    let until = until.context("end of the coupon beyond the calendar")?;
    let Add { code, worth, uses: uses_most, .. } = add;
    let (worth, uses_most, actor) = (*worth, *uses_most, ACTOR);
    let new = NewCoupon { code, worth, uses_most, until, actor };
    if !coupons::create(tx, &new)? {
        bail!("there is a coupon {code}: choose another code");
    }
    Ok(format!("The coupon {code} is made: {}.\n", describe(worth)))
}

fn describe(worth: Worth) -> String {
    match worth {
        Worth::Credit(usd) => format!("${} for the wallet", usd.plain()),
        Worth::Percent(percent) => format!("{percent}% off the next plan"),
    }
}

fn show(coupons: &[Stored]) -> String {
    let mut text = String::new();
    for Stored { code, coupon, .. } in coupons {
        let uses = match coupon.uses_most {
            Some(most) => format!("used {} of {most}", coupon.uses),
            None => format!("used {}", coupon.uses),
        };
        let until = coupon.until.map_or(String::new(), |until| format!(", until {until}"));
        let ended = if coupon.state == State::Ended { ", ended" } else { "" };
        let worth = describe(coupon.worth);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{code}: {worth}, {uses}{until}{ended}");
    }
    if text.is_empty() { "There are no coupons.\n".to_owned() } else { text }
}
