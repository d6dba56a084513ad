//! Prints the words of texts as Ascribe analyses them: blocks in capitals with small letters put
//! back, and where each block stands, furniture left out. For those who train readers.
//!
//! ```text
//! cargo run --release -p ascribe --example analysed < inputs.jsonl > analysed.jsonl
//! ```
//!
//! Each line of the input is an object with `doc` and `text`; each line of the output one with
//! `doc`, `text` and `blocks`, whose starts and ends are counted in characters. Analyses nothing.

use std::error::Error;
use std::io::{self, BufRead, Write};

use ascribe::ReadOptions;
use ascribe::knowledge::Knowledge;
use ascribe_model::BlockKind;
use ascribe_text::{CharMap, Span, Text};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let knowledge = Knowledge::built_in()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", analysed(&document, &knowledge))?;
    }
    Ok(())
}

/// The same words as the pipeline's: see `Reader::analyse`.
fn analysed(document: &Value, knowledge: &Knowledge) -> Value {
    let text = document["text"].as_str().unwrap_or_default();
    let report = ascribe_read::read(text.as_bytes(), &ReadOptions::default());
    let readable = report
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Furniture);
    let stretches: Vec<(Span<Text>, BlockKind)> = readable
        .map(|block| (block.span.trimmed(&report.text), block.kind))
        .collect();
    let running = stretches
        .iter()
        .filter(|(_, kind)| *kind != BlockKind::Dateline);
    let running: Vec<Span<Text>> = running.map(|(span, _)| *span).collect();
    let restored = knowledge.casing.restored(&report.text, &running);
    let chars = CharMap::new(&report.text);
    let places = stretches.iter().map(|(span, _)| {
        let span = chars.to_chars(*span);
        [span.start(), span.end()]
    });
    json!({
        "doc": document["doc"],
        "text": restored.as_deref().unwrap_or(&report.text),
        "blocks": places.collect::<Vec<_>>(),
    })
}
