//! What the rules of `patterns/attribution/` and `patterns/responsibility/` give.

use ascribe_model::{Mode, Stance};
use serde::Deserialize;

use crate::roles::{named, named_if_any};

/// What a match of an attribution rule gives.
///
/// Captures: the first node is the cue, with every node named `cue_...`; `source`; `content`, with
/// every node named `content_...`; `channel`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionRule {
    /// Where the content lies.
    pub content: ContentPlace,
    /// Whether there is no attribution without somebody whose it is.
    #[serde(default)]
    pub needs_source: bool,
    /// Of several rules that fit one cue, the highest counts; of equals, the first.
    #[serde(default)]
    pub rank: i32,
    /// What the holder does with it, where the cue word does not say otherwise.
    #[serde(default, deserialize_with = "named_if_any")]
    pub stance: Option<Stance>,
}

/// Where the content of an attribution lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentPlace {
    /// The captured nodes and what hangs under them.
    Phrase,
    /// What hangs under the captured node, but for the cue and what hangs under that.
    Around,
    /// The quotation beside the cue; without one there is no attribution.
    Quotation,
    /// The text under the line in which the cue stands, where that line is a heading.
    Below,
}

/// What a match of a responsibility rule gives.
///
/// Captures: the first node is the cue; `actor`; `source`, who says so, where the rule itself
/// tells; `deed`, a word for the event; `scope`, the words for what is claimed or denied.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityRule {
    /// In what way responsibility is spoken of. `reported` turns into `claimed`, `accused` or
    /// `denied` in the mouth of a holder.
    #[serde(deserialize_with = "named")]
    pub mode: Mode,
    /// Whether there is no responsibility without an event that the words can be about.
    #[serde(default)]
    pub needs_event: bool,
    /// Whether the words' point is who did it ("was behind"): in the mouth of another, an accusation.
    #[serde(default)]
    pub names_doer: bool,
    /// Whether the words, which name no actor, are of what the speaker's own side did: "it had not been
    /// authorised".
    #[serde(default)]
    pub of_speaker: bool,
    /// Whether only a body can be the actor, not a place or a person: "the army's raid".
    #[serde(default)]
    pub of_body: bool,
    /// Whether only a group can be the actor, of which a claim could be awaited: "has kept silent".
    #[serde(default)]
    pub of_group: bool,
    /// Whether the words answer what was just said of the actor: "the army denied it".
    #[serde(default)]
    pub answers: bool,
}
