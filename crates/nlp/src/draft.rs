//! A stretch of text on its way through the components.

use ascribe_text::{Span, Text};

use crate::labels::Label;
use crate::lexeme::Lexeme;

/// Whether a token begins a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SentenceStart {
    /// No component has said so yet.
    #[default]
    Unknown,
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// One token as the tokenizer leaves it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawToken {
    /// Where it stands in the whole text (also when only a stretch of it is analysed).
    pub(crate) span: Span<Text>,
    /// Whether one ASCII space follows, which is then part of no token.
    pub(crate) space: bool,
    /// What depends on the word form alone, the norm of a tokenizer exception included.
    pub(crate) lexeme: Lexeme,
}

/// A named stretch, in token indices of its draft, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntitySpan {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) label: Label,
}

/// A label for a stretch that is not exclusive of others (`spancat`), with its score (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ScoredSpan {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) label: Label,
    pub(crate) score: f32,
}

/// One sequence for the networks: the tokens of one stretch of text, and the layers that the
/// components fill one after the other. Every layer has one value a token from the start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) tokens: Vec<RawToken>,
    pub(crate) tags: Vec<Label>,
    pub(crate) parts_of_speech: Vec<Label>,
    pub(crate) morphs: Vec<Label>,
    pub(crate) lemmas: Lemmas,
    /// The index of each token's head; its own where it is a root or has none yet.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<Label>,
    pub(crate) sentence_starts: Vec<SentenceStart>,
    pub(crate) entities: Vec<EntitySpan>,
    /// Text categories with their scores (0 to 1).
    pub(crate) categories: Vec<(Label, f32)>,
    pub(crate) spans: Vec<ScoredSpan>,
    /// Every token's vector, one after the other, where the pipeline keeps them.
    pub(crate) vectors: Vec<f32>,
}

/// The lemmas of a draft in one allocation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lemmas {
    arena: String,
    ends: Vec<u32>,
}

impl Draft {
    /// A draft whose layers are still empty.
    pub(crate) fn new(tokens: Vec<RawToken>) -> Self {
        let count = tokens.len();
        Self {
            tags: vec![Label::default(); count],
            parts_of_speech: vec![Label::default(); count],
            morphs: vec![Label::default(); count],
            heads: (0..count)
                .map(|index| u32::try_from(index).expect("offsets fit 32 bits"))
                .collect(),
            relations: vec![Label::default(); count],
            sentence_starts: vec![SentenceStart::Unknown; count],
            tokens,
            ..Self::default()
        }
    }

    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }
}

impl Lemmas {
    /// Appends the next token's lemma.
    pub(crate) fn push(&mut self, lemma: &str) {
        self.arena.push_str(lemma);
        self.ends.push(
            u32::try_from(self.arena.len()).expect("lemmas are no longer than the text by much"),
        );
    }

    /// The lemma of token `index`, empty where no component assigned any.
    pub(crate) fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.arena[start as usize..end as usize]
    }
}
