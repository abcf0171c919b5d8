//! What stories about calls do and look at.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ivrbot::clock::Clock;
use ivrbot::demo::bland::FakeBland;
use ivrbot::demo::telegram::{Action, Shown};
use ivrbot::demo::town::Servers;
use ivrbot::voice::Voice;
use ivrbot::voice::bland::{Bland, BlandConfig};

use super::{KEY, Who, World};

/// The stand-in of the voice provider, and the line to it.
pub fn stand(servers: &Servers, clock: &Clock) -> (FakeBland, Arc<dyn Voice>) {
    let bland = FakeBland::new(clock.clone(), KEY);
    let at = servers.serve(bland.clone().router(), 0).unwrap();
    let config = BlandConfig {
        base_url: format!("http://{at}"),
        api_key: KEY.into(),
        org_id: None,
        http_timeout: Duration::from_secs(5),
        proxy_from_env: false,
    };
    (bland, Arc::new(Bland::new(config)))
}

impl World {
    /// Taps the button with this data, on the newest message that has it; opens the menu if none
    /// has.
    pub fn opens(&mut self, who: Who, data: &str) -> Shown {
        let found = self.telegram.chat(who.0).into_iter().rev().find(|message| {
            let mut buttons = message.keyboard.iter().flatten();
            !message.deleted && buttons.any(|b| b.action == Action::Data(data.into()))
        });
        let Some(found) = found else {
            panic!("no button with {data} in:\n{}", self.transcript(who))
        };
        self.telegram.taps(who.0, found.id, data).unwrap();
        self.settle();
        self.last(who)
    }

    /// Whether the last message shows a button with this label.
    pub fn shows(&self, who: Who, label: &str) -> bool {
        self.last(who).keyboard.iter().flatten().any(|b| b.label == label)
    }

    /// One message by its id.
    pub fn message(&self, who: Who, id: i64) -> Shown {
        self.telegram.chat(who.0).into_iter().find(|m| m.id == id).expect("a message")
    }

    /// Seconds of plans that are set aside.
    pub fn held_seconds(&self, who: Who) -> i64 {
        self.plan_seconds(who, "held")
    }

    fn plan_seconds(&self, who: Who, role: &str) -> i64 {
        let file = rusqlite::Connection::open(&self.path).unwrap();
        let sql = "SELECT coalesce(sum(balance), 0) FROM accounts JOIN users ON owner_id = users.id
                   WHERE telegram_id = ?1 AND accounts.role = ?2 AND asset LIKE 'seconds:%'";
        file.query_row(sql, rusqlite::params![who.0, role], |row| row.get(0)).unwrap()
    }

    /// The plan's days are over.
    pub fn spend_plan(&mut self, who: Who) {
        self.wait(Duration::from_secs(2 * 24 * 3600 + 3600));
        let file = rusqlite::Connection::open(&self.path).unwrap();
        let sql = "SELECT count(*) FROM periods JOIN users ON user_id = users.id
                   WHERE telegram_id = ?1 AND ends_ms > ?2";
        let now = self.clock.wall().as_millisecond();
        let left: i64 =
            file.query_row(sql, rusqlite::params![who.0, now], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "the plan has ended");
    }

    /// The file itself, for a look that no part of the program takes.
    pub fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).unwrap()
    }

    /// A copy of the file as it is now.
    pub fn backup(&self) -> PathBuf {
        let copy = self.path.with_extension("backup");
        self.raw().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
        copy
    }

    /// The process ends, and starts again with a backup in place of its file.
    pub fn restore(&mut self, backup: &Path) {
        self.path = backup.with_extension("restored");
        std::fs::copy(backup, &self.path).unwrap();
        self.restart();
    }

    /// Calls a number with the first task, introducing the business if that was not done.
    pub fn first_call(&mut self, who: Who, number: &str) {
        self.says(who, "/menu");
        self.opens(who, "1onc:0");
        let card = self.last(who);
        let task = card.keyboard.first().unwrap().first().unwrap().label.clone();
        self.taps(who, &task);
        self.says(who, number);
        if !self.shows(who, "✅ Call now") {
            self.says(who, "Example Clinic");
            self.says(who, "+12125550100");
        }
        self.taps(who, "✅ Call now");
    }
}
