//! What a reporting word says its speaker does with the content, from `lang/en/reporting.toml`.
//!
//! Knows single words; which of them begin an attribution, patterns say.

use std::collections::BTreeMap;

use ascribe_model::{Named, Stance};
use serde::Deserialize;

use crate::{DataFiles, Error, table};

const FILE: &str = "lang/en/reporting.toml";

/// The stance of reporting words.
#[derive(Debug, Clone, Default)]
pub struct Reporting {
    stances: BTreeMap<String, Stance>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportingFile {
    stances: BTreeMap<String, Vec<String>>,
}

impl Reporting {
    /// The stance that `lemma` expresses, where the table lists it.
    #[must_use]
    pub fn stance(&self, lemma: &str) -> Option<Stance> {
        self.stances.get(lemma).copied()
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let file = files.get(FILE)?;
        let raw: ReportingFile = table::read(file)?;
        let mut stances = BTreeMap::new();
        for (name, words) in raw.stances {
            let stance = Stance::from_name(&name).ok_or_else(|| {
                Error::table(
                    &file.path,
                    table::line_with(&file.text, &name),
                    format_args!("there is no stance `{name}`"),
                )
            })?;
            stances.extend(words.into_iter().map(|word| (word, stance)));
        }
        Ok(Self { stances })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_that_is_none_is_an_error() {
        let text = "[stances]\nasserts = ['say']\nmumbles = ['mumble']\n";
        let files = DataFiles::new([(FILE.to_owned(), text.to_owned())]);
        let error = Reporting::load(&files).unwrap_err().to_string();
        assert!(error.starts_with("lang/en/reporting.toml:3: "), "{error}");
    }
}
