//! One file that holds all that a pipeline is loaded from.
//!
//! ```text
//! magic         16 bytes, the last one the version
//! table length   8 bytes, little-endian
//! table check    8 bytes
//! table         JSON: name, start, length and check of every file
//! files         each at a multiple of 64 bytes
//! ```
//!
//! Starts count from the first multiple of 64 after the table. The checks tell damage, not malice.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Package;
use crate::error::Error;
use crate::thinc;

const MAGIC: &[u8; 16] = b"ascribe-nlp\0\0\0\0\x01";

/// The magic number, the table's length and its check.
const HEADER: usize = 32;

/// Files begin at multiples of this: a cache line.
const ALIGNMENT: usize = 64;

/// What no component is loaded from: the strings of training, accuracy figures, licences' texts.
const LEFT_OUT: &[&str] = &[
    "vocab/strings.json",
    "accuracy.json",
    "README.md",
    "LICENSES_SOURCES",
];

/// Where each file lies in a compiled package. Invariant: every range is within its bytes.
#[derive(Debug, Clone)]
pub(super) struct Table {
    ranges: BTreeMap<String, Range<usize>>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    name: String,
    start: usize,
    length: usize,
    check: u64,
}

/// Whether the bytes begin as a compiled package of any version does.
pub(super) fn is_compiled(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC[..15])
}

impl Table {
    /// Reads the table of a compiled package and checks every file in it.
    pub(super) fn read(bytes: &[u8], place: &str) -> Result<Self, Error> {
        if !is_compiled(bytes) {
            return Err(Error::corrupt(place, "is not a compiled pipeline"));
        }
        if !bytes.starts_with(MAGIC) {
            return Err(Error::unsupported(
                place,
                "was compiled by another version; compile the pipeline again",
            ));
        }
        let (entries, base) =
            read_entries(bytes).ok_or_else(|| damaged(place, "the table of its files"))?;
        let mut ranges = BTreeMap::new();
        for entry in entries {
            let range = entry
                .range_in(bytes, base)
                .ok_or_else(|| damaged(place, &entry.name))?;
            ranges.insert(entry.name, range);
        }
        Ok(Self { ranges })
    }

    /// Where the file `name` lies.
    pub(super) fn range(&self, name: &str) -> Option<Range<usize>> {
        self.ranges.get(name).cloned()
    }

    /// The names of all files, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.ranges.keys().map(String::as_str)
    }
}

impl Entry {
    /// Where it lies, if it lies within the bytes undamaged.
    fn range_in(&self, bytes: &[u8], base: usize) -> Option<Range<usize>> {
        let start = base.checked_add(self.start)?;
        let range = start..start.checked_add(self.length)?;
        (check(bytes.get(range.clone())?) == self.check).then_some(range)
    }
}

/// The entries, and where their starts count from.
fn read_entries(bytes: &[u8]) -> Option<(Vec<Entry>, usize)> {
    let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let end = HEADER.checked_add(usize::try_from(number(16)?).ok()?)?;
    let table = bytes.get(HEADER..end)?;
    let entries = (check(table) == number(24)?).then(|| serde_json::from_slice(table).ok())??;
    Some((entries, end.checked_next_multiple_of(ALIGNMENT)?))
}

/// Writes `package` in this form.
pub(super) fn write(package: &Package, out: &mut impl Write) -> Result<(), Error> {
    let mut files = Vec::new();
    for name in package.names() {
        if name.ends_with("/model") {
            files.extend(thinc::compile(package, name)?);
        } else if !LEFT_OUT.contains(&name) {
            files.push((name.to_owned(), package.file(name)?.to_vec()));
        }
    }
    write_files(&files, out).map_err(|error| Error::io("the compiled pipeline", error))
}

fn write_files(files: &[(String, Vec<u8>)], out: &mut impl Write) -> std::io::Result<()> {
    let mut start = 0;
    let mut entries = Vec::new();
    for (name, bytes) in files {
        entries.push(Entry {
            name: name.clone(),
            start,
            length: bytes.len(),
            check: check(bytes),
        });
        start = (start + bytes.len()).next_multiple_of(ALIGNMENT);
    }
    let table = serde_json::to_vec(&entries)?;
    out.write_all(MAGIC)?;
    out.write_all(&(table.len() as u64).to_le_bytes())?;
    out.write_all(&check(&table).to_le_bytes())?;
    write_padded(&table, HEADER, out)?;
    files
        .iter()
        .try_for_each(|(_, bytes)| write_padded(bytes, 0, out))
}

/// Writes `bytes`, which begin at `offset`, and zeros up to the next multiple of the alignment.
fn write_padded(bytes: &[u8], offset: usize, out: &mut impl Write) -> std::io::Result<()> {
    let end = offset + bytes.len();
    out.write_all(bytes)?;
    out.write_all(&[0; ALIGNMENT][..end.next_multiple_of(ALIGNMENT) - end])
}

/// A fast sum over the bytes that changes with any of them: four lanes of multiplications, so that
/// it keeps up with memory.
fn check(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(FACTOR).rotate_left(29);
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut sums = [1, 2, 3, bytes.len() as u64];
    for block in blocks {
        for (sum, word) in sums.iter_mut().zip(block.as_chunks::<8>().0) {
            *sum = mix(*sum, u64::from_le_bytes(*word));
        }
    }
    let rest = rest.iter().fold(0, |sum, &byte| mix(sum, byte.into()));
    sums.into_iter().fold(rest, mix)
}

fn damaged(place: &str, what: &str) -> Error {
    Error::corrupt(
        place,
        format_args!("{what} is damaged; install the pipeline again"),
    )
}
