//! Aligned columns for the eye: one token a line, an empty line between sentences.

use std::fmt::Write as _;

use super::jsonl::iob;
use crate::{Doc, Sentence, Token};

/// What the columns hold, with their headings.
const COLUMNS: [&str; 8] = [
    "", "token", "lemma", "pos", "tag", "relation", "head", "name",
];

/// Appends `doc`, one sentence after the other.
pub(super) fn write(doc: &Doc, _id: &str, out: &mut String) {
    for sentence in doc.sentences() {
        write_sentence(sentence, out);
        out.push('\n');
    }
}

fn write_sentence(sentence: Sentence<'_>, out: &mut String) {
    let heading = COLUMNS.map(str::to_owned);
    let rows: Vec<_> = std::iter::once(heading)
        .chain(sentence.tokens().map(cells))
        .collect();
    let widths: [usize; COLUMNS.len()] = std::array::from_fn(|at| {
        rows.iter()
            .map(|row| row[at].chars().count())
            .max()
            .unwrap_or(0)
    });
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            write!(line, "{cell:width$}  ").expect("a string takes all that is written");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn cells(token: Token<'_>) -> [String; COLUMNS.len()] {
    let name = match token.entity_kind() {
        "" => String::new(),
        kind => format!("{}-{kind}", iob(token)),
    };
    [
        token.id().index().to_string(),
        token.text().escape_debug().to_string(),
        token.lemma().escape_debug().to_string(),
        token.pos().to_owned(),
        token.tag().to_owned(),
        token.dep().to_owned(),
        token.head().id().index().to_string(),
        name,
    ]
}
