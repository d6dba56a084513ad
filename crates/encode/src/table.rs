//! Rows of numbers to look up, kept as bytes.

/// Rows of one byte a number, each row with the worth of one.
#[derive(Debug, Clone)]
pub struct Table {
    values: Vec<i8>,
    /// Invariant: as many as there are rows of `width` values.
    scales: Vec<f32>,
    width: usize,
}

impl Table {
    /// A table of `scales.len()` rows; `None` if there are more or fewer values than those have.
    #[must_use]
    pub fn new(values: Vec<i8>, scales: Vec<f32>, width: usize) -> Option<Self> {
        let whole = scales.len().checked_mul(width) == Some(values.len());
        (whole && 0 < width).then_some(Self {
            values,
            scales,
            width,
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// The length of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds the numbers of a row to those of `output`; of a row that is not there, nothing.
    pub fn add_to(&self, row: usize, output: &mut [f32]) {
        let Some(&scale) = self.scales.get(row) else {
            return;
        };
        let values = &self.values[row * self.width..(row + 1) * self.width];
        for (output, &value) in output.iter_mut().zip(values) {
            *output += f32::from(value) * scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_added() {
        let table = Table::new(vec![1, -2, 3, 4], vec![0.5, 10.0], 2).unwrap();
        let mut output = [1.0, 1.0];
        table.add_to(0, &mut output);
        table.add_to(1, &mut output);
        table.add_to(2, &mut output);
        assert_eq!(output, [31.5, 40.0]);
        assert!(Table::new(vec![1], vec![1.0], 2).is_none());
        assert!(Table::new(vec![], vec![], 0).is_none());
    }
}
