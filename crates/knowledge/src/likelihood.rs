//! What words of probability say, from `lang/en/likelihood.toml`: the scale of ICD 203.
//!
//! Knows words and phrases, not what they are said of.

use std::collections::BTreeMap;

use ascribe_model::{Likelihood, Named};
use serde::Deserialize;

use crate::{DataFiles, Error, table};

const FILE: &str = "lang/en/likelihood.toml";

/// Words of probability.
#[derive(Debug, Clone, Default)]
pub struct Probabilities {
    levels: BTreeMap<String, Likelihood>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LikelihoodFile {
    levels: BTreeMap<String, Vec<String>>,
}

impl Probabilities {
    /// How likely something is that is said to be `words` (lower case, single blanks).
    #[must_use]
    pub fn of(&self, words: &str) -> Option<Likelihood> {
        self.levels.get(words).copied()
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let file = files.get(FILE)?;
        let raw: LikelihoodFile = table::read(file)?;
        let mut levels = BTreeMap::new();
        for (name, words) in raw.levels {
            let level = Likelihood::from_name(&name).ok_or_else(|| {
                Error::table(
                    &file.path,
                    table::line_with(&file.text, &name),
                    format_args!("there is no level of likelihood `{name}`"),
                )
            })?;
            levels.extend(words.into_iter().map(|word| (word, level)));
        }
        Ok(Self { levels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_is_none_is_an_error() {
        let text = "[levels]\nlikely = ['likely']\nsure_thing = ['sure']\n";
        let files = DataFiles::new([(FILE.to_owned(), text.to_owned())]);
        let error = Probabilities::load(&files).unwrap_err().to_string();
        assert!(error.starts_with("lang/en/likelihood.toml:3: "), "{error}");
    }
}
