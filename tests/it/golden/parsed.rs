//! Every stored name is parsed, and printed as it was.

use ivrbot::domain::coin::Coin;
use ivrbot::domain::wallet::Bucket;
use ivrbot::store::ledger::{Kind, Role};

use super::names;

macro_rules! parse_and_print {
    ($($place:literal: $type:ty,)*) => {
        #[test]
        fn every_name_is_parsed_and_printed() {
            let names = names();
            $(for name in &names[$place] {
                let parsed: $type = name.parse().unwrap_or_else(|_| panic!("{name} of {}", $place));
                assert_eq!(<&str>::from(parsed), name, "{}", $place);
            })*
        }
    };
}

parse_and_print! {
    "accounts.role": Role,
    "arrivals.why": ivrbot::domain::topup::Why,
    "calls.bucket": Bucket,
    "cases.state": ivrbot::store::cases::State,
    "case_words.who": ivrbot::store::cases::Who,
    "calls.details": ivrbot::domain::call::Details,
    "calls.outcome": ivrbot::domain::call::Outcome,
    "calls.phase": ivrbot::domain::call::Phase,
    "calls.settlement": ivrbot::domain::call::Settlement,
    "campaigns.state": ivrbot::store::campaigns::State,
    "cards.kind": ivrbot::store::cards::Kind,
    "ledger.kind": Kind,
    "consents.kind": ivrbot::domain::consent::Kind,
    "receipts.tier": ivrbot::domain::tier::Tier,
    "approvals.rule": ivrbot::domain::policy::Rule,
    "approvals.state": ivrbot::store::approvals::State,
    "peg.state": ivrbot::domain::rate::Peg,
    "plans.support": ivrbot::domain::plan::Support,
    "refunds.state": ivrbot::domain::refund::State,
    "stars.way": ivrbot::chat::event::Way,
    "subscriptions.done": ivrbot::domain::subscription::Moment,
    "deliveries.heard": ivrbot::store::webhooks::Heard,
    "webhooks.trust": ivrbot::store::webhooks::Trust,
    "rates.verdict": ivrbot::domain::rate::Verdict,
    "receipts.class": ivrbot::domain::phone::Class,
    "receipts.rule": ivrbot::domain::gate::Rule,
    "sightings.stage": ivrbot::domain::payment::Stage,
    "tasks.purpose": ivrbot::domain::hours::Purpose,
    "topups.coin": Coin,
    "topups.problem": ivrbot::domain::topup::Problem,
    "topups.purpose": ivrbot::domain::topup::Purpose,
    "topups.state": ivrbot::domain::topup::State,
    "user_states.state": ivrbot::domain::user::Standing,
    "users.locale": ivrbot::domain::locale::Locale,
    "users.role": ivrbot::domain::user::Role,
    "users.stage": ivrbot::domain::user::Stage,
}
