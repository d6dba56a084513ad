//! A token's vector takes in those of its neighbours, a few times over.

use std::ops::Range;

use ascribe_nn::{LayerNorm, Matrix, Maxout};

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
    layers: Vec<(Maxout, LayerNorm)>,
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
        let shape = [width, settings.pieces, width * (2 * window + 1)];
        let layers = nodes
            .iter()
            .map(|&nodes| layer(network, nodes, shape))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            layers,
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

    /// The rows of every draft: all are kept apart by as many rows as the network can see.
    pub(super) fn place(&self, batch: &[Draft]) -> Vec<Range<usize>> {
        let mut next = self.margin();
        let place = |draft: &Draft| {
            let range = next..next + draft.len();
            next = range.end + if draft.len() > 0 { self.reach() } else { 0 };
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
        for (maxout, norm) in &self.layers {
            maxout.apply(matrix.values(), self.width, output.values_mut());
            norm.apply(output.values_mut());
            let start = self.window * self.width;
            let rows = &mut matrix.values_mut()[start..][..output.values().len()];
            rows.iter_mut()
                .zip(output.values())
                .for_each(|(value, change)| *value += change);
        }
    }
}

/// A maxout layer of the shape (outputs, pieces, inputs) and the norm after it.
pub(super) fn layer(
    network: &Network,
    (maxout, norm): (usize, usize),
    shape: [usize; 3],
) -> Result<(Maxout, LayerNorm), Error> {
    Ok((
        network.maxout(maxout, shape)?,
        network.layer_norm(norm, shape[0])?,
    ))
}
