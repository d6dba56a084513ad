//! A linear layer whose weights are bytes.
//!
//! The numbers of a row are brought to whole ones of up to fifteen bits before they are multiplied,
//! so that products and sums are exact, and twice as fast as those of broken numbers. What that
//! loses is some thousandth of what the bytes have lost already.

use std::fmt;

use crate::lanes::LANES;
use crate::pairs::{Pair, PairsOf16, Sums, WholeWork, run};

/// Panels of sixteen outputs that are worked on together.
const PANELS: usize = 2;

/// Outputs of a group.
const GROUP: usize = PANELS * LANES;

/// Rows are worked on in chunks of this many, so that a chunk stays in the cache near the core while
/// all weights pass by.
const CHUNK: usize = 96;

/// Adding and taking away this rounds a number to the nearest whole one.
const ROUNDING: f32 = 12_582_912.0;

/// A linear layer with one byte a weight, and a scale for each row of weights.
#[derive(Clone)]
pub struct Quantised {
    /// By group, pair of inputs, panel, lane and input of the pair.
    weights: Vec<i8>,
    /// By panel, what one is worth in each of its rows of weights, and the bias.
    parameters: Vec<[[f32; LANES]; 2]>,
    outputs: usize,
    inputs: usize,
    /// The largest whole number that an input becomes; no sum can overflow with it.
    most: f32,
}

/// A batch's inputs as whole numbers.
#[derive(Debug, Default)]
pub struct WholeRows {
    /// Two inputs a pair, as many pairs a row as make its inputs.
    values: Vec<Pair>,
    /// What one is worth in each row.
    scales: Vec<f32>,
}

impl Quantised {
    /// A layer of `scales.len()` rows of `inputs` weights, each worth its row's scale; `None` if
    /// there are more or fewer of them, or if a sum could overflow.
    #[must_use]
    pub fn new(weights: &[i8], scales: &[f32], bias: &[f32], inputs: usize) -> Option<Self> {
        let outputs = scales.len();
        let whole = outputs.checked_mul(inputs) == Some(weights.len()) && bias.len() == outputs;
        let most = if 0 < inputs {
            most(weights.chunks_exact(inputs))
        } else {
            0
        };
        (whole && 0 < most).then(|| Self {
            weights: packed(weights, outputs, inputs),
            parameters: parameters(scales, bias),
            outputs,
            inputs,
            most: most as f32,
        })
    }

    /// The length of a row of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The length of a row of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Computes a row of `output` for every row of `input`. `rows` is room to work in.
    ///
    /// # Panics
    /// If the lengths do not go with the layer and each other.
    pub fn apply(&self, input: &[f32], rows: &mut WholeRows, output: &mut [f32]) {
        let count = input.len() / self.inputs;
        assert_eq!(input.len(), count * self.inputs, "whole rows");
        assert_eq!(
            output.len(),
            count * self.outputs(),
            "one row of outputs for every row of inputs"
        );
        run(Product {
            layer: self,
            input,
            rows,
            output,
        });
    }
}

/// The largest whole number that inputs can be brought to without a sum of any of `rows`, or a part
/// of one, that does not fit 32 bits.
fn most<'w>(rows: impl Iterator<Item = &'w [i8]>) -> i32 {
    let size = |weight: &i8| u64::from(weight.unsigned_abs());
    let sums = rows.map(|row| row.iter().map(size).sum::<u64>());
    let largest = sums.max().unwrap_or(0).max(1);
    let most = i32::MAX.unsigned_abs() as u64 / largest;
    i32::from(i16::try_from(most).unwrap_or(i16::MAX))
}

/// The weights as [`Quantised`] holds them; where there are none, zeros.
fn packed(weights: &[i8], outputs: usize, inputs: usize) -> Vec<i8> {
    let pairs = inputs.div_ceil(2);
    let mut packed = vec![0; outputs.div_ceil(GROUP) * pairs * GROUP * 2];
    for (output, row) in weights.chunks_exact(inputs).enumerate() {
        let start = (output / GROUP) * pairs * GROUP * 2 + (output % GROUP) * 2;
        for (input, &weight) in row.iter().enumerate() {
            packed[start + (input / 2) * GROUP * 2 + input % 2] = weight;
        }
    }
    packed
}

/// Scales and bias by panel; where there are none, zeros.
fn parameters(scales: &[f32], bias: &[f32]) -> Vec<[[f32; LANES]; 2]> {
    let mut by_panel = vec![[[0.0; LANES]; 2]; scales.len().div_ceil(GROUP) * PANELS];
    for (output, (&scale, &bias)) in scales.iter().zip(bias).enumerate() {
        let [scales, biases] = &mut by_panel[output / LANES];
        scales[output % LANES] = scale;
        biases[output % LANES] = bias;
    }
    by_panel
}

