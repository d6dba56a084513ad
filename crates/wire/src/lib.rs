//! The record as JSON v1, its schema, and the error table.
//!
//! [`Record::new`] turns a record of `ascribe-model` into serialisable types whose fields are the
//! JSON's, with offsets in Unicode code points and with stable keys. Within version 1 fields may be
//! added; none changes or goes. Readers ignore fields they do not know, and take names of closed
//! lists as strings, since lists may grow.
//!
//! This crate finds nothing and prints nothing.

mod build;
mod cells;
mod check;
mod claims;
mod error;
mod explanation;
mod findings;
mod key;
mod record;

pub use check::{Violation, Wrong, check};
pub use claims::{
    Assessment, AssessmentValue, Cause, CausePart, Head, Occurrence, OccurrenceValue,
    Responsibility, Toll,
};
pub use error::{ErrorCode, ErrorReport};
pub use explanation::{Basis, Explanation, Fit, Miss, SentenceExplained, Word};
pub use findings::{
    Attribution, Entity, Event, Evidence, Mention, Participant, Place, Time, Unread,
};
pub use record::{
    Block, Generator, Model, Note, Published, Record, Report, Source, Span, WriteOptions,
};

/// The value of every record's `schema` field.
pub const VERSION: &str = "ascribe/v1";

/// The JSON Schema (2020-12) of a record.
pub const SCHEMA: &str = include_str!("../schema/ascribe-v1.schema.json");
