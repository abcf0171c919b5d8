//! What needs the operator's word: saying to be somebody, pressing for money, and instructions
//! that undo the script (C-09).

use std::ops::Range;

use super::Rule;
use super::lexicon::{Concept, Hit};
use super::scene::{Scene, overlap};
use super::tokens::sentences;

use Concept::*;

/// How far from "this is" the name may stand, tokens.
const CLAIM_WITHIN: usize = 9;
/// How far behind the name its "calling" or "customer service" may stand.
const AFTER_WITHIN: usize = 3;
/// How far before a threat its denial stands.
const DENIED_WITHIN: usize = 4;

/// A name that may be said: the own one, and those the operator allowed. Folded words.
pub(super) struct Names(Vec<Vec<String>>);

impl Names {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Names {
        Names(names.map(words).filter(|words| !words.is_empty()).collect())
    }

    /// Where they stand in a sentence.
    fn places(&self, scene: &Scene) -> Vec<Range<usize>> {
        let spoken: Vec<String> =
            (0..scene.sentence.tokens.len()).map(|at| scene.word(at)).collect();
        let find = |name: &Vec<String>| -> Vec<Range<usize>> {
            let windows = spoken.windows(name.len()).enumerate();
            windows.filter(|(_, part)| part == name).map(|(at, _)| at..at + name.len()).collect()
        };
        self.0.iter().flat_map(find).collect()
    }
}

fn words(name: &str) -> Vec<String> {
    let scenes = sentences(name).into_iter().map(Scene::read);
    scenes
        .flat_map(|scene| {
            (0..scene.sentence.tokens.len()).map(|at| scene.word(at)).collect::<Vec<_>>()
        })
        .collect()
}

/// Words of a name that do not make it another's.
const COMMON: &[&str] = &[
    "the",
    "of",
    "and",
    "inc",
    "ltd",
    "llc",
    "sa",
    "sas",
    "sarl",
    "gmbh",
    "co",
    "corp",
    "company",
    "group",
    "support",
    "service",
    "services",
    "customer",
    "care",
    "team",
    "security",
    "billing",
    "department",
    "help",
    "desk",
    "helpdesk",
    "online",
    "india",
    "france",
    "china",
    "usa",
    "uk",
    "us",
    "canada",
    "official",
    "client",
    "service",
    "客",
    "服",
    "中",
    "国",
    "官",
    "方",
    "公",
    "司",
    "com",
];

/// The institution or brand that a business is called after, so that its name needs the operator's
/// word: any institution, or a brand with nothing beside it that tells it apart.
pub(super) fn reserved(name: &str) -> Option<String> {
    let scenes: Vec<Scene> = sentences(name).into_iter().map(Scene::read).collect();
    scenes.iter().find_map(|scene| {
        let held = scene.hits.iter().find(|hit| match hit.concept {
            Institution => true,
            Brand => (0..scene.sentence.tokens.len())
                .all(|at| hit.at.contains(&at) || scene.is_any(at, COMMON)),
            _ => false,
        })?;
        let span = held.at.clone().map(|at| scene.word(at)).collect::<Vec<_>>();
        Some(span.join(" "))
    })
}

/// The rule that a sentence breaks by itself.
pub(super) fn alone(scene: &Scene, names: &Names) -> Option<Rule> {
    if is_override(scene) {
        return Some(Rule::HiddenInstruction);
    }
    if scene.has(Disguise) {
        return Some(Rule::HiddenInstruction);
    }
    if impersonates(scene, names) {
        return Some(Rule::Impersonation);
    }
    let pressed =
        is_paid(scene) && (threat(scene) || presses(scene, Urgent)) && !scene.has(Warning);
    pressed.then_some(Rule::Pressure)
}

