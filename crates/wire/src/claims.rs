//! What holders assert. Each claim begins with the same [`Head`], whose fields stand beside its
//! own in the JSON.

use serde::{Deserialize, Serialize};

use crate::{Evidence, Span};

/// Whose claim it is, and how firmly it is made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Its letter says what it is: `o` occurrence, `r` responsibility, `n` toll, `s` assessment,
    /// `c` cause.
    pub id: String,
    /// Stable across versions of rules and models.
    pub key: String,
    /// In whose words it stands.
    pub attribution: String,
    /// What the holder does with it.
    pub stance: String,
    /// How firmly the holder takes it to be so: `certain+`.
    pub factuality: String,
    /// How likely the holder says it is.
    pub likelihood: Option<String>,
    /// When it was said.
    pub said_at: Option<String>,
    /// The time it is about.
    pub about_time: Option<String>,
    /// What the cells stand on.
    pub evidence: Vec<Evidence>,
}

/// That an event did or did not happen, or how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Whose claim it is.
    #[serde(flatten)]
    pub head: Head,
    /// Which event.
    pub event: String,
    /// Which of its cells.
    pub field: String,
    /// What the holder says of it.
    pub value: OccurrenceValue,
}

/// What an occurrence says of its cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OccurrenceValue {
    /// It happened, or it did not.
    Happened(bool),
    /// An event type, or the id of a time or place.
    Name(String),
    /// The words for a weapon or a target.
    Words(Span),
}

/// Who did it, on whose word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Whose claim it is.
    #[serde(flatten)]
    pub head: Head,
    /// For which event; null for a general denial.
    pub event: Option<String>,
    /// The words for what is claimed or denied.
    pub scope: Option<Span>,
    /// Who; null where nobody has claimed it.
    pub actor: Option<String>,
    /// In what way.
    pub mode: String,
    /// The claim that this one is a part of.
    pub part_of: Option<String>,
}

/// A count of people harmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Toll {
    /// Whose claim it is.
    #[serde(flatten)]
    pub head: Head,
    /// In which event.
    pub event: Option<String>,
    /// What happened to them.
    pub kind: String,
    /// Who they were.
    pub who: String,
    /// No fewer than this many.
    pub low: Option<u64>,
    /// This many.
    pub best: Option<u64>,
    /// No more than this many.
    pub high: Option<u64>,
    /// Over what time, where it is not one event's.
    pub period: Option<String>,
    /// The toll that this one is counted in.
    pub part_of: Option<String>,
    /// The toll that this one corrects.
    pub supersedes: Option<String>,
}

/// A judgement about a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Whose claim it is.
    #[serde(flatten)]
    pub head: Head,
    /// About whom.
    pub subject: String,
    /// In what respect.
    pub attribute: String,
    /// How it stands.
    pub value: Option<AssessmentValue>,
    /// The second party.
    pub object: Option<String>,
    /// Where it is heading.
    pub direction: Option<String>,
}

/// What an assessment says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AssessmentValue {
    /// A number of some unit, with bounds.
    Number {
        /// No less than this.
        low: Option<f64>,
        /// This much.
        best: Option<f64>,
        /// No more than this.
        high: Option<f64>,
        /// Of what.
        unit: String,
    },
    /// A leader, an ally.
    Entity {
        /// Its id.
        entity: String,
    },
    /// The holder's words.
    Words(Span),
}

/// That one thing leads to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// Whose claim it is.
    #[serde(flatten)]
    pub head: Head,
    /// What leads.
    pub cause: CausePart,
    /// To what.
    pub effect: CausePart,
    /// `+` where it brings the effect about, `-` where it keeps it away.
    pub polarity: String,
    /// Whether it is said of what would happen.
    pub conditional: bool,
}

/// One end of a causal statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CausePart {
    /// The words.
    pub span: Span,
    /// The event they name.
    pub event: Option<String>,
}
