//! Who says what: source, cue and content spans (PolNeAR).

use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, text};

pub(crate) const TASK: Task = Task {
    name: "attribution",
    about: "who says what: source, cue and content",
    inputs: "attribution/dev/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[
        Scoring {
            name: "documents",
            script: "attribution/score.py",
            arguments: &[
                "--gold",
                "{kit}/attribution/dev/gold.jsonl",
                "--inputs",
                "{kit}/attribution/dev/inputs.jsonl",
                "--pred",
                "{pred}",
                "--json",
            ],
            data: &["attribution/dev/inputs.jsonl", "attribution/dev/gold.jsonl"],
            metrics: &[
                more("linked F1", "/linked/f1"),
                more("linked precision", "/linked/p"),
                more("content only F1", "/linked_content_only/f1"),
            ],
        },
        Scoring {
            name: "segments",
            script: "attribution/score.py",
            arguments: &[
                "--segments",
                "{kit}/attribution/dev/segments.jsonl",
                "--pred",
                "{pred}",
                "--json",
            ],
            data: &["attribution/dev/segments.jsonl"],
            metrics: &[
                more("source exact F1", "/roles/source/exact/f1"),
                more("cue exact F1", "/roles/cue/exact/f1"),
                more("content exact F1", "/roles/content/exact/f1"),
            ],
        },
    ],
};

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let said = reading
        .record
        .attributions
        .iter()
        .filter(|said| said.kind != "narration");
    let attributions: Vec<_> = said
        .map(|said| {
            json!({
                "source": reading.offsets.all(&said.source),
                "cue": reading.offsets.all(&said.cue),
                "content": reading.offsets.all(&said.content),
            })
        })
        .collect();
    line(document, json!({ "attributions": attributions }))
}
