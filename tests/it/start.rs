//! Sign-up, as people do it.

use ivrbot::domain::locale::Locale;

use crate::world::World;

#[test]
fn a_newcomer_signs_up_in_four_taps() {
    let mut world = World::new();
    let ann = world.person("Ann", 7, "en");
    world.says(ann, "/start");
    world.taps(ann, "• English");
    world.taps(ann, "✅ I agree");
    let menu = world.taps(ann, "✅ Yes");
    assert!(menu.text.contains("What would you like to do?"), "{}", world.transcript(ann));
    println!("{}", world.transcript(ann));
}

#[test]
fn sign_up_survives_a_restart_at_every_step() {
    for locale in Locale::ALL {
        let mut world = World::new();
        let ann = world.person("Ann", 7, locale.code());
        world.says(ann, "/start");
        for _ in 0..3 {
            world.restart();
            world.says(ann, "/start");
            let shown = world.last(ann);
            let button = shown.keyboard.iter().flatten().find(|b| b.label.contains('•'));
            let first = shown.keyboard.first().and_then(|row| row.first());
            let label = button.or(first).unwrap().label.clone();
            world.taps(ann, &label);
        }
        assert!(world.last(ann).keyboard.len() > 1, "{}", world.transcript(ann));
    }
}
