//! A record as lines that a person can read and compare: no ids, no offsets.
//!
//! The lines speak of events, denials, claims, times and places. Who speaks shows in the claims;
//! the attributions themselves are left out, since a change of wording changes them.

use ascribe::wire::{AssessmentValue, Head, Occurrence, OccurrenceValue, Record, Toll};

/// The facts of one record, sorted, equal ones as often as they stand there.
pub(crate) fn facts(record: &Record) -> Vec<String> {
    let facts = Facts(record);
    let mut lines = [
        facts.events(),
        facts.denials(),
        facts.responsibilities(),
        facts.tolls(),
        facts.assessments(),
        facts.causes(),
        facts.times(),
        facts.places(),
    ]
    .concat();
    lines.sort();
    lines
}

/// The names, for those tests that change nothing else.
pub(crate) fn names(record: &Record) -> Vec<String> {
    let entities = record.entities.iter();
    let mut lines: Vec<String> = entities
        .map(|one| {
            let role = one.role.as_deref().unwrap_or("no role");
            format!(
                "entity {} {} also {}, {role}",
                one.kind,
                one.name,
                one.aliases.join(", ")
            )
        })
        .collect();
    lines.sort();
    lines
}

struct Facts<'r>(&'r Record);

impl Facts<'_> {
    fn events(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for event in &self.0.events {
            lines.push(format!("event {} {}", event.kind, event.status));
            let mut places = self.0.places.iter();
            if let Some(place) = places.find(|place| Some(&place.id) == event.place.as_ref()) {
                lines.push(format!("event {} at {}", event.kind, place.name));
            }
            let mut times = self.0.times.iter();
            if let Some(time) = times.find(|time| Some(&time.id) == event.time.as_ref()) {
                let value = time.value.as_deref().unwrap_or("unresolved");
                lines.push(format!("event {} on {value}", event.kind));
            }
        }
        lines
    }

    /// What the record's own version of an event denies already is not said twice.
    fn denials(&self) -> Vec<String> {
        let is_denial = |one: &&Occurrence| {
            one.value == OccurrenceValue::Happened(false)
                && self.event(&one.event, |event| event.status.clone()) != "negated"
        };
        let denial = |one: &Occurrence| {
            let kind = self.event(&one.event, |event| event.kind.clone());
            format!("occurrence {kind} false, {}", self.holder(&one.head))
        };
        let denials = self.0.occurrences.iter().filter(is_denial);
        denials.map(denial).collect()
    }

    fn responsibilities(&self) -> Vec<String> {
        let all = self.0.responsibilities.iter();
        all.map(|one| {
            let actor = self.entity(one.actor.as_ref());
            let event = one.event.as_deref().unwrap_or_default();
            let kind = self.event(event, |event| event.kind.clone());
            let holder = self.holder(&one.head);
            format!("responsibility {} {actor} of {kind}, {holder}", one.mode)
        })
        .collect()
    }

    fn tolls(&self) -> Vec<String> {
        let all = self.0.tolls.iter();
        all.map(|toll| {
            let holder = self.holder(&toll.head);
            format!("toll {} {} {}, {holder}", toll.kind, amount(toll), toll.who)
        })
        .collect()
    }

    fn assessments(&self) -> Vec<String> {
        let all = self.0.assessments.iter();
        all.map(|one| {
            let subject = self.entity(Some(&one.subject));
            let direction = one.direction.as_deref().unwrap_or("no direction");
            let holder = self.holder(&one.head);
            let value = number(one.value.as_ref());
            format!(
                "assessment {subject} {} {direction} {value}, {holder}",
                one.attribute
            )
        })
        .collect()
    }

    fn causes(&self) -> Vec<String> {
        let all = self.0.causes.iter();
        all.map(|one| {
            let (cause, effect) = (&one.cause.span.text, &one.effect.span.text);
            let holder = self.holder(&one.head);
            format!("cause {cause} -> {effect} {}, {holder}", one.polarity)
        })
        .collect()
    }

    fn times(&self) -> Vec<String> {
        let all = self.0.times.iter();
        all.map(|time| {
            let value = match time.precision.as_str() {
                "unresolved" => "unresolved",
                _ => time.value.as_deref().unwrap_or("without value"),
            };
            format!("time {} {value}", time.span.text)
        })
        .collect()
    }

    fn places(&self) -> Vec<String> {
        let all = self.0.places.iter();
        all.map(|place| format!("place {}", place.span.text))
            .collect()
    }

    fn event(&self, id: &str, cell: impl Fn(&ascribe::wire::Event) -> String) -> String {
        let event = self.0.events.iter().find(|event| event.id == id);
        event.map_or_else(|| "no event".to_owned(), cell)
    }

    fn entity(&self, id: Option<&String>) -> String {
        let entity = self.0.entities.iter().find(|one| Some(&one.id) == id);
        entity.map_or_else(|| "nobody".to_owned(), |one| one.name.clone())
    }

    /// The chain of holders, the innermost first.
    fn holder(&self, head: &Head) -> String {
        let mut chain = Vec::new();
        let mut next = Some(&head.attribution);
        while let Some(id) = next {
            let said = self.0.attributions.iter().find(|one| &one.id == id);
            let Some(said) = said.filter(|one| one.kind != "narration") else {
                break;
            };
            let words = said.source.iter().map(|span| span.text.as_str());
            chain.push(match &said.holder {
                Some(holder) => self.entity(Some(holder)),
                None if said.source.is_empty() => "somebody".to_owned(),
                None => words.collect::<Vec<_>>().join(" "),
            });
            next = said.parent.as_ref();
        }
        if chain.is_empty() {
            chain.push("the report".to_owned());
        }
        format!("held by {}", chain.join(" < "))
    }
}

fn amount(toll: &Toll) -> String {
    match (toll.low, toll.best, toll.high) {
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (Some(low), None, Some(high)) => format!("{low} to {high}"),
        (None, None, None) => "unknown".to_owned(),
    }
}

fn number(value: Option<&AssessmentValue>) -> String {
    match value {
        Some(AssessmentValue::Number {
            low, best, high, ..
        }) => best
            .or(*low)
            .or(*high)
            .map_or_else(String::new, |n| n.to_string()),
        _ => String::new(),
    }
}
