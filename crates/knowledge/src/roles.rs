//! Words for those who speak and act, from `lang/en/roles.toml`.
//!
//! Knows single words; what a phrase means is `ascribe-claims`' business.

use std::collections::BTreeMap;

use ascribe_model::{EntityKind, Named, Role};
use serde::Deserialize;
use serde::de::Error as _;

use crate::{DataFiles, Error, table};

/// Words for bodies and titles.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    bodies: BTreeMap<String, Body>,
    titles: BTreeMap<String, Option<Role>>,
    names: BTreeMap<String, EntityKind>,
}

/// What a word for an organisation or a kind of people says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// What it is.
    pub kind: EntityKind,
    /// In what capacity it speaks, where the word alone says so.
    pub role: Option<Role>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesFile {
    body: Vec<RawBody>,
    title: Vec<RawTitle>,
    name: Vec<RawName>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawName {
    #[serde(deserialize_with = "named")]
    kind: EntityKind,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBody {
    #[serde(deserialize_with = "named")]
    kind: EntityKind,
    #[serde(default, deserialize_with = "named_if_any")]
    role: Option<Role>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTitle {
    #[serde(default, deserialize_with = "named_if_any")]
    role: Option<Role>,
    words: Vec<String>,
}

impl Roles {
    /// What `lemma` says, where it is a word for a body.
    #[must_use]
    pub fn body(&self, lemma: &str) -> Option<Body> {
        self.bodies.get(lemma).copied()
    }

    /// The role of a person so called, where `lemma` is a title; `Some(None)` where it takes its
    /// role from the body beside it.
    #[must_use]
    pub fn title(&self, lemma: &str) -> Option<Option<Role>> {
        self.titles.get(lemma).copied()
    }

    /// The kind of those whose name ends in `word`: "Column", "Courier".
    #[must_use]
    pub fn name(&self, word: &str) -> Option<EntityKind> {
        self.names.get(word).copied()
    }

    pub(crate) fn load(files: &DataFiles) -> Result<Self, Error> {
        let raw: RolesFile = table::read(files.get("lang/en/roles.toml")?)?;
        let mut roles = Self::default();
        for body in raw.body {
            let value = Body {
                kind: body.kind,
                role: body.role,
            };
            roles
                .bodies
                .extend(body.words.into_iter().map(|word| (word, value)));
        }
        for name in raw.name {
            let words = name.words.into_iter().map(|word| (word, name.kind));
            roles.names.extend(words);
        }
        for title in raw.title {
            roles
                .titles
                .extend(title.words.into_iter().map(|word| (word, title.role)));
        }
        Ok(roles)
    }
}

/// A value of a closed list, by its name.
pub(crate) fn named<'de, D: serde::Deserializer<'de>, T: Named>(
    deserializer: D,
) -> Result<T, D::Error> {
    let name = String::deserialize(deserializer)?;
    T::from_name(&name).ok_or_else(|| {
        let known: Vec<_> = T::ALL.iter().map(|value| value.name()).collect();
        D::Error::custom(format_args!("`{name}` is none of: {}", known.join(", ")))
    })
}

/// The same for a value that need not be there.
pub(crate) fn named_if_any<'de, D: serde::Deserializer<'de>, T: Named>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    named(deserializer).map(Some)
}
