//! A stretch of a page's text that its markup sets apart, before anyone has said what it is.

use ascribe_text::Span;

use super::tokens::Markup;

/// One block's words, and where they stand in the markup.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Its text. Invariant: not empty, no white space at the ends, white space within collapsed.
    pub(super) words: String,
    /// Where the words come from, in order; their lengths add up to that of the words.
    pub(super) pieces: Vec<Piece>,
    /// How many of its bytes are links, white space aside.
    pub(super) linked: usize,
    /// What the markup says of its place.
    pub(super) context: Context,
}

/// Where a stretch of words comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// It stands in the markup as it is.
    Verbatim(Span<Markup>),
    /// So many bytes that stand for a part of the markup.
    Decoded(usize, Span<Markup>),
    /// So many bytes that were added, or whose place is not known.
    Added(usize),
}

/// What the elements around a block say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// What the nearest element that tells makes of it.
    pub(super) part: Part,
    /// Why it may belong to the page and not to the article.
    pub(super) furniture: Option<&'static str>,
    /// Whether it stands in an element for articles.
    pub(super) in_article: bool,
    /// Whether it is within quoted matter.
    pub(super) quoted: bool,
    /// Whether it is hidden until something happens.
    pub(super) hidden: bool,
    /// The number of its table from 1, or 0.
    pub(super) table: u32,
    /// The number of its row on the page from 1, or 0.
    pub(super) row: u32,
    /// Whether its white space counts.
    pub(super) preformatted: bool,
}

/// The part that the markup says a block plays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// None in particular.
    #[default]
    Text,
    Heading(u8),
    Item,
    Cell,
    Caption,
    /// Who wrote it.
    Byline,
    /// When it was written.
    Date,
}

impl Block {
    /// A block of words whose place in the markup is not known.
    pub(super) fn unmapped(words: String) -> Self {
        Self {
            pieces: vec![Piece::Added(words.len())],
            words,
            ..Self::default()
        }
    }

    /// Adds words that stand in the markup at `span`.
    pub(super) fn verbatim(&mut self, words: &str, span: Span<Markup>) {
        self.words.push_str(words);
        if let Some(Piece::Verbatim(last)) = self.pieces.last_mut()
            && last.end() == span.start()
        {
            *last = last.hull(span);
        } else {
            self.pieces.push(Piece::Verbatim(span));
        }
    }

    /// Adds a character for which `span` stands.
    pub(super) fn decoded(&mut self, character: char, span: Span<Markup>) {
        self.words.push(character);
        let length = character.len_utf8();
        self.pieces.push(Piece::Decoded(length, span));
    }

    /// Adds words that stand nowhere.
    pub(super) fn added(&mut self, words: &str) {
        self.words.push_str(words);
        self.pieces.push(Piece::Added(words.len()));
    }

    /// Puts another block's words behind its own.
    pub(super) fn join(&mut self, between: &str, other: &Self) {
        self.added(between);
        self.words.push_str(&other.words);
        self.pieces.extend_from_slice(&other.pieces);
        self.linked += other.linked;
    }

    /// The share of its bytes that are links, white space aside.
    pub(super) fn link_density(&self) -> f32 {
        let bytes = self.words.bytes();
        let solid = bytes.filter(|byte| !byte.is_ascii_whitespace()).count();
        self.linked as f32 / solid.max(1) as f32
    }

    /// Leaves out white space at the end.
    pub(super) fn trim_end(&mut self) {
        let length = self.words.trim_end().len();
        self.truncate(length);
    }

    /// Leaves only the first `length` bytes, which end with a character.
    pub(super) fn truncate(&mut self, length: usize) {
        while length < self.words.len() {
            let Some(last) = self.pieces.pop() else {
                return;
            };
            let start = self.words.len() - last.len();
            self.words.truncate(start.max(length));
            if start < length
                && let Some(kept) = last.head(length - start)
            {
                self.pieces.push(kept);
            }
        }
    }
}

impl Piece {
    pub(super) fn len(self) -> usize {
        match self {
            Self::Verbatim(span) => span.len(),
            Self::Decoded(length, _) | Self::Added(length) => length,
        }
    }

    /// Its first `length` bytes.
    fn head(self, length: usize) -> Option<Self> {
        match self {
            Self::Verbatim(span) => Some(Self::Verbatim(Span::new(
                span.start(),
                span.start() + length,
            ))),
            Self::Added(_) => Some(Self::Added(length)),
            Self::Decoded(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_pieces_join() {
        let mut block = Block::default();
        block.verbatim("a ", Span::new(3, 5));
        block.verbatim("b", Span::new(5, 6));
        block.decoded('&', Span::new(6, 11));
        assert_eq!(block.pieces.len(), 2);
        block.truncate(2);
        assert_eq!(block.pieces, [Piece::Verbatim(Span::new(3, 5))]);
        block.trim_end();
        assert_eq!(block.words, "a");
    }
}
