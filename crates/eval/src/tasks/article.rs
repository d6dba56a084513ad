//! From a web page to its main text (trafilatura's pages).

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
    scorings: &[Scoring {
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
    }],
};

fn source(document: &Document) -> anyhow::Result<Vec<u8>> {
    documents::bytes_of(&document.folder.join(document.words("html")))
}

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let report = &reading.record.report;
    let chars: Vec<char> = report.text.chars().collect();
    let blocks = report
        .blocks
        .iter()
        .filter(|block| block.kind != "furniture");
    let text: String = blocks
        .flat_map(|block| &chars[block.start..block.end])
        .collect();
    line(document, json!({ "text": text }))
}
