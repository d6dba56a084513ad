//! Human targets: people by name and by description, and what became of them.

use ascribe::wire::{Entity, Event, Participant, Record, Span, Toll};

use super::incident::Incident;
use super::phrase::{cut, number, only_points, quoted};
use super::template::Fills;
use super::words::{EFFECTS, PEOPLE, TARGETS, head_of, stem, tells};
use crate::tasks::muc4::entity_of;
use crate::tasks::{overlap, words_of};

/// One human target.
#[derive(Debug)]
pub(super) struct Person<'r> {
    name: Option<String>,
    description: Option<String>,
    pub(super) kind: &'static str,
    number: String,
    effect: Option<&'static str>,
    entity: Option<&'r str>,
}

impl Person<'_> {
    pub(super) fn is_named(&self) -> bool {
        self.name.is_some()
    }
}

/// The human targets of an incident: those who have a part in its events, and those whom a toll of
/// them counts.
pub(super) fn find<'r>(record: &'r Record, incident: &Incident<'r>) -> Vec<Person<'r>> {
    let parts = incident.parts(&["victim", "target"]).into_iter();
    let parts = parts.filter(|(_, part)| is_person(record, part));
    let with_part = parts.filter_map(|(event, part)| {
        let entity = entity_of(record, part);
        person(entity, &part.span.text, effect(record, event, part))
    });
    let tolls = incident.tolls(record).into_iter();
    let counted = tolls.filter_map(|toll| counted(record, toll));
    let mut found: Vec<Person<'r>> = Vec::new();
    for person in with_part.chain(counted) {
        match found.iter_mut().find(|other| are_one(other, &person)) {
            Some(other) => {
                other.effect = other.effect.or(person.effect);
                other.name = other.name.take().or(person.name);
            }
            None => found.push(person),
        }
    }
    found
}

/// Those whom a toll counts.
fn counted<'r>(record: &'r Record, toll: &'r Toll) -> Option<Person<'r>> {
    let effect = effect_of(toll)?;
    let cells = toll.head.evidence.iter();
    let mut spans: Vec<&Span> = cells
        .filter(|cell| ["who", "best", "low"].contains(&cell.field.as_str()))
        .flat_map(|cell| &cell.spans)
        .collect();
    spans.sort_by_key(|span| span.start);
    let (first, last) = (spans.first()?, spans.last()?);
    if toll.best == Some(0) || last.end.saturating_sub(first.start) > LONGEST {
        return None;
    }
    let text = record.report.text.chars();
    let words: String = text
        .skip(first.start)
        .take(last.end - first.start)
        .collect();
    let is_thing = |word: &str| ["death", "murder", "killing", "assassination"].contains(&word);
    let words_alone = cut(&words);
    let is_figure = words_alone.bytes().all(|byte| !byte.is_ascii_alphabetic());
    if is_figure || is_thing(&stem(head_of(&words_alone).split_whitespace().last()?)) {
        return None;
    }
    let at = [last.start, last.end];
    let speaks = |entity: &&Entity| {
        let mut mentions = entity.mentions.iter();
        mentions.any(|mention| overlap([mention.span.start, mention.span.end], at))
    };
    let entity = record.entities.iter().find(speaks);
    person(entity, &words, Some(effect))
}

/// No phrase for people is longer than this.
const LONGEST: usize = 80;

/// Whether somebody, not something, has the part.
pub(super) fn is_person(record: &Record, part: &Participant) -> bool {
    let words = cut(&part.span.text);
    let kind = entity_of(record, part).map(|entity| entity.kind.as_str());
    match kind {
        Some("person" | "people") => true,
        Some("place_name") => false,
        _ if PEOPLE.has_head(&words) => true,
        _ if TARGETS.has_head(&words) => false,
        Some("forces") => true,
        _ => part.role == "victim",
    }
}

pub(super) fn are_one(one: &Person<'_>, two: &Person<'_>) -> bool {
    let same = |one: &Option<String>, two: &Option<String>| match (one, two) {
        (Some(one), Some(two)) => one.contains(two.as_str()) || two.contains(one.as_str()),
        _ => false,
    };
    one.entity.is_some() && one.entity == two.entity
        || same(&one.name, &two.name)
        || one.name.is_none() && two.name.is_none() && same(&one.description, &two.description)
}

fn person<'r>(
    entity: Option<&'r Entity>,
    words: &str,
    effect: Option<&'static str>,
) -> Option<Person<'r>> {
    let name = entity.and_then(name_of);
    let description = match (&name, entity) {
        (Some(name), Some(entity)) => title_of(entity, name),
        _ => Some(description_of(entity, words)?),
    };
    let told = description.clone().unwrap_or_default();
    Some(Person {
        kind: PEOPLE.of(&told).unwrap_or("CIVILIAN"),
        number: if name.is_some() {
            "1".to_owned()
        } else {
            number(words)
        },
        effect,
        entity: entity.map(|entity| entity.id.as_str()),
        name,
        description,
    })
}

