//! Entities of free reports (re3d).
//!
//! Projection: mentions of entities by kind (names, descriptions and pronouns, as re3d), places, times and weapons. Relations are not answered.

use serde_json::json;

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{line, text};

pub(crate) const TASK: Task = Task {
    name: "reports",
    about: "entities of free reports",
    inputs: "reports/dev/inputs.jsonl",
    open: documents::from_json_lines,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "reports/score.py",
        arguments: &[
            "--gold",
            "{kit}/reports/dev/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["reports/dev/inputs.jsonl", "reports/dev/gold.jsonl"],
        metrics: &[
            more("entities exact F1", "/entities_exact/f1"),
            more("entities overlap F1", "/entities_overlap/f1"),
        ],
    }],
};

fn kind_of(entity: &str) -> &'static str {
    match entity {
        "person" => "Person",
        "place_name" => "Location",
        "people" => "Nationality",
        _ => "Organisation",
    }
}

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let record = &reading.record;
    let named = record.entities.iter().flat_map(|entity| {
        entity
            .mentions
            .iter()
            .map(|mention| (&mention.span, kind_of(&entity.kind)))
    });
    let places = record.places.iter().map(|place| (&place.span, "Location"));
    let times = record.times.iter().map(|time| (&time.span, "Temporal"));
    let weapons = record
        .events
        .iter()
        .filter_map(|event| Some((event.weapon.as_ref()?, "Weapon")));
    let all = named.chain(places).chain(times).chain(weapons);
    let mut found: Vec<_> = all
        .map(|(span, kind)| (reading.offsets.of(span), kind))
        .collect();
    found.sort_unstable();
    found.dedup();
    let entities = found
        .iter()
        .map(|([start, end], kind)| json!({ "start": start, "end": end, "type": kind }));
    line(
        document,
        json!({ "entities": entities.collect::<Vec<_>>(), "relations": [] }),
    )
}
