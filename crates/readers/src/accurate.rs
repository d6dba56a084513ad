//! The accurate reader's network: a pretrained encoder, trained on, over pieces of words.
//!
//! A word's row is that of its first piece.

use ascribe_encode::{Encoder, Error, Weights, WordPieces};
use ascribe_nlp::Doc;
use ascribe_nn::Matrix;

use crate::flags::{self, Flags};
use crate::network::{Input, Network};
use crate::windows::{Limits, Window};
use crate::words::Words;

/// No word has more pieces.
const MOST_PIECES: usize = 12;

/// Pieces around a window's own: one before and one after.
const EDGES: usize = 2;

#[derive(Debug)]
pub(crate) struct Accurate {
    pieces: WordPieces,
    encoder: Encoder,
    /// What is added to a piece's row for each flag of its word.
    flags: Matrix,
}

/// Pieces and flags of every word.
#[derive(Debug)]
pub(crate) struct Features {
    pub(crate) pieces: Vec<Vec<u32>>,
    pub(crate) flags: Vec<Flags>,
}

impl Accurate {
    /// The length of a row.
    pub(crate) const WIDTH: usize = Encoder::WIDTH;

    /// The network for windows with those limits, in pieces.
    ///
    /// # Errors
    /// If an array is missing or of another shape, or does not go with the limits.
    pub(crate) fn load(weights: &Weights<'_>, limits: Limits) -> Result<Self, Error> {
        let network = Self {
            pieces: WordPieces::load(weights)?,
            encoder: Encoder::load(weights)?,
            flags: weights.matrix("network.flags", Encoder::WIDTH)?,
        };
        match network.misfit(limits) {
            Some(what) => Err(Error::corrupt(what)),
            None => Ok(network),
        }
    }

    /// What does not go together.
    fn misfit(&self, limits: Limits) -> Option<&'static str> {
        if limits.budget < limits.context + MOST_PIECES {
            Some("a window has no room for a word beside its context")
        } else if self.encoder.most_pieces() < limits.budget + EDGES {
            Some("a window has more pieces than there are places")
        } else if self.encoder.vocabulary() != self.pieces.count() {
            Some("the vocabulary has more or fewer pieces than there are rows")
        } else if self.flags.rows() != flags::ROWS {
            Some("there are more or fewer rows than flags")
        } else {
            None
        }
    }

    fn add_flags(&self, flags: Flags, row: &mut [f32]) {
        for flag in flags {
            let values = self.flags.row(usize::from(flag));
            row.iter_mut()
                .zip(values)
                .for_each(|(sum, value)| *sum += value);
        }
    }
}

impl Network for Accurate {
    type Features = Features;

    fn input(&self, doc: &Doc) -> Input<Features> {
        let words = Words::of_characters(doc);
        let pieces = |span: &ascribe_text::Span<_>| {
            let word = span.slice(doc.text());
            self.pieces.of(word, MOST_PIECES)
        };
        let pieces: Vec<_> = words.spans.iter().map(pieces).collect();
        Input {
            sizes: pieces.iter().map(Vec::len).collect(),
            features: Features {
                flags: flags::of(doc.text(), &words),
                pieces,
            },
            words,
        }
    }

    fn rows(&self, input: &Input<Features>, window: Window) -> Matrix {
        let features = &input.features;
        let [first, last] = self.pieces.edges();
        let mut pieces = vec![first];
        pieces.extend(features.pieces[window.words()].iter().flatten());
        pieces.push(last);
        let mut rows = self.encoder.embed(&pieces);
        let mut at = 1;
        for word in window.words() {
            for _ in &features.pieces[word] {
                self.add_flags(features.flags[word], rows.row_mut(at));
                at += 1;
            }
        }
        self.encoder.encode(&mut rows);
        let mut at = 1;
        let mut of_words = Matrix::zeros(window.len(), Self::WIDTH);
        for (place, word) in window.words().enumerate() {
            of_words.row_mut(place).copy_from_slice(rows.row(at));
            at += features.pieces[word].len();
        }
        of_words
    }
}
