//! Posts pasted from a social network: "Name @handle · 14 Mar 2031 09:12", and words under it.
//!
//! Each such line begins a post; it is a byline, and what stands under it is spoken by the handle. A
//! thread is one report. The first day that is given in full is the day of publication; "2h" is
//! counted from a clock that nobody knows. English month names only.

use std::sync::LazyLock;

use ascribe_model::BlockKind;
use ascribe_text::{Span, Text};
use regex::Regex;

use crate::dateline;
use crate::encoding;
use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, Part};
use crate::{furniture, lines};

pub(crate) const FORMAT: Format = Format {
    name: "posts",
    about: "posts pasted from a social network, each below its handle and time",
    media_type: "text/plain",
    recognises,
    split: format::whole,
    read,
};

/// A handle and when it wrote, with or without a name in front.
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    let time = r"(?: \d{1,2}:\d{2} (?: :\d{2} )? (?: \s? [AaPp]\.?[Mm]\.? )? (?: \s (?: UTC | GMT ) )? )";
    let pattern = r"(?x) ^ (?: [^@\n]{1,60}? \s )? \(? (?<handle> @\w{2,30} ) \)? \s* [·•|,:–—-]? \s*
        (?: (?: TIME \s* [·•|,–—-]? \s* )? DATE (?: ,? \s* (?: [·•|–—-] | at )? \s* TIME )?
          | \d{1,2} \s? (?: s | m | min | h | hr | hrs | d ) (?: \s ago )? ) $";
    let pattern = pattern.replace("TIME", time);
    dateline::pattern(&pattern)
});

/// Whether the first line that has words is a post's header.
fn recognises(bytes: &[u8]) -> bool {
    const HEAD: usize = 1_000;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let mut lines = head.lines().map(str::trim);
    lines
        .find(|line| lines::has_words(line))
        .is_some_and(|line| HEADER.is_match(line))
}

fn read(bytes: &[u8], context: &Context) -> Page {
    let decoded = encoding::decode(bytes);
    let text = &decoded.text;
    let mut parts = Vec::new();
    let mut speaker = None;
    let mut from = 0;
    for line in lines::spans(text) {
        let Some(captures) = HEADER.captures(line.slice(text)) else {
            continue;
        };
        push(text, Span::new(from, line.start()), speaker, &mut parts);
        parts.push(Part::new(BlockKind::Byline, line));
        speaker = captures.name("handle").map(|handle| {
            Span::new(line.start() + handle.start(), line.start() + handle.end())
        });
        from = line.end();
    }
    push(text, Span::new(from, text.len()), speaker, &mut parts);
    furniture::mark(text, &mut parts, &context.words);
    let mut bylines = parts.iter().filter(|part| part.kind == BlockKind::Byline);
    let published = bylines.find_map(|part| dateline::published(text, part.span)?.ok());
    Page {
        parts,
        published,
        map: decoded.map,
        encoding: decoded.encoding,
        notes: decoded.notes,
        text: decoded.text,
        ..Page::default()
    }
}

/// Adds the paragraphs of one post.
fn push(text: &str, post: Span<Text>, speaker: Option<Span<Text>>, parts: &mut Vec<Part>) {
    for span in lines::paragraphs(post.slice(text)) {
        let span = span.shifted(post.start());
        parts.push(if lines::has_words(span.slice(text)) {
            Part {
                speaker,
                ..Part::new(BlockKind::Paragraph, span)
            }
        } else {
            Part::furniture(span, "separator")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        assert_eq!(recognises(line.as_bytes()), expected, "{line}");
    }

    #[test]
    fn headers() {
        check("@kolm_watch · 14 Mar 2031 09:12", true);
        check("Kolm Watch @kolm_watch 2h", true);
        check("Kolm Watch (@kolm_watch) · Mar 14, 2031", true);
        check("\n\nKolm Watch @kolm_watch · 9:12 AM · Mar 14, 2031\nBlast.", true);
        check("@kolm_watch, 2031-03-14 09:12 UTC", true);
    }

    #[test]
    fn other_lines() {
        check("@kolm_watch it was no bomb on 14 Mar 2031 at all", false);
        check("@kolm_watch", false);
        check("Blast in Kolm, 14 Mar 2031", false);
        check("Write to desk@velt.example, 14 March 2031", false);
    }

    #[test]
    fn a_thread() {
        let thread = "Kolm Watch @kolm_watch · 14 Mar 2031 09:12\nA blast at the gate.\n\n12 replies\n\n\
            Mira @mira · 2h\nNo, a gas pipe.\nMy cousin saw it.\n";
        let page = read(thread.as_bytes(), &Context::default());
        let found: Vec<_> = page
            .parts
            .iter()
            .map(|part| {
                let speaker = part.speaker.map(|speaker| speaker.slice(&page.text));
                (part.kind, speaker, part.span.slice(&page.text))
            })
            .collect();
        let (watch, mira) = (Some("@kolm_watch"), Some("@mira"));
        assert_eq!(
            found,
            [
                (BlockKind::Byline, None, "Kolm Watch @kolm_watch · 14 Mar 2031 09:12"),
                (BlockKind::Paragraph, watch, "A blast at the gate."),
                (BlockKind::Furniture, None, "12 replies"),
                (BlockKind::Byline, None, "Mira @mira · 2h"),
                (BlockKind::Paragraph, mira, "No, a gas pipe."),
                (BlockKind::Paragraph, mira, "My cousin saw it."),
            ]
        );
        assert_eq!(page.published.unwrap().value.to_string(), "2031-03-14");
    }
}
