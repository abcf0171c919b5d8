//! The stand-in on a real port.

use std::net::SocketAddr;

use super::*;

struct Server {
    address: SocketAddr,
    agent: ureq::Agent,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    fn start(world: &World) -> Server {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = world.telegram.clone().router();
        runtime.spawn(async move { axum::serve(listener, router).await });
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        Server { address, agent: config.build().into(), _runtime: runtime }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut answer = self.agent.get(format!("http://{}{path}", self.address)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    }
}

#[test]
fn only_the_right_token_is_served() {
    let world = World::new();
    let server = Server::start(&world);
    assert_eq!(server.get("/bot42:secret/getMe").0, 200);
    let (status, body) = server.get("/bot42:wrong/getMe");
    assert_eq!(status, 401);
    assert_eq!(body, r#"{"description":"Unauthorized","error_code":401,"ok":false}"#);
    assert_eq!(server.get("/bot42/getMe").0, 404);
    assert_eq!(server.get("/file/bot42:wrong/documents/x").0, 401);
}

#[test]
fn a_file_is_fetched_by_its_path() {
    let world = World::new();
    let server = Server::start(&world);
    world.telegram.uploads(ANN, "a.csv", b"a,b", "text/csv");
    let update = world.updates(json!({"offset": -1})).remove(0);
    let file = world.ok("getFile", json!({"file_id": update["message"]["document"]["file_id"]}));
    let path = format!("/file/bot42:secret/{}", file["file_path"].as_str().unwrap());
    assert_eq!(server.get(&path), (200, "a,b".to_owned()));
}

#[test]
fn a_long_poll_ends_when_an_update_arrives() {
    let world = World::new();
    let server = Server::start(&world);
    world.updates(json!({"offset": 700_000_001}));
    std::thread::scope(|scope| {
        let poll = scope.spawn(|| server.get("/bot42:secret/getUpdates?timeout=50"));
        world.telegram.says(ANN, "hello");
        let (status, body) = poll.join().unwrap();
        assert_eq!(status, 200);
        assert!(body.contains("hello"), "{body}");
    });
}

#[test]
fn a_second_poll_ends_the_first() {
    let world = World::new();
    let server = Server::start(&world);
    world.updates(json!({"offset": 700_000_001}));
    std::thread::scope(|scope| {
        let poll = || server.get("/bot42:secret/getUpdates?timeout=50");
        let (one, two) = (scope.spawn(poll), scope.spawn(poll));
        while !one.is_finished() && !two.is_finished() {
            std::thread::yield_now();
        }
        world.telegram.says(ANN, "hello");
        let mut statuses = [one.join().unwrap().0, two.join().unwrap().0];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    });
}

#[test]
fn a_dropped_connection_has_no_answer() {
    let world = World::new();
    let server = Server::start(&world);
    world.telegram.fail("sendMessage", Fault::AcceptThenDrop);
    let url = format!("http://{}/bot42:secret/sendMessage?chat_id={ANN}&text=x", server.address);
    assert!(server.agent.get(&url).call().is_err());
    assert_eq!(world.telegram.chat(ANN).len(), 2);
    assert_eq!(server.get("/bot42:secret/getMe").0, 200, "the next connection works");
}
