//! What every pass reads: one report, its annotation, and what is known beforehand.

use ascribe_knowledge::Knowledge;
use ascribe_model::{Block, BlockKind, Report, Told};
use ascribe_nlp::{Doc, Sentence, Token};
use ascribe_text::{Span, Text};

use crate::limits;

/// One report, ready to be read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'r> {
    pub(crate) report: &'r Report,
    pub(crate) doc: &'r Doc,
    pub(crate) knowledge: &'r Knowledge,
    /// What a learned reader of events found; `None` where none read the text.
    pub(crate) told: Option<&'r Told>,
}

impl<'r> Reading<'r> {
    /// The report's text.
    pub(crate) fn text(self) -> &'r str {
        self.doc.text()
    }

    /// The sentences in which findings may begin: those outside furniture and repeated words, and
    /// not beyond all length.
    pub(crate) fn sentences(self) -> impl Iterator<Item = Sentence<'r>> {
        self.doc
            .sentences()
            .filter(move |sentence| self.is_told(sentence.span()) && !limits::is_too_long(sentence))
    }

    /// The blocks in which findings may begin.
    pub(crate) fn blocks(self) -> impl Iterator<Item = &'r Block> {
        self.report
            .blocks
            .iter()
            .filter(|block| is_told(block.kind))
    }

    /// Whether a finding may begin at `span`.
    pub(crate) fn is_told(self, span: Span<Text>) -> bool {
        self.block_index(span)
            .is_none_or(|index| is_told(self.report.blocks[index].kind))
    }

    /// The block in which `span` begins, as an index of the report's blocks.
    pub(crate) fn block_index(self, span: Span<Text>) -> Option<usize> {
        self.report
            .block_at(span.start())
            .map(|block| block.id.index())
    }

    /// Whether `span` begins in the headline.
    pub(crate) fn is_headline(self, span: Span<Text>) -> bool {
        self.block_index(span)
            .is_some_and(|index| self.report.blocks[index].kind == BlockKind::Title)
    }

    /// The token that begins at or covers `offset`.
    pub(crate) fn token_at(self, offset: usize) -> Option<Token<'r>> {
        self.doc.tokens_in(Span::new(offset, offset + 1)).next()
    }

    /// `span` cut where sentences end, so that each piece can be evidence.
    pub(crate) fn by_sentence(self, span: Span<Text>) -> Vec<Span<Text>> {
        let mut pieces: Vec<(usize, Span<Text>)> = Vec::new();
        for token in self.doc.tokens_in(span).filter(|token| !token.is_space()) {
            let sentence = token.sentence().index();
            match pieces.last_mut() {
                Some((last, piece)) if *last == sentence => *piece = piece.hull(token.span()),
                _ => pieces.push((sentence, token.span())),
            }
        }
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }
}

/// A pull quote only repeats what the text says; a byline says nothing of what happened.
const fn is_told(kind: BlockKind) -> bool {
    !matches!(
        kind,
        BlockKind::Furniture | BlockKind::PullQuote | BlockKind::Byline | BlockKind::Dateline
    )
}
