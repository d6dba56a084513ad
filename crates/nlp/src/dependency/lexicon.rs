//! Named sets of words that patterns refer to as `@name`.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

/// Named sets of words: lemmas or lower-case forms, as the pattern that names a set asks for.
///
/// Entries of several words may stand in a set; as a token is one word, no token is in them.
#[derive(Debug, Clone, Default)]
pub struct LexiconSet {
    lexicons: FxHashMap<String, Lexicon>,
}

/// The words of one lexicon; shared by all the patterns that name it.
pub(super) type Lexicon = Arc<FxHashSet<Box<str>>>;

impl LexiconSet {
    /// Adds a lexicon, or replaces the one of that name.
    pub fn insert<W: Into<Box<str>>>(&mut self, name: &str, words: impl IntoIterator<Item = W>) {
        let words = words.into_iter().map(Into::into).collect();
        self.lexicons.insert(name.to_owned(), Arc::new(words));
    }

    /// Whether `word` is in the lexicon `name`.
    #[must_use]
    pub fn contains(&self, name: &str, word: &str) -> bool {
        self.lexicons
            .get(name)
            .is_some_and(|lexicon| holds(lexicon, word))
    }

    /// The names of the lexicons, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.lexicons.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Lexicon> {
        self.lexicons.get(name)
    }
}

/// Whether the lexicon lists `word`.
pub(super) fn holds(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.contains(word)
}
