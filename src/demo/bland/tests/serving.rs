//! Over HTTP on the loopback: headers in, bodies out, and connections that end without a word.

use serde_json::json;
use tokio::net::{TcpListener, TcpStream};

use super::super::Fault;
use super::{KEY, Rig, good};

/// Serves the stand-in and sends it one request; everything that came back.
fn exchange(rig: &Rig, method: &str, target: &str, body: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\n\
         content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let router = rig.fake.clone().router();
    runtime.block_on(async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let stream = TcpStream::connect(address).await.unwrap();
        talk(stream, request.as_bytes()).await
    })
}

async fn talk(stream: TcpStream, mut request: &[u8]) -> String {
    while !request.is_empty() {
        stream.writable().await.unwrap();
        if let Ok(n) = stream.try_write(request) {
            request = &request[n..];
        }
    }
    let mut answer = Vec::new();
    loop {
        stream.readable().await.unwrap();
        let mut some = [0; 4096];
        match stream.try_read(&mut some) {
            Ok(0) => break,
            Ok(n) => answer.extend_from_slice(&some[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn requests_are_answered() {
    let rig = Rig::new();
    let answer = exchange(&rig, "POST", "/v1/calls", &good().to_string());
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("content-type: application/json"));
    assert!(answer.contains("Call successfully queued."));
    let list = exchange(&rig, "GET", "/v1/calls?to_number=%2B12025550143", "");
    assert!(list.contains("\"total_count\":1"), "{list}");
    rig.fake.fault(Fault::Html502);
    let gateway = exchange(&rig, "POST", "/v1/calls", &json!({}).to_string());
    assert!(gateway.starts_with("HTTP/1.1 502") && gateway.contains("text/html"), "{gateway}");
}

#[test]
fn a_dropped_connection_says_nothing() {
    let rig = Rig::new();
    rig.fake.fault(Fault::AcceptThenDrop);
    assert_eq!(exchange(&rig, "POST", "/v1/calls", &good().to_string()), "");
    assert_eq!(rig.fake.dialled().len(), 1);
    rig.fake.fault(Fault::Drop);
    assert_eq!(exchange(&rig, "POST", "/v1/calls", &good().to_string()), "");
    assert_eq!(rig.fake.dialled().len(), 1);
}

#[test]
fn a_slow_answer_comes_all_the_same() {
    let rig = Rig::new();
    rig.fake.fault(Fault::SlowMs(1));
    let answer = exchange(&rig, "POST", "/v1/calls", &good().to_string());
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
