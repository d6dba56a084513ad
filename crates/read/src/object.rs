//! A JSON object that is a report: its text or markup, its title, and what is known of its origin.
//!
//! Strings are decoded here and not by the JSON library, so that each character is known by the bytes
//! that it was written with, escapes included.

use ascribe_model::Note;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::encoding::{self, Decoded, Sink};
use crate::input::Context;
use crate::page::{Page, note};
use crate::plain::Head;
use crate::{dates, markup, plain};

/// The fields that are read, by the names that exports and feeds give them.
#[derive(Deserialize)]
struct Fields<'j> {
    #[serde(borrow)]
    text: Option<&'j RawValue>,
    #[serde(borrow)]
    content_text: Option<&'j RawValue>,
    #[serde(borrow)]
    html: Option<&'j RawValue>,
    #[serde(borrow)]
    content_html: Option<&'j RawValue>,
    #[serde(borrow)]
    title: Option<&'j RawValue>,
    #[serde(borrow)]
    url: Option<&'j RawValue>,
    #[serde(borrow)]
    published: Option<&'j RawValue>,
    #[serde(borrow)]
    date_published: Option<&'j RawValue>,
    #[serde(borrow)]
    outlet: Option<&'j RawValue>,
    #[serde(borrow)]
    language: Option<&'j RawValue>,
}

/// Whether the object is a JSON feed.
pub(crate) fn is_feed(bytes: &[u8]) -> bool {
    const HEAD: usize = 1000;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned();
    head.contains("://jsonfeed.org/version/") || head.contains(":\\/\\/jsonfeed.org\\/version\\/")
}

/// The report that the object in `bytes` is.
pub(crate) fn read(bytes: &[u8], context: &Context) -> Page {
    let json = encoding::decode(bytes);
    let page = match serde_json::from_str::<Fields<'_>>(&json.text) {
        Ok(fields) => page(&fields, &json, context),
        Err(error) => Page::empty(json.encoding, bad(context, &error)),
    };
    let mut page = page.wrapped_in(&json.map);
    page.notes.splice(0..0, json.notes);
    page
}

fn bad(context: &Context, error: &serde_json::Error) -> Note {
    // A line's own line number is always 1.
    let error = error.to_string().replace("line 1 ", "");
    note("bad-json", format!("{}no JSON object of the kind: {error}", place(context)))
}

fn place(context: &Context) -> String {
    context
        .line
        .map_or_else(String::new, |line| format!("line {line}: "))
}

fn page(fields: &Fields<'_>, json: &Decoded, context: &Context) -> Page {
    let string = |raw: Option<&RawValue>| string(raw?, json);
    let head = Head {
        title: string(fields.title),
        byline: None,
    };
    let mut page = if let Some(markup) = string(fields.html.or(fields.content_html)) {
        markup::page(head, markup, context)
    } else if let Some(text) = string(fields.text.or(fields.content_text)) {
        plain::page(head, text, context)
    } else {
        let message = format!("{}the object has no `text`", place(context));
        Page::empty(json.encoding, note("no-text", message))
    };
    let words = |raw| string(raw).map(|string| string.text.trim().to_owned());
    page.url = words(fields.url).or(page.url);
    page.outlet = words(fields.outlet).or(page.outlet);
    page.language = words(fields.language).or(page.language);
    if let Some(day) = words(fields.published.or(fields.date_published)) {
        match dates::published(&day) {
            Ok(published) => page.published = Some(published),
            Err(note) => page.notes.push(note),
        }
    }
    page
}

/// The string that `raw`, a part of `json`, holds; `None` if it is no string.
fn string(raw: &RawValue, json: &Decoded) -> Option<Decoded> {
    let written = raw.get();
    let inner = written.strip_prefix('"')?.strip_suffix('"')?;
    let at = inner.as_ptr() as usize - json.text.as_ptr() as usize;
    Some(unescaped(inner, at, json.encoding))
}

/// The string written as `inner`, which stands at byte `at`.
fn unescaped(inner: &str, at: usize, encoding: &'static str) -> Decoded {
    let mut sink = Sink::default();
    let mut from = 0;
    while let Some(length) = inner[from..].find('\\') {
        let escape = from + length;
        sink.verbatim(&inner[from..escape], at + from);
        let (character, width) = escaped(&inner[escape..]);
        from = escape + width;
        match character {
            Some(character) => {
                let mut piece = [0; 4];
                sink.decoded(character.encode_utf8(&mut piece), at + escape, at + from);
            }
            None => sink.invalid(at + escape, at + from),
        }
    }
    sink.verbatim(&inner[from..], at + from);
    sink.finish(encoding)
}

/// The character that the escape at the start of `words` stands for, if any, and its width.
fn escaped(words: &str) -> (Option<char>, usize) {
    let simple = |character| (Some(character), 2);
    match words.as_bytes().get(1) {
        Some(b'n') => simple('\n'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'u') => unicode(words),
        Some(&byte) => simple(char::from(byte)),
        None => (None, words.len()),
    }
}

/// `\uXXXX`, or two of them that are one character.
fn unicode(words: &str) -> (Option<char>, usize) {
    let unit = |from: usize| u16::from_str_radix(words.get(from..from + 4)?, 16).ok();
    let Some(first) = unit(2) else {
        return (None, words.len().min(2));
    };
    if let Some(character) = char::from_u32(u32::from(first)) {
        return (Some(character), 6);
    }
    let second = words.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| unit(8));
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    pair.map_or((None, 6), |character| (Some(character), 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_map_to_their_bytes() {
        let json = r#"{"text": "“No,” \u00e9 \ud83d\ude00\n\"x\" \ud800."}"#;
        let page = read(json.as_bytes(), &Context::default());
        assert_eq!(page.text, "“No,” é 😀\n\"x\" \u{FFFD}.");
        let written = |piece: &str| {
            let at = page.text.find(piece).unwrap();
            let span = ascribe_text::Span::new(at, at + piece.len());
            page.map.to_source(span).unwrap().slice_of(json)
        };
        assert_eq!(written("é"), r"\u00e9");
        assert_eq!(written("😀"), r"\ud83d\ude00");
        assert_eq!(written("“No,”"), "“No,”");
        assert_eq!(page.notes[0].code, "invalid-bytes");
    }

    trait Slice {
        fn slice_of<'t>(&self, text: &'t str) -> &'t str;
    }

    impl Slice for ascribe_text::Span<ascribe_text::Source> {
        fn slice_of<'t>(&self, text: &'t str) -> &'t str {
            &text[self.range()]
        }
    }

    #[test]
    fn a_day_that_does_not_exist() {
        let page = read(
            br#"{"text": "Blast.", "published": "2031-02-30"}"#,
            &Context::default(),
        );
        assert_eq!(page.notes[0].code, "no-such-day");
        assert_eq!(page.published, None);
    }

    #[test]
    fn what_is_no_string() {
        let page = read(br#"{"text": 4}"#, &Context::default());
        assert_eq!(page.notes[0].code, "no-text");
    }
}
