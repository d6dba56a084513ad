//! Places of the world by name: one compiled, memory-mapped file, made when the program is set up.
//!
//! ```text
//! "Al-Mawsil" -> folded "al mawsil" -> fst -> a row of candidates -> one record for each
//! ```
//!
//! Gives candidates and what is known of each. Which of them a report means is beyond it, and so is
//! whether a word is a name at all.

mod compile;
mod entry;
mod file;
mod folding;
mod sources;

use std::path::Path;

use ascribe_nn::Blob;

pub use compile::compile;
pub use entry::{Candidate, Entry, EntryId};
pub use sources::GazetteerSources;

use crate::{DataFiles, Error};
use file::File;
use folding::{Folding, demonym_key};

/// The places of the world by name.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    file: File,
    folding: Folding,
}

impl Gazetteer {
    /// Opens a file that [`compile`] wrote. It is mapped into memory; see [`Blob::map`] for what
    /// may not be done to it meanwhile.
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or was written by another version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let blob = Blob::map(path).map_err(|source| Error::io(path.display(), source))?;
        Self::read(&blob, &path.display().to_string())
    }

    /// A compiled gazetteer that is part of the program.
    ///
    /// # Errors
    /// If the bytes are damaged, or were written by another version.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, Error> {
        Self::read(&Blob::from_static(bytes), "the built-in gazetteer")
    }

    /// A compiled gazetteer in memory.
    ///
    /// # Errors
    /// As [`Gazetteer::from_static`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::read(&Blob::from(bytes), "a gazetteer in memory")
    }

    fn read(blob: &Blob, source: &str) -> Result<Self, Error> {
        let file = File::read(blob, source)?;
        Ok(Self {
            folding: file.folding(),
            file,
        })
    }

    /// SHA-256 of its contents.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.file.digest()
    }

    /// Whether it was made from these tables and packages.
    #[must_use]
    pub fn is_made_from(&self, files: &DataFiles, packages: &[&str]) -> bool {
        self.file.inputs() == sources::digest(files, packages)
    }

    /// The number of words of the longest name.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.file.longest()
    }

    /// The places that are called `name`, the most populous first. Case and accents do not matter,
    /// but for names of few capitals: "US" is a place and "us" is not.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let keys = self.folding.keys(name);
        let mut found = keys.iter().map(|key| self.file.candidates(key));
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The countries and provinces whose people and things are called `word`: "Kenyan".
    #[must_use]
    pub fn of_demonym(&self, word: &str) -> Vec<Candidate> {
        let key = self.folding.fold(word).map(|word| demonym_key(&word));
        key.map_or_else(Vec::new, |key| self.file.candidates(&key))
    }

    /// The form of a name by which it is compared with others.
    #[must_use]
    pub fn folded(&self, name: &str) -> String {
        let keys = self.folding.keys(name);
        keys.into_iter().next().unwrap_or_default()
    }

    /// The record of a place.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<Entry> {
        self.file.entry(id)
    }

    /// The name of a place as the gazetteer writes it.
    #[must_use]
    pub fn name(&self, id: EntryId) -> Option<String> {
        self.file.name(id)
    }
}

/// The distance between two points on a sphere of the Earth's size, each in degrees north and east.
#[must_use]
pub fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0088;
    let (north, other_north) = (one.0.to_radians(), other.0.to_radians());
    let across = (other_north - north) / 2.0;
    let along = (other.1 - one.1).to_radians() / 2.0;
    let part = across.sin().powi(2) + north.cos() * other_north.cos() * along.sin().powi(2);
    2.0 * RADIUS * part.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests;
