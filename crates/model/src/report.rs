//! A report as it was read: its text, its blocks, and what is known of its origin.

use std::sync::Arc;

use ascribe_text::{SourceMap, Span, Text};
use jiff::civil::Date;

use crate::names::named;
use crate::{BlockId, Note};

/// One document as published.
#[derive(Debug, Clone)]
pub struct Report {
    /// The file it came from.
    pub source: SourceFile,
    /// The visible text, title first, not normalised.
    pub text: Arc<str>,
    /// From the text back to the bytes of the source.
    pub map: SourceMap,
    /// The text's parts. Invariant: they cover the text in order, without gaps or overlaps.
    pub blocks: Vec<Block>,
    /// Where it was published, if known.
    pub url: Option<String>,
    /// Who published it, if known.
    pub outlet: Option<String>,
    /// The title's words, if there is one.
    pub title: Option<Span<Text>>,
    /// The line that names the author, if there is one.
    pub byline: Option<Span<Text>>,
    /// When it was published, if known; never guessed from today's clock.
    pub published: Option<Published>,
    /// The language as a BCP 47 tag, if told.
    pub language: Option<String>,
    /// The language it was translated from, where the page says so.
    pub translated_from: Option<String>,
    /// What the reader met on the way.
    pub notes: Vec<Note>,
}

/// The bytes that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// SHA-256 of the report's own bytes, 64 hexadecimal digits: the report's identity.
    pub sha256: String,
    /// `text/plain`, `text/html`...
    pub media_type: &'static str,
    /// The character encoding's name as in the WHATWG standard.
    pub encoding: &'static str,
    /// How many bytes there are.
    pub bytes: usize,
    /// Where in its input they begin: 0 but for an input that holds many reports.
    pub start: usize,
}

/// One part of a report's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its place in the list of blocks.
    pub id: BlockId,
    /// What it covers, the white space up to the next block included.
    pub span: Span<Text>,
    /// What part of the page it is.
    pub kind: BlockKind,
    /// Who speaks in it, as the page writes it; for questions and answers.
    pub speaker: Option<Span<Text>>,
    /// Why it is taken for furniture.
    pub reason: Option<&'static str>,
}

named! {
    /// The part that a block plays on its page. No finding starts in furniture.
    pub enum BlockKind {
        /// The headline.
        Title = "title",
        /// "KABUL, 4 March (Agency) --".
        Dateline = "dateline",
        /// Who wrote it.
        Byline = "byline",
        /// Running text.
        Paragraph = "paragraph",
        /// An interviewer's question.
        Question = "question",
        /// An interviewee's answer.
        Answer = "answer",
        /// Words repeated from the text to catch the eye.
        PullQuote = "pull_quote",
        /// Words under a picture.
        Caption = "caption",
        /// One item of a list.
        ListItem = "list_item",
        /// Tabular matter.
        Table = "table",
        /// What belongs to the page and not to the report: share buttons, teasers, tags.
        Furniture = "furniture",
    }
}

/// When a report was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub value: Date,
    /// How that is known.
    pub known_from: KnownFrom,
    /// The words that say so, where they stand in the text.
    pub span: Option<Span<Text>>,
}

named! {
    /// How the day of publication is known.
    pub enum KnownFrom {
        /// The user said so.
        Argument = "argument",
        /// The page's metadata say so.
        Metadata = "metadata",
        /// The report's dateline says so.
        Dateline = "dateline",
    }
}

impl Report {
    /// The block that holds the byte at `offset`.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let after = self
            .blocks
            .partition_point(|block| block.span.start() <= offset);
        self.blocks[..after]
            .last()
            .filter(|block| block.span.covers(offset))
    }
}
