//! From a web page to its main text (trafilatura's pages).

use ascribe::wire::Report;
use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::line;

pub(crate) const TASK: Task = Task {
    name: "article",
    about: "the article's text apart from the page's furniture",
    inputs: "article/dev/inputs.jsonl",
    open: documents::from_json_lines,
    source,
    predict,
    scorings: &[
        Scoring {
            name: "",
            script: "article/score.py",
            arguments: &[
                "--gold",
                "{kit}/article/dev/gold.jsonl",
                "--pred",
                "{pred}",
                "--json",
            ],
            data: &["article/dev/inputs.jsonl", "article/dev/gold.jsonl"],
            metrics: &[
                more("snippet F1", "/f1"),
                more("snippet precision", "/p"),
                more("snippet recall", "/r"),
                more("pages all right", "/pages_all_right"),
            ],
        },
        Scoring {
            name: "source map",
            // The kit has none for this: it stands beside our bounds.
            script: concat!(env!("CARGO_MANIFEST_DIR"), "/../../eval/mapped.py"),
            arguments: &["--pred", "{pred}", "--json"],
            data: &["article/dev/inputs.jsonl"],
            metrics: &[more("mapped characters", "/mapped")],
        },
    ],
};

/// What stands around an article's text and is not furniture either; the gold leaves it out.
const AROUND: &[&str] = &["furniture", "byline", "dateline"];

fn source(document: &Document) -> anyhow::Result<Vec<u8>> {
    documents::bytes_of(&document.folder.join(document.words("html")))
}

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let report = &reading.record.report;
    let chars: Vec<char> = report.text.chars().collect();
    let is_mapped = mapped(report, chars.len());
    let blocks = report
        .blocks
        .iter()
        .filter(|block| !AROUND.contains(&block.kind.as_str()));
    let kept: Vec<usize> = blocks.flat_map(|block| block.start..block.end).collect();
    let text: String = kept.iter().map(|&at| chars[at]).collect();
    let words = kept.iter().filter(|&&at| !chars[at].is_whitespace());
    let (characters, mapped) = words.fold((0, 0), |(all, mapped), &at| {
        (all + 1, mapped + usize::from(is_mapped[at]))
    });
    let answer = json!({ "text": text, "characters": characters, "mapped": mapped });
    line(document, answer)
}

/// For each code point of the text whether it has a place in the source.
fn mapped(report: &Report, length: usize) -> Vec<bool> {
    let mut mapped = vec![false; length];
    for [start, end, ..] in report.source_map.iter().flatten() {
        mapped[*start..*end].fill(true);
    }
    mapped
}
