//! A matrix of activations.

use std::ops::Range;

/// Numbers in rows of equal length, row after row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    values: Vec<f32>,
    /// Invariant: `values.len()` is a multiple of it (and 0 where it is 0).
    columns: usize,
    rows: usize,
}

impl Matrix {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self {
            values: vec![0.0; rows * columns],
            columns,
            rows,
        }
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The length of a row.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// One row, to be written.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// Some rows, one after the other.
    ///
    /// # Panics
    /// If there are no such rows.
    #[must_use]
    pub fn part(&self, rows: Range<usize>) -> &[f32] {
        &self.values[rows.start * self.columns..rows.end * self.columns]
    }

    /// All rows, one after the other.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All rows, one after the other, to be written.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// Makes this a matrix of `rows` by `columns`, in the memory it has where that is enough. What it
    /// holds then is of no meaning.
    pub fn reshape(&mut self, rows: usize, columns: usize) {
        self.values.resize(rows * columns, 0.0);
        (self.rows, self.columns) = (rows, columns);
    }
}
