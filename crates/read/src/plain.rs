//! Plain text: paragraphs, and the parts that a page of news has besides them.
//!
//! Lines are grouped into paragraphs ([`lines`]), each of which is a paragraph until a rule says
//! what else it is. Rules look at a paragraph's shape and its place, never at what it is about.

use ascribe_model::{BlockKind, Published};
use ascribe_text::{Span, Text};

use crate::dateline::{self, Dateline};
use crate::encoding::{self, Decoded};
use crate::format::Format;
use crate::page::{Page, Part};
use crate::{head, interview, lines, repeats};

pub(crate) const FORMAT: Format = Format {
    media_type: "text/plain",
    recognises: |_| true,
    read,
};

/// How many paragraphs from the top a byline or a line with only a date may stand.
const HEAD: usize = 6;

fn read(bytes: &[u8]) -> Page {
    let Decoded {
        text,
        map,
        encoding,
        notes,
    } = encoding::decode(bytes);
    let paragraphs = lines::paragraphs(&text);
    let mut parts = parts(&text, &paragraphs);
    repeats::mark(&text, &mut parts);
    interview::mark(&text, &mut parts);
    let published = published(&text, &parts);
    Page {
        text,
        map,
        encoding,
        parts,
        published,
        notes,
        ..Page::default()
    }
}

fn parts(text: &str, paragraphs: &[Span<Text>]) -> Vec<Part> {
    let titled = head::has_title(text, paragraphs);
    let mut parts = Vec::with_capacity(paragraphs.len());
    for (index, &span) in paragraphs.iter().enumerate() {
        if index == 0 && titled {
            parts.push(Part::new(BlockKind::Title, span));
        } else {
            push(text, span, index < HEAD, &mut parts);
        }
    }
    parts
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

/// The first full date that a dateline gives.
fn published(text: &str, parts: &[Part]) -> Option<Published> {
    parts
        .iter()
        .filter(|part| part.kind == BlockKind::Dateline)
        .find_map(|part| dateline::published(text, part.span))
}

#[cfg(test)]
mod tests {
    use super::*;

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