/// The fullest name of a person.
fn name_of(entity: &Entity) -> Option<String> {
    let is_named = entity.mentions.iter().any(|mention| mention.named);
    (is_named && entity.kind == "person").then(|| cut(&entity.name))
}

/// "Liberal Party leader" of "Liberal Party leader Karv Tellen".
fn title_of(entity: &Entity, name: &str) -> Option<String> {
    let last = name.split_whitespace().last()?;
    let first = name.split_whitespace().next()?;
    let mentions = entity.mentions.iter();
    let words: Vec<String> = mentions
        .map(|mention| cut(&mention.span.text))
        .filter(|words| !only_points(words))
        .collect();
    let before = words.iter().filter_map(|words| {
        let at = words.find(first).or_else(|| words.find(last))?;
        let title = words[..at].trim();
        (title.len() > 2).then(|| title.to_owned())
    });
    let mut before = before.collect::<Vec<_>>();
    before.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let apart = words
        .iter()
        .find(|words| !words.contains(last) && PEOPLE.of(words).is_some());
    before.into_iter().next().or_else(|| apart.cloned())
}

/// The words of the part, or those that its entity has elsewhere if these only point.
fn description_of(entity: Option<&Entity>, words: &str) -> Option<String> {
    let words = cut(words);
    if !only_points(&words) && !words.is_empty() {
        return Some(words);
    }
    let mut mentions = entity?
        .mentions
        .iter()
        .map(|mention| cut(&mention.span.text));
    mentions.find(|words| !only_points(words) && !words.is_empty())
}

/// Dead or hurt, by the tolls that count them and the words for the event.
fn effect(record: &Record, event: &Event, part: &Participant) -> Option<&'static str> {
    let counts = |toll: &&Toll| {
        let spans = toll
            .head
            .evidence
            .iter()
            .filter(|cell| cell.field != "kind" && cell.field != "event");
        let mut spans = spans.flat_map(|cell| &cell.spans);
        spans.any(|span| overlap([span.start, span.end], [part.span.start, part.span.end]))
    };
    let mut tolls = record.tolls.iter().filter(counts);
    let counted = tolls.find_map(effect_of);
    let words: Vec<&str> = words_of(event).map(|span| span.text.as_str()).collect();
    let words = words.join(" ");
    let by_word = || match () {
        () if event.status != "actual"
            || part.role != "victim" && event.kind != "violence/assassination" =>
        {
            None
        }
        () if tells(&words, &EFFECTS.death) => Some("DEATH"),
        () if tells(&words, &EFFECTS.injury) => Some("INJURY"),
        () => None,
    };
    counted.or_else(by_word)
}

fn effect_of(toll: &Toll) -> Option<&'static str> {
    match toll.kind.as_str() {
        "killed" => Some("DEATH"),
        "injured" => Some("INJURY"),
        _ => None,
    }
}

/// Fills the slots of human targets.
pub(super) fn fill(record: &Record, incident: &Incident<'_>, fills: &mut Fills) {
    for person in find(record, incident) {
        let reference = person.name.as_ref().or(person.description.as_ref());
        let Some(reference) = reference.map(|words| quoted(words)) else {
            continue;
        };
        match (&person.name, &person.description) {
            (Some(_), Some(description)) => {
                fills.add(19, format!("{}: {reference}", quoted(description)));
            }
            (None, Some(_)) => fills.add(19, reference.clone()),
            _ => {}
        }
        if person.name.is_some() {
            fills.add(18, reference.clone());
        }
        fills.add(20, format!("{}: {reference}", person.kind));
        fills.add(21, format!("{}: {reference}", person.number));
        if let Some(effect) = person.effect {
            fills.add(23, format!("{effect}: {reference}"));
        }
    }
    let spared = spared(record, incident).filter(|_| fills.of(23).is_empty());
    if let Some(effect) = spared {
        fills.add(23, format!("{effect}: \"-\""));
    }
}

/// That nobody was hurt.
fn spared(record: &Record, incident: &Incident<'_>) -> Option<&'static str> {
    let tolls = incident.tolls(record);
    let none = |kind: &str| {
        tolls
            .iter()
            .any(|toll| toll.best == Some(0) && toll.kind == kind)
    };
    match (none("killed"), none("injured")) {
        (true, true) => Some("NO INJURY OR DEATH"),
        (true, false) => Some("NO DEATH"),
        (false, true) => Some("NO INJURY"),
        _ => None,
    }
}
