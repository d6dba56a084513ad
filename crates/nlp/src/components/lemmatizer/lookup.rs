//! Lemmas from a table of word forms.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::required;
use crate::error::Error;
use crate::lookups::Lookups;
use crate::msgpack::Value;
use crate::strings;

/// A table of word forms.
#[derive(Debug)]
pub(super) struct Lookup {
    /// From the id of a form to its lemma.
    lemmas: FxHashMap<u64, Box<str>>,
    /// Whether forms are looked up in lower case, and lemmas are so too.
    lower: bool,
}

impl Lookup {
    /// Reads the table `lemma_lookup`.
    pub(super) fn read(lookups: &Lookups<'_>, language: &str, file: &str) -> Result<Self, Error> {
        let table = required(lookups, "lemma_lookup", file)?;
        let lemmas = table.entries().map(|(form, lemma)| {
            let lemma = first_string(lemma)
                .ok_or_else(|| Error::corrupt(file, "a lemma is not a string"))?;
            Ok((form, lemma.into()))
        });
        Ok(Self {
            lemmas: lemmas.collect::<Result<_, Error>>()?,
            lower: language == "nl",
        })
    }

    /// The lemma of `form`; the form itself where the table does not have it.
    pub(super) fn lemma<'t>(&'t self, form: &'t str) -> Cow<'t, str> {
        let form: Cow<'_, str> = if self.lower {
            form.to_lowercase().into()
        } else {
            form.into()
        };
        self.lemmas
            .get(&strings::id(&form))
            .map_or(form, |lemma| Cow::Borrowed(lemma))
    }
}

/// A string, or the first of several.
fn first_string<'b>(value: &Value<'b>) -> Option<&'b str> {
    value
        .as_str()
        .or_else(|| value.as_array()?.first()?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    // {"lemma_lookup": {"ran": "run", "Ran": ["Ran", "run"]}}
    const TABLE: &[u8] = b"\x81\xaclemma_lookup\x82\xa3ran\xa3run\xa3Ran\x92\xa3Ran\xa3run";

    #[track_caller]
    fn check(language: &str, form: &str, expected: &str) {
        let lookups = Lookups::read(TABLE, "test").unwrap();
        let lookup = Lookup::read(&lookups, language, "test").unwrap();
        assert_eq!(lookup.lemma(form), expected);
    }

    #[test]
    fn forms_as_they_stand() {
        check("de", "ran", "run");
        check("de", "Ran", "Ran");
        check("de", "RAN", "RAN");
    }

    /// As `spacy.lang.nl.DutchLemmatizer.lookup_lemmatize`.
    #[test]
    fn dutch_forms_in_lower_case() {
        check("nl", "Ran", "run");
        check("nl", "WALKED", "walked");
    }

    #[test]
    fn a_missing_table_is_named() {
        let lookups = Lookups::read(b"\x80", "test").unwrap();
        let error = Lookup::read(&lookups, "de", "lookups.bin").unwrap_err();
        assert!(
            error.to_string().contains("lemma_lookup is missing"),
            "{error}"
        );
    }
}
