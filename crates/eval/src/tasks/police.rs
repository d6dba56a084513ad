//! What the police did, sentence by sentence (IndiaPoliceEvents).
//!
//! Projection: events with a police participant who acts. FAIL (the police failed to act) has no
//! counterpart in the record yet and is never answered.

use ascribe::wire::{Event, Participant, Record};
use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, overlap, text};

pub(crate) const TASK: Task = Task {
    name: "police",
    about: "five statements on police action, by sentence and document",
    inputs: "police/dev/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "police/score.py",
        arguments: &[
            "--gold",
            "{kit}/police/dev/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["police/dev/inputs.jsonl", "police/dev/gold.jsonl"],
        metrics: &[
            more("mean F1 by sentence", "/sentence/macro_f1"),
            more("mean F1 by document", "/document/macro_f1"),
        ],
    }],
};

/// Event types, and families of them, that are force where the police act.
const FORCE: [&str; 6] = [
    "violence",
    "explosion",
    "battle",
    "riot",
    "protest/excessive_force",
    "protest/intervention",
];

fn predict(document: &Document, reading: &Reading) -> String {
    let sentences = document.list("sentences").iter().map(|sentence| {
        let at = |end: usize| {
            sentence[end]
                .as_u64()
                .and_then(|at| usize::try_from(at).ok())
                .unwrap_or_default()
        };
        labels(reading, [at(0), at(1)])
    });
    line(
        document,
        json!({ "sentences": sentences.collect::<Vec<_>>() }),
    )
}

fn labels(reading: &Reading, sentence: [usize; 2]) -> Vec<&'static str> {
    let record = &reading.record;
    let here = |event: &&Event| overlap(reading.offsets.of(&event.trigger), sentence);
    let events = record
        .events
        .iter()
        .filter(here)
        .filter(|event| event.status != "negated");
    let mut found = Vec::new();
    for event in events.filter(|event| {
        event
            .participants
            .iter()
            .any(|part| is_acting_police(record, part))
    }) {
        found.push("ANY_ACTION");
        if event.kind == "strategic/arrests" {
            found.push("ARREST");
        }
        if FORCE.iter().any(|kind| event.kind.starts_with(kind)) {
            found.push("FORCE");
        }
        if record
            .tolls
            .iter()
            .any(|toll| toll.kind == "killed" && toll.event.as_ref() == Some(&event.id))
        {
            found.extend(["KILL", "FORCE"]);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_acting_police(record: &Record, part: &Participant) -> bool {
    let entity = part
        .entity
        .as_ref()
        .and_then(|id| record.entities.iter().find(|entity| entity.id == *id));
    let police = entity.is_some_and(|entity| entity.role.as_deref() == Some("police"));
    matches!(part.role.as_str(), "perpetrator" | "authority")
        && (police || part.span.text.to_lowercase().contains("police"))
}
