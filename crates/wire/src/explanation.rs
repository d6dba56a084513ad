//! Why a record says what it says at one place: what stands there, which rules fit, which almost
//! did.

use serde::Serialize;

use crate::{Evidence, Span};

/// What is known of one place of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// [`crate::VERSION`].
    pub schema: String,
    /// The findings that stand on the place, in the record's order.
    pub findings: Vec<Basis>,
    /// The sentences there.
    pub sentences: Vec<SentenceExplained>,
}

/// A finding, and what its cells stand on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Basis {
    /// Its id in the record.
    pub id: String,
    /// The record's list that holds it.
    pub list: String,
    /// Its words.
    pub words: String,
    /// What each cell stands on, and the rule that read it.
    pub evidence: Vec<Evidence>,
}

/// A sentence, how it is built, and how the rules took it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceExplained {
    /// The sentence.
    pub span: Span,
    /// The line of the report at which it begins, from 1.
    pub line: usize,
    /// Its words with their analysis.
    pub words: Vec<Word>,
    /// Patterns that fit.
    pub fits: Vec<Fit>,
    /// Patterns whose first line fits and whose rest does not; those that came furthest first.
    pub misses: Vec<Miss>,
}

/// One word as the language pipeline sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Its part of speech (Universal Dependencies).
    pub pos: String,
    /// Its fine tag.
    pub tag: String,
    /// Its relation to its head.
    pub dep: String,
    /// The word that it hangs on, counted from 1 within the sentence; 0 for the root.
    pub head: usize,
    /// The kind of name it is part of; empty for none.
    pub entity: String,
}

/// A pattern that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// The rule's name.
    pub rule: String,
    /// What it is for.
    pub meaning: String,
    /// The file under `data/` that holds it.
    pub file: String,
    /// The line of its pattern there.
    pub line: usize,
    /// What each named line of the pattern caught.
    pub captures: Vec<[String; 2]>,
    /// Whether a finding names the rule.
    pub made_a_finding: bool,
}

/// A pattern that almost fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The rule's name.
    pub rule: String,
    /// What it is for.
    pub meaning: String,
    /// The file under `data/` that holds it.
    pub file: String,
    /// The line that failed.
    pub line: usize,
    /// That line, as written.
    pub text: String,
    /// The word that the pattern's first line caught.
    pub at: String,
    /// What was wrong.
    pub reason: String,
}
