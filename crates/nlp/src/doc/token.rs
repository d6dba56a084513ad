//! One token of a document, and the ways from it to others.
//!
//! This module does not know how the annotation came about.

use ascribe_text::{Span, Text};

use super::{Annotation, Doc, Sentence, TokenId};

/// One token of a [`Doc`], with its neighbours within reach: spaCy's `Token` (`spacy/tokens/token.pyx`).
///
/// Layers that no component of the pipeline fills are empty strings; without a parser, every token is
/// a root.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    doc: &'d Doc,
    id: TokenId,
}

impl<'d> Token<'d> {
    pub(super) fn new(doc: &'d Doc, id: TokenId) -> Self {
        Self { doc, id }
    }

    /// Its place in the document: spaCy's `Token.i`.
    #[must_use]
    pub fn id(self) -> TokenId {
        self.id
    }

    /// The document it belongs to.
    #[must_use]
    pub fn doc(self) -> &'d Doc {
        self.doc
    }

    /// Where it stands in the text, in bytes. spaCy's `Token.idx` counts code points:
    /// [`CharMap`](crate::CharMap).
    #[must_use]
    pub fn span(self) -> Span<Text> {
        self.annotation().span
    }

    /// Its characters: spaCy's `Token.text`.
    #[must_use]
    pub fn text(self) -> &'d str {
        self.span().slice(&self.doc.text)
    }

    /// Whether one ASCII space follows, which is no token: spaCy's `Token.whitespace_`.
    #[must_use]
    pub fn has_space(self) -> bool {
        self.annotation().space
    }

    /// Whether it consists of white space: spaCy's `Token.is_space`.
    #[must_use]
    pub fn is_space(self) -> bool {
        self.annotation().is_space
    }

    /// The fine-grained tag, `VBD`, `NNP`...: spaCy's `Token.tag_`.
    #[must_use]
    pub fn tag(self) -> &'d str {
        self.doc.labels.name(self.annotation().tag)
    }

    /// The Universal Dependencies part of speech, `VERB`, `PROPN`...: spaCy's `Token.pos_`.
    #[must_use]
    pub fn pos(self) -> &'d str {
        self.doc.labels.name(self.annotation().part_of_speech)
    }

    /// Morphological features in Universal Dependencies form, `Number=Sing|Person=3`, or empty: spaCy's
    /// `Token.morph`.
    #[must_use]
    pub fn morph(self) -> &'d str {
        self.doc.labels.name(self.annotation().morph)
    }

    /// The base form: spaCy's `Token.lemma_`.
    #[must_use]
    pub fn lemma(self) -> &'d str {
        let range = &self.annotation().lemma;
        &self.doc.lemmas[range.start as usize..range.end as usize]
    }

    /// The relation to its head, `nsubj`, `dobj`..., `ROOT` for a sentence's root: spaCy's `Token.dep_`.
    #[must_use]
    pub fn dep(self) -> &'d str {
        self.doc.labels.name(self.annotation().relation)
    }

    /// What it depends on, in the same sentence; itself where it is a root: spaCy's `Token.head`.
    #[must_use]
    pub fn head(self) -> Token<'d> {
        Token {
            doc: self.doc,
            id: self.annotation().head,
        }
    }

    /// Whether it is the root of its sentence.
    #[must_use]
    pub fn is_root(self) -> bool {
        self.annotation().head == self.id
    }

    /// The tokens that depend on it directly, in the order of the text: spaCy's `Token.children`.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator {
        let range = &self.annotation().children;
        let ids = &self.doc.children[range.start as usize..range.end as usize];
        let doc = self.doc;
        ids.iter().map(move |&id| Token { doc, id })
    }

    /// Its heads, from the nearest to the root; none where it is a root: spaCy's `Token.ancestors`.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> {
        let above = |token: &Token<'d>| (!token.is_root()).then(|| token.head());
        std::iter::successors(above(&self), above)
    }

    /// It and all that depends on it, directly or not, in order of the text: spaCy's `Token.subtree`.
    /// It need not be without gaps.
    #[must_use]
    pub fn subtree(self) -> Vec<Token<'d>> {
        let mut found = vec![self];
        let mut next = 0;
        while next < found.len() {
            found.extend(found[next].children());
            next += 1;
        }
        found.sort_unstable_by_key(|token| token.id);
        found
    }

    /// From the first byte of its subtree to the last, gaps and all: spaCy's `Token.left_edge` to
    /// `Token.right_edge`.
    #[must_use]
    pub fn subtree_span(self) -> Span<Text> {
        self.subtree()
            .iter()
            .fold(self.span(), |hull, token| hull.hull(token.span()))
    }

    /// The kind of name it is part of, `PERSON`, `GPE`..., empty where it is part of none: spaCy's
    /// `Token.ent_type_`.
    #[must_use]
    pub fn entity_kind(self) -> &'d str {
        self.doc.labels.name(self.annotation().entity_kind)
    }

    /// Whether a name begins with it: spaCy's `Token.ent_iob_` is `B`.
    #[must_use]
    pub fn begins_entity(self) -> bool {
        self.annotation().begins_entity
    }

    /// The sentence it stands in: spaCy's `Token.sent`.
    #[must_use]
    pub fn sentence(self) -> Sentence<'d> {
        Sentence {
            doc: self.doc,
            index: self.annotation().sentence,
        }
    }

    /// Whether a sentence begins with it: spaCy's `Token.is_sent_start`.
    #[must_use]
    pub fn begins_sentence(self) -> bool {
        self.doc.sentences[self.annotation().sentence as usize].start == self.id.0
    }

    /// The token before it in the text: spaCy's `Token.nbor(-1)`; none before the first.
    #[must_use]
    pub fn previous(self) -> Option<Token<'d>> {
        Some(Token {
            doc: self.doc,
            id: TokenId(self.id.0.checked_sub(1)?),
        })
    }

    /// The token after it in the text: spaCy's `Token.nbor()`; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Token<'d>> {
        let next = self.id.index() + 1;
        (next < self.doc.len()).then(|| Token {
            doc: self.doc,
            id: TokenId::new(next),
        })
    }

    fn annotation(self) -> &'d Annotation {
        &self.doc.tokens[self.id.index()]
    }
}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{:?}", self.id.0, self.text())
    }
}
