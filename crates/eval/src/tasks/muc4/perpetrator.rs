//! Who did it: people, organisations, and how sure the report is of these.

use std::collections::BTreeMap;

use ascribe::wire::{Entity, Record, Responsibility};

use super::incident::Incident;
use super::phrase::{cut, only_points, quoted};
use super::template::Fills;
use super::told::Told;
use crate::tasks::muc4::{entity_of, named_at};

/// In whose name a state acts.
const STATE: [&str; 3] = ["police", "military", "government"];

/// Fills the perpetrator's slots.
pub(super) fn fill(record: &Record, incident: &Incident<'_>, told: &Told, fills: &mut Fills) {
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
    let mut doers: Vec<(Option<&Entity>, &str)> = doers.chain(accused).collect();
    let no_group = |doers: &[(Option<&Entity>, &str)]| {
        let mut known = doers.iter().filter_map(|(entity, _)| *entity);
        !known.any(is_organisation)
    };
    if no_group(&doers) {
        let group = blamed(record, told);
        doers.extend(group.map(|group| (Some(group), group.name.as_str())));
    }
    for (entity, words) in doers {
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

/// The armed group that the report makes responsible for most: who is named once is meant
/// throughout.
fn blamed<'r>(record: &'r Record, told: &Told) -> Option<&'r Entity> {
    let mut weights = BTreeMap::new();
    let mut add = |entity: &Entity, weight: f32| {
        if entity.kind == "group" && is_organisation(entity) {
            *weights.entry(entity.id.clone()).or_insert(0.0) += weight;
        }
    };
    for claim in &record.responsibilities {
        let blames = ["claimed", "accused", "suspected", "reported"].contains(&claim.mode.as_str());
        let actor = claim.actor.as_deref().filter(|_| blames);
        if let Some(actor) = actor.and_then(|id| entity(record, id)) {
            add(actor, 1.0);
        }
    }
    for part in told.parts.iter().filter(|part| part.role == "perpetrator") {
        if let Some((entity, _)) = named_at(record, part.start) {
            add(entity, part.score);
        }
    }
    let most = weights.into_iter().filter(|(_, weight)| BLAMED <= *weight);
    let most = most.max_by(|(_, one), (_, two)| one.total_cmp(two))?;
    entity(record, &most.0)
}

/// A group is taken for the doer of all from this sum of likelihoods on.
const BLAMED: f32 = 1.0;

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
    let is_known = |words: &String| {
        let mut known = fills.of(9).into_iter();
        known.any(|fill| fill.contains(words.as_str()) || words.contains(fill.trim_matches('"')))
    };
    if let Some(words) = words.filter(|words| !is_known(words)) {
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
