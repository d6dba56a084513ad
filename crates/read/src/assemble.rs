//! From a page to a report: blocks without gaps, and the metadata in order of rank.

use ascribe_model::{Block, BlockId, BlockKind, KnownFrom, Note, Published, Report, SourceFile};
use ascribe_text::{Span, Text};
use sha2::{Digest, Sha256};

use crate::page::{Page, Part, note};
use crate::{ReadOptions, language};

/// Longer texts are cut here: no report is as long as the longest novels, and memory is bounded.
const MOST_TEXT: usize = 4 << 20;

/// The bytes that a report was read from, and where they stand.
pub(crate) struct Own<'b> {
    pub(crate) bytes: &'b [u8],
    /// Where in the input they begin.
    pub(crate) start: usize,
    pub(crate) media_type: &'static str,
}

/// The report that `page` is, read from `own`.
pub(crate) fn report(own: Own<'_>, options: &ReadOptions, mut page: Page) -> Report {
    if MOST_TEXT < page.text.len() {
        page.cut(MOST_TEXT);
        let message = format!("only the first {MOST_TEXT} bytes of the text were kept");
        page.notes.push(note("too-long", message));
    }
    let published = published(options, page.published.clone());
    let (language, doubt) = language::of(&page, options);
    let mut notes = std::mem::take(&mut page.notes);
    notes.extend(doubt);
    notes.extend(state(&page));
    if published.is_none() && !page.text.is_empty() {
        notes.push(note(
            "no-publication-date",
            "relative dates are left unresolved",
        ));
    }
    Report {
        source: SourceFile {
            sha256: digest(own.bytes),
            media_type: own.media_type,
            encoding: page.encoding,
            bytes: own.bytes.len(),
            start: own.start,
        },
        blocks: blocks(&page.text, &page.parts),
        text: page.text.into(),
        map: page.map.shifted(own.start),
        url: options.url.clone().or(page.url),
        outlet: options.outlet.clone().or(page.outlet),
        title: first_of(&page.parts, BlockKind::Title),
        byline: first_of(&page.parts, BlockKind::Byline),
        published,
        language,
        translated_from: page.translated_from,
        notes,
    }
}

/// What a reader should know of the state of the text.
fn state(page: &Page) -> Vec<Note> {
    let mut notes = Vec::new();
    if page.text.trim().is_empty() && page.notes.is_empty() {
        notes.push(note("empty", "the input has no text"));
    }
    let unmapped = unmapped(page);
    if 0 < unmapped {
        let all = count_written(&page.text);
        let message = format!("{unmapped} of {all} characters have no place in the source");
        notes.push(note("not-mapped", message));
    }
    let turned = page.text.chars().filter(|&character| is_turning(character));
    let turned = turned.count();
    if 0 < turned {
        let message = format!("{turned} characters change the direction of the text");
        notes.push(note("bidirectional-characters", message));
    }
    notes
}

/// How many characters, white space aside, the source map does not cover.
fn unmapped(page: &Page) -> usize {
    let gaps = page.map.gaps(page.text.len());
    gaps.map(|gap| count_written(gap.slice(&page.text))).sum()
}

fn count_written(words: &str) -> usize {
    words.chars().filter(|character| !character.is_whitespace()).count()
}

/// Embeddings, overrides and isolates, with which a text can be shown otherwise than it is stored
/// (Unicode, UAX 9).
const fn is_turning(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn published(options: &ReadOptions, page: Option<Published>) -> Option<Published> {
    let told = options.published.map(|value| Published {
        value,
        known_from: KnownFrom::Argument,
        span: None,
    });
    told.or(page)
}

fn first_of(parts: &[Part], kind: BlockKind) -> Option<Span<Text>> {
    parts
        .iter()
        .find(|part| part.kind == kind)
        .map(|part| part.span)
}

/// The parts as blocks: each takes the white space up to the next, the first also what precedes it.
fn blocks(text: &str, parts: &[Part]) -> Vec<Block> {
    if parts.is_empty() && !text.is_empty() {
        let blank = Part::furniture(Span::new(0, text.len()), "blank");
        return blocks(text, &[blank]);
    }
    let ends = parts
        .iter()
        .skip(1)
        .map(|part| part.span.start())
        .chain([text.len()]);
    let mut start = 0;
    let mut blocks = Vec::with_capacity(parts.len());
    for (index, (part, end)) in parts.iter().zip(ends).enumerate() {
        blocks.push(Block {
            id: BlockId::new(index),
            span: Span::new(start, end),
            kind: part.kind,
            speaker: part.speaker,
            reason: part.reason,
        });
        start = end;
    }
    blocks
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        assert!(digest(b"abc").starts_with("ba7816bf8f01cfea414140de5dae2223"));
    }

    #[test]
    fn white_space_belongs_to_the_block_before_it() {
        let text = "\n Title\n\n Words.\n";
        let parts = [
            Part::new(BlockKind::Title, Span::new(2, 7)),
            Part::new(BlockKind::Paragraph, Span::new(10, 16)),
        ];
        let spans: Vec<_> = blocks(text, &parts)
            .iter()
            .map(|block| block.span.slice(text))
            .collect();
        assert_eq!(spans, ["\n Title\n\n ", "Words.\n"]);
    }

    #[test]
    fn white_space_alone_is_furniture() {
        assert_eq!(blocks(" \n", &[])[0].reason, Some("blank"));
        assert!(blocks("", &[]).is_empty());
    }
}
