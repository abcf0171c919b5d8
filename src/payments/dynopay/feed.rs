//! `getTransactions`: the account's payments that have come to something, newest first, in pages.
//!
//! In version A it is the only way to see a payment, so what was read is kept for a few seconds:
//! all the payments that are looked at together share one reading.

use std::collections::HashSet;
use std::time::Duration;

use super::answer::Answer;
use super::sight;
use crate::domain::payment::Sighting;
use crate::payments::json::{self, Object};

/// Rows asked for in a page: the most that version B gives.
pub(super) const ROWS: u32 = 100;
/// A page with fewer rows is the last: so many come when nothing is asked for, and never fewer.
const ROWS_LEAST: usize = 10;
/// Pages that are searched for one payment. What lies deeper is found by the daily comparison.
pub(super) const PAGES_MOST: u32 = 3;
/// How long a page may be used again; less than the shortest time between two looks at a payment.
const FRESH: Duration = Duration::from_secs(10);

/// One page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The payments in it, each row once.
    pub(super) payments: Vec<Sighting>,
    /// Rows of any kind, as they came.
    rows: usize,
}

impl Page {
    /// `None` when the answer is not a list of rows.
    pub(super) fn read(answer: &Answer) -> Option<Page> {
        if !answer.ok() {
            return None;
        }
        let rows = json::objects(answer.payload())?;
        // The provider's join repeats rows.
        let mut seen = HashSet::new();
        let is_new = |row: &&Object| row.text("id").is_none_or(|id| seen.insert(id));
        let payments = rows.iter().filter(is_new).filter_map(sight::of_row).collect();
        Some(Page { payments, rows: rows.len() })
    }

    /// Whether there are no rows at all: the page is beyond the last.
    pub(super) fn is_beyond(&self) -> bool {
        self.rows == 0
    }

    fn is_last(&self) -> bool {
        self.rows < ROWS_LEAST
    }

    /// The payment's row. Of several the oldest: a second transfer is another matter, which the
    /// daily comparison finds.
    fn find(&self, id: &str) -> Option<&Sighting> {
        let mut own = self.payments.iter().rev();
        own.find(|row| row.provider_id.eq_ignore_ascii_case(id))
    }
}

/// The pages that were read lately, from the first on.
#[derive(Debug, Default)]
pub(super) struct Recent {
    read_at: Duration,
    pages: Vec<Page>,
}

/// What the pages at hand say of a payment.
pub(super) enum Search {
    /// This.
    Found(Box<Sighting>),
    /// Nothing yet: this page must be read.
    Read(u32),
    /// It is not there.
    Absent,
}

impl Recent {
    pub(super) fn search(&self, id: &str, now: Duration) -> Search {
        if now.saturating_sub(self.read_at) >= FRESH || self.pages.is_empty() {
            return Search::Read(1);
        }
        if let Some(row) = self.pages.iter().find_map(|page| page.find(id)) {
            return Search::Found(Box::new(row.clone()));
        }
        let read = u32::try_from(self.pages.len()).unwrap_or(PAGES_MOST);
        let is_over = self.pages.last().is_some_and(Page::is_last);
        if is_over || read >= PAGES_MOST { Search::Absent } else { Search::Read(read + 1) }
    }

    /// Keeps a page. The first begins a new reading; one that does not follow is forgotten.
    pub(super) fn keep(&mut self, number: u32, page: Page, now: Duration) {
        if number == 1 {
            *self = Recent { read_at: now, pages: Vec::new() };
        }
        if usize::try_from(number).is_ok_and(|number| number == self.pages.len() + 1) {
            self.pages.push(page);
        }
    }
}
