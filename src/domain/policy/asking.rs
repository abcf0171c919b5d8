//! What nobody may be asked for on the phone: who governs a secret in its sentence, and what
//! neighbouring sentences make of it (C-09, C-10).

use std::ops::Range;

use super::Rule;
use super::lexicon::{Concept, Hit, Order};
use super::scene::{Scene, overlap};
use super::tokens::Kind;

use Concept::*;

/// What a verb makes of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Force {
    /// The person is to say or key it.
    Demand(Concept),
    /// Something else.
    Idle,
}

/// How far from its verb, in a clause of its own, an object may stand: "tell me, slowly, your PIN".
const LIST_MOST: usize = 8;
/// The longest sentence that asks by naming: "your user name and the password of the bank, please".
const BARE_MOST: usize = 12;
/// How many sentences later it may be asked for: "we sent you a code. Take your time. Now read it."
const LATER: usize = 2;
/// How many tokens after a verb the key or the word stands that it asks for: "press the 1".
const ANSWER_WITHIN: usize = 3;

/// The rule that a sentence breaks by itself.
pub(super) fn alone(scene: &Scene) -> Option<Rule> {
    scene.hits.iter().find_map(|thing| {
        let rule = rule_of(thing.concept)?;
        let broken = match thing.concept {
            Remote => with_any(scene, thing, Install) || demand(scene, thing).is_some(),
            Gift => with_any(scene, thing, Buy),
            _ => is_asked(scene, thing),
        };
        broken.then_some(rule)
    })
}

/// The rule that is broken by asking in one sentence for what another one named: the index of the
/// sentence that asks.
pub(super) fn across(scenes: &[&Scene]) -> Option<(usize, Rule)> {
    scenes.iter().enumerate().find_map(|(at, scene)| {
        let card = on_card(scene);
        let rule = named(scene).or(card.then_some(Rule::Card))?;
        let asks_for_it = |scene: &Scene| asks_for_it(scene) && (!card || scene.has(Digits));
        let later = (at + 1..=at + LATER)
            .find(|at| scenes.get(*at).is_some_and(|scene| asks_for_it(scene)));
        let before = at.checked_sub(1).filter(|_| verbs(scene).next().is_none());
        let before = before.filter(|at| scenes.get(*at).is_some_and(|scene| asks_for_it(scene)));
        later.or(before).map(|at| (at, rule))
    })
}

/// "Take out your card": its number is asked for later.
fn on_card(scene: &Scene) -> bool {
    let harmless = |card: &Hit| scene.all(Harmless).any(|hit| overlap(&hit.at, &card.at));
    let denied = verbs(scene).any(|verb| scene.is_negated(verb)) || scene.has(Warning);
    named(scene).is_none() && !denied && scene.all(OnCard).any(|card| !harmless(card))
}

/// A secret that is named, by words that do not forbid to tell it, and not read out.
pub(super) fn named(scene: &Scene) -> Option<Rule> {
    let forbidden = verbs(scene).any(|verb| scene.is_negated(verb)) || scene.has(Warning);
    if forbidden || scene.has(Elsewhere) || scene.has(Online) {
        return None;
    }
    let open = scene.hits.iter().find(|thing| {
        let secret = match thing.concept {
            WeakCode | Digits | Message => arrived(scene, thing),
            Document | WeakCard | Remote | Gift => false,
            PinCode => !scene.has(Postal),
            _ => true,
        };
        secret && rule_of(thing.concept).is_some() && !scene.has_value(&thing.at)
    })?;
    rule_of(open.concept)
}

/// "Please type it now": a demand whose object was named before.
pub(super) fn asks_for_it(scene: &Scene) -> bool {
    if scene.has(Elsewhere) || scene.has(Online) || scene.has(Warning) || scene.has(Harmless) {
        return false;
    }
    let short = scene.is_short(0..scene.sentence.tokens.len());
    verbs(scene).any(|verb| {
        let open = matches!(verb.concept, Tell | Send | Enter)
            || (matches!(verb.concept, Check | Acquire | Question) && scene.has(Anaphor));
        let pronoun = scene.all(Anaphor).any(|it| near(&it.at, &verb.at));
        open && (pronoun || short) && !scene.is_negated(verb) && !is_answer(scene, verb)
    })
}

fn near(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.abs_diff(b.end) <= NEAR || b.start.abs_diff(a.end) <= NEAR
}

/// How close "it" stands to its verb, tokens.
const NEAR: usize = 4;

fn rule_of(thing: Concept) -> Option<Rule> {
    Some(match thing {
        Code | WeakCode | Digits | Message => Rule::OneTimeCode,
        Pin | PinCode => Rule::Pin,
        Password => Rule::Password,
        Card | WeakCard => Rule::Card,
        Bank => Rule::BankLogin,
        Identity | Document => Rule::IdentityData,
        Seed => Rule::SeedPhrase,
        Remote => Rule::RemoteAccess,
        Gift => Rule::GiftCard,
        _ => return None,
    })
}

