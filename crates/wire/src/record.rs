//! One record: what made it, what was read, what was found.

use serde::{Deserialize, Serialize};

use crate::{
    Assessment, Attribution, Cause, Entity, Event, Occurrence, Place, Responsibility, Time, Toll,
    Unread,
};

/// A report and all that was found in it. Every list is always present.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`crate::VERSION`].
    pub schema: String,
    /// What made the record.
    pub generator: Generator,
    /// What was read.
    pub report: Report,
    /// Who is spoken of.
    pub entities: Vec<Entity>,
    /// Times.
    pub times: Vec<Time>,
    /// Places.
    pub places: Vec<Place>,
    /// Who says what; the first, `a0`, is the report's own voice.
    pub attributions: Vec<Attribution>,
    /// What happened, in the report's version.
    pub events: Vec<Event>,
    /// That an event did or did not happen, or how.
    pub occurrences: Vec<Occurrence>,
    /// Who did it, on whose word.
    pub responsibilities: Vec<Responsibility>,
    /// How many it hit.
    pub tolls: Vec<Toll>,
    /// How groups fare.
    pub assessments: Vec<Assessment>,
    /// What leads to what.
    pub causes: Vec<Cause>,
    /// What looked like a finding and was not understood.
    pub unread: Vec<Unread>,
    /// What else a user should know.
    pub notes: Vec<Note>,
}

/// What a record holds besides what it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Add the map from the text to the bytes of the source.
    pub source_map: bool,
}

/// A stretch of the report's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// The first code point behind it.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// What made a record: enough to make it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// The program's version.
    pub version: String,
    /// SHA-256 over all rule and word files.
    pub rules_digest: String,
    /// The models used.
    pub models: Vec<Model>,
    /// SHA-256 of the gazetteer, where one was used.
    pub gazetteer_digest: Option<String>,
    /// Which reader found the attributions.
    pub reader: String,
    /// The arguments that change what is found, as `name=value`.
    pub arguments: Vec<String>,
}

/// The identity of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Its name with its version.
    pub name: String,
    /// SHA-256 of its files.
    pub sha256: String,
}

/// The report as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// SHA-256 of the source bytes.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The title's words.
    pub title: Option<Span>,
    /// The line that names the author.
    pub byline: Option<Span>,
    /// When it was published.
    pub published: Option<Published>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The language it was translated from.
    pub translated_from: Option<String>,
    /// The bytes it was read from.
    pub source: Source,
    /// The visible text, title first, not normalised.
    pub text: String,
    /// The text's parts; they cover it without gaps.
    pub blocks: Vec<Block>,
    /// On request: runs of the text and the bytes they were read from, as
    /// `[text_start, text_end, source_start, source_end]`, the text in code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_map: Option<Vec<[usize; 4]>>,
}

/// When a report was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, as `2024-03-28`.
    pub value: String,
    /// `argument`, `metadata` or `dateline`.
    pub known_from: String,
    /// The words that say so, where they stand in the text.
    pub span: Option<Span>,
}

/// The bytes that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `text/plain`...
    pub media_type: String,
    /// The character encoding.
    pub encoding: String,
    /// How many bytes there are.
    pub bytes: usize,
    /// Where in its input they begin; left out where the input is one report.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub start: usize,
}

/// One part of a report's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// `b0`, `b1`...
    pub id: String,
    /// The first code point.
    pub start: usize,
    /// The first code point behind it: where the next block starts.
    pub end: usize,
    /// What part of the page it is.
    pub kind: String,
    /// Who speaks in it.
    pub speaker: Option<Span>,
    /// Why it is furniture.
    pub reason: Option<String>,
}

/// Something a user should know about how a report was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A stable name: `no-publication-date`.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// Where, if it is about one place.
    pub span: Option<Span>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}
