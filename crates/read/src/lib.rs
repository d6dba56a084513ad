//! Bytes in; text, blocks and metadata out.
//!
//! [`read`] takes one report as it was received and returns its visible text, the parts of the
//! page (title, byline, paragraphs, furniture) and what is known of its origin. Every kept
//! character maps back to its source bytes, and whatever was odd about the input becomes a note:
//! no input is an error.
//!
//! This crate knows page layouts. It does not know what a report says, it does not open files, and
//! it asks no clock: a date that is not told stays unknown.

mod assemble;
mod binary;
mod dateline;
mod encoding;
mod format;
mod head;
mod html;
mod interview;
mod lines;
mod page;
mod plain;
mod repeats;

use ascribe_model::Report;
use jiff::civil::Date;

/// What the caller knows of a report beyond its bytes. It outranks what the page says of itself.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// When it was published.
    pub published: Option<Date>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its language as a BCP 47 tag.
    pub language: Option<String>,
}

impl ReadOptions {
    /// Those that change what is found in a report, as `name=value`, for the record's generator.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        let published = self.published.map(|day| format!("published={day}"));
        let language = self.language.as_ref().map(|tag| format!("language={tag}"));
        published.into_iter().chain(language).collect()
    }
}

/// Reads one report. Never fails: what could not be read is missing from the text and is noted.
///
/// ```
/// use ascribe_read::{ReadOptions, read};
/// let report = read(b"Blast in Zandar\n\nFive people were hurt.\n", &ReadOptions::default());
/// assert_eq!(report.title.unwrap().slice(&report.text), "Blast in Zandar");
/// assert_eq!(report.notes[0].code, "no-publication-date");
/// ```
#[must_use]
pub fn read(bytes: &[u8], options: &ReadOptions) -> Report {
    let format = format::of(bytes);
    assemble::report(bytes, options, format, (format.read)(bytes))
}
