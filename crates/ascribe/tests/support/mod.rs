//! What the tests of whole records share.

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
        ..OpenOptions::default()
    })
    .expect("the tests need the language pipeline: run `make setup` once")
});

/// The record as users get it.
pub(crate) fn read(bytes: &[u8], options: &ReadOptions) -> wire::Record {
    wire::Record::new(&READER.read(bytes, options), &WriteOptions::default())
}
