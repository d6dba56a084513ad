//! What the police did, sentence by sentence (IndiaPoliceEvents).
//!
//! Projection: events with a police participant who acts or is sent somewhere, arrests of which it is not told who made
//! them, and statements by the police, which the corpus counts as acts. FAIL (the police failed to
//! act) has no counterpart in the record yet and is never answered.

use ascribe::wire::{Attribution, Event, Participant, Record, Span};
use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{is_sure, line, overlap, text, words_of};

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

/// Statuses of what happened.
const TOOK_PLACE: [&str; 3] = ["actual", "historical", "attempted"];

fn predict(document: &Document, reading: &Reading<'_>) -> String {
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

fn labels(reading: &Reading<'_>, sentence: [usize; 2]) -> Vec<&'static str> {
    let record = &reading.record;
    let is_here = |words: &Span| overlap(reading.offsets.of(words), sentence);
    let here = |event: &&Event| {
        is_sure(event) && words_of(event).any(is_here) && TOOK_PLACE.contains(&&*event.status)
    };
    let mut found = Vec::new();
    for event in record.events.iter().filter(here) {
        let parts = &event.participants;
        let is_arrest = event.kind == "strategic/arrests";
        let is_by_nobody = !parts.iter().any(|part| part.role == "authority");
        let is_by_police = parts.iter().any(|part| is_acting_police(record, part));
        let is_sent = event.kind == "strategic/mobilisation"
            && parts.iter().any(|part| is_named_police(&part.span));
        if !(is_by_police || is_sent || is_arrest && is_by_nobody) {
            continue;
        }
        found.push("ANY_ACTION");
        found.extend(is_arrest.then_some("ARREST"));
        if FORCE.iter().any(|kind| event.kind.starts_with(kind)) {
            found.push("FORCE");
            found.extend(killed(record, event).then_some("KILL"));
        }
    }
    let mut said = record
        .attributions
        .iter()
        .filter(|said| said.cue.iter().any(is_here) && is_said_by_police(record, said));
    found.extend(said.next().map(|_| "ANY_ACTION"));
    found.sort_unstable();
    found.dedup();
    found
}

fn killed(record: &Record, event: &Event) -> bool {
    let mut tolls = record.tolls.iter();
    tolls.any(|toll| toll.kind == "killed" && toll.event.as_ref() == Some(&event.id))
}

fn is_said_by_police(record: &Record, said: &Attribution) -> bool {
    let holder = said.holder.as_ref();
    let entity = holder.and_then(|id| record.entities.iter().find(|one| one.id == *id));
    entity.is_some_and(|entity| entity.role.as_deref() == Some("police"))
        || said.source.iter().any(is_named_police)
}

fn is_named_police(words: &Span) -> bool {
    words.text.to_lowercase().contains("police")
}

fn is_acting_police(record: &Record, part: &Participant) -> bool {
    let entity = part
        .entity
        .as_ref()
        .and_then(|id| record.entities.iter().find(|entity| entity.id == *id));
    let police = entity.is_some_and(|entity| entity.role.as_deref() == Some("police"));
    matches!(part.role.as_str(), "perpetrator" | "authority")
        && (police || is_named_police(&part.span))
}
