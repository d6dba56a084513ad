//! Which of the incidents that a record tells of get a template: a sum of weights, one for each thing
//! that is known of an incident (`eval/muc4/choice.toml`, made by `training/muc4/choice.py`).
//!
//! Knows nothing of what the key holds. Without a learned reader of events a plain rule chooses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ascribe::wire::{Event, Record};
use serde::Deserialize;

use super::incident::Incident;
use super::told::{Told, Word};
use super::{date, people, things};
use crate::tasks::{is_sure, place_of, words_of};

/// The weights, and the least sum that suffices.
#[derive(Debug, Deserialize)]
struct Choice {
    least: f32,
    weights: BTreeMap<String, f32>,
}

static CHOICE: LazyLock<Choice> = LazyLock::new(|| {
    let table = include_str!("../../../../../eval/muc4/choice.toml");
    toml::from_str(table).expect("the table is built in, and a test reads it")
});

/// What is known of an incident: names with values.
pub(super) type Features = Vec<(String, f32)>;

/// Whether the task asks for a template of the incident.
pub(super) fn is_asked_for(record: &Record, incident: &Incident<'_>, told: &Told) -> bool {
    if told.words.is_empty() {
        return is_plainly_asked_for(record, incident);
    }
    let known = features(record, incident, told);
    let terms = known.iter().map(|(name, value)| {
        let weight = CHOICE.weights.get(name).copied().unwrap_or_default();
        weight * value
    });
    CHOICE.least <= terms.sum()
}

/// Whether something was surely attacked, and not only soldiers by fighters.
fn is_plainly_asked_for(record: &Record, incident: &Incident<'_>) -> bool {
    let people = people::find(record, incident);
    let things = things::find(record, incident);
    let is_armed = |kind: &str| ["ACTIVE MILITARY", "LAW ENFORCEMENT"].contains(&kind);
    let spares_civilians = people.iter().all(|person| is_armed(person.kind));
    let is_military = !people.is_empty() && spares_civilians && things.is_empty();
    let is_aimed = !(people.is_empty() && things.is_empty());
    let sure = incident.events.iter().any(|event| is_sure(event));
    sure && is_aimed && !is_military && !(incident.is_battle() && spares_civilians)
}

/// All that the choice looks at. Likelihoods are from 0 to 1, the rest is 0 or 1.
pub(super) fn features(record: &Record, incident: &Incident<'_>, told: &Told) -> Features {
    let mut known = Known::default();
    known.add("always", 1.0);
    known.holds(&format!("is {}", incident.kind.to_lowercase()), true);
    known.holds(&format!("is {}", incident.stage.to_lowercase()), true);
    known.of_reader(incident, told);
    known.of_words(record, incident);
    known.of_parts(record, incident);
    known.of_setting(record, incident);
    known.0
}

#[derive(Default)]
struct Known(Features);

impl Known {
    fn add(&mut self, name: &str, value: f32) {
        self.0.push((name.to_owned(), value));
    }

    fn holds(&mut self, name: &str, is_so: bool) {
        if is_so {
            self.add(name, 1.0);
        }
    }

    fn of_reader(&mut self, incident: &Incident<'_>, told: &Told) {
        let words: Vec<&Word> = incident
            .starts()
            .filter_map(|start| told.word_at(start))
            .collect();
        let most = |value: &dyn Fn(&Word) -> f32| {
            let values = words.iter().map(|word| value(word));
            values.fold(0.0, f32::max)
        };
        self.add("likeliest news", most(&|word| word.news));
        self.add("likeliest event", most(&|word| word.score));
        self.add(
            "likeliest event told as news",
            most(&|word| word.news * word.score),
        );
        let most_part = |role: &str| {
            let parts = words.iter().flat_map(|word| &word.parts);
            let parts = parts.filter(|part| part.role == role);
            parts.map(|part| part.score).fold(0.0, f32::max)
        };
        self.add(
            "likeliest target",
            most_part("target").max(most_part("victim")),
        );
        self.add("likeliest perpetrator", most_part("perpetrator"));
        self.holds("word unknown to the reader", words.is_empty());
    }

