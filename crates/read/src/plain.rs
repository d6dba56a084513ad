//! Plain text: paragraphs, and the parts that a page of news has besides them.
//!
//! Lines are grouped into paragraphs ([`lines`]), each of which is a paragraph until a rule says
//! what else it is. Rules look at a paragraph's shape and its place, never at what it is about.

use ascribe_model::{BlockKind, Note, Published};
use ascribe_text::{Span, Text};

use crate::dateline::{self, Dateline};
use crate::encoding::{self, Decoded};
use crate::format::{self, Format};
use crate::input::Context;
use crate::page::{Page, Part};
use crate::words::PageWords;
use crate::{furniture, head, interview, lines, repeats};

pub(crate) const FORMAT: Format = Format {
    name: "text",
    about: "plain text",
    media_type: "text/plain",
    recognises: |_| true,
    split: format::whole,
    read: |bytes, context| page(Head::default(), encoding::decode(bytes), context),
};

/// How many paragraphs from the top a byline or a line with only a date may stand.
const HEAD: usize = 6;

/// What a format knows of a text apart from the text.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) title: Option<Decoded>,
    pub(crate) byline: Option<Decoded>,
}

/// The page that `body` is, below its head.
pub(crate) fn page(head: Head, body: Decoded, context: &Context) -> Page {
    let (head, heading) = joined(head);
    let length = head.as_ref().map_or(0, |head| head.text.len());
    let decoded = match head {
        Some(head) => head.followed_by(body),
        None => body,
    };
    let mut parts = parts(&decoded.text, length, heading, &context.words);
    let translated_from = mark(&decoded.text, &mut parts, &context.words);
    let (published, complaints) = published(&decoded.text, &parts);
    let mut notes = decoded.notes;
    notes.extend(complaints);
    Page {
        text: decoded.text,
        map: decoded.map,
        encoding: decoded.encoding,
        parts,
        published,
        translated_from,
        notes,
        ..Page::default()
    }
}

/// The head as one text, and its parts.
pub(crate) fn joined(head: Head) -> (Option<Decoded>, Vec<Part>) {
    let kinds = [
        (BlockKind::Title, head.title),
        (BlockKind::Byline, head.byline),
    ];
    let mut joined: Option<Decoded> = None;
    let mut parts = Vec::new();
    for (kind, words) in kinds {
        let Some(words) = words.filter(|words| lines::has_words(&words.text)) else {
            continue;
        };
        let whole = match joined.take() {
            Some(above) => above.followed_by(words.clone()),
            None => words.clone(),
        };
        let end = whole.text.len();
        let span = Span::new(end - words.text.len(), end).trimmed(&whole.text);
        parts.push(Part::new(kind, span));
        joined = Some(whole);
    }
    (joined, parts)
}

/// Says what the parts are that look like paragraphs; the answer is the language that the page says
/// it was translated from.
pub(crate) fn mark(text: &str, parts: &mut [Part], words: &PageWords) -> Option<String> {
    let translated_from = furniture::mark(text, parts, words);
    repeats::mark(text, parts);
    interview::mark(text, parts);
    translated_from
}

/// The parts of a text whose first `length` bytes are its `heading`.
fn parts(text: &str, length: usize, heading: Vec<Part>, words: &PageWords) -> Vec<Part> {
    let paragraphs = lines::paragraphs(&text[length..]);
    let paragraphs: Vec<_> = paragraphs.iter().map(|span| span.shifted(length)).collect();
    let has_title = heading.iter().any(|part| part.kind == BlockKind::Title);
    let mut parts = heading;
    if has_title {
        push_all(text, &paragraphs, words, &mut parts);
        return parts;
    }
    // What the page carries above its title: "Skip to content", "Advertisement".
    let above = paragraphs
        .iter()
        .take(HEAD)
        .take_while(|span| is_no_title(span.slice(text), words))
        .count();
    let (above, below) = paragraphs.split_at(above);
    push_all(text, above, words, &mut parts);
    if head::has_title(text, below) {
        parts.push(Part::new(BlockKind::Title, below[0]));
        push_all(text, &below[1..], words, &mut parts);
    } else {
        push_all(text, below, words, &mut parts);
    }
    parts
}

fn is_no_title(line: &str, words: &PageWords) -> bool {
    !lines::has_words(line) || furniture::is_furniture(line, words)
}

fn push_all(text: &str, paragraphs: &[Span<Text>], words: &PageWords, parts: &mut Vec<Part>) {
    let mut in_head = HEAD;
    for &span in paragraphs {
        push(text, span, 0 < in_head, parts);
        let counts = !is_no_title(span.slice(text), words);
        in_head = in_head.saturating_sub(usize::from(counts));
    }
}

