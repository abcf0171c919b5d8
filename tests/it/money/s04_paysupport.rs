//! S4: who pays with Stars finds help with payments, terms and support, in his language.

use ivrbot::domain::settings::Settings;
use ivrbot::domain::stars::Rail;

use crate::world::{World, settings};

#[test]
fn s04_paysupport_terms_and_support_answer_in_every_language() {
    let stars = Some(Rail::default());
    let mut world = World::with(Settings { stars, ..settings() });
    world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
    let mut answers = std::collections::BTreeSet::new();
    for (id, language) in [(1, "en"), (2, "hi"), (3, "zh-hans"), (4, "fr")] {
        let who = world.sign_up("Ann", id, language);
        world.says(who, "/menu");
        let menu = world.last(who).text;
        for command in ["/paysupport", "/terms", "/support"] {
            let answer = world.says(who, command).text;
            assert_ne!(answer, menu, "{command} in {language} leads nowhere");
            assert!(answers.insert(answer.clone()), "{command} in {language}: {answer}");
        }
    }
}
