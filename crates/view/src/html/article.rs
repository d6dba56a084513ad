//! The report's text, block by block, cut where findings begin and end.
//!
//! Each piece names the findings that stand on it; the page's script and style do the rest.

use std::collections::BTreeSet;
use std::ops::Range;

use ascribe_wire::{Block, Record};
use maud::{Markup, html as markup};

use super::Part;
use super::words::{bare, visible};
use crate::item::Item;
use crate::words::plain;

/// A finding's stretch of the text.
struct Mark<'p> {
    span: Range<usize>,
    kind: &'static str,
    name: &'p str,
}

/// The name by which a card and its words know each other.
pub(super) fn name(kind: &str, item: &Item) -> String {
    match (item.id.as_str(), item.spans.first()) {
        ("", Some(span)) => format!("{kind}-{}", span.start),
        ("", None) => String::new(),
        (id, _) => id.to_owned(),
    }
}

/// The whole text with every finding's stretches marked.
pub(super) fn markup(record: &Record, parts: &[Part]) -> Markup {
    let text: Vec<char> = record.report.text.chars().collect();
    let names: Vec<(&'static str, String, &Item)> = parts
        .iter()
        .flat_map(|part| {
            part.items
                .iter()
                .map(|item| (part.kind, name(part.kind, item), item))
        })
        .collect();
    let marks = marks(&names);
    let pieces = pieces(&marks, text.len());
    let groups = record
        .report
        .blocks
        .chunk_by(|one, next| one.kind == "furniture" && next.kind == "furniture");
    let mut line = Lines::new(&text);
    markup! {
        @for group in groups {
            @if group[0].kind == "furniture" {
                (furniture(group, &text))
            } @else {
                @for block in group { (self::block(block, line.of(block.start), &text, &marks, &pieces)) }
            }
        }
    }
}

fn marks<'p>(names: &'p [(&'static str, String, &Item)]) -> Vec<Mark<'p>> {
    let mark = |(kind, name, item): &'p (&'static str, String, &Item)| {
        item.spans.iter().map(move |span| Mark {
            span: span.clone(),
            kind,
            name,
        })
    };
    names.iter().flat_map(mark).collect()
}

/// A stretch over which the same findings stand.
struct Piece {
    span: Range<usize>,
    /// Their places among the marks.
    marks: Vec<usize>,
}

/// The text cut at every begin and end of a mark, in order and without gaps.
fn pieces(marks: &[Mark<'_>], length: usize) -> Vec<Piece> {
    let mut edges: Vec<(usize, bool, usize)> = Vec::new();
    for (index, mark) in marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.span.start < mark.span.end)
    {
        edges.push((mark.span.start.min(length), true, index));
        edges.push((mark.span.end.min(length), false, index));
    }
    edges.sort_unstable();
    let (mut open, mut at, mut pieces) = (BTreeSet::new(), 0, Vec::new());
    for (edge, begins, index) in edges {
        if at < edge {
            pieces.push(Piece {
                span: at..edge,
                marks: open.iter().copied().collect(),
            });
            at = edge;
        }
        if begins {
            open.insert(index);
        } else {
            open.remove(&index);
        }
    }
    pieces.push(Piece {
        span: at..length,
        marks: Vec::new(),
    });
    pieces
}

/// The line of the text at which a block begins, from 1.
struct Lines<'t> {
    text: &'t [char],
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t [char]) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line of `start`; ask in the order of the text.
    fn of(&mut self, start: usize) -> usize {
        let upto = start.clamp(self.at, self.text.len());
        self.line += self.text[self.at..upto]
            .iter()
            .filter(|&&character| character == '\n')
            .count();
        self.at = upto;
        self.line
    }
}

fn block(
    block: &Block,
    line: usize,
    text: &[char],
    marks: &[Mark<'_>],
    pieces: &[Piece],
) -> Markup {
    let span = trimmed(block, text);
    let first = pieces.partition_point(|piece| piece.span.end <= span.start);
    let inside = pieces[first..]
        .iter()
        .take_while(|piece| piece.span.start < span.end);
    let words = markup! {
        @for piece in inside {
            (self::piece(piece.span.start.max(span.start)..piece.span.end.min(span.end), piece, text, marks))
        }
    };
    let speaker = block.speaker.as_ref().map(|speaker| bare(&speaker.text));
    let kind = format!("block b-{}", block.kind);
    markup! {
        @if block.kind == "title" {
            h1 class=(kind) dir="auto" data-line=(line) { (words) }
        } @else {
            div class=(kind) dir="auto" data-line=(line) title=[speaker] { (words) }
        }
    }
}

fn piece(span: Range<usize>, piece: &Piece, text: &[char], marks: &[Mark<'_>]) -> Markup {
    let words = visible(&text[span].iter().collect::<String>());
    let kinds: BTreeSet<String> = piece
        .marks
        .iter()
        .map(|&mark| format!("m-{}", marks[mark].kind))
        .collect();
    let names: BTreeSet<&str> = piece.marks.iter().map(|&mark| marks[mark].name).collect();
    let (kinds, names) = (joined(kinds), joined(names));
    markup! {
        @if names.is_empty() { (words) } @else { span class=(kinds) data-i=(names) { (words) } }
    }
}

fn joined<T: AsRef<str>>(parts: BTreeSet<T>) -> String {
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    parts.join(" ")
}

/// A run of furniture, folded away, with the reasons why it is none of the report.
fn furniture(blocks: &[Block], text: &[char]) -> Markup {
    let reasons: BTreeSet<String> = blocks
        .iter()
        .filter_map(|block| block.reason.as_deref())
        .map(plain)
        .collect();
    markup! {
        details class="furniture" {
            summary { "Not the report" @if !reasons.is_empty() { ": " (joined_by_commas(&reasons)) } }
            @for block in blocks { div class="block" dir="auto" { (visible(&text[trimmed(block, text)].iter().collect::<String>())) } }
        }
    }
}

fn joined_by_commas(parts: &BTreeSet<String>) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    parts.join(", ")
}

/// The block without the white space around it.
fn trimmed(block: &Block, text: &[char]) -> Range<usize> {
    let end = block.end.min(text.len());
    let start = block.start.min(end);
    let words = &text[start..end];
    let before = words
        .iter()
        .take_while(|character| character.is_whitespace())
        .count();
    let after = words[before..]
        .iter()
        .rev()
        .take_while(|character| character.is_whitespace())
        .count();
    start + before..end - after
}
