//! Inputs: bytes as they were received, which may be packed, and may hold many reports.
//!
//! Where the reports lie is found from the front to the back, so that an archive is never in memory
//! twice. What they say is read one by one, and by whom and on which core is the caller's business.

use std::borrow::Cow;
use std::ops::Range;

use ascribe_model::{Note, Report};

use crate::format::{self, Format};
use crate::page::{Page, note};
use crate::words::PageWords;
use crate::{ReadOptions, assemble, gzip};

/// Where the reports of an input lie.
pub(crate) type Portions<'b> = Box<dyn Iterator<Item = Portion> + Send + 'b>;

/// Bytes as they were received.
#[derive(Debug)]
pub struct Input<'b> {
    bytes: Cow<'b, [u8]>,
    format: &'static Format,
    notes: Vec<Note>,
}

/// One report among an input's bytes, not yet read.
#[derive(Debug)]
pub struct Piece<'i> {
    input: &'i Input<'i>,
    portion: Portion,
}

/// Where one report lies, and what the bytes around it say of it.
#[derive(Debug, Default)]
pub(crate) struct Portion {
    pub(crate) range: Range<usize>,
    pub(crate) context: Context,
    /// Why nothing can be read there.
    pub(crate) broken: Option<Note>,
}

/// What is known of a report before its own bytes are looked at.
#[derive(Debug, Default, Clone)]
pub(crate) struct Context {
    /// What the input says of all its reports.
    pub(crate) outlet: Option<String>,
    pub(crate) language: Option<String>,
    /// The line on which it begins, where inputs of its kind are told by lines.
    pub(crate) line: Option<usize>,
    /// The words that pages carry around a report.
    pub(crate) words: PageWords,
}

impl<'b> Input<'b> {
    /// Unpacks the bytes if they are packed, and tells their format if the options do not.
    #[must_use]
    pub fn open(bytes: &'b [u8], options: &ReadOptions) -> Self {
        let (bytes, notes) = match gzip::unpack(bytes) {
            Some((unpacked, notes)) => (Cow::Owned(unpacked), notes),
            None => (Cow::Borrowed(bytes), Vec::new()),
        };
        let format = options.format.unwrap_or_else(|| format::of(&bytes));
        Self {
            bytes,
            format,
            notes,
        }
    }

    /// The reports in it, in order; at least one.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> + Send {
        let mut portions = (self.format.split)(&self.bytes).peekable();
        let none = portions.peek().is_none().then(|| Portion {
            broken: Some(note("no-reports", "the input holds no report")),
            ..Portion::default()
        });
        portions.chain(none).map(|portion| Piece {
            input: self,
            portion,
        })
    }

    /// The reports in it, read one after the other as they are asked for.
    pub fn reports(&self, options: &ReadOptions) -> impl Iterator<Item = Report> {
        self.pieces().map(|piece| piece.read(options))
    }
}

impl Piece<'_> {
    /// Reads the report. Never fails: what could not be read is missing from the text and is noted.
    #[must_use]
    pub fn read(&self, options: &ReadOptions) -> Report {
        let Portion {
            range,
            context,
            broken,
        } = &self.portion;
        let bytes = &self.input.bytes[range.clone()];
        let context = Context {
            words: options.words.clone(),
            ..context.clone()
        };
        let mut page = match broken {
            Some(why) => Page::empty("utf-8", why.clone()),
            None => (self.input.format.read)(bytes, &context),
        };
        page.notes.splice(0..0, self.input.notes.iter().cloned());
        page.outlet = page.outlet.or(context.outlet);
        page.language = page.language.or(context.language);
        let own = assemble::Own {
            bytes,
            start: range.start,
            media_type: self.input.format.media_type,
        };
        assemble::report(own, options, page)
    }

    /// The line of its input on which it begins, counted from 1, where inputs of its kind are told
    /// by lines.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.portion.context.line
    }
}

impl Portion {
    pub(crate) fn new(range: Range<usize>) -> Self {
        Self {
            range,
            ..Self::default()
        }
    }
}
