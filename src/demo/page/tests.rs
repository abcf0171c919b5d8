//! The page's endpoints on a real port, as a browser asks them.

use std::net::SocketAddr;

use super::*;

struct Page {
    telegram: FakeTelegram,
    address: SocketAddr,
    agent: ureq::Agent,
    _runtime: tokio::runtime::Runtime,
}

impl Page {
    fn open() -> Page {
        let clock = Clock::manual("2026-03-01T12:00:00Z".parse().unwrap());
        let telegram = FakeTelegram::new("42:secret", clock.clone());
        let world = PageWorld {
            telegram: telegram.clone(),
            clock,
            strip: Arc::new(|| json!({"phone": "+15550100", "zone": "Europe/Paris"})),
            act: Arc::new(|name, args| match name {
                "pay" => Ok(args),
                _ => Err(anyhow::anyhow!("There is no such act.")),
            }),
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, page_router(world)).await });
        let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
        Page { telegram, address, agent: config.build().into(), _runtime: runtime }
    }

    fn text(&self, path: &str) -> String {
        let mut answer = self.agent.get(format!("http://{}{path}", self.address)).call().unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.body_mut().read_to_string().unwrap()
    }

    fn get(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path)).unwrap()
    }

    fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let url = format!("http://{}{path}", self.address);
        let mut answer = self.agent.post(url).send_json(body).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
    }

    fn bot(&self, method: &str, params: Value) {
        let body = params.to_string();
        let reply = self.telegram.request(method, "application/json", body.as_bytes());
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    let page = Page::open();
    for path in ["/", "/page.css", "/dom.js", "/page.js", "/money.js", "/phone.js"] {
        let text = page.text(path);
        let foreign = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!foreign.contains("http://") && !foreign.contains("https://"), "{path}");
        assert!(!text.contains("innerHTML"), "{path}: messages hold text that others wrote");
    }
    let index = page.text("/");
    for id in ["chat", "input", "send", "phone", "answer", "hangup", "voicemail", "clock"] {
        assert!(index.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn what_is_said_and_tapped_reaches_the_bot() {
    let page = Page::open();
    assert_eq!(page.get("/demo/state")["messages"], json!([]));
    assert_eq!(page.post("/demo/send", json!({"text": " /start "})).0, 200);
    assert_eq!(page.post("/demo/send", json!({"text": " "})).0, 400);
    let rows = json!([[{"text": "Yes", "callback_data": "y"}]]);
    let markup = json!({"inline_keyboard": rows});
    let hello = json!({"chat_id": DEMO_USER, "text": "<b>Hi</b>", "parse_mode": "HTML",
        "reply_markup": markup});
    page.bot("sendMessage", hello);
    let state = page.get("/demo/state");
    assert_eq!(state["messages"][1]["html"], "<b>Hi</b>");
    assert_eq!(
        state["messages"][1]["buttons"][0][0],
        json!({"label": "Yes", "kind": "data", "value": ""})
    );
    assert_eq!(page.post("/demo/tap", json!({"message_id": 2, "row": 0, "col": 0})).0, 200);
    let (status, answer) = page.post("/demo/tap", json!({"message_id": 2, "row": 1, "col": 0}));
    assert_eq!(status, 400);
    assert!(answer["error"].as_str().unwrap().contains("no such button"), "{answer}");
    page.post("/demo/contact", json!({"phone": "+15550100"}));
    page.post("/demo/location", json!({"lat": 48.85, "lon": 2.35}));
    assert_eq!(
        page.telegram.transcript(DEMO_USER),
        "Ann: /start\nbot #2: Hi\n  [Yes]\n\
        Ann taps [Yes]\nAnn: <contact +15550100>\nAnn: <location 48.85, 2.35>\n"
    );
}

#[test]
fn a_waiting_page_sees_a_change_at_once() {
    let page = Page::open();
    page.telegram.says(DEMO_USER, "one");
    let version = page.get("/demo/state")["version"].clone();
    std::thread::scope(|scope| {
        let wait = scope.spawn(|| page.get(&format!("/demo/state?since={version}")));
        page.telegram.says(DEMO_USER, "two");
        assert_eq!(wait.join().unwrap()["messages"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn an_uploaded_file_is_never_run_in_the_page() {
    let page = Page::open();
    let url = format!("http://{}/demo/upload?name=my%20list.html", page.address);
    page.agent.post(url).content_type("text/html").send("<script>").unwrap();
    let file = page.get("/demo/state")["messages"][0]["file"].clone();
    assert_eq!((&file["name"], &file["size"]), (&json!("my list.html"), &json!(8)));
    let url = format!("http://{}{}", page.address, file["url"].as_str().unwrap());
    let answer = page.agent.get(url).call().unwrap();
    assert_eq!(answer.headers()["content-type"], "application/octet-stream");
    assert_eq!(answer.headers()["content-disposition"], "attachment");
}

#[test]
fn the_strip_shows_and_moves_the_clock() {
    let page = Page::open();
    let strip = page.get("/demo/strip");
    assert_eq!(
        (&strip["wall"], &strip["zone"]),
        (&json!("2026-03-01T12:00:00Z"), &json!("Europe/Paris"))
    );
    let (_, strip) = page.post("/demo/clock", json!({"advance_s": 3600}));
    assert_eq!(strip["wall"], "2026-03-01T13:00:00Z");
    assert_eq!(page.post("/demo/clock", json!({"advance_s": 99_999_999})).0, 400);
    assert_eq!(page.post("/demo/act/pay", json!({"a": 1})), (200, json!({"a": 1})));
    let refused = json!({"error": "There is no such act."});
    assert_eq!(page.post("/demo/act/fly", json!({})), (400, refused));
}
