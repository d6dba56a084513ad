//! One JSON object for each text, on one line.
//!
//! `{"id", "text", "tokens": [{"start", "end", "text", "ws", "tag", "pos", "morph", "lemma",
//! "head", "dep", "sent_start", "ent_iob", "ent_type"}], "noun_chunks": [[first, end]], "cats",
//! "spans"}`. `start` and `end` count Unicode code points; `head`, and the ends of noun chunks and
//! spans, count tokens from 0.

use ascribe_text::CharMap;
use serde::Serialize;

use crate::{Doc, Token};

#[derive(Serialize)]
struct Line<'d> {
    id: &'d str,
    text: &'d str,
    tokens: Vec<Row<'d>>,
    noun_chunks: Vec<(usize, usize)>,
    cats: Vec<(&'d str, f32)>,
    spans: Vec<(usize, usize, &'d str, f32)>,
}

#[derive(Serialize)]
struct Row<'d> {
    start: usize,
    end: usize,
    text: &'d str,
    ws: bool,
    tag: &'d str,
    pos: &'d str,
    morph: &'d str,
    lemma: &'d str,
    head: usize,
    dep: &'d str,
    sent_start: bool,
    ent_iob: &'static str,
    ent_type: &'d str,
}

/// Appends `doc` as one line.
pub(super) fn write(doc: &Doc, id: &str, out: &mut String) {
    let chars = CharMap::new(doc.text());
    let line = Line {
        id,
        text: doc.text(),
        tokens: doc.tokens().map(|token| row(token, &chars)).collect(),
        noun_chunks: doc
            .noun_chunks()
            .iter()
            .map(|range| (range.start.index(), range.end.index()))
            .collect(),
        cats: doc.categories().collect(),
        spans: doc
            .spans()
            .map(|(range, label, score)| (range.start.index(), range.end.index(), label, score))
            .collect(),
    };
    out.push_str(
        &serde_json::to_string(&line).expect("strings and numbers can be written as JSON"),
    );
    out.push('\n');
}

fn row<'d>(token: Token<'d>, chars: &CharMap<'_>) -> Row<'d> {
    let span = chars.to_chars(token.span());
    Row {
        start: span.start(),
        end: span.end(),
        text: token.text(),
        ws: token.has_space(),
        tag: token.tag(),
        pos: token.pos(),
        morph: token.morph(),
        lemma: token.lemma(),
        head: token.head().id().index(),
        dep: token.dep(),
        sent_start: token.begins_sentence(),
        ent_iob: iob(token),
        ent_type: token.entity_kind(),
    }
}

/// Whether a name begins here, goes on, or there is none.
pub(super) fn iob(token: Token<'_>) -> &'static str {
    match (token.entity_kind(), token.begins_entity()) {
        ("", _) => "O",
        (_, true) => "B",
        (_, false) => "I",
    }
}
