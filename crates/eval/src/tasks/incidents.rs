//! The date, place and casualties of the incident that a report is about (SemEval-2018 task 5).
//!
//! Projection: the incident is the record's first violent event. A toll that is not told counts as 0,
//! a date that is not told as the day of publication. Every report is an incident of its own, since
//! a record does not look beyond its report.

use ascribe::wire::{Event, Place, Record, Span, Toll};
use serde_json::{Value, json};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{day_of, line, place_of};

pub(crate) const TASK: Task = Task {
    name: "incidents",
    about: "date, place, killed and injured of one incident",
    inputs: "incidents/dev/inputs.jsonl.gz",
    open: documents::from_json_lines,
    source,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "incidents/score.py",
        arguments: &[
            "--gold",
            "{kit}/incidents/dev/gold.jsonl",
            "--pred",
            "{pred}",
            "--json",
        ],
        data: &["incidents/dev/inputs.jsonl.gz", "incidents/dev/gold.jsonl"],
        metrics: &[
            more("killed", "/facts/killed/accuracy"),
            more("injured", "/facts/injured/accuracy"),
            more("killed and injured", "/facts/killed_and_injured/accuracy"),
            more("date", "/facts/date/accuracy"),
            more("city", "/facts/city/accuracy"),
            more("state", "/facts/state/accuracy"),
            more("pairwise F1", "/pairwise/f1"),
        ],
    }],
};

const VIOLENT: [&str; 4] = ["violence", "explosion", "battle", "riot"];

fn source(document: &Document) -> anyhow::Result<Vec<u8>> {
    Ok(format!("{}\n\n{}", document.words("title"), document.words("text")).into_bytes())
}

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let record = &reading.record;
    let event = main_event(record);
    let day = event.and_then(|event| day_of(record, event));
    let mut answer = json!({
        "killed": toll(record, event, "killed"),
        "injured": toll(record, event, "injured"),
        "date": day.unwrap_or_else(|| document.words("published")),
    });
    if let Some(place) = town(record, event) {
        answer["city"] = place.name.clone().into();
        answer["state"] = place.admin1.clone().map_or(Value::Null, Value::from);
    }
    line(document, answer)
}

/// The event that the report is about.
fn main_event(record: &Record) -> Option<&Event> {
    let family = |event: &Event| event.kind.split('/').next().unwrap_or_default().to_owned();
    let violent = |event: &&Event| VIOLENT.contains(&family(event).as_str());
    record.events.iter().find(violent).or(record.events.first())
}

/// The town of the event; where none is told for it, the one that the report names most often.
fn town<'r>(record: &'r Record, event: Option<&Event>) -> Option<&'r Place> {
    let is_town = |place: &&Place| place.kind.as_deref() == Some("town");
    let told = event.and_then(|event| place_of(record, event));
    let towns = || record.places.iter().filter(is_town);
    let literal = || towns().filter(|place| place.sense == "literal");
    told.filter(is_town)
        .or_else(|| most_named(literal()))
        .or_else(|| most_named(towns()))
        .or(told)
        .or(record.places.first())
}

/// Of the places, the one named most often; of equals, the first.
fn most_named<'r>(places: impl Iterator<Item = &'r Place>) -> Option<&'r Place> {
    let mut named: Vec<(&Place, usize)> = Vec::new();
    for place in places {
        match named
            .iter_mut()
            .find(|(known, _)| known.geonameid == place.geonameid)
        {
            Some((_, times)) => *times += 1,
            None => named.push((place, 1)),
        }
    }
    let most = named.iter().map(|(_, times)| *times).max()?;
    named
        .into_iter()
        .find(|(_, times)| *times == most)
        .map(|(place, _)| place)
}

/// The largest figure told for the event, or for any where none is told for it. Those whom one word of
/// harm counts are added up: "two guards and a driver were killed".
fn toll(record: &Record, event: Option<&Event>, kind: &str) -> u64 {
    let whole = |toll: &&Toll| toll.kind == kind && toll.part_of.is_none();
    let of_event = |toll: &&Toll| toll.event.as_ref() == event.map(|event| &event.id);
    let tolls: Vec<&Toll> = record.tolls.iter().filter(whole).collect();
    let told: Vec<&Toll> = tolls.iter().copied().filter(of_event).collect();
    largest(&told).or_else(|| largest(&tolls)).unwrap_or(0)
}

fn largest(tolls: &[&Toll]) -> Option<u64> {
    let figure = |toll: &Toll| toll.best.or(toll.low).or(toll.high);
    let sum = |word: &Span| -> u64 {
        let together = tolls.iter().filter(|toll| word_of_harm(toll) == Some(word));
        together.filter_map(|toll| figure(toll)).sum()
    };
    let told = tolls.iter().filter_map(|toll| figure(toll));
    let sums = tolls.iter().filter_map(|toll| word_of_harm(toll)).map(sum);
    told.chain(sums).max()
}

/// The word by which a toll was counted first.
fn word_of_harm(toll: &Toll) -> Option<&Span> {
    let cell = toll
        .head
        .evidence
        .iter()
        .find(|cell| cell.field == "kind")?;
    cell.spans.first()
}
