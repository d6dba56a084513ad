//! Words about places, and weights for telling places apart: `places/words.toml` and
//! `places/weights.toml`.
//!
//! Knows no place; those are the gazetteer's.

use std::collections::{BTreeMap, BTreeSet};

use ascribe_model::{Named, PlaceKind};
use serde::Deserialize;

use crate::{DataFiles, Error, table};

/// Words that tell what sort of place a name names.
#[derive(Debug, Clone, Default)]
pub struct PlaceWords {
    kinds: BTreeMap<String, PlaceKind>,
    between: BTreeSet<String>,
    more_often_words: BTreeSet<String>,
    parts: BTreeSet<String>,
    /// What speaks for a place among those that share its name.
    pub weights: Weights,
}

/// What speaks for a place among those that share its name; `places/weights.toml` says what each is.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the file that they stand in explains them")]
pub struct Weights {
    pub population: f64,
    pub country: f64,
    pub region: f64,
    pub province: f64,
    pub district: f64,
    pub capital: f64,
    pub seat: f64,
    pub other_name: f64,
    pub kind_said: f64,
    pub container: f64,
    pub same_country: f64,
    pub same_province: f64,
    pub same_name: f64,
    pub near: f64,
    pub reach_km: f64,
    pub least: f64,
    pub margin: f64,
    pub known_population: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kinds: BTreeMap<String, Vec<String>>,
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    between: BTreeSet<String>,
    more_often_words: BTreeSet<String>,
    parts: BTreeSet<String>,
}

impl PlaceWords {
    /// The kind of place that a word beside a name tells: "province".
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<PlaceKind> {
        self.kinds.get(&word.to_lowercase()).copied()
    }

    /// Whether the word may stand between a place and the one around it.
    #[must_use]
    pub fn is_between(&self, word: &str) -> bool {
        self.between.contains(&word.to_lowercase())
    }

    /// Whether the word before a name tells a part of the place: "Northern".
    #[must_use]
    pub fn is_part(&self, word: &str) -> bool {
        self.parts.contains(&word.to_lowercase())
    }

    /// Whether a name is more often an ordinary word.
    #[must_use]
    pub fn is_more_often_a_word(&self, name: &str) -> bool {
        self.more_often_words.contains(&name.to_lowercase())
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let file = files.get("places/words.toml")?;
        let table: Table = table::read(file)?;
        let mut kinds = BTreeMap::new();
        for (kind, words) in table.kinds {
            let known = PlaceKind::from_name(&kind).ok_or_else(|| {
                let what = format_args!("there is no kind of place `{kind}`");
                Error::table(&file.path, table::line_with(&file.text, &kind), what)
            })?;
            kinds.extend(words.into_iter().map(|word| (word, known)));
        }
        Ok(Self {
            kinds,
            between: table.lists.between,
            more_often_words: table.lists.more_often_words,
            parts: table.lists.parts,
            weights: table::read(files.get("places/weights.toml")?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_kinds() {
        let words = PlaceWords::load(&DataFiles::built_in()).unwrap();
        assert_eq!(words.kind("Province"), Some(PlaceKind::Province));
        assert_eq!(words.kind("said"), None);
        assert!(words.is_more_often_a_word("Reading") && words.is_between("northern"));
    }

    #[test]
    fn unknown_kinds_are_errors() {
        let text = "[kinds]\nplanet = [\"planet\"]\n[lists]\nbetween = []\nmore_often_words = []\nparts = []\n";
        let files = DataFiles::new([("places/words.toml".to_owned(), text.to_owned())]);
        let error = PlaceWords::load(&files).unwrap_err().to_string();
        assert!(error.starts_with("places/words.toml:2: "), "{error}");
    }
}
