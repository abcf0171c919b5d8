//! Whether the services take the credentials.

use secrecy::SecretString;

use super::Finding;
use crate::cli::parts;
use crate::config::{self, Config};
use crate::domain::money::Usd;
use crate::telegram::{Fail, Telegram};
use crate::voice::{Account, Fault, Voice};

/// What to do when nothing answers.
const NETWORK: &str = "Check this machine's network and its proxy settings, then try again.";

/// Asks each service that has credentials, one after the other.
pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let telegram = config.telegram.token.as_ref().map(|token| telegram(config, token));
    let voice = config.bland.as_ref().map(voice);
    telegram.into_iter().chain(voice.into_iter().flatten()).collect()
}

fn telegram(config: &Config, token: &SecretString) -> Finding {
    let place = "[telegram] token";
    match parts::telegram(&config.telegram, token).me() {
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

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

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