/// Adds the part that the paragraph at `span` is, or the two that it is made of.
fn push(text: &str, span: Span<Text>, in_head: bool, parts: &mut Vec<Part>) {
    let words = span.slice(text);
    if !lines::has_words(words) {
        parts.push(Part::furniture(span, "separator"));
    } else if in_head && head::is_byline(words) {
        parts.push(Part::new(BlockKind::Byline, span));
    } else if in_head && dateline::is_alone(words) {
        parts.push(Part::new(BlockKind::Dateline, span));
    } else if lines::is_item(words) {
        parts.push(Part::new(BlockKind::ListItem, span));
    } else if let Some(dateline) = dateline::at_start(words) {
        let (place, rest) = split(text, span, &dateline);
        parts.push(Part::new(BlockKind::Dateline, place));
        parts.push(Part::new(BlockKind::Paragraph, rest));
    } else {
        parts.push(Part::new(BlockKind::Paragraph, span));
    }
}

fn split(text: &str, span: Span<Text>, dateline: &Dateline) -> (Span<Text>, Span<Text>) {
    let at = span.start() + dateline.length;
    (
        Span::new(span.start(), at).trimmed(text),
        Span::new(at, span.end()).trimmed(text),
    )
}

/// The first full date that a dateline gives, and a complaint of each that does not exist.
pub(crate) fn published(text: &str, parts: &[Part]) -> (Option<Published>, Vec<Note>) {
    let (mut found, mut complaints) = (None, Vec::new());
    for part in parts.iter().filter(|part| part.kind == BlockKind::Dateline) {
        match dateline::published(text, part.span) {
            Some(Ok(published)) => found = found.or(Some(published)),
            Some(Err(complaint)) => complaints.push(complaint),
            None => {}
        }
    }
    (found, complaints)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Page {
        (FORMAT.read)(bytes, &Context::default())
    }

    /// The parts of `text`, each as its kind's name and its first word.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let page = read(text.as_bytes());
        let found: Vec<_> = page
            .parts
            .iter()
            .map(|part| (part.kind.to_string(), part.span.slice(&page.text)))
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for ((kind, words), (expected_kind, beginning)) in found.iter().zip(expected) {
            assert_eq!(kind, expected_kind, "{words}");
            assert!(
                words.starts_with(beginning),
                "{words:?} begins with {beginning:?}"
            );
        }
    }

    #[test]
    fn a_news_story() {
        check(
            "Blast kills five in Zandar\n\nBy Mira Tolen and Jas Okun\n\n\
             ZANDAR, 4 March 2024 (Velt Press) - A bomb went off.\n\nNobody has claimed it.\n",
            &[
                ("title", "Blast"),
                ("byline", "By Mira"),
                ("dateline", "ZANDAR"),
                ("paragraph", "A bomb"),
                ("paragraph", "Nobody"),
            ],
        );
    }

    #[test]
    fn a_head_without_blank_lines() {
        check(
            "Blast kills five in Zandar\nBy Mira Tolen\n4 March 2024\n\nA bomb went off.",
            &[
                ("title", "Blast"),
                ("byline", "By"),
                ("dateline", "4 March"),
                ("paragraph", "A"),
            ],
        );
    }

    #[test]
    fn repeats_and_rules_are_furniture() {
        check(
            "Blast in Zandar\n\nBlast in Zandar\n--\n\nA bomb went off.\n\nBlast in Zandar",
            &[
                ("title", "Blast"),
                ("furniture", "Blast"),
                ("furniture", "--"),
                ("paragraph", "A bomb"),
                ("furniture", "Blast"),
            ],
        );
    }

    #[test]
    fn list_items_stand_alone() {
        check(
            "Four strikes were reported:\n- one near Zandar,\n- one near Kolm.\n\n1. The first.",
            &[
                ("paragraph", "Four"),
                ("list_item", "- one near Z"),
                ("list_item", "- one near K"),
                ("list_item", "1."),
            ],
        );
    }

    #[test]
    fn a_sentence_is_no_title() {
        check(
            "A bomb went off.\n\nFive were hurt.",
            &[("paragraph", "A"), ("paragraph", "Five")],
        );
        check("A bomb went off in Zandar", &[("paragraph", "A")]);
        check("", &[]);
        check(" \r\n\t\n", &[]);
    }

    #[test]
    fn furniture_above_the_title() {
        check(
            "Skip to content\n\nAdvertisement\n\nBlast in Zandar\n\nBy Mira Tolen\n\nA bomb went off.\n\nShare",
            &[
                ("furniture", "Skip"),
                ("furniture", "Adv"),
                ("title", "Blast"),
                ("byline", "By"),
                ("paragraph", "A bomb"),
                ("furniture", "Share"),
            ],
        );
    }

    #[test]
    fn a_day_that_does_not_exist() {
        let page = read(b"Title here\n\nZANDAR, 31 February 2024 (Velt) -- A bomb went off.");
        assert_eq!(page.published, None);
        assert_eq!(page.notes[0].code, "no-such-day");
        let words = page.notes[0].span.unwrap().slice(&page.text);
        assert_eq!(words, "31 February 2024");
    }

    #[test]
    fn the_date_of_a_dateline() {
        let page = read(b"Title here\n\nZANDAR, March 4, 2024 (Velt) -- A bomb went off.");
        let published = page.published.unwrap();
        assert_eq!(published.value.to_string(), "2024-03-04");
        assert_eq!(published.span.unwrap().slice(&page.text), "March 4, 2024");
        assert_eq!(
            read(b"ZANDAR, March 4 (Velt) -- A bomb went off.").published,
            None
        );
    }
}
