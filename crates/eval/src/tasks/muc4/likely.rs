//! Adds to a record's events the doers, targets and victims that the learned reader holds less likely than
//! a record asks for: a template without any target cannot be aligned, so that a guess costs little.

use ascribe::wire::{Event, Participant, Record, Span};

use super::told::{Part, Told};
use crate::tasks::words_of;

/// Roles of which an event that has none gets the likely ones.
const ROLES: [&[&str]; 2] = [&["target", "victim"], &["perpetrator"]];

/// Somebody counts from this likelihood on.
const LEAST: f32 = 0.2;

/// The record with what is likely.
pub(super) fn completed(mut record: Record, told: &Told) -> Record {
    let mut events = std::mem::take(&mut record.events);
    for event in &mut events {
        for roles in ROLES {
            let has_role = |part: &Participant| roles.contains(&part.role.as_str());
            if !event.participants.iter().any(has_role) {
                let found = likeliest(&record, event, told, roles);
                event.participants.extend(found);
            }
        }
    }
    record.events = events;
    record
}

fn likeliest(record: &Record, event: &Event, told: &Told, roles: &[&str]) -> Vec<Participant> {
    let words = words_of(event).filter_map(|span| told.word_at(span.start));
    let parts = words.flat_map(|word| &word.parts);
    let likely = parts.filter(|part| LEAST <= part.score && roles.contains(&part.role.as_str()));
    likely.map(|part| participant(record, part)).collect()
}

/// The part's word as the mention of an entity that holds it, or by itself.
fn participant(record: &Record, part: &Part) -> Participant {
    let named = super::named_at(record, part.start);
    Participant {
        role: part.role.clone(),
        entity: named.map(|(entity, _)| entity.id.clone()),
        span: named.map_or_else(|| word(record, part.start), |(_, span)| span.clone()),
    }
}

fn word(record: &Record, start: usize) -> Span {
    let text = record.report.text.chars().skip(start);
    let text: String = text.take_while(|letter| letter.is_alphanumeric()).collect();
    Span {
        start,
        end: start + text.chars().count(),
        text,
    }
}
