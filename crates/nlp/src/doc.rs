//! An annotated text.
//!
//! This module does not know how the annotation came about.

mod token;

use std::ops::Range;
use std::sync::Arc;

use ascribe_text::{Span, Text};

use crate::draft::{Draft, SentenceStart};
use crate::labels::{Label, Labels};
use crate::noun_chunks;

pub use token::Token;

/// A token's place in its [`Doc`], counted from 0: spaCy's `Token.i`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(u32);

/// A text with its tokens, sentences, trees and names: spaCy's `Doc` (`spacy/tokens/doc.pyx`).
///
/// Tokens are in order, do not overlap, and rebuild the text with the gaps between them. Every token
/// belongs to one sentence, and its head to the same one. Names do not overlap.
///
/// ```
/// use ascribe_nlp::Span;
/// use ascribe_nlp::testing::doc_from_table;
/// let doc = doc_from_table("Rain fell. Élan won.", "Rain rain NOUN NN 2 nsubj
///                                                   fell fall VERB VBD 0 ROOT
///                                                   . . PUNCT . 2 punct
///
///                                                   Élan Élan PROPN NNP 2 nsubj B-ORG
///                                                   won win VERB VBD 0 ROOT
///                                                   . . PUNCT . 2 punct");
/// assert_eq!((doc.len(), doc.sentences().len()), (6, 2));
/// let name = doc.entities().next().expect("Élan is one");
/// assert_eq!(name.span(), Span::new(11, 16)); // bytes: É has two
/// assert_eq!(doc.tokens_in(Span::new(6, 12)).count(), 3); // `ll. ` and a byte of `Élan`
/// ```
#[derive(Debug, Clone)]
pub struct Doc {
    text: Arc<str>,
    labels: Arc<Labels>,
    tokens: Vec<Annotation>,
    lemmas: String,
    /// Ids of the children of all tokens; `Annotation::children` points into it.
    children: Vec<TokenId>,
    sentences: Vec<Range<u32>>,
    entities: Vec<Range<u32>>,
    /// The draft (stretch of text) each token came from ends before this token.
    stretches: Vec<Range<u32>>,
    categories: Vec<(Label, f32)>,
    spans: Vec<(Range<u32>, Label, f32)>,
    /// A vector for every token or for none, one after the other.
    vectors: Vec<f32>,
}

#[derive(Debug, Clone)]
struct Annotation {
    span: Span<Text>,
    space: bool,
    is_space: bool,
    tag: Label,
    part_of_speech: Label,
    morph: Label,
    relation: Label,
    entity_kind: Label,
    begins_entity: bool,
    head: TokenId,
    lemma: Range<u32>,
    children: Range<u32>,
    sentence: u32,
}

/// One sentence of a [`Doc`], never empty: an item of spaCy's `Doc.sents`.
#[derive(Clone, Copy)]
pub struct Sentence<'d> {
    doc: &'d Doc,
    index: u32,
}

/// A named stretch of a [`Doc`], a person, a place, a date..., never empty: an item of spaCy's `Doc.ents`.
#[derive(Clone, Copy)]
pub struct Entity<'d> {
    doc: &'d Doc,
    index: u32,
}

