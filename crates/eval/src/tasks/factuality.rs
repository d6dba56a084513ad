//! Whether what a predicate names happened, according to the text (UW, UDS).
//!
//! Projection: what the rules for the status of events say of the predicate's word, whether an event
//! was made of it or not; FactBank's steps are 3, 2, 1, 0.

use ascribe::model::{Commitment, Factuality};
use serde_json::{Value, json};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, less, more};
use crate::tasks::{line, overlap, text};

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

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let said = reading
        .reader
        .factualities(&reading.source, &document.options());
    let said = said.into_iter().map(|(words, factuality)| {
        let place = reading.offsets.at([words.start(), words.end()]);
        (place, steps(factuality))
    });
    let said: Vec<_> = said.collect();
    let targets = document.list("targets").iter().map(|target| {
        let mut answer = target.clone();
        if let Some(value) = value(target, &said) {
            answer["value"] = value.into();
        }
        answer
    });
    line(document, json!({ "targets": targets.collect::<Vec<_>>() }))
}

fn value(target: &Value, said: &[([usize; 2], f64)]) -> Option<f64> {
    let at = |field: &str| usize::try_from(target[field].as_u64()?).ok();
    let asked = [at("start")?, at("end")?];
    let mut said = said.iter();
    said.find(|(words, _)| overlap(*words, asked))
        .map(|(_, value)| *value)
}

/// `FactBank`'s scale as numbers.
fn steps(factuality: Factuality) -> f64 {
    let size = match factuality.commitment {
        Commitment::Certain => 3.0,
        Commitment::Probable => 2.0,
        Commitment::Possible => 1.0,
        Commitment::Unknown => 0.0,
    };
    if factuality.positive { size } else { -size }
}
