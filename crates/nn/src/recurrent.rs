//! A layer that reads a sequence row by row and remembers.

use crate::curves::{logistic_of, tangent_of};
use crate::lanes::{LANES, Lanes, Work, run};
use crate::{Quantised, WholeRows};

/// One direction of a long short-term memory (Hochreiter and Schmidhuber, 1997), with torch's order
/// of the gates: input, forget, cell, output.
#[derive(Debug, Clone)]
pub struct Lstm {
    input: Quantised,
    hidden: Quantised,
}

/// Which way a sequence is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From its first row.
    Forward,
    /// From its last row.
    Backward,
}

impl Lstm {
    /// A layer of what makes gates of a row and of what is remembered; `None` if the two do not go
    /// together.
    #[must_use]
    pub fn new(input: Quantised, hidden: Quantised) -> Option<Self> {
        let gates = hidden.inputs().checked_mul(4)?;
        let fits = input.outputs() == gates && hidden.outputs() == gates;
        fits.then_some(Self { input, hidden })
    }

    /// The length of a row of outputs.
    #[must_use]
    pub fn width(&self) -> usize {
        self.hidden.inputs()
    }

    /// Reads the rows of one sequence and writes its own rows, `stride` apart.
    ///
    /// # Panics
    /// If there is no room for the rows.
    pub fn apply(&self, rows: &[f32], direction: Direction, output: &mut [f32], stride: usize) {
        let count = rows.len() / self.input.inputs();
        let gates = self.input.outputs();
        let mut room = WholeRows::default();
        let mut from_input = vec![0.0; count * gates];
        self.input.apply(rows, &mut room, &mut from_input);
        let mut from_hidden = vec![0.0; gates];
        let mut hidden = vec![0.0; self.width()];
        let mut cell = vec![0.0; self.width()];
        for step in 0..count {
            let at = match direction {
                Direction::Forward => step,
                Direction::Backward => count - 1 - step,
            };
            self.hidden.apply(&hidden, &mut room, &mut from_hidden);
            run(Step {
                gates: [&from_input[at * gates..(at + 1) * gates], &from_hidden],
                hidden: &mut hidden,
                cell: &mut cell,
            });
            output[at * stride..][..hidden.len()].copy_from_slice(&hidden);
        }
    }
}

struct Step<'a> {
    /// What each gate is the sum of.
    gates: [&'a [f32]; 2],
    hidden: &'a mut [f32],
    cell: &'a mut [f32],
}

impl Work for Step<'_> {
    /// Sixteen at a time where there are as many, so that they are worked on side by side.
    #[inline(always)]
    fn run<L: Lanes>(self) {
        let (cells, cell) = self.cell.as_chunks_mut::<LANES>();
        let (all_hidden, hidden) = self.hidden.as_chunks_mut::<LANES>();
        let width = cells.len() * LANES + cell.len();
        let gates = self.gates.map(|gates| gates.split_at(2 * width));
        let gates = gates.map(|(first, second)| {
            let ((input, forget), (new, output)) = (first.split_at(width), second.split_at(width));
            [input, forget, new, output].map(<[f32]>::as_chunks::<LANES>)
        });
        for (at, (cell, hidden)) in cells.iter_mut().zip(all_hidden).enumerate() {
            step(
                gates.map(|gates| gates.map(|(chunks, _)| &chunks[at])),
                cell,
                hidden,
            );
        }
        for (at, (cell, hidden)) in cell.iter_mut().zip(hidden).enumerate() {
            let gates = gates.map(|gates| gates.map(|(_, rest)| [rest[at]]));
            let [mut of_cell, mut of_hidden] = [[*cell], [*hidden]];
            step(
                gates.each_ref().map(|gates| gates.each_ref()),
                &mut of_cell,
                &mut of_hidden,
            );
            [*cell] = of_cell;
            [*hidden] = of_hidden;
        }
    }
}

/// What `N` numbers remember and give next.
#[inline(always)]
fn step<const N: usize>(
    [one, other]: [[&[f32; N]; 4]; 2],
    cell: &mut [f32; N],
    hidden: &mut [f32; N],
) {
    for at in 0..N {
        let gate = |number: usize| one[number][at] + other[number][at];
        let kept = logistic_of(gate(1)) * cell[at];
        cell[at] = kept + logistic_of(gate(0)) * tangent_of(gate(2));
        hidden[at] = logistic_of(gate(3)) * tangent_of(cell[at]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(width: usize, inputs: usize) -> Lstm {
        let bytes = |count: usize| -> Vec<i8> {
            (0..count).map(|index| (index * 7919 % 200) as i8).collect()
        };
        let scales = vec![0.004; 4 * width];
        let bias = vec![0.1; 4 * width];
        let input = Quantised::new(&bytes(4 * width * inputs), &scales, &bias, inputs).unwrap();
        let bias = vec![0.0; 4 * width];
        let hidden = Quantised::new(&bytes(4 * width * width), &scales, &bias, width).unwrap();
        Lstm::new(input, hidden).unwrap()
    }

    #[test]
    fn backward_is_forward_of_the_reversed() {
        let rows: Vec<f32> = (0..15).map(|index| (index % 4) as f32 - 1.5).collect();
        let turned: Vec<f32> = rows.chunks(3).rev().flatten().copied().collect();
        let (mut one, mut other) = (vec![0.0; 10], vec![0.0; 10]);
        let lstm = layer(2, 3);
        lstm.apply(&rows, Direction::Backward, &mut one, 2);
        lstm.apply(&turned, Direction::Forward, &mut other, 2);
        let turned: Vec<f32> = other.chunks(2).rev().flatten().copied().collect();
        assert_eq!(one, turned);
        assert!(one.iter().all(|value| value.abs() < 1.0 && *value != 0.0));
    }

    #[test]
    fn no_rows_give_no_rows() {
        layer(2, 3).apply(&[], Direction::Forward, &mut [], 2);
    }

    #[test]
    fn gates_must_go_together() {
        let layer_of = |outputs: usize, inputs: usize| {
            let zeros = vec![0.0; outputs];
            Quantised::new(&vec![0; outputs * inputs], &zeros, &zeros, inputs).unwrap()
        };
        assert!(Lstm::new(layer_of(8, 5), layer_of(8, 2)).is_some());
        assert!(Lstm::new(layer_of(8, 5), layer_of(8, 3)).is_none());
        assert!(Lstm::new(layer_of(4, 5), layer_of(8, 2)).is_none());
    }
}
