//! The stand-in's process: Telegram and the people who write. Its parent speaks to it over stdin
//! and stdout, one line each way.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use ivrbot::clock::Clock;
use ivrbot::demo::telegram::{FakeTelegram, Limits};
use ivrbot::demo::town::Servers;

use crate::TOKEN;
use crate::chats::{self, Replies};

/// Threads of the stand-in: the machine's two processors are shared with the bot.
const THREADS: usize = 2;

/// The child, as its parent sees it.
pub struct Town {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    url: String,
}

impl Town {
    /// Starts the process and waits until it listens.
    pub fn open(delay_ms: u64) -> Result<Town> {
        let this = std::env::current_exe().context("find this program")?;
        let mut child = Command::new(this)
            .args(["town", &delay_ms.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("start the stand-in")?;
        let orders = child.stdin.take().context("stdin of the stand-in")?;
        let answers = BufReader::new(child.stdout.take().context("stdout of the stand-in")?);
        let mut town = Town { child, orders, answers, url: String::new() };
        town.url = town.answer()?;
        Ok(town)
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Lets people write for some seconds, and says how they were answered.
    pub fn write(&mut self, chats: i64, deep: i64, seconds: u64) -> Result<Replies> {
        writeln!(self.orders, "{}", serde_json::json!([chats, deep, seconds]))?;
        serde_json::from_str(&self.answer()?).context("read the stand-in's figures")
    }

    fn answer(&mut self) -> Result<String> {
        let mut line = String::new();
        self.answers.read_line(&mut line).context("hear the stand-in")?;
        Ok(line.trim().to_string())
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        // It holds nothing worth keeping.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The child: serves until its parent is gone.
pub fn serve(delay: Duration) -> Result<()> {
    let clock = Clock::system();
    let telegram = FakeTelegram::new(TOKEN, clock.clone());
    telegram.limited(Limits::Off);
    telegram.delay(delay);
    let servers = Servers::start(THREADS)?;
    let address = servers.serve(telegram.clone().router(), 0)?;
    println!("http://{address}");
    for order in std::io::stdin().lines() {
        let (chats, deep, seconds): (i64, i64, u64) = serde_json::from_str(&order?)?;
        let replies = chats::run(&telegram, &clock, chats, deep, Duration::from_secs(seconds))?;
        println!("{}", serde_json::json!(replies));
    }
    Ok(())
}
