//! A maxout layer over every row of a sequence and its neighbours.
//!
//! Two rows that stand side by side see four rows between them, two of them in common. So four
//! products do where the definition takes six (Winograd, "Arithmetic Complexity of Computations",
//! 1980: the filter F(2, 3)): of rows `a b c d` and weights `p q r`,
//!
//! ```text
//! ap + bq + cr = (m + n) + (a - c)p        m = (b + c)(p + q + r) / 2
//! bp + cq + dr = (m - n) + (d - b)r        n = (c - b)(p - q + r) / 2
//! ```
//!
//! What a row gives depends on the three rows it sees and on whether its number is even, and on
//! nothing else. Windows of other widths are summed up as they are defined.

use std::fmt;

use crate::gemm::{Packed, Rows, write};
use crate::lanes::{LANES, Lanes, Work, run};

/// Pairs of rows are worked on in chunks of this many, so that a chunk stays in the cache near the
/// core while all weights pass by.
const CHUNK: usize = 48;

/// What is made of a pair's rows before it is multiplied: sum, difference, first, last.
const PLANES: usize = 4;

/// No layer has more pieces.
const MAX_PIECES: usize = 4;

/// thinc's `Maxout` over `expand_window`: every row of outputs is made of a row and of as many
/// neighbours on each side as the window has.
#[derive(Clone)]
pub struct WindowMaxout {
    product: Product,
    width: usize,
    window: usize,
}

/// How the sums are computed.
#[derive(Clone)]
enum Product {
    Pairs(Pairs),
    Plain(Packed),
}

/// Weights for windows of three rows.
#[derive(Clone)]
struct Pairs {
    /// By group of sixteen outputs; sums and differences, then firsts and lasts; input, which of the
    /// two, piece, lane.
    weights: Vec<[f32; LANES]>,
    /// By group, piece and lane.
    bias: Vec<[f32; LANES]>,
    outputs: usize,
    pieces: usize,
    width: usize,
}

/// Room for what is made of the rows of a chunk.
#[derive(Debug, Default)]
pub struct WindowRoom {
    /// What the blocks' first halves, then their second halves, are multiplied with.
    halves: Vec<f32>,
    /// The sums over the first halves, for one group of outputs.
    sums: Vec<[f32; LANES]>,
}

impl WindowMaxout {
    /// A layer of `outputs` times `pieces` rows of weights, for as many rows of `width` numbers as
    /// the window has, and a bias for each; `None` if there are more or fewer of them, or more than
    /// four pieces.
    #[must_use]
    pub fn new(
        weights: &[f32],
        bias: &[f32],
        [outputs, pieces]: [usize; 2],
        [width, window]: [usize; 2],
    ) -> Option<Self> {
        let inputs = window.checked_mul(2)?.checked_add(1)?.checked_mul(width)?;
        let sums = outputs.checked_mul(pieces)?;
        let fits = sums.checked_mul(inputs)? == weights.len() && bias.len() == sums && 0 < inputs;
        if !fits || !(1..=MAX_PIECES).contains(&pieces) {
            return None;
        }
        let product = if window == 1 {
            Product::Pairs(Pairs::new(weights, bias, [outputs, pieces, width]))
        } else {
            Product::Plain(Packed::maxout(weights, bias, [outputs, pieces, inputs])?)
        };
        Some(Self {
            product,
            width,
            window,
        })
    }

    /// The length of a row of inputs.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The length of a row of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        match &self.product {
            Product::Pairs(pairs) => pairs.outputs,
            Product::Plain(packed) => packed.outputs(),
        }
    }

    /// Computes a row of `output` for every row of `input` that has all its neighbours: all but the
    /// first and the last ones.
    ///
    /// # Panics
    /// If `input` is not whole rows, or `output` not as many as there are.
    pub fn apply(&self, input: &[f32], room: &mut WindowRoom, output: &mut [f32]) {
        assert!(input.len().is_multiple_of(self.width), "whole rows");
        let count = (input.len() / self.width).saturating_sub(2 * self.window);
        assert_eq!(output.len(), count * self.outputs(), "one row for each");
        match &self.product {
            Product::Pairs(layer) => run(PairsWork {
                layer,
                input,
                count,
                room,
                output,
            }),
            Product::Plain(packed) => {
                let rows = Rows {
                    values: input,
                    stride: self.width,
                    count,
                };
                packed.apply(rows, output);
            }
        }
    }
}

