//! Time expressions, their types and values (TempEval-3).

use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, text};

pub(crate) const TASK: Task = Task {
    name: "time",
    about: "time expressions, their type and resolved value",
    inputs: "time/train/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "time/score.py",
        arguments: &[
            "--gold",
            "{kit}/time/train/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["time/train/inputs.jsonl", "time/train/gold.jsonl"],
        metrics: &[
            more("value F1", "/value/f1"),
            more("relaxed F1", "/relaxed/f1"),
            more("strict F1", "/strict/f1"),
        ],
    }],
};

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let times = reading.record.times.iter().map(|time| {
        let [start, end] = reading.offsets.of(&time.span);
        json!({ "start": start, "end": end, "type": time.kind, "value": time.value.as_deref().unwrap_or_default() })
    });
    line(document, json!({ "timexes": times.collect::<Vec<_>>() }))
}
