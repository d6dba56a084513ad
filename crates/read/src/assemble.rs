//! From a page to a report: blocks without gaps, and the metadata in order of rank.

use ascribe_model::{Block, BlockId, BlockKind, KnownFrom, Published, Report, SourceFile};
use ascribe_text::{Span, Text};
use sha2::{Digest, Sha256};

use crate::ReadOptions;
use crate::format::Format;
use crate::page::{Page, Part, note};

/// The report that `page` is, read from `bytes` as `format`.
pub(crate) fn report(bytes: &[u8], options: &ReadOptions, format: &Format, page: Page) -> Report {
    let published = published(options, page.published);
    let mut notes = page.notes;
    if published.is_none() && !page.text.is_empty() {
        notes.push(note(
            "no-publication-date",
            "relative dates are left unresolved",
        ));
    }
    Report {
        source: SourceFile {
            sha256: digest(bytes),
            media_type: format.media_type,
            encoding: page.encoding,
            bytes: bytes.len(),
        },
        blocks: blocks(&page.text, &page.parts),
        text: page.text.into(),
        map: page.map,
        url: options.url.clone().or(page.url),
        outlet: options.outlet.clone().or(page.outlet),
        title: first_of(&page.parts, BlockKind::Title),
        byline: first_of(&page.parts, BlockKind::Byline),
        published,
        language: options.language.clone().or(page.language),
        translated_from: page.translated_from,
        notes,
    }
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
