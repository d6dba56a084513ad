//! Who did it, on whose word.
//!
//! Rules find the words (`data/patterns/responsibility/`). Whose word it is decides between
//! `claimed`, `accused` and `reported`: "the rebels were behind the attack" is an accusation in the
//! army's mouth, a claim in their own, and a report in nobody's. An event's perpetrator, told
//! without such words ("rebels attacked the town, the army said"), is a `reported` responsibility.
//! What one voice says twice is one responsibility.
//!
//! Knows one report. What cannot be tied to an entity is left to `unread`.

mod actor;
mod answer;
mod author;
mod done;
mod event;
mod head;
mod learned;
mod merged;
mod mode;
mod retold;
mod told;
mod unreal;

use ascribe_model::{
    Attribution, Entity, EntityId, Event, Responsibility, ResponsibilityId, RuleName, Step, Trace,
};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::reading::Reading;

/// What responsibilities are made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'r> {
    pub(crate) reading: Reading<'r>,
    pub(crate) entities: &'r [Entity],
    pub(crate) attributions: &'r [Attribution],
    pub(crate) events: &'r [Event],
    /// The group whose own text the report is.
    pub(crate) author: Option<EntityId>,
}

impl<'r> Sources<'r> {
    pub(crate) fn new(
        reading: Reading<'r>,
        entities: &'r [Entity],
        attributions: &'r [Attribution],
        events: &'r [Event],
    ) -> Self {
        Self {
            reading,
            entities,
            attributions,
            events,
            author: author::of(reading, entities, attributions),
        }
    }
}

/// Every responsibility: first those told in so many words, then perpetrators of events.
pub(crate) fn find(sources: Sources<'_>, trace: Option<&mut Trace>) -> Vec<Responsibility> {
    let mut found = Vec::new();
    for sentence in sources.reading.sentences() {
        told::tell(sentence, &mut found, sources);
    }
    done::add(&mut found, sources);
    found.sort_by_key(|one| one.head.anchor);
    let mut found = merged::merged(found, sources);
    for (index, one) in found.iter_mut().enumerate() {
        one.id = ResponsibilityId::new(index);
    }
    if let Some(trace) = trace {
        trace.steps.extend(found.iter().map(step));
    }
    found
}

/// Whether it is something for which somebody can be blamed: no trial, and no town taken in war.
fn is_deed(event: &Event, sources: Sources<'_>) -> bool {
    let types = &sources.reading.knowledge.events;
    types.get(&event.kind).is_none_or(|kind| kind.is_deed)
}

/// The word of `span` on which the others hang.
fn head_of<'r>(span: Span<Text>, sources: Sources<'r>) -> Option<Token<'r>> {
    let mut tokens = sources.reading.doc.tokens_in(span);
    tokens.find(|token| token.is_root() || !span.contains(token.head().span()))
}

fn step(one: &Responsibility) -> Step {
    let rule = one
        .head
        .evidence
        .first()
        .map_or_else(|| RuleName::new("responsibility"), |cell| cell.by.clone());
    Step {
        rule,
        span: one.head.anchor,
        fired: true,
        message: format!("{} by {:?} of {:?}", one.mode, one.actor, one.event),
    }
}

#[cfg(test)]
mod tests;
