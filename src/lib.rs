//! `ivrbot`: lawful outbound IVR calls from Telegram, as one binary over one SQLite file.
//!
//! # The systems
//!
//! A person writes or taps in Telegram. [`daemon`] long-polls the updates and hands each batch to
//! [`bot`], which runs every update as one savepoint of one transaction: it finds the user and his
//! open dialogue, and [`features`] takes one step. A step reads and writes the [`store`], asks pure
//! rules of [`domain`], and says what to show as a [`chat::message::Message`]: ids of texts and
//! values, no words. What is to be sent lies in the outbox, committed with its cause.
//!
//! The [`courier`] empties the outbox: it puts messages into words ([`i18n`]) in the language and
//! zone the reader has at that moment, draws their pictures ([`pictures`]), paces them, and repeats
//! what may be repeated.
//!
//! What happens without a person is a job of [`jobs::TABLE`]. Each does one piece: it claims in a
//! transaction, goes through one door to the world, and settles in another. It may be ended between
//! any two; running it again is always right, because what is due is asked of the tables.
//!
//! The world has four doors, and so the crate has four traits: [`telegram::Telegram`],
//! [`voice::Voice`], [`payments::Payments`] and [`rates::Rates`]. [`demo`] stands behind all of
//! them on loopback, speaking their wire formats, for the demo, the tests and the simulator.
//!
//! # Walk 1: an update becomes an answer
//!
//! `telegram::poll` → `telegram::read` types it → `bot::batch` opens one write transaction →
//! `inbox` notes the update's id, or finds that it was seen and stops there → `features::route` is
//! the whole table of what a step may be given → the step writes, and draws its screen with
//! `screens::…` → `Cx::show` makes or changes a card and queues one outbox row → commit → only now
//! does the poll's offset move. A fault rolls back its own update and leaves one plain line; an
//! update that ends the process twice is skipped.
//!
//! # Walk 2: a planned call becomes a dial
//!
//! `jobs::sweep` first asks the provider, once a process: what was dialled since the last dial that
//! the file knows is taken over, in case the file is a backup. `jobs::dial` claims the call whose
//! turn it is, gathers `gate::Facts` and asks [`domain::gate::decide`], all in one transaction. A
//! refusal is written as a receipt and either moves the call or ends it. A permission takes the
//! hold that pays for the longest the call may last, writes the receipt that names the hold, and
//! marks the intent. The commit turns the draft into a `Committed<Receipt>`, and `Voice::place`
//! takes exactly that by value: a dial that was not checked, paid and recorded does not compile. A
//! stop that was committed meanwhile withdraws it. A clear answer is recorded; an unclear one is
//! looked for at the provider and never sent again.
//!
//! # Walk 3: a call becomes a result
//!
//! `jobs::follow` asks the provider, often at first and then rarer. What it reports is applied
//! once: the end settles the hold, keys and words are masked before they are stored, key 9 or a
//! spoken wish puts the number on the do-not-call list, and the live card is redrawn. A minute
//! later the call is read once more, since transcripts trickle in. A call that was given up and
//! comes back is charged once, late, and never dialled again.
//!
//! # What must always be true
//!
//! * Ledger entries sum to zero for each asset; no balance goes below zero; no float holds money.
//! * A call costs what its summary said, by the row of the tariff that its hold names. Minutes of
//!   a plan are entries too, those of an unlimited plan up to its fair use: what is left is a
//!   balance. Each process checks the ledger before its first job: where it does not add up, money
//!   and calls stand still until an operator lifts that.
//! * A payment is on disk before its provider hears of it. What came is judged from what was
//!   promised, credited once, and told in the same commit; what is odd waits for an operator.
//! * At most one dial for one intent, and none without a receipt that names its hold.
//! * Every call reaches one final outcome and one settlement.
//! * Database effects of an update happen exactly once; sends at least once, edits freely.
//! * A call through a flow is judged by [`domain::flow`]: its answers are those of our interpreter,
//!   played over what was observed, and where the provider went elsewhere the call says that it
//!   left the script. Key 9 opts out wherever no field is typed.
//! * Time is read by [`clock`] alone. Nothing below it asks the machine.
//! * An id becomes an object only through store functions that take the owner.
//!
//! `tests/it/tidy` keeps the order of the modules below: each names only those above it.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod work;
pub mod clock;
pub mod domain;
pub mod chat;
pub mod speech;
pub mod screens;
pub mod store;
pub mod i18n;
pub mod pictures;
pub mod telegram;
pub mod voice;
pub mod payments;
pub mod rates;
pub mod features;
pub mod jobs;
pub mod courier;
pub mod bot;
pub mod config;
pub mod http;
pub mod daemon;
pub mod demo;
pub mod cli;
