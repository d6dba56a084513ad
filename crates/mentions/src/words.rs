//! A sentence as a row of lower-case words, for rules that read from left to right.

use std::ops::Range;

use ascribe_nlp::{Doc, Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

/// A sentence's tokens with their lower-case forms. Places in it are counted from 0.
pub(crate) struct Words<'d> {
    doc: &'d Doc,
    tokens: Vec<Token<'d>>,
    lower: Vec<String>,
}

impl<'d> Words<'d> {
    pub(crate) fn of(doc: &'d Doc, sentence: Sentence<'d>) -> Self {
        let tokens: Vec<_> = sentence.tokens().collect();
        let lower = tokens
            .iter()
            .map(|token| token.text().to_lowercase())
            .collect();
        Self { doc, tokens, lower }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word at `at`, in lower case; empty beyond the sentence's ends.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The word before `at`, in lower case.
    pub(crate) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    pub(crate) fn token(&self, at: usize) -> Option<Token<'d>> {
        self.tokens.get(at).copied()
    }

    /// Whether nothing stands between the word at `at` and the next.
    pub(crate) fn joined(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|next| self.tokens[at].span().end() == next.span().start())
    }

    /// Where the phrase that stands at `at` ends.
    pub(crate) fn phrase_at(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        for word in phrase.split(' ') {
            if self.lower(end) != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Where the phrase that ends before `end` begins.
    pub(crate) fn phrase_before(&self, end: usize, phrase: &str) -> Option<usize> {
        let start = end.checked_sub(phrase.split(' ').count())?;
        self.phrase_at(start, phrase).map(|_| start)
    }

    /// The longest of the phrases that end before `end`: where it begins.
    pub(crate) fn longest_before(&self, end: usize, phrases: &[String]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.phrase_before(end, phrase))
            .min()
    }

    /// The longest of the phrases at `at`: where it ends.
    pub(crate) fn longest_at(&self, at: usize, phrases: &[String]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.phrase_at(at, phrase))
            .max()
    }

    /// From the first byte of `range` to its last.
    pub(crate) fn span(&self, range: Range<usize>) -> Span<Text> {
        self.doc.span_of(self.ids(range))
    }

    /// The same range, counted in the document.
    pub(crate) fn ids(&self, range: Range<usize>) -> Range<TokenId> {
        let first = self.tokens[0].id().index();
        TokenId::new(first + range.start)..TokenId::new(first + range.end)
    }
}