/// What installs or buys it, in the same sentence and not forbidden.
fn with_any(scene: &Scene, thing: &Hit, verb: Concept) -> bool {
    if scene.is_negated(thing) || scene.has(Warning) {
        return false;
    }
    // "Share your screen" is verb and object in one.
    let verbs = || {
        scene.all(verb).filter(|hit| {
            !overlap(&hit.at, &thing.at)
                || (hit.at.start == thing.at.start && hit.at.len() < thing.at.len())
        })
    };
    verbs().next().is_some()
        && !verbs().any(|hit| scene.is_negated(hit) && near(&hit.at, &thing.at))
}

/// "We ask for no numbers."
const NONE: &[&str] = &["no", "aucun", "aucune", "zero"];

fn is_asked(scene: &Scene, thing: &Hit) -> bool {
    if thing.at.start.checked_sub(1).is_some_and(|at| scene.is_any(at, NONE)) {
        return false;
    }
    let Some(verb) = demand(scene, thing) else { return is_bare(scene, thing) };
    if scene.has(Warning) && !scene.has(Here) {
        return false;
    }
    let elsewhere = match thing.concept {
        Card | Bank | Seed | WeakCard => false,
        _ if scene.has(Here) => false,
        _ => {
            scene.has(Elsewhere)
                || (scene.has_beside(Online, &thing.at)
                    && matches!(verb, Enter | Check | Send | Passive))
        }
    };
    !elsewhere && !scene.has_value(&thing.at) && is_secret(scene, thing, verb)
}

/// Whether what is asked for in this way is a secret.
fn is_secret(scene: &Scene, thing: &Hit, verb: Concept) -> bool {
    match thing.concept {
        PinCode => !scene.has(Postal),
        WeakCode => verb != Check || arrived(scene, thing) || scene.has(Here),
        Digits => arrived(scene, thing) || scene.has(OnCard),
        Message => matches!(verb, Tell | Send | Acquire) && arrived(scene, thing),
        WeakCard => verb != Send,
        Document => matches!(verb, Tell | Enter | Check | Question),
        _ => true,
    }
}

fn arrived(scene: &Scene, thing: &Hit) -> bool {
    let within = |hit: &Hit| thing.at.start <= hit.at.start && hit.at.end <= thing.at.end;
    scene.all(Arrived).any(|hit| !within(hit))
}

/// "Your PIN, please?": a sentence that is nothing but the secret.
fn is_bare(scene: &Scene, thing: &Hit) -> bool {
    let asks = scene.sentence.asks || scene.has(Please);
    let strong = !matches!(thing.concept, Digits | Message | WeakCard | Document);
    let idle = verbs(scene).all(|verb| verb.concept == Passive)
        && scene
            .all(Negator)
            .all(|negator| scene.all(Please).any(|please| overlap(&please.at, &negator.at)))
        && scene.all(Copula).all(|hit| hit.at.end == scene.sentence.tokens.len());
    let postal = thing.concept == PinCode && scene.has(Postal);
    let short = scene.is_short(0..scene.sentence.tokens.len());
    let listed = scene.has(Please) && scene.has(You) && scene.sentence.tokens.len() <= BARE_MOST;
    asks && strong && idle && (short || listed) && !postal && !scene.has_value(&thing.at)
}

fn force(verb: Concept) -> Option<Force> {
    match verb {
        Tell | Send | Enter | Check | Acquire | Question | Passive => Some(Force::Demand(verb)),
        Neutral | Outward => Some(Force::Idle),
        _ => None,
    }
}

fn verbs(scene: &Scene) -> impl DoubleEndedIterator<Item = &Hit> {
    let bent = |hit: &Hit| scene.all(Condition).any(|other| overlap(&other.at, &hit.at));
    scene.hits.iter().filter(move |hit| {
        force(hit.concept).is_some() && !(force(hit.concept) == Some(Force::Idle) && bent(hit))
    })
}

/// "Press 1", "say yes": it asks for that, and for no secret.
fn is_answer(scene: &Scene, verb: &Hit) -> bool {
    if !matches!(verb.concept, Enter | Tell | Send) {
        return false;
    }
    let digit = |at: usize| scene.sentence.tokens.get(at).is_some_and(|token| token.digits() == 1);
    let secrets = || scene.hits.iter().filter(|hit| rule_of(hit.concept).is_some());
    let counted =
        |at: usize| secrets().any(|hit| hit.at.contains(&(at + 1)) || hit.at.contains(&at));
    let is = |at: usize| {
        !counts(scene, at)
            && (digit(at) || scene.all(Answer).any(|hit| hit.at.contains(&at)))
            && !counted(at)
    };
    if verb.order != Order::VerbLast {
        return (verb.at.end..verb.at.end + ANSWER_WITHIN).any(is);
    }
    (verb.at.start.saturating_sub(ANSWER_WITHIN)..verb.at.start).any(is)
}

/// Whether a number word counts the next one: "the first three words".
fn counts(scene: &Scene, at: usize) -> bool {
    let next = scene.sentence.tokens.get(at + 1);
    let next = next.filter(|next| next.kind == Kind::Word && next.clause == scene.clause(at));
    next.is_some() && !scene.is_any(at + 1, AFTER_ANSWER)
}

