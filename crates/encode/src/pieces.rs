//! Cuts words in the pieces that a vocabulary has.

use rustc_hash::FxHashMap;

use crate::normalise;
use crate::{Error, Weights};

/// Longer words are not cut, but unknown.
const MOST_CHARACTERS: usize = 100;

/// What begins a piece that goes on.
const INSIDE: &str = "##";

/// A vocabulary of word pieces, as WordPiece cuts with it: the longest piece first.
#[derive(Debug, Clone)]
pub struct WordPieces {
    /// Pieces that begin a word.
    first: FxHashMap<Box<str>, u32>,
    /// Pieces that go on, without the mark of that.
    inside: FxHashMap<Box<str>, u32>,
    /// How many pieces were listed, twice or not.
    count: usize,
    unknown: u32,
    /// What stands before and after a sequence.
    edges: [u32; 2],
}

impl WordPieces {
    /// The vocabulary in `weights`.
    ///
    /// # Errors
    /// If it is missing, or has no pieces for what is unknown and for a sequence's ends.
    pub fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        Self::new(weights.lines("vocabulary")?)
    }

    fn new<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Self, Error> {
        let (mut first, mut inside) = (FxHashMap::default(), FxHashMap::default());
        let mut count = 0;
        for (piece, id) in lines.zip(0u32..) {
            count += 1;
            match piece.strip_prefix(INSIDE).filter(|rest| !rest.is_empty()) {
                Some(rest) => inside.insert(rest.into(), id),
                None => first.insert(piece.into(), id),
            };
        }
        let special = |piece: &str| {
            let missing = || Error::corrupt(format!("the vocabulary has no {piece}"));
            first.get(piece).copied().ok_or_else(missing)
        };
        Ok(Self {
            count,
            unknown: special("[UNK]")?,
            edges: [special("[CLS]")?, special("[SEP]")?],
            first,
            inside,
        })
    }

    /// How many pieces the vocabulary lists: each has the number of its line, from 0.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// What stands before and after a sequence.
    #[must_use]
    pub fn edges(&self) -> [u32; 2] {
        self.edges
    }

    /// The pieces of a word, at most that many; at least one, which stands for what has none.
    #[must_use]
    pub fn of(&self, word: &str, most: usize) -> Vec<u32> {
        let mut pieces = Vec::new();
        for word in normalise::words(word) {
            self.cut(&word, &mut pieces);
            if pieces.len() >= most {
                break;
            }
        }
        pieces.truncate(most);
        if pieces.is_empty() {
            pieces.push(self.unknown);
        }
        pieces
    }

    /// A word that cannot be cut to its end is unknown as a whole.
    fn cut(&self, word: &str, pieces: &mut Vec<u32>) {
        let start = pieces.len();
        let mut rest = word;
        let fits = word.chars().nth(MOST_CHARACTERS).is_none();
        while fits && !rest.is_empty() {
            let known = if pieces.len() == start {
                &self.first
            } else {
                &self.inside
            };
            let Some((id, length)) = longest(known, rest) else {
                break;
            };
            pieces.push(id);
            rest = &rest[length..];
        }
        if !rest.is_empty() {
            pieces.truncate(start);
            pieces.push(self.unknown);
        }
    }
}

/// The longest known piece that `rest` begins with, and its length in bytes.
fn longest(known: &FxHashMap<Box<str>, u32>, rest: &str) -> Option<(u32, usize)> {
    let ends = rest.char_indices().rev();
    let mut ends = ends.map(|(at, character)| at + character.len_utf8());
    ends.find_map(|end| known.get(&rest[..end]).map(|&id| (id, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\naff\n'\n##a\nb\n##";

    #[track_caller]
    fn check(word: &str, expected: &[u32]) {
        let pieces = WordPieces::new(LINES.lines()).unwrap();
        assert_eq!(pieces.of(word, 12), expected, "{word:?}");
    }

    #[test]
    fn the_longest_piece_comes_first() {
        check("Unaffable", &[3, 4, 5]);
        check("un'aff", &[3, 7, 6]);
    }

    #[test]
    fn what_cannot_be_cut_is_unknown() {
        check("unx", &[0]);
        check("", &[0]);
        check("\u{0}", &[0]);
        check(&format!("b{}", "a".repeat(100)), &[0]);
    }

    #[test]
    fn pieces_are_limited() {
        check(
            &format!("b{}", "a".repeat(99)),
            &[&[9], &[8; 11][..]].concat(),
        );
    }

    #[test]
    fn every_line_is_a_piece() {
        assert_eq!(WordPieces::new(LINES.lines()).unwrap().count(), 11);
    }

    #[test]
    fn a_vocabulary_needs_its_special_pieces() {
        assert!(WordPieces::new("a\nb".lines()).is_err());
    }
}
