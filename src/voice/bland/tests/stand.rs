//! A one-thread server on loopback that plays a list of acts, one a connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

/// What to do with one connection, after its request was read.
pub(super) enum Act {
    /// Answer with a status and a body.
    Say(u16, String),
    /// Answer, and leave the connection open without ever reading it again.
    Keep(String),
    /// Answer with these bytes.
    Raw(Vec<u8>),
    /// Close without an answer.
    Drop,
    /// Promise more than is sent, then close.
    CutOff,
    /// One byte of the body at a time, for ever.
    Dribble,
}

/// The server; [`Stand::requests`] ends it.
pub(super) struct Stand {
    pub(super) base: String,
    thread: JoinHandle<Vec<String>>,
}

impl Stand {
    pub(super) fn new(acts: Vec<Act>) -> Stand {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let mut kept = Vec::new();
        let play = move |act| {
            let (mut stream, _) = listener.accept().unwrap();
            let request = read_request(&mut stream);
            let keep = matches!(act, Act::Keep(_));
            // The client may hang up first: that is for it to judge.
            let _ = perform(&mut stream, act);
            kept.extend(keep.then_some(stream));
            request
        };
        Stand { base, thread: std::thread::spawn(move || acts.into_iter().map(play).collect()) }
    }

    /// One answer.
    pub(super) fn saying(status: u16, body: &str) -> Stand {
        Stand::new(vec![Act::Say(status, body.to_owned())])
    }

    /// The requests as they came, once every act was played.
    pub(super) fn requests(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

fn perform(stream: &mut TcpStream, act: Act) -> std::io::Result<()> {
    let head = |status: u16, length: usize| {
        format!("HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
    };
    match act {
        Act::Say(status, body) => {
            stream.write_all(head(status, body.len()).as_bytes())?;
            stream.write_all(body.as_bytes())
        }
        Act::Keep(body) => {
            let head = head(200, body.len()).replace("Connection: close\r\n", "");
            stream.write_all((head + &body).as_bytes())
        }
        Act::Raw(bytes) => stream.write_all(&bytes),
        Act::Drop => Ok(()),
        Act::CutOff => stream.write_all((head(200, 1000) + "{\"status\":").as_bytes()),
        Act::Dribble => {
            stream.write_all(head(200, 1_000_000).as_bytes())?;
            stream.set_read_timeout(Some(Duration::from_millis(20)))?;
            // Waiting for the client to say more paces the bytes; its hanging up ends them.
            while !matches!(stream.read(&mut [0]), Ok(0)) {
                stream.write_all(b" ")?;
            }
            Ok(())
        }
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut chunk).unwrap_or(0) {
            0 => return text,
            count => bytes.extend_from_slice(&chunk[..count]),
        }
    }
}