impl TokenId {
    /// The id of the token at `index`.
    ///
    /// # Panics
    /// If `index` does not fit 32 bits.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("offsets fit 32 bits"))
    }

    /// The token's place in its document, counted from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl Doc {
    /// Joins the drafts of one text, in order.
    pub(crate) fn join(text: Arc<str>, labels: Arc<Labels>, drafts: &[Draft]) -> Self {
        let mut doc = Self {
            text,
            labels,
            tokens: Vec::with_capacity(drafts.iter().map(Draft::len).sum()),
            lemmas: String::new(),
            children: Vec::new(),
            sentences: Vec::new(),
            entities: Vec::new(),
            stretches: Vec::new(),
            categories: Vec::new(),
            spans: Vec::new(),
            vectors: Vec::new(),
        };
        for draft in drafts {
            doc.append(draft);
        }
        doc.link_children();
        doc
    }

    fn append(&mut self, draft: &Draft) {
        let base = TokenId::new(self.tokens.len()).0;
        for index in 0..draft.len() {
            if index == 0 || draft.sentence_starts[index] == SentenceStart::Yes {
                let at = base + TokenId::new(index).0;
                self.sentences.push(at..at);
            }
            let annotation = self.annotation(draft, index, base);
            self.tokens.push(annotation);
            self.sentences
                .last_mut()
                .expect("the first token begins a sentence")
                .end += 1;
        }
        for entity in &draft.entities {
            let range = base + entity.start..base + entity.end;
            for at in range.clone() {
                let token = &mut self.tokens[at as usize];
                token.entity_kind = entity.label;
                token.begins_entity = at == range.start;
            }
            self.entities.push(range);
        }
        if draft.len() > 0 {
            self.stretches.push(base..TokenId::new(self.tokens.len()).0);
        }
        self.vectors.extend(&draft.vectors);
        self.categories.extend(&draft.categories);
        let spans = draft.spans.iter();
        self.spans
            .extend(spans.map(|span| (base + span.start..base + span.end, span.label, span.score)));
    }

    fn annotation(&mut self, draft: &Draft, index: usize, base: u32) -> Annotation {
        let raw = draft.tokens[index];
        let lemma_start = TokenId::new(self.lemmas.len()).0;
        self.lemmas.push_str(draft.lemmas.get(index));
        Annotation {
            span: raw.span,
            space: raw.space,
            is_space: raw.lexeme.is_space,
            tag: draft.tags[index],
            part_of_speech: draft.parts_of_speech[index],
            morph: draft.morphs[index],
            relation: draft.relations[index],
            entity_kind: Label::default(),
            begins_entity: false,
            head: TokenId(base + draft.heads[index]),
            lemma: lemma_start..TokenId::new(self.lemmas.len()).0,
            children: 0..0,
            sentence: TokenId::new(self.sentences.len() - 1).0,
        }
    }

    /// Lists every token's children, in the order of the text.
    fn link_children(&mut self) {
        let mut counts = vec![0u32; self.tokens.len()];
        let is_child = |index: usize, token: &Annotation| token.head.index() != index;
        for (index, token) in self.tokens.iter().enumerate() {
            counts[token.head.index()] += u32::from(is_child(index, token));
        }
        let mut next = 0;
        for (token, count) in self.tokens.iter_mut().zip(&counts) {
            token.children = next..next;
            next += count;
        }
        self.children = vec![TokenId(0); next as usize];
        for index in 0..self.tokens.len() {
            if is_child(index, &self.tokens[index]) {
                let head = self.tokens[index].head.index();
                let slot = &mut self.tokens[head].children.end;
                self.children[*slot as usize] = TokenId::new(index);
                *slot += 1;
            }
        }
    }

    /// The annotated text, as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are no tokens.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at `id`.
    ///
    /// # Panics
    /// If `id` is of another, longer document.
    #[must_use]
    pub fn token(&self, id: TokenId) -> Token<'_> {
        assert!(
            id.index() < self.tokens.len(),
            "token {} of {}",
            id.0,
            self.tokens.len()
        );
        Token::new(self, id)
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        self.range(0..TokenId::new(self.tokens.len()).0)
    }

    /// The tokens that share a byte with `span`, in order. spaCy's `Doc.char_span` with
    /// `alignment_mode="expand"`, in bytes; found in time that grows with the logarithm of the text.
    pub fn tokens_in(
        &self,
        span: Span<Text>,
    ) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        let start = self
            .tokens
            .partition_point(|token| token.span.end() <= span.start());
        let end = self
            .tokens
            .partition_point(|token| token.span.start() < span.end())
            .max(start);
        self.range(TokenId::new(start).0..TokenId::new(end).0)
    }

    /// All sentences, in order.
    pub fn sentences(&self) -> impl DoubleEndedIterator<Item = Sentence<'_>> + ExactSizeIterator {
        (0..TokenId::new(self.sentences.len()).0).map(|index| Sentence { doc: self, index })
    }

    /// All named stretches, in order.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = Entity<'_>> + ExactSizeIterator {
        (0..TokenId::new(self.entities.len()).0).map(|index| Entity { doc: self, index })
    }

    /// Noun phrases without what follows their head, as spaCy's `Doc.noun_chunks`
    /// (`lang/en/syntax_iterators.py`): ranges of tokens, in order, none within another. English ones, and
    /// only where a parser has been.
    pub fn noun_chunks(&self) -> Vec<Range<TokenId>> {
        noun_chunks::noun_chunks(self)
    }

    /// The stretches that were analysed apart from one another, as ranges of tokens: one, unless the
    /// document is of [`Pipeline::annotate_stretches`](crate::Pipeline::annotate_stretches). One without
    /// tokens is left out.
    pub fn stretches(&self) -> impl Iterator<Item = Range<TokenId>> + '_ {
        self.stretches
            .iter()
            .map(|range| TokenId(range.start)..TokenId(range.end))
    }

    /// Text categories with their scores (0 to 1), where the pipeline has a `textcat`: spaCy's `Doc.cats`.
    /// Of stretches that were analysed apart, one after the other.
    pub fn categories(&self) -> impl Iterator<Item = (&str, f32)> + '_ {
        self.categories
            .iter()
            .map(|&(label, score)| (self.labels.name(label), score))
    }

    /// Labelled stretches with their scores (0 to 1), where the pipeline has a `spancat`: what
    /// spaCy has in `Doc.spans`. They may overlap.
    pub fn spans(&self) -> impl Iterator<Item = (Range<TokenId>, &str, f32)> + '_ {
        self.spans.iter().map(|(range, label, score)| {
            (
                TokenId(range.start)..TokenId(range.end),
                self.labels.name(*label),
                *score,
            )
        })
    }

    /// The vector of a token that the pipeline's components share: its row of spaCy's `Doc.tensor`, as
    /// wide as the pipeline's `tok2vec` (96 in `en_core_web_sm`). `None` unless the pipeline was
    /// [`keeping_vectors`](crate::Pipeline::keeping_vectors), and where there is no such token.
    #[must_use]
    pub fn vector(&self, id: TokenId) -> Option<&[f32]> {
        let width = self.vectors.len().checked_div(self.tokens.len())?;
        let vector = self
            .vectors
            .get(id.index() * width..(id.index() + 1) * width)?;
        (0 < width).then_some(vector)
    }

    /// From the first token's first byte to the last one's last; of an empty range, the place before its
    /// token.
    ///
    /// # Panics
    /// If the range is of another, longer document, or empty at the document's end.
    #[must_use]
    pub fn span_of(&self, tokens: Range<TokenId>) -> Span<Text> {
        let first = self.tokens[tokens.start.index()].span;
        if tokens.is_empty() {
            return Span::new(first.start(), first.start());
        }
        first.hull(self.tokens[tokens.end.index() - 1].span)
    }

    fn range(
        &self,
        range: Range<u32>,
    ) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        range.map(|index| Token::new(self, TokenId(index)))
    }
}

