//! Words for numbers, from `lang/en/numbers.toml`.
//!
//! Knows words, not texts: how they combine is `ascribe-mentions`' business.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{DataFiles, Error, table};

/// Words for numbers, and the words that bound them. All in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// `twelve` is 12.
    pub values: BTreeMap<String, u64>,
    /// `dozen` is 12 of what stands before it.
    pub multipliers: BTreeMap<String, u64>,
    /// What may stand before a figure.
    pub phrases: BeforeFigure,
    /// What may stand after a figure.
    pub after: AfterFigure,
    /// What joins two figures to a range.
    pub range: Ranges,
}

/// Phrases before a figure, by what they make of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeFigure {
    /// Instead of a figure: nought.
    pub zero: Vec<String>,
    /// No fewer.
    pub low: Vec<String>,
    /// No more.
    pub high: Vec<String>,
    /// Roughly so many.
    pub about: Vec<String>,
    /// So many.
    pub exactly: Vec<String>,
}

/// Phrases after a figure, by what they make of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AfterFigure {
    /// No fewer.
    pub low: Vec<String>,
    /// Roughly so many.
    pub about: Vec<String>,
}

/// What joins two figures to a range.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranges {
    /// `to` in "10 to 15".
    pub joined_by: Vec<String>,
    /// `between` with `and`.
    pub opened_by: BTreeMap<String, String>,
}

impl Numbers {
    /// # Errors
    /// Where the table is absent or not such a table.
    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        table::read(files.get("lang/en/numbers.toml")?)
    }
}
