//! One claim where one voice says the same of one event and actor twice.

use ascribe_model::Responsibility;

use super::Sources;
use crate::holder::is_same_voice;

/// What one voice says of one event and actor in one way and with one likelihood, as one, with the
/// evidence of all.
pub(super) fn merged(found: Vec<Responsibility>, sources: Sources<'_>) -> Vec<Responsibility> {
    let mut kept: Vec<Responsibility> = Vec::new();
    for one in found {
        let is_same = |other: &&mut Responsibility| {
            one.event.is_some()
                && (other.event, other.actor, other.mode) == (one.event, one.actor, one.mode)
                && other.head.likelihood == one.head.likelihood
                && is_same_voice(
                    other.head.attribution,
                    one.head.attribution,
                    sources.attributions,
                )
        };
        match kept.iter_mut().find(is_same) {
            Some(known) => known.head.evidence.extend(one.head.evidence),
            None => kept.push(one),
        }
    }
    kept
}
