//! What the tests of this folder share.

use ascribe_text::Span;

use super::{Place, Scores, State};
use crate::draft::{Draft, RawToken};
use crate::lexeme::Lexeme;

/// Scores that follow from nothing but a seed and the number of steps taken. Checks at every step
/// that the state does not look behind its horizon.
pub(super) struct Noise {
    seed: u64,
    features: usize,
    scores: Vec<f32>,
}

impl Noise {
    pub(super) fn new(seed: u64, features: usize, actions: usize) -> Self {
        Self {
            seed,
            features,
            scores: vec![0.0; actions],
        }
    }
}

impl Scores for Noise {
    fn scores<S: State>(&mut self, state: &S) -> &[f32] {
        let mut places = vec![Place::NONE; self.features];
        state.context(&mut places);
        let mut tokens = places.into_iter().filter_map(Place::get);
        assert!(tokens.all(|token| state.horizon() <= token as usize));
        for score in &mut self.scores {
            self.seed = self
                .seed
                .wrapping_mul(0x5851_f42d_4c95_7f2d)
                .wrapping_add(0x1405_7b7e_f767_814f);
            *score = (self.seed >> 40) as f32;
        }
        &self.scores
    }
}

/// A draft with one token for each `is_space`.
pub(super) fn draft_of(spaces: &[bool]) -> Draft {
    let token = |(index, &is_space): (usize, &bool)| {
        let lexeme = Lexeme {
            orth: 0,
            norm: 0,
            lower: 0,
            prefix: 0,
            suffix: 0,
            shape: 0,
            is_space,
        };
        RawToken {
            span: Span::new(index, index + 1),
            space: false,
            lexeme,
        }
    };
    Draft::new(spaces.iter().enumerate().map(token).collect())
}
