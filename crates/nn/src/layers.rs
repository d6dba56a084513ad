//! The layers between embeddings and scores.

use std::fmt;

use crate::gemm::{Packed, Rows};
use crate::lanes::{LANES, Lanes, Work, run};

/// A linear layer: every output is a weighted sum of the inputs, and a bias.
#[derive(Clone)]
pub struct Affine {
    packed: Packed,
}

/// thinc's `Maxout`: every output is the largest of several weighted sums of the inputs.
#[derive(Clone)]
pub struct Maxout {
    packed: Packed,
}

/// thinc's `LayerNorm`: every row is brought to mean 0 and variance 1, then scaled and shifted by
/// what was learned for each column.
#[derive(Debug, Clone)]
pub struct LayerNorm {
    gain: Vec<f32>,
    /// As long as `gain`.
    bias: Vec<f32>,
    /// Added to the variance, so that a row of equal numbers has one.
    epsilon: f32,
}

impl Affine {
    /// A layer of `outputs` rows of `inputs` weights, and a bias for every output; `None` if there
    /// are more or fewer of them.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], outputs: usize, inputs: usize) -> Option<Self> {
        let fits = outputs.checked_mul(inputs) == Some(weights.len())
            && bias.len() == outputs
            && inputs > 0;
        fits.then(|| Self {
            packed: Packed::affine(weights, bias, outputs, inputs),
        })
    }

    /// The length of a row of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.packed.inputs()
    }

    /// The length of a row of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.packed.outputs()
    }

    /// Computes a row of `output` for every row of `input`.
    ///
    /// # Panics
    /// If the lengths do not go with the layer and each other.
    pub fn apply(&self, input: &[f32], output: &mut [f32]) {
        let count = input.len() / self.inputs();
        assert_eq!(input.len(), count * self.inputs(), "whole rows");
        self.packed.apply(
            Rows {
                values: input,
                stride: self.inputs(),
                count,
            },
            output,
        );
    }
}

impl Maxout {
    /// A layer of `outputs` times `pieces` rows of `inputs` weights, and a bias for each; `None` if
    /// there are more or fewer of them, or more than four pieces.
    #[must_use]
    pub fn new(
        weights: &[f32],
        bias: &[f32],
        outputs: usize,
        pieces: usize,
        inputs: usize,
    ) -> Option<Self> {
        let sums = outputs.checked_mul(pieces)?;
        let fits = sums.checked_mul(inputs)? == weights.len() && bias.len() == sums && inputs > 0;
        if !fits {
            return None;
        }
        Some(Self {
            packed: Packed::maxout(weights, bias, [outputs, pieces, inputs])?,
        })
    }

    /// The length of a row of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.packed.inputs()
    }

    /// The length of a row of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.packed.outputs()
    }

    /// Computes a row of `output` for every row of `input`. Rows begin every `stride` numbers; with
    /// less than [`Maxout::inputs`] they overlap, as windows over a sequence do.
    ///
    /// # Panics
    /// If the rows for `output` are not all there.
    pub fn apply(&self, input: &[f32], stride: usize, output: &mut [f32]) {
        let count = output.len() / self.outputs().max(1);
        self.packed.apply(
            Rows {
                values: input,
                stride,
                count,
            },
            output,
        );
    }
}

impl LayerNorm {
    /// A layer from its parameters; `None` if they differ in length.
    #[must_use]
    pub fn new(gain: &[f32], bias: &[f32]) -> Option<Self> {
        (gain.len() == bias.len()).then(|| Self {
            gain: gain.to_vec(),
            bias: bias.to_vec(),
            epsilon: 1e-8,
        })
    }

    /// The same layer with something else added to the variance than thinc does.
    #[must_use]
    pub fn with_epsilon(self, epsilon: f32) -> Self {
        Self { epsilon, ..self }
    }

    /// The length of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.gain.len()
    }

    /// Normalises every row of `rows` in place.
    pub fn apply(&self, rows: &mut [f32]) {
        run(Normalise { layer: self, rows });
    }
}

struct Normalise<'a> {
    layer: &'a LayerNorm,
    rows: &'a mut [f32],
}

impl Work for Normalise<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self) {
        let width = self.layer.width();
        for row in self.rows.chunks_exact_mut(width.max(1)) {
            let mean = sum::<L>(row, |value| value, |value| value) / width as f32;
            subtract::<L>(row, mean);
            let squares = sum::<L>(row, |lanes| lanes.multiply(lanes), |value| value * value);
            let variance = squares / width as f32 + self.layer.epsilon;
            self.layer.rescale::<L>(row, 1.0 / variance.sqrt());
        }
    }
}

impl LayerNorm {
    /// Multiplies a row with `scale`, then with the gain, and adds the bias.
    #[inline(always)]
    fn rescale<L: Lanes>(&self, row: &mut [f32], scale: f32) {
        let (chunks, rest) = row.as_chunks_mut::<LANES>();
        let (gains, gain) = self.gain.as_chunks::<LANES>();
        let (biases, bias) = self.bias.as_chunks::<LANES>();
        let scales = L::load(&[scale; LANES]);
        for (chunk, (gain, bias)) in chunks.iter_mut().zip(gains.iter().zip(biases)) {
            let scaled = L::load(chunk).multiply(scales).multiply(L::load(gain));
            *chunk = scaled.add(L::load(bias)).store();
        }
        for (value, (gain, bias)) in rest.iter_mut().zip(gain.iter().zip(bias)) {
            *value = *value * scale * gain + bias;
        }
    }
}

