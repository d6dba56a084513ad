//! One file that holds all that a pipeline is loaded from.
//!
//! ```text
//! magic         16 bytes, the last one the version
//! table length   8 bytes, little-endian
//! table check    8 bytes
//! table         JSON: the digest of the package it was made from; name, start, length and check of
//!               every file
//! files         each at a multiple of 64 bytes
//! ```
//!
//! Starts count from the first multiple of 64 after the table. The checks tell damage, not malice.
//! Files of numbers stay where they lie; all others are copied out before they are checked and used.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use ascribe_nn::{Blob, Floats};
use serde::{Deserialize, Serialize};

use super::{MAX_FILES, Package};
use crate::error::Error;
use crate::thinc;

const MAGIC: &[u8; 16] = b"ascribe-nlp\0\0\0\0\x02";

/// The magic number, the table's length and its check.
pub(super) const HEADER: usize = 32;

/// The table may not be larger.
const MAX_TABLE: usize = 1 << 22;

/// Files begin at multiples of this: a cache line.
const ALIGNMENT: usize = 64;

/// Numbers are checked in chunks of this many bytes, so that they need no memory of their own.
const CHUNK: usize = 1 << 16;

/// What neither a component nor a user of the compiled file needs. The notices of those whose work
/// went into the pipeline stay in.
const LEFT_OUT: &[&str] = &["vocab/strings.json", "accuracy.json", "README.md"];

