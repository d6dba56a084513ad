//! What the tests of whole records share.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ascribe::wire::{self, WriteOptions};
use ascribe::{Home, OpenOptions, ReadOptions, Reader};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One reader for all tests of a file.
pub(crate) static READER: LazyLock<Reader> = LazyLock::new(|| {
    let home = match std::env::var_os(ascribe::HOME_VARIABLE) {
        Some(path) => Home::at(path),
        None => Home::at(root().join(".cache/ascribe")),
    };
    ascribe::open(&OpenOptions {
        home: Some(&home),
        data: None,
    })
    .expect("the tests need the language pipeline: run `make setup` once")
});

/// All our own texts: the parity sample and the demonstration.
pub(crate) fn texts() -> Vec<(PathBuf, Vec<u8>)> {
    let folders = ["testdata/texts", "testdata/demo"].map(|folder| root().join(folder));
    let entries = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(paths.len() > 10, "the texts of the tests are missing");
    paths
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// The options of a report that was published on a day.
pub(crate) fn published(year: i16, month: i8, day: i8) -> ReadOptions {
    ReadOptions {
        published: Some(jiff::civil::date(year, month, day)),
        ..ReadOptions::default()
    }
}

/// The record as users get it.
pub(crate) fn read(bytes: &[u8], options: &ReadOptions) -> wire::Record {
    wire::Record::new(&READER.read(bytes, options), &WriteOptions::default())
}