#[inline(always)]
fn subtract<L: Lanes>(row: &mut [f32], mean: f32) {
    let (chunks, rest) = row.as_chunks_mut::<LANES>();
    let means = L::load(&[mean; LANES]);
    for chunk in chunks {
        *chunk = L::load(chunk).subtract(means).store();
    }
    rest.iter_mut().for_each(|value| *value -= mean);
}

/// The sum over a row of what `of` makes of sixteen numbers, and `of_one` of one: sixteen sums side
/// by side, then those by halves, so that the order does not depend on the machine.
#[inline(always)]
fn sum<L: Lanes>(row: &[f32], of: impl Fn(L) -> L, of_one: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut sums = L::load(&[0.0; LANES]);
    for chunk in chunks {
        sums = sums.add(of(L::load(chunk)));
    }
    let mut sums = sums.store();
    for (sum, &value) in sums.iter_mut().zip(rest) {
        *sum += of_one(value);
    }
    let eight: [f32; 8] = std::array::from_fn(|lane| sums[lane] + sums[lane + 8]);
    let four: [f32; 4] = std::array::from_fn(|lane| eight[lane] + eight[lane + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

/// The index of the largest number, the first of equals; 0 for an empty row.
#[must_use]
pub fn argmax(row: &[f32]) -> usize {
    let mut best = 0;
    for (index, value) in row.iter().enumerate() {
        if *value > row[best] {
            best = index;
        }
    }
    best
}

/// Turns a row of scores into probabilities that sum to 1. Their last bits are those of the
/// platform's `expf`.
pub fn softmax(row: &mut [f32]) {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut()
        .for_each(|value| *value = (*value - largest).exp());
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= sum);
}

/// The logistic function. Its last bits are those of the platform's `expf`.
#[must_use]
pub fn logistic(value: f32) -> f32 {
    1.0 / (1.0 + (-value).exp())
}

/// The number, or 0 where it is negative.
#[must_use]
pub fn relu(value: f32) -> f32 {
    value.max(0.0)
}

impl fmt::Debug for Affine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Affine from {} to {}", self.inputs(), self.outputs())
    }
}

impl fmt::Debug for Maxout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Maxout from {} to {}", self.inputs(), self.outputs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        let close = found
            .iter()
            .zip(expected)
            .all(|(one, other)| (one - other).abs() < 1e-6);
        assert!(close, "{found:?}, not {expected:?}");
    }

    /// From `thinc.api.LayerNorm` with these parameters.
    #[test]
    fn rows_are_normalised() {
        let norm = LayerNorm::new(&[1.0, 2.0, 1.0, 1.0], &[0.0, 0.0, 0.5, 0.0]).unwrap();
        let mut rows = [1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0];
        norm.apply(&mut rows);
        check_close(
            &rows,
            &[
                -1.341_640_8,
                -0.894_427_2,
                0.947_213_6,
                1.341_640_8,
                0.0,
                0.0,
                0.5,
                0.0,
            ],
        );
    }

    #[test]
    fn long_rows_are_normalised() {
        let width = 37;
        let norm = LayerNorm::new(&vec![1.0; width], &vec![0.0; width]).unwrap();
        let mut row: Vec<f32> = (0..width)
            .map(|index| (index * index % 11) as f32)
            .collect();
        norm.apply(&mut row);
        let mean = row.iter().sum::<f32>() / width as f32;
        let variance = row.iter().map(|value| value * value).sum::<f32>() / width as f32;
        check_close(&[mean, variance], &[0.0, 1.0]);
    }

    #[test]
    fn layers_want_all_their_parameters() {
        assert!(Affine::new(&[1.0; 6], &[0.0; 2], 2, 3).is_some());
        assert!(Affine::new(&[1.0; 5], &[0.0; 2], 2, 3).is_none());
        assert!(Affine::new(&[], &[], usize::MAX, usize::MAX).is_none());
        assert!(Maxout::new(&[1.0; 12], &[0.0; 4], 2, 2, 3).is_some());
        assert!(Maxout::new(&[1.0; 12], &[0.0; 3], 2, 2, 3).is_none());
        assert!(LayerNorm::new(&[1.0], &[]).is_none());
    }

    #[test]
    fn the_first_of_equal_scores_wins() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0, 2.0]), 1);
        assert_eq!(argmax(&[]), 0);
        assert_eq!(
            argmax(&[f32::NAN, 1.0]),
            0,
            "what does not compare is never larger"
        );
    }

    #[test]
    fn scores_become_probabilities() {
        let mut row = [1000.0, 1000.0, f32::NEG_INFINITY];
        softmax(&mut row);
        check_close(&row, &[0.5, 0.5, 0.0]);
        check_close(
            &[logistic(0.0), logistic(100.0), logistic(-100.0), relu(-1.0)],
            &[0.5, 1.0, 0.0, 0.0],
        );
    }
}
