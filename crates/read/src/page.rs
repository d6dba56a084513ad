//! What every format hands on: text, its parts, and what the page says of itself.

use ascribe_model::{BlockKind, Note, Published};
use ascribe_text::{SourceMap, Span, Text};

/// One page as a format read it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The visible text.
    pub(crate) text: String,
    /// From the text back to the source bytes.
    pub(crate) map: SourceMap,
    /// The encoding's label in the WHATWG standard, in small letters.
    pub(crate) encoding: &'static str,
    /// The parts in order, without white space at their ends.
    pub(crate) parts: Vec<Part>,
    /// When the page says that it was published.
    pub(crate) published: Option<Published>,
    /// Where it says that it was published.
    pub(crate) url: Option<String>,
    /// Who, as it says, published it.
    pub(crate) outlet: Option<String>,
    /// The language that it declares, as a BCP 47 tag.
    pub(crate) language: Option<String>,
    /// The language that it says it was translated from, as a BCP 47 tag.
    pub(crate) translated_from: Option<String>,
    /// What the user should know.
    pub(crate) notes: Vec<Note>,
}

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its words. Invariant: not empty, no white space at the ends.
    pub(crate) span: Span<Text>,
    /// What part of the page it is.
    pub(crate) kind: BlockKind,
    /// Who speaks in it.
    pub(crate) speaker: Option<Span<Text>>,
    /// Why it is furniture.
    pub(crate) reason: Option<&'static str>,
}

impl Page {
    /// A page without text, with a note that says why.
    pub(crate) fn empty(encoding: &'static str, note: Note) -> Self {
        Self {
            encoding,
            notes: vec![note],
            ..Self::default()
        }
    }

    /// The page as it is in the file that it was wrapped in, of which `outer` maps the wrapping's
    /// text to the source.
    pub(crate) fn wrapped_in(self, outer: &SourceMap) -> Self {
        Self {
            map: self.map.through(outer),
            ..self
        }
    }

    /// Drops what stands behind the first `most` bytes of the text.
    pub(crate) fn cut(&mut self, most: usize) {
        let length = self.text.floor_char_boundary(most);
        self.text.truncate(length);
        self.map = std::mem::take(&mut self.map).cut(length);
        self.parts.retain(|part| part.span.start() < length);
        if let Some(last) = self.parts.last_mut() {
            let end = last.span.end().min(length);
            last.span = Span::new(last.span.start(), end).trimmed(&self.text);
        }
    }
}

impl Part {
    /// A part without speaker or reason.
    pub(crate) const fn new(kind: BlockKind, span: Span<Text>) -> Self {
        Self {
            span,
            kind,
            speaker: None,
            reason: None,
        }
    }

    /// A part that belongs to the page and not to the report.
    pub(crate) const fn furniture(span: Span<Text>, reason: &'static str) -> Self {
        Self {
            span,
            kind: BlockKind::Furniture,
            speaker: None,
            reason: Some(reason),
        }
    }
}

/// A note about the page as a whole.
pub(crate) fn note(code: &'static str, message: impl Into<String>) -> Note {
    Note {
        code,
        message: message.into(),
        span: None,
    }
}
