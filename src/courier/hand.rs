//! What is in hand: each chat's parcels in their order, one on the wire at a time.
//!
//! When a parcel fails and will be tried again, those behind it in its chat go back to the outbox
//! untried: nothing overtakes it. Until the store has its end the chat takes nothing new.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::courier::{Parcel, Try};
use crate::domain::ids::{CardId, ChatId};
use crate::store::outbox::Due;
use crate::telegram::Fail;

/// How a parcel ended.
#[derive(Debug)]
pub(super) enum End {
    /// It was on the wire.
    Tried(Try),
    /// It never was, because the one before it failed.
    Untried,
}

impl End {
    /// Whether this may be tried again, so that the rest of the chat has to wait.
    fn keeps_back(&self) -> bool {
        match self {
            End::Untried => true,
            End::Tried(Try { end, .. }) => {
                matches!(end, Err(Fail::Wait(_) | Fail::Down(_) | Fail::Unknown(_) | Fail::Gone(_)))
            }
        }
    }
}

/// Parcels with their ends, which the store does not know yet.
pub(super) type Ends = Vec<(Parcel, End)>;

/// Parcels between their taking and their settling.
#[derive(Default)]
pub(super) struct Hand {
    chats: HashMap<ChatId, Chat>,
    ready: VecDeque<ChatId>,
    ends: Ends,
}

#[derive(Default)]
struct Chat {
    waiting: VecDeque<Parcel>,
    /// The cards of all parcels in hand, also of the one on the wire.
    about: Vec<Option<CardId>>,
    on_the_wire: bool,
    failed: bool,
}

impl Hand {
    /// Takes a parcel in, behind those of its chat.
    pub(super) fn give(&mut self, parcel: Parcel) {
        let id = parcel.chat;
        let chat = self.chats.entry(id).or_default();
        chat.about.push(parcel.about);
        if chat.failed {
            self.ends.push((parcel, End::Untried));
            return;
        }
        chat.waiting.push_back(parcel);
        if !chat.on_the_wire && chat.waiting.len() == 1 {
            self.ready.push_back(id);
        }
    }

    /// The next parcel that may go on the wire.
    pub(super) fn next(&mut self) -> Option<Parcel> {
        let chat = self.chats.get_mut(&self.ready.pop_front()?)?;
        chat.on_the_wire = true;
        chat.waiting.pop_front()
    }

    /// How many parcels wait for a line.
    pub(super) fn ready(&self) -> usize {
        self.ready.len()
    }

    /// Notes how a parcel ended, and lets its chat go on.
    pub(super) fn ended(&mut self, parcel: Parcel, end: End) {
        let id = parcel.chat;
        let failed = end.keeps_back();
        self.ends.push((parcel, end));
        let Some(chat) = self.chats.get_mut(&id) else { return };
        chat.on_the_wire = false;
        if failed {
            chat.failed = true;
            self.ends.extend(chat.waiting.drain(..).map(|parcel| (parcel, End::Untried)));
        } else if !chat.waiting.is_empty() {
            self.ready.push_back(id);
        }
    }

    /// The ends since the last time.
    pub(super) fn ends(&mut self) -> Ends {
        std::mem::take(&mut self.ends)
    }

    /// Lets go of what the store knows to have ended.
    pub(super) fn settled(&mut self, ends: &Ends) {
        for (parcel, end) in ends {
            let Some(chat) = self.chats.get_mut(&parcel.chat) else { continue };
            if let Some(at) = chat.about.iter().position(|about| *about == parcel.about) {
                chat.about.swap_remove(at);
            }
            chat.failed &= !end.keeps_back();
            if chat.about.is_empty() {
                self.chats.remove(&parcel.chat);
            }
        }
    }

    /// How many parcels are in hand, with those whose end is not settled.
    pub(super) fn count(&self) -> usize {
        self.chats.values().map(|chat| chat.about.len()).sum()
    }

    /// What there will be room for once `ends` are settled, `most` parcels a chat.
    pub(super) fn room(&self, ends: &Ends, most: usize) -> Room {
        let mut room = Room::new(most);
        for (id, chat) in &self.chats {
            room.chats.insert(*id, chat.about.len());
            room.cards.extend(chat.about.iter().flatten());
        }
        for (parcel, _) in ends {
            if let Some(held) = room.chats.get_mut(&parcel.chat) {
                *held = held.saturating_sub(1);
            }
            if let Some(card) = parcel.about {
                room.cards.remove(&card);
            }
        }
        room
    }
}

