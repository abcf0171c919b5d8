//! Tells seeded stories in which everything goes wrong, and says where a promise was broken.
//!
//! `cargo run --example simulate -- --seeds 1000 --from 50 --steps 300`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

use clap::Parser;

#[path = "../tests/it/sim/mod.rs"]
mod sim;
#[path = "../tests/it/world/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest of it")]
mod world;

#[derive(Parser)]
struct Args {
    /// How many stories.
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// How long each story is.
    #[arg(long, default_value_t = 120)]
    steps: usize,
    /// Tell the first story line by line, and no other.
    #[arg(long)]
    story: bool,
}

fn main() -> std::process::ExitCode {
    let args = Args::parse();
    if args.story {
        let (_, story) = sim::run(args.from, args.steps).unwrap_or_else(|why| panic!("{why}"));
        println!("{}", story.join("\n"));
        return std::process::ExitCode::SUCCESS;
    }
    let (tally, failed) = sim::run_all(args.from..args.from + args.seeds, args.steps);
    for (what, count) in tally {
        println!("{count:8} {what}");
    }
    for failure in &failed {
        println!("\n{failure}");
    }
    println!("\n{} of {} stories went wrong", failed.len(), args.seeds);
    std::process::ExitCode::from(u8::from(!failed.is_empty()))
}
