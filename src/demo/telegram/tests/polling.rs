//! `getUpdates`: what an offset confirms, and what is kept from the bot.

use super::*;

/// Ann says `1`, `2`, … and her first `/start` is confirmed.
fn world_with(count: usize) -> World {
    let world = World::new();
    let start = world.updates(json!({}))[0]["update_id"].as_i64().unwrap();
    world.updates(json!({"offset": start + 1}));
    for n in 1..=count {
        world.telegram.says(ANN, &n.to_string());
    }
    world
}

fn texts(updates: &[Value]) -> String {
    let texts: Vec<_> =
        updates.iter().map(|u| u["message"]["text"].as_str().unwrap_or("-")).collect();
    texts.join(" ")
}

#[test]
fn an_offset_confirms_everything_below_it() {
    let world = world_with(3);
    let all = world.updates(json!({"offset": 0}));
    assert_eq!(texts(&all), "1 2 3");
    assert_eq!(texts(&world.updates(json!({"limit": 2}))), "1 2");
    let second = all[1]["update_id"].as_i64().unwrap();
    assert_eq!(texts(&world.updates(json!({"offset": second}))), "2 3");
    assert_eq!(texts(&world.updates(json!({}))), "2 3", "1 is forgotten, 2 is not confirmed");
    assert_eq!(texts(&world.updates(json!({"offset": second + 2, "limit": 0}))), "");
    assert_eq!(world.telegram.pending_updates(), 0);
}

#[test]
fn a_negative_offset_keeps_only_the_newest() {
    let world = world_with(5);
    assert_eq!(texts(&world.updates(json!({"offset": -2}))), "4 5");
    assert_eq!(texts(&world.updates(json!({}))), "4 5");
    assert_eq!(texts(&world.updates(json!({"offset": -9}))), "4 5");
}

#[test]
fn an_answer_holds_at_most_100_updates() {
    let world = world_with(105);
    assert_eq!(world.updates(json!({"limit": 1000})).len(), 100);
    assert_eq!(world.updates(json!({"limit": -1})).len(), 1);
}

#[test]
fn ids_may_start_anew_below_an_old_offset() {
    let world = world_with(1);
    let old = world.updates(json!({}))[0]["update_id"].as_i64().unwrap() + 1;
    world.updates(json!({"offset": old}));
    world.telegram.restart_update_ids(500);
    world.telegram.says(ANN, "after a week");
    let updates = world.updates(json!({"offset": old}));
    assert_eq!((texts(&updates).as_str(), &updates[0]["update_id"]), ("after a week", &json!(500)));
}

#[test]
fn the_bot_names_the_kinds_it_wants() {
    let world = world_with(0);
    world.updates(json!({"allowed_updates": ["callback_query"]}));
    world.telegram.says(ANN, "unheard");
    assert_eq!(world.telegram.pending_updates(), 0);
    world.updates(json!({}));
    world.telegram.says(ANN, "still unheard");
    world.updates(json!({"allowed_updates": []}));
    world.telegram.says(ANN, "heard");
    assert_eq!(texts(&world.updates(json!({}))), "heard");
}

#[test]
fn odd_updates_pass_as_they_are() {
    let world = world_with(1);
    world.telegram.odd_update(json!({"telepathy": {"from": -1}}));
    world.telegram.odd_update(json!({"update_id": 5_000_000_000_i64}));
    world.telegram.says(ANN, "2");
    let updates = world.updates(json!({}));
    assert_eq!(texts(&updates), "1 - - 2");
    assert!(updates[1]["update_id"].is_i64() && updates[1]["telepathy"].is_object());
    assert_eq!(updates[2], json!({"update_id": 5_000_000_000_i64}));
}

#[test]
fn people_send_contacts_and_places() {
    let world = world_with(0);
    world.telegram.shares_contact(ANN, "+15550100");
    world.telegram.shares_contact_of(ANN, "+15550199", None);
    world.telegram.shares_location(ANN, 48.85, 2.35);
    let updates = world.updates(json!({}));
    assert_eq!(updates[0]["message"]["contact"]["user_id"], ANN);
    assert_eq!(updates[1]["message"]["contact"]["user_id"], Value::Null);
    assert_eq!(updates[2]["message"]["location"]["latitude"], 48.85);
}
