//! Bytes in; text, blocks and metadata out.
//!
//! [`read`] takes one report as it was received and returns its visible text, the parts of the
//! page (title, byline, paragraphs, furniture) and what is known of its origin; [`Input`] does so for
//! an input that may hold many. Every kept character maps back to its source bytes where the format
//! allows it, and whatever was odd about the input becomes a note: no input is an error.
//!
//! This crate knows page layouts. It does not know what a report says, it does not open files, and
//! it asks no clock: a date that is not told stays unknown.

mod assemble;
mod binary;
mod dateline;
mod dates;
mod email;
mod encoding;
mod feed;
mod format;
mod furniture;
mod gzip;
mod head;
mod html;
mod input;
mod interview;
mod json;
mod jsonl;
mod language;
mod lines;
mod markup;
mod object;
mod page;
mod pdf;
mod plain;
mod posts;
mod repeats;
mod words;

use ascribe_model::Report;
use jiff::civil::Date;

pub use format::{Format, format_named, formats};
pub use input::{Input, Piece};
pub use words::PageWords;

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
    /// The format of the input; told from its bytes if not given.
    pub format: Option<&'static Format>,
    /// The words that pages carry around a report.
    pub words: PageWords,
}

impl ReadOptions {
    /// Those that change what is found in a report, as `name=value`, for the record's generator.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        let published = self.published.map(|day| format!("published={day}"));
        let language = self.language.as_ref().map(|tag| format!("language={tag}"));
        let format = self
            .format
            .map(|format| format!("input-format={}", format.name));
        published
            .into_iter()
            .chain(language)
            .chain(format)
            .collect()
    }
}

/// Reads one report. Never fails: what could not be read is missing from the text and is noted. Of
/// an input that holds many, the first is read, with a note.
///
/// ```
/// use ascribe_read::{ReadOptions, read};
/// let report = read(b"Blast in Zandar\n\nFive people were hurt.\n", &ReadOptions::default());
/// assert_eq!(report.title.unwrap().slice(&report.text), "Blast in Zandar");
/// assert_eq!(report.notes[0].code, "no-publication-date");
/// ```
///
/// # Panics
/// Never: an input has one report at least.
#[must_use]
pub fn read(bytes: &[u8], options: &ReadOptions) -> Report {
    let input = Input::open(bytes, options);
    let mut pieces = input.pieces();
    let first = pieces.next().expect("an input has one report at least");
    let mut report = first.read(options);
    if pieces.next().is_some() {
        let more = "the input holds more than one report; only the first was read";
        report.notes.push(page::note("more-reports", more));
    }
    report
}
