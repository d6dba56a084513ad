//! A token's vector takes in those of its neighbours, a few times over.

use std::ops::Range;

use ascribe_nn::{LayerNorm, Matrix, WindowMaxout, WindowRoom};

use super::Settings;
use crate::draft::Draft;
use crate::error::Error;
use crate::thinc::Network;

/// spaCy's `MaxoutWindowEncoder`.
///
/// Rows of zeros stand before and after every draft, as many as the network can see. What the
/// layers make of them reaches the draft's first and last tokens, as it does in training.
#[derive(Debug, Clone)]
pub(super) struct WindowEncoder {
    layers: Vec<(WindowMaxout, LayerNorm)>,
    width: usize,
    window: usize,
}

impl WindowEncoder {
    pub(super) fn load(
        settings: &Settings<'_>,
        network: &Network,
        nodes: &[(usize, usize)],
    ) -> Result<Self, Error> {
        let (width, window) = (settings.width, settings.window);
        let layer = |&(maxout, norm): &(usize, usize)| {
            let maxout =
                network.window_maxout(maxout, [width, settings.pieces], [width, window])?;
            Ok((maxout, network.layer_norm(norm, width)?))
        };
        Ok(Self {
            layers: nodes.iter().map(layer).collect::<Result<_, Error>>()?,
            width,
            window,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// How many tokens to each side reach a token's vector.
    fn reach(&self) -> usize {
        self.window * self.layers.len()
    }

    /// The rows of every draft: all are kept apart by as many rows as the network can see, and all
    /// begin an even number of rows apart, since the layers take rows in pairs.
    pub(super) fn place(&self, batch: &[Draft]) -> Vec<Range<usize>> {
        let mut next = self.margin();
        let place = |draft: &Draft| {
            let range = next..next + draft.len();
            if draft.len() > 0 {
                next += (draft.len() + self.reach()).next_multiple_of(2);
            }
            range
        };
        batch.iter().map(place).collect()
    }

    /// Room for rows up to `rows`, and for what stands around them.
    pub(super) fn room(&self, rows: usize) -> Matrix {
        Matrix::zeros(rows + self.margin(), self.width)
    }

    /// Rows before the first draft and after the last: what the network can see, and what the
    /// window over the outermost of those needs.
    fn margin(&self) -> usize {
        self.reach() + self.window
    }

    /// Runs all layers over the rows. The outermost `window` rows stay zero.
    pub(super) fn encode(&self, matrix: &mut Matrix) {
        let inner = matrix.rows().saturating_sub(2 * self.window);
        let mut output = Matrix::zeros(inner, self.width);
        let mut room = WindowRoom::default();
        for (maxout, norm) in &self.layers {
            maxout.apply(matrix.values(), &mut room, output.values_mut());
            norm.apply(output.values_mut());
            let start = self.window * self.width;
            let rows = &mut matrix.values_mut()[start..][..output.values().len()];
            rows.iter_mut()
                .zip(output.values())
                .for_each(|(value, change)| *value += change);
        }
    }
}
