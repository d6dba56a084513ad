//! The one error of this crate.

use std::fmt;

/// Why the data files could not be used. Begins with the file and, where known, the line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{place}: {source}")]
    Io {
        place: String,
        source: std::io::Error,
    },
    #[error("{path}: the file is missing from the data folder")]
    Missing { path: String },
    #[error("{path}:{line}: {what}")]
    Table {
        path: String,
        line: usize,
        what: String,
    },
    #[error("{0}")]
    Gazetteer(String),
    #[error("{0}")]
    Pattern(#[from] ascribe_nlp::Error),
}

impl Error {
    pub(crate) fn io(place: impl fmt::Display, source: std::io::Error) -> Self {
        Self(Kind::Io {
            place: place.to_string(),
            source,
        })
    }

    pub(crate) fn missing(path: &str) -> Self {
        Self(Kind::Missing {
            path: path.to_owned(),
        })
    }

    /// The gazetteer or a source of it cannot be used; `what` says which, and why.
    pub(crate) fn gazetteer(what: impl Into<String>) -> Self {
        Self(Kind::Gazetteer(what.into()))
    }

    /// Line `line` (counted from 1) of `path` is wrong; `what` says how, and what to write instead.
    pub(crate) fn table(path: &str, line: usize, what: impl fmt::Display) -> Self {
        Self(Kind::Table {
            path: path.to_owned(),
            line,
            what: what.to_string(),
        })
    }

    /// Whether a table is wrong, rather than absent or unreadable.
    #[must_use]
    pub fn is_bad_table(&self) -> bool {
        matches!(self.0, Kind::Table { .. } | Kind::Pattern(_))
    }
}

impl From<ascribe_nlp::Error> for Error {
    fn from(error: ascribe_nlp::Error) -> Self {
        Self(Kind::Pattern(error))
    }
}