#[derive(Serialize, Deserialize)]
struct Table {
    digest: String,
    files: Vec<Entry>,
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

/// Reads a compiled package and checks every file in it. `source` names it in errors.
pub(super) fn read(blob: &Blob, source: String) -> Result<Package, Error> {
    let header = blob.copy(0..HEADER).unwrap_or_default();
    if !is_compiled(&header) {
        return Err(Error::corrupt(source, "is not a compiled pipeline"));
    }
    if !header.starts_with(MAGIC) {
        return Err(Error::unsupported(
            source,
            "was compiled by another version; compile the pipeline again",
        ));
    }
    let (table, base) =
        read_table(blob, &header).ok_or_else(|| damaged(&source, "the table of its files"))?;
    let mut package = Package::loose(&source, BTreeMap::new());
    package.digest = Some(table.digest);
    for entry in table.files {
        add(&mut package, blob, base, &entry).ok_or_else(|| damaged(&source, &entry.name))?;
    }
    Ok(package)
}

/// The table, and where its starts count from.
fn read_table(blob: &Blob, header: &[u8]) -> Option<(Table, usize)> {
    let [.., length, expected] = *header.as_chunks::<8>().0 else {
        return None;
    };
    let length = usize::try_from(u64::from_le_bytes(length)).ok()?;
    let end = HEADER + Some(length).filter(|&length| length <= MAX_TABLE)?;
    let bytes = blob.copy(HEADER..end)?;
    if check(&bytes) != u64::from_le_bytes(expected) {
        return None;
    }
    let table: Table = serde_json::from_slice(&bytes).ok()?;
    (table.files.len() <= MAX_FILES).then_some((table, end.next_multiple_of(ALIGNMENT)))
}

/// Adds the file of one entry, if it is all there and undamaged.
fn add(package: &mut Package, blob: &Blob, base: usize, entry: &Entry) -> Option<()> {
    let start = base.checked_add(entry.start)?;
    let range = start..start.checked_add(entry.length)?;
    if thinc::holds_numbers(&entry.name) {
        let numbers = checked_numbers(blob, range, entry.check)?;
        package.numbers.insert(entry.name.clone(), numbers);
    } else {
        let bytes = blob.copy(range)?;
        if check(&bytes) != entry.check {
            return None;
        }
        package.files.insert(entry.name.clone(), bytes.into());
    }
    Some(())
}

fn checked_numbers(blob: &Blob, range: Range<usize>, expected: u64) -> Option<Floats> {
    let numbers = blob.floats(range.clone())?;
    let mut check = Check::new(range.len());
    for start in range.clone().step_by(CHUNK) {
        check.add(&blob.copy(start..range.end.min(start + CHUNK))?);
    }
    (check.finish() == expected).then_some(numbers)
}

/// Writes `package` in this form.
pub(super) fn write(package: &Package, out: &mut impl Write) -> Result<(), Error> {
    let mut files = BTreeMap::new();
    for (name, bytes) in &package.files {
        if name.ends_with("/model") {
            files.extend(thinc::compile(package, name)?);
        } else if !LEFT_OUT.contains(&name.as_str()) {
            files.insert(name.clone(), bytes.to_vec());
        }
    }
    for (name, numbers) in &package.numbers {
        files.insert(name.clone(), numbers.to_le_bytes());
    }
    write_files(package.digest(), &files, out)
        .map_err(|error| Error::io("the compiled pipeline", error))
}

fn write_files(
    digest: String,
    files: &BTreeMap<String, Vec<u8>>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let table = serde_json::to_vec(&Table {
        digest,
        files: entries(files),
    })?;
    out.write_all(MAGIC)?;
    out.write_all(&(table.len() as u64).to_le_bytes())?;
    out.write_all(&check(&table).to_le_bytes())?;
    write_padded(&table, HEADER, out)?;
    files
        .values()
        .try_for_each(|bytes| write_padded(bytes, 0, out))
}

/// The files' entries, each beginning where the one before ends and its padding.
fn entries(files: &BTreeMap<String, Vec<u8>>) -> Vec<Entry> {
    let mut next = 0;
    let entry = |(name, bytes): (&String, &Vec<u8>)| {
        let start = next;
        next = (start + bytes.len()).next_multiple_of(ALIGNMENT);
        Entry {
            name: name.clone(),
            start,
            length: bytes.len(),
            check: check(bytes),
        }
    };
    files.iter().map(entry).collect()
}

/// Writes `bytes`, which begin at `offset`, and zeros up to the next multiple of the alignment.
fn write_padded(bytes: &[u8], offset: usize, out: &mut impl Write) -> std::io::Result<()> {
    let end = offset + bytes.len();
    out.write_all(bytes)?;
    out.write_all(&[0; ALIGNMENT][..end.next_multiple_of(ALIGNMENT) - end])
}

/// A fast sum over bytes that changes with any of them: four lanes of multiplications, so that it
/// keeps up with memory.
struct Check {
    sums: [u64; 4],
    rest: u64,
}

impl Check {
    /// A sum over this many bytes in all.
    fn new(length: usize) -> Self {
        Self {
            sums: [1, 2, 3, length as u64],
            rest: 0,
        }
    }

    /// Adds the next bytes: multiples of 32 of them, but for the last.
    fn add(&mut self, bytes: &[u8]) {
        let (blocks, rest) = bytes.as_chunks::<32>();
        for block in blocks {
            for (sum, word) in self.sums.iter_mut().zip(block.as_chunks::<8>().0) {
                *sum = mix(*sum, u64::from_le_bytes(*word));
            }
        }
        self.rest = rest.iter().fold(0, |sum, &byte| mix(sum, byte.into()));
    }

    fn finish(self) -> u64 {
        self.sums.into_iter().fold(self.rest, mix)
    }
}

fn mix(sum: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    (sum ^ word).wrapping_mul(FACTOR).rotate_left(29)
}

fn check(bytes: &[u8]) -> u64 {
    let mut check = Check::new(bytes.len());
    check.add(bytes);
    check.finish()
}

fn damaged(place: &str, what: &str) -> Error {
    Error::corrupt(
        place,
        format_args!("{what} is damaged; install the pipeline again"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_in_chunks_is_the_same() {
        let bytes: Vec<u8> = (0..200).collect();
        let mut chunks = Check::new(bytes.len());
        bytes.chunks(64).for_each(|chunk| chunks.add(chunk));
        assert_eq!(chunks.finish(), check(&bytes));
        assert_ne!(check(&bytes[1..]), check(&bytes));
    }
}