/// Which rows there is room for.
pub(super) struct Room {
    most: usize,
    chats: HashMap<ChatId, usize>,
    cards: HashSet<CardId>,
}

impl Room {
    /// Room for `most` parcels of each chat.
    pub(super) fn new(most: usize) -> Room {
        Room { most, chats: HashMap::new(), cards: HashSet::new() }
    }

    /// Whether a row can be taken: its chat has room, and its card is not on its way, because only
    /// then is it known which message to edit.
    pub(super) fn has(&self, due: &Due) -> bool {
        let held = self.chats.get(&due.chat).copied().unwrap_or(0);
        held < self.most && due.card.is_none_or(|card| !self.cards.contains(&card))
    }

    /// Counts a row that is taken.
    pub(super) fn add(&mut self, due: &Due) {
        *self.chats.entry(due.chat).or_default() += 1;
        self.cards.extend(due.card);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courier::{Load, Repeat};
    use crate::domain::ids::{OutboxId, UserId};
    use crate::domain::locale::Locale;
    use crate::i18n::Reader;
    use crate::telegram::Sent;

    fn parcel(id: i64, chat: i64, card: Option<i64>) -> Parcel {
        Parcel {
            id: OutboxId(id),
            user: UserId(chat),
            chat: ChatId(chat),
            about: card.map(CardId),
            attempts: 1,
            doubts: 0,
            reader: Reader { locale: Locale::En, zone: "UTC".into() },
            load: Load::Commands,
        }
    }

    fn due(id: i64, chat: i64, card: Option<i64>) -> Due {
        Due { id: OutboxId(id), chat: ChatId(chat), card: card.map(CardId) }
    }

    fn next(hand: &mut Hand) -> Option<i64> {
        hand.next().map(|parcel| parcel.id.0)
    }

    fn tried(end: Result<Sent, Fail>) -> End {
        End::Tried(Try { repeat: Repeat::Harmless, picture: None, end })
    }

    fn fine() -> End {
        tried(Ok(Sent::default()))
    }

    #[test]
    fn a_chat_has_one_parcel_on_the_wire_and_others_go_beside_it() {
        let mut hand = Hand::default();
        hand.give(parcel(1, 1, None));
        let first = hand.next().unwrap();
        hand.give(parcel(2, 1, None));
        hand.give(parcel(3, 2, None));
        assert_eq!((next(&mut hand), next(&mut hand)), (Some(3), None));
        hand.ended(first, fine());
        assert_eq!((next(&mut hand), next(&mut hand)), (Some(2), None));
    }

    #[test]
    fn after_a_failure_the_rest_goes_back_until_it_is_settled() {
        let mut hand = Hand::default();
        hand.give(parcel(1, 1, None));
        hand.give(parcel(2, 1, None));
        let first = hand.next().unwrap();
        hand.ended(first, tried(Err(Fail::Down("gone".into()))));
        // Taken from the store before the failure was known.
        hand.give(parcel(3, 1, None));
        assert_eq!(next(&mut hand), None);
        let ends = hand.ends();
        let untried = |(_, end): &(Parcel, End)| matches!(end, End::Untried);
        assert_eq!(ends.iter().map(|(parcel, _)| parcel.id.0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(ends.iter().map(untried).collect::<Vec<_>>(), [false, true, true]);
        hand.settled(&ends);
        assert_eq!(hand.count(), 0);
        hand.give(parcel(1, 1, None));
        assert_eq!(next(&mut hand), Some(1));
    }

    #[test]
    fn there_is_room_for_a_few_of_a_chat_and_one_of_a_card() {
        let mut hand = Hand::default();
        hand.give(parcel(1, 1, Some(5)));
        hand.give(parcel(2, 1, None));
        let none = Ends::new();
        let room = hand.room(&none, 2);
        assert!(!room.has(&due(3, 1, None)) && room.has(&due(3, 2, None)));
        assert!(!room.has(&due(3, 2, Some(5))), "the card is on its way");
        let first = hand.next().unwrap();
        hand.ended(first, fine());
        let ends = hand.ends();
        let mut room = hand.room(&ends, 2);
        assert!(room.has(&due(3, 1, Some(5))), "its end is settled in the same transaction");
        room.add(&due(3, 1, Some(5)));
        assert!(!room.has(&due(4, 1, None)) && !room.has(&due(4, 2, Some(5))));
    }
}
