//! Every fault, once, and whether the call was placed in spite of it.

use serde_json::json;

use super::super::{Endpoint, Fate, Fault, Limit};
use super::{Rig, good, read};

#[test]
fn each_fault_hits_once() {
    let table = [
        (Fault::AcceptThenDrop, 200, Fate::DropConnection, 1),
        (Fault::AcceptThen500, 500, Fate::Send, 1),
        (Fault::Drop, 500, Fate::DropConnection, 0),
        (Fault::Status(418, "{}".to_owned()), 418, Fate::Send, 0),
        (Fault::SlowMs(70_000), 200, Fate::DelayMs(70_000), 1),
        (Fault::OkWithErrorStatus("No.".to_owned()), 200, Fate::Send, 0),
        (Fault::Html502, 502, Fate::Send, 0),
        (Fault::UnableToQueueButQueued, 400, Fate::Send, 1),
        (Fault::UnableToQueue, 400, Fate::Send, 0),
        (Fault::Limited(Limit::NewAccount), 429, Fate::Send, 0),
    ];
    for (fault, status, fate, dialled) in table {
        let rig = Rig::new();
        rig.fake.fault(fault.clone());
        let response = rig.raw("POST", "/v1/calls", good().to_string().as_bytes());
        assert_eq!((response.status, response.fate), (status, fate), "{fault:?}");
        assert_eq!(rig.fake.dialled().len(), dialled, "{fault:?}");
        rig.pass(60_000);
        rig.place(&good());
    }
}

#[test]
fn error_bodies_are_the_vendors() {
    let rig = Rig::new();
    let after = |fault: Fault| {
        rig.fake.fault(fault);
        rig.post("/v1/calls", &good()).1
    };
    let error = |message: &str| json!({"status": "error", "message": message});
    assert_eq!(after(Fault::UnableToQueue), error("Unable to queue call."));
    assert_eq!(after(Fault::OkWithErrorStatus("No.".to_owned())), error("No."));
    for limit in [
        Limit::SameNumber,
        Limit::Account,
        Limit::NewAccount,
        Limit::International,
        Limit::Blacklisted,
    ] {
        assert_eq!(after(Fault::Limited(limit)), error(limit.message()));
    }
}

#[test]
fn faults_queue_up_and_keep_to_their_endpoint() {
    let rig = Rig::new();
    let id = rig.place(&good());
    rig.fake.fault_at(Endpoint::Look, Fault::Html502);
    rig.fake.fault_at(Endpoint::List, Fault::Status(500, "{}".to_owned()));
    rig.fake.fault_at(Endpoint::Look, Fault::Status(503, "{}".to_owned()));
    let look = |rig: &Rig| rig.raw("GET", &format!("/v1/calls/{id}"), b"").status;
    assert_eq!([look(&rig), look(&rig), look(&rig)], [502, 503, 200]);
    let list = || rig.raw("GET", "/v1/calls", b"");
    assert_eq!([list().status, list().status], [500, 200]);
    assert_eq!(read(&rig.raw("GET", "/v1/me", b"")).0, 200);
}
