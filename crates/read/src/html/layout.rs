//! The report's text, put together from its parts, and the way back to the markup.

use ascribe_model::BlockKind;
use ascribe_text::{SourceMap, SourceMapBuilder, Span};

use super::block::{Block, Piece};
use super::kinds::Sorted;
use crate::page::Part;

/// A page's text.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) text: String,
    /// From the text to the markup, whose bytes are the map's source.
    pub(super) map: SourceMap,
    pub(super) parts: Vec<Part>,
}

/// Puts `sorted` one below the other.
pub(super) fn lay_out(sorted: &[Sorted]) -> Layout {
    let mut writer = Writer::default();
    let mut before = None;
    for part in sorted {
        writer.space(before, part.kind);
        writer.part(part);
        before = Some(part.kind);
    }
    if !writer.layout.text.is_empty() {
        writer.layout.text.push('\n');
    }
    writer.layout.map = writer.map.build();
    writer.layout
}

#[derive(Default)]
struct Writer {
    layout: Layout,
    map: SourceMapBuilder,
}

impl Writer {
    /// Items and rows stand line by line, all else a blank line apart.
    fn space(&mut self, before: Option<BlockKind>, kind: BlockKind) {
        let is_close =
            before == Some(kind) && matches!(kind, BlockKind::ListItem | BlockKind::Table);
        match before {
            None => {}
            Some(_) if is_close => self.layout.text.push('\n'),
            Some(_) => self.layout.text.push_str("\n\n"),
        }
    }

    fn part(&mut self, part: &Sorted) {
        let start = self.layout.text.len();
        self.block(&part.block);
        let end = self.layout.text.len();
        let cut = start + part.dateline;
        if 0 < part.dateline {
            self.push(BlockKind::Dateline, None, start, cut);
            self.push(part.kind, part.reason, cut, end);
        } else {
            self.push(part.kind, part.reason, start, end);
        }
    }

    fn push(&mut self, kind: BlockKind, reason: Option<&'static str>, start: usize, end: usize) {
        let span = Span::new(start, end).trimmed(&self.layout.text);
        if !span.is_empty() {
            self.layout.parts.push(Part {
                reason,
                ..Part::new(kind, span)
            });
        }
    }

    fn block(&mut self, block: &Block) {
        let mut at = self.layout.text.len();
        self.layout.text.push_str(&block.words);
        for piece in &block.pieces {
            let length = piece.len();
            let text = Span::new(at, at + length);
            match *piece {
                Piece::Verbatim(span) => self.map.verbatim(text, span.start()),
                Piece::Decoded(_, span) => {
                    self.map.decoded(text, Span::new(span.start(), span.end()));
                }
                Piece::Added(_) => {}
            }
            at += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::walk;
    use super::*;

    #[test]
    fn text_and_map() {
        let markup = "<p>A &amp; B<li>c<li>d";
        let mut blocks = walk(markup).blocks;
        blocks.push(Block::unmapped("from nowhere".to_owned()));
        let kinds = [
            BlockKind::Paragraph,
            BlockKind::ListItem,
            BlockKind::ListItem,
            BlockKind::Paragraph,
        ];
        let sorted: Vec<_> = blocks
            .into_iter()
            .zip(kinds)
            .map(|(block, kind)| Sorted::new(block, kind, None))
            .collect();
        let layout = lay_out(&sorted);
        assert_eq!(layout.text, "A & B\n\nc\nd\n\nfrom nowhere\n");
        let ampersand = layout.map.to_source(Span::new(2, 3)).unwrap();
        assert_eq!(&markup[ampersand.range()], "&amp;");
        let item = layout.map.to_source(layout.parts[2].span).unwrap();
        assert_eq!(&markup[item.range()], "d");
        assert_eq!(layout.map.to_source(layout.parts[3].span), None);
    }
}
