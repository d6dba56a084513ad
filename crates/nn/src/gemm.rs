//! The product of a batch with a weight matrix, the one expensive thing in a network.
//!
//! Weights are packed once, sixteen outputs side by side. The product of one row with them sums over
//! the inputs in their order, one fused multiplication at a time, whatever the batch.

use crate::lanes::{LANES, Lanes, Work, run};

/// Rows are worked on in chunks of this many, so that a chunk stays in the cache near the core while
/// all weights pass by.
const CHUNK: usize = 96;

/// No layer has more panels a group.
const MAX_PANELS: usize = 4;

/// A weight matrix with its bias, packed.
///
/// Outputs come in panels of sixteen, panels in groups. A group's panels are either the next outputs
/// or the competing pieces of the same sixteen outputs.
#[derive(Clone)]
pub(crate) struct Packed {
    /// By group, input, panel and lane.
    weights: Vec<f32>,
    /// By group, panel and lane.
    bias: Vec<f32>,
    /// Between 1 and `MAX_PANELS`.
    panels: usize,
    inputs: usize,
    outputs: usize,
    pieces: Pieces,
}

/// What a group's panels are to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pieces {
    /// Outputs that follow one another.
    Next,
    /// Pieces of the same outputs; the largest counts.
    Compete,
}

/// The rows of a batch. They may overlap, as the windows over a sequence do.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) values: &'a [f32],
    /// From the start of a row to the start of the next.
    pub(crate) stride: usize,
    pub(crate) count: usize,
}

impl Packed {
    /// Packs weights for `outputs`, each with `inputs` numbers in a row.
    pub(crate) fn affine(weights: &[f32], bias: &[f32], outputs: usize, inputs: usize) -> Self {
        let panels = outputs.div_ceil(LANES).clamp(1, 2);
        let at = |group: usize, panel: usize, lane: usize| (group * panels + panel) * LANES + lane;
        let groups = outputs.div_ceil(LANES * panels);
        let output =
            |group, panel, lane| Some(at(group, panel, lane)).filter(|&output| output < outputs);
        Self::pack(
            weights,
            bias,
            [groups, panels, inputs],
            outputs,
            Pieces::Next,
            output,
        )
    }

    /// Packs weights for `outputs` with `pieces` rows of `inputs` numbers each. `None` for more
    /// pieces than a group has panels.
    pub(crate) fn maxout(
        weights: &[f32],
        bias: &[f32],
        [outputs, pieces, inputs]: [usize; 3],
    ) -> Option<Self> {
        let groups = outputs.div_ceil(LANES);
        let row = |group: usize, piece: usize, lane: usize| {
            let output = group * LANES + lane;
            (output < outputs).then_some(output * pieces + piece)
        };
        let fits = (1..=MAX_PANELS).contains(&pieces);
        fits.then(|| {
            Self::pack(
                weights,
                bias,
                [groups, pieces, inputs],
                outputs,
                Pieces::Compete,
                row,
            )
        })
    }

    fn pack(
        weights: &[f32],
        bias: &[f32],
        [groups, panels, inputs]: [usize; 3],
        outputs: usize,
        pieces: Pieces,
        row: impl Fn(usize, usize, usize) -> Option<usize>,
    ) -> Self {
        let width = panels * LANES;
        let mut packed = vec![0.0; groups * inputs * width];
        let mut packed_bias = vec![0.0; groups * width];
        for group in 0..groups {
            for column in 0..width {
                let Some(row) = row(group, column / LANES, column % LANES) else {
                    continue;
                };
                packed_bias[group * width + column] = bias[row];
                let source = &weights[row * inputs..(row + 1) * inputs];
                let target = &mut packed[group * inputs * width..(group + 1) * inputs * width];
                for (input, &weight) in source.iter().enumerate() {
                    target[input * width + column] = weight;
                }
            }
        }
        Self {
            weights: packed,
            bias: packed_bias,
            panels,
            inputs,
            outputs,
            pieces,
        }
    }

    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Writes a row of outputs for every row of inputs.
    ///
    /// # Panics
    /// If the rows are not all there, or `output` has another length.
    pub(crate) fn apply(&self, input: Rows<'_>, output: &mut [f32]) {
        assert_eq!(
            output.len(),
            input.count * self.outputs,
            "one row of outputs for every row of inputs"
        );
        let last = input.count.saturating_sub(1) * input.stride;
        assert!(
            input.count == 0 || last + self.inputs <= input.values.len(),
            "every row of inputs is there"
        );
        run(Product {
            packed: self,
            input,
            output,
        });
    }
}

