//! What calls will cost, as the summaries say it before anybody confirms.

use crate::chat::msg::Msg;
use crate::domain::money::Usd;
use crate::domain::price::{FREE_EACH, FREE_FIRST};
use crate::domain::quote::{Group, Quote, Range};
use crate::domain::wallet::{Basis, Funding, Short, Source};

/// The step and the minimum with which each second counts and nothing else: that goes without
/// saying where a plan pays.
const EACH_SECOND: (u32, u32) = (1, 0);

/// What pays for a call to one number, at which price, and how long it may last on that.
pub fn of_call(funding: &Result<Funding, Short>) -> Msg {
    let (basis, price) = match funding {
        Ok(funding) => (funding.basis, funding.price),
        Err(short) => (short.basis, short.price),
    };
    let minutes = funding.map_or(0, |funding| funding.max_minutes);
    let mut lines = vec![match basis {
        Basis::Plan => Msg::new("price-plan").count("minutes", minutes),
        Basis::NoPlan => Msg::new("price-wallet").price("rate", price.minute),
        Basis::Elsewhere => Msg::new("price-elsewhere").price("rate", price.minute),
        Basis::UsedUp => Msg::new("price-used-up").price("rate", price.minute),
    }];
    match funding {
        Ok(Funding { source: Source::Wallet { amount }, .. }) => {
            lines.push(Msg::new("price-hold").count("minutes", minutes).price("hold", *amount));
        }
        Ok(Funding { source: Source::Plan { .. }, .. }) => {}
        Err(short) => lines.push(missing(short)),
    }
    if basis != Basis::Plan || (price.block, price.least) != EACH_SECOND {
        lines.push(steps(price.block, price.least));
    }
    Msg::new("price-lines").lines("lines", lines)
}

/// What pays for the calls of a list, at which prices, and what they cost at most.
pub fn of_list(quote: &Quote) -> Msg {
    let mut lines: Vec<Msg> = quote.groups.iter().map(group).collect();
    lines.extend(quote.spill.map(|minute| Msg::new("price-spill").msg("rate", rate(minute))));
    match quote.short {
        Some(short) => lines.push(missing(&short)),
        None if quote.most > Usd::ZERO => lines.push(most(quote)),
        None => {}
    }
    if quote.most > Usd::ZERO || (quote.block, quote.least) != EACH_SECOND {
        lines.push(steps(quote.block, quote.least));
    }
    if quote.attempt > Usd::ZERO && is_long(quote) {
        let fee = Msg::new("price-attempt")
            .count("first", FREE_FIRST)
            .count("each", FREE_EACH)
            .price("fee", quote.attempt);
        lines.push(fee);
    }
    Msg::new("price-lines").lines("lines", lines)
}

fn group(group: &Group) -> Msg {
    let id = match group.basis {
        Basis::Plan => return Msg::new("price-list-plan").count("count", group.count),
        Basis::NoPlan => "price-list-wallet",
        Basis::Elsewhere => "price-list-elsewhere",
        Basis::UsedUp => "price-list-used-up",
    };
    Msg::new(id).count("count", group.count).msg("rate", rate(group.minute))
}

fn rate(minute: Range) -> Msg {
    match minute {
        Range { low, high } if low == high => Msg::new("price-rate").price("rate", low),
        Range { low, high } => Msg::new("price-range").price("low", low).price("high", high),
    }
}

fn most(quote: &Quote) -> Msg {
    let most =
        Msg::new("price-list-most").price("upper", quote.most).count("minutes", quote.minutes);
    if quote.most <= quote.have {
        return most;
    }
    Msg::new("price-list-until").msg("upper", most).usd("have", quote.have)
}

fn missing(short: &Short) -> Msg {
    Msg::new("price-short").price("need", short.need).usd("have", short.have)
}

/// How seconds are counted.
fn steps(block: u32, least: u32) -> Msg {
    match (block, least) {
        EACH_SECOND => Msg::new("price-seconds"),
        (1, _) => Msg::new("price-least").count("least", least),
        (_, 0) => Msg::new("price-steps").count("step", block),
        _ => Msg::new("price-steps-least").count("step", block).count("least", least),
    }
}

/// Whether a list has more calls than are free whatever comes of them.
fn is_long(quote: &Quote) -> bool {
    let calls: usize = quote.groups.iter().map(|group| group.count).sum();
    usize::try_from(FREE_FIRST).is_ok_and(|free| calls > free)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(msg: &Msg) -> Vec<String> {
        let lines = msg.args.iter().find_map(|(_, arg)| match arg {
            crate::chat::msg::Arg::Lines(lines) => Some(lines),
            _ => None,
        });
        lines.unwrap().iter().map(|line| line.id.to_string()).collect()
    }

    fn quote(count: usize, most: i32, attempt: i32) -> Quote {
        let minute = Range { low: Usd::cents(20), high: Usd::cents(20) };
        Quote {
            groups: vec![Group { basis: Basis::NoPlan, count, minute }],
            spill: None,
            minutes: 5,
            most: Usd::cents(most),
            have: Usd::cents(1_000),
            short: None,
            block: 1,
            least: 0,
            attempt: Usd::cents(attempt),
        }
    }

    #[test]
    fn a_list_says_what_matters_and_no_more() {
        let stepped = |most| Quote { block: 6, least: 30, ..quote(2, most, 0) };
        let table: [(Quote, &[&str]); 7] = [
            (quote(2, 204, 2), &["price-list-most", "price-seconds"]),
            (quote(2, 1_001, 2), &["price-list-until", "price-seconds"]),
            (quote(2, 0, 0), &[]),
            (quote(50, 204, 2), &["price-list-most", "price-seconds"]),
            (quote(51, 204, 2), &["price-list-most", "price-seconds", "price-attempt"]),
            (stepped(204), &["price-list-most", "price-steps-least"]),
            (stepped(0), &["price-steps-least"]),
        ];
        for (quote, want) in table {
            let said = ids(&of_list(&quote));
            assert_eq!(said[0], "price-list-wallet");
            assert_eq!(said[1..], *want);
        }
    }

    #[test]
    fn how_seconds_are_counted_is_said_in_one_line() {
        for (block, least, id) in [
            (1, 0, "price-seconds"),
            (1, 30, "price-least"),
            (6, 0, "price-steps"),
            (60, 60, "price-steps-least"),
        ] {
            assert_eq!(steps(block, least).id, id);
        }
    }
}
