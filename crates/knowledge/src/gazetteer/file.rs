//! The compiled file.
//!
//! ```text
//! magic          16 bytes, the last one the version
//! header length   8 bytes, little-endian
//! check           8 bytes, over everything behind it
//! header         JSON: digests, folding, the length of every section
//! names          an fst from folded name to (first candidate, how many)
//! candidates     4 bytes each
//! entries        a record each
//! texts          names as the gazetteer writes them, one after the other
//! ```
//!
//! Names are copied into memory, since the automaton needs them as a slice; everything else is read
//! where it lies, record by record. The check tells damage, not malice; whatever the records hold,
//! reading them is safe.

use std::ops::Range;

use ascribe_nn::Blob;
use serde::{Deserialize, Serialize};

use super::entry::{self, Candidate, Entry, EntryId};
use super::folding::Folding;
use crate::Error;

const MAGIC: &[u8; 16] = b"ascribe-places\0\x01";

/// The magic number, the header's length and the check.
const PREFIX: usize = 32;

/// The header may not be larger.
const MAX_HEADER: usize = 1 << 20;

/// The check reads so many bytes at a time.
const CHUNK: usize = 1 << 16;

/// The bits of an fst's value that say how many candidates there are.
const COUNT_BITS: u32 = 16;

/// A compiled gazetteer, open.
#[derive(Debug, Clone)]
pub(super) struct File {
    blob: Blob,
    header: Header,
    names: fst::Map<Vec<u8>>,
    candidates: Range<usize>,
    entries: Range<usize>,
    texts: Range<usize>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Header {
    /// SHA-256 of what it was made from.
    inputs: String,
    /// SHA-256 of the sections.
    digest: String,
    longest: usize,
    folding: Folding,
    names: usize,
    candidates: usize,
    entries: usize,
    texts: usize,
}

/// What a file is written from.
pub(super) struct Contents {
    pub(super) inputs: String,
    pub(super) longest: usize,
    pub(super) folding: Folding,
    pub(super) names: Vec<u8>,
    pub(super) candidates: Vec<u8>,
    pub(super) entries: Vec<u8>,
    pub(super) texts: Vec<u8>,
}

/// The value of a name: its first candidate, and how many it has.
pub(super) fn value(first: usize, count: usize) -> u64 {
    (first as u64) << COUNT_BITS | count as u64
}

impl Contents {
    /// The file's bytes.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let sections = [&self.names, &self.candidates, &self.entries, &self.texts];
        let header = Header {
            inputs: self.inputs.clone(),
            digest: crate::files::sha256(sections.map(Vec::as_slice)),
            longest: self.longest,
            folding: self.folding.clone(),
            names: self.names.len(),
            candidates: self.candidates.len(),
            entries: self.entries.len(),
            texts: self.texts.len(),
        };
        let header =
            serde_json::to_vec(&header).map_err(|error| Error::gazetteer(error.to_string()))?;
        let mut bytes = Vec::new();
        bytes.extend(MAGIC);
        bytes.extend((header.len() as u64).to_le_bytes());
        bytes.extend([0; 8]);
        bytes.extend(&header);
        sections.iter().for_each(|section| bytes.extend(*section));
        let check = check(&Blob::from(bytes.clone())).unwrap_or_default();
        bytes[PREFIX - 8..PREFIX].copy_from_slice(&check.to_le_bytes());
        Ok(bytes)
    }
}

impl File {
    /// Reads and checks a file; `source` names it in errors.
    pub(super) fn read(blob: &Blob, source: &str) -> Result<Self, Error> {
        let damaged =
            |what: &str| Error::gazetteer(format!("{source}: {what}; set the gazetteer up again"));
        let prefix = blob.copy(0..PREFIX.min(blob.len())).unwrap_or_default();
        if !prefix.starts_with(MAGIC) {
            return Err(damaged("is not a gazetteer of this version"));
        }
        let [_, _, length, expected] = *prefix.as_chunks::<8>().0 else {
            return Err(damaged("is cut short"));
        };
        if check(blob) != Some(u64::from_le_bytes(expected)) {
            return Err(damaged("is damaged"));
        }
        Self::sections(blob, u64::from_le_bytes(length)).ok_or_else(|| damaged("is damaged"))
    }

