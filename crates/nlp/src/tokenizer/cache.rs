//! Chunks that were tokenized before, with their tokens.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Piece;

/// A cache that holds this many tokens starts anew.
const CAPACITY: usize = 1 << 16;

/// Longer chunks, in bytes, are not worth remembering.
const LONGEST_CHUNK: usize = 64;

/// One cache for each thread that tokenizes, lent for the time that it does.
#[derive(Debug, Default)]
pub(super) struct Caches {
    idle: Mutex<Vec<Cache>>,
}

/// From chunks to their tokens.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// Where in `pieces` a chunk's tokens lie.
    places: FxHashMap<Box<str>, Range<usize>>,
    pieces: Vec<Piece>,
}

impl Caches {
    pub(super) fn take(&self) -> Cache {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_default()
    }

    pub(super) fn put_back(&self, cache: Cache) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(cache);
    }
}

impl Cache {
    /// The tokens of `chunk`: those remembered, or else those that `make` appends.
    pub(super) fn pieces(&mut self, chunk: &str, make: impl FnOnce(&mut Vec<Piece>)) -> &[Piece] {
        if let Some(place) = self.places.get(chunk) {
            return &self.pieces[place.clone()];
        }
        if CAPACITY <= self.pieces.len() {
            *self = Self::default();
        }
        let start = self.pieces.len();
        make(&mut self.pieces);
        let place = start..self.pieces.len();
        if chunk.len() <= LONGEST_CHUNK {
            self.places.insert(chunk.into(), place.clone());
        }
        &self.pieces[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexeme::Lexeme;

    fn piece(length: u32) -> Piece {
        let lexeme = Lexeme {
            orth: 0,
            norm: 0,
            lower: 0,
            prefix: 0,
            suffix: 0,
            shape: 0,
            is_space: false,
        };
        Piece { length, lexeme }
    }

    #[test]
    fn what_is_remembered_is_not_made_again() {
        let mut cache = Cache::default();
        assert_eq!(cache.pieces("ab", |out| out.push(piece(2))), [piece(2)]);
        assert_eq!(
            cache.pieces("ab", |_| unreachable!("it is remembered")),
            [piece(2)]
        );
    }

    #[test]
    fn a_cache_is_bounded() {
        let mut cache = Cache::default();
        for chunk in 0..CAPACITY + 2 {
            let length = u32::try_from(chunk).unwrap();
            assert_eq!(
                cache.pieces(&chunk.to_string(), |out| out.push(piece(length))),
                [piece(length)]
            );
        }
        assert_eq!(cache.pieces.len(), 2);
        let long = "a".repeat(LONGEST_CHUNK + 1);
        cache.pieces(&long, |out| out.push(piece(1)));
        assert_eq!(cache.places.len(), 2);
    }
}
