//! Attention of every row of a sequence to every other.

use crate::curves::exponentials;
use crate::gemm::{Packed, Rows};
use crate::lanes::{Lanes, Work, run};

/// What `heads` heads gather from a sequence whose rows hold a query, a key and a value for each:
/// all queries first, then all keys, then all values. A row of `output` for every row of `input`.
///
/// # Panics
/// If the rows are not three times as long as those of `output`, or do not divide into heads: no
/// row divides into none.
pub fn attention(input: &[f32], heads: usize, width: usize, output: &mut [f32]) {
    let rows = output.len() / width.max(1);
    assert!(
        input.len() == 3 * output.len()
            && output.len() == rows * width
            && width.is_multiple_of(heads),
        "a query, a key and a value for every head of every row"
    );
    if rows == 0 {
        return;
    }
    let mut head = Head::new(input, rows, width, width / heads);
    for index in 0..heads {
        head.attend(index, output);
    }
}

/// Room for the work of one head after the other.
struct Head<'a> {
    input: &'a [f32],
    rows: usize,
    /// Of a row of output.
    width: usize,
    /// Of one head's part of it.
    part: usize,
    keys: Vec<f32>,
    values: Vec<f32>,
    scores: Vec<f32>,
    found: Vec<f32>,
    zeros: Vec<f32>,
}

impl<'a> Head<'a> {
    fn new(input: &'a [f32], rows: usize, width: usize, part: usize) -> Self {
        Self {
            input,
            rows,
            width,
            part,
            keys: vec![0.0; rows * part],
            values: vec![0.0; rows * part],
            scores: vec![0.0; rows * rows],
            found: vec![0.0; rows * part],
            zeros: vec![0.0; rows.max(part)],
        }
    }

    fn attend(&mut self, index: usize, output: &mut [f32]) {
        self.take(index);
        let (rows, part) = (self.rows, self.part);
        let keys = Packed::affine(&self.keys, &self.zeros[..rows], rows, part);
        let queries = Rows {
            values: &self.input[index * part..],
            stride: 3 * self.width,
            count: rows,
        };
        keys.apply(queries, &mut self.scores);
        run(Proportions {
            scores: &mut self.scores,
            columns: rows,
        });
        let values = Packed::affine(&self.values, &self.zeros[..part], part, rows);
        let scores = Rows {
            values: &self.scores,
            stride: rows,
            count: rows,
        };
        values.apply(scores, &mut self.found);
        let found = self.found.chunks_exact(part);
        for (found, row) in found.zip(output.chunks_exact_mut(self.width)) {
            row[index * part..(index + 1) * part].copy_from_slice(found);
        }
    }

    /// Takes the keys of one head, made smaller by the root of their length, and its values with
    /// rows and columns exchanged.
    fn take(&mut self, index: usize) {
        let (part, width) = (self.part, self.width);
        let scale = 1.0 / (part as f32).sqrt();
        for (row, input) in self.input.chunks_exact(3 * width).enumerate() {
            let of = |kind: usize| &input[kind * width + index * part..][..part];
            let keys = &mut self.keys[row * part..(row + 1) * part];
            keys.iter_mut()
                .zip(of(1))
                .for_each(|(key, value)| *key = value * scale);
            for (column, &value) in of(2).iter().enumerate() {
                self.values[column * self.rows + row] = value;
            }
        }
    }
}

struct Proportions<'a> {
    scores: &'a mut [f32],
    columns: usize,
}

impl Work for Proportions<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self) {
        for row in self.scores.chunks_exact_mut(self.columns) {
            let scale = 1.0 / exponentials(row);
            row.iter_mut().for_each(|value| *value *= scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition, in 64 bits.
    fn expected(input: &[f32], heads: usize, width: usize) -> Vec<f64> {
        let rows: Vec<&[f32]> = input.chunks_exact(3 * width).collect();
        let part = width / heads;
        let mut output = Vec::new();
        for row in &rows {
            for at in 0..width {
                let start = at / part * part;
                let score = |other: &[f32]| {
                    let products = (start..start + part)
                        .map(|at| f64::from(row[at]) * f64::from(other[width + at]));
                    (products.sum::<f64>() / (part as f64).sqrt()).exp()
                };
                let sum: f64 = rows.iter().map(|other| score(other)).sum();
                let of = |other: &&[f32]| score(other) * f64::from(other[2 * width + at]);
                output.push(rows.iter().map(of).sum::<f64>() / sum);
            }
        }
        output
    }

    #[track_caller]
    fn check(rows: usize, heads: usize, width: usize) {
        let number = |index: usize| (index * 7919 % 2003) as f32 / 500.0 - 2.0;
        let input: Vec<f32> = (0..rows * width * 3).map(number).collect();
        let mut output = vec![9.0; rows * width];
        attention(&input, heads, width, &mut output);
        for (found, expected) in output.iter().zip(expected(&input, heads, width)) {
            assert!(
                (f64::from(*found) - expected).abs() < 1e-5,
                "{found}, not {expected}"
            );
        }
    }

    #[test]
    fn attention_is_what_it_is_defined_as() {
        check(1, 1, 4);
        check(3, 2, 8);
        check(70, 4, 64);
        attention(&[], 2, 8, &mut []);
        attention(&[], 0, 0, &mut []);
    }

    #[test]
    #[should_panic(expected = "for every head")]
    fn without_heads_there_is_no_attention() {
        attention(&[0.0; 12], 0, 4, &mut [0.0; 4]);
    }
}
