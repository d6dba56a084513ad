//! Those who are counted among others: "including four children", "two of them were among the dead".

use ascribe_model::{Evidence, RuleName, Toll, TollId};
use ascribe_nlp::{Sentence, Token};

use super::{Harmed, Sources, count, is_counted, people};
use crate::nouns;

/// Adds the parts of those in `harmed`, and marks those that are parts of others.
pub(super) fn add<'r>(harmed: &mut Vec<Harmed<'r>>, sentence: Sentence<'r>, sources: Sources<'r>) {
    let wholes = harmed.len();
    if wholes == 0 {
        return;
    }
    for found in sources.reading.knowledge.tolls.parts.find(sentence) {
        let (Some(counted), Some(part)) = (found.capture("counted"), found.capture("part")) else {
            continue;
        };
        let whole = harmed[..wholes]
            .iter()
            .rposition(|one| one.counted.id() == counted.id());
        if let Some(whole) = whole {
            add_parts(harmed, whole, part, sources);
        }
    }
}

fn add_parts<'r>(
    harmed: &mut Vec<Harmed<'r>>,
    whole: usize,
    part: Token<'r>,
    sources: Sources<'r>,
) {
    for part in nouns::joined(part) {
        let Some(one) = part_of(&harmed[whole], whole, part, sources) else {
            continue;
        };
        let known = harmed
            .iter()
            .position(|other| other.kind == one.kind && other.count.span == one.count.span);
        match known {
            Some(known) if known != whole => harmed[known].part_of = Some(whole),
            Some(_) => {}
            None if is_counted(&one, harmed) => {}
            None => harmed.push(one),
        }
    }
}

fn part_of<'r>(
    of: &Harmed<'r>,
    whole: usize,
    part: Token<'r>,
    sources: Sources<'r>,
) -> Option<Harmed<'r>> {
    // "four men, among them Anna Berg" names one of them and counts nobody.
    if part.pos() == "PROPN" {
        return None;
    }
    Some(Harmed {
        kind: of.kind,
        rule: of.rule.clone(),
        word: of.word,
        counted: part,
        who: people::who(part, sources.reading, false)?,
        count: count::of(part, sources)?,
        part_of: Some(whole),
        is_joined: false,
        is_part: true,
        follows: false,
        instead_of: None,
    })
}

/// "Two policemen were among the dead": a part of the last larger toll of that kind and event.
pub(super) fn among_earlier(new: &mut Toll, found: &[Toll]) {
    let size = |toll: &Toll| toll.best.or(toll.low).or(toll.high);
    let is_whole = |toll: &&Toll| {
        toll.kind == new.kind
            && toll.part_of.is_none()
            && (toll.event == new.event || new.event.is_none())
            && size(new) < size(toll)
    };
    let Some(whole) = found.iter().rev().find(is_whole) else {
        return;
    };
    new.part_of = Some(TollId::new(whole.id.index()));
    let by = RuleName::new("toll/among@1");
    new.head
        .evidence
        .push(Evidence::new("part_of", new.head.anchor, &by));
}
