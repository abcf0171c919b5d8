//! Stand-ins for the services the bot speaks to, on loopback, and a page to try it on.

pub mod bland;
pub mod dynopay;
pub mod tatum;
pub mod telegram;
pub mod town;
pub mod folder;
pub mod place;
pub mod script;
pub mod page;
