//! Row ids as types, so that one kind is never taken for another.
//!
//! A bare id proves nothing about who may use it: it becomes an object only through store
//! functions that take the owner.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person who uses the bot.
    UserId,
    /// A Telegram chat; in private chats it equals the Telegram user id.
    ChatId,
    /// A phone number in the table of numbers.
    NumberId,
    /// A proof that a number is a user's own.
    OwnId,
    /// An AI task: what the agent is told to do.
    TaskId,
    /// A script as it was sealed for calling.
    ScriptId,
    /// One planned call to one number.
    CallId,
    /// A set of calls started together.
    CampaignId,
    /// A timed run of a single call or of a list.
    ScheduleId,
    /// The record of one decision of the gate.
    ReceiptId,
    /// Money or plan time set aside for one call.
    HoldId,
    /// One command of the ledger: everything that it moved.
    LedgerId,
    /// One version of a plan.
    PlanId,
    /// One version of a row of the tariff.
    TariffId,
    /// A plan that a user was given, with its days and its seconds.
    PeriodId,
    /// What somebody agreed to, as a business told it.
    ConsentId,
    /// A question to the operator about a script, and his answer.
    ApprovalId,
    /// A coupon.
    CouponId,
    /// What a user asked about money.
    CaseId,
    /// Money on its way back to a user.
    RefundId,
    /// One filling of a wallet with coins.
    TopupId,
    /// A transfer that an operator must look at.
    ReviewId,
    /// A message in a chat that is edited in place.
    CardId,
    /// A row of the outbox.
    OutboxId,
}
