//! Templates of terrorist incidents (MUC-4).
//!
//! Projection: one template for each incident of a type that MUC-4 asks for; a message without one is
//! irrelevant. An incident is one event of the record, or several that the task would put into one
//! template (`incident.rs`); `choice.rs` settles which are asked for, by weights that were learnt. Each
//! kind of slot has its file; words are in `eval/muc4/`. What the learned reader of events holds likely
//! but not sure enough for a record (`told.rs`) counts for the choice and for targets (`likely.rs`).
//! Nations of targets and totals stay blank.

mod choice;
mod date;
mod incident;
mod instrument;
mod likely;
mod location;
mod nearby;
mod people;
mod perpetrator;
mod phrase;
mod template;
mod things;
mod told;
mod words;

use ascribe::wire::{Entity, Participant, Record, Span};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::text;
use incident::Incident;
use template::{Fills, template};
use told::Told;

pub(crate) const TASK: Task = Task {
    name: "muc4",
    about: "event templates from news on terrorism",
    inputs: "muc4/tst3/tst3-muc4",
    open: documents::from_messages,
    source: text,
    predict,
    scorings: &[Scoring {
        name: "",
        script: "muc4/muc4_score.py",
        arguments: &["{kit}/muc4/tst3/key-tst3.v2", "{pred}", "--json"],
        data: &["muc4/tst3/tst3-muc4", "muc4/tst3/key-tst3.v2"],
        metrics: &[
            more("all templates P&R", "/f_measure/P&R"),
            more("incident type P&R", "/rows/inc-type/P&R"),
            more("organisation P&R", "/rows/perp-org-id/P&R"),
        ],
    }],
};

/// What templates are chosen from, each behind a line with all that is known of it.
pub(crate) const CANDIDATES: Task = Task {
    name: "muc4-candidates",
    about: "what the templates of muc4 are chosen from, for learning the choice",
    predict: candidates,
    scorings: &[],
    ..TASK
};

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let told = Told::of(document, reading);
    let record = &likely::completed(reading.record.clone(), &told);
    let mut incidents = incident::find(record, &told);
    incidents.retain(|incident| choice::is_asked_for(record, incident, &told));
    if incidents.is_empty() {
        return template(&document.name, "*", |_| vec!["*".to_owned()]);
    }
    let numbered = incidents.iter().zip(1..);
    numbered
        .map(|(incident, number)| written(document, record, incident, &told, number))
        .collect()
}

fn candidates(document: &Document, reading: &Reading<'_>) -> String {
    let told = Told::of(document, reading);
    let record = &likely::completed(reading.record.clone(), &told);
    let incidents = incident::find(record, &told);
    let numbered = incidents.iter().zip(1..);
    let shown = numbered.map(|(incident, number)| {
        let known = choice::features(record, incident, &told);
        let known = serde_json::json!(known);
        format!(
            "; {known}\n{}",
            written(document, record, incident, &told, number)
        )
    });
    shown.collect()
}

fn written(
    document: &Document,
    record: &Record,
    incident: &Incident<'_>,
    told: &Told,
    number: usize,
) -> String {
    let fills = fill(record, incident, told);
    template(&document.name, &format!("{number}"), |slot| fills.of(slot))
}

fn fill(record: &Record, incident: &Incident<'_>, told: &Told) -> Fills {
    let mut fills = Fills::default();
    let setting = [
        (2, date::of(record, incident)),
        (3, location::of(record, incident)),
    ];
    for (slot, fill) in setting {
        if let Some(fill) = fill {
            fills.add(slot, fill);
        }
    }
    fills.add(4, incident.kind);
    fills.add(5, incident.stage);
    instrument::fill(record, incident, &mut fills);
    perpetrator::fill(record, incident, told, &mut fills);
    things::fill(record, incident, &mut fills);
    people::fill(record, incident, &mut fills);
    fills
}

fn entity_of<'r>(record: &'r Record, part: &Participant) -> Option<&'r Entity> {
    let id = part.entity.as_ref()?;
    record.entities.iter().find(|entity| entity.id == *id)
}

/// The entity of which a mention covers the place, with the shortest such mention.
fn named_at(record: &Record, start: usize) -> Option<(&Entity, &Span)> {
    let mentions = record.entities.iter().flat_map(|entity| {
        let mentions = entity.mentions.iter();
        mentions.map(move |mention| (entity, &mention.span))
    });
    let over = mentions.filter(|(_, span)| span.start <= start && start < span.end);
    over.min_by_key(|(_, span)| span.end - span.start)
}
