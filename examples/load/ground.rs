//! What the machine gives at best, and what the bot takes of it.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use ivrbot::clock::Clock;
use ivrbot::telegram::Telegram;

/// How long each raw figure is measured.
const MEASURED: Duration = Duration::from_secs(2);
/// What one fsync has to write: a page of the database.
const PAGE: [u8; 4096] = [b'x'; 4096];
/// Linux counts processor time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A line of `/proc/self/status` in megabytes (10⁶ bytes).
pub fn memory(name: &str) -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("read /proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    Ok(kib.with_context(|| format!("no {name}"))? * 1024.0 / 1e6)
}

/// Processor time of this process so far, user and system.
pub fn cpu_time() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").context("read /proc/self/stat")?;
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    // Fields 14 and 15; the third is the first after the name.
    let ticks =
        after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok());
    Ok(TICK * ticks.sum::<u32>())
}

/// `getMe` calls a second by the bot's own client, from `threads` threads.
pub fn requests(clock: &Clock, client: &Arc<impl Telegram + 'static>, threads: i64) -> Result<f64> {
    let made = Arc::new(AtomicU64::new(0));
    let until = clock.pace() + MEASURED;
    let lines: Vec<_> = (0..threads)
        .map(|_| {
            let (client, clock, made) = (client.clone(), clock.clone(), made.clone());
            std::thread::spawn(move || {
                while clock.pace() < until && client.me().is_ok() {
                    made.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for line in lines {
        let _ = line.join();
    }
    Ok(made.load(Ordering::Relaxed) as f64 / MEASURED.as_secs_f64())
}

/// Pages appended and made durable, a second.
pub fn fsyncs(clock: &Clock, folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("fsync")).context("make a file")?;
    let until = clock.pace() + MEASURED;
    let mut made = 0_u32;
    while clock.pace() < until {
        file.write_all(&PAGE)?;
        file.sync_data().context("fsync")?;
        made += 1;
    }
    Ok(f64::from(made) / MEASURED.as_secs_f64())
}
