//! Whether the services take the credentials.

use secrecy::SecretString;

use super::Finding;
use crate::cli::parts;
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::domain::coin::Coin;
use crate::domain::money::Usd;
use crate::domain::rate::{DOLLAR_COIN, Rate, Verdict, judge};
use crate::payments;
use crate::rates::{self, Rates};
use crate::telegram::{Fail, Telegram};
use crate::voice::{Account, Fault, Voice};

/// What to do when nothing answers.
const NETWORK: &str = "Check this machine's network and its proxy settings, then try again.";
/// What to do when Tatum answers oddly.
const TATUM: &str = "Look at dashboard.tatum.io, and try again later.";

/// Asks each service that has credentials, one after the other.
pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let telegram = config.telegram.token.as_ref().map(|token| telegram(config, token));
    let voice = config.bland.as_ref().map(voice);
    let payments = parts::payments(config, &Clock::system()).map(|line| of_coins(line.coins()));
    let rates = config.tatum.as_ref().map(rates);
    let lines = telegram.into_iter().chain(voice.into_iter().flatten());
    lines.chain(payments).chain(rates).collect()
}

fn telegram(config: &Config, token: &SecretString) -> Finding {
    let place = "[telegram] token";
    match parts::telegram(config, token).me() {
        Ok(name) => Finding::ok(format!("{place}: Telegram knows the bot as @{name}")),
        Err(Fail::Refused { code: 401 | 404, .. }) => {
            let what = format!("{place}: Telegram does not know it");
            Finding::problem(what, "Send /token to @BotFather and copy the token again.")
        }
        Err(fail) => Finding::problem(format!("Telegram was not reached: {fail}"), NETWORK),
    }
}

fn voice(bland: &config::Bland) -> Vec<Finding> {
    match parts::voice(bland).account() {
        Ok(account) => of_account(&account),
        Err(Fault::Answer { status: 401 | 403, .. }) => {
            let what = "[bland] api_key: Bland does not take it";
            let remedy = "Copy it again from app.bland.ai, Settings, API keys.";
            vec![Finding::problem(what, remedy)]
        }
        Err(fault @ Fault::Transport(_)) => {
            vec![Finding::problem(format!("Bland was not reached: {fault}"), NETWORK)]
        }
        Err(fault) => {
            let what = format!("Bland does not tell about the account: {fault}");
            vec![Finding::problem(what, "Look at app.bland.ai, and try again later.")]
        }
    }
}

fn of_account(account: &Account) -> Vec<Finding> {
    let Account { status, balance } = account;
    let mut found = Vec::new();
    if status != "active" {
        let what = format!("the Bland account is {status}");
        found.push(Finding::problem(what, "Only an active one places calls: see app.bland.ai."));
    }
    let left = balance.as_deref().and_then(Usd::parse);
    if let Some(left) = left.filter(|left| !left.is_positive()) {
        let what = format!("the Bland account's balance is ${}", left.plain());
        found.push(Finding::problem(what, "Top it up at app.bland.ai: no call is placed without."));
    }
    if found.is_empty() {
        let balance = balance.as_deref().unwrap_or("not told");
        found.push(Finding::ok(format!("Bland account: active, balance {balance}")));
    }
    found
}

/// What the coins that can be received mean; asking for them is also how the key is tried.
fn of_coins(coins: Result<Vec<Coin>, payments::Fault>) -> Finding {
    match coins {
        Ok(coins) if coins.is_empty() => {
            let what = "DynoPay has no wallet of yours for any coin that people can pay with";
            let codes: Vec<_> = Coin::ALL.iter().map(|coin| coin.code()).collect();
            let remedy = format!("Add one in the DynoPay dashboard: {}.", codes.join(", "));
            Finding::problem(what, remedy)
        }
        Ok(coins) => {
            let codes: Vec<_> = coins.iter().map(|coin| coin.code()).collect();
            Finding::ok(format!("DynoPay receives for you: {}", codes.join(", ")))
        }
        Err(payments::Fault::Unauthorised) => {
            let what = "[dynopay] api_key: DynoPay does not take it";
            Finding::problem(what, "Copy it again from the DynoPay dashboard, API keys.")
        }
        // There are versions without the list, so this alone is no proof of a mistake.
        Err(payments::Fault::Answer { status: 404, .. }) => {
            let what = "[dynopay] base_url: DynoPay does not say there which coins it receives";
            let remedy = "See that the address ends in /api, and that you have wallets there.";
            Finding::note(what, remedy)
        }
        Err(payments::Fault::RateLimited) => {
            Finding::note("DynoPay asks to slow down", "Try again in a minute.")
        }
        Err(fault @ payments::Fault::Transport(_)) => {
            Finding::problem(format!("DynoPay was not reached: {fault}"), NETWORK)
        }
        Err(fault @ payments::Fault::Answer { .. }) => {
            let what = format!("[dynopay] base_url: no usable answer from there: {fault}");
            Finding::problem(what, "Compare the address with DynoPay's documentation.")
        }
    }
}

