//! Whether what a predicate names happened, according to the text (UW, UDS).
//!
//! Projection: the event whose words cover the predicate; FactBank's steps are 3, 2, 1, 0. A predicate
//! of which no event was made gets no value, which the scorer takes for 3.

use serde_json::{Value, json};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, less, more};
use crate::tasks::{line, overlap, text, words_of};

pub(crate) const TASK: Task = Task {
    name: "factuality",
    about: "did it happen, according to the text",
    inputs: "factuality/dev/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "factuality/score.py",
        arguments: &[
            "--gold",
            "{kit}/factuality/dev/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["factuality/dev/inputs.jsonl", "factuality/dev/gold.jsonl"],
        metrics: &[
            less("MAE, UW", "/uw/mae"),
            more("polarity F1, UW", "/uw/polarity_macro_f1"),
            less("MAE, UDS", "/uds/mae"),
            more("polarity F1, UDS", "/uds/polarity_macro_f1"),
        ],
    }],
};

fn predict(document: &Document, reading: &Reading) -> String {
    let targets = document.list("targets").iter().map(|target| {
        let mut answer = target.clone();
        if let Some(value) = value(target, reading) {
            answer["value"] = value.into();
        }
        answer
    });
    line(document, json!({ "targets": targets.collect::<Vec<_>>() }))
}

fn value(target: &Value, reading: &Reading) -> Option<f64> {
    let at = |field: &str| usize::try_from(target[field].as_u64()?).ok();
    let span = [at("start")?, at("end")?];
    let covers = |words| overlap(reading.offsets.of(words), span);
    let event = reading
        .record
        .events
        .iter()
        .find(|event| words_of(event).any(covers))?;
    let size = match event.factuality.trim_end_matches(['+', '-']) {
        "certain" => 3.0,
        "probable" => 2.0,
        "possible" => 1.0,
        _ => 0.0,
    };
    Some(if event.factuality.ends_with('-') {
        -size
    } else {
        size
    })
}
