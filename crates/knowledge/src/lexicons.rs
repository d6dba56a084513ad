//! Named word lists that patterns refer to as `@name`.
//!
//! One file a list: `lang/en/lexicons/NAME.toml` with `name`, `meaning` and `words`. A list may
//! take in others with `includes = ["other"]`.

use std::collections::BTreeMap;

use ascribe_nlp::dependency::LexiconSet;
use serde::Deserialize;

use crate::{DataFiles, Error, table};

const FOLDER: &str = "lang/en/lexicons/";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconFile {
    name: String,
    #[expect(dead_code, reason = "for those who read the file")]
    meaning: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    includes: Vec<String>,
}

/// All word lists. `made` are lists that other tables give rise to, by name.
pub(crate) fn load(
    files: &DataFiles,
    made: impl IntoIterator<Item = (String, Vec<String>)>,
) -> Result<LexiconSet, Error> {
    let mut lists: BTreeMap<String, Vec<String>> = made.into_iter().collect();
    let mut including = Vec::new();
    for file in files.under(FOLDER) {
        let list: LexiconFile = table::read(file)?;
        if file.path != format!("{FOLDER}{}.toml", list.name) {
            let what = format_args!("the list is named `{}`; name it for its file", list.name);
            return Err(Error::table(&file.path, 1, what));
        }
        if lists.insert(list.name.clone(), list.words).is_some() {
            return Err(Error::table(
                &file.path,
                1,
                "another table makes a list of that name",
            ));
        }
        including.push((file.path.as_str(), list.name, list.includes));
    }
    include(&mut lists, &including)?;
    let mut set = LexiconSet::default();
    for (name, words) in lists {
        set.insert(&name, words);
    }
    Ok(set)
}

/// Adds to each list the words of those that it names. Lists taken in are not themselves widened.
fn include(
    lists: &mut BTreeMap<String, Vec<String>>,
    including: &[(&str, String, Vec<String>)],
) -> Result<(), Error> {
    let before = lists.clone();
    for (path, name, others) in including {
        for other in others {
            let words = before.get(other).ok_or_else(|| {
                Error::table(
                    path,
                    1,
                    format_args!("there is no word list `{other}` to include"),
                )
            })?;
            lists
                .entry(name.clone())
                .or_default()
                .extend(words.iter().cloned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)]) -> Result<LexiconSet, Error> {
        load(
            &DataFiles::new(
                files
                    .iter()
                    .map(|&(path, text)| (format!("{FOLDER}{path}"), text.into())),
            ),
            [],
        )
    }

    #[test]
    fn lists_take_in_others() {
        let set = check(&[
            ("a.toml", "name = 'a'\nmeaning = ''\nwords = ['x']"),
            ("b.toml", "name = 'b'\nmeaning = ''\nincludes = ['a']"),
        ]);
        assert!(set.unwrap().contains("b", "x"));
    }

    #[test]
    fn wrong_names_are_errors() {
        assert!(
            check(&[("a.toml", "name = 'b'\nmeaning = ''")])
                .unwrap_err()
                .is_bad_table()
        );
        assert!(check(&[("a.toml", "name = 'a'\nmeaning = ''\nincludes = ['c']")]).is_err());
    }
}
