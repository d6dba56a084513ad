//! Tolls that one voice states twice: one toll, with the words of both.
//!
//! A figure that is stated in a headline and below it is the same figure; so is one stated again of
//! the same event and the same people. Two figures of one sentence are never the same, and "a man"
//! and "a man" are two, but in the headline.

use ascribe_model::{EventId, Toll, TollId, TollKind, Who};

use super::Sources;
use crate::holder::is_same_voice;

/// The tolls without repetitions, numbered anew.
pub(super) fn merged(found: Vec<Toll>, sources: Sources<'_>) -> Vec<Toll> {
    let mut kept: Vec<Toll> = Vec::new();
    let mut places: Vec<TollId> = Vec::new();
    for mut toll in found {
        toll.part_of = toll.part_of.map(|whole| places[whole.index()]);
        toll.supersedes = toll.supersedes.map(|earlier| places[earlier.index()]);
        match kept.iter().position(|known| is_same(known, &toll, sources)) {
            Some(at) => {
                places.push(TollId::new(at));
                add(&mut kept[at], toll);
            }
            None => {
                toll.id = TollId::new(kept.len());
                places.push(toll.id);
                kept.push(toll);
            }
        }
    }
    kept
}

type Figures = (
    TollKind,
    Option<EventId>,
    Option<u64>,
    Option<u64>,
    Option<u64>,
    Option<TollId>,
);

fn figures(toll: &Toll) -> Figures {
    let Toll {
        kind,
        event,
        low,
        best,
        high,
        part_of,
        ..
    } = *toll;
    (kind, event, low, best, high, part_of)
}

fn is_same(one: &Toll, other: &Toll, sources: Sources<'_>) -> bool {
    let in_headline = [one, other]
        .iter()
        .any(|toll| sources.reading.is_headline(toll.head.anchor));
    let is_figure = one
        .best
        .or(one.low)
        .or(one.high)
        .is_some_and(|figure| figure > 1);
    let may_be = one.who == other.who || one.who == Who::Any || other.who == Who::Any;
    one.event.is_some()
        && figures(one) == figures(other)
        && other.supersedes.is_none()
        && (in_headline || is_figure)
        && may_be
        && sentence_of(one, sources) != sentence_of(other, sources)
        && is_same_voice(
            one.head.attribution,
            other.head.attribution,
            sources.attributions,
        )
}

fn sentence_of(toll: &Toll, sources: Sources<'_>) -> Option<usize> {
    let token = sources.reading.token_at(toll.head.anchor.start())?;
    Some(token.sentence().index())
}

fn add(known: &mut Toll, again: Toll) {
    if known.who == Who::Any {
        known.who = again.who;
    }
    known.head.evidence.extend(again.head.evidence);
}
