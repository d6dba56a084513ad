//! An attribution as a learned reader finds it: the words alone.

use ascribe_text::{Span, Text};

/// Who says what, as far as a learned reader tells: words, and no more. Whose words they are, and
/// with what stance they are said, is for `ascribe-claims` to settle.
///
/// Spans begin and end at tokens, stand in the order of the text, and do not overlap within a list.
/// Source, cue and content may share a token: a reader's words can be smaller, and each is widened
/// to the tokens it touches.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Who says so. Empty where nobody is named.
    pub source: Vec<Span<Text>>,
    /// The words that make it an attribution; never empty.
    pub cue: Vec<Span<Text>>,
    /// What is said; several pieces where other words stand between them. Never empty.
    pub content: Vec<Span<Text>>,
    /// How sure the reader is, from 0 to 1.
    pub score: f32,
}
