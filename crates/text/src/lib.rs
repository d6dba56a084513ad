//! Coordinates of texts: spans that say which text they are in, maps from one text's offsets to
//! another's, and quotation marks.
//!
//! This crate knows no documents and no language. Offsets into different texts are different
//! types, so a byte offset of the source file can never slice the report's text.

mod chars;
mod quotes;
mod source_map;
mod span;

pub use chars::CharMap;
pub use quotes::{Quotation, quotations};
pub use source_map::{SourceMap, SourceMapBuilder};
pub use span::{Chars, Offset, Source, Space, Span, Text};
