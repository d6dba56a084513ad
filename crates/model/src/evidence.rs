//! What a cell is based on.

use std::fmt;
use std::sync::Arc;

use ascribe_text::{Span, Text};

/// The words that one cell stands on, and the rule or model that read them.
///
/// Invariant, tested on every record: `spans` is not empty, and each covers two sentences at most.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The cell's name in the record: `killed`, `actor`, `place`...
    pub field: &'static str,
    /// The words, each occurrence on its own.
    pub spans: Vec<Span<Text>>,
    /// What read them.
    pub by: RuleName,
    /// How sure it is, from 0 to 1. Not to be confused with how likely the speaker says it is.
    pub score: f32,
}

/// The name and version of a rule or model: `toll/at-least@3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(Arc<str>);

impl Evidence {
    /// Evidence from a rule that is as sure as its kind ever is.
    #[must_use]
    pub fn new(field: &'static str, span: Span<Text>, by: &RuleName) -> Self {
        Self {
            field,
            spans: vec![span],
            by: by.clone(),
            score: 1.0,
        }
    }

    /// The same with another score.
    #[must_use]
    pub fn scored(mut self, score: f32) -> Self {
        self.score = score;
        self
    }
}

impl RuleName {
    /// The name as data files and the record write it.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name as data files and the record write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
