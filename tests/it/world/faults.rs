//! Listens to what is logged as an error: in a story without faults that is a bug.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::Field;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// The errors so far, each with its fields.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Vec<String>>>);

impl Faults {
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl super::World {
    /// What was logged as an error so far.
    pub fn faults(&self) -> Vec<String> {
        self.faults.all()
    }
}

impl<S: Subscriber> Layer<S> for Faults {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() != Level::ERROR {
            return;
        }
        let mut told = String::new();
        event.record(&mut |field: &Field, value: &dyn Debug| {
            told.push_str(&format!("{field}={value:?} "));
        });
        self.0.lock().unwrap().push(told);
    }
}
