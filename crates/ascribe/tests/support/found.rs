//! A record's findings with names in the place of ids: what can be compared with expectations.
//!
//! A holder or actor is all names of its entity, and the words of the source; no holder is the
//! report's own voice.

use ascribe::wire::{self, OccurrenceValue, Record, Span};

#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) place: Option<String>,
    pub(crate) time: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Responsibility {
    pub(crate) mode: String,
    pub(crate) actor: Option<Vec<String>>,
    pub(crate) holder: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Toll {
    pub(crate) kind: String,
    pub(crate) low: Option<u64>,
    pub(crate) best: Option<u64>,
    pub(crate) high: Option<u64>,
    pub(crate) holder: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Occurrence {
    pub(crate) event: String,
    pub(crate) value: bool,
    pub(crate) holder: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Assessment {
    pub(crate) subject: Vec<String>,
    pub(crate) attribute: String,
    pub(crate) direction: Option<String>,
    pub(crate) holder: Option<Vec<String>>,
}

#[derive(Debug)]
pub(crate) struct Cause {
    pub(crate) cause: String,
    pub(crate) effect: String,
    pub(crate) holder: Option<Vec<String>>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Attribution {
    pub(crate) sources: Vec<String>,
    pub(crate) cue: String,
}

#[derive(Debug)]
pub(crate) struct Entity {
    pub(crate) kind: String,
    pub(crate) names: Vec<String>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Time {
    pub(crate) words: String,
    pub(crate) value: Option<String>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) words: String,
}

/// The findings of one record.
pub(crate) struct Found<'r>(pub(crate) &'r Record);

impl Found<'_> {
    pub(crate) fn events(&self) -> Vec<Event> {
        self.0
            .events
            .iter()
            .map(|event| self.event(event))
            .collect()
    }

    fn event(&self, event: &wire::Event) -> Event {
        let place = self
            .0
            .places
            .iter()
            .find(|place| Some(&place.id) == event.place.as_ref());
        let time = self
            .0
            .times
            .iter()
            .find(|time| Some(&time.id) == event.time.as_ref());
        Event {
            kind: event.kind.clone(),
            status: event.status.clone(),
            place: place.map(|place| place.name.clone()),
            time: time.and_then(day),
        }
    }

    pub(crate) fn responsibilities(&self) -> Vec<Responsibility> {
        let one = |one: &wire::Responsibility| Responsibility {
            mode: one.mode.clone(),
            actor: one.actor.as_ref().map(|actor| self.names(actor)),
            holder: self.holder(&one.head),
        };
        self.0.responsibilities.iter().map(one).collect()
    }

    pub(crate) fn tolls(&self) -> Vec<Toll> {
        let toll = |toll: &wire::Toll| Toll {
            kind: toll.kind.clone(),
            low: toll.low,
            best: toll.best,
            high: toll.high,
            holder: self.holder(&toll.head),
        };
        self.0.tolls.iter().map(toll).collect()
    }

    /// Who denies that an event happened. That it did is said of nearly every event, and no reader
    /// writes that down; the report's own denial is the event's status.
    pub(crate) fn denials(&self) -> Vec<Occurrence> {
        let denial = |one: &wire::Occurrence| Occurrence {
            event: self.event_kind(&one.event),
            value: false,
            holder: self.holder(&one.head),
        };
        let occurrences = self.0.occurrences.iter();
        let denials = occurrences.filter(|one| one.value == OccurrenceValue::Happened(false));
        denials
            .map(denial)
            .filter(|one| one.holder.is_some())
            .collect()
    }

    pub(crate) fn assessments(&self) -> Vec<Assessment> {
        let assessment = |one: &wire::Assessment| Assessment {
            subject: self.names(&one.subject),
            attribute: one.attribute.clone(),
            direction: one.direction.clone(),
            holder: self.holder(&one.head),
        };
        self.0.assessments.iter().map(assessment).collect()
    }

    pub(crate) fn causes(&self) -> Vec<Cause> {
        let cause = |one: &wire::Cause| Cause {
            cause: one.cause.span.text.clone(),
            effect: one.effect.span.text.clone(),
            holder: self.holder(&one.head),
        };
        self.0.causes.iter().map(cause).collect()
    }

    /// All but the report's own voice; the answers of one speaker, which have no cue, once.
    pub(crate) fn attributions(&self) -> Vec<Attribution> {
        let said = self.0.attributions.iter();
        let said = said.filter(|one| one.kind != "narration");
        let (answers, others): (Vec<_>, Vec<_>) = said.partition(|one| one.cue.is_empty());
        let answers = once(answers.into_iter().map(|one| self.attribution(one)));
        let others = others.into_iter().map(|one| self.attribution(one));
        answers.into_iter().chain(others).collect()
    }

    /// The words for the source; where there are none, the holder's names.
    fn attribution(&self, one: &wire::Attribution) -> Attribution {
        let sources = match &one.holder {
            Some(holder) if one.source.is_empty() => self.names(holder),
            _ => vec![words(&one.source)],
        };
        Attribution {
            sources,
            cue: words(&one.cue),
        }
    }

    /// Those with a proper name: "gunmen" is an entity too, but no reader lists it. Places are
    /// listed as places.
    pub(crate) fn named_entities(&self) -> Vec<Entity> {
        let entity = |one: &wire::Entity| Entity {
            kind: one.kind.clone(),
            names: self.names(&one.id),
        };
        let named = self
            .0
            .entities
            .iter()
            .filter(|one| one.kind != "place_name" && is_proper(one));
        named.map(entity).collect()
    }

    /// Every expression once, without "now" and its like.
    pub(crate) fn times(&self) -> Vec<Time> {
        let time = |time: &wire::Time| Time {
            words: time.span.text.clone(),
            value: day(time),
        };
        let times = self.0.times.iter();
        once(times.filter(|time| !is_reference(time)).map(time))
    }

    /// Every name once.
    pub(crate) fn places(&self) -> Vec<Place> {
        let place = |place: &wire::Place| Place {
            words: place.span.text.to_lowercase(),
        };
        once(self.0.places.iter().map(place))
    }

    fn event_kind(&self, id: &str) -> String {
        let event = self.0.events.iter().find(|event| event.id == id);
        event.map(|event| event.kind.clone()).unwrap_or_default()
    }

    fn names(&self, id: &str) -> Vec<String> {
        let entity = self.0.entities.iter().find(|entity| entity.id == id);
        entity.map(names_of).unwrap_or_default()
    }

    fn holder(&self, head: &wire::Head) -> Option<Vec<String>> {
        let mut said = self.0.attributions.iter();
        let said = said.find(|one| one.id == head.attribution)?;
        if said.kind == "narration" {
            return None;
        }
        let mut names: Vec<String> = said.source.iter().map(|span| span.text.clone()).collect();
        names.extend(said.holder.iter().flat_map(|holder| self.names(holder)));
        Some(names)
    }
}

fn names_of(entity: &wire::Entity) -> Vec<String> {
    let mentions = entity.mentions.iter().map(|one| one.span.text.clone());
    let names = std::iter::once(entity.name.clone());
    once(names.chain(entity.aliases.iter().cloned()).chain(mentions))
}

/// A time's value without its hour.
fn day(time: &wire::Time) -> Option<String> {
    let value = time.value.as_deref()?;
    let day = value.split_once('T').filter(|(day, _)| day.contains('-'));
    Some(day.map_or(value, |(day, _)| day).to_owned())
}

fn is_reference(time: &wire::Time) -> bool {
    time.value
        .as_deref()
        .is_some_and(|value| value.ends_with("_REF"))
}

fn words(spans: &[Span]) -> String {
    let words: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
    words.join(" ")
}

/// Whether it is called by a name. A noun may have a capital because it begins a sentence.
fn is_proper(entity: &wire::Entity) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = entity.name.split_whitespace();
    let begins = words.next().is_some_and(is_capital);
    begins && entity.mentions.iter().any(|one| one.named) || words.any(is_capital)
}

fn once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
