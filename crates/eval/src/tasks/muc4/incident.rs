//! Which events of a record are incidents that the task asks for, and which of them one template.
//!
//! The task's own rule: one template for the incidents of one type that do not differ in date, place
//! or perpetrator.

use ascribe::wire::{Event, Participant, Record, Toll};

use super::date;
use super::people;
use super::told::Told;
use crate::tasks::{is_sure, place_of};

/// Event types, and families of them, with MUC-4's types; the first that fits counts. From the
/// crosswalk of the event types.
const TYPES: [(&str, &str); 11] = [
    ("violence/abduction", "KIDNAPPING"),
    ("violence/hostage_situation", "KIDNAPPING"),
    ("violence/hijacking", "HIJACKING"),
    ("violence/arson", "ARSON"),
    ("violence/robbery", "ROBBERY"),
    ("violence", "ATTACK"),
    ("explosion/chemical_weapon", "ATTACK"),
    ("explosion/air_drone_strike", "ATTACK"),
    ("explosion", "BOMBING"),
    ("battle", "ATTACK"),
    ("strategic/looting_destruction", "ATTACK"),
];

/// One incident: the events that tell of it.
#[derive(Debug)]
pub(super) struct Incident<'r> {
    pub(super) kind: &'static str,
    pub(super) stage: &'static str,
    pub(super) events: Vec<&'r Event>,
}

impl<'r> Incident<'r> {
    /// Those with one of these parts, of all its events.
    pub(super) fn parts(&self, roles: &[&str]) -> Vec<(&'r Event, &'r Participant)> {
        let events = self.events.iter();
        let parts = events.flat_map(|event| {
            let parts = event.participants.iter();
            parts.map(move |part| (*event, part))
        });
        parts
            .filter(|(_, part)| roles.contains(&part.role.as_str()))
            .collect()
    }

    /// The tolls of its events.
    pub(super) fn tolls(&self, record: &'r Record) -> Vec<&'r Toll> {
        let is_own = |toll: &&Toll| {
            let mut events = self.events.iter();
            events.any(|event| toll.event.as_ref() == Some(&event.id))
        };
        record.tolls.iter().filter(is_own).collect()
    }

    /// Whether it is fighting between armed men, and nothing else.
    pub(super) fn is_battle(&self) -> bool {
        let mut events = self.events.iter();
        events.all(|event| event.kind.starts_with("battle"))
    }

    /// Where the events' words stand.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        let events = self.events.iter();
        events.flat_map(|event| crate::tasks::words_of(event).map(|span| span.start))
    }
}

/// The incidents of a record that may be asked for, in the order of their first events. What the
/// learned reader alone finds and is less sure of is left to the choice, where that reader is there.
pub(super) fn find<'r>(record: &'r Record, told: &Told) -> Vec<Incident<'r>> {
    let mut found: Vec<Incident<'_>> = Vec::new();
    let knows = |event: &&Event| is_sure(event) || !told.words.is_empty();
    for event in record.events.iter().filter(knows) {
        let (Some(kind), Some(stage)) = (type_of(event), stage_of(event)) else {
            continue;
        };
        let one = Incident {
            kind,
            stage,
            events: vec![event],
        };
        let same = found
            .iter_mut()
            .rev()
            .find(|other| are_one(record, other, &one));
        match same {
            Some(other) => other.events.push(event),
            None => found.push(one),
        }
    }
    found
}

/// Whether nothing speaks against their victims being the same.
fn share_people(record: &Record, one: &Incident<'_>, two: &Incident<'_>) -> bool {
    let (a, b) = (people::find(record, one), people::find(record, two));
    a.is_empty() || b.is_empty() || a.iter().any(|a| b.iter().any(|b| people::are_one(a, b)))
}

/// Whether two incidents belong into one template.
fn are_one(record: &Record, one: &Incident<'_>, two: &Incident<'_>) -> bool {
    let same_kind = one.kind == two.kind;
    let days = |incident: &Incident<'_>| -> Vec<String> {
        let events = incident.events.iter();
        events
            .filter_map(|event| date::told(record, event))
            .collect()
    };
    let towns = |incident: &Incident<'_>| -> Vec<&str> {
        let events = incident.events.iter();
        let places = events.filter_map(|event| place_of(record, event));
        let towns = places.filter(|place| place.kind.as_deref() == Some("town"));
        towns.map(|place| place.name.as_str()).collect()
    };
    let agree = |one: &[String], two: &[String]| {
        one.is_empty() || two.is_empty() || one.iter().any(|day| two.contains(day))
    };
    let meet = |one: &[&str], two: &[&str]| {
        one.is_empty() || two.is_empty() || one.iter().any(|town| two.contains(town))
    };
    same_kind
        && one.stage == two.stage
        && agree(&days(one), &days(two))
        && meet(&towns(one), &towns(two))
        && share_people(record, one, two)
}

fn type_of(event: &Event) -> Option<&'static str> {
    let fits = |(kind, _): &&(&str, &str)| {
        event.kind == **kind || event.kind.starts_with(&format!("{kind}/"))
    };
    TYPES.iter().find(fits).map(|(_, name)| *name)
}

/// MUC-4 has no templates for what is only supposed, denied or long past.
fn stage_of(event: &Event) -> Option<&'static str> {
    match event.status.as_str() {
        "actual" => Some("ACCOMPLISHED"),
        "attempted" | "foiled" => Some("ATTEMPTED"),
        "threatened" => Some("THREATENED"),
        _ => None,
    }
}
