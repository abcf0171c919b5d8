//! How fast the spine is: `cargo run --release --example load`.
//!
//! The real daemon with its store on disk (`synchronous=FULL`) and limits off, against the
//! stand-in of Telegram in a process of its own, so that the memory measured is the bot's alone.
//! Each chat keeps some texts in flight and sends the next when a reply arrives. The same run
//! measures what this machine gives at best: raw requests over loopback, and raw fsyncs.

use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};
use ivrbot::clock::Clock;
use serde::Serialize;

mod chats;
mod ground;
mod spine;
mod town;

/// The bot's token, in both processes.
const TOKEN: &str = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
/// How long the idle bot is watched.
const IDLE: Duration = Duration::from_secs(3);

/// Measures updates a second, each with its reply.
#[derive(Parser, Debug)]
struct Args {
    /// Milliseconds that each API call takes.
    #[arg(long, default_value_t = 0)]
    delay_ms: u64,
    /// How long to measure, after a second to warm up.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// How many people write.
    #[arg(long, default_value_t = 50)]
    chats: i64,
    /// Texts in flight in each chat: a reply is answered by the next text at once.
    #[arg(long, default_value_t = 6)]
    deep: i64,
    /// Prints one JSON object instead of a table.
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

#[derive(Subcommand, Debug)]
enum Role {
    /// The stand-in's process; started by the other one.
    #[command(hide = true)]
    Town {
        /// Milliseconds that each API call takes.
        delay_ms: u64,
    },
}

#[derive(Serialize)]
struct Report {
    chats: i64,
    texts_in_flight: i64,
    delay_ms: u64,
    #[serde(flatten)]
    replies: chats::Replies,
    first_poll_ms: f64,
    idle_rss_mb: f64,
    idle_cpu_percent: f64,
    peak_rss_mb: f64,
    cpu_us_per_update: f64,
    requests_per_s: f64,
    fsyncs_per_s: f64,
    updates_per_request: f64,
    updates_per_fsync: f64,
}

fn main() -> Result<()> {
    let args = Args::parse();
    match args.role {
        Some(Role::Town { delay_ms }) => town::serve(Duration::from_millis(delay_ms)),
        None => measure(&args).map(|report| report.print(args.json)),
    }
}

fn measure(args: &Args) -> Result<Report> {
    let clock = Clock::system();
    let mut town = town::Town::open(args.delay_ms)?;
    let spine = spine::Spine::start(town.url(), &clock)?;
    spine.sign_up(args.chats)?;
    let (cpu, since) = (ground::cpu_time()?, clock.pace());
    clock.pause(IDLE);
    let idle_cpu = (ground::cpu_time()? - cpu).as_secs_f64() / (clock.pace() - since).as_secs_f64();
    let idle = ground::memory("VmRSS")?;
    let cpu = ground::cpu_time()?;
    let replies = town.write(args.chats, args.deep, args.seconds)?;
    let cpu = ground::cpu_time()? - cpu;
    // The raw figures come last: their threads would count as the bot's peak.
    let peak = ground::memory("VmHWM")?;
    let requests = ground::requests(&clock, spine.client(), args.chats)?;
    let fsyncs = ground::fsyncs(&clock, spine.folder())?;
    let report = Report {
        chats: args.chats,
        texts_in_flight: args.deep,
        delay_ms: args.delay_ms,
        first_poll_ms: spine.first_poll().as_secs_f64() * 1e3,
        idle_rss_mb: idle,
        idle_cpu_percent: idle_cpu * 100.0,
        peak_rss_mb: peak,
        cpu_us_per_update: cpu.as_secs_f64() * 1e6 / replies.all.max(1.0),
        requests_per_s: requests,
        fsyncs_per_s: fsyncs,
        updates_per_request: replies.updates_per_s / requests,
        updates_per_fsync: replies.updates_per_s / fsyncs,
        replies,
    };
    spine.stop();
    Ok(report)
}

impl Report {
    fn print(&self, json: bool) {
        if json {
            println!("{}", serde_json::json!(self));
            return;
        }
        let Report { chats, texts_in_flight, delay_ms, .. } = self;
        let a_chat = format!("{texts_in_flight} texts in flight each");
        println!("{chats} chats, {a_chat}, {delay_ms} ms an API call, synchronous=FULL");
        let row = |name: &str, value: f64, unit: &str| println!("{name:<28}{value:>10.1} {unit}");
        row("updates fully replied", self.replies.updates_per_s, "/s");
        row("  from text to reply, p50", self.replies.p50_ms, "ms");
        row("  from text to reply, p99", self.replies.p99_ms, "ms");
        row("  processor time of the bot", self.cpu_us_per_update, "µs an update");
        row("start to first poll", self.first_poll_ms, "ms");
        row("memory, idle", self.idle_rss_mb, "MB");
        row("memory, peak", self.peak_rss_mb, "MB");
        row("processor, idle", self.idle_cpu_percent, "%");
        row("raw requests over loopback", self.requests_per_s, "/s");
        row("raw fsyncs", self.fsyncs_per_s, "/s");
        println!("updates for each raw request {:>9.2}", self.updates_per_request);
        println!("updates for each raw fsync   {:>9.2}", self.updates_per_fsync);
    }
}
