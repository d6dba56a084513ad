//! JSON in one piece: an object, an array of objects, or a JSON feed (jsonfeed.org, version 1 and 1.1).
//!
//! An array is read from the front; where it breaks off, what stands before is read all the same.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::format::{self, Format};
use crate::input::{Context, Portion, Portions};
use crate::object;
use crate::page::note;

pub(crate) const FORMAT: Format = Format {
    name: "json",
    about: "a JSON object as in jsonl, an array of such, or a JSON feed",
    media_type: "application/json",
    recognises,
    split,
    read: object::read,
};

fn recognises(bytes: &[u8]) -> bool {
    let mut tokens = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace());
    matches!(
        (tokens.next(), tokens.next()),
        (Some(b'{'), Some(b'"')) | (Some(b'['), Some(b'{'))
    )
}

fn split(bytes: &[u8]) -> Portions<'_> {
    let start = bytes.len() - bytes.trim_ascii_start().len();
    if bytes[start..].starts_with(b"[") {
        return Box::new(Elements::new(bytes, start + 1, Context::default()));
    }
    match feed(bytes) {
        Some((start, context)) => Box::new(Elements::new(bytes, start, context)),
        None => format::whole(bytes),
    }
}

/// Where the items of a feed begin, and what the feed says of them all.
fn feed(bytes: &[u8]) -> Option<(usize, Context)> {
    #[derive(Deserialize)]
    struct Feed<'f> {
        title: Option<String>,
        language: Option<String>,
        #[serde(borrow)]
        items: &'f RawValue,
    }
    if !object::is_feed(bytes) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let feed: Feed<'_> = serde_json::from_str(text).ok()?;
    let start = feed.items.get().as_ptr() as usize - text.as_ptr() as usize;
    let context = Context {
        outlet: feed.title,
        language: feed.language,
        ..Context::default()
    };
    Some((start + 1, context))
}

/// The elements of an array, from behind its bracket on.
struct Elements<'b> {
    bytes: &'b [u8],
    at: usize,
    context: Context,
}

impl<'b> Elements<'b> {
    fn new(bytes: &'b [u8], at: usize, context: Context) -> Self {
        Self { bytes, at, context }
    }

    fn broken(&mut self, error: &serde_json::Error) -> Portion {
        let message = format!("from byte {} on, this is no JSON ({error})", self.at);
        self.at = self.bytes.len();
        Portion {
            broken: Some(note("bad-json", message)),
            ..Portion::new(self.at..self.at)
        }
    }
}

impl Iterator for Elements<'_> {
    type Item = Portion;

    fn next(&mut self) -> Option<Portion> {
        let rest = &self.bytes[self.at..];
        let skipped = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace() || **byte == b',')
            .count();
        self.at += skipped;
        let rest = &rest[skipped..];
        if rest.is_empty() || rest.starts_with(b"]") {
            return None;
        }
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
        if let Some(Err(error)) = values.next() {
            return Some(self.broken(&error));
        }
        let start = self.at;
        self.at += values.byte_offset();
        Some(Portion {
            context: self.context.clone(),
            ..Portion::new(start..self.at)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::ReadOptions;
    use crate::input::Input;

    /// The texts of the reports, and the codes of the notes of those that have none.
    fn check(json: &str, expected: &[&str]) {
        let options = ReadOptions::default();
        let input = Input::open(json.as_bytes(), &options);
        let found: Vec<String> = input
            .reports(&options)
            .map(|report| match report.text.is_empty() {
                true => report.notes[0].code.to_owned(),
                false => report.text.to_string(),
            })
            .collect();
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn objects_and_arrays() {
        check("{\n\"text\": \"Blast.\"}", &["Blast."]);
        check(
            "[{\"text\": \"Blast.\"},\n {\"text\": \"Clash.\"} ]",
            &["Blast.", "Clash."],
        );
    }

    #[test]
    fn a_torn_array() {
        check("[{\"text\": \"Blast.\"}, {\"text\": ", &["Blast.", "bad-json"]);
    }

    #[test]
    fn a_feed() {
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Velt Press", "language": "en",
            "items": [{"id": "1", "url": "https://velt.example/1", "title": "Blast in Kolm",
            "content_text": "Five were hurt.", "date_published": "2031-05-14T10:00:00Z"}]}"#;
        check(json, &["Blast in Kolm\n\nFive were hurt."]);
        let options = ReadOptions::default();
        let input = Input::open(json.as_bytes(), &options);
        let report = input.reports(&options).next().unwrap();
        assert_eq!(report.outlet.as_deref(), Some("Velt Press"));
        assert_eq!(report.url.as_deref(), Some("https://velt.example/1"));
        assert_eq!(report.published.unwrap().value.to_string(), "2031-05-14");
        let source = report.map.to_source(report.title.unwrap()).unwrap();
        assert_eq!(&json[source.range()], "Blast in Kolm");
    }
}
