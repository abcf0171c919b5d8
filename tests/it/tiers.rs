//! How far people are trusted: invitations, the account's words, and trust by behaviour (C-18).

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::domain::tier::Tier;
use ivrbot::store::{Tx, invites, tiers, users};

use crate::world::{Who, World};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn tier(world: &World, who: Who) -> Tier {
    let user = world.user(who);
    world.store.read(|tx| tiers::of(tx, &user)).unwrap()
}

fn invitation(world: &World, days: u32) -> String {
    world.store.write(|tx| invites::make(tx, "command line", days)).unwrap()
}

#[test]
fn c18_an_invitation_verifies_the_first_who_opens_it() {
    for language in ["en", "hi", "zh", "fr"] {
        let mut world = World::unhurried();
        let start = format!("/start {}", invitation(&world, 7));
        let ann = world.person("Ann", 7, language);
        world.says(ann, &start);
        assert_eq!(world.times(ann, &Msg::new("invited-welcome")), 1);
        assert_eq!(tier(&world, ann), Tier::Verified);
        // She signs up all the same, and nobody else gets in by it.
        world.taps_first(ann, "•");
        let bob = world.person("Bob", 8, language);
        world.says(bob, &start);
        assert_eq!(world.times(bob, &Msg::new("invited-passed")), 1);
        assert_eq!(tier(&world, bob), Tier::New);
        let sql = "SELECT by_whom || ', ' || reason FROM user_tiers WHERE until_ms IS NULL";
        let kept: String = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(kept, "command line, invited");
    }
}

#[test]
fn c18_an_invitation_has_its_days_and_is_not_wasted() {
    let mut world = World::unhurried();
    let (first, second) = (invitation(&world, 1), invitation(&world, 7));
    let ann = world.sign_up("Ann", 7, "en");
    world.says(ann, &format!("/start {second}"));
    assert_eq!(world.times(ann, &Msg::new("invited-known")), 1);
    world.wait(2 * DAY);
    let bob = world.person("Bob", 8, "en");
    for (start, then) in [(&first, Tier::New), (&second, Tier::Verified)] {
        world.says(bob, &format!("/start {start}"));
        assert_eq!(tier(&world, bob), then);
    }
}

#[test]
fn an_operator_invites_in_the_chat_and_nobody_else_does() {
    let mut world = World::unhurried();
    let (op, bob) = (world.sign_up("Op", 7, "en"), world.person("Bob", 8, "en"));
    world.sends_data(op, "1ami:0:0");
    assert!(!world.transcript(op).contains("in-"), "{}", world.transcript(op));
    world.appoint(op);
    world.says(op, "/menu");
    world.taps_data(op, "1oad:0");
    let text = world.taps_on(op, "admin-invite").text;
    let line = text.split('\n').find(|line| line.contains("/start in-")).unwrap().trim();
    world.says(bob, line);
    assert_eq!(tier(&world, bob), Tier::Verified, "{line}");
}

#[test]
fn c18_the_account_says_what_a_tier_allows() {
    for language in ["en", "hi", "zh", "fr"] {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, language);
        let user = world.user(ann).id;
        for (tier, id, most) in
            [(Tier::New, "account-tier-new", 10), (Tier::Verified, "account-tier-verified", 300)]
        {
            world.store.write(|tx| tiers::set(tx, user, tier, "test", "x")).unwrap();
            world.says(ann, "/settings");
            world.hears(ann, &Msg::new(id).count("most", most).count("left", most));
        }
        if language != "en" {
            continue;
        }
        world.first_call(ann, "+12125550143");
        world.wait(Duration::from_secs(600));
        world.says(ann, "/settings");
        let left = Msg::new("account-tier-verified").count("most", 300).count("left", 299);
        world.hears(ann, &left);
    }
}

#[test]
fn c18_time_and_answered_calls_make_a_verified_user_trusted() {
    for (calls, days, then) in
        [(300, 15, Tier::Trusted), (299, 15, Tier::Verified), (300, 13, Tier::Verified)]
    {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, "en");
        world.first_call(ann, "+12125550143");
        world.wait(DAY);
        answered(&world, ann, calls - 1);
        world.wait((days - 1) * DAY + Duration::from_secs(3600));
        world.says(ann, "/menu");
        assert_eq!(tier(&world, ann), then, "{calls} calls in {days} days");
        let told = world.times(ann, &Msg::new("tier-trusted").count("most", 3_000));
        assert_eq!(told, usize::from(then == Tier::Trusted), "{}", world.transcript(ann));
    }
}

/// So many more calls like the first one were answered.
fn answered(world: &World, who: Who, more: u32) {
    let user = world.user(who).id.0;
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
        INSERT INTO calls (uuid, user_id, number_id, script_id, bucket, phase, settlement, details,
            due_ms, outcome, seconds, ended_ms, created_ms)
        SELECT 'more ' || i, user_id, number_id, script_id, bucket, phase, settlement, details,
            due_ms, 'answered', seconds, ended_ms, created_ms
        FROM n, (SELECT * FROM calls WHERE user_id = ?1 LIMIT 1)";
    world.raw().execute(sql, [user, i64::from(more)]).unwrap();
    let sql = "UPDATE calls SET outcome = 'answered' WHERE user_id = ?1";
    world.raw().execute(sql, [user]).unwrap();
}

#[test]
fn nobody_becomes_trusted_who_is_not_verified() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    world.first_call(ann, "+12125550143");
    world.wait(DAY);
    answered(&world, ann, 300);
    let user = world.user(ann).id;
    let back =
        |tx: &Tx| tiers::set(tx, users::get(tx, user)?.id, Tier::New, "operator", "a complaint");
    world.store.write(back).unwrap();
    // They count from then on, were she verified.
    let now = world.clock.wall().as_millisecond();
    world.raw().execute("UPDATE calls SET ended_ms = ?1", [now]).unwrap();
    world.wait(20 * DAY);
    assert_eq!(tier(&world, ann), Tier::New);
}
