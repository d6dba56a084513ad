//! Templates of terrorist incidents (MUC-4).
//!
//! Projection: one template for each event of a type that MUC-4 asks for; a message without one is
//! irrelevant. Slots that a record cannot fill yet (types of instruments and targets, nations, totals)
//! stay blank.

use ascribe::wire::{Entity, Event, Participant, Record};

use crate::documents::{self, Document};
use crate::task::{Reading, Scoring, Task, more};
use crate::tasks::{day_of, text};

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

const SLOTS: [&str; 25] = [
    "MESSAGE: ID",
    "MESSAGE: TEMPLATE",
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
];

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

/// Event types, and families of them, with MUC-4's types; the first that fits counts. From the
/// crosswalk of the event types.
const TYPES: [(&str, &str); 9] = [
    ("violence/abduction", "KIDNAPPING"),
    ("violence/hostage_situation", "KIDNAPPING"),
    ("violence/hijacking", "HIJACKING"),
    ("violence/arson", "ARSON"),
    ("violence/robbery", "ROBBERY"),
    ("violence", "ATTACK"),
    ("explosion/chemical_weapon", "ATTACK"),
    ("explosion", "BOMBING"),
    ("battle", "ATTACK"),
];

fn predict(document: &Document, reading: &Reading<'_>) -> String {
    let record = &reading.record;
    let asked = |event: &&Event| type_of(event).is_some() && stage_of(event).is_some();
    let templates: Vec<_> = record
        .events
        .iter()
        .filter(asked)
        .map(|event| fill(record, event))
        .collect();
    if templates.is_empty() {
        return template(&document.name, "*", |_| vec!["*".to_owned()]);
    }
    let numbered = templates.iter().zip(1..);
    numbered
        .map(|(fills, number)| {
            template(&document.name, &format!("{number}"), |slot| fills.of(slot))
        })
        .collect()
}

/// The text of one template; `fills` gives the fills of a slot by its number.
fn template(message: &str, number: &str, fills: impl Fn(usize) -> Vec<String>) -> String {
    let mut out = String::new();
    for (slot, name) in SLOTS.iter().enumerate() {
        let found = match slot {
            0 => vec![message.to_owned()],
            1 => vec![number.to_owned()],
            _ => fills(slot),
        };
        let fills = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(&format!("\n{:36}", ""))
        };
        out.push_str(&format!("{:<4}{name:<32}{fills}\n", format!("{slot}.")));
    }
    out.push('\n');
    out
}

/// The fills of one template's slots.
#[derive(Default)]
struct Fills(Vec<(usize, String)>);

impl Fills {
    fn add(&mut self, slot: usize, fill: impl Into<String>) {
        let fill = fill.into();
        if !self.0.contains(&(slot, fill.clone())) {
            self.0.push((slot, fill));
        }
    }

    fn of(&self, slot: usize) -> Vec<String> {
        self.0
            .iter()
            .filter(|(at, _)| *at == slot)
            .map(|(_, fill)| fill.clone())
            .collect()
    }
}

fn fill(record: &Record, event: &Event) -> Fills {
    let mut fills = Fills::default();
    if let Some(date) = date(record, event) {
        fills.add(2, date);
    }
    fills.add(4, type_of(event).unwrap_or_default());
    fills.add(5, stage_of(event).unwrap_or_default());
    if let Some(weapon) = &event.weapon {
        fills.add(6, quoted(&weapon.text));
    }
    for part in &event.participants {
        match part.role.as_str() {
            "perpetrator" => perpetrator(record, event, part, &mut fills),
            "target" | "victim" => target(record, event, part, &mut fills),
            _ => {}
        }
    }
    fills
}

fn perpetrator(record: &Record, event: &Event, part: &Participant, fills: &mut Fills) {
    let entity = entity_of(record, part);
    let state = ["police", "military", "government"];
    let by_state = entity
        .and_then(|entity| entity.role.as_deref())
        .is_some_and(|role| state.contains(&role));
    fills.add(
        8,
        if by_state {
            "STATE-SPONSORED VIOLENCE"
        } else {
            "TERRORIST ACT"
        },
    );
    match entity.map(|entity| entity.kind.as_str()) {
        Some("group" | "organisation" | "forces" | "government" | "authority") => {
            let name = quoted(entity.map_or(&part.span.text, |entity| &entity.name));
            fills.add(11, format!("{}: {name}", confidence(record, event, part)));
            fills.add(10, name);
        }
        _ => fills.add(9, quoted(&part.span.text)),
    }
}

/// How sure the report is of the organisation.
fn confidence(record: &Record, event: &Event, part: &Participant) -> &'static str {
    let of_event = record
        .responsibilities
        .iter()
        .filter(|claim| claim.event.as_ref() == Some(&event.id));
    let modes: Vec<_> = of_event
        .filter(|claim| claim.actor == part.entity)
        .map(|claim| claim.mode.as_str())
        .collect();
    let has = |mode| modes.contains(&mode);
    match () {
        () if has("claimed") => "CLAIMED OR ADMITTED",
        () if has("accused") || has("suspected") => "SUSPECTED OR ACCUSED",
        () => "REPORTED AS FACT",
    }
}

fn target(record: &Record, event: &Event, part: &Participant, fills: &mut Fills) {
    let words = quoted(&part.span.text);
    let entity = entity_of(record, part);
    let human = part.role == "victim"
        || entity.is_some_and(|entity| ["person", "people"].contains(&entity.kind.as_str()));
    if !human {
        fills.add(12, words);
        return;
    }
    let named = entity.is_some_and(|entity| entity.mentions.iter().any(|mention| mention.named));
    fills.add(if named { 18 } else { 19 }, words.clone());
    let told = |kind| {
        record
            .tolls
            .iter()
            .any(|toll| toll.kind == kind && toll.event.as_ref() == Some(&event.id))
    };
    match event.kind.as_str() {
        "violence/assassination" => fills.add(23, format!("DEATH: {words}")),
        _ if told("killed") => fills.add(23, format!("DEATH: {words}")),
        _ if told("injured") => fills.add(23, format!("INJURY: {words}")),
        _ => {}
    }
}

fn entity_of<'r>(record: &'r Record, part: &Participant) -> Option<&'r Entity> {
    let id = part.entity.as_ref()?;
    record.entities.iter().find(|entity| entity.id == *id)
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

/// `1989-11-16` as `16 NOV 89`; the day of publication as the last day it can have been.
fn date(record: &Record, event: &Event) -> Option<String> {
    let written = |day: &str| {
        let (year, rest) = day.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(format!("{day} {month} {}", year.get(2..)?))
    };
    let published = record
        .report
        .published
        .as_ref()
        .and_then(|day| Some(format!("- {}", written(&day.value)?)));
    day_of(record, event).and_then(written).or(published)
}

fn quoted(words: &str) -> String {
    format!(
        "\"{}\"",
        words
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('"', "")
            .to_uppercase()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_of_a_slot_stand_below_one_another() {
        let text = template("TST9-MUC4-0001", "1", |slot| {
            if slot == 9 {
                vec!["A".into(), "B".into()]
            } else {
                vec![]
            }
        });
        assert!(
            text.starts_with("0.  MESSAGE: ID                     TST9-MUC4-0001\n"),
            "{text}"
        );
        assert!(text.contains("9.  PERP: INDIVIDUAL ID             A\n                                    B\n10. PERP"), "{text}");
        assert!(
            text.ends_with("24. HUM TGT: TOTAL NUMBER           -\n\n"),
            "{text}"
        );
    }
}