impl Pairs {
    fn new(weights: &[f32], bias: &[f32], [outputs, pieces, width]: [usize; 3]) -> Self {
        let groups = outputs.div_ceil(LANES);
        let mut all = Self {
            weights: vec![[0.0; LANES]; groups * PLANES * width * pieces],
            bias: vec![[0.0; LANES]; groups * pieces],
            outputs,
            pieces,
            width,
        };
        let rows = weights.chunks_exact(3 * width).zip(bias).enumerate();
        for (row, (weights, &bias)) in rows {
            let (output, piece) = (row / pieces, row % pieces);
            let (group, lane) = (output / LANES, output % LANES);
            all.bias[group * pieces + piece][lane] = bias;
            for input in 0..width {
                let of = [0, 1, 2].map(|part| weights[part * width + input]);
                for (plane, weight) in of_planes(of).into_iter().enumerate() {
                    let half = (group * 2 + plane / 2) * width + input;
                    all.weights[(half * 2 + plane % 2) * pieces + piece][lane] = weight;
                }
            }
        }
        all
    }
}

/// What each plane is multiplied with.
fn of_planes([before, at, after]: [f32; 3]) -> [f32; PLANES] {
    let [p, q, r] = [before, at, after].map(f64::from);
    let (sum, difference) = ((p + q + r) / 2.0, (p - q + r) / 2.0);
    [sum as f32, difference as f32, before, after]
}

struct PairsWork<'a> {
    layer: &'a Pairs,
    input: &'a [f32],
    /// Of rows of outputs.
    count: usize,
    room: &'a mut WindowRoom,
    output: &'a mut [f32],
}

impl Work for PairsWork<'_> {
    #[inline(always)]
    fn run<L: Lanes>(mut self) {
        match self.layer.pieces {
            1 => self.by_size::<L, 1>(),
            2 => self.by_size::<L, 2>(),
            3 => self.by_size::<L, 3>(),
            _ => self.by_size::<L, MAX_PIECES>(),
        }
    }
}

