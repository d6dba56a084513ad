//! What the fast reader's network is told of a word: what the analysis found, and how it is written.

use ascribe_encode::{Error, Weights};
use ascribe_nlp::{Doc, Token, TokenId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::flags::{self, Flags};
use crate::pointer::bucket;
use crate::words::Words;

/// How many rows the table of hashed words has.
pub(crate) const HASHED: usize = 4096;

/// The names that the network knows: what it was not trained on is row 0.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    tags: FxHashMap<String, usize>,
    relations: FxHashMap<String, usize>,
    /// Relations of a clause's head to what it depends on.
    clausal: FxHashSet<String>,
    lexicon: FxHashMap<String, usize>,
}

/// What is known of one word. Other words are counted from the text's first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Features {
    pub(crate) token: TokenId,
    pub(crate) tag: usize,
    pub(crate) relation: usize,
    pub(crate) head: usize,
    /// What its clause depends on.
    pub(crate) governor: usize,
    /// The bucket of the way to the head.
    pub(crate) distance: usize,
    pub(crate) lexicon: usize,
    pub(crate) hashed: [usize; 2],
    pub(crate) flags: Flags,
}

impl Vocabulary {
    /// # Errors
    /// If the file does not say which names there are.
    pub(crate) fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        Ok(Self {
            tags: rows(names(weights, "tags")?),
            relations: rows(names(weights, "deps")?),
            clausal: names(weights, "clausal")?.into_iter().collect(),
            lexicon: rows(weights.lines("lexicon")?.map(str::to_owned)),
        })
    }

    /// How many rows the tables of tags, relations and words have.
    pub(crate) fn sizes(&self) -> [usize; 3] {
        [&self.tags, &self.relations, &self.lexicon].map(|names| names.len() + 1)
    }

    /// The words of a text with what is known of each.
    pub(crate) fn features(&self, doc: &Doc) -> (Words, Vec<Features>) {
        let (words, ids) = Words::of_tokens(doc);
        let mut places = vec![None; doc.len()];
        for (place, id) in ids.iter().enumerate() {
            places[id.index()] = Some(place);
        }
        let governors = self.governors(doc);
        let flags = flags::of(doc.text(), &words);
        let of_word = |(place, (&id, flags)): (usize, (&TokenId, Flags))| {
            let token = doc.token(id);
            let at = |id: TokenId| places[id.index()].unwrap_or(place);
            let head = at(token.head().id());
            let small = token.text().to_lowercase();
            Features {
                token: id,
                tag: row(&self.tags, token.tag()),
                relation: row(&self.relations, token.dep()),
                head,
                governor: at(governors[id.index()]),
                distance: bucket(place, head),
                lexicon: row(&self.lexicon, &small),
                hashed: hashed(&small),
                flags,
            }
        };
        let each = ids.iter().zip(flags).enumerate();
        let features = each.map(of_word).collect();
        (words, features)
    }

    /// What the clause of every token depends on: the head of the first clausal relation on the way
    /// up. Each token is passed once.
    fn governors(&self, doc: &Doc) -> Vec<TokenId> {
        let mut found: Vec<Option<TokenId>> = vec![None; doc.len()];
        let mut way = Vec::new();
        for token in doc.tokens() {
            let mut token = token;
            // A way longer than the text goes round in circles.
            let governor = loop {
                if let Some(known) = found[token.id().index()] {
                    break known;
                }
                if self.ends_clause(token) || doc.len() < way.len() {
                    way.push(token.id());
                    break token.head().id();
                }
                way.push(token.id());
                token = token.head();
            };
            for id in way.drain(..) {
                found[id.index()] = Some(governor);
            }
        }
        let own = |(index, governor): (usize, Option<_>)| governor.unwrap_or(TokenId::new(index));
        found.into_iter().enumerate().map(own).collect()
    }

    fn ends_clause(&self, token: Token<'_>) -> bool {
        token.is_root() || self.clausal.contains(token.dep())
    }
}

/// The names that the file lists under `key`.
pub(crate) fn names(weights: &Weights<'_>, key: &str) -> Result<Vec<String>, Error> {
    let names = serde_json::from_str(weights.about(key)?);
    names.map_err(|error| Error::corrupt(format!("{key}: {error}")))
}

/// Names in order, from row 1.
fn rows(names: impl IntoIterator<Item = String>) -> FxHashMap<String, usize> {
    names.into_iter().zip(1..).collect()
}

fn row(rows: &FxHashMap<String, usize>, name: &str) -> usize {
    rows.get(name).copied().unwrap_or(0)
}

/// Two rows for any word: both halves of its FNV-1a hash.
fn hashed(word: &str) -> [usize; 2] {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let rows = HASHED as u64;
    [hash % rows, (hash >> 32) % rows].map(|row| row as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the definition of FNV-1a of 64 bits.
    #[test]
    fn words_are_hashed() {
        assert_eq!(hashed(""), [805, 3300]);
        assert_eq!(hashed("a"), [3212, 3148]);
        assert_eq!(hashed("police"), [2363, 2208]);
    }
}
