//! What the rules of `patterns/assessment/` and `patterns/cause/` give.

use ascribe_model::{Attribute, Direction, EntityKind, Polarity};
use serde::{Deserialize, Deserializer};

use crate::roles::{named, named_if_any};

/// What a match of an assessment rule gives.
///
/// Captures: the first node is the cue; `subject`, who is judged (where there is none, the subject
/// of the cue's clause); `object`, the second party; `leader`, who leads; `count`, the noun that is
/// counted; `value`, the words for how it stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRule {
    /// In what respect.
    #[serde(deserialize_with = "named")]
    pub attribute: Attribute,
    /// Where it is heading.
    #[serde(default, deserialize_with = "named_if_any")]
    pub direction: Option<Direction>,
    /// Of what `count` is a number; its own word where this is not given.
    #[serde(default)]
    pub unit: Option<String>,
    /// The kinds of those who can be judged so.
    #[serde(default = "all_who_fight", deserialize_with = "kinds")]
    pub of: Vec<EntityKind>,
    /// Whether the negation beside the cue is a part of the rule: "no longer controls".
    #[serde(default)]
    pub negated: bool,
    /// Whether the modal beside the cue is a part of the rule: "can still strike".
    #[serde(default)]
    pub modal: bool,
    /// Whether what is counted is none at all: "not a single village".
    #[serde(default)]
    pub none: bool,
    /// Whether there is no assessment without the second party, as somebody whom the report names.
    #[serde(default)]
    pub needs_object: bool,
    /// Whether the group may be left unsaid, as the one that the paragraph is about: "No successor
    /// has emerged."
    #[serde(default)]
    pub implied: bool,
}

/// What a match of a cause rule gives.
///
/// Captures: the first node is the link; `cause` and `effect`, the heads of the two ends.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseRule {
    /// Whether the effect is brought about or kept away.
    #[serde(default = "brings_about", deserialize_with = "named")]
    pub polarity: Polarity,
    /// Whether it is said of what would happen.
    #[serde(default)]
    pub conditional: bool,
    /// Whether the cause is the sentence before: "That is why ...".
    #[serde(default)]
    pub before: bool,
}

fn all_who_fight() -> Vec<EntityKind> {
    vec![
        EntityKind::Group,
        EntityKind::Forces,
        EntityKind::Government,
    ]
}

const fn brings_about() -> Polarity {
    Polarity::Positive
}

#[derive(Deserialize)]
struct Kind(#[serde(deserialize_with = "named")] EntityKind);

fn kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<EntityKind>, D::Error> {
    let kinds = Vec::<Kind>::deserialize(deserializer)?;
    Ok(kinds.into_iter().map(|Kind(kind)| kind).collect())
}
