//! Physical targets: what was attacked that is no person.

use ascribe::wire::{Participant, Record, Span};

use super::incident::Incident;
use super::nearby::sentence_of;
use super::people;
use super::phrase::{cut, number, only_points, quoted};
use super::template::Fills;
use super::words::{EFFECTS, PEOPLE, TARGETS, tells};
use crate::tasks::muc4::entity_of;

/// One physical target.
#[derive(Debug)]
pub(super) struct Thing<'r> {
    words: String,
    kind: &'static str,
    span: &'r Span,
}

/// The physical targets of an incident.
pub(super) fn find<'r>(record: &'r Record, incident: &Incident<'r>) -> Vec<Thing<'r>> {
    let mut found: Vec<Thing<'r>> = Vec::new();
    if incident.kind == "KIDNAPPING" {
        return found;
    }
    for (_, part) in incident.parts(&["target", "victim"]) {
        let Some(thing) = thing(record, part) else {
            continue;
        };
        let known = |other: &Thing<'_>| {
            other.words.contains(&thing.words) || thing.words.contains(&other.words)
        };
        if !found.iter().any(known) {
            found.push(thing);
        }
    }
    found
}

fn thing<'r>(record: &'r Record, part: &'r Participant) -> Option<Thing<'r>> {
    let words = cut(&part.span.text);
    let kind = TARGETS.of(&words)?;
    if only_points(&words) || people::is_person(record, part) {
        return None;
    }
    let entity = entity_of(record, part);
    let is_group = entity.is_some_and(|entity| ["group", "forces"].contains(&entity.kind.as_str()));
    let by_head = TARGETS.has_head(&words) && !PEOPLE.has_head(&words);
    (by_head || !is_group).then_some(Thing {
        words,
        kind,
        span: &part.span,
    })
}

/// Fills the slots of physical targets.
pub(super) fn fill(record: &Record, incident: &Incident<'_>, fills: &mut Fills) {
    for thing in find(record, incident) {
        let words = quoted(&thing.words);
        fills.add(13, format!("{}: {words}", thing.kind));
        fills.add(14, format!("{}: {words}", number(&thing.span.text)));
        if let Some(effect) = effect(record, incident, thing.span) {
            fills.add(16, format!("{effect}: {words}"));
        }
        fills.add(12, words);
    }
}

/// What the sentence says was done to it.
fn effect(record: &Record, incident: &Incident<'_>, span: &Span) -> Option<&'static str> {
    let sentence = sentence_of(record, span);
    match () {
        () if tells(&sentence, &EFFECTS.undamaged) => Some("NO DAMAGE"),
        () if tells(&sentence, &EFFECTS.destroyed) => Some("DESTROYED"),
        () if tells(&sentence, &EFFECTS.damaged) => Some("SOME DAMAGE"),
        () if incident.kind == "ARSON" => Some("SOME DAMAGE"),
        () => None,
    }
}
