//! JSON lines: an object on each line, each a report ([`crate::object`]).
//!
//! A line that is no object gives an empty report with a note that names the line; the others are
//! read.

use serde::de::IgnoredAny;

use crate::format::Format;
use crate::input::{Context, Portion, Portions};
use crate::object;

pub(crate) const FORMAT: Format = Format {
    name: "jsonl",
    about: "JSON lines: on each an object with `text` or `html`, and `title`, `published`, `url`, `outlet`, `language`",
    media_type: "application/jsonl",
    recognises,
    split,
    read: object::read,
};

/// Whether the first line is an object, and not one that is a whole feed.
fn recognises(bytes: &[u8]) -> bool {
    let Some(first) = lines(bytes).next() else {
        return false;
    };
    let line = &bytes[first.range];
    line.starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(line).is_ok()
        && !object::is_feed(line)
}

fn split(bytes: &[u8]) -> Portions<'_> {
    Box::new(lines(bytes))
}

/// The lines that are not blank.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Portion> + Send {
    let mut start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let lines = bytes[start..].split_inclusive(|&byte| byte == b'\n');
    lines.enumerate().filter_map(move |(index, line)| {
        let from = start + (line.len() - line.trim_ascii_start().len());
        let length = line.trim_ascii().len();
        start += line.len();
        let context = Context {
            line: Some(index + 1),
            ..Context::default()
        };
        (0 < length).then(|| Portion {
            context,
            ..Portion::new(from..from + length)
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::input::Input;
    use crate::{ReadOptions, format_named};

    /// The text, or the note, of each report.
    fn check(bytes: &[u8], expected: &[&str]) {
        let options = ReadOptions {
            format: format_named("jsonl"),
            ..ReadOptions::default()
        };
        let input = Input::open(bytes, &options);
        let found: Vec<String> = input
            .reports(&options)
            .map(|report| match report.text.is_empty() {
                true => format!("{}: {}", report.notes[0].code, report.notes[0].message),
                false => report.text.to_string(),
            })
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found:?}: {expected:?}");
        }
    }

    #[test]
    fn a_report_on_each_line() {
        check(
            b"{\"text\": \"Blast in Kolm.\"}\r\n\n{\"text\": \"Clash.\", \"title\": \"In Veran\"}",
            &["Blast in Kolm.", "In Veran\n\nClash."],
        );
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_read() {
        check(
            b"{\"text\": \"Blast.\"}\n{\"text\": \n[1]\n{\"words\": 1}\n{\"text\": \"Clash.\"}\n",
            &[
                "Blast.",
                "bad-json: line 2",
                "bad-json: line 3",
                "no-text: line 4",
                "Clash.",
            ],
        );
    }

    #[test]
    fn nothing_is_one_report() {
        check(b"\n\n", &["no-reports"]);
    }
}
