//! The named files of a pipeline, wherever they lie: a folder, a wheel, or one compiled file.
//!
//! This module does not know what the files mean, other than that `config.cfg` marks the folder
//! that holds them.

mod archive;
mod compiled;
mod folder;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use ascribe_nn::{Blob, Floats};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// No file of a pipeline may be larger.
const MAX_FILE: u64 = 1 << 30;

/// All files of a pipeline together may not be larger.
const MAX_TOTAL: u64 = 2 << 30;

/// A pipeline may not have more files.
const MAX_FILES: usize = 10_000;

/// The files of a pipeline: what spaCy writes with `nlp.to_disk` and `spacy package`.
///
/// Nothing is fetched, and nothing in them is run. A file may have 1 GiB, all together 2 GiB.
#[derive(Debug, Clone)]
pub struct Package {
    /// What was opened, for errors.
    source: String,
    files: BTreeMap<String, Arc<[u8]>>,
    /// The files of a compiled pipeline that are nothing but numbers. They may lie where they were
    /// found; all other files are copies, which no one can change.
    numbers: BTreeMap<String, Floats>,
    /// For a compiled pipeline, the digest of the files that it was made from.
    digest: Option<String>,
}

impl Package {
    /// Opens the pipeline in a folder, a wheel (or other zip archive), or a compiled file.
    ///
    /// # Errors
    /// If there is no pipeline (a folder with `config.cfg`, at `path` or a little below it), if it cannot
    /// be read, or if it is damaged or out of all proportion.
    ///
    /// ```
    /// use std::path::Path;
    /// use ascribe_nlp::Package;
    /// let error = Package::open(Path::new("no/such/pipeline")).unwrap_err();
    /// assert!(error.to_string().starts_with("no/such/pipeline: ") && !error.is_corrupt());
    /// ```
    pub fn open(path: &Path) -> Result<Self, Error> {
        let metadata = std::fs::metadata(path).map_err(|error| Error::io(path.display(), error))?;
        if metadata.is_dir() {
            return Ok(Self::loose(path.display(), folder::read(path)?));
        }
        if !metadata.is_file() {
            return Err(Error::corrupt(
                path.display(),
                "is neither a folder nor a file",
            ));
        }
        if compiled::is_compiled(&beginning(path)?) {
            let bytes = read_file(path, MAX_TOTAL)?;
            return compiled::read(&bytes.into(), path.display().to_string());
        }
        Ok(Self::loose(path.display(), archive::read(path)?))
    }

    /// Opens a file that [`Package::compile`] wrote. Its numbers are mapped into memory, not read.
    ///
    /// Only for a file that is written under another name, renamed to this one when it is whole, and
    /// never changed again, as an installer does. Were it cut short while it is mapped, the program
    /// would end (SIGBUS on Unix) when it reads what is gone. [`Package::open`] is for any file.
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or was written by another version.
    pub fn open_compiled(path: &Path) -> Result<Self, Error> {
        let mapped = Blob::map(path).map_err(|error| Error::io(path.display(), error))?;
        compiled::read(&mapped, path.display().to_string())
    }

    /// A compiled pipeline that is part of the program.
    ///
    /// # Errors
    /// If the bytes are damaged, or were written by another version.
    pub fn from_compiled_static(bytes: &'static [u8]) -> Result<Self, Error> {
        compiled::read(
            &Blob::from_static(bytes),
            "the built-in pipeline".to_owned(),
        )
    }

    /// A pipeline of files in memory, each with its path below the pipeline's folder: `parser/model`.
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
            files,
            numbers: BTreeMap::new(),
            digest: None,
        }
    }

    /// Writes the files that a pipeline is loaded from as one file, in the form that loads fastest. It
    /// belongs to the version of this crate that wrote it.
    ///
    /// # Errors
    /// If writing fails, or a network's file is damaged.
    ///
    /// ```
    /// # use std::path::Path;
    /// # use ascribe_nlp::{Package, Pipeline};
    /// let package = Package::open(Path::new("../../testdata/pipelines/small"))?;
    /// let mut compiled = Vec::new();
    /// package.compile(&mut compiled)?;
    ///
    /// let same = Package::from_compiled_static(compiled.leak())?;
    /// assert_eq!(same.digest(), package.digest());
    /// # Ok::<(), ascribe_nlp::Error>(())
    /// ```
    pub fn compile(&self, out: &mut impl Write) -> Result<(), Error> {
        compiled::write(self, out)
    }

    /// What the pipeline's files are, in 64 hexadecimal digits: the SHA-256 of a line `DIGEST  NAME`
    /// for each file, as `sha256sum` prints it, in order of the names. A compiled pipeline has the
    /// digest of the package that it was compiled from, as it was written; it is not checked.
    #[must_use]
    pub fn digest(&self) -> String {
        if let Some(digest) = &self.digest {
            return digest.clone();
        }
        let line = |(name, bytes): (&String, &Arc<[u8]>)| format!("{}  {name}\n", sha256(bytes));
        let list: String = self.files.iter().map(line).collect();
        sha256(list.as_bytes())
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
        self.files.get(name).map(AsRef::as_ref)
    }

    /// The same package with another file `name`, to the tests.
    pub(crate) fn with_file(&self, name: &str, bytes: Vec<u8>) -> Self {
        let mut package = self.clone();
        package.files.insert(name.to_owned(), bytes.into());
        package
    }

    /// The bytes of the UTF-8 file `name`.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Error> {
        std::str::from_utf8(self.file(name)?).map_err(|error| Error::corrupt(name, error))
    }

    /// The file `name` as numbers where it lies, if this is a compiled pipeline that has it.
    pub(crate) fn floats(&self, name: &str) -> Option<Floats> {
        self.numbers.get(name).cloned()
    }
}

/// The first bytes of a file, as many as tell what it is.
fn beginning(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let failed = |error| Error::io(path.display(), error);
    let file = File::open(path).map_err(failed)?;
    file.take(compiled::HEADER as u64)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// The whole of a file, whatever size it says it has, unless it is larger than `limit`.
fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::io(path.display(), error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if limit < bytes.len() as u64 {
        return Err(Error::corrupt(
            path.display(),
            "the pipeline is out of all proportion",
        ));
    }
    Ok(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
