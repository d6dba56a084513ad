//! Words for weapons, from `lang/en/weapons.toml`.
//!
//! Knows words, not texts.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{DataFiles, Error, table};

/// Words for weapons, by the kind of weapon.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Weapons {
    /// `explosive` holds `bomb`. Lemmas, in lower case.
    pub by_kind: BTreeMap<String, Vec<String>>,
}

impl Weapons {
    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        table::read(files.get("lang/en/weapons.toml")?)
    }

    /// The word lists it gives rise to: `weapons`, and `weapons_KIND` for each kind.
    pub(crate) fn word_lists(&self) -> Vec<(String, Vec<String>)> {
        let all = self.by_kind.values().flatten().cloned().collect();
        let kinds = self
            .by_kind
            .iter()
            .map(|(kind, words)| (format!("weapons_{kind}"), words.clone()));
        kinds.chain([("weapons".to_owned(), all)]).collect()
    }
}