impl<'d> Sentence<'d> {
    /// Its place among the document's sentences, counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// Its tokens, in order.
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator {
        self.doc.range(self.doc.sentences[self.index()].clone())
    }

    /// Its tokens as a range: spaCy's `Span.start` and `Span.end`.
    #[must_use]
    pub fn token_range(self) -> Range<TokenId> {
        let range = &self.doc.sentences[self.index()];
        TokenId(range.start)..TokenId(range.end)
    }

    /// Where it stands in the text, in bytes.
    #[must_use]
    pub fn span(self) -> Span<Text> {
        self.doc.span_of(self.token_range())
    }

    /// The token on which all its others depend; the first one, where a tree has several (a pipeline
    /// without a parser makes each token a root). spaCy's `Span.root`.
    #[must_use]
    pub fn root(self) -> Token<'d> {
        let first = self.doc.token(self.token_range().start);
        self.tokens().find(|token| token.is_root()).unwrap_or(first)
    }
}

impl<'d> Entity<'d> {
    /// The kind of name, of the pipeline's labels: `PERSON`, `NORP`, `ORG`, `GPE`, `LOC`, `DATE`... spaCy's
    /// `Span.label_`.
    #[must_use]
    pub fn kind(self) -> &'d str {
        self.doc.token(self.token_range().start).entity_kind()
    }

    /// Its tokens as a range: spaCy's `Span.start` and `Span.end`.
    #[must_use]
    pub fn token_range(self) -> Range<TokenId> {
        let range = &self.doc.entities[self.index as usize];
        TokenId(range.start)..TokenId(range.end)
    }

    /// Its tokens, in order.
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = Token<'d>> + ExactSizeIterator {
        self.doc
            .range(self.doc.entities[self.index as usize].clone())
    }

    /// Where it stands in the text, in bytes.
    #[must_use]
    pub fn span(self) -> Span<Text> {
        self.doc.span_of(self.token_range())
    }
}