/// The same of two neighbours: the index of the one that asks for money.
pub(super) fn across(scenes: &[&Scene]) -> Option<(usize, Rule)> {
    (1..scenes.len()).find_map(|at| {
        let (one, two) = (*scenes.get(at - 1)?, *scenes.get(at)?);
        let press = |scene: &Scene| {
            let short = scene.is_short(0..scene.sentence.tokens.len());
            (threat(scene) && scene.has(You))
                || (short && (presses(scene, Urgent) || threat(scene)))
        };
        let hit = |pay: &Scene, other: &Scene| is_paid(pay) && press(other) && !other.has(Warning);
        let place = if hit(two, one) {
            at
        } else if hit(one, two) {
            at - 1
        } else {
            return None;
        };
        Some((place, Rule::Pressure))
    })
}

/// "Ignore the above", but not "ignore the letter we sent".
fn is_override(scene: &Scene) -> bool {
    scene.all(Override).any(|hit| {
        !scene.all(Notice).any(|notice| {
            notice.at.start + 1 >= hit.at.end && notice.at.start <= hit.at.end + AFTER_WITHIN
        })
    })
}

fn impersonates(scene: &Scene, names: &Names) -> bool {
    let somebody = scene.has(Institution) || scene.has(Brand);
    let mine = if somebody { names.places(scene) } else { Vec::new() };
    let others = || {
        scene.hits.iter().filter(|hit| {
            matches!(hit.concept, Institution | Brand)
                && !mine.iter().any(|own| overlap(own, &hit.at))
        })
    };
    others().any(|who| {
        let posed = scene.all(Pose).any(|pose| {
            pose.at.start < who.at.start
                || scene.clause(pose.at.start) == scene.clause(who.at.start)
        });
        posed || claims(scene, who) || speaks(scene, who)
    }) || alarms(scene, others().next().is_some())
}

fn claims(scene: &Scene, who: &Hit) -> bool {
    let said = scene.all(Claim).chain(scene.all(Department));
    said.filter(|claim| claim.at.end <= who.at.start).any(|claim| {
        let between = claim.at.end..who.at.start;
        between.len() <= CLAIM_WITHIN
            && scene.clause(who.at.start) <= scene.clause(claim.at.start) + 1
            && !scene.all(Aside).any(|aside| overlap(&aside.at, &between))
            && !between.clone().any(|at| scene.is_any(at, &["not"]))
    })
}

fn speaks(scene: &Scene, who: &Hit) -> bool {
    scene.all(ClaimAfter).any(|after| {
        after.at.start >= who.at.end
            && after.at.start - who.at.end <= AFTER_WITHIN
            && scene.clause(after.at.start) == scene.clause(who.at.start)
            && !(who.at.end..after.at.start)
                .any(|at| scene.all(Aside).any(|aside| aside.at.contains(&at)))
    })
}

/// "Your account has been blocked": who says that speaks as a bank.
fn alarms(scene: &Scene, known: bool) -> bool {
    let money = [Bank, Card, WeakCard, Document].into_iter().any(|thing| scene.has(thing));
    let denied = scene.has(Warning) || scene.all(Alarm).all(|alarm| scene.is_negated(alarm));
    (known || money) && scene.has(You) && scene.has(Alarm) && !denied
}

fn is_paid(scene: &Scene) -> bool {
    let denied = |pay: &Hit| scene.is_negated(pay) || denies(scene, pay);
    scene.all(Pay).any(|pay| !denied(pay))
}

fn threat(scene: &Scene) -> bool {
    presses(scene, Threat)
}

fn presses(scene: &Scene, how: Concept) -> bool {
    scene.all(how).any(|hit| !denies(scene, hit))
}

/// "Not urgent", "no payment", "without penalty".
fn denies(scene: &Scene, hit: &Hit) -> bool {
    scene.all(Negator).any(|negator| {
        negator.at.end <= hit.at.start
            && hit.at.start - negator.at.end < DENIED_WITHIN
            && scene.clause(negator.at.start) == scene.clause(hit.at.start)
            && !scene.all(Condition).any(|bent| overlap(&bent.at, &negator.at))
    })
}
