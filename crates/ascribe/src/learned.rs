//! The weights of the learned readers: where they lie, and that they are the pinned ones.
//!
//! Those of the fast reader are part of the program. Those of the accurate one are installed beside
//! the pipeline, or part of a program that is one file.

use std::borrow::Cow;

use ascribe_model::{ModelStamp, Named};
use ascribe_readers as readers;

use crate::assets::{PinnedReader, reader, sha256};
use crate::{Error, Home, ReaderKind};

static FAST: &[u8] = include_bytes!("../../../models/attribution/fast.safetensors");

/// The learned reader of that kind and how a record names it; `None` where the kind has none.
pub(crate) fn load(
    kind: ReaderKind,
    home: Option<&Home>,
) -> Result<Option<(readers::Reader, ModelStamp)>, Error> {
    let (pinned, bytes) = match kind {
        ReaderKind::Rules => return Ok(None),
        ReaderKind::Fast => (reader(kind.name()), Cow::Borrowed(FAST)),
        ReaderKind::Accurate => {
            let pinned = reader(kind.name());
            (pinned, accurate(pinned, home)?)
        }
    };
    let stamp = ModelStamp {
        name: format!("attribution {} {}", pinned.name, pinned.version),
        sha256: pinned.sha256.clone(),
    };
    Ok(Some((readers::Reader::load(&bytes)?, stamp)))
}

#[cfg(feature = "embed")]
fn accurate(_: &PinnedReader, _: Option<&Home>) -> Result<Cow<'static, [u8]>, Error> {
    Ok(Cow::Borrowed(crate::embedded::ACCURATE))
}

#[cfg(not(feature = "embed"))]
fn accurate(pinned: &PinnedReader, home: Option<&Home>) -> Result<Cow<'static, [u8]>, Error> {
    let path = match home {
        Some(home) => home.reader(pinned),
        None => Home::locate()?.reader(pinned),
    };
    let name = &pinned.name;
    let Ok(bytes) = std::fs::read(&path) else {
        return Err(Error::asset(format!("the reader {name} is not installed")));
    };
    if is_pinned(pinned, &bytes) {
        return Ok(Cow::Owned(bytes));
    }
    let what = format!(
        "{}: these are not the weights of the reader {name}",
        path.display()
    );
    Err(Error::asset(what))
}

/// Whether the bytes are those that the program knows.
pub(crate) fn is_pinned(pinned: &PinnedReader, bytes: &[u8]) -> bool {
    sha256(bytes) == pinned.sha256
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_fast_reader_is_the_pinned_one() {
        let pinned = reader("fast");
        assert!(
            is_pinned(pinned, FAST),
            "assets/readers.toml has another SHA-256"
        );
        let (loaded, stamp) = load(ReaderKind::Fast, None).unwrap().unwrap();
        assert_eq!(loaded.version(), pinned.version);
        assert!(loaded.wants_vectors() && stamp.sha256 == pinned.sha256);
    }

    #[test]
    fn the_accurate_reader_is_the_pinned_one() {
        let pinned = reader("accurate");
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/attribution");
        let bytes = std::fs::read(models.join(&pinned.file)).unwrap();
        assert!(
            is_pinned(pinned, &bytes),
            "assets/readers.toml has another SHA-256"
        );
        let loaded = readers::Reader::load(&bytes).unwrap();
        assert_eq!(loaded.version(), pinned.version);
    }

    #[test]
    fn rules_need_no_weights() {
        assert!(load(ReaderKind::Rules, None).unwrap().is_none());
    }

    #[cfg(not(feature = "embed"))]
    #[test]
    fn what_is_missing_or_damaged_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let told = |said: &str| {
            let error = load(ReaderKind::Accurate, Some(&home)).unwrap_err();
            assert!(
                error.needs_setup() && error.to_string().contains(said),
                "{error}"
            );
        };
        told("not installed");
        let path = home.reader(reader("accurate"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"not weights").unwrap();
        told("not the weights");
    }
}
