//! Who, when, where, who says what, and what happened.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What one cell is based on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The cell's name.
    pub field: String,
    /// The words, each occurrence on its own.
    pub spans: Vec<Span>,
    /// The rule or model that read them: `toll/at-least@3`.
    pub by: String,
    /// How sure it is, from 0 to 1.
    pub score: f32,
}

/// A person, group or body with every place that speaks of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `e0`, `e1`...
    pub id: String,
    /// Stable across versions of rules and models.
    pub key: String,
    /// What sort of thing it is.
    pub kind: String,
    /// The fullest name.
    pub name: String,
    /// The other names.
    pub aliases: Vec<String>,
    /// In what capacity it speaks or acts.
    pub role: Option<String>,
    /// What it is a branch or a member of.
    pub part_of: Option<String>,
    /// The places, in order.
    pub mentions: Vec<Mention>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// One place that speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub span: Span,
    /// Whether they name it.
    pub named: bool,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// `t0`, `t1`...
    pub id: String,
    /// The words.
    pub span: Span,
    /// TIMEX3's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3's value.
    pub value: Option<String>,
    /// The first and the last day it can mean.
    pub interval: Option<[String; 2]>,
    /// How exact it is.
    pub precision: String,
    /// What it was resolved against.
    pub anchor: Option<String>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// A place as one stretch of text names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `p0`, `p1`...
    pub id: String,
    /// The words.
    pub span: Span,
    /// In what sense they name it: literal, associative (who acts, or part of a name) or demonym.
    #[serde(default = "literal")]
    pub sense: String,
    /// The identifier in GeoNames.
    pub geonameid: Option<u32>,
    /// The gazetteer's name, or the text's.
    pub name: String,
    /// What sort of place it is.
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The first-level district.
    pub admin1: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How far the place reaches around that point.
    pub radius_km: Option<f64>,
    /// How the point was found.
    pub method: String,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// Records without a sense had places in the literal one only.
fn literal() -> String {
    "literal".to_owned()
}

/// One act of saying or thinking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `a0` for the report's own voice, `a1`...
    pub id: String,
    /// Stable across versions of rules and models.
    pub key: String,
    /// How the words are given.
    pub kind: String,
    /// Who says so.
    pub source: Vec<Span>,
    /// The words that make it an attribution.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Who the source is.
    pub holder: Option<String>,
    /// In what capacity the source speaks.
    pub role: Option<String>,
    /// Whether the source is named.
    pub named: bool,
    /// Within whose words this stands; null for `a0` alone.
    pub parent: Option<String>,
    /// What the holder does with the content.
    pub stance: String,
    /// How likely the holder says it is.
    pub likelihood: Option<String>,
    /// Through what it was said.
    pub channel: Option<Span>,
    /// When it was said.
    pub said_at: Option<String>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// One event as the report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `v0`, `v1`...
    pub id: String,
    /// Stable across versions of rules and models.
    pub key: String,
    /// The type's identifier: `violence/attack`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The word that names it.
    pub trigger: Span,
    /// Every word that names it.
    pub mentions: Vec<Span>,
    /// Whether it took place.
    pub status: String,
    /// How certain the report is: `certain+`.
    pub factuality: String,
    /// When.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who did what to whom.
    pub participants: Vec<Participant>,
    /// With what.
    pub weapon: Option<Span>,
    /// Further marks.
    pub attributes: Vec<String>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// Somebody or something with a part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Which part.
    pub role: String,
    /// Who, where it is an entity of the record.
    pub entity: Option<String>,
    /// The words.
    pub span: Span,
}

/// A stretch that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The stretch.
    pub span: Span,
    /// What in it called for a finding.
    pub why: String,
}
