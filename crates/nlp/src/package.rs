//! The named files of a pipeline, wherever they lie: a folder, a wheel, or one compiled file.
//!
//! This module does not know what the files mean, other than that `config.cfg` marks the folder
//! that holds them.

mod archive;
mod compiled;
mod folder;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use ascribe_nn::{Floats, Mapped};

use crate::error::Error;

/// No file of a pipeline may be larger.
const MAX_FILE: u64 = 1 << 30;

/// All files of a pipeline together may not be larger.
const MAX_TOTAL: u64 = 2 << 30;

/// A pipeline may not have more files.
const MAX_FILES: usize = 10_000;

/// The files of a pipeline.
#[derive(Debug, Clone)]
pub struct Package {
    /// What was opened, for errors.
    source: String,
    files: Files,
}

#[derive(Debug, Clone)]
enum Files {
    Loose(BTreeMap<String, Arc<[u8]>>),
    Compiled {
        bytes: Mapped,
        table: compiled::Table,
    },
}

impl Package {
    /// Opens the pipeline in a folder, a wheel (or other zip archive), or a compiled file.
    ///
    /// # Errors
    /// If there is no pipeline, if it cannot be read, or if it is damaged or out of all proportion.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let metadata = std::fs::metadata(path).map_err(|error| Error::io(path.display(), error))?;
        if metadata.is_dir() {
            return Ok(Self::loose(path.display(), folder::read(path)?));
        }
        let mapped = Mapped::open(path).map_err(|error| Error::io(path.display(), error))?;
        if compiled::is_compiled(mapped.bytes()) {
            return Self::from_mapped(path.display().to_string(), mapped);
        }
        Ok(Self::loose(path.display(), archive::read(path)?))
    }

    /// Opens a file that [`Package::compile`] wrote. It is mapped into memory, not read.
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or was written by another version.
    pub fn open_compiled(path: &Path) -> Result<Self, Error> {
        let mapped = Mapped::open(path).map_err(|error| Error::io(path.display(), error))?;
        Self::from_mapped(path.display().to_string(), mapped)
    }

    /// A compiled pipeline that is part of the program.
    ///
    /// # Errors
    /// If the bytes are damaged, or were written by another version.
    pub fn from_compiled_static(bytes: &'static [u8]) -> Result<Self, Error> {
        Self::from_mapped(
            "the built-in pipeline".to_owned(),
            Mapped::from_static(bytes),
        )
    }

    /// A pipeline of files in memory.
    #[must_use]
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files = files
            .into_iter()
            .map(|(name, bytes)| (name, bytes.into()))
            .collect();
        Self::loose("files in memory", files)
    }

    fn loose(source: impl ToString, files: BTreeMap<String, Arc<[u8]>>) -> Self {
        Self {
            source: source.to_string(),
            files: Files::Loose(files),
        }
    }

    fn from_mapped(source: String, bytes: Mapped) -> Result<Self, Error> {
        let table = compiled::Table::read(bytes.bytes(), &source)?;
        Ok(Self {
            source,
            files: Files::Compiled { bytes, table },
        })
    }

    /// Writes the files that a pipeline is loaded from as one file, in the form that loads fastest.
    ///
    /// # Errors
    /// If writing fails, or a network's file is damaged.
    pub fn compile(&self, out: &mut impl Write) -> Result<(), Error> {
        compiled::write(self, out)
    }

    /// What was opened: a path, or a description.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The bytes of the file `name`, its path with `/` below the pipeline's folder.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn file(&self, name: &str) -> Result<&[u8], Error> {
        self.file_opt(name)
            .ok_or_else(|| Error::corrupt(name, "the file is missing"))
    }

    /// The bytes of the file `name`, if there is one.
    pub(crate) fn file_opt(&self, name: &str) -> Option<&[u8]> {
        match &self.files {
            Files::Loose(files) => files.get(name).map(AsRef::as_ref),
            Files::Compiled { bytes, table } => Some(&bytes.bytes()[table.range(name)?]),
        }
    }

    /// The bytes of the UTF-8 file `name`.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Error> {
        std::str::from_utf8(self.file(name)?).map_err(|error| Error::corrupt(name, error))
    }

    /// The file `name` as numbers where it lies, if this is a compiled pipeline that has it.
    pub(crate) fn floats(&self, name: &str) -> Option<Floats> {
        match &self.files {
            Files::Loose(_) => None,
            Files::Compiled { bytes, table } => bytes.floats(table.range(name)?),
        }
    }

    /// The names of all files, in order.
    pub(crate) fn names(&self) -> Vec<&str> {
        match &self.files {
            Files::Loose(files) => files.keys().map(String::as_str).collect(),
            Files::Compiled { table, .. } => table.names().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