    fn sections(blob: &Blob, length: u64) -> Option<Self> {
        let length = usize::try_from(length)
            .ok()
            .filter(|length| *length <= MAX_HEADER)?;
        let mut end = PREFIX + length;
        let header: Header = serde_json::from_slice(&blob.copy(PREFIX..end)?).ok()?;
        let mut next = |length: usize| {
            let start = end;
            end = start.checked_add(length)?;
            (end <= blob.len()).then_some(start..end)
        };
        let names = next(header.names)?;
        Some(Self {
            names: fst::Map::new(blob.copy(names)?).ok()?,
            candidates: next(header.candidates)?,
            entries: next(header.entries)?,
            texts: next(header.texts)?,
            blob: blob.clone(),
            header,
        })
    }

    pub(super) fn digest(&self) -> &str {
        &self.header.digest
    }

    pub(super) fn inputs(&self) -> &str {
        &self.header.inputs
    }

    pub(super) fn longest(&self) -> usize {
        self.header.longest
    }

    pub(super) fn folding(&self) -> Folding {
        self.header.folding.clone()
    }

    /// The candidates under a key.
    pub(super) fn candidates(&self, key: &str) -> Vec<Candidate> {
        let value = self.names.get(key);
        value.and_then(|value| self.row(value)).unwrap_or_default()
    }

    fn row(&self, value: u64) -> Option<Vec<Candidate>> {
        let first = usize::try_from(value >> COUNT_BITS).ok()?;
        let count = usize::try_from(value & ((1 << COUNT_BITS) - 1)).ok()?;
        let bytes = self.part(&self.candidates, first.checked_mul(4)?, count * 4)?;
        let packed = bytes.as_chunks::<4>().0.iter();
        Some(
            packed
                .map(|bytes| Candidate::unpacked(u32::from_le_bytes(*bytes)))
                .collect(),
        )
    }

    pub(super) fn entry(&self, id: EntryId) -> Option<Entry> {
        self.record(id).map(|(entry, ..)| entry)
    }

    pub(super) fn name(&self, id: EntryId) -> Option<String> {
        let (_, start, length) = self.record(id)?;
        String::from_utf8(self.part(&self.texts, start, length)?).ok()
    }

    fn record(&self, id: EntryId) -> Option<(Entry, usize, usize)> {
        let start = id.index().checked_mul(entry::LENGTH)?;
        Entry::from_bytes(&self.part(&self.entries, start, entry::LENGTH)?)
    }

    /// A copy of `length` bytes of a section.
    fn part(&self, section: &Range<usize>, start: usize, length: usize) -> Option<Vec<u8>> {
        let start = section.start.checked_add(start)?;
        let end = start
            .checked_add(length)
            .filter(|end| *end <= section.end)?;
        self.blob.copy(start..end)
    }
}

/// A fast sum over everything behind the prefix, which changes with any bit.
fn check(blob: &Blob) -> Option<u64> {
    let mut sums = [1, 2, 3, blob.len() as u64];
    let mut start = PREFIX;
    while start < blob.len() {
        let end = blob.len().min(start + CHUNK);
        let bytes = blob.copy(start..end)?;
        let (blocks, rest) = bytes.as_chunks::<32>();
        for block in blocks {
            for (sum, word) in sums.iter_mut().zip(block.as_chunks::<8>().0) {
                *sum = mix(*sum, u64::from_le_bytes(*word));
            }
        }
        sums[0] = rest
            .iter()
            .fold(sums[0], |sum, byte| mix(sum, u64::from(*byte)));
        start = end;
    }
    Some(sums.into_iter().fold(0, mix))
}

fn mix(sum: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    (sum ^ word).wrapping_mul(FACTOR).rotate_left(29)
}
