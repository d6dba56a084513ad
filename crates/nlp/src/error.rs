//! The one error of this crate.

use std::fmt;

/// Why a pipeline could not be loaded or compiled, or a pattern file not be read.
///
/// It displays as `PLACE: WHAT`: the file and the part of it, what is wrong there, and what to write
/// instead where that is known. Annotating has no errors.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct Error {
    /// The file, and the part of it, that is at fault.
    place: String,
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{0}")]
    Io(#[source] std::io::Error),
    #[error("{0}")]
    Corrupt(String),
    #[error("{0}")]
    Unsupported(String),
}

impl Error {
    /// Reading or writing `place` failed.
    pub(crate) fn io(place: impl fmt::Display, source: std::io::Error) -> Self {
        Self {
            place: place.to_string(),
            kind: Kind::Io(source),
        }
    }

    /// `place` is not what it should be; `what` says how and, where possible, what to do.
    pub(crate) fn corrupt(place: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self {
            place: place.to_string(),
            kind: Kind::Corrupt(what.to_string()),
        }
    }

    /// `place` asks for something this crate does not do; `what` names it.
    pub(crate) fn unsupported(place: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self {
            place: place.to_string(),
            kind: Kind::Unsupported(what.to_string()),
        }
    }

    /// The same error, placed within `outer`.
    #[must_use]
    pub(crate) fn within(mut self, outer: impl fmt::Display) -> Self {
        self.place = format!("{outer}: {}", self.place);
        self
    }

    /// Whether the data are damaged or hostile, rather than unreadable or unsupported.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        matches!(self.kind, Kind::Corrupt(_))
    }

    /// Whether the data are well formed but use a component or an architecture that is not
    /// supported.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(self.kind, Kind::Unsupported(_))
    }
}