/// One rate: it costs credits, so no more are asked for.
fn rates(tatum: &config::Tatum) -> Finding {
    let place = "[tatum] api_key";
    let clock = Clock::system();
    match parts::rates(tatum, &clock).rates(&[DOLLAR_COIN]) {
        Ok(found) => found.first().map_or_else(
            || Finding::problem(format!("{place}: Tatum answers without a rate"), TATUM),
            |rate| of_rate(rate, clock.wall().as_millisecond()),
        ),
        Err(rates::Fault::Unauthorised) => {
            let what = format!("{place}: Tatum does not take it");
            Finding::problem(what, "Copy it again from dashboard.tatum.io, API keys.")
        }
        Err(rates::Fault::CreditsSpent) => {
            let what = format!("{place}: the account's credits are used up");
            Finding::problem(what, "Wait until they come back, or upgrade at dashboard.tatum.io.")
        }
        Err(fault @ rates::Fault::Transport(_)) => {
            Finding::problem(format!("Tatum was not reached: {fault}"), NETWORK)
        }
        Err(fault) => Finding::problem(format!("Tatum gives no rates: {fault}"), TATUM),
    }
}

fn of_rate(rate: &Rate, now_ms: i64) -> Finding {
    let usd = rate.usd.plain();
    match judge(None, None, rate, now_ms) {
        Verdict::Stale => {
            let what = format!("Tatum's rates are old by this machine's clock ({usd})");
            Finding::problem(what, "Set the clock (timedatectl), or try again later.")
        }
        Verdict::Ahead => {
            let what = "Tatum's rates are of the future by this machine's clock";
            Finding::problem(what, "Set the clock (timedatectl).")
        }
        _ => Finding::ok(format!("Tatum: one {} costs ${usd}", rate.symbol)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    #[test]
    fn without_a_wallet_or_a_key_nobody_can_pay() {
        let answer = |status| payments::Fault::Answer { status, message: "no".to_owned() };
        let table = [
            (Ok(vec![Coin::Btc, Coin::Ltc]), Level::Ok, "receives for you: BTC, LTC"),
            (Ok(vec![]), Level::Problem, "no wallet"),
            (Err(payments::Fault::Unauthorised), Level::Problem, "[dynopay] api_key"),
            (Err(answer(404)), Level::Note, "[dynopay] base_url"),
            (Err(answer(302)), Level::Problem, "answered 302"),
            (Err(payments::Fault::RateLimited), Level::Note, "slow down"),
            (Err(payments::Fault::Transport("x".to_owned())), Level::Problem, "not reached"),
        ];
        for (coins, level, words) in table {
            let found = of_coins(coins);
            assert!(found.level == level && found.what.contains(words), "{found:?}");
        }
    }

    #[test]
    fn a_rate_of_another_time_is_a_problem() {
        let now = 1_795_187_045_120;
        for (at_ms, level) in [
            (now, Level::Ok),
            (now - 300_000, Level::Ok),
            (now - 300_001, Level::Problem),
            (now + 3_600_000, Level::Problem),
        ] {
            let rate = Rate { symbol: DOLLAR_COIN, usd: Usd::cents(100), at_ms };
            assert_eq!(of_rate(&rate, now).level, level, "{at_ms}");
        }
    }

    #[test]
    fn an_account_that_cannot_call_is_a_problem() {
        let table = [
            ("active", Some("12.5"), vec![Level::Ok]),
            ("active", None, vec![Level::Ok]),
            ("active", Some("0"), vec![Level::Problem]),
            ("suspended", Some("-1.2"), vec![Level::Problem, Level::Problem]),
            ("unknown", Some("odd"), vec![Level::Problem]),
        ];
        for (status, balance, want) in table {
            let balance = balance.map(str::to_owned);
            let found = of_account(&Account { status: status.to_owned(), balance });
            let levels: Vec<_> = found.iter().map(|one| one.level).collect();
            assert_eq!(levels, want, "{status}");
        }
    }
}
