//! Many patterns at once.
//!
//! Each pattern is filed under the words that its first line lists for one field, the most
//! selective one, so that a token is only tried against patterns that may begin with it.

use rustc_hash::FxHashMap;

use super::condition::Field;
use super::{Match, Pattern};
use crate::{Sentence, Token};

/// Patterns that are matched together.
///
/// ```
/// use ascribe_nlp::dependency::{LexiconSet, Pattern, PatternSet, Place};
/// use ascribe_nlp::testing::doc_from_table;
/// let place = Place { file: "data/said.toml", line: 1 };
/// let text = "cue lemma:say\n  source <nsubj";
/// let patterns = PatternSet::new(vec![Pattern::compile("said", text, place, &LexiconSet::default())?]);
///
/// let doc = doc_from_table("Ann said so", "Ann Ann PROPN NNP 2 nsubj
///                                          said say VERB VBD 0 ROOT
///                                          so so ADV RB 2 advmod");
/// let sentence = doc.sentences().next().unwrap();
/// let found = patterns.find(sentence);
/// assert_eq!(found[0].capture("source").unwrap().text(), "Ann");
/// # Ok::<(), ascribe_nlp::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PatternSet {
    patterns: Vec<Pattern>,
    /// Per field, in the order of [`Field::TABLE`]: which patterns may begin with which word.
    filed: Vec<(Field, PatternsByWord)>,
    /// The patterns whose first line lists no words.
    unfiled: Vec<usize>,
}

type PatternsByWord = FxHashMap<Box<str>, Vec<usize>>;

impl PatternSet {
    /// Files the patterns; each keeps its place in `patterns` as [`Match::index`].
    #[must_use]
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut set = Self {
            patterns,
            filed: Vec::new(),
            unfiled: Vec::new(),
        };
        for (_, field) in Field::TABLE {
            set.filed.push((field, PatternsByWord::default()));
        }
        for index in 0..set.patterns.len() {
            set.file(index);
        }
        set.filed.retain(|(_, words)| !words.is_empty());
        set
    }

    /// The patterns, in the order in which they were given.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// All ways in which patterns fit the sentence: in the order of their root tokens, then of the
    /// patterns, then of the tokens that their lines are bound to.
    #[must_use]
    pub fn find<'a>(&'a self, sentence: Sentence<'a>) -> Vec<Match<'a>> {
        let mut found = Vec::new();
        for (index, root) in sentence.tokens().flat_map(|root| self.beginning_at(root)) {
            let pattern = &self.patterns[index];
            let ways = pattern.fit(root).unwrap_or_default();
            found.extend(ways.into_iter().map(|bound| Match {
                pattern,
                index,
                doc: root.doc(),
                bound,
            }));
        }
        found
    }

    /// The patterns whose first line `root` satisfies, in their order.
    pub(super) fn beginning_at<'d>(&self, root: Token<'d>) -> Vec<(usize, Token<'d>)> {
        let mut indices = self.unfiled.clone();
        for (field, words) in &self.filed {
            indices.extend(words.get(&*field.of(root)).into_iter().flatten());
        }
        indices.sort_unstable();
        indices.retain(|&index| self.patterns[index].begins_at(root));
        indices.into_iter().map(|index| (index, root)).collect()
    }

    fn file(&mut self, index: usize) {
        let conditions = &self.patterns[index].root().conditions;
        let listed = self.filed.iter_mut().find_map(|(field, filed)| {
            let condition = conditions
                .iter()
                .find(|condition| condition.field == *field)?;
            let words = condition
                .values
                .listed()
                .filter(|_| *field != Field::Morphology)?;
            Some((filed, words))
        });
        let Some((filed, words)) = listed else {
            return self.unfiled.push(index);
        };
        for word in words {
            filed.entry(word.into()).or_default().push(index);
        }
    }
}
