//! With what: the words for the weapon, and its kind.

use ascribe::wire::Record;

use super::incident::Incident;
use super::nearby::sentences;
use super::phrase::{cut, quoted};
use super::template::Fills;
use super::words::WEAPONS;

/// Fills the instrument's slots. A weapon that no event names may stand in its sentence.
pub(super) fn fill(record: &Record, incident: &Incident<'_>, fills: &mut Fills) {
    if ["ARSON", "KIDNAPPING"].contains(&incident.kind) {
        return;
    }
    let events = incident.events.iter();
    let mut named: Vec<String> = events
        .filter_map(|event| event.weapon.as_ref())
        .map(|weapon| cut(&weapon.text))
        .collect();
    if named.is_empty() {
        let text = sentences(record, incident);
        named.extend(
            text.iter()
                .find_map(|sentence| WEAPONS.mentioned(sentence))
                .map(|words| cut(&words)),
        );
    }
    named.retain(|weapon| WEAPONS.of(weapon).is_some());
    named.dedup();
    for weapon in named {
        let Some(kind) = WEAPONS.of(&weapon) else {
            continue;
        };
        let weapon = quoted(&weapon);
        fills.add(7, format!("{kind}: {weapon}"));
        fills.add(6, weapon);
    }
}
