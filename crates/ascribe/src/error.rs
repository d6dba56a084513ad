//! The one error of this crate.

use std::path::Path;

/// Why the program could not be set up or started. Reading a report never fails.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{place}: {source}")]
    Io {
        place: String,
        source: std::io::Error,
    },
    #[error("{0}")]
    Setup(String),
    #[error("{0}; run `ascribe setup`")]
    Asset(String),
    #[error(transparent)]
    Engine(#[from] ascribe_nlp::Error),
    #[error("a learned reader cannot be used: {0}")]
    Reader(#[from] ascribe_readers::Error),
    #[error(transparent)]
    Knowledge(#[from] ascribe_knowledge::Error),
}

impl Error {
    /// Reading or writing `place` failed.
    pub(crate) fn io(place: &Path, source: std::io::Error) -> Self {
        Kind::Io {
            place: place.display().to_string(),
            source,
        }
        .into()
    }

    /// Setting up failed; `what` says why and what to do.
    pub(crate) fn setup(what: impl Into<String>) -> Self {
        Kind::Setup(what.into()).into()
    }

    /// An installed file is missing or damaged; the message adds what to run.
    #[cfg_attr(
        feature = "embed",
        expect(dead_code, reason = "what is part of the program cannot be missing")
    )]
    pub(crate) fn asset(what: impl Into<String>) -> Self {
        Kind::Asset(what.into()).into()
    }

    /// Whether running `ascribe setup` would mend it.
    #[must_use]
    pub fn needs_setup(&self) -> bool {
        matches!(self.0, Kind::Asset(_))
    }
}

impl From<ascribe_nlp::Error> for Error {
    fn from(error: ascribe_nlp::Error) -> Self {
        Kind::Engine(error).into()
    }
}

impl From<ascribe_knowledge::Error> for Error {
    fn from(error: ascribe_knowledge::Error) -> Self {
        Kind::Knowledge(error).into()
    }
}

impl From<ascribe_readers::Error> for Error {
    fn from(error: ascribe_readers::Error) -> Self {
        Kind::Reader(error).into()
    }
}
