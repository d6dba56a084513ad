//! A file of weights in the safetensors format: arrays with a name and a shape each.
//!
//! A matrix `NAME` of bytes has its scales, one a row, beside it in `NAME.scale`. Word lists are
//! arrays of UTF-8 bytes, one entry a line. Nothing in a file is trusted: what is missing or has
//! another shape is an error.

use ascribe_nn::{Affine, LayerNorm, Matrix, Quantised};
use safetensors::{Dtype, SafeTensors};

use crate::{Error, Table};

/// The arrays of one file, and what it says of itself.
pub struct Weights<'b> {
    tensors: SafeTensors<'b>,
    about: Vec<(String, String)>,
}

impl<'b> Weights<'b> {
    /// The arrays in `bytes`.
    ///
    /// # Errors
    /// If they are not a safetensors file.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, Error> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let about = header.metadata().iter().flatten();
        Ok(Self {
            about: about
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
            tensors: SafeTensors::deserialize(bytes)?,
        })
    }

    /// What the file says of itself under `key`.
    ///
    /// # Errors
    /// If it says nothing.
    pub fn about(&self, key: &str) -> Result<&str, Error> {
        let found = self.about.iter().find(|(known, _)| known == key);
        found
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| Error::corrupt(format!("nothing is said of {key}")))
    }

    /// The number that the file says of itself under `key`.
    ///
    /// # Errors
    /// If it says nothing, or no number.
    pub fn number(&self, key: &str) -> Result<usize, Error> {
        let number = self.about(key)?.parse();
        number.map_err(|_| Error::corrupt(format!("{key} is not a number")))
    }

    /// The lines of a word list.
    ///
    /// # Errors
    /// If there is no such list, or it is not UTF-8.
    pub fn lines(&self, name: &str) -> Result<std::str::Lines<'b>, Error> {
        let (bytes, _) = self.array(name, Dtype::U8)?;
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_| Error::corrupt(format!("{name} is not UTF-8")))?;
        Ok(text.lines())
    }

    /// The numbers of an array of that shape.
    ///
    /// # Errors
    /// If there is no such array.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let (bytes, found) = self.array(name, Dtype::F32)?;
        if found != shape {
            return Err(wrong_shape(name, &found, shape));
        }
        let (numbers, _) = bytes.as_chunks::<4>();
        Ok(numbers
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect())
    }

    /// The numbers of a matrix with rows of `columns`, as many as there are.
    ///
    /// # Errors
    /// If there is no such matrix.
    pub fn matrix(&self, name: &str, columns: usize) -> Result<Matrix, Error> {
        let (_, shape) = self.array(name, Dtype::F32)?;
        let rows = shape.first().copied().unwrap_or(0);
        let values = self.floats(name, &[rows, columns])?;
        let mut matrix = Matrix::zeros(rows, columns);
        matrix.values_mut().copy_from_slice(&values);
        Ok(matrix)
    }

    /// The rows of a matrix of bytes to look up, as many as there are.
    ///
    /// # Errors
    /// If there is no such matrix, or it has other columns.
    pub fn table(&self, name: &str, columns: usize) -> Result<Table, Error> {
        let (values, scales) = self.bytes(name, columns)?;
        let table = Table::new(values, scales, columns);
        table.ok_or_else(|| Error::corrupt(format!("{name} has no rows")))
    }

    /// The linear layer `name` whose weights are bytes: `name.weight`, its scales and `name.bias`.
    ///
    /// # Errors
    /// If an array is missing or of another shape.
    pub fn quantised(&self, name: &str, outputs: usize, inputs: usize) -> Result<Quantised, Error> {
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        self.quantised_with(&format!("{name}.weight"), &bias, inputs)
    }

    /// The linear layer of the matrix `name`, whose weights are bytes, with that bias.
    ///
    /// # Errors
    /// If an array is missing or of another shape.
    pub fn quantised_with(
        &self,
        name: &str,
        bias: &[f32],
        inputs: usize,
    ) -> Result<Quantised, Error> {
        let (weights, scales) = self.bytes(name, inputs)?;
        Quantised::new(&weights, &scales, bias, inputs)
            .ok_or_else(|| Error::corrupt(format!("{name} has another shape")))
    }

    /// The linear layer of `name.weight` and `name.bias`.
    ///
    /// # Errors
    /// If an array is missing or of another shape.
    pub fn affine(&self, name: &str, outputs: usize, inputs: usize) -> Result<Affine, Error> {
        let weights = self.floats(&format!("{name}.weight"), &[outputs, inputs])?;
        let bias = self.floats(&format!("{name}.bias"), &[outputs])?;
        Affine::new(&weights, &bias, outputs, inputs)
            .ok_or_else(|| Error::corrupt(format!("{name} has another shape")))
    }

    /// The norm of `name.weight` and `name.bias`.
    ///
    /// # Errors
    /// If an array is missing or of another shape.
    pub fn norm(&self, name: &str, width: usize, epsilon: f32) -> Result<LayerNorm, Error> {
        let gain = self.floats(&format!("{name}.weight"), &[width])?;
        let bias = self.floats(&format!("{name}.bias"), &[width])?;
        let norm = LayerNorm::new(&gain, &bias);
        let norm = norm.ok_or_else(|| Error::corrupt(format!("{name} has another shape")))?;
        Ok(norm.with_epsilon(epsilon))
    }

    /// A matrix of bytes with its scales.
    fn bytes(&self, name: &str, columns: usize) -> Result<(Vec<i8>, Vec<f32>), Error> {
        let (bytes, shape) = self.array(name, Dtype::I8)?;
        let rows = shape.first().copied().unwrap_or(0);
        if shape != [rows, columns] {
            return Err(wrong_shape(name, &shape, &[rows, columns]));
        }
        let scales = self.floats(&format!("{name}.scale"), &[rows])?;
        Ok((
            bytes.iter().map(|byte| byte.cast_signed()).collect(),
            scales,
        ))
    }

    fn array(&self, name: &str, kind: Dtype) -> Result<(&'b [u8], Vec<usize>), Error> {
        let found = self.tensors.tensor(name)?;
        if found.dtype() != kind {
            let what = format!("{name} holds {:?} in place of {kind:?}", found.dtype());
            return Err(Error::corrupt(what));
        }
        Ok((found.data(), found.shape().to_vec()))
    }
}

fn wrong_shape(name: &str, found: &[usize], expected: &[usize]) -> Error {
    Error::corrupt(format!("{name} is {found:?} in place of {expected:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_without_columns_is_an_error() {
        let header =
            br#"{"rows":{"dtype":"F32","shape":[4611686018427387904,0],"data_offsets":[0,0]}}"#;
        let bytes = [&(header.len() as u64).to_le_bytes()[..], header].concat();
        let weights = Weights::parse(&bytes).unwrap();
        assert!(weights.matrix("rows", 384).is_err());
    }
}