    fn of_words(&mut self, record: &Record, incident: &Incident<'_>) {
        let by_rule = |event: &&Event| {
            let mut of_type = event.evidence.iter().filter(|one| one.field == "type");
            of_type.any(|one| !one.by.starts_with("event/reader@"))
        };
        let events = || incident.events.iter().copied();
        self.holds("found by a rule", events().any(|event| by_rule(&event)));
        self.holds("several words", 1 < incident.starts().count());
        self.holds("several events", 1 < incident.events.len());
        let is_plural = |event: &Event| {
            words_of(event).all(|span| span.text.ends_with('s') || span.text.ends_with('S'))
        };
        self.holds("only plural words", events().all(is_plural));
        self.holds(
            "certain",
            events().any(|event| event.factuality.starts_with("certain+")),
        );
        self.holds("only battle", incident.is_battle());
        let is_family = |event: &Event| !event.kind.contains('/');
        self.holds("only of a family", events().all(is_family));
        let first = incident.starts().min().unwrap_or_default() as f32;
        let length = record.report.text.chars().count().max(1) as f32;
        self.add("far down", first / length);
        self.holds("in the first 600 characters", first < 600.0);
        self.holds("in a long message", 4000.0 < length);
        let mut others = record.events.iter().filter(|event| {
            event.kind.starts_with("violence") || event.kind.starts_with("explosion")
        });
        self.holds("many events in the message", others.nth(8).is_some());
    }

    fn of_parts(&mut self, record: &Record, incident: &Incident<'_>) {
        let people = people::find(record, incident);
        let things = things::find(record, incident);
        let is_armed = |kind: &str| ["ACTIVE MILITARY", "LAW ENFORCEMENT"].contains(&kind);
        self.holds("people", !people.is_empty());
        self.holds("several people", 1 < people.len());
        self.holds(
            "only armed people",
            !people.is_empty() && people.iter().all(|one| is_armed(one.kind)),
        );
        self.holds(
            "somebody named",
            people.iter().any(super::people::Person::is_named),
        );
        self.holds("things", !things.is_empty());
        self.holds(
            "neither people nor things",
            people.is_empty() && things.is_empty(),
        );
        self.holds("a doer", !incident.parts(&["perpetrator"]).is_empty());
        self.holds("a toll", !incident.tolls(record).is_empty());
        self.holds(
            "a weapon",
            incident.events.iter().any(|event| event.weapon.is_some()),
        );
    }

    fn of_setting(&mut self, record: &Record, incident: &Incident<'_>) {
        let events = || incident.events.iter().copied();
        let times = || events().filter_map(|event| event.time.as_ref());
        let is_of = |id: &&String| record.times.iter().find(|time| time.id == **id);
        let published = record.report.published.as_ref();
        let is_old = |id: &String| {
            let first = is_of(&id).and_then(|time| time.interval.as_ref());
            first
                .zip(published)
                .is_some_and(|(interval, day)| far(&interval[1], &day.value))
        };
        self.holds(
            "a day",
            events().any(|event| date::told(record, event).is_some()),
        );
        self.holds("no time", times().next().is_none());
        self.holds("months ago", times().any(is_old));
        self.holds(
            "a place",
            events().any(|event| place_of(record, event).is_some()),
        );
        let town = |event: &Event| {
            place_of(record, event).is_some_and(|place| place.kind.as_deref() == Some("town"))
        };
        self.holds("a town", events().any(town));
    }
}

/// Whether a day is more than two months before another.
fn far(day: &str, published: &str) -> bool {
    let months = |day: &str| {
        let year = day.get(..4)?.parse::<i32>().ok()?;
        Some(year * 12 + day.get(5..7)?.parse::<i32>().ok()?)
    };
    months(day)
        .zip(months(published))
        .is_some_and(|(day, published)| day + 2 < published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert!(CHOICE.weights.values().all(|weight| weight.is_finite()));
    }

    #[test]
    fn months_between() {
        assert!(far("1988-11-02", "1989-11-20"));
        assert!(!far("1989-10-02", "1989-11-20"));
        assert!(!far("", "1989-11-20"));
    }
}
