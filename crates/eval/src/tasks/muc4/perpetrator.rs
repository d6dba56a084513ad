//! Who did it: people, organisations, and how sure the report is of these.

use ascribe::wire::{Entity, Record, Responsibility};

use super::incident::Incident;
use super::phrase::{cut, only_points, quoted};
use super::template::Fills;
use crate::tasks::muc4::entity_of;

/// In whose name a state acts.
const STATE: [&str; 3] = ["police", "military", "government"];

/// Fills the perpetrator's slots.
pub(super) fn fill(record: &Record, incident: &Incident<'_>, fills: &mut Fills) {
    let mut by_state = false;
    let parts = incident.parts(&["perpetrator"]);
    let claims: Vec<&Responsibility> = record
        .responsibilities
        .iter()
        .filter(|claim| {
            incident
                .events
                .iter()
                .any(|event| claim.event.as_ref() == Some(&event.id))
        })
        .filter(|claim| {
            ["claimed", "accused", "suspected", "reported"].contains(&claim.mode.as_str())
        })
        .collect();
    let accused = claims
        .iter()
        .filter_map(|claim| entity(record, claim.actor.as_deref()?));
    let accused = accused.map(|entity| (Some(entity), entity.name.as_str()));
    let doers = parts
        .iter()
        .map(|(_, part)| (entity_of(record, part), part.span.text.as_str()));
    for (entity, words) in doers.chain(accused) {
        by_state |= entity.is_some_and(is_state);
        match entity.filter(|entity| is_organisation(entity)) {
            Some(entity) => {
                let name = quoted(&cut(&entity.name));
                fills.add(
                    11,
                    format!("{}: {name}", confidence(record, &claims, entity)),
                );
                fills.add(10, name);
            }
            None => individual(entity, words, fills),
        }
    }
    fills.add(
        8,
        if by_state {
            "STATE-SPONSORED VIOLENCE"
        } else {
            "TERRORIST ACT"
        },
    );
}

fn individual(entity: Option<&Entity>, words: &str, fills: &mut Fills) {
    let words = cut(words);
    let elsewhere = || {
        let mut mentions = entity?
            .mentions
            .iter()
            .map(|mention| cut(&mention.span.text));
        mentions.find(|words| !only_points(words) && !words.is_empty())
    };
    let words = if only_points(&words) {
        elsewhere()
    } else {
        Some(words)
    };
    if let Some(words) = words {
        fills.add(9, quoted(&words));
    }
}

fn is_state(entity: &Entity) -> bool {
    entity
        .role
        .as_deref()
        .is_some_and(|role| STATE.contains(&role))
}

/// A named group, or a body of the state.
fn is_organisation(entity: &Entity) -> bool {
    let is_named = entity.mentions.iter().any(|mention| mention.named);
    match entity.kind.as_str() {
        "group" | "organisation" | "media" => is_named,
        "forces" | "government" | "authority" => true,
        _ => false,
    }
}

/// How sure the report is of the organisation.
fn confidence(record: &Record, claims: &[&Responsibility], actor: &Entity) -> &'static str {
    let of_actor = || {
        claims
            .iter()
            .filter(|claim| claim.actor.as_ref() == Some(&actor.id))
    };
    let has = |mode: &str| of_actor().any(|claim| claim.mode == mode);
    let by_authorities = || {
        of_actor().any(|claim| {
            let said = record
                .attributions
                .iter()
                .find(|said| said.id == claim.head.attribution);
            let holder = said.and_then(|said| entity(record, said.holder.as_deref()?));
            said.and_then(|said| said.role.as_deref())
                .is_some_and(|role| STATE.contains(&role))
                || holder.is_some_and(is_state)
        })
    };
    match () {
        () if has("claimed") => "CLAIMED OR ADMITTED",
        () if (has("accused") || has("suspected")) && by_authorities() => {
            "SUSPECTED OR ACCUSED BY AUTHORITIES"
        }
        () if has("accused") || has("suspected") => "SUSPECTED OR ACCUSED",
        () => "REPORTED AS FACT",
    }
}

fn entity<'r>(record: &'r Record, id: &str) -> Option<&'r Entity> {
    record.entities.iter().find(|entity| entity.id == id)
}
