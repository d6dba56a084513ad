//! Bytes that parameters lie in: a mapped file, a part of the program, or memory.
//!
//! What a mapped file holds can change at any time, for any process may write to it. So no
//! reference into the mapping ever exists: bytes are copied out before anyone checks or uses them,
//! and each number is read by itself. Whatever bits are found are a number; a file that is changed
//! below us gives other numbers, and nothing worse. But where a mapped file is *cut short*, reading
//! what is gone kills the process (SIGBUS on Unix). Map only files that are written whole, renamed
//! into place, and never touched again.
//!
//! This module does not know what the bytes mean.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use memmap2::{MmapOptions, MmapRaw};

use crate::Floats;

/// Unchanging bytes, wherever they lie. Clones share them.
#[derive(Clone)]
pub struct Blob {
    source: Source,
}

#[derive(Clone)]
enum Source {
    Mapped(Arc<MmapRaw>),
    Static(&'static [u8]),
    Own(Arc<[u8]>),
}

impl Blob {
    /// Maps the file at `path` into memory rather than reading it. The file must not be changed or
    /// cut short while it is mapped; replace it by renaming a new one over it.
    ///
    /// # Errors
    /// If it is not a file, or cannot be opened or mapped.
    pub fn map(path: &Path) -> io::Result<Self> {
        // Before it is opened: opening a pipe waits for whoever writes to it.
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a file"));
        }
        let map = MmapOptions::new().map_raw_read_only(&File::open(path)?)?;
        Ok(Self {
            source: Source::Mapped(Arc::new(map)),
        })
    }

    /// Bytes that live as long as the program.
    #[must_use]
    pub const fn from_static(bytes: &'static [u8]) -> Self {
        Self {
            source: Source::Static(bytes),
        }
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.source {
            Source::Mapped(map) => map.len(),
            Source::Static(bytes) => bytes.len(),
            Source::Own(bytes) => bytes.len(),
        }
    }

    /// Whether there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of the bytes at `range`; `None` if they are not all there.
    #[must_use]
    pub fn copy(&self, range: Range<usize>) -> Option<Vec<u8>> {
        match &self.source {
            Source::Mapped(map) => copy_mapped(map, range),
            Source::Static(bytes) => Some(bytes.get(range)?.to_vec()),
            Source::Own(bytes) => Some(bytes.get(range)?.to_vec()),
        }
    }

    /// The little-endian numbers at `range`; `None` if they are not all there, or not whole. They
    /// stay where they lie if this machine can use them there, and are copied otherwise.
    #[must_use]
    pub fn floats(&self, range: Range<usize>) -> Option<Floats> {
        if self.len() < range.end || range.end < range.start || !range.len().is_multiple_of(4) {
            return None;
        }
        let aligned = (self.start().addr() + range.start).is_multiple_of(align_of::<f32>());
        if cfg!(target_endian = "little") && aligned {
            Some(Floats::in_place(self.clone(), range))
        } else {
            Floats::from_le_bytes(&self.copy(range)?)
        }
    }

    /// Where the first byte lies. It stays there as long as a clone of this value lives.
    pub(crate) fn start(&self) -> *const u8 {
        match &self.source {
            Source::Mapped(map) => map.as_ptr(),
            Source::Static(bytes) => bytes.as_ptr(),
            Source::Own(bytes) => bytes.as_ptr(),
        }
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            source: Source::Own(bytes.into()),
        }
    }
}

/// Copies word by word as far as there are words, then byte by byte.
#[expect(unsafe_code, reason = "there is no reference into a mapping")]
fn copy_mapped(map: &MmapRaw, range: Range<usize>) -> Option<Vec<u8>> {
    if map.len() < range.end || range.end < range.start {
        return None;
    }
    let mut bytes = vec![0; range.len()];
    // SAFETY: the range begins within the mapping, or right at its end.
    let start = unsafe { map.as_ptr().add(range.start) };
    let (words, rest) = if start.addr().is_multiple_of(align_of::<u64>()) {
        bytes.as_chunks_mut::<8>()
    } else {
        (&mut [][..], &mut bytes[..])
    };
    let copied = words.len() * 8;
    for (index, word) in words.iter_mut().enumerate() {
        // SAFETY: the word lies within the range, which lies within the mapping, and is aligned.
        // It is volatile, since another process may change what is there.
        *word = unsafe { start.cast::<u64>().add(index).read_volatile() }.to_ne_bytes();
    }
    for (index, byte) in rest.iter_mut().enumerate() {
        // SAFETY: as above; bytes are always aligned.
        *byte = unsafe { start.add(copied + index).read_volatile() };
    }
    Some(bytes)
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.source {
            Source::Mapped(_) => "mapped",
            Source::Static(_) => "built-in",
            Source::Own(_) => "own",
        };
        write!(f, "{} {kind} bytes", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[repr(align(4))]
    struct Aligned([u8; 12]);

    static BYTES: Aligned = Aligned([0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]);

    #[track_caller]
    fn check(blob: &Blob) {
        assert_eq!(blob.len(), 12);
        assert_eq!(blob.copy(1..12).as_deref(), Some(&BYTES.0[1..]));
        assert_eq!(blob.copy(0..12).as_deref(), Some(&BYTES.0[..]));
        assert_eq!(blob.copy(12..12).as_deref(), Some(&[][..]));
        assert_eq!(blob.copy(8..13), None);
        assert_eq!(*blob.floats(4..12).unwrap().values(), [2.0, 3.0]);
        assert_eq!(blob.floats(1..5).unwrap().len(), 1, "not aligned: copied");
        assert!(blob.floats(0..6).is_none(), "not whole");
        assert!(blob.floats(8..16).is_none(), "not there");
    }

    #[test]
    fn bytes_of_every_source() {
        check(&Blob::from_static(&BYTES.0));
        check(&Blob::from(BYTES.0.to_vec()));
    }

    #[test]
    fn mapped_bytes() {
        let folder = std::env::temp_dir().join(format!("ascribe-nn-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("bytes");
        std::fs::write(&path, BYTES.0).unwrap();
        check(&Blob::map(&path).unwrap());
        std::fs::write(&path, []).unwrap();
        assert!(Blob::map(&path).unwrap().is_empty());
        assert!(Blob::map(&folder).is_err(), "a folder");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
