//! The weights of the learned readers: where they lie, and that they are the pinned ones.
//!
//! Those of the fast reader of attributions and of the reader of events are part of the program.
//! Those of the accurate one are installed beside the pipeline, or part of a program that is one
//! file.

use std::borrow::Cow;

use ascribe_model::{ModelStamp, Named};
use ascribe_readers as readers;

use crate::assets::{PinnedReader, event_reader, reader, sha256};
use crate::{Error, Home, ReaderKind};

static FAST: &[u8] = include_bytes!("../../../models/attribution/fast.safetensors");
static EVENTS: &[u8] = include_bytes!("../../../models/events/fast.safetensors");

/// The learned reader of attributions of that kind and how a record names it; `None` where the
/// kind has none.
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
    let reader = readers::Reader::load(&bytes)?;
    Ok(Some((reader, stamp("attribution", pinned))))
}

/// The reader of events and how a record names it; `None` where rules read alone. Beside either
/// reader of attributions it is the same.
pub(crate) fn load_events(
    kind: ReaderKind,
) -> Result<Option<(readers::EventReader, ModelStamp)>, Error> {
    if kind == ReaderKind::Rules {
        return Ok(None);
    }
    let reader = readers::EventReader::load(EVENTS)?;
    Ok(Some((reader, stamp("events", event_reader()))))
}

fn stamp(what: &str, pinned: &PinnedReader) -> ModelStamp {
    ModelStamp {
        name: format!("{what} {} {}", pinned.name, pinned.version),
        sha256: pinned.sha256.clone(),
    }
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
    fn the_reader_of_events_is_the_pinned_one() {
        let pinned = event_reader();
        assert!(
            is_pinned(pinned, EVENTS),
            "assets/readers.toml has another SHA-256"
        );
        let (loaded, stamp) = load_events(ReaderKind::Fast).unwrap().unwrap();
        assert_eq!(loaded.version(), pinned.version);
        assert!(stamp.name.starts_with("events fast "));
    }

    #[test]
    fn rules_need_no_weights() {
        assert!(load(ReaderKind::Rules, None).unwrap().is_none());
        assert!(load_events(ReaderKind::Rules).unwrap().is_none());
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
