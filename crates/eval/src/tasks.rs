//! The tasks of the kit, one file each: the projection of a record into the answer that the task
//! asks for, and which figures of its scorer are kept.

pub(crate) mod article;
pub(crate) mod attribution;
pub(crate) mod factuality;
pub(crate) mod incidents;
pub(crate) mod location_link;
pub(crate) mod muc4;
pub(crate) mod place;
pub(crate) mod police;
pub(crate) mod reports;
pub(crate) mod time;

use ascribe::wire::{Event, Record, Span};
use serde_json::Value;

use crate::documents::Document;

/// The field `text`, as a plain text file would hold it.
fn text(document: &Document) -> anyhow::Result<Vec<u8>> {
    Ok(document.words("text").as_bytes().to_vec())
}

/// `{"doc": ..., ...}` on a line.
fn line(document: &Document, mut answer: Value) -> String {
    answer["doc"] = document.name.clone().into();
    format!("{answer}\n")
}

/// Whether the two share a character.
fn overlap(one: [usize; 2], other: [usize; 2]) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

/// The words of an event: its trigger and its later mentions.
fn words_of(event: &Event) -> impl Iterator<Item = &Span> {
    std::iter::once(&event.trigger).chain(&event.mentions)
}

/// Whether it is sure that an event is told of, and that it is of its type: a task that asks for
/// few kinds of event pays more for a wrong one than for one that is missing.
fn is_sure(event: &Event) -> bool {
    let mut of_type = event.evidence.iter().filter(|one| one.field == "type");
    of_type.all(|one| one.score >= 0.95)
}

/// The stretch that says where an event took place.
fn place_of<'r>(record: &'r Record, event: &Event) -> Option<&'r ascribe::wire::Place> {
    let id = event.place.as_ref()?;
    record.places.iter().find(|place| place.id == *id)
}

/// The day of an event, where its time is that precise.
fn day_of<'r>(record: &'r Record, event: &Event) -> Option<&'r str> {
    let id = event.time.as_ref()?;
    let time = record.times.iter().find(|time| time.id == *id)?;
    let [first, last] = time.interval.as_ref()?;
    (first == last).then_some(first.as_str())
}