struct Product<'a> {
    packed: &'a Packed,
    input: Rows<'a>,
    output: &'a mut [f32],
}

impl Work for Product<'_> {
    #[inline(always)]
    fn run<L: Lanes>(mut self) {
        match self.packed.panels {
            1 => self.by_chunks::<L, 1>(),
            2 => self.by_chunks::<L, 2>(),
            3 => self.by_chunks::<L, 3>(),
            _ => self.by_chunks::<L, MAX_PANELS>(),
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn by_chunks<L: Lanes, const P: usize>(&mut self) {
        let size = self.packed.inputs * P * LANES;
        for start in (0..self.input.count).step_by(CHUNK) {
            let end = (start + CHUNK).min(self.input.count);
            for (group, weights) in self.packed.weights.chunks_exact(size.max(1)).enumerate() {
                let (weights, _) = weights.as_chunks::<LANES>().0.as_chunks::<P>();
                self.by_blocks::<L, P>(start, end, group, weights);
            }
        }
    }

    /// As many rows at once as the registers hold, then fewer.
    #[inline(always)]
    fn by_blocks<L: Lanes, const P: usize>(
        &mut self,
        mut start: usize,
        end: usize,
        group: usize,
        weights: &[[[f32; LANES]; P]],
    ) {
        while L::SUMS / P >= 8 && start + 8 <= end {
            self.block::<L, P, 8>(start, group, weights);
            start += 8;
        }
        while L::SUMS / P >= 6 && start + 6 <= end {
            self.block::<L, P, 6>(start, group, weights);
            start += 6;
        }
        while L::SUMS / P >= 3 && start + 3 <= end {
            self.block::<L, P, 3>(start, group, weights);
            start += 3;
        }
        while L::SUMS / P >= 2 && start + 2 <= end {
            self.block::<L, P, 2>(start, group, weights);
            start += 2;
        }
        while start < end {
            self.block::<L, P, 1>(start, group, weights);
            start += 1;
        }
    }

    /// The outputs of one group for `R` rows.
    #[inline(always)]
    fn block<L: Lanes, const P: usize, const R: usize>(
        &mut self,
        start: usize,
        group: usize,
        weights: &[[[f32; LANES]; P]],
    ) {
        let rows: [&[f32]; R] = std::array::from_fn(|row| {
            let at = (start + row) * self.input.stride;
            &self.input.values[at..at + weights.len()]
        });
        let zeros = L::load(&[0.0; LANES]);
        let mut sums = [[zeros; P]; R];
        for (input, weights) in weights.iter().enumerate() {
            let weights: [L; P] = std::array::from_fn(|panel| L::load(&weights[panel]));
            for row in 0..R {
                for panel in 0..P {
                    sums[row][panel] =
                        sums[row][panel].add_product(rows[row][input], weights[panel]);
                }
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            self.finish(start + row, group, sums);
        }
    }

    /// Adds the bias and writes one row's outputs of one group.
    #[inline(always)]
    fn finish<L: Lanes, const P: usize>(&mut self, row: usize, group: usize, sums: [L; P]) {
        let bias = self.packed.bias.as_chunks::<LANES>().0;
        let sums: [L; P] =
            std::array::from_fn(|panel| sums[panel].add(L::load(&bias[group * P + panel])));
        let row = &mut self.output[row * self.packed.outputs..(row + 1) * self.packed.outputs];
        if self.packed.pieces == Pieces::Compete {
            let best = sums.into_iter().reduce(|best, next| best.larger(next));
            write(best.expect("there is a panel"), row, group * LANES);
        } else {
            for (panel, sums) in sums.into_iter().enumerate() {
                write(sums, row, (group * P + panel) * LANES);
            }
        }
    }
}

/// Writes lanes at `start` of a row, as far as the row goes.
#[inline(always)]
pub(crate) fn write<L: Lanes>(lanes: L, row: &mut [f32], start: usize) {
    let values = lanes.store();
    let end = (start + LANES).min(row.len());
    if start + LANES == end {
        row[start..end].copy_from_slice(&values);
    } else if start < end {
        row[start..end].copy_from_slice(&values[..end - start]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lanes::Portable;

    /// Numbers between -1 and 1 that repeat late.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count)
            .map(|index| ((index + seed) * 7919 % 2003) as f32 / 1001.5 - 1.0)
            .collect()
    }

    /// The outputs by the definition, each sum fused and in order.
    fn expected(weights: &[f32], bias: &[f32], row: &[f32]) -> Vec<f32> {
        let sum = |weights: &[f32]| {
            weights
                .iter()
                .zip(row)
                .fold(0.0, |sum: f32, (w, x)| x.mul_add(*w, sum))
        };
        weights
            .chunks_exact(row.len())
            .zip(bias)
            .map(|(weights, bias)| sum(weights) + bias)
            .collect()
    }

    #[track_caller]
    fn check_affine(outputs: usize, inputs: usize, count: usize) {
        let (weights, bias, input) = (
            numbers(outputs * inputs, 1),
            numbers(outputs, 2),
            numbers(count * inputs, 3),
        );
        let packed = Packed::affine(&weights, &bias, outputs, inputs);
        let mut output = vec![0.0; count * outputs];
        packed.apply(
            Rows {
                values: &input,
                stride: inputs,
                count,
            },
            &mut output,
        );
        let expected: Vec<_> = input
            .chunks_exact(inputs)
            .flat_map(|row| expected(&weights, &bias, row))
            .collect();
        assert_eq!(output, expected);
    }

    #[test]
    fn products_are_exact_for_every_shape() {
        for (outputs, inputs, count) in [
            (1, 1, 1),
            (16, 3, 2),
            (17, 5, 7),
            (50, 96, 33),
            (64, 20, 200),
            (106, 64, 9),
        ] {
            check_affine(outputs, inputs, count);
        }
    }

    #[test]
    fn no_rows_give_no_rows() {
        check_affine(3, 4, 0);
    }

    #[test]
    fn the_largest_piece_counts() {
        for (outputs, pieces, inputs, count) in
            [(1, 1, 2, 3), (17, 2, 5, 9), (96, 3, 30, 21), (20, 4, 7, 13)]
        {
            let (weights, bias) = (
                numbers(outputs * pieces * inputs, 1),
                numbers(outputs * pieces, 2),
            );
            let input = numbers(count * inputs, 3);
            let packed = Packed::maxout(&weights, &bias, [outputs, pieces, inputs]).unwrap();
            let mut output = vec![0.0; count * outputs];
            packed.apply(
                Rows {
                    values: &input,
                    stride: inputs,
                    count,
                },
                &mut output,
            );
            let sums = input
                .chunks_exact(inputs)
                .flat_map(|row| expected(&weights, &bias, row));
            let sums: Vec<_> = sums.collect();
            let best = sums
                .chunks_exact(pieces)
                .map(|pieces| pieces.iter().copied().fold(f32::MIN, f32::max));
            assert_eq!(output, best.collect::<Vec<_>>());
        }
        assert!(Packed::maxout(&[0.0; 5], &[0.0; 5], [1, 5, 1]).is_none());
    }

    #[test]
    fn rows_may_overlap() {
        let packed = Packed::affine(&[1.0, 10.0, 100.0], &[0.5], 1, 3);
        let mut output = [0.0; 3];
        packed.apply(
            Rows {
                values: &[1.0, 2.0, 3.0, 4.0, 5.0],
                stride: 1,
                count: 3,
            },
            &mut output,
        );
        assert_eq!(output, [321.5, 432.5, 543.5]);
    }

    #[test]
    fn a_row_is_the_same_in_any_batch_and_with_any_lanes() {
        let (weights, bias, input) = (numbers(40 * 33, 1), numbers(40, 2), numbers(19 * 33, 3));
        let packed = Packed::affine(&weights, &bias, 40, 33);
        let mut whole = vec![0.0; 19 * 40];
        packed.apply(
            Rows {
                values: &input,
                stride: 33,
                count: 19,
            },
            &mut whole,
        );
        let mut alone = vec![0.0; 40];
        for (row, expected) in input.chunks_exact(33).zip(whole.chunks_exact(40)) {
            packed.apply(
                Rows {
                    values: row,
                    stride: 33,
                    count: 1,
                },
                &mut alone,
            );
            assert_eq!(alone, expected);
        }
        let mut portable = vec![0.0; 19 * 40];
        let input = Rows {
            values: &input,
            stride: 33,
            count: 19,
        };
        Product {
            packed: &packed,
            input,
            output: &mut portable,
        }
        .run::<Portable>();
        assert_eq!(portable, whole);
    }

    #[test]
    #[should_panic(expected = "every row of inputs is there")]
    fn missing_inputs_are_a_mistake() {
        Packed::affine(&[1.0], &[0.0], 1, 1).apply(
            Rows {
                values: &[],
                stride: 1,
                count: 1,
            },
            &mut [0.0],
        );
    }
}
