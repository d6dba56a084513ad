//! The formats that can be read: one file and one line of the table each.

use crate::page::Page;
use crate::{binary, html, plain};

/// One input format.
pub(crate) struct Format {
    /// Its media type, as the record names it.
    pub(crate) media_type: &'static str,
    /// Whether the bytes are of this format.
    pub(crate) recognises: fn(&[u8]) -> bool,
    /// Reads them.
    pub(crate) read: fn(&[u8]) -> Page,
}

/// Every format, in the order in which they are tried.
const FORMATS: &[Format] = &[binary::FORMAT, html::FORMAT];

/// What takes all that no other format recognises.
const FALLBACK: Format = plain::FORMAT;

/// The format of `bytes`.
pub(crate) fn of(bytes: &[u8]) -> &'static Format {
    FORMATS
        .iter()
        .find(|format| (format.recognises)(bytes))
        .unwrap_or(&FALLBACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_unique() {
        let mut types: Vec<_> = FORMATS.iter().map(|format| format.media_type).collect();
        types.push(FALLBACK.media_type);
        let count = types.len();
        types.sort_unstable();
        types.dedup();
        assert_eq!(types.len(), count);
    }

    #[test]
    fn what_is_not_recognised_is_plain_text() {
        assert_eq!(of(b"Blast in Zandar").media_type, "text/plain");
        assert_eq!(of(b"\x89PNG\0\0").media_type, "application/octet-stream");
    }
}
