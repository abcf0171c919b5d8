//! Updates in: each takes effect once, in the order of its chat, whatever it holds.
//!
//! A poll's batch is one transaction and each update a savepoint in it, so that a batch costs one
//! fsync and a fault only its own update. After a start, and when a whole batch was rolled back,
//! updates are handled one a transaction, each noted before it is tried: one that ends the process
//! twice is skipped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

use crate::chat::event::{Incoming, Reach, What, Where};
use crate::chat::message::Message;
use crate::chat::msg::Msg;
use crate::domain::cities;
use crate::domain::ids::{CardId, ChatId};
use crate::domain::locale::Locale;
use crate::domain::settings::Settings;
use crate::domain::user::User;
use crate::features::{self, Cx};
use crate::store::inbox::{self, End};
use crate::store::topups::Found;
use crate::store::users::Reachable;
use crate::store::{Store, Tx, cards, dialogues, stars, users, work};
use crate::work::Progress;

/// The bot's ear.
pub struct Bot {
    store: Arc<Store>,
    settings: Arc<Settings>,
    /// Set until one batch went through: the process may have been ended by an update.
    careful: AtomicBool,
}

/// An update as it came: its id, and what it means if it means anything.
pub type Numbered = (i64, Option<Incoming>);

/// What is said at once and not kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Aside {
    /// The answer to a tap.
    Toast {
        /// Names the tap.
        query: String,
        /// What it says, in which language; `None` only ends the waiting sign.
        says: Option<(Msg, Locale)>,
    },
    /// The answer whether a payment may go on.
    Checkout {
        /// Names the question.
        query: String,
        /// Why not, in which language; `None` when it may.
        refused: Option<(Msg, Locale)>,
    },
    /// A word in a group.
    Group {
        /// Which.
        chat: ChatId,
        /// What is said.
        message: Message,
        /// In which language.
        locale: Locale,
    },
}

impl Bot {
    /// A bot over a store.
    pub fn new(store: Arc<Store>, settings: Arc<Settings>) -> Bot {
        Bot { store, settings, careful: AtomicBool::new(true) }
    }

    /// Handles a poll's batch. When it returns `Ok`, the offset may move past it.
    pub fn batch(&self, updates: &[Numbered]) -> Result<Vec<Aside>> {
        if !self.careful.load(Ordering::Relaxed) {
            match self.together(updates) {
                Ok(asides) => return Ok(asides),
                Err(fault) => {
                    tracing::error!(fault = format!("{fault:#}"), "a batch was rolled back");
                }
            }
        }
        let mut asides = Vec::new();
        for update in updates {
            asides.extend(self.alone(update)?);
        }
        self.careful.store(false, Ordering::Relaxed);
        Ok(asides)
    }

    /// Hands a fetched document to the dialogue that waits for it, as if it had just arrived. If
    /// the dialogue has moved on, nothing happens.
    pub fn finish_work(&self) -> Result<Progress> {
        self.store.write(|tx| {
            let Some((fetch, content)) = work::take_fetched(tx)? else {
                return Ok(Progress::Idle);
            };
            let user = users::get(tx, fetch.user)?;
            if dialogues::load(tx, user.id)?.rev != fetch.rev {
                return Ok(Progress::Made);
            }
            let read = || {
                tx.savepoint(|tx| {
                    let mut cx = self.cx(tx, user.clone(), fetch.card);
                    features::call::fetched(&mut cx, content.as_deref())
                })
            };
            let read = catch_unwind(AssertUnwindSafe(read));
            if read.is_err() {
                tx.abandon_savepoint()?;
            }
            if !matches!(read, Ok(Ok(()))) {
                // A document that cannot be read holds up no other: the step asks for another.
                tracing::error!(user = user.id.0, "a document could not be read");
                let mut cx = self.cx(tx, user, fetch.card);
                features::call::fetched(&mut cx, None)?;
            }
            Ok(Progress::Made)
        })
    }

