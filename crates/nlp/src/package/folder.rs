//! A pipeline's files in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{MAX_FILE, MAX_FILES, MAX_TOTAL, read_file};
use crate::error::Error;

/// Folders nested deeper than this are refused.
const MAX_DEPTH: usize = 8;

/// The pipeline lies at most this far below the folder that is opened (`package/package-1.0/`).
const MAX_SEARCH: usize = 2;

/// Reads all files of the pipeline in or a little below `path`.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, Arc<[u8]>>, Error> {
    let root = find(path, MAX_SEARCH)?.ok_or_else(|| {
        Error::corrupt(
            path.display(),
            "no config.cfg: there is no pipeline in this folder",
        )
    })?;
    let mut collected = Collected::default();
    collected.add_folder(&root, "", 0)?;
    Ok(collected.files)
}

/// The first folder, nearest first, that holds a `config.cfg`.
fn find(path: &Path, depth: usize) -> Result<Option<PathBuf>, Error> {
    if path.join("config.cfg").is_file() {
        return Ok(Some(path.to_owned()));
    }
    if depth == 0 {
        return Ok(None);
    }
    for (_, entry) in entries(path)? {
        let found = if entry.is_dir() {
            find(&entry, depth - 1)?
        } else {
            None
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

#[derive(Default)]
struct Collected {
    files: BTreeMap<String, Arc<[u8]>>,
    /// The bytes of all files. Invariant: at most `MAX_TOTAL`.
    total: u64,
}

impl Collected {
    fn add_folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(Error::corrupt(
                folder.display(),
                "folders are nested too deep",
            ));
        }
        for (name, path) in entries(folder)? {
            let kind =
                fs::symlink_metadata(&path).map_err(|error| Error::io(path.display(), error))?;
            let name = format!("{prefix}{name}");
            if kind.is_symlink() {
                return Err(Error::corrupt(
                    path.display(),
                    "is a link; a pipeline holds files only",
                ));
            } else if kind.is_dir() {
                self.add_folder(&path, &format!("{name}/"), depth + 1)?;
            } else if kind.is_file() {
                self.add_file(&path, name)?;
            } else {
                return Err(Error::corrupt(
                    path.display(),
                    "is a pipe, a device or a socket; a pipeline holds files only",
                ));
            }
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path, name: String) -> Result<(), Error> {
        if self.files.len() >= MAX_FILES {
            return Err(Error::corrupt(
                path.display(),
                "the pipeline is out of all proportion",
            ));
        }
        let bytes = read_file(path, MAX_FILE.min(MAX_TOTAL - self.total))?;
        self.total += bytes.len() as u64;
        self.files.insert(name, bytes.into());
        Ok(())
    }
}

/// What a folder holds, in order of the names.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let failed = |error| Error::io(folder.display(), error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        entries.push((
            entry.file_name().to_string_lossy().into_owned(),
            entry.path(),
        ));
    }
    entries.sort();
    Ok(entries)
}
