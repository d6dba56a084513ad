//! Words that stand for somebody named elsewhere, from `lang/en/pronouns.toml`.
//!
//! Knows what each word says of whom it can mean; whom it means is `ascribe-claims`' business.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{DataFiles, Error, table};

/// Pronouns by their words.
#[derive(Debug, Clone, Default)]
pub struct Pronouns {
    words: BTreeMap<String, Pronoun>,
}

/// What a pronoun says of whom it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// Whether that is who speaks, who is spoken to, or somebody else.
    pub person: Person,
    /// How many they are.
    pub number: Number,
    /// What they are, where the word says so.
    pub gender: Option<Gender>,
    /// Whether it is the subject of its own clause: "herself".
    pub reflexive: bool,
}

/// The speaker, the one spoken to, or somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Person {
    /// "I", "we".
    First,
    /// "you".
    Second,
    /// "she", "they".
    Third,
}

/// How many are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// One.
    One,
    /// More than one.
    Several,
    /// The word does not say.
    Any,
}

/// What is meant: a woman, a man, or no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// "she".
    Female,
    /// "he".
    Male,
    /// "it".
    Thing,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounsFile {
    pronoun: Vec<RawPronoun>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPronoun {
    person: Person,
    number: Number,
    gender: Option<Gender>,
    #[serde(default)]
    reflexive: bool,
    words: Vec<String>,
}

impl Pronouns {
    /// What `word`, in lower case, says where it is a pronoun.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Pronoun> {
        self.words.get(word).copied()
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let raw: PronounsFile = table::read(files.get("lang/en/pronouns.toml")?)?;
        let mut pronouns = Self::default();
        for one in raw.pronoun {
            let value = Pronoun {
                person: one.person,
                number: one.number,
                gender: one.gender,
                reflexive: one.reflexive,
            };
            let words = one.words.into_iter().map(|word| (word, value));
            pronouns.words.extend(words);
        }
        Ok(pronouns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_whom_they_can_mean() {
        let pronouns = Pronouns::load(&DataFiles::built_in()).unwrap();
        let she = pronouns.get("she").unwrap();
        assert_eq!(
            (she.person, she.number, she.gender),
            (Person::Third, Number::One, Some(Gender::Female))
        );
        assert_eq!(pronouns.get("mill"), None);
    }
}
