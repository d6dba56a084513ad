//! The vectors of word forms that were met before.
//!
//! What a form's first layers make of it depends on the form alone, so a remembered vector is the
//! one that would be made: results do not depend on what is remembered. All threads share one table.
//! Looking something up takes no lock, only the table itself is taken under one, once a batch.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::draft::RawToken;
use crate::lexeme::Lexeme;

/// A form can be in one of this many slots.
const BUCKET: usize = 8;

/// So many forms a table has room for: it has 13 MB of vectors of 96 numbers when it is full.
const SLOTS: usize = 1 << 15;

/// A table that had no room for so many forms makes place for a new one.
const TURNED_AWAY: usize = SLOTS;

/// All that a token's embedding depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) lexeme: Lexeme,
    pub(super) space: bool,
}

/// The table that is in use.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    table: RwLock<Arc<Table>>,
}

/// A form and its vector.
type Entry = (Form, Box<[f32]>);

/// Forms with their vectors. What is in it stays in it.
#[derive(Debug)]
pub(super) struct Table {
    slots: Box<[OnceLock<Entry>]>,
    turned_away: AtomicUsize,
}

impl Form {
    pub(super) fn of(token: &RawToken) -> Self {
        Self {
            lexeme: token.lexeme,
            space: token.space,
        }
    }

    /// The first of the slots for this form: the ids of strings are hashes already.
    fn bucket(&self) -> usize {
        let hash = self.lexeme.orth ^ self.lexeme.norm.rotate_left(32) ^ u64::from(self.space);
        let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        (hash as usize % (SLOTS / BUCKET)) * BUCKET
    }
}

impl Remembered {
    /// The table as it stands; it can be used for as long as it is held.
    pub(super) fn table(&self) -> Arc<Table> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        if table.turned_away.load(Ordering::Relaxed) < TURNED_AWAY {
            return Arc::clone(&table);
        }
        drop(table);
        let new = Arc::<Table>::default();
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        *table = Arc::clone(&new);
        new
    }
}

impl Table {
    pub(super) fn get(&self, form: &Form) -> Option<&[f32]> {
        let start = form.bucket();
        let slots = self.slots[start..start + BUCKET].iter();
        let mut taken = slots.map_while(OnceLock::get);
        let (_, vector) = taken.find(|(other, _)| other == form)?;
        Some(vector)
    }

    /// Remembers a form, unless there is no room for it.
    pub(super) fn add(&self, form: Form, vector: &[f32]) {
        let start = form.bucket();
        for slot in &self.slots[start..start + BUCKET] {
            let (known, _) = slot.get_or_init(|| (form, vector.into()));
            if *known == form {
                return;
            }
        }
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }
}

impl Default for Table {
    fn default() -> Self {
        Self {
            slots: (0..SLOTS).map(|_| OnceLock::new()).collect(),
            turned_away: AtomicUsize::new(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(number: u64) -> Form {
        let lexeme = Lexeme {
            orth: number.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            norm: number,
            lower: 0,
            prefix: 0,
            suffix: 0,
            shape: 0,
            is_space: false,
        };
        Form {
            lexeme,
            space: number.is_multiple_of(2),
        }
    }

    #[test]
    fn what_was_added_is_found() {
        let table = Table::default();
        assert_eq!(table.get(&form(1)), None);
        table.add(form(1), &[1.0]);
        table.add(form(1), &[1.0]);
        assert_eq!(table.get(&form(1)), Some(&[1.0][..]));
        assert_eq!(table.get(&form(2)), None);
    }

    #[test]
    fn a_table_is_bounded_and_makes_place_for_a_new_one() {
        let remembered = Remembered::default();
        let table = remembered.table();
        for number in 0..(SLOTS + 2 * TURNED_AWAY) as u64 {
            table.add(form(number), &[number as f32]);
        }
        assert_eq!(
            table.get(&form(0)),
            Some(&[0.0][..]),
            "it can still be used"
        );
        assert_eq!(remembered.table().get(&form(0)), None);
    }
}