impl WholeRows {
    /// Takes over rows of `inputs` numbers, none larger than `most` afterwards.
    #[inline(always)]
    fn fill(&mut self, input: &[f32], inputs: usize, most: f32) {
        self.values.clear();
        self.scales.clear();
        for row in input.chunks_exact(inputs) {
            let largest = largest_size(row);
            // A row that is next to nothing counts as zeros: its factor would be infinite.
            let factor = most / largest;
            let factor = if factor.is_finite() { factor } else { 0.0 };
            let whole = |value: f32| rounded(value * factor);
            let (pairs, rest) = row.as_chunks::<2>();
            let pair = |&[one, other]: &[f32; 2]| Pair::new(whole(one), whole(other));
            self.values.extend(pairs.iter().map(pair));
            self.values
                .extend(rest.iter().map(|&value| Pair::new(whole(value), 0)));
            self.scales.push(largest / most);
        }
    }
}

/// The nearest whole number, of one that fits; 0 where there is none. The last bits of the sum are
/// its binary digits.
#[inline(always)]
fn rounded(value: f32) -> i16 {
    let value = if value.is_nan() { 0.0 } else { value };
    (value + ROUNDING).to_bits() as i16
}

/// The largest distance of a number from 0, those that do not compare left out.
#[inline(always)]
fn largest_size(row: &[f32]) -> f32 {
    let larger = |one: f32, other: f32| if one < other { other } else { one };
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut largest = [0.0; LANES];
    for chunk in chunks {
        for (largest, value) in largest.iter_mut().zip(chunk) {
            *largest = larger(*largest, value.abs());
        }
    }
    let all = largest
        .into_iter()
        .chain(rest.iter().map(|value| value.abs()));
    all.fold(0.0, larger)
}

struct Product<'a> {
    layer: &'a Quantised,
    input: &'a [f32],
    rows: &'a mut WholeRows,
    output: &'a mut [f32],
}

impl WholeWork for Product<'_> {
    #[inline(always)]
    fn run<S: Sums>(mut self) {
        self.rows
            .fill(self.input, self.layer.inputs, self.layer.most);
        let count = self.rows.scales.len();
        for start in (0..count).step_by(CHUNK) {
            let end = (start + CHUNK).min(count);
            let single = end - (end - start) % 3;
            for group in 0..self.layer.groups() {
                self.by_blocks::<S>(start, single, group);
            }
            (single..end).for_each(|row| self.by_groups::<S>(row));
        }
    }
}

impl Quantised {
    fn groups(&self) -> usize {
        self.outputs.div_ceil(GROUP)
    }

    /// The weights of one group, by pair of inputs and panel.
    #[inline(always)]
    fn group(&self, group: usize) -> &[[PairsOf16; PANELS]] {
        let size = self.inputs.div_ceil(2) * GROUP * 2;
        let weights = &self.weights[group * size..(group + 1) * size];
        weights.as_chunks::<{ 2 * LANES }>().0.as_chunks().0
    }
}