    /// The answer to the question whether a payment may go on; `None` for any other update. It only
    /// reads, so that it waits for no writer (S2).
    pub fn checkout(&self, incoming: &Incoming) -> Option<Aside> {
        let What::Checkout(asked) = &incoming.what else { return None };
        let locale = locale(incoming);
        let read = self.store.read(|tx| {
            let refused = features::topup::checkout(tx, &self.settings, &incoming.from, asked)?;
            let user = users::by_telegram(tx, incoming.from.telegram_id)?;
            Ok((refused, user.map_or(locale, |user| user.locale)))
        });
        let refused = match read {
            Ok((refused, locale)) => refused.map(|msg| (msg, locale)),
            Err(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "a checkout was not decided");
                Some((features::topup::too_slow(), locale))
            }
        };
        Some(Aside::Checkout { query: asked.query.clone(), refused })
    }

    /// The answer where none was found in time.
    pub fn too_slow(incoming: &Incoming) -> Option<Aside> {
        let What::Checkout(asked) = &incoming.what else { return None };
        let refused = Some((features::topup::too_slow(), locale(incoming)));
        Some(Aside::Checkout { query: asked.query.clone(), refused })
    }

    fn together(&self, updates: &[Numbered]) -> Result<Vec<Aside>> {
        self.store.write(|tx| {
            let mut asides = Vec::new();
            for update in updates {
                asides.extend(self.one(tx, update)?);
            }
            Ok(asides)
        })
    }

    fn alone(&self, update: &Numbered) -> Result<Vec<Aside>> {
        let tries = self.store.write(|tx| inbox::try_again(tx, update.0))?;
        self.store.write(|tx| {
            inbox::through(tx, update.0)?;
            if tries < inbox::TRIES_MOST {
                return self.one(tx, update);
            }
            tracing::error!(update = update.0, "an update ended the process twice: skipped");
            inbox::note(tx, update.0, End::Skipped)?;
            Ok(Vec::new())
        })
    }

    /// One update. An `Err` means that the whole transaction is gone.
    fn one(&self, tx: &Tx, (id, incoming): &Numbered) -> Result<Vec<Aside>> {
        let Some(incoming) = incoming else {
            inbox::note(tx, *id, End::Skipped)?;
            return Ok(Vec::new());
        };
        let turn = || tx.savepoint(|tx| self.turn(tx, incoming));
        let fault = match catch_unwind(AssertUnwindSafe(turn)) {
            Ok(Ok(asides)) => return Ok(asides),
            Ok(Err(fault)) => format!("{fault:#}"),
            Err(_) => {
                tx.abandon_savepoint()?;
                "panic".to_string()
            }
        };
        if !tx.is_open() {
            bail!("update {id}: {fault}");
        }
        tracing::error!(update = id, fault, "an update failed");
        self.apologise(tx, incoming).context("tell the user")
    }

    /// The chat goes on after a fault: one plain line, and the update is not tried again.
    fn apologise(&self, tx: &Tx, incoming: &Incoming) -> Result<Vec<Aside>> {
        inbox::note(tx, incoming.update_id, End::Failed)?;
        let Some(user) = users::by_telegram(tx, incoming.from.telegram_id)? else {
            return Ok(Vec::new());
        };
        let message = Message::of(Msg::new("fault"));
        let mut cx = self.cx(tx, user, None);
        cx.show(&message)?;
        Ok(toast(&incoming.what, &cx).into_iter().collect())
    }

    fn turn(&self, tx: &Tx, incoming: &Incoming) -> Result<Vec<Aside>> {
        if !inbox::note(tx, incoming.update_id, End::Done)? {
            return Ok(Vec::new());
        }
        let locale = locale(incoming);
        match &incoming.what {
            What::Stars(moved) => {
                stars::hear(tx, moved, Found::Look)?;
                return Ok(Vec::new());
            }
            // It was answered before the batch: the answer waits for nothing here.
            What::Checkout(_) => return Ok(Vec::new()),
            _ => {}
        }
        if incoming.place == Where::Group {
            return self.group(tx, incoming, locale);
        }
        let known = users::by_telegram(tx, incoming.from.telegram_id)?;
        if let What::Reach(Reach::Lost) = incoming.what {
            if let Some(user) = known {
                users::set_reachable(tx, user.id, Reachable::No)?;
            }
            return Ok(Vec::new());
        }
        let user = match known {
            Some(user) => user,
            None => {
                let zone = cities::guess_zone(locale, self.settings.region.as_ref());
                users::create(tx, incoming.from.telegram_id, locale, zone)?
            }
        };
        users::set_reachable(tx, user.id, Reachable::Yes)?;
        if let What::Reach(Reach::Back) = incoming.what {
            return Ok(Vec::new());
        }
        let card = tapped(tx, incoming)?;
        let mut cx = self.cx(tx, user, card);
        features::route(&mut cx, incoming.what.clone())?;
        Ok(toast(&incoming.what, &cx).into_iter().collect())
    }

    fn cx<'a>(&'a self, tx: &'a Tx<'a>, user: User, card: Option<CardId>) -> Cx<'a> {
        Cx { tx, settings: &self.settings, user, card, rev: 0, toast: None }
    }

    /// Groups are told once that the bot speaks only in private.
    fn group(&self, tx: &Tx, incoming: &Incoming, locale: Locale) -> Result<Vec<Aside>> {
        if let What::Tap { query, .. } = &incoming.what {
            return Ok(vec![Aside::Toast { query: query.clone(), says: None }]);
        }
        let speaks = matches!(incoming.what, What::Command(..) | What::Text(_));
        if !speaks || !inbox::first_time(tx, "group", incoming.chat.0)? {
            return Ok(Vec::new());
        }
        let message = features::menu::only_private();
        Ok(vec![Aside::Group { chat: incoming.chat, message, locale }])
    }
}

fn locale(incoming: &Incoming) -> Locale {
    let tag = incoming.from.language.as_deref().unwrap_or_default();
    Locale::from_tag(tag).unwrap_or_default()
}

fn tapped(tx: &Tx, incoming: &Incoming) -> Result<Option<CardId>> {
    match incoming.what {
        What::Tap { message_id, .. } => cards::at(tx, incoming.chat, message_id),
        _ => Ok(None),
    }
}

fn toast(what: &What, cx: &Cx) -> Option<Aside> {
    let What::Tap { query, .. } = what else { return None };
    let says = cx.toast.clone().map(|msg| (msg, cx.user.locale));
    Some(Aside::Toast { query: query.clone(), says })
}