impl PairsWork<'_> {
    /// As many pairs in a block as the registers hold.
    #[inline(always)]
    fn by_size<L: Lanes, const P: usize>(&mut self) {
        match L::SUMS / (2 * P) {
            0..=2 => self.by_chunks::<L, P, 1>(),
            3 => self.by_chunks::<L, P, 3>(),
            _ => self.by_chunks::<L, P, 4>(),
        }
    }

    #[inline(always)]
    fn by_chunks<L: Lanes, const P: usize, const B: usize>(&mut self) {
        let width = self.layer.width;
        let blocks = self.count.div_ceil(2 * B);
        let chunk = (CHUNK / B).min(blocks);
        self.room.halves.resize(2 * chunk * width * 2 * B, 0.0);
        self.room.sums.resize(chunk * B * 2 * P, [0.0; LANES]);
        for start in (0..blocks).step_by(chunk.max(1)) {
            let end = (start + chunk).min(blocks);
            for block in start..end {
                self.prepare::<B>(block, [block - start, chunk + block - start]);
            }
            let halves = self.layer.weights.chunks_exact(width * 2 * P);
            for (half, weights) in halves.enumerate() {
                let weights = weights.as_chunks::<P>().0.as_chunks::<2>().0;
                for block in start..end {
                    let place = block - start;
                    if half.is_multiple_of(2) {
                        self.begin::<L, P, B>(place, place, weights);
                    } else {
                        let sums = self.complete::<L, P, B>(place, chunk + place, weights);
                        self.finish(block, half / 2, sums);
                    }
                }
            }
        }
    }

    /// Makes what the pairs of one block are multiplied with: by half, input, which of two, pair.
    /// Where there is no row, what there is is repeated.
    #[inline(always)]
    fn prepare<const B: usize>(&mut self, block: usize, places: [usize; 2]) {
        let width = self.layer.width;
        let last = self.count + 1;
        let rows: [[&[f32]; 4]; B] = std::array::from_fn(|pair| {
            std::array::from_fn(|row| {
                let row = (2 * (block * B + pair) + row).min(last);
                &self.input[row * width..(row + 1) * width]
            })
        });
        let (inner, outer) = self.room.halves.split_at_mut(places[1] * width * 2 * B);
        let inner = &mut inner[places[0] * width * 2 * B..][..width * 2 * B];
        let outer = &mut outer[..width * 2 * B];
        let inner = inner.as_chunks_mut::<B>().0.as_chunks_mut::<2>().0;
        let outer = outer.as_chunks_mut::<B>().0.as_chunks_mut::<2>().0;
        for (input, (inner, outer)) in inner.iter_mut().zip(outer).enumerate() {
            for (pair, rows) in rows.iter().enumerate() {
                let [a, b, c, d] = rows.map(|row| row[input]);
                inner[0][pair] = b + c;
                inner[1][pair] = c - b;
                outer[0][pair] = a - c;
                outer[1][pair] = d - b;
            }
        }
    }

    /// The sums over the first half of a block, each pair's added and subtracted.
    #[inline(always)]
    fn begin<L: Lanes, const P: usize, const B: usize>(
        &mut self,
        block: usize,
        place: usize,
        weights: &[[[[f32; LANES]; P]; 2]],
    ) {
        let zero = L::load(&[0.0; LANES]);
        let sums = self.add_products([[[zero; P]; 2]; B], place, weights);
        let room = &mut self.room.sums[block * B * 2 * P..(block + 1) * B * 2 * P];
        let room = room.as_chunks_mut::<P>().0.as_chunks_mut::<2>().0;
        for (room, sums) in room.iter_mut().zip(sums) {
            for piece in 0..P {
                room[0][piece] = sums[0][piece].add(sums[1][piece]).store();
                room[1][piece] = sums[0][piece].subtract(sums[1][piece]).store();
            }
        }
    }

    /// Those sums and the ones over the second half.
    #[inline(always)]
    fn complete<L: Lanes, const P: usize, const B: usize>(
        &self,
        block: usize,
        place: usize,
        weights: &[[[[f32; LANES]; P]; 2]],
    ) -> [[[L; P]; 2]; B] {
        let room = &self.room.sums[block * B * 2 * P..(block + 1) * B * 2 * P];
        let room = room.as_chunks::<P>().0.as_chunks::<2>().0;
        let sums = std::array::from_fn(|pair| {
            let room: &[[[f32; LANES]; P]; 2] = &room[pair];
            std::array::from_fn(|row| std::array::from_fn(|piece| L::load(&room[row][piece])))
        });
        self.add_products(sums, place, weights)
    }

    /// Adds the products of one half to the two sums of each pair.
    #[inline(always)]
    fn add_products<L: Lanes, const P: usize, const B: usize>(
        &self,
        mut sums: [[[L; P]; 2]; B],
        place: usize,
        weights: &[[[[f32; LANES]; P]; 2]],
    ) -> [[[L; P]; 2]; B] {
        let size = weights.len() * 2 * B;
        let values = &self.room.halves[place * size..(place + 1) * size];
        let values = values.as_chunks::<B>().0.as_chunks::<2>().0;
        for (values, weights) in values.iter().zip(weights) {
            for side in 0..2 {
                let weights: [L; P] = std::array::from_fn(|piece| L::load(&weights[side][piece]));
                for pair in 0..B {
                    for piece in 0..P {
                        let sum = &mut sums[pair][side][piece];
                        *sum = sum.add_product(values[side][pair], weights[piece]);
                    }
                }
            }
        }
        sums
    }

    /// Adds the bias and writes the largest pieces of each row that there is.
    #[inline(always)]
    fn finish<L: Lanes, const P: usize, const B: usize>(
        &mut self,
        block: usize,
        group: usize,
        sums: [[[L; P]; 2]; B],
    ) {
        let bias = &self.layer.bias[group * P..(group + 1) * P];
        let outputs = self.layer.outputs;
        let rows = self.output[block * 2 * B * outputs..].chunks_exact_mut(outputs);
        for (sums, row) in sums.as_flattened().iter().zip(rows) {
            let mut best = sums[0].add(L::load(&bias[0]));
            for piece in 1..P {
                best = best.larger(sums[piece].add(L::load(&bias[piece])));
            }
            write(best, row, group * LANES);
        }
    }
}