/// What may follow the key to be pressed or the word to be said.
const AFTER_ANSWER: &[&str] = &[
    "to",
    "for",
    "if",
    "or",
    "and",
    "key",
    "when",
    "then",
    "now",
    "on",
    "button",
    "at",
    "in",
    "after",
    "pour",
    "si",
    "ou",
    "et",
    "puis",
    "afin",
    "sur",
    "quand",
    "twice",
    "please",
    "otherwise",
    "maintenant",
];

/// The demand that governs a thing; `None` when nothing or something else does.
fn demand(scene: &Scene, thing: &Hit) -> Option<Concept> {
    let mut verb = governor(scene, thing)?;
    if verb.concept == Outward
        && let Some(later) = later(scene, thing)
    {
        verb = later;
    }
    match force(verb.concept)? {
        Force::Demand(kind) if !scene.is_negated(verb) && !is_answer(scene, verb) => Some(kind),
        _ => None,
    }
}

fn governor<'a>(scene: &'a Scene, thing: &Hit) -> Option<&'a Hit> {
    let clause = scene.clause(thing.at.start);
    let beside = |verb: &&Hit| !overlap(&verb.at, &thing.at);
    let same = |verb: &&Hit| scene.clause(verb.at.start) == clause;
    let before = || verbs(scene).rev().filter(beside).filter(|verb| verb.at.start < thing.at.start);
    let after = || verbs(scene).filter(beside).filter(|verb| verb.at.start >= thing.at.end);
    let first =
        before().filter(same).find(|verb| verb.order != Order::VerbLast && verb.concept != Passive);
    let last = after().filter(same).find(|verb| verb.order == Order::VerbLast);
    let either = after().filter(same).find(|verb| verb.order == Order::Either);
    let is_idle = |verb: &Hit| force(verb.concept) == Some(Force::Idle);
    let open = after().filter(same).find(|verb| {
        verb.order == Order::VerbFirst && (verb.concept == Passive || is_polite(scene, verb))
    });
    if last.is_some() && first.is_none_or(is_idle) {
        return last;
    }
    if let Some(either) = either
        && first
            .is_none_or(|verb| is_idle(verb) && (is_moved(scene, thing) || is_to_us(scene, either)))
    {
        return Some(either);
    }
    first
        .or(open)
        .or_else(|| apart(scene, thing, before().next(), after().find(|verb| !same(verb))))
}

/// 把 and 将 put the object before its verb.
fn is_moved(scene: &Scene, thing: &Hit) -> bool {
    (thing.at.start.saturating_sub(5)..thing.at.start).any(|at| scene.is_any(at, &["把", "将"]))
}

fn is_to_us(scene: &Scene, verb: &Hit) -> bool {
    matches!(verb.concept, Tell | Send | Enter)
        && scene.all(Here).any(|hit| hit.at.end > verb.at.start && near(&hit.at, &verb.at))
}

/// A verb after its object, as in "your PIN, please enter it".
fn is_polite(scene: &Scene, verb: &Hit) -> bool {
    let pronoun =
        scene.all(Anaphor).any(|it| it.at.start > verb.at.start && near(&it.at, &verb.at));
    let please = scene.all(Please).any(|it| it.at.end == verb.at.start);
    matches!(verb.concept, Tell | Send | Enter | Check) && (pronoun || please)
}

/// The verb stands in another clause.
fn apart<'a>(
    scene: &'a Scene,
    thing: &Hit,
    before: Option<&'a Hit>,
    after: Option<&'a Hit>,
) -> Option<&'a Hit> {
    let clause = scene.clause(thing.at.start);
    let mine = || scene.clause_tokens(clause);
    let copula = scene.all(Copula).any(|hit| scene.clause(hit.at.start) == clause);
    if !copula
        && mine().count() <= LIST_MOST
        && let Some(verb) = before
        && !is_answer(scene, verb)
    {
        return Some(verb);
    }
    after.filter(|verb| takes_it(scene, verb))
}

/// "We sent you a code, please type it": what was given is asked for again in the next clause.
fn later<'a>(scene: &'a Scene, thing: &Hit) -> Option<&'a Hit> {
    let clause = scene.clause(thing.at.start);
    let mut after = verbs(scene).filter(|verb| verb.at.start >= thing.at.end);
    after.find(|verb| scene.clause(verb.at.start) > clause && takes_it(scene, verb))
}

/// Whether a verb in a clause of its own takes its object from another one.
fn takes_it(scene: &Scene, verb: &Hit) -> bool {
    let its = || scene.clause_tokens(scene.clause(verb.at.start));
    let open = matches!(verb.concept, Tell | Send | Enter | Passive)
        || (matches!(verb.concept, Check | Question) && scene.has(Anaphor));
    open && (scene.is_short(its()) || is_polite(scene, verb))
        && !scene.all(Harmless).any(|hit| scene.clause(hit.at.start) == scene.clause(verb.at.start))
}

/// Whether a sentence has words at all.
pub(super) fn is_spoken(scene: &Scene) -> bool {
    scene.sentence.tokens.iter().any(|token| token.kind != Kind::Variable)
}
