//! What the networks take for words, and in which blocks they stand.
//!
//! A block is a stretch that was analysed apart from others: a paragraph, a title.

use std::ops::Range;

use ascribe_nlp::{Doc, TokenId};
use ascribe_text::{Span, Text};

/// The words of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) spans: Vec<Span<Text>>,
    /// The first word of every block. Invariant: increasing, and each is there.
    pub(crate) blocks: Vec<usize>,
}

impl Words {
    /// Runs of letters, digits and underscores; any other character that shows is a word by itself.
    pub(crate) fn of_characters(doc: &Doc) -> Self {
        let mut words = Self::default();
        for stretch in doc.stretches() {
            let start = words.spans.len();
            words.cut(doc.text(), doc.span_of(stretch));
            words.close_block(start);
        }
        words
    }

    /// The tokens that are not white space, with their ids.
    pub(crate) fn of_tokens(doc: &Doc) -> (Self, Vec<TokenId>) {
        let (mut words, mut ids) = (Self::default(), Vec::new());
        for stretch in doc.stretches() {
            let start = words.spans.len();
            let tokens = (stretch.start.index()..stretch.end.index()).map(TokenId::new);
            for token in tokens
                .map(|id| doc.token(id))
                .filter(|token| !token.is_space())
            {
                words.spans.push(token.span());
                ids.push(token.id());
            }
            words.close_block(start);
        }
        (words, ids)
    }

    /// From the first of the words to the last.
    ///
    /// # Panics
    /// If there is no word.
    pub(crate) fn span_of(&self, words: Range<usize>) -> Span<Text> {
        let spans = &self.spans[words];
        spans[0].hull(spans[spans.len() - 1])
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The words since `start` are a block, if there are any.
    fn close_block(&mut self, start: usize) {
        if start < self.spans.len() {
            self.blocks.push(start);
        }
    }

    fn cut(&mut self, text: &str, stretch: Span<Text>) {
        let mut run = None;
        for (at, character) in stretch.slice(text).char_indices() {
            let at = stretch.start() + at;
            if is_of_word(character) {
                run.get_or_insert(at);
                continue;
            }
            self.close_run(&mut run, at);
            if !character.is_whitespace() {
                self.spans.push(Span::new(at, at + character.len_utf8()));
            }
        }
        self.close_run(&mut run, stretch.end());
    }

    fn close_run(&mut self, run: &mut Option<usize>, end: usize) {
        if let Some(start) = run.take() {
            self.spans.push(Span::new(start, end));
        }
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut words = Words::default();
        words.cut(text, Span::new(0, text.len()));
        let found: Vec<_> = words.spans.iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_runs_of_letters_and_single_marks() {
        check("“Go,” he said.", &["“", "Go", ",", "”", "he", "said", "."]);
        check("don't 3.5 a_b", &["don", "'", "t", "3", ".", "5", "a_b"]);
        check(" \n", &[]);
    }
}
