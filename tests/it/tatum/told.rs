//! What the operator reads in the log: one line when something begins, one when it ends.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use ivrbot::demo::tatum::Fault;
use ivrbot::domain::coin::Coin;
use tracing::field::Field;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use super::job::MINUTE;
use crate::world::{RATES_KEY, World};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let meta = event.metadata();
        if *meta.level() > Level::INFO || !meta.target().starts_with("ivrbot::jobs::rates") {
            return;
        }
        let mut told = meta.level().to_string();
        event.record(&mut |field: &Field, value: &dyn Debug| {
            told.push_str(&format!(" {field}={value:?}"));
        });
        self.0.lock().unwrap().push(told);
    }
}

impl Log {
    /// The lines since the last look.
    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[test]
fn one_line_when_it_begins_and_one_when_it_ends() {
    let mut world = World::new().with_rates();
    let log = Log::default();
    let _listening =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
    world.wants(&[Coin::Btc]);
    assert_eq!(log.lines(), Vec::<String>::new());

    world.tatum.outage(Fault::Unauthorised);
    world.wait(MINUTE * 200);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.starts_with("WARN") && line.contains("does not know the API key"), "{line}");
    assert!(!line.contains(RATES_KEY), "{line}");
    world.tatum.heal();
    world.wait(MINUTE * 61);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.starts_with("INFO") && line.contains("answers again"), "{line}");

    world.tatum.configure(|settings| settings.age_ms = 3_600_000);
    world.wait(MINUTE * 60);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.contains("no usable rate") && line.contains("USDT"), "{line}");
    world.tatum.configure(|settings| settings.age_ms = 0);
    world.wait(MINUTE * 10);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.contains("usable rate again"), "{line}");

    world.tatum.set("USDT", "0.97");
    world.wait(MINUTE * 60);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.starts_with("WARN") && line.contains("no dollar"), "{line}");
    world.tatum.set("USDT", "0.5");
    world.wait(MINUTE * 60);
    let [line] = <[String; 1]>::try_from(log.lines()).unwrap();
    assert!(line.contains("a rate jumps"), "{line}");
}
