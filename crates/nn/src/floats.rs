//! Parameters: in memory of their own, or where they lie in a [`Blob`].

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::Blob;

/// An unchanging run of numbers. Clones share it.
#[derive(Clone)]
pub struct Floats {
    store: Store,
    /// Which of the stored numbers. Invariant: they are all there.
    range: Range<usize>,
}

#[derive(Clone)]
enum Store {
    Own(Arc<[f32]>),
    /// Numbers from this byte on. Invariant: it is aligned for them.
    InPlace(Blob, usize),
}

impl Floats {
    /// The numbers at `bytes` of `blob`, which are there, aligned and whole.
    pub(crate) fn in_place(blob: Blob, bytes: Range<usize>) -> Self {
        Self {
            store: Store::InPlace(blob, bytes.start),
            range: 0..bytes.len() / size_of::<f32>(),
        }
    }

    /// Numbers from their little-endian bytes; `None` if a number is cut off.
    #[must_use]
    pub fn from_le_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        let numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
        rest.is_empty().then(|| numbers.collect::<Vec<_>>().into())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The numbers of `range`, shared with this value; `None` if they are not all there.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        let fits = range.start <= range.end && range.end <= self.len();
        fits.then(|| Self {
            store: self.store.clone(),
            range: self.range.start + range.start..self.range.start + range.end,
        })
    }

    /// All of them, copied where they do not lie in memory of their own.
    #[must_use]
    pub fn values(&self) -> Cow<'_, [f32]> {
        match &self.store {
            Store::Own(values) => Cow::Borrowed(&values[self.range.clone()]),
            Store::InPlace(..) => {
                let mut values = vec![0.0; self.len()];
                self.read(0, &mut values);
                Cow::Owned(values)
            }
        }
    }

    /// All of them as little-endian bytes.
    #[must_use]
    pub fn to_le_bytes(&self) -> Vec<u8> {
        let values = self.values();
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }

    /// Writes the numbers from `start` on to `output`.
    ///
    /// # Panics
    /// If there are not as many.
    pub(crate) fn read(&self, start: usize, output: &mut [f32]) {
        self.each(start, output, |output, value| *output = value);
    }

    /// Adds the numbers from `start` on to those of `output`.
    ///
    /// # Panics
    /// If there are not as many.
    pub(crate) fn add_to(&self, start: usize, output: &mut [f32]) {
        self.each(start, output, |output, value| *output += value);
    }

    #[expect(unsafe_code, reason = "numbers are used where they lie in a file")]
    #[inline(always)]
    fn each(&self, start: usize, output: &mut [f32], put: impl Fn(&mut f32, f32)) {
        assert!(
            start <= self.len() && output.len() <= self.len() - start,
            "as many numbers are there"
        );
        let first = self.range.start + start;
        match &self.store {
            Store::Own(values) => {
                let values = &values[first..first + output.len()];
                output
                    .iter_mut()
                    .zip(values)
                    .for_each(|(output, &value)| put(output, value));
            }
            Store::InPlace(blob, base) => {
                // SAFETY: the range of this value lies within the blob, and `first` within it.
                let numbers = unsafe { blob.start().add(*base).cast::<f32>().add(first) };
                for (index, output) in output.iter_mut().enumerate() {
                    // SAFETY: aligned from `base` on, and within the range, as was asserted. Every
                    // bit pattern is an `f32`, and no address ever follows from one. The blob's
                    // owner promised not to change its file; should another process do so all the
                    // same, there is no reference whose promise that breaks.
                    put(output, unsafe { numbers.add(index).read() });
                }
            }
        }
    }
}

impl From<Vec<f32>> for Floats {
    fn from(values: Vec<f32>) -> Self {
        let range = 0..values.len();
        Self {
            store: Store::Own(values.into()),
            range,
        }
    }
}

impl fmt::Debug for Floats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} numbers", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[repr(align(4))]
    struct Aligned([u8; 12]);

    static BYTES: Aligned = Aligned([0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]);

    #[track_caller]
    fn check(floats: &Floats) {
        assert_eq!(*floats.values(), [1.0, 2.0, 3.0]);
        assert_eq!(*floats.part(1..3).unwrap().values(), [2.0, 3.0]);
        let part = floats.part(1..3).and_then(|part| part.part(1..2)).unwrap();
        assert_eq!(*part.values(), [3.0]);
        assert!(part.part(0..2).is_none() && floats.part(1..4).is_none());
        let mut output = [0.0; 2];
        floats.read(1, &mut output);
        floats.add_to(0, &mut output);
        assert_eq!(output, [3.0, 5.0]);
        assert_eq!(floats.to_le_bytes(), BYTES.0);
    }

    #[test]
    fn numbers_in_place_and_copies_are_the_same() {
        check(&Blob::from_static(&BYTES.0).floats(0..12).unwrap());
        check(&Floats::from_le_bytes(&BYTES.0).unwrap());
        check(&vec![1.0, 2.0, 3.0].into());
        assert!(Floats::from_le_bytes(&BYTES.0[..5]).is_none());
    }

    #[test]
    #[should_panic(expected = "as many numbers")]
    fn numbers_that_are_not_there_are_not_read() {
        let floats = Blob::from_static(&BYTES.0).floats(0..8).unwrap();
        floats.read(1, &mut [0.0; 2]);
    }
}
