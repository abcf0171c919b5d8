//! What the stories about Telegram Stars share.

use ivrbot::demo::telegram::{Action, Shown, Tampered};
use ivrbot::domain::coin::Coin;
use ivrbot::domain::settings::Settings;
use ivrbot::domain::stars::Rail;

use crate::world::{Who, World, settings};

/// Cards are redrawn now and then, not at once.
pub const MOMENT: std::time::Duration = std::time::Duration::from_secs(5);

/// A world in which Stars are taken, and Ann.
pub fn with_stars() -> (World, Who) {
    let mut world = World::with(Settings { stars: Some(Rail::default()), ..settings() });
    world.telegram.limited(ivrbot::demo::telegram::Limits::Off);
    let ann = world.sign_up("Ann", 7, "en");
    (world, ann)
}

impl World {
    /// Somebody asks to add so many dollars with Stars; the bill.
    pub fn gets_a_bill(&mut self, who: Who, dollars: &str) -> Shown {
        self.tops_up(who, dollars, Coin::Stars);
        self.bill(who)
    }

    /// The newest bill in a chat.
    pub fn bill(&self, who: Who) -> Shown {
        let pays = |shown: &Shown| {
            shown.keyboard.iter().flatten().any(|b| matches!(b.action, Action::Pay(_)))
        };
        let found = self.telegram.chat(who.0).into_iter().rev().find(pays);
        found.unwrap_or_else(|| panic!("no bill in:\n{}", self.transcript(who)))
    }

    /// Somebody pays a bill as it is.
    pub fn pays(&mut self, who: Who, bill: &Shown) {
        self.pays_as(who, who, bill, Tampered::default());
    }

    /// Somebody pays a bill of a chat, and says something else than it does.
    pub fn pays_as(&mut self, payer: Who, chat: Who, bill: &Shown, tampered: Tampered) {
        self.telegram.pays(payer.0, chat.0, bill.id, tampered).unwrap();
        self.settle();
        self.wait(MOMENT);
    }

    /// The last answer to a checkout that was no.
    pub fn refused(&self, who: Who) -> String {
        self.telegram.toasts(who.0).pop().map(|toast| toast.text).unwrap_or_default()
    }
}
