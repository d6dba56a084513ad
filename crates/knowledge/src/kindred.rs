//! Types that may be told of as one event, from `events/rules/same.toml`.
//!
//! One bombing is an explosion, an attack and, at a checkpoint, a fight; a protest may turn into a
//! riot. Each kin also has general words: "the violence" points back to any event of its families,
//! and says of itself only that it was one of them. Whether two mentions are of one event is
//! `ascribe-claims`' business.

use serde::Deserialize;

use crate::{DataFiles, Error, table};

const FILE: &str = "events/rules/same.toml";

/// Which types may be told of as one event.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kindred {
    kin: Vec<Kin>,
}

/// Families of which one event may be told in the words of another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kin {
    #[expect(dead_code, reason = "for those who read the file")]
    meaning: String,
    families: Vec<String>,
    /// The type of an event of which only a general word tells.
    general: String,
    /// Lemmas that point back without saying of what kind it was.
    words: Vec<String>,
}

impl Kindred {
    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        table::read(files.get(FILE)?)
    }

    /// Whether an event of one type may be told of in the words of the other.
    #[must_use]
    pub fn are_kin(&self, one: &str, other: &str) -> bool {
        self.kin
            .iter()
            .any(|kin| kin.holds(one) && kin.holds(other))
    }

    /// Whether `lemma` is a general word for events of this type's kin.
    #[must_use]
    pub fn is_general_for(&self, lemma: &str, kind: &str) -> bool {
        let mut of_kind = self.kin.iter().filter(|kin| kin.holds(kind));
        of_kind.any(|kin| kin.has(lemma))
    }

    /// The type of an event of which only this word tells.
    #[must_use]
    pub fn general_kind(&self, lemma: &str) -> Option<&str> {
        let kin = self.kin.iter().find(|kin| kin.has(lemma))?;
        Some(&kin.general)
    }
}

impl Kin {
    fn holds(&self, kind: &str) -> bool {
        let family = kind.split('/').next().unwrap_or(kind);
        self.families.iter().any(|one| one == family)
    }

    fn has(&self, lemma: &str) -> bool {
        self.words.iter().any(|word| word == lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kindred() -> Kindred {
        Kindred::load(&DataFiles::built_in()).unwrap()
    }

    #[test]
    fn a_blast_may_be_an_attack() {
        assert!(kindred().are_kin("explosion/suicide_bomb", "violence/attack"));
        assert!(!kindred().are_kin("explosion", "strategic/agreement"));
    }

    #[test]
    fn general_words_point_within_their_kin() {
        assert!(kindred().is_general_for("violence", "battle/armed_clash"));
        assert!(!kindred().is_general_for("violence", "strategic/arrests"));
        assert_eq!(kindred().general_kind("shop"), None);
    }
}
