//! Calls, as people make them.

use std::time::Duration;

use ivrbot::demo::bland::Callee;

use crate::world::{Who, World};

/// A number in New York.
const CAROL: &str = "+12125550143";

fn signed_up() -> (World, Who) {
    let mut world = World::new();
    let ann = world.sign_up("Ann", 7, "en");
    (world, ann)
}

/// From the menu to the summary of a first call.
fn to_summary(world: &mut World, who: Who) {
    world.taps(who, "📞 Make your first call");
    world.taps_first(who, "✨");
    world.says(who, CAROL);
    world.says(who, "Example Clinic");
    world.says(who, "+12125550100");
}

#[test]
fn a_first_call_is_answered_with_keys() {
    let (mut world, ann) = signed_up();
    world.bland.callee_for(CAROL, Callee::human("1"));
    to_summary(&mut world, ann);
    world.taps(ann, "✅ Call now");
    world.wait(Duration::from_secs(300));
    println!("{}", world.transcript(ann));
    let card = world.last(ann);
    assert!(card.text.contains("✅ Answered"), "{}", card.text);
    assert!(card.text.contains("Keys pressed"), "{}", card.text);
}
