//! What goes wrong at the payment provider and at the source of rates, as the strip's menu says.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::demo::dynopay::{Dynopay, Endpoint as Pay, Fault as PayFault};
use crate::demo::tatum::{Endpoint as Rate, FakeTatum, Fault as RateFault};

/// Longer than the daemon waits for an answer in the demo, milliseconds of the machine's time.
const TOO_LONG_MS: u64 = 12_000;
/// An answer that ends in the middle.
const HALF: &str = "{\"success\":true,\"data\":{\"amount\":";

/// The endpoints, by the word the page sends, with what people call them.
const PAY: [(&str, Pay, &str); 4] = [
    ("pay.open", Pay::Open, "DynoPay: open a payment"),
    ("pay.status", Pay::Status, "DynoPay: its status"),
    ("pay.feed", Pay::Feed, "DynoPay: all payments"),
    ("pay.coins", Pay::Currencies, "DynoPay: coins"),
];
const RATES: [(&str, Rate, &str); 4] = [
    ("rate.v4", Rate::V4Batch, "Tatum v4: rates"),
    ("rate.v4_one", Rate::V4Single, "Tatum v4: one rate"),
    ("rate.v3", Rate::V3Batch, "Tatum v3: rates"),
    ("rate.v3_one", Rate::V3Single, "Tatum v3: one rate"),
];

/// The stand-ins that fail.
pub(super) struct Frail<'a> {
    pub(super) dynopay: &'a Dynopay,
    pub(super) tatum: &'a FakeTatum,
}

impl Frail<'_> {
    /// Lets something go wrong: `at` names the endpoint, `what` the fault, `how` whether it is the
    /// next request or each from now on. Without them all is well again.
    pub(super) fn fail(&self, args: &Value) -> Result<String> {
        let word = |name: &str| args.get(name).and_then(Value::as_str);
        let Some(at) = word("at") else {
            self.dynopay.heal();
            self.tatum.heal();
            return Ok("All is well again.".to_owned());
        };
        let what = word("what").context("There is no such fault.")?;
        let stays = match word("how") {
            Some("next") => false,
            Some("on") => true,
            _ => bail!("It goes wrong once, or from now on."),
        };
        let name = match (PAY.iter().find(|it| it.0 == at), RATES.iter().find(|it| it.0 == at)) {
            (Some((_, at, name)), _) => {
                let fault = pay_fault(what)?;
                if stays {
                    self.dynopay.outage(*at, fault)
                } else {
                    self.dynopay.fault(*at, fault)
                }
                name
            }
            (_, Some((_, at, name))) => {
                let fault = rate_fault(what)?;
                if stays {
                    self.tatum.outage_at(*at, fault)
                } else {
                    self.tatum.fault(*at, fault)
                }
                name
            }
            _ => bail!("There is no such endpoint."),
        };
        let when = if stays { "each request fails" } else { "the next request fails" };
        Ok(format!("{name}: {when}."))
    }

    /// What is going to go wrong, a line each.
    pub(super) fn lines(&self) -> Vec<String> {
        let [pay_next, pay_on] = self.dynopay.ailing();
        let [rate_next, rate_on] = self.tatum.ailing();
        let pay = |at: &Pay| PAY.iter().find(|it| it.1 == *at).map_or("", |it| it.2);
        let rate = |at: &Rate| RATES.iter().find(|it| it.1 == *at).map_or("", |it| it.2);
        let next = pay_next.iter().map(pay).chain(rate_next.iter().map(rate));
        let next = next.map(|name| format!("{name}: the next request"));
        let on = pay_on.iter().map(pay).chain(rate_on.iter().map(rate));
        next.chain(on.map(|name| format!("{name}: each request"))).collect()
    }
}

fn pay_fault(what: &str) -> Result<PayFault> {
    Ok(match what {
        "500" => PayFault::Error500("Internal Server Error".to_owned()),
        "timeout" => PayFault::SlowMs(TOO_LONG_MS),
        "reset" => PayFault::Drop,
        "lost" => PayFault::AcceptThenDrop,
        "html" => PayFault::Html502,
        "malformed" => PayFault::Answer(200, HALF.to_owned()),
        "429" => PayFault::TooMany(Some(5)),
        "key" => PayFault::InvalidKey,
        _ => bail!("There is no such fault."),
    })
}

/// A rate that is lost on its way back is one that was never asked for.
fn rate_fault(what: &str) -> Result<RateFault> {
    Ok(match what {
        "500" => RateFault::Internal,
        "timeout" => RateFault::SlowMs(TOO_LONG_MS),
        "reset" | "lost" => RateFault::HangUp,
        "html" => RateFault::Html(502),
        "malformed" => RateFault::Body(HALF.to_owned()),
        "429" => RateFault::TooMany,
        "key" => RateFault::Unauthorised,
        _ => bail!("There is no such fault."),
    })
}
