//! Rules that find tolls, and words for the people they count, from `tolls/`.
//!
//! Knows the form of these files; how a toll is put together is `ascribe-claims`' business.

use std::collections::BTreeMap;

use ascribe_model::{Named, TollKind, Who};
use ascribe_nlp::dependency::LexiconSet;
use serde::Deserialize;

use crate::{DataFiles, Error, Rules, table};

/// Rules that find tolls, and words for the people they count.
#[derive(Debug, Clone)]
pub struct TollRules {
    /// Captures `counted`: the noun or the figure.
    pub rules: Rules<TollRule>,
    /// Those counted among others. Captures `counted` and `part`.
    pub parts: Rules<NoToll>,
    /// Where figures and harm words are no toll. Captures `counted`.
    pub lookalikes: Rules<NoToll>,
    people: BTreeMap<String, Who>,
}

/// What a rule says of those it counts.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "RawTollRule")]
pub struct TollRule {
    /// What happened to them.
    pub kind: TollKind,
    /// Whether the figure alone is a toll: "the death toll rose to 14".
    pub bare: bool,
    /// Whether they are a part of those counted before: "were among the dead".
    pub part: bool,
    /// Whether the figure is of what was counted just before: "the army put the number at seven".
    pub follows: bool,
    /// Whether the words say that none of them was: "the others were unharmed".
    pub none: bool,
}

/// A rule that makes no toll by itself.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoToll {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTollRule {
    kind: String,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    part: bool,
    #[serde(default)]
    follows: bool,
    #[serde(default)]
    none: bool,
}

impl TollRules {
    pub(crate) fn load(files: &DataFiles, lexicons: &LexiconSet) -> Result<Self, Error> {
        Ok(Self {
            rules: Rules::load(files, "tolls/rules/", lexicons)?,
            parts: Rules::load(files, "tolls/parts.toml", lexicons)?,
            lookalikes: Rules::load(files, "tolls/lookalikes.toml", lexicons)?,
            people: people(files)?,
        })
    }

    /// Who is meant by a noun (its lemma, or two words such as `police officer`); `None` where it
    /// is no word for people.
    #[must_use]
    pub fn who(&self, noun: &str) -> Option<Who> {
        self.people.get(noun).copied()
    }
}

/// The word lists that the table of people gives rise to: `people`, and `people_WHO` for each kind.
pub(crate) fn word_lists(files: &DataFiles) -> Result<Vec<(String, Vec<String>)>, Error> {
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (word, who) in people(files)? {
        lists
            .entry("people".to_owned())
            .or_default()
            .push(word.clone());
        lists.entry(format!("people_{who}")).or_default().push(word);
    }
    Ok(lists.into_iter().collect())
}

fn people(files: &DataFiles) -> Result<BTreeMap<String, Who>, Error> {
    let file = files.get("tolls/people.toml")?;
    let mut people = BTreeMap::new();
    for (name, words) in table::read::<BTreeMap<String, Vec<String>>>(file)? {
        let unknown = || Error::table(&file.path, 1, format_args!("nobody is counted as `{name}`"));
        let who = Who::from_name(&name).ok_or_else(unknown)?;
        people.extend(words.into_iter().map(|word| (word, who)));
    }
    Ok(people)
}

impl TryFrom<RawTollRule> for TollRule {
    type Error = String;

    fn try_from(raw: RawTollRule) -> Result<Self, String> {
        let kind = TollKind::from_name(&raw.kind)
            .ok_or_else(|| format!("no toll is of the kind `{}`", raw.kind))?;
        Ok(Self {
            kind,
            bare: raw.bare,
            part: raw.part,
            follows: raw.follows,
            none: raw.none,
        })
    }
}
