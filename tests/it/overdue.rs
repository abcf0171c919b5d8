//! Calls whose time passed while the program was down.

use std::time::Duration;

use crate::call::{credit, signed_up, to_summary};
use crate::world::{Who, World};

/// Numbers in New York.
fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("+1212555{:04}", 200 + n)).collect()
}

/// A list of so many numbers, to be called tomorrow at ten in New York.
fn timed_list(count: usize) -> (World, Who) {
    let (mut world, ann) = signed_up();
    credit(&world, ann, 100);
    to_summary(&mut world, ann);
    world.says(ann, "/menu");
    world.opens(ann, "1onl:0");
    let task = world.last(ann).keyboard[0][0].label.clone();
    world.taps(ann, &task);
    world.says(ann, &numbers(count).join("\n"));
    world.taps(ann, "🗓 At another time");
    world.says(ann, "tomorrow 10:00");
    (world, ann)
}

/// The process is down for so long.
fn down(world: &mut World, hours: u64) {
    world.clock.advance(Duration::from_secs(hours * 3600));
    world.restart();
}

#[test]
fn after_downtime_calls_go_out_one_a_second() {
    let (mut world, _) = timed_list(8);
    down(&mut world, 26);
    world.wait(Duration::from_secs(60));
    let mut at: Vec<i64> = world.bland.dialled().iter().map(|dial| dial.created_ms).collect();
    assert_eq!(at.len(), 8);
    at.sort_unstable();
    assert!(at.windows(2).all(|pair| pair[1] - pair[0] >= 1_000), "{at:?}");
}
