//! Bytes mapped from a file, and parameters that may lie in them.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

use memmap2::Mmap;

/// The bytes of a file, mapped into memory rather than read, or bytes that are part of the program.
/// Clones share them.
#[derive(Clone)]
pub struct Mapped {
    source: Source,
}

#[derive(Clone)]
enum Source {
    File(Arc<Mmap>),
    Static(&'static [u8]),
}

/// An unchanging run of numbers: in memory of its own, or where it lies in [`Mapped`] bytes. Clones
/// share it.
#[derive(Clone)]
pub struct Floats {
    store: Store,
    range: Range<usize>,
}

#[derive(Clone)]
enum Store {
    Own(Arc<[f32]>),
    /// Invariant: the bytes at the range are aligned for `f32` and whole numbers of them.
    Mapped(Mapped),
}

impl Mapped {
    /// Maps the file at `path`. The file must not be changed in place while it is mapped; replace it
    /// by renaming a new one over it.
    ///
    /// # Errors
    /// If the file cannot be opened or mapped.
    #[expect(unsafe_code, reason = "mapping a file is the point of this type")]
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: the mapping is read-only and private to this value. Another process that changes
        // the file in place could change the bytes below us; the documentation forbids that, and no
        // value other than numbers is ever read from them without a check.
        let map = unsafe { Mmap::map(&file)? };
        Ok(Self {
            source: Source::File(Arc::new(map)),
        })
    }

    /// Bytes that live as long as the program.
    #[must_use]
    pub const fn from_static(bytes: &'static [u8]) -> Self {
        Self {
            source: Source::Static(bytes),
        }
    }

    /// All the bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.source {
            Source::File(map) => map,
            Source::Static(bytes) => bytes,
        }
    }

    /// The little-endian numbers at `range`, where they lie; `None` if the range is not in the
    /// bytes, not aligned, or this machine orders bytes otherwise. Copy them then.
    #[must_use]
    pub fn floats(&self, range: Range<usize>) -> Option<Floats> {
        let bytes = self.bytes().get(range.clone())?;
        let usable = cfg!(target_endian = "little") && as_floats(bytes).is_some();
        usable.then(|| Floats {
            store: Store::Mapped(self.clone()),
            range,
        })
    }
}

impl Floats {
    /// The numbers of `range`, shared with this value; `None` if they are not all there.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        self.get(range.clone())?;
        let unit = if matches!(self.store, Store::Own(_)) {
            1
        } else {
            size_of::<f32>()
        };
        let start = self.range.start + range.start * unit;
        Some(Self {
            store: self.store.clone(),
            range: start..start + range.len() * unit,
        })
    }

    /// Numbers from their little-endian bytes; `None` if a number is cut off.
    #[must_use]
    pub fn from_le_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        rest.is_empty().then(|| {
            numbers
                .iter()
                .map(|bytes| f32::from_le_bytes(*bytes))
                .collect::<Vec<_>>()
                .into()
        })
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

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &self.store {
            Store::Own(values) => &values[self.range.clone()],
            Store::Mapped(mapped) => as_floats(&mapped.bytes()[self.range.clone()])
                .expect("checked when the range was taken"),
        }
    }
}

/// The same bytes as numbers, if they are aligned and whole.
#[expect(unsafe_code, reason = "parameters are used where they lie in the file")]
fn as_floats(bytes: &[u8]) -> Option<&[f32]> {
    // SAFETY: every bit pattern is an `f32`; `align_to` sees to alignment and bounds.
    let (before, numbers, after) = unsafe { bytes.align_to::<f32>() };
    (before.is_empty() && after.is_empty()).then_some(numbers)
}

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} mapped bytes", self.bytes().len())
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

    #[test]
    fn mapped_numbers_are_used_in_place() {
        let mapped = Mapped::from_static(&BYTES.0);
        let floats = mapped.floats(4..12).unwrap();
        assert_eq!(&*floats, [2.0, 3.0]);
        assert_eq!(&*floats.part(1..2).unwrap(), [3.0]);
        assert!(floats.part(1..3).is_none());
    }

    #[test]
    fn what_cannot_be_used_in_place_is_said() {
        let mapped = Mapped::from_static(&BYTES.0);
        assert!(mapped.floats(1..5).is_none(), "not aligned");
        assert!(mapped.floats(0..6).is_none(), "not whole");
        assert!(mapped.floats(8..16).is_none(), "not there");
    }

    #[test]
    fn copies_give_the_same_numbers() {
        let floats = Floats::from_le_bytes(&BYTES.0).unwrap();
        assert_eq!(&*floats, [1.0, 2.0, 3.0]);
        assert_eq!(&*floats.part(1..3).unwrap(), [2.0, 3.0]);
        assert!(Floats::from_le_bytes(&BYTES.0[..5]).is_none());
    }
}
