//! The files of `data/`: built into the program, or read from a folder.
//!
//! Knows names and contents, not what they mean.

use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use crate::Error;

/// What the program was built with.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Tables and word lists by path, such as `lang/en/reporting.toml`.
///
/// ```
/// let files = ascribe_knowledge::DataFiles::built_in();
/// assert!(files.get("lang/en/reporting.toml").is_ok());
/// ```
#[derive(Debug, Clone, Default)]
pub struct DataFiles {
    /// Invariant: sorted by path, each path once.
    files: Vec<DataFile>,
}

/// One file of `data/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its path within the folder, with `/` between the parts.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl DataFiles {
    /// The files that the program was built with.
    #[must_use]
    pub fn built_in() -> Self {
        Self::new(
            BUILT_IN
                .iter()
                .map(|&(path, text)| (path.to_owned(), text.to_owned())),
        )
    }

    /// The `.toml` and `.tsv` files under `folder`.
    ///
    /// # Errors
    /// Where a file or folder cannot be read, or is not UTF-8.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut found = Vec::new();
        read_folder(folder, "", &mut found)?;
        Ok(Self::new(found))
    }

    /// Files given as (path, text); of several with one path the last is kept.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<_> = files
            .into_iter()
            .map(|(path, text)| DataFile { path, text })
            .collect();
        files.reverse();
        files.sort_by(|left, right| left.path.cmp(&right.path));
        files.dedup_by(|later, earlier| later.path == earlier.path);
        Self { files }
    }

    /// The file at `path`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, path: &str) -> Result<&DataFile, Error> {
        let at = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        at.map(|at| &self.files[at])
            .map_err(|_| Error::missing(path))
    }

    /// The files whose path begins with `folder`, in order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a DataFile> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder))
    }

    /// SHA-256 over paths and contents, as hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        let parts = self.files.iter().flat_map(|file| [&file.path, &file.text]);
        sha256(parts.map(String::as_bytes))
    }
}

/// SHA-256 over parts and their lengths, as hexadecimal digits.
pub(crate) fn sha256<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    found: &mut Vec<(String, String)>,
) -> Result<(), Error> {
    let failed = |source: io::Error| Error::io(folder.display(), source);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(failed)?.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), found)?;
        } else if [".toml", ".tsv"].iter().any(|end| name.ends_with(end)) {
            let text = fs::read_to_string(entry.path());
            found.push((
                name,
                text.map_err(|source| Error::io(entry.path().display(), source))?,
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_folder_holds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        assert_eq!(
            DataFiles::read(&folder).unwrap().digest(),
            DataFiles::built_in().digest()
        );
    }

    #[test]
    fn a_later_file_replaces_an_earlier_one() {
        let files = DataFiles::new(
            [("a", "1"), ("b", "2"), ("a", "3")].map(|(path, text)| (path.into(), text.into())),
        );
        assert_eq!(files.get("a").unwrap().text, "3");
        assert!(files.get("c").is_err());
    }
}