impl fmt::Debug for WindowMaxout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, width) = (2 * self.window + 1, self.width);
        write!(
            f,
            "WindowMaxout from {rows} rows of {width} to {}",
            self.outputs()
        )
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

    fn layer([outputs, pieces]: [usize; 2], [width, window]: [usize; 2]) -> WindowMaxout {
        let inputs = width * (2 * window + 1);
        let (weights, bias) = (
            numbers(outputs * pieces * inputs, 1),
            numbers(outputs * pieces, 2),
        );
        WindowMaxout::new(&weights, &bias, [outputs, pieces], [width, window]).unwrap()
    }

    fn applied(layer: &WindowMaxout, input: &[f32], count: usize) -> Vec<f32> {
        let mut output = vec![9.0; count * layer.outputs()];
        layer.apply(input, &mut WindowRoom::default(), &mut output);
        output
    }

    /// By the definition, in 64 bits.
    #[track_caller]
    fn check([outputs, pieces]: [usize; 2], [width, window]: [usize; 2], count: usize) {
        let inputs = width * (2 * window + 1);
        let (weights, bias) = (
            numbers(outputs * pieces * inputs, 1),
            numbers(outputs * pieces, 2),
        );
        let input = numbers((count + 2 * window) * width, 3);
        let found = applied(&layer([outputs, pieces], [width, window]), &input, count);
        for row in 0..count {
            for output in 0..outputs {
                let sum = |piece: usize| {
                    let at = output * pieces + piece;
                    let products = weights[at * inputs..][..inputs]
                        .iter()
                        .zip(&input[row * width..]);
                    let sum: f64 = products.map(|(w, x)| f64::from(w * x)).sum();
                    sum + f64::from(bias[at])
                };
                let expected = (0..pieces).map(sum).fold(f64::MIN, f64::max);
                let found = f64::from(found[row * outputs + output]);
                assert!((found - expected).abs() < 1e-4, "{found}, not {expected}");
            }
        }
    }

    #[test]
    fn windows_of_every_shape() {
        check([1, 1], [1, 1], 1);
        check([17, 2], [5, 1], 7);
        check([96, 3], [96, 1], 101);
        check([20, 4], [7, 1], 14);
        check([16, 3], [4, 2], 9);
        check([3, 2], [4, 0], 5);
        check([3, 2], [4, 1], 0);
        assert!(WindowMaxout::new(&[0.0; 15], &[0.0; 5], [1, 5], [1, 1]).is_none());
        assert!(WindowMaxout::new(&[0.0; 5], &[0.0; 2], [1, 2], [1, 1]).is_none());
    }

    #[test]
    fn too_few_rows_give_none() {
        assert!(applied(&layer([2, 2], [3, 1]), &[1.0; 6], 0).is_empty());
    }

    /// A row sees its neighbours and no one else, to the last bit.
    #[test]
    fn a_row_is_the_same_in_any_batch_and_with_any_lanes() {
        let (layer, input) = (layer([40, 3], [33, 1]), numbers(23 * 33, 3));
        let whole = applied(&layer, &input, 21);
        for start in (0..18).step_by(2) {
            let part = applied(&layer, &input[start * 33..(start + 3) * 33], 1);
            assert_eq!(part, whole[start * 40..(start + 1) * 40]);
            let part = applied(&layer, &input[start * 33..(start + 4) * 33], 2);
            assert_eq!(part, whole[start * 40..(start + 2) * 40]);
        }
        let Product::Pairs(pairs) = &layer.product else {
            unreachable!("a window of three rows")
        };
        let mut portable = vec![0.0; whole.len()];
        PairsWork {
            layer: pairs,
            input: &input,
            count: 21,
            room: &mut WindowRoom::default(),
            output: &mut portable,
        }
        .run::<Portable>();
        assert_eq!(portable, whole);
    }
}