impl Product<'_> {
    /// As many rows at once as the registers hold, then fewer; a multiple of three in all.
    #[inline(always)]
    fn by_blocks<S: Sums>(&mut self, mut start: usize, end: usize, group: usize) {
        while S::SUMS / PANELS >= 12 && start + 12 <= end {
            self.block::<S, 12, 1>(start, group);
            start += 12;
        }
        while S::SUMS / PANELS >= 6 && start + 6 <= end {
            self.block::<S, 6, 1>(start, group);
            start += 6;
        }
        while start + 3 <= end {
            self.block::<S, 3, 1>(start, group);
            start += 3;
        }
    }

    /// One row, with as many groups at once as keep the machine busy, then fewer.
    #[inline(always)]
    fn by_groups<S: Sums>(&mut self, row: usize) {
        let (mut group, end) = (0, self.layer.groups());
        while S::SUMS / PANELS >= 8 && group + 8 <= end {
            self.block::<S, 1, 8>(row, group);
            group += 8;
        }
        while S::SUMS / PANELS >= 3 && group + 3 <= end {
            self.block::<S, 1, 3>(row, group);
            group += 3;
        }
        while group < end {
            self.block::<S, 1, 1>(row, group);
            group += 1;
        }
    }

    /// The outputs of `G` groups for `R` rows.
    #[inline(always)]
    fn block<S: Sums, const R: usize, const G: usize>(&mut self, start: usize, first: usize) {
        let pairs = self.layer.inputs.div_ceil(2);
        let rows: [&[Pair]; R] = std::array::from_fn(|row| {
            let at = (start + row) * pairs;
            &self.rows.values[at..at + pairs]
        });
        let groups: [_; G] = std::array::from_fn(|group| &self.layer.group(first + group)[..pairs]);
        let mut sums = [[[S::zero(); PANELS]; G]; R];
        for at in 0..pairs {
            for group in 0..G {
                let weights: [S::Pairs; PANELS] =
                    std::array::from_fn(|panel| S::load(&groups[group][at][panel]));
                for row in 0..R {
                    for panel in 0..PANELS {
                        let sum = &mut sums[row][group][panel];
                        *sum = sum.add_products(rows[row][at], weights[panel]);
                    }
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            for (panel, sums) in sums.as_flattened().iter().enumerate() {
                self.finish(start + row, first * PANELS + panel, sums.store());
            }
        }
    }

    /// Writes one row's outputs of one panel, as far as there are outputs.
    #[inline(always)]
    fn finish(&mut self, row: usize, panel: usize, sums: [i32; LANES]) {
        let scale = self.rows.scales[row];
        let [scales, bias] = self.layer.parameters[panel];
        let values: [f32; LANES] =
            std::array::from_fn(|lane| sums[lane] as f32 * (scale * scales[lane]) + bias[lane]);
        let outputs = self.layer.outputs;
        let row = &mut self.output[row * outputs..(row + 1) * outputs];
        match row.as_chunks_mut::<LANES>() {
            (chunks, _) if panel < chunks.len() => chunks[panel] = values,
            (chunks, rest) if panel == chunks.len() => rest.copy_from_slice(&values[..rest.len()]),
            _ => {}
        }
    }
}

impl fmt::Debug for Quantised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Quantised from {} to {}", self.inputs, self.outputs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(count: usize) -> Vec<i8> {
        (0..count)
            .map(|index| (index * 7919 % 255) as u8 as i8)
            .map(|byte| byte.max(-127))
            .collect()
    }

    fn numbers(count: usize) -> Vec<f32> {
        (0..count)
            .map(|index| (index * 6113 % 2003) as f32 / 1001.5 - 1.0)
            .collect()
    }

    #[track_caller]
    fn check(outputs: usize, inputs: usize, count: usize) {
        let (weights, scales) = (bytes(outputs * inputs), numbers(outputs));
        let (bias, input) = (numbers(outputs), numbers(count * inputs));
        let layer = Quantised::new(&weights, &scales, &bias, inputs).unwrap();
        let mut output = vec![0.0; count * outputs];
        layer.apply(&input, &mut WholeRows::default(), &mut output);
        let rows = input.chunks_exact(inputs);
        for (row, found) in rows.zip(output.chunks_exact(outputs)) {
            for (index, found) in found.iter().enumerate() {
                let of = &weights[index * inputs..(index + 1) * inputs];
                let sum = of.iter().zip(row).map(|(w, x)| f32::from(*w) * x);
                let expected = sum.sum::<f32>() * scales[index] + bias[index];
                let close = (found - expected).abs() < 5e-4 * inputs as f32;
                assert!(close, "{found}, not {expected}, for {outputs} of {inputs}");
            }
        }
    }

    #[test]
    fn products_are_close_for_every_shape() {
        for (outputs, inputs, count) in [(1, 1, 1), (16, 3, 2), (33, 20, 40), (64, 1536, 13)] {
            check(outputs, inputs, count);
        }
    }

    #[test]
    fn no_rows_and_rows_of_zeros() {
        let layer = Quantised::new(&[1, 2], &[1.0], &[0.5], 2).unwrap();
        let mut output = [0.0];
        layer.apply(&[0.0, 0.0], &mut WholeRows::default(), &mut output);
        assert_eq!(output, [0.5]);
        layer.apply(&[], &mut WholeRows::default(), &mut []);
    }

    #[test]
    fn rows_that_are_next_to_nothing_count_as_zeros() {
        let inputs = 1536;
        let layer = Quantised::new(&vec![-128; inputs], &[1.0], &[0.0], inputs).unwrap();
        for value in [f32::from_bits(1), f32::MIN_POSITIVE, -1e-36] {
            let mut output = [9.0];
            layer.apply(&vec![value; inputs], &mut WholeRows::default(), &mut output);
            assert_eq!(output, [0.0], "{value}");
        }
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let inputs = 1536;
        let layer = Quantised::new(&vec![-128; inputs], &[1.0], &[0.0], inputs).unwrap();
        let mut output = [0.0];
        layer.apply(&vec![-1.0; inputs], &mut WholeRows::default(), &mut output);
        assert!(
            (output[0] - 128.0 * inputs as f32).abs() < 1.0,
            "{output:?}"
        );
    }

    #[test]
    fn layers_want_all_their_parameters() {
        assert!(Quantised::new(&[1; 5], &[1.0; 2], &[0.0; 2], 3).is_none());
        assert!(Quantised::new(&[1; 6], &[1.0; 2], &[0.0; 1], 3).is_none());
        assert!(Quantised::new(&[], &[], &[], 0).is_none());
    }
}
