//! R27: whatever people do and however much is logged, no secret, no address, no whole number and
//! no key that a callee pressed is in the log.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ivrbot::cli::logging;
use ivrbot::config::LogLevel;
use ivrbot::demo::bland::{self, Callee};
use ivrbot::demo::dynopay::{self, Arrival, Endpoint};
use ivrbot::domain::coin::Coin;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;

use crate::call::{CAROL, again_to_summary, credit, now, to_summary};
use crate::world::money::PAY_KEY;
use crate::world::{KEY, RATES_KEY, TOKEN, Who, World};

const MINUTE: Duration = Duration::from_secs(60);
/// One number is called only so often: each fault has its own.
const OTHERS: [&str; 4] = ["+12125550151", "+12125550152", "+12125550153", "+12125550154"];
/// What the callee presses: long enough to be found wherever it stands.
const PRESSED: &str = "7305018264";
/// What the callee says of himself.
const SPOKEN: &str = "my code is 9 1 7 3 4 6";
/// Where Ann wants a refund to.
const REFUND: &str = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";

/// Everything that is logged, as it is written to standard error.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

impl Log {
    /// What the program writes at its most verbose level, from now on, on this thread.
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let filter = EnvFilter::try_new(logging::filter(LogLevel::Trace)).unwrap();
        let lines = fmt::layer().with_writer(self.clone()).with_ansi(false);
        tracing::subscriber::set_default(tracing_subscriber::registry().with(filter).with(lines))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Calls of every sort, and every fault of the line that carries them.
fn calls(world: &mut World, ann: Who) {
    world.bland.callee_for(CAROL, Callee::human(PRESSED));
    to_summary(world, ann);
    now(world, ann);
    world.wait(5 * MINUTE);
    let faults = [
        bland::Fault::Drop,
        bland::Fault::AcceptThenDrop,
        bland::Fault::Html502,
        bland::Fault::Limited(bland::Limit::Account),
    ];
    for (number, fault) in OTHERS.iter().zip(faults) {
        again_to_summary(world, ann, number);
        world.bland.fault(fault);
        now(world, ann);
        // A call that may have been placed keeps its number for an hour; and nobody is called more
        // than a few times a day.
        world.wait(25 * 60 * MINUTE);
    }
    world.bland.callee_for(CAROL, Callee::human("9"));
    again_to_summary(world, ann, CAROL);
    now(world, ann);
    world.wait(5 * MINUTE);
}

/// Payments of every sort, and every fault of the line that they are seen by.
fn payments(world: &mut World, ann: Who) -> Vec<String> {
    let arrivals =
        [Arrival::Exact, Arrival::Percent(60), Arrival::Percent(400), Arrival::Recovered];
    let mut addresses = Vec::new();
    for arrival in arrivals {
        world.tops_up(ann, "20", Coin::UsdtTrc20);
        world.wait(MINUTE);
        addresses.push(world.payment().address);
        world.arrives(&arrival);
        world.wait(2 * MINUTE);
    }
    let echo = format!(r#"{{"success":false,"message":"{PAY_KEY} may not"}}"#);
    for endpoint in Endpoint::ALL {
        for fault in [dynopay::Fault::Drop, dynopay::Fault::Answer(500, echo.clone())] {
            world.dynopay.fault(endpoint, fault);
            world.tops_up(ann, "30", Coin::Btc);
            world.wait(MINUTE);
            addresses.push(world.payment().address);
            // What is credited is looked at no more.
            world.arrives(&Arrival::Exact);
            world.wait(5 * MINUTE);
        }
    }
    // The daily list.
    world.wait(25 * 60 * MINUTE);
    addresses
}

#[test]
fn r27_the_most_verbose_log_of_a_whole_conversation_gives_nothing_away() {
    let mut world = World::unhurried();
    world.forgive = true;
    let log = Log::default();
    let listening = log.listen();
    let (ann, boss) = (world.sign_up("Ann", 7, "en"), world.sign_up("Boss", 8, "en"));
    world.appoint(boss);
    credit(&world, ann, 50);
    calls(&mut world, ann);
    let addresses = payments(&mut world, ann);
    world.says(ann, "/paysupport");
    world.says(ann, &format!("please send it to {REFUND}, and {SPOKEN}"));
    world.says(boss, &format!("/refund {REFUND}"));
    world.restart();
    world.settle();
    // The source of rates, for as long as somebody looks at prices.
    let mut world = world.with_rates();
    world.tops_up(ann, "30", Coin::Btc);
    world.wait(MINUTE);
    drop(listening);
    let text = log.text();
    assert!(text.contains(" WARN ") && text.contains(" INFO "), "it was listened to: {text}");
    let (_, secret) = TOKEN.split_once(':').unwrap();
    let digits = CAROL.trim_start_matches('+');
    let canaries = [TOKEN, secret, KEY, PAY_KEY, RATES_KEY, digits, "2125550143", "12125550100"];
    let more = [PRESSED, SPOKEN, "917346", REFUND, "Example Clinic"];
    let others = OTHERS.map(|number| number.trim_start_matches('+'));
    let addresses = addresses.iter().map(String::as_str).chain(others);
    for canary in canaries.into_iter().chain(more).chain(addresses) {
        let line = text.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "{canary} is in the log");
    }
}
