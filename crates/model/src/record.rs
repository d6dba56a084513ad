//! Everything read from one report.

use ascribe_text::{Span, Text};

use crate::{
    Assessment, Attribution, Cause, Entity, Event, Occurrence, Place, Report, Responsibility, Time,
    Toll,
};

/// A report and all that was found in it.
#[derive(Debug, Clone)]
pub struct Record {
    /// What made it.
    pub generator: Generator,
    /// What was read.
    pub report: Report,
    /// What was found.
    pub findings: Findings,
}

/// What was found in one report. An id is the value's index in its list.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Who is spoken of.
    pub entities: Vec<Entity>,
    /// Times.
    pub times: Vec<Time>,
    /// Places.
    pub places: Vec<Place>,
    /// Who says what; the first is the report's own voice.
    pub attributions: Vec<Attribution>,
    /// What happened.
    pub events: Vec<Event>,
    /// That it did or did not.
    pub occurrences: Vec<Occurrence>,
    /// Who did it, on whose word.
    pub responsibilities: Vec<Responsibility>,
    /// How many it hit.
    pub tolls: Vec<Toll>,
    /// How groups fare.
    pub assessments: Vec<Assessment>,
    /// What leads to what.
    pub causes: Vec<Cause>,
    /// Sentences that look as if they held a finding, from which none was made.
    pub unread: Vec<Unread>,
    /// What else a user should know.
    pub notes: Vec<Note>,
}

/// A stretch that was not understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// The stretch.
    pub span: Span<Text>,
    /// What in it called for a finding.
    pub why: String,
}

/// Something a user should know about how a report was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// A stable name: `no-publication-date`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// Where, if it is about one place in the text.
    pub span: Option<Span<Text>>,
}

/// What made a record: enough to make it again. There is no clock in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    /// The program's version.
    pub version: &'static str,
    /// SHA-256 over all rule and word files.
    pub rules_digest: String,
    /// The models used.
    pub models: Vec<ModelStamp>,
    /// SHA-256 of the gazetteer, where one was used.
    pub gazetteer_digest: Option<String>,
    /// Which reader found the attributions: `rules`...
    pub reader: &'static str,
    /// The arguments that change what is found, as `name=value`.
    pub arguments: Vec<String>,
}

/// The identity of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelStamp {
    /// Its name with its version.
    pub name: String,
    /// SHA-256 of its files.
    pub sha256: String,
}
