//! Where the event of one verb took place, among the places of its sentence.

use serde_json::{Value, json};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, overlap, place_of, text, words_of};

pub(crate) const TASK: Task = Task {
    name: "location_link",
    about: "the place of one event among the places of a sentence",
    inputs: "location_link/train/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "location_link/score.py",
        arguments: &[
            "--gold",
            "{kit}/location_link/train/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &[
            "location_link/train/inputs.jsonl",
            "location_link/train/gold.jsonl",
        ],
        metrics: &[
            more("overlap F1", "/overlap/f1"),
            more("exact F1", "/exact/f1"),
            more("items right", "/item_accuracy"),
        ],
    }],
};

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let at = |value: &Value| {
        value
            .as_u64()
            .and_then(|at| usize::try_from(at).ok())
            .unwrap_or_default()
    };
    let verb = document.list("verb");
    let verb = [verb.first().map_or(0, at), verb.get(1).map_or(0, at)];
    let covers = |words| overlap(reading.offsets.of(words), verb);
    let events = reading
        .record
        .events
        .iter()
        .filter(|event| words_of(event).any(covers));
    let places = events.filter_map(|event| place_of(&reading.record, event));
    let mut found: Vec<_> = places
        .map(|place| reading.offsets.of(&place.span))
        .collect();
    found.sort_unstable();
    found.dedup();
    line(document, json!({ "locations": found }))
}
