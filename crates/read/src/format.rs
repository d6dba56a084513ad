//! The formats that can be read: one file and one line of the table each.

use crate::input::{Context, Portion, Portions};
use crate::page::Page;
use crate::{binary, email, feed, html, json, jsonl, pdf, plain, posts};

/// One input format.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is, in half a line.
    pub about: &'static str,
    /// Its media type, as the record names it.
    pub media_type: &'static str,
    /// Whether the bytes are of this format.
    pub(crate) recognises: fn(&[u8]) -> bool,
    /// Where the reports lie in the bytes; [`whole`] where they are one.
    pub(crate) split: fn(&[u8]) -> Portions<'_>,
    /// Reads one report from its own bytes.
    pub(crate) read: fn(&[u8], &Context) -> Page,
}

/// Every format, in the order in which they are tried; the last takes what is left.
static FORMATS: &[Format] = &[
    pdf::FORMAT,
    feed::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    email::FORMAT,
    posts::FORMAT,
    html::FORMAT,
    plain::FORMAT,
];

/// Every format that an input can be said to have.
#[must_use]
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// The format called `name`.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format of `bytes`.
pub(crate) fn of(bytes: &[u8]) -> &'static Format {
    let found = FORMATS.iter().find(|format| (format.recognises)(bytes));
    match found {
        Some(format) if format.name != plain::FORMAT.name || !binary::is_binary(bytes) => format,
        _ => &binary::FORMAT,
    }
}

/// The bytes as one report.
pub(crate) fn whole(bytes: &[u8]) -> Portions<'_> {
    Box::new(std::iter::once(Portion::new(0..bytes.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        names.push(binary::FORMAT.name);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len() + 1);
    }

    #[test]
    fn formats_are_found_by_name() {
        for format in FORMATS {
            assert_eq!(format_named(format.name).unwrap().name, format.name);
        }
        assert!(format_named("parchment").is_none());
    }

    fn check(bytes: &[u8], name: &str) {
        assert_eq!(of(bytes).name, name, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn what_is_not_recognised_is_plain_text() {
        check(b"Blast in Zandar", "text");
        check(b"", "text");
        check(b"{sic} he said", "text");
        check(b"[Editor's note: this was said in March.]", "text");
        check(b"\x89PNG\0\0", "binary");
    }

    #[test]
    fn json() {
        check(
            b"\n {\"text\": \"Blast\"}\n{\"text\": \"Clash\"}\n",
            "jsonl",
        );
        check(b"[\n{\"text\": \"Blast\"}]", "json");
        check(b"{\n\"text\": \"Blast\"}", "json");
    }
}
