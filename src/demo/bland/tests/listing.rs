//! The list of calls: filters, order, window.

use serde_json::{Value, json};

use super::super::Callee;
use super::{Rig, but};

/// Three calls a minute apart: to numbers ending in 1, 2 and 1, the second of them busy.
fn three() -> Rig {
    let rig = Rig::new();
    rig.fake.callee_for("+12025550002", Callee::busy());
    for (n, to) in [1, 2, 1].into_iter().enumerate() {
        let to = format!("+1202555000{to}");
        rig.place(&but(
            json!({"phone_number": to, "metadata": {"cb_request_id": format!("cb-{n}")}}),
        ));
        rig.pass(60_000);
    }
    rig
}

/// The calls found, by the number in their `cb_request_id`.
fn found(rig: &Rig, query: &str) -> Vec<String> {
    let (status, answer) = rig.get(&format!("/v1/calls?{query}"));
    assert_eq!(status, 200, "{query}: {answer}");
    let calls = answer["calls"].as_array().unwrap();
    assert_eq!(answer["count"], calls.len());
    let id = |row: &Value| row["metadata"]["cb_request_id"].as_str().unwrap().to_owned();
    calls.iter().map(id).collect()
}

#[test]
fn filters_order_and_window() {
    let rig = three();
    let table: [(&str, &[&str]); 27] = [
        ("", &["cb-2", "cb-1", "cb-0"]),
        ("ascending=true", &["cb-0", "cb-1", "cb-2"]),
        ("ascending=true&to_number=%2B12025550001", &["cb-0", "cb-2"]),
        ("to_number=+12025550001", &[]),
        ("to_number=12025550001", &[]),
        ("from_number=%2B14155550199&limit=1", &["cb-2"]),
        ("ascending=true&from=1", &["cb-1", "cb-2"]),
        ("ascending=true&from=1&to=2", &["cb-1"]),
        ("from=5", &[]),
        ("limit=2", &["cb-2", "cb-1"]),
        ("limit=5000&ascending=true&to=1", &["cb-0"]),
        ("start_date=2026-11-22T10:01:00Z", &["cb-2", "cb-1"]),
        ("end_date=2026-11-22T10:01:00Z", &["cb-1", "cb-0"]),
        ("start_date=2026-11-22T11:00:30%2B01:00&end_date=2026-11-22T10:01:30.000Z", &["cb-1"]),
        ("start_date=2026-11-22&end_date=2026-11-22", &["cb-2", "cb-1", "cb-0"]),
        ("start_date=2026-11-23", &[]),
        ("created_at=2026-11-22&limit=1", &["cb-2"]),
        ("created_at=2026-11-22&timezone=Pacific/Kiritimati", &[]),
        ("inbound=false&limit=1", &["cb-2"]),
        ("inbound=true", &[]),
        ("completed=true", &["cb-2", "cb-1", "cb-0"]),
        ("completed=false", &[]),
        ("answered_by=human", &["cb-2", "cb-0"]),
        ("sort_by=updated_at&ascending=true", &["cb-0", "cb-1", "cb-2"]),
        ("update_start_date=2026-11-22T10:02:00Z", &["cb-2"]),
        ("batch_id=b", &[]),
        ("metadata=nothing&pathway_id=x&limit=1", &["cb-2"]),
    ];
    for (query, ids) in table {
        assert_eq!(found(&rig, query), ids, "{query}");
    }
    assert_eq!(rig.get("/v1/calls?limit=1").1["total_count"], 3);
}

#[test]
fn a_call_that_is_still_on_is_not_completed() {
    let rig = three();
    rig.place(&but(json!({"metadata": {"cb_request_id": "cb-3"}})));
    assert_eq!(found(&rig, "completed=false"), ["cb-3"]);
}

#[test]
fn nonsense_is_refused() {
    let rig = three();
    for query in [
        "from=%2B12025550001",
        "limit=-1",
        "ascending=yes",
        "start_date=yesterday",
        "sort_by=price",
        "timezone=Nowhere",
        "created_at=2026-11-22&start_date=2026-11-22",
    ] {
        assert_eq!(rig.get(&format!("/v1/calls?{query}")).0, 400, "{query}");
    }
}

#[test]
fn rows_are_short_and_may_lack_metadata() {
    let rig = three();
    let row = rig.get("/v1/calls?limit=1").1["calls"][0].clone();
    assert_eq!(row["completed"], true);
    assert_eq!(row["answered_by"], "human");
    assert_eq!(row.get("transcripts"), None);
    assert_eq!(row.get("status"), None);
    rig.fake.configure(|settings| settings.unknowns.list_metadata = false);
    assert_eq!(rig.get("/v1/calls?limit=1").1["calls"][0].get("metadata"), None);
}

#[test]
fn a_days_end_may_leave_the_day_out() {
    let rig = three();
    rig.fake.configure(|settings| settings.unknowns.end_date_exclusive = true);
    assert_eq!(found(&rig, "end_date=2026-11-22").len(), 0);
    assert_eq!(found(&rig, "end_date=2026-11-23").len(), 3);
    assert_eq!(found(&rig, "created_at=2026-11-22").len(), 3);
}
